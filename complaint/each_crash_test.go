package complaint_test

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
)

// diesBeforeSettling is a store whose process dies between the work on a notice and the word that it is done.
type diesBeforeSettling struct {
	complaint.Store
	dead bool
}

func (s *diesBeforeSettling) Settle(ctx context.Context, list []complaint.OutboxResult) error {
	if s.dead {
		return errDisk
	}
	return s.Store.Settle(ctx, list)
}

// requireOne asks that a case recorded a command exactly once.
func (b *bench) requireOne(id complaint.CaseID, command string) {
	b.Helper()
	n := 0
	for _, e := range b.ledger(id) {
		if e.Command.Name() == command {
			n++
		}
	}
	require.Equal(b, 1, n, "%s in %s", command, id)
}

func TestACommandForEveryMemberIsDoneOnceOverACrash(t *testing.T) {
	store := &diesBeforeSettling{Store: memstore.New()}
	b := setupOn(t, store)
	lead, members := b.gathered(2)
	b.do(clerk, members[1], complaint.Withdraw{})
	b.deliver(new(mail))
	b.do(manager, lead, complaint.ForEachMember{Command: complaint.Escalate{Role: "boss", Text: "重大"}})
	for range 2 { // the row of the first member is worked on, twice, and never settled
		store.dead = true
		_, err := b.desk.Deliver(b.ctx, new(mail).send)
		require.Error(t, err)
		b.clock.Add(2 * hour)
	}
	store.dead = false
	b.deliver(new(mail))
	b.requireOne(members[0].ID, "escalate")
	require.Equal(t, 3, b.reload(members[0]).Level)
	b.clock.Add(2 * hour)
	b.deliver(new(mail))
	b.requireOne(lead.ID, "each-refused")
	b.verify(lead.ID)
}

func TestARefusalIsRecordedOnceOverACrashAndStands(t *testing.T) {
	store := &diesBeforeSettling{Store: memstore.New()}
	b := setupOn(t, store)
	lead, members := b.gathered(1)
	b.deliver(new(mail))
	b.do(manager, lead, complaint.ForEachMember{Command: complaint.Resume{}})
	store.dead = true
	_, err := b.desk.Deliver(b.ctx, new(mail).send)
	require.Error(t, err)
	b.requireOne(lead.ID, "each-refused")
	store.dead = false
	b.do(clerk, members[0], complaint.Hold{Reason: "complainant"}) // now it could be done
	b.clock.Add(2 * hour)
	b.deliver(new(mail))
	b.requireOne(lead.ID, "each-refused")
	require.Equal(t, "complainant", b.reload(members[0]).HoldReason, "what was refused is not done behind the owner's back")
}

func TestACommandForEveryMemberOnTwoNodes(t *testing.T) {
	store := memstore.New()
	one := setupOn(t, store)
	lead, members := one.gathered(4)
	one.do(clerk, members[3], complaint.Withdraw{})
	one.deliver(new(mail))
	two := setupOn(t, store)
	two.clock = one.clock
	one.do(manager, lead, complaint.ForEachMember{Command: complaint.Hold{Reason: "complainant"}})
	var wg sync.WaitGroup
	for _, b := range []*bench{one, two} {
		for range 3 {
			wg.Go(func() {
				_, err := b.desk.Deliver(b.ctx, func(context.Context, complaint.Notice) error { return nil })
				require.NoError(t, err)
			})
		}
	}
	wg.Wait()
	for _, m := range members[:3] {
		one.requireOne(m.ID, "hold")
		one.verify(m.ID)
	}
	one.requireOne(lead.ID, "each-refused")
	one.verify(lead.ID)
}

func TestWhatTheStoreCouldNotDoIsTriedAgainUntilItIsDone(t *testing.T) {
	store := &refuseCommits{Store: memstore.New()}
	b := setupOn(t, store)
	lead, members := b.gathered(1)
	b.deliver(new(mail))
	b.do(manager, lead, complaint.ForEachMember{Command: complaint.Hold{Reason: "complainant"}})
	store.fail = true
	for range 20 { // far more often than a notice is tried
		_, err := b.desk.Deliver(b.ctx, new(mail).send)
		require.NoError(t, err)
		b.clock.Add(2 * hour)
	}
	store.fail = false
	b.deliver(new(mail))
	require.Equal(t, "complainant", b.reload(members[0]).HoldReason)
	for _, e := range b.ledger(lead.ID) {
		require.NotEqual(t, "each-refused", e.Command.Name())
	}
}

func TestAMailThatFailsDoesNotHoldUpTheMembers(t *testing.T) {
	b := setup(t)
	lead, members := b.gathered(1)
	b.do(manager, lead, complaint.ForEachMember{Command: complaint.Hold{Reason: "complainant"}})
	b.deliver(&mail{fail: func(complaint.Notice) error { return errDisk }})
	require.Equal(t, "complainant", b.reload(members[0]).HoldReason)
}
