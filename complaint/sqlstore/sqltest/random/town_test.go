package random

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint"
)

// nodeClock is a node's own clock: a little off the others.
type nodeClock struct {
	*handClock
	log *witness
	off time.Duration
}

func (c nodeClock) Now() time.Time {
	now := c.handClock.Now().Add(c.off)
	if now.After(c.log.latest) {
		c.log.latest = now
	}
	return now
}

// station is a process: its hold on the store and its desk.
type station struct {
	*node
	desk *complaint.Desk
}

// town is one simulated play: a department of two processes on one store, in one goroutine, in all weathers. Everything
// follows from the seed.
type town struct {
	dice
	ctx      context.Context
	house    *house
	store    complaint.Store
	clock    *handClock
	log      *witness
	sky      *weather
	seed     uint64
	opened   uint64
	stations [2]*station
	cases    []complaint.CaseID
	asked    []*asked
	trouble  int // requests whose number may be lost
	caseDays int
	steps    map[string]int
	story    []string // what happened, for whoever reads a failure
}

func newTown(ctx context.Context, seed uint64, h *house, store complaint.Store) *town {
	d := newDice(seed)
	t := &town{
		dice: d, ctx: ctx, house: h, store: store, clock: new(handClock), log: newWitness(), seed: seed, steps: map[string]int{},
		sky: &weather{dice: d, fail: 5, lose: 8, conflict: 20, die: 2, met: map[string]int{}},
	}
	t.clock.Set(morning().Add(time.Duration(d.roll("first hour", 24*365)) * time.Hour))
	return t
}

func (t *town) tell(format string, args ...any) {
	t.story = append(t.story, t.clock.Now().Format("02 15:04:05 ")+fmt.Sprintf(format, args...))
}

// station returns a process that lives, in place of one that died.
func (t *town) station() (*station, error) {
	i := t.roll("node", len(t.stations))
	for tries := 0; t.stations[i] == nil || t.stations[i].dead; tries++ {
		n := &node{Store: t.store, sky: t.sky, log: t.log, name: fmt.Sprintf("node %d", i)}
		t.opened++
		before := t.sky.calm
		t.sky.calm = before || tries > 0 || !chance(t, "opened in the storm", 20)
		desk, err := complaint.Open(t.ctx, n, &complaint.Config{
			Clock: nodeClock{t.clock, t.log, time.Duration(i) * time.Second}, Rand: newEntropy(t.seed<<20 | t.opened),
			MaxClockSkew: -1, DeliveryAttempts: 4, SweepPage: 3,
		}, t.house.pb)
		t.sky.calm = before
		t.tell("%s opens: %v", n.name, err)
		switch {
		case err == nil:
			t.stations[i] = &station{n, desk}
		case tries > 3:
			return nil, err
		}
	}
	return t.stations[i], nil
}

// live lets the town live for so many days, and returns what is wrong.
func (t *town) live(days, most int) error {
	for range days {
		for range 3 + t.roll("events", 2*most) {
			t.pass()
			if err := errors.Join(t.event(most), t.broken()); err != nil {
				return err
			}
		}
		t.caseDays += len(t.cases)
		night := t.clock.Now().Truncate(24 * time.Hour).Add(24 * time.Hour)
		if chance(t, "holiday", 5) {
			night = night.AddDate(0, 0, 1+t.roll("days off", 9))
		}
		t.clock.Set(night)
	}
	return t.settle()
}

// pass lets time pass, mostly forward.
func (t *town) pass() {
	t.clock.Add(time.Duration(t.roll("minutes", 240))*time.Minute/4 + time.Duration(t.roll("micros", 1e6))*time.Microsecond)
	if chance(t, "clock set back", 3) {
		t.clock.Add(-time.Duration(t.roll("back", 5000)) * time.Millisecond)
	}
}

// event draws what happens next.
func (t *town) event(most int) error {
	s, err := t.station()
	if err != nil {
		return err
	}
	switch n := t.roll("event", 100); {
	case n < 10 && len(t.cases) < most, len(t.cases) == 0:
		return t.register(s)
	case n < 22:
		return t.sweep(s)
	case n < 36:
		return t.deliver(s)
	case n < 46 && len(t.asked) > 0:
		return t.askAgain(s, pick(t, "asked before", t.asked))
	case n < 47:
		s.dead = true
		t.tell("%s is killed", s.name)
		return nil
	default:
		return t.command(s)
	}
}

// sweep lets a node record what is due. In good weather no case is set aside.
func (t *town) sweep(s *station) error {
	sum, err := s.desk.Sweep(t.ctx)
	t.tell("%s sweeps: %+v %v", s.name, sum, err)
	if t.sky.calm && (err != nil || sum.Parked > 0) {
		return fmt.Errorf("sweep in good weather: %+v %w", sum, err)
	}
	return nil
}

// deliver lets a node hand out notices. Somebody may not be there, and the process may die after the word was passed on.
func (t *town) deliver(s *station) error {
	sum, err := s.desk.Deliver(t.ctx, func(_ context.Context, n complaint.Notice) error {
		if s.dead {
			return errDead
		}
		for _, part := range parts(&n) {
			t.log.handed(&part)
		}
		luck := t.roll("post", 100)
		switch {
		case t.sky.calm:
		case luck < 2:
			return complaint.ErrUndeliverable
		case luck < 14:
			return errNobodyThere
		}
		for _, part := range parts(&n) {
			t.log.accepted(&part)
		}
		s.dead = s.dead || t.sky.hits("die while sending", 10)
		return nil
	})
	t.tell("%s delivers: %+v %v", s.name, sum, err)
	if t.sky.calm && err != nil {
		return fmt.Errorf("deliver in good weather: %w", err)
	}
	return nil
}

// broken are the faults that were noticed so far.
func (t *town) broken() error {
	if len(t.log.faults) == 0 {
		return nil
	}
	return errors.New(strings.Join(t.log.faults, "\n"))
}

// hash is a digest of everything that was written down.
func (t *town) hash() (h complaint.Hash, err error) {
	sum := sha256.New()
	all, err := t.everyCase()
	if err != nil {
		return h, err
	}
	streams := []string{"desk/default"}
	for _, c := range all {
		streams = append(streams, "case/"+string(c.ID), "read/"+string(c.ID))
	}
	for _, name := range streams {
		records, err := t.store.Entries(t.ctx, name, 0, 1_000_000)
		if err != nil {
			return h, err
		}
		for i := range records {
			sum.Write(records[i].Hash[:])
			sum.Write(records[i].Box)
		}
	}
	return complaint.Hash(sum.Sum(nil)), nil
}
