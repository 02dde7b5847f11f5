package complaint_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
)

// second opens another desk on the same store and clock.
func (b *bench) second(change ...func(*complaint.Config)) *complaint.Desk {
	b.Helper()
	cfg := &complaint.Config{Clock: b.clock, Rand: newSeeded(2)}
	for _, f := range change {
		f(cfg)
	}
	desk, err := complaint.Open(b.ctx, b.store, cfg, house())
	require.NoError(b, err)
	return desk
}

// many registers complaints of different people, which makes a notice each.
func (b *bench) many(n int) {
	b.Helper()
	for i := range n {
		b.register(b.intakeOf(i, fmt.Sprint(2000+i)))
	}
}

func TestADeliveryThatEndsGivesBackWhatItDidNotTry(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change []func(*complaint.Config, *playbook.Playbook)
		end    func(cancel func(), desk *complaint.Desk)
		err    error
		sent   int // by the node that ends
	}{
		{"cancelled", nil, func(cancel func(), _ *complaint.Desk) { cancel() }, context.Canceled, 1},
		{"closed", nil, func(_ func(), desk *complaint.Desk) { desk.Close() }, complaint.ErrClosed, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, tc.change...)
			b.many(6)
			other, mine, others := b.second(), new(mail), new(mail)
			ctx, cancel := context.WithCancel(b.ctx)
			defer cancel()
			mine.fail = func(complaint.Notice) error { tc.end(cancel, b.desk); return nil }
			d, err := b.desk.Deliver(ctx, mine.send)
			require.ErrorIs(t, err, tc.err)
			require.Equal(t, tc.sent, d.Sent, "the notice in hand is finished")
			d, err = other.Deliver(b.ctx, others.send)
			require.NoError(t, err)
			require.Equal(t, 6-tc.sent, d.Sent, "the other node has the rest at once, and nothing twice")
		})
	}
}

func TestAClosedDeskDeliversNothing(t *testing.T) {
	b := setup(t)
	b.many(1)
	b.desk.Close()
	_, err := b.desk.Deliver(b.ctx, new(mail).send)
	require.ErrorIs(t, err, complaint.ErrClosed)
}

// A handler that hangs loses its lease: another node delivers, the same id again, and what the slow one says later counts
// for nothing.
func TestASlowHandlerLosesItsNoticeToAnotherNode(t *testing.T) {
	for _, heeds := range []bool{true, false} {
		t.Run(fmt.Sprintf("heeds its context: %v", heeds), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				store := memstore.New()
				one, two := nodeOn(t, store, 1), nodeOn(t, store, 2)
				intake(t, one, 1)
				var slow, quick []string
				done := make(chan time.Duration, 1)
				go func() {
					begin := time.Now()
					_, err := one.Deliver(t.Context(), func(ctx context.Context, n complaint.Notice) error {
						slow = append(slow, n.ID)
						if heeds {
							<-ctx.Done()
							return ctx.Err()
						}
						time.Sleep(90 * time.Second)
						return nil
					})
					require.NoError(t, err)
					done <- time.Since(begin)
				}()
				time.Sleep(59 * time.Second)
				send := func(_ context.Context, n complaint.Notice) error { quick = append(quick, n.ID); return nil }
				d, err := two.Deliver(t.Context(), send)
				require.NoError(t, err)
				require.Zero(t, d.Sent, "it is in somebody's hands")
				time.Sleep(3 * time.Second)
				d, err = two.Deliver(t.Context(), send)
				require.NoError(t, err)
				require.Equal(t, 1, d.Sent)
				took := <-done
				require.Equal(t, slow, quick, "the same id, for the receiver to see")
				require.Equal(t, heeds, took == time.Minute, "its context ended with the lease: %v", took)
				d, err = two.Deliver(t.Context(), send)
				require.NoError(t, err)
				require.Zero(t, d.Sent, "and then it is done")
				h, err := one.Health(t.Context())
				require.NoError(t, err)
				require.EqualValues(t, 1, h.Overran)
			})
		})
	}
}

func TestEveryHandlerHasHalfTheLease(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		desk := nodeOn(t, memstore.New(), 1)
		for n := range 40 {
			intake(t, desk, n)
		}
		sent := map[string]int{}
		d, err := desk.Deliver(t.Context(), func(ctx context.Context, n complaint.Notice) error {
			deadline, ok := ctx.Deadline()
			require.True(t, ok)
			require.GreaterOrEqual(t, time.Until(deadline), 30*time.Second)
			require.LessOrEqual(t, n.Attempt, 2, "few are given back untried")
			sent[n.ID]++
			time.Sleep(12 * time.Second)
			return nil
		})
		require.NoError(t, err)
		require.Equal(t, 40, d.Sent)
		require.Len(t, sent, 40)
		h, err := desk.Health(t.Context())
		require.NoError(t, err)
		require.Zero(t, h.Overran)
		require.Equal(t, 40, h.Waited.Count)
		require.Equal(t, 39*12*time.Second+12*time.Second, h.Waited.Max)
	})
}

// unordered says that the host's channel needs no order.
func unordered(cfg *complaint.Config, _ *playbook.Playbook) { cfg.DeliveryUnordered = true }

func TestWithoutOrderNobodyWaitsForAnother(t *testing.T) {
	b := setup(t, unordered)
	c := b.in(complaint.Executing)
	full := true
	m := &mail{fail: func(n complaint.Notice) error {
		if full && n.Kind == "registered" {
			return errors.New("mailbox full")
		}
		return nil
	}}
	require.Equal(t, complaint.Delivered{Sent: 3, Failed: 1}, b.deliver(m))
	require.Zero(t, b.deliver(m), "what failed makes its pause")
	b.clock.Add(time.Second)
	require.Equal(t, complaint.Delivered{Failed: 1}, b.deliver(m))
	full = false
	b.clock.Add(time.Second)
	require.Zero(t, b.deliver(m), "pauses grow")
	b.clock.Add(time.Second)
	require.Equal(t, complaint.Delivered{Sent: 1}, b.deliver(m))
	require.Equal(t, 3, m.sent[3].Attempt)
	require.Equal(t, c.ID, m.sent[3].Case, "a notice as any other")
	require.Empty(t, m.sent[3].Digest)
	require.Zero(t, b.deliver(m), "once")
}

func TestWithoutOrderErasureAndDeathStayTheSame(t *testing.T) {
	b := setup(t, unordered)
	c := b.in(complaint.Withdrawn)
	other := b.another()
	gone := &mail{fail: func(complaint.Notice) error { return complaint.ErrUndeliverable }}
	require.Equal(t, 0, b.deliver(gone).Sent)
	require.NotEmpty(t, b.deadLetters(boss))
	b.do(boss, c, complaint.Erase{})
	var ids []string
	for _, l := range b.deadLetters(boss) {
		require.Equal(t, other.ID, l.Case)
		ids = append(ids, l.ID)
	}
	require.Equal(t, len(ids), b.replay(boss, ids...))
	m := new(mail)
	require.Equal(t, len(ids), b.deliver(m).Sent)
}

func TestWithoutOrderADigestStaysTogether(t *testing.T) {
	b := setup(t, unordered, gathering())
	b.register(guest())
	b.another()
	b.clock.Add(quarter)
	m := new(mail)
	require.Equal(t, complaint.Delivered{Sent: 2}, b.deliver(m))
	require.Len(t, m.sent, 1)
	require.Len(t, m.sent[0].Digest, 2)
}
