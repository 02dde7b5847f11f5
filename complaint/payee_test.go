package complaint_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// isRule reports whether a refusal names a rule.
func isRule(err error, rule string) bool {
	var e *complaint.Error
	return errors.As(err, &e) && e.Rule == rule
}

// payee is what is stored beside a case of its complainant.
func (b *bench) payee(id complaint.CaseID) string {
	b.Helper()
	doc, err := b.store.Document(b.ctx, "tally", "payee/"+string(id))
	if errors.Is(err, complaint.ErrNotFound) {
		return ""
	}
	require.NoError(b, err)
	return string(doc.Data)
}

func TestErasureTakesTheComplainantOutOfTheTally(t *testing.T) {
	b := setup(t, limited)
	one := b.do(worker, b.visit("1"), goodwill(100))
	two := b.do(worker, b.visit("2"), goodwill(20))
	who := b.payments()[0]["who"].(string)
	require.Contains(t, b.payee(one.ID), who)
	for _, rec := range b.records("case/" + string(one.ID)) {
		require.NotContains(t, string(rec.Public), who[:8], "no entry says it")
	}
	one = b.do(clerk, one, complaint.Withdraw{}, complaint.Archive{}, complaint.Erase{})
	require.Equal(t, "{}", b.payee(one.ID))
	require.Len(t, b.payments(), 1, "the other case is still theirs")
	two = b.do(clerk, two, complaint.Withdraw{}, complaint.Archive{}, complaint.Erase{})
	require.Empty(t, b.payments())
	b.verify(one.ID)
	b.verify(two.ID)
}

func TestACorrectionOfThePhoneTakesThePaymentsAlong(t *testing.T) {
	b := setup(t, limited)
	wrong := guest()
	wrong.Complainant.Phone, wrong.Place = "13900000009", "1"
	one := b.do(worker, b.take(b.register(wrong), complaint.Investigating), goodwill(100))
	two := b.visit("2")
	one = b.do(clerk, one, complaint.Correct{Complainant: guest().Complainant})
	require.Equal(t, "limit", b.refuse(worker, two, goodwill(51), complaint.ErrNeedsApproval).Rule, "it was this guest all along")
	require.Equal(t, "limit", b.refuse(worker, one, goodwill(51), complaint.ErrNeedsApproval).Rule)
	require.Len(t, b.payments(), 1)
	was := b.payee(one.ID)
	one = b.do(clerk, one, complaint.Correct{Complainant: complaint.Person{Email: "w@example.com"}})
	require.Equal(t, was, b.payee(one.ID), "an address says less than a phone number")
	b.verify(one.ID)
}

func TestSomebodyNamedLaterHasALimit(t *testing.T) {
	b := setup(t, limited)
	in := guest()
	in.Complainant, in.Place = complaint.Person{}, "9"
	c := b.take(b.register(in), complaint.Investigating)
	require.Empty(t, b.payee(c.ID))
	b.do(worker, b.visit("1"), goodwill(100))
	c = b.do(clerk, c, complaint.Correct{Complainant: guest().Complainant})
	require.Equal(t, "limit", b.refuse(worker, c, goodwill(51), complaint.ErrNeedsApproval).Rule)
}

func TestACaseSplitOffIsTheSameComplainants(t *testing.T) {
	for name, who := range map[string]complaint.Person{"named again": guest().Complainant, "not named": {}} {
		t.Run(name, func(t *testing.T) {
			b := setup(t, limited)
			c := b.do(worker, b.visit("1"), goodwill(100))
			in := guest()
			in.Complainant, in.Place = who, "7"
			c = b.do(lead, c, complaint.Split{Intake: in})
			part := b.reload(&complaint.Case{ID: c.Links[0].Case})
			part = b.take(part, complaint.Investigating)
			require.Equal(t, "limit", b.refuse(worker, part, goodwill(51), complaint.ErrNeedsApproval).Rule)
		})
	}
}

func TestWithoutLimitsNothingIsCounted(t *testing.T) {
	b := setup(t)
	c := b.do(worker, b.visit("1"), goodwill(100))
	require.Empty(t, b.payee(c.ID))
	require.Empty(t, b.payments())
}

func TestOrganisationsCountApart(t *testing.T) {
	b := setup(t, limited)
	b.do(worker, b.visit("1"), goodwill(100))
	there := func(a complaint.Actor) complaint.Actor { a.Org = "annexe"; return a }
	in := guest()
	in.Place = "2"
	reg, err := b.desk.Register(b.ctx, there(clerk), in)
	require.NoError(t, err)
	c := b.do(there(clerk), reg.Case, complaint.Assess{}, complaint.Dispatch{Unit: "rooms"})
	c = b.do(there(worker), c, complaint.TakeOn{}, goodwill(100))
	require.Equal(t, complaint.Yuan(100), c.Paid)
}

func TestTheTallyOutlivesAnUnknownOutcome(t *testing.T) {
	b := setup(t, limited, func(_ *complaint.Config, pb *playbook.Playbook) { pb.Limits = pb.Limits[:1] })
	c := b.visit("1")
	for range 3 {
		res, err := b.desk.Submit(b.ctx, complaint.Request{Actor: worker, Case: c.ID, Command: goodwill(50), Key: "pay-1"})
		require.NoError(t, err)
		require.Equal(t, complaint.Yuan(50), res.Case.Paid, "the same request pays once")
	}
	require.Len(t, b.payments(), 1)
	require.True(t, strings.HasPrefix(b.payments()[0]["case"].(string), string(c.ID)))
}
