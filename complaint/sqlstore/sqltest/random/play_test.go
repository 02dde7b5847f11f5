package random

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"sync"
	"time"

	"github.com/redress-go/redress/complaint"
)

// side is one of the stores that are compared, with a desk for each playbook.
type side struct {
	name    string
	store   *scoped
	entropy *entropy
	desks   map[string]*complaint.Desk

	spent, read time.Duration // giving commands, and comparing what they left
}

func newSide(name string, store complaint.Store) *side {
	return &side{name: name, store: &scoped{Store: store}, entropy: newEntropy(0), desks: map[string]*complaint.Desk{}}
}

// desk opens a playbook's desk on the side, once.
func (s *side) desk(ctx context.Context, h *house, clock complaint.Clock) (*complaint.Desk, error) {
	if d := s.desks[h.pb.ID]; d != nil {
		return d, nil
	}
	next := *h.pb
	next.Version = "next"
	d, err := complaint.Open(ctx, s.store, &complaint.Config{
		Clock: clock, Rand: s.entropy, MaxClockSkew: -1, SearchKey: []byte("a key of sixteen"), DeliveryAttempts: 3,
	}, h.pb, &next)
	if err == nil {
		s.desks[h.pb.ID] = d
	}
	return d, err
}

// arena is where plays are given: the same stores, one play after the other.
type arena struct {
	sides  []*side
	houses []*house
	clock  *handClock
	plays  uint64
	done   map[string]int // commands that were accepted, by name
	failed int
}

// play is one sequence of commands, given to every side at once.
type play struct {
	*arena
	dice
	ctx   context.Context
	house *house
	org   string
	cases []complaint.CaseID
	keyed []complaint.Request
	told  []string // what was done, for whoever reads a failure
}

// answer is what a side said to a step.
type answer struct {
	text string
	c    *complaint.Case
	err  error
}

// play gives one sequence to every side and returns the first difference, nil when there is none.
func (a *arena) play(ctx context.Context, d dice, h *house, steps int) (told []string, err error) {
	a.plays++
	p := &play{arena: a, dice: d, ctx: ctx, house: h, org: fmt.Sprintf("org-%d", a.plays)}
	a.clock.Set(morning().Add(time.Duration(d.roll("first hour", 200)) * time.Hour))
	for _, s := range a.sides {
		s.store.enter(p.org)
		s.entropy.reset(a.plays)
		begin := time.Now()
		if _, err := s.desk(ctx, h, a.clock); err != nil {
			return nil, fmt.Errorf("%s: %w", s.name, err)
		}
		s.spent += time.Since(begin)
	}
	if err := p.register(); err != nil {
		return p.told, err
	}
	for range steps {
		if err := p.step(); err != nil {
			return p.told, err
		}
	}
	return p.told, p.compare()
}

// step draws what happens next.
func (p *play) step() error {
	p.clock.Add(time.Duration(pick(p, "minutes", []int{0, 1, 20, 240, 3000})) * time.Minute)
	p.clock.Add(time.Duration(p.roll("micros", 1_000_000)) * time.Microsecond)
	switch n := p.roll("what", 100); {
	case n < 8:
		return p.register()
	case n < 18:
		return p.sweep()
	case n < 28:
		return p.deliver()
	case n < 36 && len(p.keyed) > 0:
		return p.again()
	default:
		return p.command()
	}
}

// everywhere does something on every side at once and compares what is said.
func (p *play) everywhere(what string, do func(*complaint.Desk) answer) (first answer, err error) {
	p.told = append(p.told, what)
	said := make([]answer, len(p.sides))
	p.onEach(func(i int, s *side) {
		begin := time.Now()
		said[i] = do(s.desks[p.house.pb.ID])
		s.spent += time.Since(begin)
	})
	for i, got := range said {
		switch {
		case errors.Is(got.err, complaint.ErrInternal):
			return first, fmt.Errorf("%s: %s: %w", p.sides[i].name, what, got.err)
		case got.text != said[0].text:
			return first, fmt.Errorf("%s\n%s: %s\n%s: %s", what, p.sides[0].name, said[0].text, p.sides[i].name, got.text)
		}
	}
	p.told = append(p.told, "  → "+clip(said[0].text))
	return said[0], nil
}

// onEach does something on every side at once: they share nothing but a clock that stands still meanwhile.
func (p *play) onEach(do func(int, *side)) {
	var wg sync.WaitGroup
	for i, s := range p.sides {
		wg.Go(func() { do(i, s) })
	}
	wg.Wait()
}

