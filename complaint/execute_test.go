package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/survey"
)

func TestWhatExecutionRecords(t *testing.T) {
	runRecorded(t, []recorded{
		{"carrying out a proposal", complaint.Executing, worker, complaint.Execute{Proposal: 1}, []string{
			"proposal 1 80.00 CNY agreed", "paid 80.00 CNY", "reliefs [compensation]", "tell complainant executed proposal:1",
		}},
		{"goodwill", complaint.Investigating, worker, complaint.Compensate{Amount: complaint.Yuan(30), Relief: "redo"}, []string{
			"reliefs [redo]", "paid 30.00 CNY",
		}},
		{"resolving", complaint.Investigating, worker, complaint.Resolve{Outcome: "explained"}, []string{
			"outcome true explained", "tell complainant resolved", "investigating→resolved", "act true resolve u2",
		}},
		{"a confirmation", complaint.Resolved, clerk, complaint.Confirm{}, []string{"contacts 2"}},
		{"a follow-up", complaint.Resolved, clerk, complaint.FollowUp{Reached: true, Satisfied: true, Score: 5}, []string{
			"follow-up 1 reached=true satisfied=true", "resolved→following_up",
		}},
		{"a follow-up that says no", complaint.Resolved, clerk, complaint.FollowUp{Reached: true}, []string{
			"follow-up 1 reached=true satisfied=false", "tell person:u2 unsatisfied follow-up:1", "tell role:lead unsatisfied follow-up:1",
			"resolved→following_up",
		}},
		{"closing", complaint.FollowingUp, clerk, complaint.Close{}, []string{"following_up→closed", "assignment 1 rooms u2 close"}},
		{"archiving", complaint.Closed, clerk, complaint.Archive{}, []string{"closed→archived"}},
		{"withdrawing", complaint.Dispatched, clerk, complaint.Withdraw{}, []string{
			"outcome true withdrawn", "dispatched→withdrawn", "assignment 1 rooms  withdraw",
		}},
		{"reopening", complaint.Resolved, clerk, complaint.Reopen{Reason: "unsatisfied"}, []string{
			"resolved→investigating", "cycle 1", "outcome false", "tell person:u2 reopened",
		}},
	})
}

func TestEndingRefuses(t *testing.T) {
	runRefused(t, []refused{
		{"executing what was not agreed", complaint.Proposing, worker, complaint.Execute{Proposal: 1}, complaint.ErrNotAllowed, "", "proposal ready"},
		{"executing nothing", complaint.Executing, worker, complaint.Execute{}, complaint.ErrInvalid, "proposal", "no such proposal"},
		{"resolving over an agreed proposal", complaint.Executing, worker, complaint.Resolve{Outcome: "settled"}, complaint.ErrNotAllowed, "", "executed"},
		{"resolving without an outcome", complaint.Investigating, worker, complaint.Resolve{}, complaint.ErrInvalid, "outcome", "not an outcome of this kind of case"},
		{"closing at the desk what is not minor", complaint.Assessed, clerk, complaint.CloseDirectly{}, complaint.ErrNotAllowed, "", "direct"},
		{"closing without a follow-up", complaint.Resolved, clerk, complaint.Close{}, complaint.ErrNotAllowed, "", "followed-up"},
		{"a score above five", complaint.Resolved, clerk, complaint.FollowUp{Reached: true, Score: 6}, complaint.ErrInvalid, "score", "1 to 5"},
		{"a score below one", complaint.Resolved, clerk, complaint.FollowUp{Reached: true, Score: -1}, complaint.ErrInvalid, "score", "not negative"},
		{"a score of nobody", complaint.Resolved, clerk, complaint.FollowUp{Score: 3}, complaint.ErrInvalid, "reached", "an answer needs a contact"},
		{"nobody satisfied", complaint.Resolved, clerk, complaint.FollowUp{Satisfied: true}, complaint.ErrInvalid, "reached", "an answer needs a contact"},
		{"answers without a survey", complaint.Resolved, clerk, complaint.FollowUp{Reached: true, Answers: survey.Answers{"q": survey.Score(1)}}, complaint.ErrInvalid, "answers", "the playbook has no survey"},
		{"a reopening without a reason", complaint.Resolved, clerk, complaint.Reopen{}, complaint.ErrInvalid, "reason", "required"},
		{"a follow-up by whoever resolved it", complaint.Resolved, complaint.Actor{ID: "u2", Role: "clerk"}, complaint.FollowUp{Reached: true, Satisfied: true}, complaint.ErrForbidden, "", "four-eyes"},
	})
}

