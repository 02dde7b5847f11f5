package complaint_test

import (
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
)

// limited pays one complainant at most 150 yuan in 10 days and 400 in 100, over all their cases.
func limited(_ *complaint.Config, pb *playbook.Playbook) {
	pb.Limits = []playbook.Limit{
		{Window: classify.Window(240 * hour), Amount: playbook.Yuan(150)},
		{Window: classify.Window(2400 * hour), Amount: playbook.Yuan(400)},
	}
}

// visit registers another complaint of the same guest and takes it to investigation.
func (b *bench) visit(room string) *complaint.Case {
	b.Helper()
	in := guest()
	in.Place = room
	return b.take(b.register(in), complaint.Investigating)
}

func goodwill(yuan int64) complaint.Compensate {
	return complaint.Compensate{Amount: complaint.Yuan(yuan)}
}

func TestALimitCountsAllCasesOfOneComplainant(t *testing.T) {
	b := setup(t, limited)
	one, two := b.visit("1"), b.visit("2")
	require.NotEqual(t, one.ID, two.ID)
	one = b.do(worker, one, goodwill(100))
	refusal := b.refuse(worker, two, goodwill(51), complaint.ErrNeedsApproval)
	require.Equal(t, "limit", refusal.Rule)
	require.Equal(t, []string{"boss"}, refusal.Who, "those without a money limit")
	b.refuse(manager, two, goodwill(51), complaint.ErrNeedsApproval)
	two = b.do(worker, two, goodwill(50))
	b.refuse(worker, one, goodwill(1), complaint.ErrNeedsApproval)

	stranger := guest()
	stranger.Complainant.Phone = "13900000009"
	b.do(worker, b.take(b.register(stranger), complaint.Investigating), goodwill(100))
	two = b.do(boss, two, goodwill(500))
	require.Equal(t, complaint.Yuan(550), two.Paid)
	b.verify(one.ID)
	b.verify(two.ID)
}

func TestAPaymentOutsideTheWindowNoLongerCounts(t *testing.T) {
	b := setup(t, limited)
	b.do(worker, b.visit("1"), goodwill(100))
	b.clock.Add(240*hour - 1000)
	two := b.visit("2")
	b.refuse(worker, two, goodwill(51), complaint.ErrNeedsApproval)
	b.clock.Add(1000)
	two = b.do(worker, two, goodwill(100))
	b.clock.Add(300 * hour)
	three := b.do(lead, b.visit("3"), goodwill(150))
	b.clock.Add(300 * hour)
	require.Equal(t, "limit", b.refuse(worker, b.visit("4"), goodwill(51), complaint.ErrNeedsApproval).Rule, "the longer window still sees 350")
	b.do(worker, b.visit("5"), goodwill(50))
	require.Len(t, b.payments(), 4)
	b.clock.Add(2400 * hour)
	b.do(worker, b.visit("6"), goodwill(1))
	require.Len(t, b.payments(), 1, "what no window sees drops out")
	b.verify(two.ID)
	b.verify(three.ID)
}

// payments are the payments that are counted across cases, whoever they went to.
func (b *bench) payments() (out []map[string]any) {
	b.Helper()
	for n := range 1 << 16 {
		doc, err := b.store.Document(b.ctx, "tally", fmt.Sprintf("paid/%04x", n))
		if err != nil {
			require.ErrorIs(b, err, complaint.ErrNotFound)
			continue
		}
		var v struct{ Paid []map[string]any }
		require.NoError(b, json.Unmarshal(doc.Data, &v))
		out = append(out, v.Paid...)
	}
	return out
}

func TestAProposalBeyondTheLimitOpensAnApproval(t *testing.T) {
	b := setup(t, limited)
	b.do(worker, b.visit("1"), goodwill(100))
	c := b.do(worker, b.visit("2"), pay(60))
	require.Equal(t, complaint.AwaitingApproval, c.State, "60 is the worker's, but not this guest's")
	require.Equal(t, "limit", c.Approval(1).Rule)
	require.Equal(t, []string{"boss"}, c.Approval(1).Roles)
	require.True(t, c.Proposal(1).OverLimit)
	b.refuse(manager, c, complaint.Approve{Approval: 1}, complaint.ErrForbidden)
	c = b.do(boss, c, complaint.Approve{Approval: 1})
	c = b.do(worker, c, complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true}, complaint.Execute{Proposal: 1})
	require.Equal(t, complaint.Yuan(60), c.Paid)
	b.verify(c.ID)
}

