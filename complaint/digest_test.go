package complaint_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// quarter is the window of the tests' digests.
const quarter = 15 * time.Minute

// gathering gives the house digests of a quarter of an hour.
func gathering(change ...func(*playbook.Playbook)) func(*complaint.Config, *playbook.Playbook) {
	return func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Digest = playbook.DigestPolicy{Window: sla.Minutes(15)}
		for _, f := range change {
			f(pb)
		}
	}
}

func TestADigestIsOneMessageForManyNotices(t *testing.T) {
	b := setup(t, gathering())
	c, other := b.register(guest()), b.another()
	m := new(mail)
	require.Zero(t, b.deliver(m), "not before the window ends")
	b.clock.Add(quarter - time.Microsecond)
	require.Zero(t, b.deliver(m))
	b.clock.Add(time.Microsecond)
	require.Equal(t, complaint.Delivered{Sent: 2}, b.deliver(m))
	require.Len(t, m.sent, 1)
	require.Equal(t, playbook.DigestNotice, m.sent[0].Kind)
	require.Equal(t, "unit:desk", m.sent[0].To)
	require.Len(t, m.sent[0].Digest, 2)
	require.Equal(t, []complaint.CaseID{c.ID, other.ID}, []complaint.CaseID{m.sent[0].Digest[0].Case, m.sent[0].Digest[1].Case})
	require.Equal(t, "registered", m.sent[0].Digest[0].Kind)
	require.Zero(t, b.deliver(m), "once")
}

func TestASingleNoticeOfAWindowIsANoticeAsAnyOther(t *testing.T) {
	b := setup(t, gathering())
	c := b.register(guest())
	b.clock.Add(quarter)
	n := b.sent("registered")
	require.Equal(t, c.ID, n.Case)
	require.Empty(t, n.Digest)
}

func TestTheComplainantIsNotGatheredUnlessAsked(t *testing.T) {
	for name, tc := range map[string]struct {
		to   []string
		want int
	}{"not by default": {nil, 1}, "when asked, case by case": {[]string{"complainant"}, 0}} {
		t.Run(name, func(t *testing.T) {
			b := setup(t, gathering(func(pb *playbook.Playbook) { pb.Digest.To = tc.to }))
			b.do(worker, b.in(complaint.Negotiating), complaint.Reply{Proposal: 1}, complaint.Offer{Proposal: 1})
			b.take(b.another(), complaint.Negotiating)
			m := new(mail)
			b.deliver(m)
			now := map[string]int{}
			for _, n := range m.sent {
				now[n.To]++
			}
			if tc.want == 1 {
				require.Equal(t, 3, now[complaint.Complainant])
				return
			}
			require.Zero(t, now[complaint.Complainant])
			b.clock.Add(quarter)
			b.deliver(m)
			for _, n := range m.sent {
				for _, part := range n.Digest {
					require.Equal(t, n.Digest[0].Case, part.Case, "the guest of one case reads nothing of another's")
				}
			}
		})
	}
}

func TestAFailedDigestIsTriedAgainWhole(t *testing.T) {
	b := setup(t, gathering(), func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.DeliveryAttempts = 3 })
	b.register(guest())
	b.another()
	down := true
	m := &mail{fail: func(complaint.Notice) error {
		if down {
			return errors.New("the mail server is down")
		}
		return nil
	}}
	b.clock.Add(quarter)
	require.Equal(t, complaint.Delivered{Failed: 2}, b.deliver(m))
	require.Zero(t, b.deliver(m), "after a pause")
	b.register(b.intakeOf(7, "1307"))
	down = false
	b.clock.Add(time.Second)
	require.Equal(t, complaint.Delivered{Sent: 2}, b.deliver(m))
	require.Equal(t, 2, m.sent[0].Attempt)
	b.clock.Add(quarter)
	require.Equal(t, complaint.Delivered{Sent: 1}, b.deliver(m), "and what came meanwhile, in its own window")
	down = true
	b.register(b.intakeOf(8, "1308"))
	b.register(b.intakeOf(9, "1309"))
	var total complaint.Delivered
	for range 4 {
		b.clock.Add(quarter)
		d := b.deliver(m)
		total.Failed, total.Dead = total.Failed+d.Failed, total.Dead+d.Dead
	}
	require.Equal(t, complaint.Delivered{Failed: 4, Dead: 2}, total, "given up whole")
}

func TestADigestInFlightWhenTheProcessDiesIsDeliveredAgain(t *testing.T) {
	store := memstore.New()
	b := setupOn(t, store, gathering())
	b.register(guest())
	b.another()
	b.clock.Add(quarter)
	dying, cancel := context.WithCancel(b.ctx)
	lost := &deadAfterClaim{Store: store, die: cancel}
	desk, err := complaint.Open(b.ctx, lost, &complaint.Config{Clock: b.clock, Rand: newSeeded(2)}, gatheringHouse())
	require.NoError(t, err)
	m := new(mail)
	_, err = desk.Deliver(dying, m.send)
	require.ErrorIs(t, err, context.Canceled)
	require.Empty(t, m.sent)
	require.Zero(t, b.deliver(m), "it is the dead one's for a while")
	b.clock.Add(time.Minute)
	require.Equal(t, complaint.Delivered{Sent: 2}, b.deliver(m))
	require.Len(t, m.sent, 1)
}

func gatheringHouse() *playbook.Playbook {
	pb := house()
	gathering()(nil, pb)
	return pb
}

// deadAfterClaim is a store whose worker dies when it holds a digest, and settles nothing any more.
type deadAfterClaim struct {
	complaint.Store
	die func()
}

func (*deadAfterClaim) Settle(context.Context, []complaint.OutboxResult) error { return errDisk }

func (s *deadAfterClaim) Claim(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
	rows, err := s.Store.Claim(ctx, q)
	if q.Digest {
		s.die()
	}
	return rows, err
}

func TestQuietHoursAndDigestsGoTogether(t *testing.T) {
	b := setup(t, gathering(func(pb *playbook.Playbook) { pb.Quiet.Calendar = "office" }))
	b.clock.Set(day.Add(13 * time.Hour))
	for n := range 5 {
		b.register(b.intakeOf(n, fmt.Sprint(1300+n)))
		b.clock.Add(time.Hour)
	}
	require.Empty(t, b.sentAt(day.Add(24*hour-time.Microsecond)))
	require.Equal(t, []string{playbook.DigestNotice}, b.sentAt(day.Add(24*hour)), "a whole night in one message")
}

func TestANoticeThatComesLateWaitsForTheNextWindow(t *testing.T) {
	b := setup(t, gathering())
	c := b.register(guest())
	b.another()
	b.clock.Add(quarter)
	m := new(mail)
	b.deliver(m)
	require.Len(t, m.sent, 1)
	late := complaint.OutboxRow{ // written by a node that was slow to commit
		ID: "late/1/0", Org: c.Org, Case: c.ID, Seq: 1, N: 9, Kind: "breach", To: "unit:desk", NotBefore: day.Add(quarter),
		Digest: "unit:desk", Window: quarter,
	}
	require.NoError(t, b.store.Commit(b.ctx, &complaint.Changeset{Outbox: []complaint.OutboxRow{late}}))
	b.clock.Add(quarter - time.Microsecond)
	require.Zero(t, b.deliver(m), "the recipient had a message in this window")
	b.clock.Add(time.Microsecond)
	require.Equal(t, complaint.Delivered{Sent: 1}, b.deliver(m))
}
