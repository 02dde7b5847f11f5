package survey_test

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/redress-go/redress/survey"
)

// quarterly asks two guests a quarter, by floor.
func quarterly() survey.Plan {
	return survey.Plan{
		ID: "lobby-quarterly", Version: 1, Title: survey.Label{EN: "Front desk, quarterly"},
		Questionnaire: "lobby", QuestionnaireVersion: 1, Zone: "Asia/Shanghai",
		Every: survey.Quarterly, Contacts: []survey.Wait{survey.Days(75)}, Modes: []survey.Mode{survey.Web},
		Sample:    survey.Sample{Size: 2, Seed: "2026", By: "floor", Allocation: survey.Equal},
		CoolDown:  survey.Days(90),
		Expires:   survey.Days(10),
		Reminders: []survey.Wait{survey.Days(4)},
		Boxes:     survey.TopTwoOfFive,
	}
}

// A plan is data, with times that carry their unit.
func ExampleParsePlan() {
	_, err := survey.ParsePlan([]byte(`{
		"id": "after", "version": 1, "title": {"zh": "结案回访"},
		"questionnaire": "lobby", "questionnaire_version": 1, "zone": "Asia/Shanghai",
		"on": "closed", "contacts": ["1d", "14d"], "modes": ["phone"],
		"expires": "3d", "reminders": ["4d"], "boxes": "top-two-of-five"
	}`))
	fmt.Println(err)
	// Output:
	// survey: invalid plan: reminders[0]: must come before the invitation expires
}

// Waves come by the calendar, and each draws people of its own.
func ExamplePlan_Waves() {
	plan := quarterly()
	people := []survey.Person{
		{ID: "A", Groups: map[string]string{"floor": "1"}},
		{ID: "B", Groups: map[string]string{"floor": "1"}},
		{ID: "C", Groups: map[string]string{"floor": "2"}},
		{ID: "D", Groups: map[string]string{"floor": "2"}},
	}
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, wave := range plan.Waves(from, from.AddDate(0, 6, 0)) {
		draw, err := plan.Draw(wave, people)
		fmt.Println(wave.Period.ID, wave.Opens.Format(time.DateOnly), draw.Chosen, draw.Strata, err)
	}
	// Output:
	// 2026-Q1 2026-03-17 [B C] [{1 2 1} {2 2 1}] <nil>
	// 2026-Q2 2026-06-15 [A D] [{1 2 1} {2 2 1}] <nil>
}

// A token opens an invitation once; the stored invitation holds a digest only.
func ExamplePlan_Invite() {
	now := time.Date(2026, 3, 17, 9, 0, 0, 0, time.UTC)
	invitation, notice, err := quarterly().Invite(survey.Person{ID: "A"}, "2026-Q1", survey.Web, now, rand.Reader)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(notice.Kind, "for", notice.Person, "until", notice.Expires.Format(time.DateOnly), notice.Token)
	token := notice.Token.Reveal() // into the link that is sent

	// Later, with the token of a request:
	id, _ := survey.TokenID(token)
	fmt.Println("found:", id == invitation.ID)
	used, err := invitation.Redeem(token, now.Add(time.Hour))
	fmt.Println("opened:", err == nil, used.Response().Questionnaire)

	_, err = used.Redeem(token, now.Add(2*time.Hour))
	var refused *survey.TokenError
	fmt.Println(errors.As(err, &refused), err)
	// Output:
	// invite for A until 2026-03-27 (token)
	// found: true
	// opened: true lobby
	// true survey: the token is refused: used
}

// Reminders have tokens of their own, because the first was not kept.
func ExamplePlan_Remind() {
	plan, now := quarterly(), time.Date(2026, 3, 17, 9, 0, 0, 0, time.UTC)
	invitation, _, _ := plan.Invite(survey.Person{ID: "A"}, "2026-Q1", "", now, rand.Reader)
	wake, _ := plan.Wake(invitation, now)
	fmt.Println("next:", wake.Format(time.DateOnly))

	invitation, notice, err := plan.Remind(invitation, wake, rand.Reader)
	fmt.Println(notice.Kind, err)
	wake, _ = plan.Wake(invitation, wake)
	fmt.Println("next:", wake.Format(time.DateOnly))

	var progress survey.Progress
	progress.Add(invitation, wake)
	fmt.Printf("%+v\n", progress)
	// Output:
	// next: 2026-03-21
	// remind <nil>
	// next: 2026-03-27
	// {Invited:1 Answered:0 Open:0 Expired:1 Revoked:0 Reminded:1}
}

