package complaint

import (
	"strconv"
	"time"

	"github.com/redress-go/redress/sla"
)

// Hold pauses a case for a reason of the playbook's list: waiting for the complainant, for an appraisal (挂起). Which
// clocks stand still is the targets' own matter. Request.At dates it back.
type Hold struct {
	Reason string `json:"reason"`
	Text   string `json:"text,omitempty" seal:""`
}

// Resume ends a hold. Request.At dates it back.
type Resume struct {
	Text string `json:"text,omitempty" seal:""`
}

// Extend moves the due of a target by one of the target's extension rules (延期): asked before expiry, with a reason, by
// somebody of the rule's level, inside the target's limit.
type Extend struct {
	Target   string   `json:"target"`
	Instance string   `json:"instance,omitempty"`
	Rule     string   `json:"rule"`          // name of the target's extension rule
	Span     sla.Span `json:"span,omitzero"` // less than the rule allows; zero asks for all of it
	Date     sla.Date `json:"date,omitzero"` // the new last day, instead of a span
	Reason   string   `json:"reason,omitempty"`
	Text     string   `json:"text,omitempty" seal:""`
}

// WithdrawExtension takes back the last extension of a target.
type WithdrawExtension struct {
	Target   string `json:"target"`
	Instance string `json:"instance,omitempty"`
	ID       int    `json:"id,omitempty"` // number of the extension; 0 is the last one
}

// Name implements Command.
func (Hold) Name() string { return "hold" }

// Name implements Command.
func (Resume) Name() string { return "resume" }

// Name implements Command.
func (Extend) Name() string { return "extend" }

// Name implements Command.
func (WithdrawExtension) Name() string { return "withdraw-extension" }

func (cmd Hold) attrs() map[string]string { return map[string]string{"reason": cmd.Reason} }

func (cmd Hold) decide(d *decision) error {
	if err := d.reason(cmd.Reason, ""); err != nil {
		return err
	}
	if d.c.OnHold != "" {
		return notAllowed("on hold", "resume")
	}
	if d.at.Before(d.c.HeldAt) {
		return notAllowed("before the last resumption")
	}
	if err := room(d.c.Holds, maxHolds, "holds"); err != nil {
		return err
	}
	d.count("holds", d.c.Holds)
	d.emit(Flagged{What: "on-hold", Text: cmd.Reason, On: true, At: d.at})
	return nil
}

func (cmd Resume) decide(d *decision) error {
	if d.c.OnHold == "" {
		return notAllowed("not on hold", "hold")
	}
	if d.at.Before(d.c.HeldAt) {
		return notAllowed("before the hold")
	}
	d.emit(Flagged{What: "on-hold", At: d.at})
	return nil
}

func (cmd Extend) decide(d *decision) error {
	if err := d.reason(cmd.Reason, cmd.Text); err != nil {
		return err
	}
	rule := d.rules.extension(cmd.Target, cmd.Rule)
	if rule == nil {
		return invalid("rule", "unknown extension rule")
	}
	if by := d.rules.roles[rule.Approver]; by != nil && d.rules.level(d.actor) < by.Level {
		return forbidden("extension", rule.Approver)
	}
	why := cmd.Reason
	if why == "" {
		why = "sealed" // the words are in the box; the rule only asks that there are some
	}
	x := sla.Extension{Instance: cmd.Instance, Rule: cmd.Rule, Span: cmd.Span, Date: cmd.Date, Reason: why}
	timers, err := d.rules.policy.Extend(d.timers, cmd.Target, x, d.at)
	if err != nil {
		return clockRefusal(err)
	}
	d.timers = timers
	d.tell(d.draft, Complainant, "extended", "target:"+cmd.Target)
	return nil
}

func (cmd WithdrawExtension) decide(d *decision) error {
	i, err := d.liveClock(cmd.Target, cmd.Instance)
	if err != nil {
		return err
	}
	id := cmd.ID
	if granted := d.timers[i].Extensions; id == 0 && len(granted) > 0 {
		id = granted[len(granted)-1].ID
	}
	timers, err := d.rules.policy.WithdrawExtension(d.timers, cmd.Target, cmd.Instance, id, d.at)
	if err != nil {
		return clockRefusal(err)
	}
	d.timers = timers
	return nil
}

// extension returns a target's extension rule by name, nil when there is none.
func (r *rules) extension(target, name string) *sla.ExtensionRule {
	for i := range r.pb.Targets {
		for j := range r.pb.Targets[i].Extensions {
			if x := &r.pb.Targets[i].Extensions[j]; r.pb.Targets[i].Name == target && x.Name == name {
				return x
			}
		}
	}
	return nil
}

// liveClock returns the index of the running timer of a target.
func (d *decision) liveClock(target, instance string) (int, error) {
	for i := range d.timers {
		if t := &d.timers[i]; t.Target == target && t.Instance == instance && t.Live() {
			return i, nil
		}
	}
	return 0, invalid("target", "no such running clock")
}

// MakePromise tells the complainant a time by which they hear from us again (承诺). It is watched like any other deadline.
type MakePromise struct {
	What string    `json:"what,omitempty" code:""` // code: answer, call, visit, repair
	By   time.Time `json:"by"`
	Text string    `json:"text,omitempty" seal:""`
}

// Name implements Command.
func (MakePromise) Name() string { return "promise" }

func (cmd MakePromise) decide(d *decision) error {
	by := stamp(cmd.By)
	if !by.After(d.now) {
		return invalid("by", "in the future")
	}
	if err := room(len(d.c.Promises), maxParts, "promises"); err != nil {
		return err
	}
	p := Promise{ID: len(d.c.Promises) + 1, What: cmd.What, By: by}
	d.emit(Promised{p})
	return d.happen(d.draft, "promise", map[string]string{"promise": strconv.Itoa(p.ID), "by": by.Format(timeFormat)})
}

// keepPromise records that a promise was kept, late or in time: its clock knows.
func (d *decision) keepPromise(id int) error {
	p := find(d.c.Promises, id)
	switch {
	case p == nil:
		return invalid("promise", "no such promise")
	case !p.Kept.IsZero():
		return notAllowed("kept")
	}
	kept := *p
	kept.Kept = d.at
	d.emit(Promised{kept})
	return d.happen(d.draft, "promise-kept", map[string]string{"promise": strconv.Itoa(id)})
}
