package random

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/complaint/sqlstore/sqlitefile"
	"github.com/redress-go/redress/complaint/sqlstore/sqltest"
)

// callers is how many clients work on one case at once.
const callers = 16

// crowd is some desks on one store, the nodes of a history, and who uses them.
type crowd struct {
	desks []*complaint.Desk
	house *house
	who   complaint.Actor
	began time.Time
}

// newCrowd opens desks on a store. Their clock stands still, so that nothing but the callers changes a case.
func newCrowd(t *testing.T, nodes int, store complaint.Store) *crowd {
	t.Helper()
	c := &crowd{house: newHouse(preset.Service()), began: time.Now()}
	clock := new(handClock)
	clock.Set(morning())
	for range nodes {
		desk, err := complaint.Open(t.Context(), store, &complaint.Config{Clock: clock, MaxClockSkew: -1}, c.house.pb)
		require.NoError(t, err)
		c.desks = append(c.desks, desk)
	}
	for _, r := range c.house.pb.Roles {
		may := true
		for _, command := range []string{"assess", "note", "tag", "expedite", "hold", "resume"} {
			may = may && granted(c.house.pb, r.Code, command)
		}
		if may && r.AllUnits {
			c.who = person(r.Code, c.house.pb.FallbackUnit, 1)
		}
	}
	require.NotEmpty(t, c.who.ID, "somebody may do everything")
	return c
}

// history lets the callers work on a new case, each so many times, and returns the case as it was at first and what each
// did and heard. Everything drawn follows from the seed; how the callers interleave does not.
func (c *crowd) history(t *testing.T, seed uint64, each int) (register, []porcupine.Operation) {
	t.Helper()
	reg, err := c.desks[0].Register(t.Context(), c.house.desk, complaint.Intake{
		Channel: c.house.pb.Channels[0].Code, Severity: classify.Ordinary, Text: fmt.Sprint(seed),
	})
	require.NoError(t, err)
	start := seen(reg.Case)
	all, gone := make([][]porcupine.Operation, callers), new(atomic.Int64)
	var wg sync.WaitGroup
	for i := range callers {
		wg.Go(func() {
			d, known := newDice(seed<<8|uint64(i)), start.version
			for j := range each {
				who := c.who
				who.ID, who.Name = fmt.Sprintf("caller-%d", i), fmt.Sprintf("operation %d", j)
				op := c.operation(t.Context(), d, caller{i, who, gone}, reg.Case.ID, &known)
				if in := op.Input.(input); in.do != doRead || !op.Output.(output).unknown { // a read nobody heard of says nothing
					all[i] = append(all[i], op)
				}
			}
		})
	}
	wg.Wait()
	var out []porcupine.Operation
	for _, ops := range all {
		out = append(out, ops...)
	}
	return start, out
}

// caller is a client, and who it says it is this time: no two operations are by the same.
type caller struct {
	n    int
	who  complaint.Actor
	gone *atomic.Int64 // callers of the history who went away
}

// mostGone bounds how many callers go away in one history: each of them doubles the orders that have to be looked at.
const mostGone = 4

// operation lets a caller do one thing on one of the desks. Known is the version the caller saw last. Now and then the
// caller goes away while it happens.
func (c *crowd) operation(ctx context.Context, d dice, by caller, id complaint.CaseID, known *int64) porcupine.Operation {
	in := input{do: pick(d, "do", []string{doNote, doTag, doTag, doExpedite, doHold, doResume, doRead, doRead})}
	in.tag = d.roll("tag", 6)
	if in.do != doRead && chance(d, "conditional", 30) {
		in.ifVersion = *known
	}
	desk := pick(d, "desk", c.desks)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if chance(d, "goes away", 10) && by.gone.Add(1) <= mostGone {
		timer := time.AfterFunc(time.Duration(d.roll("patience", 3000))*time.Microsecond, cancel)
		defer timer.Stop()
	}
	op := porcupine.Operation{ClientId: by.n, Input: in, Call: int64(time.Since(c.began))}
	got, err := c.give(ctx, desk, by.who, id, in)
	op.Return = int64(time.Since(c.began))
	out := told(got, err)
	if out.unknown {
		op.Return = math.MaxInt64 // it may still be on its way
	} else if got != nil {
		*known = got.Version
	}
	op.Output = out
	return op
}