// Every settled claim is followed up; those that were not are named.
func ExamplePlan_Cover() {
	plan := quarterly()
	plan.Every, plan.On, plan.Contacts = "", survey.OnSettled, []survey.Wait{survey.Days(2)}
	plan.Sample, plan.CoolDown = survey.Sample{}, 0
	day := func(d int) time.Time { return time.Date(2026, 3, d, 9, 0, 0, 0, time.UTC) }
	events := []survey.Event{{Key: "claim-1", At: day(1)}, {Key: "claim-2", At: day(2)}, {Key: "claim-3", At: day(14)}}
	made := []survey.Made{{Event: "claim-1", N: 1, At: day(5)}}

	coverage, err := plan.Cover(events, made, day(20))
	fmt.Println(coverage.Rate, err)
	for _, c := range coverage.Outstanding {
		fmt.Println(c.Event, "due", c.Due.Format(time.DateOnly), "until", c.Until.Format(time.DateOnly))
	}
	// Output:
	// 0.3333 n=3 <nil>
	// claim-2 due 2026-03-04 until 2026-03-14
	// claim-3 due 2026-03-16 until 2026-03-26
}

// Visits by area and quarter, with what is missing.
func ExampleVisitPlan_Review() {
	plan := survey.VisitPlan{
		ID: "visits", Version: 1, Title: survey.Label{EN: "Visits"}, Zone: "Asia/Shanghai",
		Duties: []survey.VisitDuty{{
			ID: "officer", Title: survey.Label{EN: "Estate officer"}, Every: survey.Quarterly, AtLeast: 1,
			Areas: []survey.VisitArea{
				{ID: "east", Title: survey.Label{EN: "East"}, Officer: "li"},
				{ID: "west", Title: survey.Label{EN: "West"}, Officer: "wang"},
			},
		}},
	}
	day := func(m time.Month, d int) time.Time { return time.Date(2026, m, d, 4, 0, 0, 0, time.UTC) }
	review, err := plan.Review([]survey.VisitDone{
		{ID: "1", Duty: "officer", Area: "east", By: "li", At: day(2, 10), Items: []survey.VisitItem{
			{ID: "a", Kind: survey.VisitQuestion, Promised: day(2, 20)},
			{ID: "b", Kind: survey.VisitRequest, Solved: day(2, 11)},
		}},
		{ID: "2", Duty: "officer", Area: "west", By: "wang", At: day(5, 3)},
	}, day(1, 1), day(6, 30), day(5, 20))
	if err != nil {
		fmt.Println(err)
		return
	}
	_ = review.WriteTable(os.Stdout, plan, survey.English)
	// Output:
	// Visits
	// Estate officer  officer  2026-Q1  2026-Q2
	//   East               li      1/1    0/1 …
	//   West             wang    0/1 !      1/1
	// raised 2, solved 1 (50.0%), late 1, open 0
}

// Periods follow the calendar of a zone.
func ExamplePeriodOf() {
	shanghai := time.FixedZone("CST", 8*3600)
	at := time.Date(2026, 9, 30, 16, 30, 0, 0, time.UTC) // half past midnight in Shanghai
	for _, every := range []survey.Every{survey.Monthly, survey.Quarterly, survey.HalfYearly, survey.Yearly} {
		p, _ := survey.PeriodOf(at, every, shanghai)
		fmt.Println(p.ID, p.Start.Format(time.DateOnly), p.End.Format(time.DateOnly))
	}
	// Output:
	// 2026-10 2026-10-01 2026-11-01
	// 2026-Q4 2026-10-01 2027-01-01
	// 2026-H2 2026-07-01 2027-01-01
	// 2026 2026-01-01 2027-01-01
}

// The same share means more the nearer the sample comes to everybody.
func ExampleWilsonFinite() {
	fmt.Println(survey.Wilson(45, 50))
	fmt.Println(survey.WilsonFinite(45, 50, 80))
	fmt.Println(survey.WilsonFinite(45, 50, 50))
	// Output:
	// 0.9000 [0.7864, 0.9565] n=50
	// 0.9000 [0.8369, 0.9404] n=50
	// 0.9000 [0.9000, 0.9000] n=50
}
