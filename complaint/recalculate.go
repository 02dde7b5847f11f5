package complaint

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/redress-go/redress/sla"
)

// Recalculate is the entry of a case whose clocks were computed again with a newer calendar. The engine gives it itself.
type Recalculate struct {
	Calendar string `json:"calendar"` // id@version
}

// Name implements Command.
func (Recalculate) Name() string { return "recalculate" }

func (Recalculate) decide(d *decision) error {
	timers, err := d.rules.policy.Recalculate(d.timers, d.at)
	if err != nil {
		return clockRefusal(err)
	}
	d.timers = timers
	return nil
}

// Recalculated is the result of Desk.Recalculate.
type Recalculated struct {
	Cases int // open cases with a clock on the calendar
	Moved int // of them, those whose clocks changed: each has an entry with the new dues
}

// calendarLoaded is the desk's word for a calendar that takes the place of the playbooks' own.
const calendarLoaded = "calendar-loaded"

// Recalculate loads a newer version of a calendar (next year's holidays, a changed notice) and computes the clocks of every
// open case on it again, one case at a time: dues that were provisional become certain, a breach that is none is
// restored. The due before stands in the case's earlier entries, the due after in the new one. Ended cases never move and
// nobody's last activity changes. Other desks on the store follow at their next Sweep.
//
// Errors: ErrInvalid for a calendar that does not compile, ErrConflict when the version is stored with other content.
func (d *Desk) Recalculate(ctx context.Context, spec sla.CalendarSpec) (done Recalculated, err error) {
	defer recovered(&err)
	if _, err := sla.NewCalendar(spec); err != nil {
		return done, d.wrap("recalculate", &Request{}, &Error{Code: ErrInvalid, Err: err})
	}
	if err := d.loadCalendar(ctx, spec); err != nil {
		return done, d.wrap("recalculate", &Request{}, err)
	}
	ref := versionID(spec.ID, spec.Version)
	q := Query{Filter: Filter{Open: true}}
	for {
		page, err := d.store.Query(ctx, q)
		if err != nil {
			return done, d.wrap("recalculate", &Request{}, err)
		}
		for _, c := range page.Cases {
			if !c.runsOn(spec.ID) {
				continue
			}
			done.Cases++
			moved, err := d.recalculate(ctx, c, ref)
			if err != nil {
				return done, d.wrap("recalculate", &Request{Case: c.ID}, err)
			}
			if moved {
				done.Moved++
			}
		}
		if page.Next == (Cursor{}) {
			return done, nil
		}
		q.After = page.Next
	}
}

// runsOn reports whether a live clock of the case counts with a calendar.
func (c *Case) runsOn(calendar string) bool {
	for i := range c.Clocks {
		if c.Clocks[i].Live() && strings.HasPrefix(c.Clocks[i].Calendar, calendar+"@") {
			return true
		}
	}
	return false
}

// recalculate computes the clocks of one case again and writes an entry if anything changed.
func (d *Desk) recalculate(ctx context.Context, c *Case, ref string) (moved bool, err error) {
	_, err = d.serve(ctx, c, func(t *attempt, l *line, by *decision) error {
		by.cmd, by.draft = Recalculate{ref}, newDraft(l.rules, l.cur)
		if err := by.cmd.decide(by); err != nil {
			return err
		}
		if err := by.finish(by.draft); err != nil {
			return err
		}
		if moved = len(by.fx) > 0; !moved {
			return nil
		}
		return d.append(ctx, t, l, by.draft, by, by.cmd, nil)
	})
	return moved, err
}

// loadCalendar keeps a calendar in the store and lets it take the place of the playbooks' own.
func (d *Desk) loadCalendar(ctx context.Context, spec sla.CalendarSpec) error {
	data, err := encode(spec)
	if err != nil {
		return err
	}
	doc := Document{Kind: "calendar", ID: versionID(spec.ID, spec.Version), Version: 1, Data: data}
	for {
		fresh, err := d.unkept(ctx, []Document{doc})
		if err != nil {
			return err
		}
		err = d.logDesk(ctx, d.cfg.Org, calendarLoaded, fresh, spec.ID, spec.Version)
		if err == nil {
			return d.followCalendars(ctx)
		}
		if !errors.Is(err, ErrConflict) {
			return err
		}
	}
}

// followCalendars reads what was loaded since it was last called, here or by another desk.
func (d *Desk) followCalendars(ctx context.Context) error {
	d.follow.Lock()
	defer d.follow.Unlock()
	d.mu.RLock()
	after := d.seen
	d.mu.RUnlock()
	loaded := map[string]sla.CalendarSpec{}
	last := after
	for {
		page, err := d.store.Entries(ctx, deskStream(d.cfg.Org), last, 0)
		if err != nil {
			return err
		}
		if len(page) == 0 {
			break
		}
		for i := range page {
			if err := d.loadedBy(ctx, &page[i], loaded); err != nil {
				return err
			}
		}
		last = page[len(page)-1].Seq
	}
	if last == after {
		return nil
	}
	d.mu.Lock()
	if d.calendars == nil {
		d.calendars = map[string]sla.CalendarSpec{}
	}
	maps.Copy(d.calendars, loaded)
	pins := slices.Collect(maps.Keys(d.rules))
	d.mu.Unlock()
	for _, pin := range pins {
		if len(loaded) == 0 {
			break
		}
		if err := d.reload(ctx, pin); err != nil {
			return err
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.seen = last // only now: what failed is read again
	return nil
}

// reload compiles the rules of a pin again, with the calendars loaded by now.
func (d *Desk) reload(ctx context.Context, pin Pin) error {
	doc, err := d.store.Document(ctx, "playbook", versionID(pin.ID, pin.Version))
	if err != nil {
		return err
	}
	r, err := d.load(doc.Data)
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.rules[pin] = r
	return nil
}

// loadedBy adds the calendar that an entry of the desk's stream has loaded.
func (d *Desk) loadedBy(ctx context.Context, r *Record, loaded map[string]sla.CalendarSpec) error {
	var e deskEntry
	if err := json.Unmarshal(r.Public, &e); err != nil {
		return damaged(r.Stream, r.Seq, err)
	}
	if e.What != calendarLoaded || len(e.Detail) < 2 {
		return nil
	}
	doc, err := d.store.Document(ctx, "calendar", versionID(e.Detail[0], e.Detail[1]))
	if err != nil {
		return err
	}
	spec, err := sla.ParseCalendarSpec(doc.Data)
	if err != nil {
		return damaged(r.Stream, r.Seq, err)
	}
	loaded[spec.ID] = spec
	return nil
}
