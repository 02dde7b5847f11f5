package complaint_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// withHoliday is the house's office calendar, in which Thursday 5 March 2026 turns out to be a holiday.
func withHoliday(version string) sla.CalendarSpec {
	spec := house().Calendars[0]
	spec.Version, spec.Holidays = version, []sla.Holiday{{Date: "2026-03-05"}}
	return spec
}

// dueOn is a due as the house reads it.
func dueOn(c *complaint.Case) string {
	return c.Due("resolve").In(shanghai).Format("01-02 15:04")
}

func TestANewerCalendarMovesTheDuesOfOpenCases(t *testing.T) {
	store := memstore.New()
	b := setupOn(t, store)
	two := setupOn(t, store, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Clock, cfg.Rand = b.clock, newSeeded(2) })
	b.clock.Set(time.Date(2026, 3, 4, 6, 0, 0, 0, time.UTC)) // Wednesday 14:00
	open := b.register(guest())
	require.Equal(t, "03-05 14:00", dueOn(open))
	closed := b.do(clerk, b.another(), complaint.Withdraw{})
	b.clock.Add(time.Hour)

	done, err := b.desk.Recalculate(b.ctx, withHoliday("2"))
	require.NoError(t, err)
	require.Equal(t, complaint.Recalculated{Cases: 1, Moved: 1}, done)

	after := b.reload(open)
	require.Equal(t, "03-06 14:00", dueOn(after), "the holiday does not count")
	require.Equal(t, "office@2", after.Timers("resolve")[0].Calendar)
	require.Equal(t, open.ActiveAt, after.ActiveAt, "nobody did anything to the case")
	require.Equal(t, closed.Version, b.reload(closed).Version, "an ended case never moves")
	entries := b.ledger(open.ID)
	require.Equal(t, complaint.Recalculate{Calendar: "office@2"}, entries[len(entries)-1].Command)
	b.verify(open.ID)

	again, err := b.desk.Recalculate(b.ctx, withHoliday("2"))
	require.NoError(t, err)
	require.Equal(t, complaint.Recalculated{Cases: 1}, again, "a second time changes nothing")

	two.sweep() // the other desk follows here
	in := guest()
	in.Complainant.Phone = "13900000001"
	b.clock.Set(time.Date(2026, 3, 4, 8, 0, 0, 0, time.UTC))
	require.Equal(t, "03-06 16:00", dueOn(two.register(in)))
	three := setupOn(t, store, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Clock, cfg.Rand = b.clock, newSeeded(3) })
	in.Complainant.Phone = "13900000002"
	require.Equal(t, "03-06 16:00", dueOn(three.register(in)), "and so does one that opens later")
}

func TestANewerCalendarRestoresABreachThatWasNone(t *testing.T) {
	b := setup(t)
	b.clock.Set(time.Date(2026, 3, 4, 6, 0, 0, 0, time.UTC))
	c := b.register(guest())
	b.clock.Set(time.Date(2026, 3, 5, 7, 0, 0, 0, time.UTC)) // Thursday 15:00: an hour late, as everybody thought
	b.sweep()
	require.Equal(t, sla.Breached, b.reload(c).Timers("resolve")[0].Verdict)
	_, err := b.desk.Recalculate(b.ctx, withHoliday("2"))
	require.NoError(t, err)
	after := b.reload(c)
	require.Equal(t, sla.Running, after.Timers("resolve")[0].Verdict)
	entries := b.ledger(c.ID)
	require.Contains(t, restored(entries[len(entries)-1]), "resolve/breach")
	b.verify(c.ID)
}

func TestRecalculateRefuses(t *testing.T) {
	b := setup(t)
	_, err := b.desk.Recalculate(b.ctx, sla.CalendarSpec{ID: "office", Version: "2", Zone: "Asia/Nowhere"})
	require.ErrorIs(t, err, complaint.ErrInvalid)
	_, err = b.desk.Recalculate(b.ctx, withHoliday("1"))
	require.ErrorIs(t, err, complaint.ErrConflict, "the version the playbook has, with other content")
}

// BenchmarkRecalculate moves open cases to a newer calendar while a clerk goes on working: what the clerk waits for at most
// (ms-wait) is the longest lock anybody sees; bar: 50 ms.
func BenchmarkRecalculate(b *testing.B) {
	d, _ := benchDesk(b)
	open := 100_000
	if testing.Short() {
		open = 1000
	}
	in := guest()
	in.Complainant = complaint.Person{}
	var last *complaint.Case
	for range open {
		reg, err := d.desk.Register(d.ctx, clerk, in)
		if err != nil {
			b.Fatal(err)
		}
		last = reg.Case
	}
	runtime.GC()
	b.ResetTimer()
	var longest time.Duration
	for i := range b.N {
		done := make(chan error, 1)
		go func() {
			_, err := d.desk.Recalculate(d.ctx, withHoliday(fmt.Sprint(i+2)))
			done <- err
		}()
		for working := true; working; {
			select {
			case err := <-done:
				require.NoError(b, err)
				working = false
			default:
				start := time.Now()
				_, err := d.desk.Do(d.ctx, clerk, last.ID, complaint.Note{Text: "x"})
				require.NoError(b, err)
				longest = max(longest, time.Since(start))
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(open*b.N), "µs/case")
	b.ReportMetric(float64(longest.Microseconds())/1000, "ms-wait")
}
