package complaint

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/redress-go/redress/complaint/internal/fsm"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// fire moves the state by an event of the life cycle, if the table and its guards let it.
func (d *decision) fire(on *draft, event string) error {
	from := string(on.c.State)
	to, err := on.rules.table.Fire(context.Background(), event, from, &guarded{d, on})
	if err != nil {
		return d.refusal(on, err)
	}
	moved := MovedEffect{From: State(from), To: State(to), Event: event}
	ends := State(to).Ended() && !State(from).Ended()
	if ends {
		moved.Ended = d.when(on)
	}
	on.emit(moved)
	if on.c.HoldReason != "" && (ends || to == string(Resolved)) {
		on.emit(FlaggedEffect{What: "on-hold", At: d.when(on)}) // nobody waits for anything any more
	}
	if to == string(Resolved) {
		on.keep()
	}
	on.refresh = true
	if err := d.happen(on, "enter", map[string]string{"state": to}); err != nil {
		return err
	}
	if ends {
		on.ended = true
		d.warnOpen(on)
		if err := d.endAssignment(on, event); err != nil {
			return err
		}
	}
	if err := d.surveys(on, State(to)); err != nil {
		return err
	}
	return d.openTasks(on, State(to))
}

// refusal turns the machine's answer into ours: its types never leave.
func (d *decision) refusal(on *draft, err error) error {
	var no *fsm.NotAllowed
	var refused *fsm.Refused
	switch {
	case errors.As(err, &no):
		return notAllowed("state", on.rules.allowedIn(on.c.State)...)
	case errors.As(err, &refused):
		return refused.Err
	default:
		return &Error{Code: ErrInternal, Rule: "guard", Err: err}
	}
}

// happen tells the timers of a case that something happened, at the effective time of the command.
func (d *decision) happen(on *draft, kind string, attrs map[string]string) error {
	at, recorded := d.when(on), d.now
	if _, step := d.cmd.(Tick); step || d.actor.Role == systemRole && !d.reacting {
		recorded = at // a step belongs to its scheduled time, whenever somebody sweeps
	}
	ev := sla.Event{Kind: kind, At: at, Recorded: recorded, Attrs: attrs}
	d.react(on, ev)
	apply := on.rules.policy.Apply
	if on.own {
		apply = on.rules.policy.ApplyOwn
	}
	timers, err := apply(on.timers, ev, on.facts)
	if err != nil {
		return clockRefusal(err)
	}
	on.own = on.own || !sameTimers(timers, on.timers)
	on.timers = timers
	return nil
}

// clockRefusal is the refusal of a timer: an extension or hold its rules do not allow.
func clockRefusal(err error) error {
	refused := &Error{Code: ErrNotAllowed, Rule: "clock", Err: err}
	var why *sla.RefusedError
	if errors.As(err, &why) {
		refused.Rule = "clock: " + why.Rule
	}
	return refused
}

// finish settles what follows from the effects: terms that read changed facts, clocks, undone steps, the next wake.
func (d *decision) finish(on *draft) error {
	if on.refresh && len(on.timers) > 0 && !on.c.State.Ended() {
		follow := on.rules.policy.Refresh
		if on.adopted {
			follow = on.rules.policy.Adopt
		}
		timers, err := follow(on.timers, on.facts, d.when(on))
		if err != nil {
			return clockRefusal(err)
		}
		on.timers = timers
	}
	if on.ended {
		on.endClocks(d.when(on))
	}
	for _, s := range on.rules.policy.Restored(on.timers) {
		on.timers = on.rules.policy.Restore(on.timers, s)
		on.emit(SteppedEffect{StepID: stepOf(s), Restored: true})
	}
	on.timers = prune(on.timers)
	if fx, changed := clockChanges(on.c.Clocks, on.timers); changed {
		on.fx = append(on.fx, fx)
		on.c.Clocks = on.timers // what applying it gives
	}
	var wake time.Time
	if next, ok := on.rules.policy.Next(on.timers); ok {
		wake = next.Wake()
	}
	if !wake.Equal(on.c.Wake) {
		on.emit(WokenEffect{wake})
	}
	return nil
}

// endClocks ends what was running when the case was ended. What the ending itself has started goes on: filing, erasure. So
// does the clock of an invitation to the survey, whose way surveys has decided.
func (d *draft) endClocks(at time.Time) {
	out := slices.Clone(d.timers)
	for i := range out {
		if k := indexClock(d.c.Clocks, &out[i]); k >= 0 && d.c.Clocks[k].Live() && out[i].Target != playbook.SurveyTarget {
			out[i] = d.rules.policy.End(out[i:i+1:i+1], at)[0]
		}
	}
	d.timers, d.own = out, true
}
