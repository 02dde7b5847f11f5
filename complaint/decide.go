package complaint

import (
	"slices"
	"time"

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
	lineage []CaseID          // for a link that puts a case under this one: what this one is under, all the way up
	from    CaseID            // the case the command was given to, when this is another one
	fresh   *draft            // the case that register and split open
	past    []CaseID          // for register: handled cases of the same complainant and matter
	purse   *purse            // what the complainant was paid over all their cases; nil where no limit asks

	happened []occurrence // events that a playbook reacts to
	reacting bool         // what happens now follows from a reaction, and starts no further one
	aside    bool         // the reaction is on another case than the command's

	invitation int // that a FollowUp answers by token, 0 when it does not
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

// when is the effective time of the command for a case.
func (d *decision) when(on *draft) time.Time {
	if on.at.IsZero() {
		return d.at
	}
	return on.at
}

// notice tells somebody something: recorded in the entry, sent through the outbox.
func (d *draft) notice(kind, to, ref string) {
	d.emit(NoticedEffect{Notice: kind, To: to, Ref: ref})
}

// act remembers that the actor did the command, where a rule of separation may ask later.
func (d *decision) act(command string) {
	if d.rules.remembered[command] && d.actor.Role != systemRole {
		if !slices.Contains(d.c.Acts, Act{command, d.actor.ID}) {
			d.emit(FlaggedEffect{What: "act", Text: command + " " + d.actor.ID, On: true})
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
	d.emit(CountedEffect{What: what, Value: value + 1})
	return value + 1
}
