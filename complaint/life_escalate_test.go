package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

func TestEscalationByHandNamesAReasonARoleAndASeverity(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) {
		pb.Reasons = append(pb.Reasons, playbook.Reason{Command: "escalate", Code: "media", Label: text("媒体", "media")})
	}))
	c := b.in(complaint.Investigating)
	require.Equal(t, []complaint.FieldError{{Field: "reason", Rule: "required"}}, b.refuse(lead, c, complaint.Escalate{}, complaint.ErrInvalid).Fields)
	require.Equal(t, []complaint.FieldError{{Field: "reason", Rule: "unknown code"}}, b.refuse(lead, c, complaint.Escalate{Reason: "bored"}, complaint.ErrInvalid).Fields)
	require.Equal(t, "granted", b.refuse(worker, c, complaint.Escalate{Reason: "media"}, complaint.ErrForbidden).Rule)
	c = b.do(lead, c, complaint.Escalate{Reason: "media", Role: "manager", Severity: classify.Major})
	require.Equal(t, 2, c.Level)
	require.Equal(t, classify.Major, c.Severity)
	require.Equal(t, []string{"class complaint major rooms", "level 2", "tell role:manager escalated"}, said(b.last(c)))
	require.Equal(t, "03-05 18:00", at(c.Due("resolve")), "the limit is the new severity's")
	c = b.do(lead, c, complaint.Escalate{Reason: "media", Severity: classify.Minor})
	require.Equal(t, classify.Major, c.Severity, "it is never lowered by escalating")
	b.verify(c.ID)
}

// A changed severity keeps the clock's start, forgets its pauses, or begins anew, as the target says.
func TestASeverityChangeKeepsOrRestartsClocks(t *testing.T) {
	for mode, due := range map[sla.ChangeMode]string{
		sla.ChangeFromStart:     "03-06 10:00", // 16 h from 09:00, one of them held
		sla.ChangeWithoutPauses: "03-05 18:00", // 16 h from 09:00
		sla.ChangeFromNow:       "03-06 11:00", // 16 h from 11:00
	} {
		t.Run(string(mode), func(t *testing.T) {
			b := setup(t, with(func(pb *playbook.Playbook) { targeted(pb, "resolve").OnChange = mode }))
			c := b.do(worker, b.in(complaint.Investigating), complaint.Hold{Reason: "complainant"})
			b.clock.Add(hour)
			c = b.do(worker, c, complaint.Resume{})
			b.clock.Add(hour)
			c = b.do(lead, c, complaint.Reclassify{Judgement: complaint.Judgement{Severity: classify.Major}, Text: "更严重"})
			require.Equal(t, due, at(c.Due("resolve")))
			require.Len(t, c.Timers("resolve"), 1)
			b.verify(c.ID)
		})
	}
}

// grave is a house that acts on major cases by report, instruction, plan and released wording.
func grave(pb *playbook.Playbook) {
	g := graded(pb, classify.Major)
	g.Plan, g.Wording, g.CaseStudy, g.MustPass = true, true, false, nil
	pb.Tasks = nil
	pb.Targets = append(pb.Targets, sla.Target{
		Name: "report", Owner: sla.OwnerUnit, Start: on("register"), Stop: on("report"),
		Terms: []sla.Choice{{When: map[string][]string{"severity": {"major"}}, Term: sla.Term{Span: sla.Minutes(15)}}},
		Steps: []sla.Step{{ID: "breach", At: sla.AtDue(), Do: map[string]string{"level": "3", "notify": "ladder"}}},
	})
	pb.Separate = append(pb.Separate, playbook.Separation{Command: "instruct", After: []string{"report"}})
}

func major() complaint.Intake {
	in := guest()
	in.Severity = classify.Major
	return in
}

// R11, R13: a major case is reported up at once.
func TestAMajorCaseIsReportedAtOnce(t *testing.T) {
	t.Run("reported", func(t *testing.T) {
		b := setup(t, with(grave))
		c := b.register(major())
		require.Equal(t, "03-04 09:15", at(c.Due("report")))
		c = b.do(clerk, c, complaint.Report{Role: "boss", Text: "初步方案"})
		require.True(t, c.Reported)
		require.Equal(t, []string{"report role:boss"}, told(b.last(c)))
		require.Zero(t, c.Due("report"))
		require.Equal(t, "four-eyes", b.refuse(clerk, c, complaint.Instruct{}, complaint.ErrForbidden).Rule)
		b.verify(c.ID)
	})
	t.Run("not reported", func(t *testing.T) {
		b := setup(t, with(grave))
		c := b.register(major())
		b.clock.Add(hour)
		b.sweep()
		require.Equal(t, 3, b.reload(c).Level)
		require.Contains(t, b.notices(c.ID), "breach role:boss")
	})
	t.Run("an ordinary one need not be", func(t *testing.T) {
		b := setup(t, with(grave))
		c := b.register(guest())
		require.Zero(t, c.Due("report"))
		c = b.do(clerk, c, complaint.Assess{Judgement: complaint.Judgement{Severity: classify.Major}})
		require.Equal(t, "03-04 09:15", at(c.Due("report")), "until it becomes one")
	})
}

