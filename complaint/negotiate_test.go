package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
)

func TestWhatNegotiationRecords(t *testing.T) {
	runRecorded(t, []recorded{
		{"an offer goes to the complainant", complaint.Proposing, worker, complaint.Offer{Proposal: 1}, []string{
			"proposal 1 80.00 CNY offered", "rounds 1", "tell complainant offer proposal:1", "proposing→negotiating",
		}},
		{"a yes", complaint.Negotiating, worker, complaint.Reply{Proposal: 1, Accepted: true}, []string{
			"contacts 1", "proposal 1 80.00 CNY agreed", "tell person:u2 reply proposal:1", "negotiating→executing",
		}},
		{"a no", complaint.Negotiating, worker, complaint.Reply{Proposal: 1}, []string{
			"contacts 1", "proposal 1 80.00 CNY rejected", "tell person:u2 reply proposal:1",
		}},
		{"a final decision", complaint.Negotiating, lead, complaint.FinalDecision{Proposal: 1, Text: "理由"}, []string{
			"proposal 1 80.00 CNY imposed", "tell complainant final-decision proposal:1", "negotiating→executing", "act true final-decision u3",
		}},
		{"an answer of ours", complaint.Investigating, worker, complaint.Respond{Text: "已派人"}, []string{"contacts 1"}},
	})
}

func TestNegotiationRefuses(t *testing.T) {
	runRefused(t, []refused{
		{"an offer of nothing", complaint.Proposing, worker, complaint.Offer{}, complaint.ErrInvalid, "proposal", "no such proposal"},
		{"an offer of what is not there", complaint.Proposing, worker, complaint.Offer{Proposal: 7}, complaint.ErrInvalid, "proposal", "no such proposal"},
		{"an offer of what waits for approval", complaint.AwaitingApproval, worker, complaint.Offer{Proposal: 1}, complaint.ErrNeedsApproval, "", "approved"},
		{"an offer of what is offered", complaint.Negotiating, worker, complaint.Offer{Proposal: 1}, complaint.ErrNotAllowed, "", "proposal offered"},
		{"a reply to what was not offered", complaint.Proposing, worker, complaint.Reply{Proposal: 1, Accepted: true}, complaint.ErrNotAllowed, "", "proposal ready"},
		{"a final decision without words", complaint.Negotiating, lead, complaint.FinalDecision{Proposal: 1}, complaint.ErrInvalid, "text", "required"},
		{"an answer to a promise there is not", complaint.Investigating, worker, complaint.Respond{Promise: 1}, complaint.ErrInvalid, "promise", "no such promise"},
	})
}

func TestNegotiationGoesInRounds(t *testing.T) {
	b := setup(t)
	c := b.do(worker, b.in(complaint.Negotiating), complaint.Reply{Proposal: 1})
	require.Equal(t, complaint.Negotiating, c.State, "a no leaves it open")
	c = b.do(worker, c, complaint.Propose{Compensation: complaint.Yuan(95)}, complaint.Offer{Proposal: 2}, complaint.Reply{Proposal: 2},
		complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true})
	require.Equal(t, 2, c.Proposal(1).Rounds)
	require.Equal(t, complaint.ProposalAgreed, c.Proposal(1).Status, "what was refused at first may be taken later")
	require.Equal(t, complaint.ProposalRejected, c.Proposal(2).Status)
	require.Equal(t, complaint.Executing, c.State)
	b.verify(c.ID)
}

func TestSeveralOffersAtOnce(t *testing.T) {
	b := setup(t)
	c := b.do(worker, b.in(complaint.Proposing), complaint.Propose{Remedies: []complaint.Remedy{{Relief: "redo"}}},
		complaint.Offer{Proposal: 1}, complaint.Offer{Proposal: 2})
	c = b.do(worker, c, complaint.Reply{Proposal: 2, Accepted: true}, complaint.Execute{Proposal: 2}, complaint.Resolve{Outcome: "settled"})
	require.Zero(t, c.Paid, "only what was agreed is carried out")
	require.Equal(t, []string{"redo"}, c.Reliefs)
}

func TestAMajorCaseIsActedOnOnlyAfterInstruction(t *testing.T) {
	major := guest()
	major.Severity = classify.Major
	b := setup(t)
	c := b.do(worker, b.take(b.register(major), complaint.Investigating), complaint.Propose{Compensation: complaint.Yuan(80)})
	for _, cmd := range []complaint.Command{
		complaint.Offer{Proposal: 1},
		complaint.Compensate{Amount: complaint.Yuan(5)},
		complaint.Resolve{Outcome: "explained"},
	} {
		refusal := b.refuse(worker, c, cmd, complaint.ErrNotAllowed)
		require.Equal(t, "instructed", refusal.Rule, cmd.Name())
		require.Equal(t, []string{"report", "instruct"}, refusal.Allowed)
	}
	refusal := b.refuse(lead, c, complaint.FinalDecision{Proposal: 1, Text: "x"}, complaint.ErrNotAllowed)
	require.Equal(t, "instructed", refusal.Rule)

	refusal = b.refuse(boss, c, complaint.Instruct{}, complaint.ErrNotAllowed)
	require.Equal(t, "reported", refusal.Rule, "nobody instructs what was not reported")
	c = b.do(lead, c, complaint.Report{Text: "漏水到楼下"})
	require.True(t, c.Reported)
	require.Equal(t, []string{"report role:manager"}, told(b.last(c)), "the rung above the one who reports")
	b.refuse(worker, c, complaint.Offer{Proposal: 1}, complaint.ErrNotAllowed)
	c = b.do(manager, c, complaint.Instruct{Text: "按方案办"})
	require.Equal(t, []string{"instructed person:u2"}, told(b.last(c)))
	require.Equal(t, complaint.Negotiating, b.do(worker, c, complaint.Offer{Proposal: 1}).State)
}

func TestWhomAReportReaches(t *testing.T) {
	for _, tc := range []struct {
		name string
		who  complaint.Actor
		cmd  complaint.Report
		want string
	}{
		{"a clerk's goes to the lowest rung above", clerk, complaint.Report{}, "report role:lead"},
		{"a manager's goes to the boss", manager, complaint.Report{}, "report role:boss"},
		{"the boss's stays at the top", boss, complaint.Report{}, "report role:boss"},
		{"to a role by name", clerk, complaint.Report{Role: "boss"}, "report role:boss"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			require.Equal(t, []string{tc.want}, told(b.last(b.do(tc.who, b.in(complaint.Assessed), tc.cmd))))
		})
	}
	runRefused(t, []refused{
		{"to nobody's role", complaint.Assessed, clerk, complaint.Report{Role: "king"}, complaint.ErrInvalid, "role", "unknown role"},
	})
}
