package complaint_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/survey"
)

func TestACaseDoesNotCloseAgainstItsAnswer(t *testing.T) {
	yes, no, missed := complaint.FollowUp{Reached: true, Satisfied: true}, complaint.FollowUp{Reached: true}, complaint.FollowUp{}
	for _, tc := range []struct {
		name     string
		answers  []complaint.Command
		severity classify.Severity
		closes   bool
	}{
		{"satisfied", []complaint.Command{yes}, classify.Ordinary, true},
		{"not satisfied", []complaint.Command{no}, classify.Ordinary, false},
		{"not satisfied, then satisfied", []complaint.Command{no, yes}, classify.Ordinary, true},
		{"satisfied, then not", []complaint.Command{yes, no}, classify.Ordinary, false},
		{"not satisfied, then not reached", []complaint.Command{no, missed}, classify.Ordinary, false},
		{"nobody asked, and nobody needed to", nil, classify.Minor, true},
		{"a minor case that was asked and said no", []complaint.Command{no}, classify.Minor, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			in := guest()
			in.Severity = tc.severity
			c := b.do(clerk, b.take(b.register(in), complaint.Resolved), tc.answers...)
			if tc.closes {
				require.Equal(t, complaint.Closed, b.do(clerk, c, complaint.Close{}).State)
				return
			}
			refusal := b.refuse(clerk, c, complaint.Close{}, complaint.ErrNotAllowed)
			require.Equal(t, "followed-up", refusal.Rule)
			require.Equal(t, []string{"reopen", "follow-up", "escalate"}, refusal.Allowed)
		})
	}
}

func TestEveryCycleHasItsOwnFollowUp(t *testing.T) {
	b := setup(t)
	c := b.do(clerk, b.in(complaint.FollowingUp), complaint.Reopen{Reason: "unsatisfied"})
	c = b.do(worker, c, complaint.Resolve{Outcome: "settled"})
	refusal := b.refuse(clerk, c, complaint.Close{}, complaint.ErrNotAllowed)
	require.Equal(t, "followed-up", refusal.Rule, "the answer before the reopening is not the answer after it")
}

func TestAutoCloseByTime(t *testing.T) {
	for _, tc := range []struct {
		name    string
		answer  complaint.Command
		closed  bool
		refused string
	}{
		{"closes when the complainant was satisfied", complaint.FollowUp{Reached: true, Satisfied: true}, true, ""},
		{"does not close when the complainant was not", complaint.FollowUp{Reached: true}, false, "followed-up"},
		{"does not close before the follow-up", nil, false, "followed-up"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			c := b.in(complaint.Resolved)
			if tc.answer != nil {
				c = b.do(clerk, c, tc.answer)
			}
			b.clock.Add(10 * 24 * hour)
			b.sweep()
			c, err := b.desk.Case(b.ctx, boss, c.ID)
			require.NoError(t, err)
			require.Equal(t, tc.closed, c.State == complaint.Closed)
			var refused string
			for _, e := range b.ledger(c.ID) {
				for _, fx := range e.Effects {
					if s, ok := fx.(complaint.SteppedEffect); ok && s.Target == "auto-close" {
						refused = s.Refused
						require.Equal(t, "system", e.Actor.ID)
					}
				}
			}
			require.Equal(t, tc.refused, refused, "the step says why it did nothing")
			b.verify(c.ID)
		})
	}
}

func TestReopening(t *testing.T) {
	reopen := complaint.Reopen{Reason: "unsatisfied"}
	t.Run("begins a new cycle with its unit", func(t *testing.T) {
		b := setup(t)
		c := b.in(complaint.Closed)
		b.clock.Add(24 * hour)
		c = b.do(clerk, c, reopen)
		require.Equal(t, complaint.Investigating, c.State)
		require.Equal(t, 1, c.Cycle)
		require.Empty(t, c.Outcome)
		require.Empty(t, c.Passed, "steps have to be passed again")
		require.Equal(t, "rooms", c.Assignment().Unit)
		require.Len(t, c.Timers("resolve"), 2, "the old clock keeps its verdict")
		require.False(t, c.Due("resolve").IsZero())
		b.verify(c.ID)
	})
	t.Run("a third time needs escalation", func(t *testing.T) {
		b := setup(t)
		c := b.in(complaint.Resolved)
		for range 2 {
			c = b.do(worker, b.do(clerk, c, reopen), complaint.Resolve{Outcome: "explained"})
		}
		refusal := b.refuse(clerk, c, reopen, complaint.ErrNotAllowed)
		require.Equal(t, "reopened", refusal.Rule)
		require.Equal(t, []string{"escalate"}, refusal.Allowed)
		c = b.do(clerk, c, complaint.Escalate{Text: "第三次"}, reopen)
		require.Equal(t, 3, c.Cycle)
	})
	t.Run("without a limit it may go on", func(t *testing.T) {
		b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) { pb.FollowUp.MaxReopens = 0 })
		c := b.in(complaint.Resolved)
		for range 5 {
			c = b.do(worker, b.do(clerk, c, reopen), complaint.Resolve{Outcome: "explained"})
		}
		require.Equal(t, 5, c.Cycle)
	})
	t.Run("stops the automatic closing", func(t *testing.T) {
		b := setup(t)
		c := b.do(clerk, b.in(complaint.FollowingUp), reopen)
		b.clock.Add(4 * 24 * hour)
		b.sweep()
		c, err := b.desk.Case(b.ctx, boss, c.ID)
		require.NoError(t, err)
		require.Equal(t, complaint.Investigating, c.State)
	})
	t.Run("is handled by somebody", func(t *testing.T) {
		b := setup(t)
		c := b.do(clerk, b.in(complaint.Closed), reopen)
		c = b.do(worker, c, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}}})
		require.Equal(t, complaint.Proposing, c.State)
	})
}