// give does the operation.
func (c *crowd) give(ctx context.Context, desk *complaint.Desk, who complaint.Actor, id complaint.CaseID, in input) (*complaint.Case, error) {
	var cmd complaint.Command
	switch in.do {
	case doRead:
		return desk.Case(ctx, who, id)
	case doNote:
		cmd = complaint.Note{Text: "x"}
	case doTag:
		cmd = complaint.Tag{Add: []string{tagName(in.tag)}}
	case doExpedite:
		cmd = complaint.Expedite{}
	case doHold:
		cmd = complaint.Hold{Reason: c.reason("hold"), Text: "x"}
	case doResume:
		cmd = complaint.Resume{}
	}
	res, err := desk.Submit(ctx, complaint.Request{Actor: who, Case: id, Command: cmd, IfVersion: in.ifVersion})
	return res.Case, err
}

func (c *crowd) reason(command string) string {
	for _, r := range c.house.pb.Reasons {
		if r.Command == command {
			return r.Code
		}
	}
	return ""
}

// told is what an answer says.
func told(c *complaint.Case, err error) output {
	switch {
	case err == nil:
		return output{state: seen(c)}
	case errors.Is(err, complaint.ErrConflict):
		return output{conflict: true}
	case errors.Is(err, complaint.ErrNotAllowed):
		return output{refused: true}
	default:
		return output{unknown: true}
	}
}

// judged says whether a history is as if everything had happened one after the other.
func judged(start register, ops []porcupine.Operation) porcupine.CheckResult {
	return porcupine.CheckOperationsTimeout(model(start), ops, time.Minute)
}

// arrangements are the stores that histories are made on, by name, with who opens them.
func arrangements() map[string]func(t *testing.T) complaint.Store {
	out := map[string]func(t *testing.T) complaint.Store{
		"memory": func(*testing.T) complaint.Store { return memstore.New() },
		"sqlite": func(t *testing.T) complaint.Store {
			file, err := sqlitefile.Open(t.Context(), filepath.Join(t.TempDir(), "crowd.db"), nil)
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, file.Close()) })
			return file
		},
	}
	for _, s := range sqltest.Servers() {
		out[s.Name] = func(t *testing.T) complaint.Store {
			s.Need(t)
			return s.Store(t, s.DB(t), s.Prefix(t))
		}
	}
	return out
}

// TestSixteenCallersOnOneCaseAreAsIfOneAfterTheOther makes histories of callers who work on one case at once, on one desk
// and on three nodes, and holds that each is linearizable: there is an order, in keeping with who came after whom, in
// which everybody heard the truth.
func TestSixteenCallersOnOneCaseAreAsIfOneAfterTheOther(t *testing.T) {
	first, one := wanted(t)
	all := arrangements()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		open := all[name]
		for _, nodes := range []int{1, 3} {
			t.Run(fmt.Sprintf("%s, %d nodes", name, nodes), func(t *testing.T) {
				c := newCrowd(t, nodes, open(t))
				n := uint64(sqltest.Rounds(1, 25, 625))
				if one {
					n = 20 // the seed says what is done, not how it interleaves
				}
				unknown, operations := 0, 0
				for i := range n {
					seed := first + i
					if one {
						seed = first
					}
					start, ops := c.history(t, seed, 8)
					require.Equal(t, porcupine.Ok, judged(start, ops), "seed %d (draw it again with REDRESS_SEED=%d): %s", seed, seed, script(ops))
					operations += len(ops)
					for _, op := range ops {
						if op.Output.(output).unknown {
							unknown++
						}
					}
				}
				t.Logf("%d histories, %d operations, %d with an unknown outcome", n, operations, unknown)
			})
		}
	}
}

// script is a history for a reader.
func script(ops []porcupine.Operation) (text string) {
	for _, op := range ops {
		text += fmt.Sprintf("\n%d [%d, %d] %+v → %+v", op.ClientId, op.Call, op.Return, op.Input, op.Output)
	}
	return text
}
