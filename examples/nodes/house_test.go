package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/sla"
)

// inn is one node in the test's own process, in memory, on a clock that the test sets.
type inn struct {
	*testing.T
	now  time.Time
	desk *complaint.Desk
	said bytes.Buffer
	h    *house
}

func newInn(t *testing.T) *inn {
	t.Helper()
	n := &inn{T: t, now: time.Date(2026, 10, 1, 8, 0, 0, 0, time.UTC)}
	cfg := settings()
	cfg.Clock = n
	var err error
	n.desk, err = complaint.Open(t.Context(), memstore.New(), cfg, rules())
	require.NoError(t, err)
	n.h = &house{speech: newSpeech(&n.said), of: 1}
	return n
}

// Now implements complaint.Clock.
func (n *inn) Now() time.Time { return n.now }

// live takes complaints in and lets the staff and time go on until nothing is left to do.
func (n *inn) live(complaints ...int) (*books, *seen) {
	n.Helper()
	ctx := n.Context()
	for _, i := range complaints {
		n.h.submit(ctx, n.desk, complaint.Request{Actor: clerk(), Command: guestComplaint(i), Key: mail(i)})
	}
	for range 300 {
		n.now = n.now.Add(100 * time.Millisecond)
		for c, err := range n.desk.All(ctx, manager(), complaint.Filter{Open: true}) {
			require.NoError(n, err)
			if next := plan(c); next != nil && !n.now.Before(next.at) {
				n.h.submit(ctx, n.desk, complaint.Request{Actor: next.who, Case: c.ID, Command: next.cmd, Key: string(c.ID) + next.what})
			}
		}
		_, err := n.desk.Sweep(ctx)
		require.NoError(n, err)
	}
	_, err := n.desk.Deliver(ctx, func(_ context.Context, notice complaint.Notice) error {
		n.h.say(line{Told: notice.ID})
		return nil
	})
	require.NoError(n, err)
	return n.end()
}

// end is what a month looks back on. One life was killed and one ended in order.
func (n *inn) end() (*books, *seen) {
	n.Helper()
	s := newSeen()
	dead, last := s.born(1, 1), s.born(0, 2)
	dead.killed, dead.exit, last.exit, last.clean = n.now, "signal: killed", "exit status 0", true
	for lines := bufio.NewScanner(bytes.NewReader(n.said.Bytes())); lines.Scan(); {
		var l line
		require.NoError(n, json.Unmarshal(lines.Bytes(), &l))
		s.hear(last, l)
	}
	b, err := gather(n.Context(), n.desk)
	require.NoError(n, err)
	return b, s
}

// faults are what the check finds.
func faults(b *books, s *seen) string {
	var out []string
	for _, f := range judge(b, s) {
		out = append(out, f.faults...)
	}
	return strings.Join(out, "\n")
}

func TestEveryComplaintComesToItsEnd(t *testing.T) {
	n := newInn(t)
	all := make([]int, 2*len(grounds()))
	for i := range all {
		all[i] = i
	}
	b, s := n.live(all...)
	assert.Empty(t, faults(b, s))
	assert.Len(t, b.cases, len(all)-1, "one of them was said before")
	grades := map[complaint.Severity]int{}
	for _, c := range b.cases {
		assert.Equal(t, complaint.Closed, c.State, "%s %s", c.Number, c.Fields["matter"])
		grades[c.Severity]++
	}
	assert.Len(t, grades, 3, "minor, ordinary and major ones: %v", grades)
	assert.Greater(t, len(b.lateness()), 3*len(all), "time has its share")
}

func TestLimitsKeepTheirOrder(t *testing.T) {
	for long, short := range map[sla.Span]sla.Span{
		sla.Minutes(5): sla.Seconds(1), sla.Minutes(30): sla.Seconds(1), sla.Hours(2): sla.Seconds(2), sla.Hours(24): sla.Seconds(3),
		sla.Workdays(3): sla.Seconds(4), sla.Days(5): sla.Seconds(4),
	} {
		assert.Equal(t, short, shortened(long), long.String())
	}
	require.NoError(t, rules().Validate())
}

func TestAnActIsPlannedOnceWhoeverLooks(t *testing.T) {
	n := newInn(t)
	n.h.submit(t.Context(), n.desk, complaint.Request{Actor: clerk(), Command: guestComplaint(0), Key: mail(0)})
	for c, err := range n.desk.All(t.Context(), manager(), complaint.Filter{}) {
		require.NoError(t, err)
		next := plan(c)
		req := complaint.Request{Actor: next.who, Case: c.ID, Command: next.cmd, Key: "once"}
		for range 2 {
			n.h.submit(t.Context(), n.desk, req)
		}
	}
	b, s := n.end()
	assert.Equal(t, 2, b.entries, "registered and answered")
	assert.Equal(t, 1, s.lives[1].again)
	assert.Empty(t, s.faults)
}
