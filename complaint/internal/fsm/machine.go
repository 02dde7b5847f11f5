package fsm

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	looplab "github.com/looplab/fsm"
)

// guardCallback is the one callback a machine has. Its name is looplab's for “before every event”;
// every other callback runs when the state has already changed, or may be misspelt without notice.
const guardCallback = "before_event"

// Fire moves a case that is in the state from by an event, and gives the state it is in afterwards:
// the next one, or from itself with an error. The error is a *NotAllowed when the table has no such
// transition, a *Refused when a guard said no, a *Panicked when a guard panicked, a *Disagreed when
// the machine did something else than the table says. A cancelled ctx changes nothing: deciding
// takes no time, and a machine that is cancelled half way is wedged for ever. Safe for concurrent
// use.
func (t *Table) Fire(ctx context.Context, event, from string, arg any) (to string, err error) {
	want, ok := t.To(event, from)
	if !ok {
		return from, &NotAllowed{Event: event, From: from, Allowed: t.Events(from)}
	}
	machine, _ := t.machines.Get().(*looplab.FSM)
	clean := false
	defer func() {
		if clean {
			t.machines.Put(machine)
			return
		}
		// Not clean and nothing to recover: a *Disagreed, or a guard that ended its goroutine.
		// Either way the machine is dropped.
		if value := recover(); value != nil {
			to, err = from, &Panicked{Event: event, From: from, Value: value, Stack: debug.Stack()}
		}
	}()
	machine.SetState(from)
	err = machine.Event(withoutCancel(ctx), event, arg)
	to, clean, err = outcome(edge{event, from}, want, machine.Current(), err)
	return to, err
}

// newMachine builds a machine from the table, about ten times the work of using one. It is any for
// sync.Pool.
func (t *Table) newMachine() any {
	events := make(looplab.Events, len(t.transitions))
	for i, tr := range t.transitions {
		events[i] = looplab.EventDesc{Name: tr.Event, Src: tr.From, Dst: tr.To}
	}
	return looplab.NewFSM(t.initial, events, looplab.Callbacks{guardCallback: t.guard})
}

// guard asks the guards of the transition about to happen. Only Cancel stops it: an error left in
// the event alone would be returned after the state had changed. Nothing in here may touch the
// machine, whose locks are held.
func (t *Table) guard(_ context.Context, e *looplab.Event) {
	for _, g := range t.rows[edge{e.Event, e.Src}].guards {
		if err := g.pass(e.Args[0]); err != nil {
			e.Cancel(&Refused{Event: e.Event, From: e.Src, Guard: g.name, Err: err})
			return
		}
	}
}

// outcome turns what the machine did into what Fire returns, and says whether the machine may be used
// again. No error of the machine's own leaves.
func outcome(did edge, want, got string, err error) (to string, clean bool, _ error) {
	if err == nil && got == want {
		return want, true, nil
	}
	var canceled looplab.CanceledError
	if errors.As(err, &canceled) && got == did.from {
		return did.from, true, canceled.Err
	}
	return did.from, false, &Disagreed{Event: did.event, From: did.from, Want: want, Got: got, Detail: fmt.Sprint(err)}
}

// withoutCancel keeps the values of a context only; nil counts as the empty one.
func withoutCancel(ctx context.Context) context.Context {
	if ctx == nil {
		return context.Background()
	}
	return context.WithoutCancel(ctx)
}