func TestAProposalIsExecutedOnce(t *testing.T) {
	b := setup(t)
	c := b.do(worker, b.in(complaint.Executing), complaint.Execute{Proposal: 1})
	require.Equal(t, "executed", b.refuse(worker, c, complaint.Execute{Proposal: 1}, complaint.ErrNotAllowed).Rule)
	require.Equal(t, complaint.Yuan(80), c.Paid)
}

func TestTheDeskClosesMinorCases(t *testing.T) {
	for _, state := range []complaint.State{complaint.Registered, complaint.Assessed, complaint.Dispatched} {
		b := setup(t)
		in := guest()
		in.Severity = classify.Minor
		c := b.do(clerk, b.take(b.register(in), state), complaint.CloseDirectly{})
		require.Equal(t, complaint.Closed, c.State)
		require.Equal(t, "explained", c.Outcome)
		require.Zero(t, c.Wake)
		b.verify(c.ID)
	}
	b := setup(t)
	in := guest()
	in.Severity = classify.Minor
	refusal := b.refuse(clerk, b.register(in), complaint.CloseDirectly{Outcome: "magic"}, complaint.ErrInvalid)
	require.Equal(t, []string{"outcome"}, fields(refusal))
}

func TestTheStepsASeverityRequires(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Grades[1].MustPass = []string{"proposing", "negotiating"}
	})
	c := b.in(complaint.Investigating)
	refusal := b.refuse(worker, c, complaint.Resolve{Outcome: "explained"}, complaint.ErrNotAllowed)
	require.Equal(t, "steps", refusal.Rule)
	require.Equal(t, []string{"negotiating", "proposing"}, fields(refusal), "every missing step is named")
	c = b.do(worker, c, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}}})
	refusal = b.refuse(worker, c, complaint.Resolve{Outcome: "explained"}, complaint.ErrNotAllowed)
	require.Equal(t, []string{"negotiating"}, fields(refusal))
	c = b.do(worker, c, complaint.Offer{Proposal: 1}, complaint.Resolve{Outcome: "explained"})
	require.Equal(t, complaint.Resolved, c.State)
	c = b.do(clerk, c, complaint.Reopen{Reason: "unsatisfied"})
	b.refuse(worker, c, complaint.Resolve{Outcome: "explained"}, complaint.ErrNotAllowed)
}

func TestAMajorCaseIsArchivedOnlyWithAStudy(t *testing.T) {
	b := setup(t)
	c := b.do(manager, b.in(complaint.Investigating),
		complaint.Reclassify{Judgement: complaint.Judgement{Severity: classify.Major}, Text: "x"}, complaint.Report{}, complaint.Instruct{})
	c = b.do(worker, c, complaint.Resolve{Outcome: "upheld"})
	c = b.do(clerk, c, complaint.FollowUp{Reached: true, Satisfied: true}, complaint.Close{})
	refusal := b.refuse(clerk, c, complaint.Archive{}, complaint.ErrNotAllowed)
	require.Equal(t, "reviewed", refusal.Rule)
	require.Equal(t, []string{"note"}, refusal.Allowed)
	b.refuse(clerk, c, complaint.Tag{Add: []string{"case-study"}}, complaint.ErrInvalid)
	c = b.do(clerk, c, complaint.Note{Text: "随手一记"})
	b.refuse(clerk, c, complaint.Archive{}, complaint.ErrNotAllowed)
	c = b.do(manager, c, complaint.Note{CaseStudy: true, Text: "案例：空调保养"}, complaint.Note{CaseStudy: true, Text: "补充"})
	require.Equal(t, []string{"case-study"}, c.Tags)
	require.Equal(t, complaint.Archived, b.do(clerk, c, complaint.Archive{}).State)
}
