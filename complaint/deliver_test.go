package complaint_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// mail collects what was delivered, and fails as told.
type mail struct {
	sent []complaint.Notice
	fail func(complaint.Notice) error
}

func (m *mail) send(_ context.Context, n complaint.Notice) error {
	if m.fail != nil {
		if err := m.fail(n); err != nil {
			return err
		}
	}
	m.sent = append(m.sent, n)
	return nil
}

func (m *mail) lines() []string {
	var out []string
	for _, n := range m.sent {
		out = append(out, fmt.Sprintf("%s %s %s #%d", n.Kind, n.To, n.Ref, n.Attempt))
	}
	return out
}

func (b *bench) deliver(m *mail) complaint.Delivered {
	b.Helper()
	d, err := b.desk.Deliver(b.ctx, m.send)
	require.NoError(b, err)
	return d
}

func TestNoticesOfACaseLeaveInOrder(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Executing)
	other := b.another()
	m := new(mail)
	require.Equal(t, complaint.Delivered{Sent: 5}, b.deliver(m))
	var own, others []string
	for _, n := range m.sent {
		if n.Case == c.ID {
			own = append(own, n.Kind+" "+n.To)
		} else {
			require.Equal(t, other.ID, n.Case)
			others = append(others, n.Kind)
		}
	}
	require.Equal(t, []string{"registered unit:desk", "assigned unit:rooms", "offer complainant", "reply person:u2"}, own)
	require.Equal(t, []string{"registered"}, others)
	require.Contains(t, fmt.Sprint(m.lines()), "registered unit:desk  #1")
	require.Zero(t, b.deliver(m), "each leaves once")
}

func TestANoticeHoldsReferencesOnly(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Negotiating)
	m := new(mail)
	b.deliver(m)
	ids := map[string]bool{}
	for _, n := range m.sent {
		require.False(t, ids[n.ID], "ids are unique")
		ids[n.ID] = true
		require.True(t, strings.HasPrefix(n.ID, string(c.ID)+"/"))
		require.Equal(t, "default", n.Org)
	}
	require.Equal(t, "proposal:1", m.sent[len(m.sent)-1].Ref)
}

func TestWhatFailsIsTriedAgainWithGrowingPauses(t *testing.T) {
	b := setup(t, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.DeliveryAttempts = 5 })
	b.in(complaint.Dispatched)
	down := true
	m := &mail{fail: func(n complaint.Notice) error {
		if down && n.Kind == "registered" {
			return errors.New("the mail server is down")
		}
		return nil
	}}
	require.Equal(t, complaint.Delivered{Failed: 1}, b.deliver(m), "what stands behind it waits")
	var pauses []time.Duration
	for range 3 {
		waited := time.Duration(0)
		for b.deliver(m).Failed == 0 {
			b.clock.Add(time.Second / 2)
			waited += time.Second / 2
			require.Less(t, waited, time.Minute)
		}
		pauses = append(pauses, waited)
	}
	require.Equal(t, []time.Duration{time.Second, 2 * time.Second, 4 * time.Second}, pauses)
	down = false
	b.clock.Add(time.Minute)
	require.Equal(t, complaint.Delivered{Sent: 2}, b.deliver(m))
	require.Equal(t, []string{"registered unit:desk  #5", "assigned unit:rooms assignment:1 #1"}, m.lines())
}

func TestADeadNoticeReleasesWhatStandsBehindIt(t *testing.T) {
	bounce := errors.New("no such mailbox")
	for _, tc := range []struct {
		name     string
		err      error
		attempts int
		tries    int
	}{
		{"after so many attempts", bounce, 3, 3},
		{"at once when it can never be delivered", fmt.Errorf("%w: %w", complaint.ErrUndeliverable, bounce), 3, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.DeliveryAttempts = tc.attempts })
			b.in(complaint.Dispatched)
			m := &mail{fail: func(n complaint.Notice) error {
				if n.Kind == "registered" {
					return tc.err
				}
				return nil
			}}
			var total complaint.Delivered
			for range 5 {
				d := b.deliver(m)
				total.Sent, total.Failed, total.Dead = total.Sent+d.Sent, total.Failed+d.Failed, total.Dead+d.Dead
				b.clock.Add(time.Hour)
			}
			require.Equal(t, complaint.Delivered{Sent: 1, Failed: tc.tries - 1, Dead: 1}, total)
			require.Equal(t, []string{"assigned unit:rooms assignment:1 #1"}, m.lines())
			stats, err := b.desk.Stats(b.ctx, boss)
			require.NoError(t, err)
			require.EqualValues(t, 1, stats.Dead)
			require.EqualValues(t, 1, stats.Delivered)
			require.EqualValues(t, tc.tries-1, stats.Failed)
		})
	}
}

func TestAFailureOfOneCaseDoesNotHoldUpAnother(t *testing.T) {
	b := setup(t)
	c, other := b.in(complaint.Dispatched), b.another()
	m := &mail{fail: func(n complaint.Notice) error {
		if n.Case == c.ID {
			return errors.New("no")
		}
		return nil
	}}
	require.Equal(t, complaint.Delivered{Sent: 1, Failed: 1}, b.deliver(m))
	require.Equal(t, other.ID, m.sent[0].Case)
}

func TestAPanickingHandlerIsAFailedDelivery(t *testing.T) {
	b := setup(t)
	b.in(complaint.Registered)
	_, err := b.desk.Deliver(b.ctx, func(context.Context, complaint.Notice) error { panic("王先生") })
	require.NoError(t, err)
	b.clock.Add(time.Minute)
	m := new(mail)
	require.Equal(t, complaint.Delivered{Sent: 1}, b.deliver(m))
	require.Equal(t, 2, m.sent[0].Attempt)
}

func TestAClaimedNoticeIsSomebodysForAWhile(t *testing.T) {
	b := setup(t, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.DeliveryLease = 30 * time.Second })
	b.in(complaint.Registered)
	m := new(mail)
	m.fail = func(complaint.Notice) error {
		m.fail = nil
		require.Zero(t, b.deliver(m), "meanwhile nobody else gets it")
		b.clock.Add(31 * time.Second)
		require.Equal(t, 1, b.deliver(m).Sent, "unless the lease is over")
		return nil
	}
	b.deliver(m)
	require.Len(t, m.sent, 2, "at least once, not at most")
	require.Equal(t, m.sent[0].ID, m.sent[1].ID, "the same id: show it once")
	m.sent = nil
	b.clock.Add(hour)
	require.Zero(t, b.deliver(m), "and then it is done")
}

func TestErasureCancelsWhatHasNotLeft(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Withdrawn)
	b.another()
	b.do(boss, c, complaint.Erase{})
	m := new(mail)
	b.deliver(m)
	require.NotEmpty(t, m.sent)
	for _, n := range m.sent {
		require.NotEqual(t, c.ID, n.Case)
	}
}

func TestACancelledDeliveryKeepsTheResult(t *testing.T) {
	b := setup(t)
	b.in(complaint.Dispatched)
	ctx, cancel := context.WithCancel(b.ctx)
	m := new(mail)
	d, err := b.desk.Deliver(ctx, func(ctx context.Context, n complaint.Notice) error {
		cancel()
		return m.send(ctx, n)
	})
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, 1, d.Sent)
	b.clock.Add(hour)
	b.deliver(m)
	require.Len(t, m.sent, 2, "what was sent is not sent again")
}
