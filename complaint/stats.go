package complaint

import (
	"context"
	"time"

	"github.com/redress-go/redress/sla"
)

// Stats is the state of an organisation's cases, and what this desk has done since it was opened.
type Stats struct {
	Cases      int
	Open       int // not ended
	Overdue    int // open, with a running clock past its due
	OnHold     int
	ByState    map[State]int
	BySeverity map[Severity]int
	ByUnit     map[string]int   // open cases by responsible unit
	Paid       map[string]int64 // compensation executed, minor units by currency

	Conflicts int64 // lost races, decided again
	Steps     int64 // steps of time recorded by Sweep
	Parked    int64 // times a case was set aside
	Delivered int64 // notices accepted
	Failed    int64 // notices to be tried again
	Dead      int64 // notices given up
}

// Stats counts the cases of the actor's organisation by walking through them; it holds one page at a time.
func (d *Desk) Stats(ctx context.Context, actor Actor) (Stats, error) {
	s := Stats{
		ByState: map[State]int{}, BySeverity: map[Severity]int{}, ByUnit: map[string]int{}, Paid: map[string]int64{},
		Conflicts: d.stats.conflicts.Load(), Steps: d.stats.ticks.Load(), Parked: d.stats.parked.Load(),
		Delivered: d.stats.delivered.Load(), Failed: d.stats.failed.Load(), Dead: d.stats.dead.Load(),
	}
	now := d.now()
	for c, err := range d.All(ctx, actor, Filter{}) {
		if err != nil {
			return Stats{}, err
		}
		s.count(c, now)
	}
	return s, nil
}

func (s *Stats) count(c *Case, now time.Time) {
	s.Cases++
	s.ByState[c.State]++
	s.BySeverity[c.Severity]++
	if !c.Paid.IsZero() {
		s.Paid[c.Paid.Currency] += c.Paid.Amount
	}
	if c.State.Ended() {
		return
	}
	s.Open++
	s.ByUnit[c.Unit]++
	if c.HoldReason != "" {
		s.OnHold++
	}
	if c.Overdue(now) {
		s.Overdue++
	}
}

// Overdue reports whether a running clock of the case is past its due at an instant. It is computed, never stored.
func (c *Case) Overdue(now time.Time) bool {
	for i := range c.Clocks {
		if t := &c.Clocks[i]; t.Live() && t.Status(now).State == sla.Breached {
			return true
		}
	}
	return false
}
