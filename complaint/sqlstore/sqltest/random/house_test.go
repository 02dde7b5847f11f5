package random

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
)

// morning is the Wednesday every play begins on, 09:00 in Shanghai.
func morning() time.Time { return time.Date(2026, 3, 4, 1, 0, 0, 0, time.UTC) }

// handClock is moved by hand, in whole microseconds.
type handClock struct{ micros atomic.Int64 }

func (c *handClock) Now() time.Time      { return time.UnixMicro(c.micros.Load()).UTC() }
func (c *handClock) Set(t time.Time)     { c.micros.Store(t.UnixMicro()) }
func (c *handClock) Add(d time.Duration) { c.micros.Add(d.Microseconds()) }

// entropy is a desk's source of randomness that can be wound back to a seed. It is safe for concurrent use.
type entropy struct {
	mu sync.Mutex
	r  *rand.ChaCha8
}

func newEntropy(seed uint64) *entropy {
	e := new(entropy)
	e.reset(seed)
	return e
}

func (e *entropy) reset(seed uint64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.r = rand.NewChaCha8([32]byte([]byte(fixed(seed))))
}

func (e *entropy) Read(b []byte) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.r.Read(b)
}

// fixed writes a number in 32 digits.
func fixed(n uint64) string {
	s := strconv.FormatUint(n, 10)
	return "00000000000000000000000000000000"[:32-len(s)] + s
}

// dice draws numbers below n. The same dice give the same play; what names the draw for whoever reads a failure.
type dice interface{ roll(what string, n int) int }

// pick draws one of a list that is not empty.
func pick[T any](d dice, what string, from []T) T { return from[d.roll(what, len(from))] }

// chance is true so many times in a hundred.
func chance(d dice, what string, percent int) bool { return d.roll(what, 100) < percent }

// pcg are dice of a seed.
type pcg struct{ *rand.Rand }

func newDice(seed uint64) pcg { return pcg{rand.New(rand.NewPCG(seed, 0x5eed))} }

func (p pcg) roll(_ string, n int) int { return p.IntN(n) }

// house is a playbook and who works by it.
type house struct {
	pb   *playbook.Playbook
	desk complaint.Actor // takes complaints in
	head complaint.Actor // reaches every unit and sees personal data, as far as a role may do both
}

func newHouse(pb *playbook.Playbook) *house {
	h := &house{pb: pb}
	for _, r := range pb.Roles {
		if h.desk.ID == "" && granted(pb, r.Code, "register") {
			h.desk = person(r.Code, pb.FallbackUnit, 1)
		}
		if r.AllUnits && (h.head.ID == "" || r.SeesPersonal) {
			h.head = person(r.Code, pb.FallbackUnit, 9)
		}
	}
	return h
}

// houses are all presets, each fresh.
func houses() []*house {
	var out []*house
	for _, pb := range preset.All() {
		out = append(out, newHouse(pb))
	}
	return out
}

// person is somebody of a role in a unit; two of the same role, unit and number are one person.
func person(role, unit string, n int) complaint.Actor {
	return complaint.Actor{ID: role + "-" + unit + "-" + strconv.Itoa(n), Role: role, Unit: unit}
}

// granted reports whether a role may do a command at any severity.
func granted(pb *playbook.Playbook, role, command string) bool {
	return slices.ContainsFunc(pb.Grants, func(g playbook.Grant) bool {
		return slices.Contains(g.Roles, role) && slices.Contains(g.Commands, command) && len(g.Severities) == 0
	})
}

// someone draws a person for a case: mostly of its unit.
func (h *house) someone(d dice, c *complaint.Case) complaint.Actor {
	unit := c.Unit
	if unit == "" || chance(d, "other unit", 20) {
		unit = pick(d, "unit", h.pb.Units).Code
	}
	return person(pick(d, "role", h.pb.Roles).Code, unit, 1+d.roll("person", 2))
}

// movers are the commands that bring a case along, the later ones first.
func movers() []string {
	return []string{
		"archive", "close", "follow-up", "decide-appeal", "resolve", "execute", "reply", "offer", "approve", "propose", "complete-task",
		"find", "plan", "take-on", "dispatch", "assess", "admit", "acknowledge",
	}
}

// turn is what somebody does next.
type turn struct {
	who complaint.Actor
	cmd complaint.Command
}

// turn draws who does what to a case. Mostly it is something they may, and often something that brings the case along, so
// that plays get somewhere; options says what an actor may.
func (h *house) turn(d dice, s *scene, options func(complaint.Actor) []complaint.Option) turn {
	who, name := h.someone(d, s.c), ""
	for range 3 {
		var may, on []string
		for _, o := range options(who) {
			if !o.OK || o.Command == "register" {
				continue
			}
			may = append(may, o.Command)
			if slices.Contains(movers(), o.Command) {
				on = append(on, o.Command)
			}
		}
		if len(on) > 0 && chance(d, "onward", 60) {
			name = pick(d, "mover", on)
			break
		}
		if len(may) > 0 && chance(d, "allowed", 70) {
			name = pick(d, "command", may)
			break
		}
		who = h.someone(d, s.c)
	}
	if name == "" {
		name = pick(d, "any command", playbook.Commands())
	}
	s.who = who
	return turn{who, s.command(d, name)}
}
