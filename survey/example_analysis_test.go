package survey_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/redress-go/redress/survey"
)

// month is the result of a month in which so many of a hundred were satisfied
// with the speed.
func month(satisfied int) survey.Result {
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

// Only who was not satisfied is asked why.
func ExampleQuestionnaire_Asked() {
	q := lobby()
	q.Sections[0].Questions = append(q.Sections[0].Questions, survey.Question{
		ID: "why", Kind: survey.KindText, Text: survey.Label{EN: "What went wrong?"},
		When: []survey.Condition{{Question: "polite", Scores: []int{1, 2}}},
	})
	for _, score := range []survey.Score{5, 1} {
		asked, err := q.Asked(survey.Answers{"polite": score})
		fmt.Println(score, asked, err)
	}
	// Output:
	// 5 [polite speed recommend] <nil>
	// 1 [polite speed recommend why] <nil>
}

// Nodes count on their own, store what they counted, and one merges it.
func ExampleParseAnalysis() {
	node, _ := survey.NewAnalysis(lobby(), survey.TopTwoOfFive, nil)
	_ = node.Add(answered(survey.Answers{"polite": survey.Score(5)}))
	stored, err := json.Marshal(node)
	if err != nil {
		fmt.Println(err)
		return
	}
	whole, _ := survey.NewAnalysis(lobby(), survey.TopTwoOfFive, nil)
	_ = whole.Add(answered(survey.Answers{"polite": survey.Score(2)}))
	part, err := survey.ParseAnalysis(stored, nil)
	if err == nil {
		err = whole.Merge(part)
	}
	fmt.Println(whole.Result().Total.Responses, err)

	_, err = survey.ParseAnalysis([]byte(strings.Replace(string(stored), `"responses":1`, `"responses":0`, 1)), nil)
	fmt.Println(err)
	// Output:
	// 2 <nil>
	// survey: invalid analysis: total.cells: of "polite": more answers than responses; total.sections[0]: sums do not agree with the cells; total.all: sums do not agree with the cells
}

// Comments are grouped by a function of the host's, for example a lexicon of
// classify's; the texts are not kept.
func ExampleTopics() {
	q := lobby()
	q.Sections[0].Questions = append(q.Sections[0].Questions, survey.Question{
		ID: "words", Kind: survey.KindText, Text: survey.Label{EN: "Anything else?"},
	})
	a, err := survey.NewAnalysis(q, survey.TopTwoOfFive, &survey.Options{Topics: &survey.Topics{
		Name: "words/1",
		Of: func(text string) []string {
			if strings.Contains(text, "queue") || strings.Contains(text, "wait") {
				return []string{"waiting"}
			}
			return nil
		},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for text, score := range map[string]survey.Score{"a long queue": 2, "no wait at all": 5, "lovely flowers": 5} {
		_ = a.Add(answered(survey.Answers{"polite": score, "words": survey.Text(text)}))
	}
	for _, t := range a.Result().Total.Sections[0].Questions[3].Topics {
		fmt.Printf("%q: %d people, %d with a bad rating\n", t.Topic, t.People, t.Bad)
	}
	// Output:
	// "waiting": 2 people, 1 with a bad rating
	// "": 1 people, 0 with a bad rating
}

// Where groups were sampled at different rates, each weighs by its people.
func ExampleAnalysis_Stratified() {
	a, _ := survey.NewAnalysis(lobby(), survey.TopTwoOfFive, nil)
	add := func(floor string, population, asked, satisfied int) {
		groups := map[string]string{"floor": floor}
		_ = a.Population(population, groups)
		for i := range asked {
			r := answered(survey.Answers{"polite": survey.Score(2)})
			if i < satisfied {
				r.Answers["polite"] = survey.Score(5)
			}
			r.Groups = groups
			_ = a.Add(r)
		}
	}
	add("suites", 20, 20, 20)
	add("rooms", 380, 40, 20)
	weighed, err := a.Stratified("floor", "polite")
	fmt.Println("as they came:", a.Result().Total.Sections[0].Questions[0].Satisfied)
	fmt.Println("by people:   ", weighed, err)
	// Output:
	// as they came: 0.6667 [0.5505, 0.7656] n=60
	// by people:    0.5250 [0.3889, 0.6575] n=60 <nil>
}

// Four months, tested for a trend.
func ExampleNewTrend() {
	trend, err := survey.NewTrend("speed", survey.MeasureSatisfied,
		survey.Reading{Period: "2026-06", Result: month(64)}, survey.Reading{Period: "2026-07", Result: month(70)},
		survey.Reading{Period: "2026-08", Result: month(73)}, survey.Reading{Period: "2026-09", Result: month(80)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s a month, p = %.3f, beyond chance: %t\n", trend.Slope, trend.Test.P, trend.Test.Significant(0.05))
	fmt.Println("last month:", trend.Last)
	// Output:
	// 0.0510 [0.0118, 0.0902] n=100 a month, p = 0.011, beyond chance: true
	// last month: 0.0700 [-0.0478, 0.1855] n=100
}

// Simpson's paradox: both groups improved, and the total fell.
func ExampleCompare() {
	survey1 := func(groups map[string][2]int) survey.Result {
		a, _ := survey.NewAnalysis(lobby(), survey.TopTwoOfFive, nil)
		for floor, g := range groups {
			for i := range g[1] {
				r := answered(survey.Answers{"polite": survey.Score(2)})
				if i < g[0] {
					r.Answers["polite"] = survey.Score(5)
				}
				r.Groups = map[string]string{"floor": floor}
				_ = a.Add(r)
			}
		}
		return a.Result()
	}
	c, err := survey.Compare(
		survey1(map[string][2]int{"suites": {234, 270}, "rooms": {55, 80}}),
		survey1(map[string][2]int{"suites": {81, 87}, "rooms": {192, 263}}), "floor", "polite")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("overall: ", c.Overall)
	for _, g := range c.Groups {
		fmt.Println(g.Value+": ", g.Change)
	}
	fmt.Println("adjusted:", c.Adjusted, "reversed:", c.Reversed)
	// Output:
	// overall:  -0.0457 [-0.1045, 0.0133] n=350
	// rooms:  0.0425 [-0.0647, 0.1617] n=80
	// suites:  0.0644 [-0.0172, 0.1232] n=87
	// adjusted: 0.0538 [-0.0133, 0.1210] n=167 reversed: true
}

// What is important and does badly comes first.
func ExampleResult_Matrix() {
	a, _ := survey.NewAnalysis(lobby(), survey.TopTwoOfFive, nil)
	_ = a.Add(answered(survey.Answers{"polite": survey.Score(5), "speed": survey.Score(2)}))
	matrix, err := a.Result().Matrix(map[string]float64{"polite": 60, "speed": 90}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, i := range matrix.Items {
		fmt.Println(i.Title.EN, i.Quadrant)
	}
	// Output:
	// Politeness overkill
	// Speed concentrate
}

// The American Customer Satisfaction Index from three means.
func ExampleACSI() {
	score, err := survey.ACSI([3]float64{8.2, 7.4, 6.9}, [3]float64{.3885, .3190, .2925})
	fmt.Printf("%.1f %v\n", score, err)
	_, err = survey.ACSI([3]float64{8.2, 7.4, 6.9}, [3]float64{.4, .4, .4})
	fmt.Println(err)
	// Output:
	// 72.9 <nil>
	// survey: invalid ACSI: weights: must add up to 1, not 1.2000000000000002
}

// A dissatisfied guest is suggested for a follow-up case.
func ExampleQuestionnaire_Suggest() {
	invitation := survey.Invitation{Person: "guest-17", Occasion: "HT-20260930-001/1"}
	response := answered(survey.Answers{"polite": survey.Score(4), "speed": survey.Score(1), "recommend": survey.Score(3)})
	suggestion, ok := lobby().Suggest(response, invitation, survey.Callback{Detractors: true})
	fmt.Println(ok, suggestion.Person, suggestion.Occasion, suggestion.Questions)

	invitation.Anonymous = true
	_, ok = lobby().Suggest(response, invitation, survey.Callback{Detractors: true})
	fmt.Println(ok)
	// Output:
	// true guest-17 HT-20260930-001/1 [speed recommend]
	// false
}

// A result can be drawn, with targets marked.
func ExampleResult_WriteSVG() {
	file, err := os.CreateTemp("", "satisfaction-*.svg")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.Remove(file.Name())
	defer file.Close()
	fmt.Println(month(80).WriteSVG(file, survey.Bilingual, survey.Target{Item: "speed", Measure: survey.MeasureSatisfied, AtLeast: 0.9}))
	// Output:
	// <nil>
}