// asking is a house with a survey, which a follow-up must answer.
func asking(_ *complaint.Config, pb *playbook.Playbook) {
	pb.FollowUp.Answer = true
	pb.Survey = &survey.Questionnaire{
		ID: "after", Version: 1, Title: survey.Label{ZH: "回访", EN: "Follow-up"},
		Sections: []survey.Section{{ID: "all", Title: survey.Label{ZH: "总体", EN: "Overall"}, Questions: []survey.Question{
			{ID: "overall", Text: survey.Label{ZH: "满意吗", EN: "Satisfied?"}, Kind: survey.KindScale5},
			{ID: "why", Text: survey.Label{ZH: "为什么", EN: "Why?"}, Kind: survey.KindText},
		}}},
	}
}

func TestAFollowUpCarriesAnswers(t *testing.T) {
	b := setup(t, asking)
	c := b.in(complaint.Executing)
	c = b.do(worker, c, complaint.Execute{Proposal: 1}, complaint.Resolve{Outcome: "settled"})
	refusal := b.refuse(clerk, c, complaint.FollowUp{Reached: true, Satisfied: true}, complaint.ErrInvalid)
	require.Equal(t, []string{"answers"}, fields(refusal))
	for _, tc := range []struct {
		name    string
		answers survey.Answers
		field   string
	}{
		{"an unknown question", survey.Answers{"overall": survey.Score(4), "colour": survey.Score(1)}, "answers.answers.colour"},
		{"words that are not UTF-8", survey.Answers{"why": survey.Text("\xff")}, "answers.why"},
		{"words without end", survey.Answers{"why": survey.Text(strings.Repeat("x", 1<<17))}, "answers.why"},
		{"no value", survey.Answers{"overall": nil}, "answers.answers.overall"},
		{"a score off the scale", survey.Answers{"overall": survey.Score(9)}, "answers.answers.overall"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			refusal := b.refuse(clerk, c, complaint.FollowUp{Reached: true, Satisfied: true, Answers: tc.answers}, complaint.ErrInvalid)
			require.Equal(t, []string{tc.field}, fields(refusal))
		})
	}
	c = b.do(clerk, c, complaint.FollowUp{Reached: true, Satisfied: true, Answers: survey.Answers{
		"overall": survey.Score(5), "why": survey.Text("王先生很满意"),
	}})
	got := b.last(c).Command.(complaint.FollowUp)
	require.Equal(t, survey.Answers{"overall": survey.Score(5)}, got.Answers, "free text is not in the public half")
	require.Nil(t, got.Comments)
	require.Equal(t, complaint.Closed, b.do(clerk, c, complaint.Close{}).State)
}

func TestWithdraw(t *testing.T) {
	for _, state := range []complaint.State{complaint.Registered, complaint.Investigating, complaint.AwaitingApproval, complaint.Executing, complaint.UnderReview} {
		t.Run("from "+string(state), func(t *testing.T) {
			b := setup(t)
			c := b.do(clerk, b.in(state), complaint.Withdraw{Text: "算了"})
			require.Equal(t, complaint.Withdrawn, c.State)
			require.Zero(t, c.Wake)
			require.Nil(t, c.Assignment())
			b.verify(c.ID)
		})
	}
}

func TestTermsFollowTheAnswer(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) {
		closing := &pb.Targets[len(pb.Targets)-1]
		closing.Terms = append([]sla.Choice{{When: map[string][]string{"satisfied": {"yes"}}, Term: sla.Term{Span: sla.Days(1)}}}, closing.Terms...)
	})
	c := b.in(complaint.Resolved)
	require.Equal(t, "03-10 00:00", at(c.Due("auto-close")), "three days, a Saturday: to the end of Monday")
	c = b.do(clerk, c, complaint.FollowUp{Reached: true, Satisfied: true})
	require.Equal(t, "03-06 00:00", at(c.Due("auto-close")), "one, once they are satisfied")
}