// R11: a plan, and action only after instruction. R13, R15: one wording, released before anything is said outside.
func TestAMajorCaseIsActedOnByInstructionPlanAndWording(t *testing.T) {
	b := setup(t, with(grave))
	c := b.take(b.register(major()), complaint.Proposing)
	refused := func(rule string, next ...string) {
		t.Helper()
		refusal := b.refuse(manager, c, complaint.Offer{Proposal: 1}, complaint.ErrNotAllowed)
		require.Equal(t, rule, refusal.Rule)
		require.Equal(t, next, refusal.Allowed)
	}
	refused("instructed", "report", "instruct")
	refusal := b.refuse(manager, c, complaint.Instruct{}, complaint.ErrNotAllowed)
	require.Equal(t, "reported", refusal.Rule)
	require.Equal(t, []string{"report"}, refusal.Allowed)
	c = b.do(lead, c, complaint.Report{})
	require.Equal(t, []string{"report role:manager"}, told(b.last(c)), "the next rung above whoever reports")
	c = b.do(manager, c, complaint.Instruct{Text: "照办"})
	refused("planned", "plan")
	c = b.do(worker, c, complaint.Plan{Goal: "查明", Method: "看录像"})
	refused("worded", "release")
	for _, cmd := range []complaint.Command{
		complaint.Message{Kind: "progress", Text: "x"}, complaint.Respond{Text: "x"},
	} {
		refusal := b.refuse(lead, c, cmd, complaint.ErrNotAllowed)
		require.Equal(t, "worded", refusal.Rule, cmd.Name())
		require.Equal(t, []string{"clerk", "lead", "manager", "boss"}, refusal.Who)
	}
	b.do(clerk, c, complaint.Message{In: true, Kind: "question"}) // listening needs no wording
	require.Equal(t, []string{"text"}, fields(b.refuse(manager, c, complaint.ReleaseWording{Text: " "}, complaint.ErrInvalid)))
	c = b.do(manager, c, complaint.ReleaseWording{Text: "统一口径"})
	require.True(t, c.WordingReleased)
	c = b.do(worker, c, complaint.Message{Kind: "progress", Text: "x"}, complaint.Offer{Proposal: 1})
	require.Equal(t, complaint.Negotiating, c.State)
	b.verify(c.ID)
}

// A final decision is no way round them.
func TestAMajorCaseIsNotDecidedFinallyWithoutThemEither(t *testing.T) {
	final := complaint.FinalDecision{Proposal: 1, Text: "就这样"}
	for _, tc := range []struct {
		rule string
		done []complaint.Command
	}{
		{"worded", []complaint.Command{complaint.Report{}, complaint.Instruct{}, complaint.Plan{Goal: "x"}}},
		{"planned", []complaint.Command{complaint.Report{}, complaint.Instruct{}, complaint.ReleaseWording{Text: "x"}}},
		{"instructed", []complaint.Command{complaint.Report{}, complaint.Plan{Goal: "x"}, complaint.ReleaseWording{Text: "x"}}},
		{"", []complaint.Command{complaint.Report{}, complaint.Instruct{}, complaint.Plan{Goal: "x"}, complaint.ReleaseWording{Text: "x"}}},
	} {
		t.Run("without "+tc.rule, func(t *testing.T) {
			b := setup(t, with(grave), with(func(pb *playbook.Playbook) { pb.Separate = nil }))
			c := b.do(manager, b.take(b.register(major()), complaint.Proposing), tc.done...)
			if tc.rule == "" {
				require.Equal(t, complaint.Executing, b.do(manager, c, final).State)
				return
			}
			require.Equal(t, tc.rule, b.refuse(manager, c, final, complaint.ErrNotAllowed).Rule)
		})
	}
}

// R20: what the plan asks for is there before the case is resolved.
func TestEvidenceThePlanAsksForIsThereBeforeResolving(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) { pb.Evidence = of("video", "interview") }))
	c := b.do(worker, b.in(complaint.Investigating), complaint.Plan{Goal: "查明", Needs: []string{"video", "interview"}})
	require.Equal(t, []string{"needs[0]"}, fields(b.refuse(worker, c, complaint.Plan{Needs: []string{"rumour"}}, complaint.ErrInvalid)))
	c = b.do(worker, c, complaint.Attach{Kind: "video", Hash: complaint.Hash{1}})
	refusal := b.refuse(worker, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrNotAllowed)
	require.Equal(t, "evidence", refusal.Rule)
	require.Equal(t, []string{"interview"}, fields(refusal))
	require.Equal(t, []string{"attach", "plan"}, refusal.Allowed)
	c = b.do(worker, c, complaint.Attach{Kind: "interview", Hash: complaint.Hash{2}}, complaint.Resolve{Outcome: "upheld"})
	require.Equal(t, complaint.Resolved, c.State)
	b.verify(c.ID)
}