func clip(s string) string { return s[:min(len(s), 160)] }

// submit gives a request to every side.
func (p *play) submit(req complaint.Request) error {
	what := fmt.Sprintf("%s %T%+v by %s key %q", req.Case, req.Command, req.Command, req.Actor.ID, req.Key)
	got, err := p.everywhere(what, func(d *complaint.Desk) answer {
		res, err := d.Submit(p.ctx, req)
		if err != nil {
			return answer{text: err.Error(), err: err}
		}
		b, err := complaint.EncodeCase(res.Case)
		return answer{text: fmt.Sprintf("%s %d %v %s", res.How, res.Seq, res.Replayed, b), c: res.Case, err: err}
	})
	if err != nil {
		return err
	}
	if got.err != nil {
		p.failed++
	} else {
		p.accepted(req, got.c)
	}
	return nil
}

// accepted counts a command and meets the cases it made.
func (p *play) accepted(req complaint.Request, c *complaint.Case) {
	p.done[req.Command.Name()]++
	for _, id := range append(linked(c), c.ID) {
		if !slices.Contains(p.cases, id) {
			p.cases = append(p.cases, id)
		}
	}
}

// linked are the cases a case is linked to: a split opens one.
func linked(c *complaint.Case) (ids []complaint.CaseID) {
	for _, l := range c.Links {
		ids = append(ids, l.Case)
	}
	return ids
}

// key draws an idempotency key, mostly none, and remembers what it was used for.
func (p *play) key(req complaint.Request) complaint.Request {
	if chance(p, "keyed", 25) {
		req.Key = fmt.Sprintf("key %d", len(p.keyed))
		p.keyed = append(p.keyed, req)
	}
	return req
}

func (p *play) register() error {
	s := &scene{pb: p.house.pb, c: new(complaint.Case), now: p.clock.Now()}
	desk := p.house.desk
	desk.Org = p.org
	return p.submit(p.key(complaint.Request{Actor: desk, Command: s.intake(p)}))
}

// command lets somebody do something to one of the cases.
func (p *play) command() error {
	if len(p.cases) == 0 {
		return p.register()
	}
	id := pick(p, "case", p.cases)
	c, err := p.sides[0].store.Load(p.ctx, id)
	if err != nil {
		return err
	}
	lead := p.sides[0].desks[p.house.pb.ID]
	s := &scene{pb: p.house.pb, c: c, others: p.cases, now: p.clock.Now()}
	var asked error
	t := p.house.turn(p, s, func(a complaint.Actor) []complaint.Option {
		a.Org = p.org
		options, err := lead.Options(p.ctx, a, id)
		if errors.Is(err, complaint.ErrInternal) {
			asked = err
		}
		return options
	})
	if asked != nil {
		return asked
	}
	t.who.Org = p.org
	req := complaint.Request{Actor: t.who, Case: id, Command: t.cmd}
	if chance(p, "version", 10) {
		req.IfVersion = c.Version - int64(p.roll("behind", 2))
	}
	if chance(p, "late", 10) {
		req.At = s.now.Add(-time.Duration(p.roll("late by", 300)) * time.Minute)
	}
	return p.submit(p.key(req))
}

// again repeats a keyed request, as it was or with another command under the same key.
func (p *play) again() error {
	req := pick(p, "again", p.keyed)
	if chance(p, "altered", 20) && req.Case != "" {
		req.Command = complaint.Note{Text: "other"}
	}
	return p.submit(req)
}

func (p *play) sweep() error {
	_, err := p.everywhere("sweep", func(d *complaint.Desk) answer {
		s, err := d.Sweep(p.ctx)
		return answer{text: fmt.Sprintf("%+v %v", s, err), err: err}
	})
	return err
}

// deliver hands out notices to somebody who is not always there; who gets what follows from the notice alone.
func (p *play) deliver() error {
	_, err := p.everywhere("deliver", func(d *complaint.Desk) answer {
		sum, err := d.Deliver(p.ctx, func(_ context.Context, n complaint.Notice) error {
			switch luck := crc32.ChecksumIEEE(fmt.Appendf(nil, "%s/%d", n.ID, n.Attempt)) % 20; {
			case luck == 0:
				return complaint.ErrUndeliverable
			case luck < 5:
				return errNobodyThere
			}
			return nil
		})
		return answer{text: fmt.Sprintf("%+v %v", sum, err), err: err}
	})
	return err
}

var errNobodyThere = errors.New("nobody there")