func TestTheLimitIsAskedAgainWhenItIsPaid(t *testing.T) {
	b := setup(t, limited)
	other := b.visit("1")
	c := b.do(worker, b.visit("2"), pay(60), complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true})
	require.False(t, c.Proposal(1).OverLimit)
	b.do(worker, other, goodwill(100))
	refusal := b.refuse(worker, c, complaint.Execute{Proposal: 1}, complaint.ErrNeedsApproval)
	require.Equal(t, "limit", refusal.Rule, "another case was paid in between")
	require.Equal(t, []string{"boss"}, refusal.Who)
	c = b.do(boss, c, complaint.Execute{Proposal: 1})
	require.Equal(t, complaint.Yuan(60), c.Paid)
	b.verify(c.ID)
}

func TestWhoeverHasNoMoneyLimitDecidesBeyondTheComplainants(t *testing.T) {
	b := setup(t, limited)
	c := b.do(boss, b.visit("1"), pay(300))
	require.Empty(t, c.Approvals)
	c = b.do(boss, c, complaint.Offer{Proposal: 1})
	c = b.do(worker, c, complaint.Reply{Proposal: 1, Accepted: true}, complaint.Execute{Proposal: 1})
	require.Equal(t, complaint.Yuan(300), c.Paid, "what the boss proposed, anybody carries out")
	b.verify(c.ID)
}

func TestMoneyThatALimitCannotCompare(t *testing.T) {
	b := setup(t, limited, func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Roles[1].Limit = playbook.Money{Amount: 10000, Currency: "USD"}
	})
	dollar := complaint.Compensate{Amount: complaint.Money{Amount: 1, Currency: "USD"}}
	require.Equal(t, "limit", b.refuse(worker, b.visit("1"), dollar, complaint.ErrNeedsApproval).Rule)
}

func TestGoodwillApartDoesNotCountAgainstTheLimit(t *testing.T) {
	b := setup(t, limited, generous)
	c := b.do(lead, b.visit("1"), complaint.Compensate{Amount: complaint.Yuan(400), Relief: "goodwill"})
	b.do(worker, c, goodwill(100))
	require.Len(t, b.payments(), 1)
}

func TestNobodyKnownHasNoLimit(t *testing.T) {
	b := setup(t, limited)
	in := guest()
	in.Complainant = complaint.Person{Name: "王先生"}
	c := b.do(lead, b.take(b.register(in), complaint.Investigating), goodwill(200))
	require.Equal(t, complaint.Yuan(200), c.Paid, "a bare name is nobody in particular")
	require.Empty(t, b.payments())
}

func TestTwoNodesPayingAtOnceStayUnderTheLimit(t *testing.T) {
	const callers = 64
	store := memstore.New()
	one := setupOn(t, store, limited)
	two := setupOn(t, store, limited, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Clock = one.clock; cfg.Rand = newSeeded(2) })
	cases := make([]*complaint.Case, callers)
	for i := range cases {
		cases[i] = one.visit(fmt.Sprint(i))
	}
	var paid, refused atomic.Int64
	var wg sync.WaitGroup
	for i, c := range cases {
		desk := []*complaint.Desk{one.desk, two.desk}[i%2]
		wg.Go(func() {
			req := complaint.Request{Actor: worker, Case: c.ID, Command: goodwill(20)}
			if i%2 == 1 { // on the desk that has none of the cases in memory
				req.IfVersion = c.Version
			}
			switch _, err := desk.Submit(t.Context(), req); {
			case err == nil:
				paid.Add(20)
			case isRule(err, "limit"):
				refused.Add(1)
			default:
				t.Errorf("caller %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	require.EqualValues(t, 140, paid.Load(), "seven times 20 fit under 150")
	require.EqualValues(t, callers-7, refused.Load(), "nobody gave up for another reason")
	require.Len(t, one.payments(), 7)
	for _, c := range cases {
		one.verify(c.ID)
	}
}
