package survey_test

import (
	"fmt"
	"os"
	"time"

	"github.com/redress-go/redress/survey"
)

// lobby is a small questionnaire in English.
func lobby() survey.Questionnaire {
	return survey.Questionnaire{
		ID: "lobby", Version: 1, Title: survey.Label{EN: "Front desk"},
		Sections: []survey.Section{{
			ID: "desk", Title: survey.Label{EN: "Desk"},
			Questions: []survey.Question{
				{ID: "polite", Kind: survey.KindScale5, Text: survey.Label{EN: "Politeness"}, Weight: 2},
				{ID: "speed", Kind: survey.KindScale5, Text: survey.Label{EN: "Speed"}, AllowNA: true},
				{ID: "recommend", Kind: survey.KindScale10, Text: survey.Label{EN: "Recommend us"}},
			},
		}},
	}
}

// answered is one response to lobby.
func answered(answers survey.Answers) survey.Response {
	return survey.Response{Questionnaire: "lobby", Version: 1, Answers: answers}
}

// The way from a questionnaire to figures: choose what counts as satisfied, say
// how many were asked, add responses as they come, print.
func Example() {
	analysis, err := survey.NewAnalysis(lobby(), survey.TopTwoOfFive, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	_ = analysis.Invited(100, nil)
	for i := range 40 {
		answers := survey.Answers{"polite": survey.Score(5), "speed": survey.Score(3), "recommend": survey.Score(9)}
		if i%4 == 0 {
			answers = survey.Answers{"polite": survey.Score(4), "speed": survey.NotApplicable{}, "recommend": survey.Score(6)}
		}
		if err := analysis.Add(answered(answers)); err != nil {
			fmt.Println(err)
		}
	}
	_ = analysis.Result().WriteTable(os.Stdout, survey.English)
	// Output:
	// Front desk · lobby v1 · top two of five
	// invited 100, responses 40, response rate 40.0%
	// item            answers  n/a  missing  satisfied  95 % interval   bad  mean  index    NPS
	// overall              70   10        0      57.1%      45.5…68.1  0.0%  4.00   79.2      –
	// Desk                 70   10        0      57.1%      45.5…68.1  0.0%  4.00   79.2      –
	//   Politeness         40    0        0     100.0%     91.2…100.0  0.0%  4.75   93.8      –
	//   Speed              30   10        0       0.0%       0.0…11.4  0.0%  3.00   50.0      –
	//   Recommend us       40    0        0          –      20.6…72.4     –  8.25      –  +50.0
	// * fewer than 30 people
}

// The same answers give different satisfaction rates under different box sets,
// which is why there is no default.
func ExampleNewAnalysis() {
	for _, boxes := range []survey.BoxSet{survey.TopTwoOfFive, survey.TopThreeOfFive} {
		analysis, _ := survey.NewAnalysis(lobby(), boxes, nil)
		for _, score := range []survey.Score{5, 4, 3, 3, 2} {
			_ = analysis.Add(answered(survey.Answers{"polite": score}))
		}
		rate, _ := analysis.Result().Total.Overall.Satisfied.Value()
		fmt.Printf("%s: %.0f%%\n", boxes, 100*rate)
	}
	_, err := survey.NewAnalysis(lobby(), "", nil)
	fmt.Println(err)
	// Output:
	// top-two-of-five: 40%
	// top-three-of-five: 80%
	// survey: invalid analysis: boxes: "" is not one of top-two-of-five, top-three-of-five, top-one-of-five
}

// A misspelt field is refused, not ignored.
func ExampleParseQuestionnaire() {
	_, err := survey.ParseQuestionnaire([]byte(`{
		"id": "lobby", "version": 1, "title": {"zh": "前台服务"},
		"sections": [{"id": "desk", "title": {"zh": "前台"}, "questions": [
			{"id": "polite", "kind": "scale-5", "text": {"zh": "态度"}, "wieght": 2}
		]}]
	}`))
	fmt.Println(err)
	// Output:
	// survey: invalid questionnaire: sections[0].questions[0].wieght: is not a known field
}

// Every fault is reported at once, with its path.
func ExampleQuestionnaire_Validate() {
	q := lobby()
	q.Version = 0
	q.Sections[0].Questions[1].Text = survey.Label{ZH: "速度"}
	q.Sections[0].Questions[2].Weight = 3
	fmt.Println(q.Validate())
	// Output:
	// survey: invalid questionnaire: version: must be 1 or more, not 0; sections[0].questions[1].text.en: must have text, as the title has; sections[0].questions[2].weight: only a scale-5 or scale-1-10 question has one
}

// Answers arrive as JSON from a form. Questions may be left out.
func ExampleQuestionnaire_Check() {
	for _, body := range []string{
		`{"questionnaire":"lobby","version":1,"answers":{"polite":4,"speed":{"not_applicable":true}}}`,
		`{"questionnaire":"lobby","version":1,"answers":{"polite":6,"recommend":"yes"}}`,
	} {
		r, err := survey.ParseResponse([]byte(body))
		if err == nil {
			err = lobby().Check(r)
		}
		fmt.Println(err)
	}
	// Output:
	// <nil>
	// survey: invalid response: answers.polite: must lie between 1 and 5, not 6; answers.recommend: a scale-0-10 question is answered with a number
}

// A bad rating (差评) is called back: the host opens or reopens a case.
func ExampleQuestionnaire_BadRatings() {
	fmt.Println(lobby().BadRatings(answered(survey.Answers{"polite": survey.Score(4), "speed": survey.Score(1)})))
	// Output:
	// [speed]
}

// Several nodes count on their own; the counts are pooled, never the rates.
func ExampleAnalysis_Merge() {
	node := func(answers ...survey.Score) *survey.Analysis {
		a, _ := survey.NewAnalysis(lobby(), survey.TopTwoOfFive, nil)
		for _, score := range answers {
			_ = a.Add(answered(survey.Answers{"polite": score}))
		}
		return a
	}
	a, b := node(5), node(1, 1, 4)
	if err := a.Merge(b); err != nil {
		fmt.Println(err)
	}
	fmt.Println(a.Result().Total.Overall.Satisfied)

	other, _ := survey.NewAnalysis(lobby(), survey.TopThreeOfFive, nil)
	fmt.Println(a.Merge(other))
	// Output:
	// 0.5000 [0.1500, 0.8500] n=4
	// survey: boxes "top-three-of-five" cannot be counted with "top-two-of-five"
}

// Groups are dimensions of the host's choice.
func ExampleResult() {
	a, _ := survey.NewAnalysis(lobby(), survey.TopTwoOfFive, &survey.Options{MinCell: 2})
	for building, score := range map[string]survey.Score{"1": 5, "2": 2} {
		r := answered(survey.Answers{"polite": score})
		r.Groups = map[string]string{"building": building}
		_ = a.Add(r)
	}
	for _, g := range a.Result().Groups {
		fmt.Println(g.Dimension, g.Value, g.Overall.Satisfied, "small:", g.Overall.Small)
	}
	// Output:
	// building 1 1.0000 [0.2065, 1.0000] n=1 small: true
	// building 2 0.0000 [0.0000, 0.7935] n=1 small: true
}

// What nobody answered is no data, not zero.
func ExampleEstimate() {
	a, _ := survey.NewAnalysis(lobby(), survey.TopTwoOfFive, nil)
	satisfied := a.Result().Total.Overall.Satisfied
	_, ok := satisfied.Value()
	fmt.Println(satisfied, ok)
	// Output:
	// no data false
}

// All ten satisfied does not mean that everybody is.
func ExampleWilson() {
	fmt.Println(survey.Wilson(10, 10))
	fmt.Println(survey.Wilson(980, 1000))
	// Output:
	// 1.0000 [0.7225, 1.0000] n=10
	// 0.9800 [0.9693, 0.9870] n=1000
}

// A score from thirty answers is known to some 26 points either way.
func ExampleNetPromoter() {
	fmt.Println(survey.NetPromoter(18, 7, 5))
	// Output:
	// 43.3333 [13.2484, 65.5395] n=30
}

// Five points better on a hundred answers each is not beyond chance.
func ExampleChange() {
	fmt.Println(survey.Change(survey.Wilson(80, 100), survey.Wilson(85, 100)))
	// Output:
	// 0.0500 [-0.0563, 0.1555] n=100
}

// Whoever was asked in the last 90 days is left in peace.
func ExampleSample_Draw() {
	now := time.Date(2026, 9, 30, 9, 0, 0, 0, time.UTC)
	people := []survey.Person{
		{ID: "A-101"},
		{ID: "A-102", LastAsked: now.AddDate(0, 0, -30)},
		{ID: "B-201", LastAsked: now.AddDate(0, 0, -200)},
		{ID: "B-202"},
		{ID: "C-301"},
	}
	sample := survey.Sample{Size: 2, Seed: "2026-Q3"}
	draw, err := sample.Draw(people, survey.Days(90), now)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(draw.Chosen, "not drawn:", draw.NotDrawn, "cooling down:", draw.CoolingDown)
	// Output:
	// [B-202 A-101] not drawn: 2 cooling down: 1
}

// How many answers show a share to within five points, of 500 residents.
func ExampleSampleSize() {
	n, err := survey.SampleSize(0.05, 500)
	fmt.Println(n, err)
	// Output:
	// 218 <nil>
}

// A figure below its target becomes an action, and the next survey says whether
// the action helped.
func ExampleImprovement_Check() {
	quarter := func(satisfied int) survey.Result {
		a, _ := survey.NewAnalysis(lobby(), survey.TopTwoOfFive, nil)
		for i := range 100 {
			score := survey.Score(2)
			if i < satisfied {
				score = 5
			}
			_ = a.Add(answered(survey.Answers{"speed": score}))
		}
		return a.Result()
	}
	review, err := quarter(62).Review(
		survey.Target{Item: "speed", Measure: survey.MeasureSatisfied, AtLeast: 0.8},
		survey.Target{Item: "polite", Measure: survey.MeasureSatisfied, AtLeast: 0.8},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	finding := review.Below[0]
	fmt.Println(finding.Target.Item, finding.Measured, "clearly below:", finding.Clear)
	fmt.Println("no data on", review.NoData[0].Item)

	improvement, _ := finding.Improve("2026-07", survey.Action{
		What: "second clerk from 17:00", Owner: "front desk", Due: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC),
	})
	improvement, _ = improvement.Complete("u17", time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC))
	improvement, err = improvement.Check("2026-Q4", quarter(83), time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	effect := improvement.Current().Effect
	fmt.Println(effect.Change, "beyond chance:", effect.Clear, "status:", improvement.Status())
	// Output:
	// speed 0.6200 [0.5221, 0.7090] n=100 clearly below: true
	// no data on polite
	// 0.2100 [0.0866, 0.3254] n=100 beyond chance: true status: effective
}
