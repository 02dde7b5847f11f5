package complaint_test

import (
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/survey"
)

// inviting is a house that asks every complainant a day after the case was closed, reminds them after three more, and
// counts an answer within ten days.
func inviting(change ...func(*playbook.SurveyPolicy)) func(*complaint.Config, *playbook.Playbook) {
	return func(cfg *complaint.Config, pb *playbook.Playbook) {
		asking(cfg, pb)
		pb.FollowUp.Answer = false
		pb.Grades[1].FollowUp = false
		pb.Invite = playbook.SurveyPolicy{
			Valid: sla.Hours(240), After: sla.Term{Span: sla.Hours(24)}, Remind: sla.Hours(72), Decides: "overall",
		}
		for _, f := range change {
			f(&pb.Invite)
		}
		pb.Templates = append(pb.Templates,
			playbook.Template{Notice: playbook.SurveyNotice, Body: text("{survey} 截止 {survey-until}", "{survey} until {survey-until}")},
			playbook.Template{Notice: playbook.SurveyReminder, Body: text("{survey}", "{survey}")},
		)
	}
}

// closed registers a minor complaint and closes it at the desk.
func (b *bench) closed() *complaint.Case {
	b.Helper()
	return b.do(clerk, b.assessedMinor(), complaint.CloseDirectly{})
}

func (b *bench) assessedMinor() *complaint.Case {
	b.Helper()
	in := guest()
	in.Severity = classify.Minor
	return b.do(clerk, b.register(in), complaint.Assess{})
}

// later sweeps and delivers after some time, and returns the invitations and reminders that left.
func (b *bench) later(d time.Duration) []complaint.Notice {
	b.Helper()
	b.clock.Add(d)
	b.sweep()
	return b.surveyMail()
}

func (b *bench) surveyMail() []complaint.Notice {
	b.Helper()
	m := new(mail)
	b.deliver(m)
	var out []complaint.Notice
	for _, n := range m.sent {
		if strings.HasPrefix(n.Kind, "survey") {
			out = append(out, n)
		}
	}
	return out
}

// surveyKinds are the names of notices.
func surveyKinds(list []complaint.Notice) []string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = list[i].Kind
	}
	return out
}

// token is the one that a notice hands over.
func (b *bench) token(n complaint.Notice) string {
	b.Helper()
	token, _, _ := strings.Cut(b.render(n, "en").Body, " ")
	return token
}

// answer answers the survey by token.
func (b *bench) answer(token string, score survey.Score) complaint.SurveyAnswer {
	b.Helper()
	done, err := b.desk.AnswerSurvey(b.ctx, token, survey.Answers{"overall": score})
	require.NoError(b, err)
	return done
}

// sentSurveys counts in the ledger how often each cycle's invitation was put on its way.
func (b *bench) sentSurveys(c *complaint.Case) map[int]int {
	b.Helper()
	sent, cycle := map[int]int{}, 0
	for _, e := range b.ledger(c.ID) {
		for _, fx := range e.Effects {
			switch fx := fx.(type) {
			case complaint.CountedEffect:
				if fx.What == "cycle" {
					cycle = fx.Value
				}
			case complaint.NoticedEffect:
				if fx.Notice == playbook.SurveyNotice {
					sent[cycle]++
				}
			}
		}
	}
	return sent
}
