package preset_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/benbjohnson/clock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// house is a desk with a preset on a mock clock. Times are written "2026-09-30 10:00", in the zone of the playbook.
type house struct {
	*testing.T
	desk *complaint.Desk
	mock *clock.Mock
	zone *time.Location
	sent []complaint.Notice
}

// houseOf opens a desk; staff may be nil.
func houseOf(t *testing.T, pb *playbook.Playbook, at string, staff *complaint.Staff) *house {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	h := &house{T: t, mock: clock.NewMock(), zone: zone}
	h.mock.Set(h.time(at))
	cfg := &complaint.Config{Clock: h.mock}
	if staff != nil {
		cfg.Staff = func() *complaint.Staff { return staff }
	}
	h.desk, err = complaint.Open(t.Context(), memstore.New(), cfg, pb)
	require.NoError(t, err)
	return h
}

func (h *house) time(at string) time.Time {
	h.Helper()
	when, err := time.ParseInLocation("2006-01-02 15:04", at, h.zone)
	require.NoError(h, err)
	return when
}

// at lets the time come, with everything that falls due until then.
func (h *house) at(when string) {
	h.Helper()
	h.mock.Set(h.time(when))
	_, err := h.desk.Sweep(h.Context())
	require.NoError(h, err)
}

// now is the case as it stands.
func (h *house) now(a complaint.Actor, c *complaint.Case) *complaint.Case {
	h.Helper()
	got, err := h.desk.Case(h.Context(), a, c.ID)
	require.NoError(h, err)
	return got
}

func (h *house) register(a complaint.Actor, in complaint.Intake) *complaint.Case {
	h.Helper()
	reg, err := h.desk.Register(h.Context(), a, in)
	require.NoError(h, err)
	return reg.Case
}

// do gives commands, each a minute after the one before.
func (h *house) do(a complaint.Actor, c *complaint.Case, cmds ...complaint.Command) *complaint.Case {
	h.Helper()
	for _, cmd := range cmds {
		h.mock.Add(time.Minute)
		next, err := h.desk.Do(h.Context(), a, c.ID, cmd)
		require.NoError(h, err, cmd.Name())
		c = next
	}
	return c
}

// refused gives a command that must not pass, and returns why.
func (h *house) refused(a complaint.Actor, c *complaint.Case, cmd complaint.Command, code error) *complaint.Error {
	h.Helper()
	_, err := h.desk.Do(h.Context(), a, c.ID, cmd)
	require.ErrorIs(h, err, code)
	var e *complaint.Error
	require.ErrorAs(h, err, &e)
	return e
}

// due checks when a time limit falls due: "10-08 24:00" for the end of a day, "none" when no clock runs for it.
func (h *house) due(c *complaint.Case, target, want string) {
	h.Helper()
	got := "none"
	if d := c.Due(target); !d.IsZero() {
		if d = d.In(h.zone); d.Hour() == 0 && d.Minute() == 0 {
			got = d.AddDate(0, 0, -1).Format("01-02") + " 24:00"
		} else {
			got = d.Format("01-02 15:04")
		}
	}
	assert.Equal(h, want, got, target)
}

func (h *house) verdict(c *complaint.Case, target string) sla.Verdict {
	h.Helper()
	clocks := c.Timers(target)
	require.NotEmpty(h, clocks, target)
	return clocks[len(clocks)-1].Status(h.mock.Now()).State
}

// told delivers what waits and returns to whom a notice went, in order: the names of its recipients, over all deliveries
// so far.
func (h *house) told(notice string) []string {
	h.Helper()
	_, err := h.desk.Deliver(h.Context(), func(_ context.Context, n complaint.Notice) error {
		h.sent = append(h.sent, n)
		return nil
	})
	require.NoError(h, err)
	var to []string
	for _, n := range h.sent {
		if n.Kind == notice || strings.HasSuffix(n.Ref, "/"+notice) {
			to = append(to, n.To)
		}
	}
	return to
}

// verified checks that the ledger of a case is whole.
func (h *house) verified(c *complaint.Case) {
	h.Helper()
	v, err := h.desk.Verify(h.Context(), c.ID)
	require.NoError(h, err)
	assert.Empty(h, v.Faults)
}

// openTask is the number of a case's open task of a code, 0 when there is none.
func openTask(c *complaint.Case, code string) int {
	for _, t := range c.Tasks {
		if t.Code == code && t.Done.IsZero() {
			return t.ID
		}
	}
	return 0
}

// complete has somebody complete the open task of a code, with values in pairs, and returns the case as reader sees it. Who
// does a hidden or a blind task sees less of the case.
func (h *house) complete(a, reader complaint.Actor, c *complaint.Case, code, result string, values ...string) *complaint.Case {
	h.Helper()
	h.do(a, c, complaint.CompleteTask{Task: openTask(h.now(reader, c), code), Result: result, Values: inPairs(values...)})
	return h.now(reader, c)
}

// inPairs is a map of names and values.
func inPairs(pairs ...string) map[string]string {
	out := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i]] = pairs[i+1]
	}
	return out
}
