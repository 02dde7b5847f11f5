package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// month plays the complaints of a month: it registers the rows when they come in, lets the staff act by their policy,
// and lets the desk do what time owes. All it knows is in the store, so it can be stopped at any moment and goes on
// where the ledger ends.
type month struct {
	desk   *complaint.Desk
	clock  *fakeClock
	cast   *cast
	policy *policy
	pb     *playbook.Playbook
	files  *files
	rows   []row
	ahead  int       // the first row that is not registered yet
	ack    io.Writer // gets a line for every acknowledged command; nil for none
	tell   func(*month)
	tally  tally
	dawn   time.Time // when notices go out next
}

// tally is what happened in this run and is in no ledger.
type tally struct {
	commands  int // acknowledged
	replayed  int // of them known from an earlier run
	steps     int // of time
	notices   int // delivered
	refused   []refusal
	problems  []string // moves that should not have been refused, steps that failed
	expedited int      // complaints that became reminders
	linked    int      // complaints that came back after they had been handled
}

// refusal is a vain attempt.
type refusal struct {
	at     time.Time
	number string
	who    *person
	cmd    string
	err    error
}

// files are the cases known, by id and by the complaint that opened them.
type files struct {
	all   []*file
	byID  map[complaint.CaseID]*file
	byRow map[string]*file
}

// auditor reads every case.
func auditor() complaint.Actor {
	return complaint.Actor{ID: "u43", Name: "葛成", Role: "general-manager", Unit: "management"}
}

// newMonth prepares the month on a desk.
func newMonth(desk *complaint.Desk, clock *fakeClock, staff *cast, pb *playbook.Playbook, s seed, rows []row) *month {
	fs := &files{byID: map[complaint.CaseID]*file{}, byRow: map[string]*file{}}
	units := map[string]string{}
	for _, r := range pb.Rules.Routes.Rows {
		units[r.ID] = r.Unit
	}
	return &month{
		desk: desk, clock: clock, cast: staff, pb: pb, files: fs, rows: arrivals(rows, staff),
		policy: &policy{seed: s, cast: staff, files: fs, unit: units},
	}
}

// resume moves the clock to where the store stands and finds the cases of the rows again: registering a row a second
// time, at its own time, gives the case of the first time.
func (m *month) resume(ctx context.Context) error {
	stands := m.clock.Now()
	for c, err := range m.desk.All(ctx, auditor(), complaint.Filter{}) {
		if err != nil {
			return err
		}
		if c.Updated.After(stands) {
			stands = c.Updated
		}
	}
	for m.ahead < len(m.rows) && !m.rows[m.ahead].arrival().After(stands) {
		m.clock.set(m.rows[m.ahead].arrival())
		if err := m.register(ctx, &m.rows[m.ahead]); err != nil {
			return err
		}
		m.ahead++
	}
	m.clock.set(stands)
	m.dawn = midnight(stands.In(m.cast.zone), 1)
	for _, f := range m.files.all {
		if err := f.refresh(ctx, m.desk, auditor(), f.c.ID); err != nil {
			return err
		}
	}
	for _, f := range m.files.all {
		f.next = m.policy.plan(f)
	}
	return nil
}

// midnight is 00:00 some days after the date of t.
func midnight(t time.Time, days int) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day()+days, 0, 0, 0, 0, t.Location())
}

