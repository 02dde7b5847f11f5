package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// kinds is a house that keeps four kinds apart (R02, R06).
func kinds(pb *playbook.Playbook) {
	pb.Kinds = []playbook.Kind{
		{Code: "complaint", Label: text("投诉", "complaint"), Outcomes: []string{"upheld", "settled", "explained"}},
		{Code: "query", Label: text("咨询", "query"), Outcomes: []string{"explained"}, Direct: true},
		{Code: "fault", Label: text("报障", "fault report")},
		{Code: "suggestion", Label: text("建议", "suggestion"), Outcomes: []string{"adopted", "declined"}},
	}
	pb.Outcomes = append(pb.Outcomes, of("adopted", "declined")...)
}

// R06: a consultation or a fault report becomes a complaint, with its history.
func TestAQueryOrAFaultConvertsWithItsHistory(t *testing.T) {
	b := setup(t, with(kinds), with(func(pb *playbook.Playbook) {
		targeted(pb, "resolve").Terms = []sla.Choice{{When: map[string][]string{"kind": {"complaint"}}, Term: sla.Term{Span: sla.BusinessHours(8)}}}
	}))
	for _, tc := range []struct {
		kind  string
		stage complaint.State
		then  complaint.State
	}{
		{"query", complaint.Registered, complaint.Registered},
		{"fault", complaint.Assessed, complaint.Registered},
		{"query", complaint.Dispatched, complaint.Registered},
		{"fault", complaint.Investigating, complaint.Investigating},
	} {
		t.Run(tc.kind+" "+string(tc.stage), func(t *testing.T) {
			b.clock.Set(day)
			in := guest()
			in.Kind, in.Place = tc.kind, tc.kind+string(tc.stage)
			c := b.take(b.register(in), tc.stage)
			require.Zero(t, c.Due("resolve"), "the limit is for complaints")
			before := c.Version
			b.clock.Add(hour)
			c = b.do(clerk, c, complaint.Convert{Kind: "complaint", Text: "客人不满意"})
			require.Equal(t, "complaint", c.Kind)
			require.Equal(t, tc.then, c.State)
			require.Equal(t, "03-04 18:00", at(c.Due("resolve")), "counted from the receipt")
			require.Greater(t, c.Version, before)
			require.Equal(t, tc.kind, b.ledger(c.ID)[0].Command.(complaint.Intake).Kind, "what it was stays in the ledger")
			if tc.then == complaint.Registered {
				require.Empty(t, c.Owner, "nobody is in charge of what was taken back")
				require.Nil(t, c.Assignment())
			} else {
				require.Equal(t, "u2", c.Owner)
			}
			b.verify(c.ID)
		})
	}
}

// R02: a suggestion is adopted or declined, and what comes of it is published.
func TestASuggestionIsAdoptedOrDeclinedAndPublished(t *testing.T) {
	b := setup(t, with(kinds))
	in := guest()
	in.Kind, in.Text = "suggestion", "大堂加椅子"
	c := b.investigated(b.register(in))
	refusal := b.refuse(worker, c, complaint.Resolve{Outcome: "upheld"}, complaint.ErrInvalid)
	require.Equal(t, []complaint.FieldError{{Field: "outcome", Rule: "not an outcome of this kind of case"}}, refusal.Fields)
	b.refuse(clerk, c, complaint.Publish{Where: "notice-board"}, complaint.ErrNotAllowed)
	c = b.do(worker, c, complaint.Resolve{Outcome: "adopted"})
	require.Equal(t, "adopted", c.Outcome)

	refusal = b.refuse(clerk, c, complaint.Publish{Where: "notice-board", Named: true}, complaint.ErrInvalid)
	require.Equal(t, []string{"consent"}, fields(refusal), "nobody is named who did not agree")
	c = b.do(clerk, c, complaint.Publish{Where: "notice-board", Named: true, Consent: true})
	require.True(t, c.HasTag("published"))
	require.Contains(t, b.notices(c.ID), "published complainant")
	b.verify(c.ID)

	other := in
	other.Place = "1310"
	require.Equal(t, "declined", b.do(worker, b.investigated(b.register(other)), complaint.Resolve{Outcome: "declined"}).Outcome)
}

// R02, R20: who wants to stay unknown is not published.
func TestAConfidentialOrAnonymousComplainantIsNeverNamed(t *testing.T) {
	for name, change := range map[string]func(*complaint.Intake){
		"confidential": func(in *complaint.Intake) { in.Confidential = true },
		"anonymous":    func(in *complaint.Intake) { in.Complainant = complaint.Person{} },
	} {
		t.Run(name, func(t *testing.T) {
			b := setup(t)
			in := guest()
			change(&in)
			c := b.take(b.register(in), complaint.Resolved)
			require.Equal(t, "confidential", b.refuse(clerk, c, complaint.Publish{Named: true, Consent: true}, complaint.ErrNotAllowed).Rule)
			c = b.do(clerk, c, complaint.Publish{Where: "website"})
			require.True(t, c.HasTag("published"), "without a name it may be")
			b.verify(c.ID)
		})
	}
}

// R09: one message holds a complaint to us and a report to the authority: two cases, tied.
func TestOneMessageWithAComplaintAndAReportIsSplitAndLinked(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) {
		pb.Kinds = append(pb.Kinds, playbook.Kind{Code: "report", Label: text("举报", "report")})
	}))
	c := b.in(complaint.Assessed)
	part := guest()
	part.Kind, part.Text = "report", "有人卖假酒"
	c = b.do(clerk, c, complaint.Split{Intake: part})
	require.Equal(t, "split-into", c.Links[0].Kind)
	report := b.reload(&complaint.Case{ID: c.Links[0].Case})
	require.Equal(t, "report", report.Kind)
	require.Equal(t, "complaint", c.Kind)
	require.Equal(t, []complaint.Link{{Kind: "split-from", Case: c.ID}}, report.Links)
	require.Equal(t, c.Received, report.Received, "both came with one message")
	report = b.take(report, complaint.Archived)
	require.Equal(t, complaint.Assessed, b.reload(c).State, "each goes its own way")
	b.verify(c.ID)
	b.verify(report.ID)
}
