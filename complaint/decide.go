package complaint

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint/internal/fsm"
	"github.com/redress-go/redress/sla"
)

// decision is what a command decides in: who, when, by which rules, on which cases. Nothing in it can wait, fail for
// reasons outside, or be seen by anybody before the unit is committed.
type decision struct {
	*draft // the case the command was given to

	desk    *deskFacts
	cmd     Command
	private bool // the command has a sealed part
	actor   Actor
	now     time.Time // recorded
	at      time.Time // effective
	staff   *Staff
	usedST  bool // the staff snapshot chose somebody
	pick    Picker
	others  map[CaseID]*draft // the cases the command names, which it may change
	family  map[CaseID]*Case  // members of the case, which guards look at
	from    CaseID            // the case the command was given to, when this is another one
	fresh   *draft            // the case that register and split open
	past    []CaseID          // for register: handled cases of the same complainant and matter
	purse   *purse            // what the complainant was paid over all their cases; nil where no limit asks

	happened []occurrence // events that a playbook reacts to
	reacting bool         // what happens now follows from a reaction, and starts no further one
	aside    bool         // the reaction is on another case than the command's
}

// deskFacts is what a decision may know of the desk.
type deskFacts struct {
	org    string
	id     CaseID // of the case to be
	number string // reserved for it
	series string // the part of it before the running number
	batch  string // search hash of the batch that an intake belongs to, "" for none
	adopt  func(id, version string) (*rules, error)
}

// draft is a case under decision: the effects so far and the state they give.
type draft struct {
	rules   *rules
	c       *Case // a copy of the case as loaded, with the effects applied
	fx      []Effect
	timers  []sla.Timer
	own     bool      // the timers are a copy of this draft's
	ended   bool      // the case was ended by this command
	cmd     Command   // as recorded, when it differs from the one submitted
	at      time.Time // when it happened to this case, when that is not the command's own time
	refresh bool      // facts that terms depend on have changed
	adopted bool      // another version of the playbook runs the case now
	erase   bool      // the boxes are to be deleted
	reseal  bool      // the boxes are to be sealed again
	unmatch bool      // the search hashes are to be deleted
}

func newDraft(r *rules, c *Case) *draft {
	d := &draft{rules: r, c: new(Case)}
	if c != nil {
		*d.c, d.timers = *c, c.Clocks
	}
	return d
}

// emit records an effect and applies it to the draft.
func (d *draft) emit(fx Effect) {
	d.fx = append(d.fx, fx)
	fx.apply(d.c)
}

// fire moves the state by an event of the life cycle, if the table and its guards let it.
func (d *decision) fire(on *draft, event string) error {
	from := string(on.c.State)
	to, err := on.rules.table.Fire(context.Background(), event, from, &guarded{d, on})
	if err != nil {
		return d.refusal(on, err)
	}
	moved := Moved{From: State(from), To: State(to), Event: event}
	ends := State(to).Ended() && !State(from).Ended()
	if ends {
		moved.Ended = d.when(on)
	}
	on.emit(moved)
	if on.c.OnHold != "" && (ends || to == string(Resolved)) {
		on.emit(Flagged{What: "on-hold", At: d.when(on)}) // nobody waits for anything any more
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

// when is the effective time of the command for a case.
func (d *decision) when(on *draft) time.Time {
	if on.at.IsZero() {
		return d.at
	}
	return on.at
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

// facts are what terms and steps may read of a case. None of them is personal.
func (d *draft) facts(name string) string {
	c := d.c
	switch name {
	case "state":
		return string(c.State)
	case "kind":
		return c.Kind
	case "channel":
		return c.Channel
	case "severity":
		return c.Severity.String()
	case "validity":
		return c.Validity
	case "nature":
		return c.Nature
	case "scope":
		return c.Scope
	case "unit":
		return c.Unit
	case "owned":
		return yes(c.Owner != "")
	case "priority":
		return strconv.Itoa(c.Priority)
	case "level":
		return strconv.Itoa(c.Level)
	case "cycle":
		return strconv.Itoa(c.Cycle)
	case "incomplete":
		return yes(len(c.Missing) > 0)
	case "satisfied":
		return c.satisfaction()
	case "people":
		return strconv.Itoa(c.People)
	}
	return d.lifeFact(name)
}

// lifeFact are the facts about how the case was brought and what has become of it.
func (d *draft) lifeFact(name string) string {
	c := d.c
	switch name {
	case "anonymous":
		return yes(c.Anonymous)
	case "confidential":
		return yes(c.Confidential)
	case "joint":
		return yes(d.joint())
	case "expedites":
		return strconv.Itoa(c.Expedites)
	case "returns":
		return strconv.Itoa(c.Returns)
	case "renewed":
		return strconv.Itoa(c.Renewed)
	case "outcome":
		return c.Outcome
	case "held":
		return c.OnHold
	case "reported":
		return yes(c.Reported)
	case "instructed":
		return yes(c.Instructed)
	}
	return c.namedFact(name)
}

// namedFact are the facts with a name of their own: tag.CODE, flag.CODE, category.AXIS, field.NAME.
func (c *Case) namedFact(name string) string {
	prefix, code, _ := strings.Cut(name, ".")
	switch prefix {
	case "tag":
		return yes(slices.Contains(c.Tags, code))
	case "flag":
		return yes(slices.Contains(c.Flags, code))
	case "category":
		return c.Categories[code]
	case "field":
		return c.Fields[code]
	}
	return ""
}

// joint reports whether enough people complain together for the playbook to call it a joint complaint.
func (d *draft) joint() bool {
	from := d.rules.pb.Joint.From
	return from > 0 && d.c.People >= from
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// satisfaction is the last follow-up's answer: yes, no, or "" when nobody was reached.
func (c *Case) satisfaction() string {
	for _, f := range slices.Backward(c.FollowUps) {
		if f.Reached && f.Cycle == c.Cycle {
			return yes(f.Satisfied)
		}
	}
	return ""
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
		on.emit(Stepped{StepID: stepOf(s), Restored: true})
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
		on.emit(Woken{wake})
	}
	return nil
}

// endClocks ends what was running when the case was ended. What the ending itself has started goes on: filing, erasure.
func (d *draft) endClocks(at time.Time) {
	out := slices.Clone(d.timers)
	for i := range out {
		if k := indexClock(d.c.Clocks, &out[i]); k >= 0 && d.c.Clocks[k].Live() {
			out[i] = d.rules.policy.End(out[i:i+1:i+1], at)[0]
		}
	}
	d.timers, d.own = out, true
}

// notice tells somebody something: recorded in the entry, sent through the outbox.
func (d *draft) notice(kind, to, ref string) {
	d.emit(Noticed{Notice: kind, To: to, Ref: ref})
}

// act remembers that the actor did the command, where a rule of separation may ask later.
func (d *decision) act(command string) {
	if d.rules.remembered[command] && d.actor.Role != systemRole {
		if !slices.Contains(d.c.Acts, Act{command, d.actor.ID}) {
			d.emit(Flagged{What: "act", Text: command + " " + d.actor.ID, On: true})
		}
	}
}

// other returns the draft of a case the command names.
func (d *decision) other(id CaseID) (*draft, error) {
	if on, ok := d.others[id]; ok && id != d.c.ID {
		return on, nil
	}
	return nil, &Error{Code: ErrNotFound, Case: id}
}

// count sets a counter to one more.
func (d *draft) count(what string, value int) int {
	d.emit(Counted{What: what, Value: value + 1})
	return value + 1
}