// play goes on until a time, or until the context is done. What falls on that very time belongs to the next run.
func (m *month) play(ctx context.Context, until time.Time) error {
	for ctx.Err() == nil {
		at, do := m.soonest()
		if do == nil || !at.Before(until) {
			m.clock.set(until)
			return nil
		}
		m.clock.set(at)
		if err := do(ctx); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// soonest is what comes next: time's own steps before the acts of people, arrivals before the rest.
func (m *month) soonest() (time.Time, func(context.Context) error) {
	at, do := m.dawn, m.deliver
	earlier := func(t time.Time, f func(context.Context) error) {
		if t.Before(at) {
			at, do = t, f
		}
	}
	for _, f := range m.files.all {
		if !f.c.Wake.IsZero() && !f.stuck {
			earlier(f.c.Wake, m.sweep)
		}
	}
	if m.ahead < len(m.rows) {
		earlier(m.rows[m.ahead].arrival(), m.arrive)
	}
	for _, f := range m.files.all {
		if f.next != nil {
			earlier(f.next.at, func(ctx context.Context) error { return m.act(ctx, f) })
		}
	}
	return at, do
}

// deliver sends the notices of the day.
func (m *month) deliver(ctx context.Context) error {
	sent, err := m.desk.Deliver(ctx, func(context.Context, complaint.Notice) error { return nil })
	m.tally.notices += sent.Sent
	m.dawn = midnight(m.dawn, 1)
	if m.tell != nil {
		m.tell(m)
	}
	return err
}

// sweep lets time do what it owes, and looks again at the cases it touched.
func (m *month) sweep(ctx context.Context) error {
	now := m.clock.Now()
	var touched []*file
	for _, f := range m.files.all {
		if !f.c.Wake.IsZero() && !f.c.Wake.After(now) {
			touched = append(touched, f)
		}
	}
	s, err := m.desk.Sweep(ctx)
	if err != nil {
		return err
	}
	m.tally.steps += s.Steps
	for _, f := range touched {
		if err := f.refresh(ctx, m.desk, auditor(), f.c.ID); err != nil {
			return err
		}
		if f.c.Wake.Equal(now) {
			f.stuck = true
			m.problem(f, "tick", errors.New("the step was not taken"))
		}
		f.next = m.policy.plan(f)
	}
	return nil
}

// arrive registers the next row.
func (m *month) arrive(ctx context.Context) error {
	r := &m.rows[m.ahead]
	m.ahead++
	return m.register(ctx, r)
}

// act does what is next for a case. The attempts before it are refused; when it is itself refused, the plan was wrong.
func (m *month) act(ctx context.Context, f *file) error {
	next := f.next
	for _, t := range next.tries {
		m.attempt(ctx, f, t)
	}
	res, err := m.submit(ctx, complaint.Request{
		Actor: next.who.actor(), Case: f.c.ID, Command: next.cmd, Key: f.key(next.cmd.Name()),
	})
	if err != nil {
		if ctx.Err() != nil {
			return nil //nolint:nilerr // whoever stopped the month sees the context; the next run goes on from here
		}
		if !refusedByRules(err) {
			return err
		}
		f.stuck, f.next = true, nil
		m.problem(f, next.cmd.Name(), err)
		return nil
	}
	f.c = res.Case
	f.log = append(f.log, step{next.cmd.Name(), res.Case.Updated, next.who.id})
	if link, ok := next.cmd.(complaint.LinkTo); ok {
		if err := m.look(ctx, link.Case); err != nil {
			return err
		}
	}
	f.next = m.policy.plan(f)
	return nil
}

// attempt tries something in vain. What should have been refused and was not is a problem.
func (m *month) attempt(ctx context.Context, f *file, t attempt) {
	_, err := m.desk.Submit(ctx, complaint.Request{Actor: t.who.actor(), Case: f.c.ID, Command: t.cmd})
	switch {
	case ctx.Err() != nil:
	case err == nil:
		f.stuck = true
		m.problem(f, t.cmd.Name(), errors.New("was let through"))
	case t.want != nil && !errors.Is(err, t.want):
		m.problem(f, t.cmd.Name(), err)
	default:
		m.tally.refused = append(m.tally.refused, refusal{m.clock.Now(), f.c.Number, t.who, t.cmd.Name(), err})
	}
}

// look reads a case again that another command changed.
func (m *month) look(ctx context.Context, id complaint.CaseID) error {
	f := m.files.byID[id]
	if f == nil {
		return nil
	}
	if err := f.refresh(ctx, m.desk, auditor(), id); err != nil {
		return err
	}
	f.next = m.policy.plan(f)
	return nil
}

// submit gives a command to the desk and acknowledges it on the pipe.
func (m *month) submit(ctx context.Context, req complaint.Request) (complaint.Result, error) {
	res, err := m.desk.Submit(ctx, req)
	if err != nil {
		return res, err
	}
	m.tally.commands++
	if res.Replayed {
		m.tally.replayed++
	}
	if m.ack != nil {
		if _, err := fmt.Fprintf(m.ack, "%s %d %s\n", res.Case.ID, res.Seq, req.Key); err != nil {
			return res, fmt.Errorf("acknowledging: %w", err)
		}
	}
	return res, nil
}

func (m *month) problem(f *file, command string, err error) {
	m.tally.problems = append(m.tally.problems, fmt.Sprintf("%s %s %s: %v", f.c.Number, m.clock.Now().Format(time.DateTime), command, err))
}

// refusedByRules tells a refusal from a failure.
func refusedByRules(err error) bool {
	for _, code := range []error{
		complaint.ErrInvalid, complaint.ErrNotAllowed, complaint.ErrForbidden, complaint.ErrNeedsApproval, complaint.ErrDuplicate,
	} {
		if errors.Is(err, code) {
			return true
		}
	}
	return false
}
