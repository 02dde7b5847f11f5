package complaint_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/benbjohnson/clock"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/survey"
)

// surveyKiosk is the kiosk that asks, a day after each end, how it did.
func surveyKiosk() *playbook.Playbook {
	pb := kiosk()
	pb.Survey = &survey.Questionnaire{
		ID: "kiosk", Version: 1, Title: survey.Label{EN: "How did we do?"},
		Sections: []survey.Section{{ID: "all", Title: survey.Label{EN: "Overall"}, Questions: []survey.Question{
			{ID: "result", Kind: survey.KindScale5, Text: survey.Label{EN: "Are you satisfied with the result?"}},
			{ID: "words", Kind: survey.KindText, Text: survey.Label{EN: "Anything else?"}},
		}}},
	}
	pb.Invite = playbook.SurveyPolicy{Valid: sla.Days(14), After: sla.Term{Span: sla.Hours(24)}, Remind: sla.Days(5), Decides: "result"}
	pb.Templates = []playbook.Template{
		{Notice: playbook.SurveyNotice, Body: playbook.Text{EN: "Dear {complainant}, how did we do? {survey}"}},
		{Notice: playbook.SurveyReminder, Body: playbook.Text{EN: "We would still like to hear: {survey}"}},
	}
	return pb
}

// openSurveyKiosk opens a desk with one complaint, closed at the counter a day ago.
func openSurveyKiosk() (*complaint.Desk, *complaint.Case) {
	ctx := context.Background()
	mock := clock.NewMock()
	mock.Set(time.Date(2026, 3, 4, 1, 0, 0, 0, time.UTC))
	cfg := &complaint.Config{Clock: mock, SurveyLink: "https://kiosk.example/survey?t="}
	desk, err := complaint.Open(ctx, memstore.New(), cfg, surveyKiosk())
	if err != nil {
		panic(err)
	}
	c := registered(desk)
	must(desk.Do(ctx, ann, c.ID, complaint.Assess{}))
	c = must(desk.Do(ctx, ann, c.ID, complaint.CloseDirectly{Accepted: true}))
	mock.Add(25 * time.Hour)
	_, _ = desk.Sweep(ctx)
	return desk, c
}

// A host sends the invitation, shows the form behind the link, and takes the answer: no member of staff is needed.
func ExampleDesk_AnswerSurvey() {
	ctx := context.Background()
	desk, _ := openSurveyKiosk()
	var link string
	_, err := desk.Deliver(ctx, func(ctx context.Context, n complaint.Notice) error {
		if n.Kind != playbook.SurveyNotice {
			return nil
		}
		letter, err := desk.Render(ctx, n, "en")
		text, url, _ := strings.Cut(letter.Body, "https://")
		fmt.Println(strings.TrimSpace(text))
		link = url
		return err
	})
	fmt.Println(err)

	_, token, _ := strings.Cut(link, "t=") // what the page is asked with
	form, err := desk.SurveyForm(ctx, token)
	fmt.Println(form.Number, form.Questionnaire.Sections[0].Questions[0].Text.EN, err)
	done, err := desk.AnswerSurvey(ctx, token, survey.Answers{"result": survey.Score(2), "words": survey.Text("Still stale.")})
	fmt.Println("satisfied", done.Satisfied, err)

	_, err = desk.AnswerSurvey(ctx, token, survey.Answers{"result": survey.Score(5)})
	var refused *survey.TokenError
	fmt.Println(errors.As(err, &refused) && refused.Reason == survey.TokenUsed)
	// Output:
	// Dear Mrs Wang, how did we do?
	// <nil>
	// K26-001 Are you satisfied with the result? <nil>
	// satisfied false <nil>
	// true
}

// A host that writes its own texts asks for the token of the notice.
func ExampleDesk_SurveyToken() {
	ctx := context.Background()
	desk, _ := openSurveyKiosk()
	_, err := desk.Deliver(ctx, func(ctx context.Context, n complaint.Notice) error {
		if n.Kind != playbook.SurveyNotice {
			return nil
		}
		token, err := desk.SurveyToken(ctx, n)
		fmt.Println(token, len(token.Reveal()))
		return err
	})
	fmt.Println(err)
	// Output:
	// (token) 66
	// <nil>
}

// The answers of closed cases go into an analysis, without anybody's name or words.
func ExampleDesk_SurveyResponses() {
	ctx := context.Background()
	desk, c := openSurveyKiosk()
	must(desk.Do(ctx, bob, c.ID, complaint.FollowUp{Reached: true, Satisfied: true, Answers: survey.Answers{"result": survey.Score(4)}}))
	a, err := survey.NewAnalysis(*surveyKiosk().Survey, survey.TopThreeOfFive, nil)
	fmt.Println(err)
	for r, err := range desk.SurveyResponses(ctx, bob, complaint.Filter{States: []complaint.State{complaint.Closed}}) {
		if err == nil {
			err = a.Add(r)
		}
		fmt.Println(r.Groups["asked"], r.Groups["unit"], r.Answers, err)
	}
	fmt.Println(a.Result().Total.Responses)
	// Output:
	// <nil>
	// staff shop map[result:4] <nil>
	// 1
}
