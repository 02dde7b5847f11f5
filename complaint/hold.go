package complaint

import (
	"slices"
	"strconv"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// Hold pauses a case for a reason of the playbook's list: waiting for the complainant, for an appraisal (挂起). Which
// clocks stand still is the targets' own matter. Request.At dates it back.
type Hold struct {
	Reason string   `json:"reason"`
	Day    sla.Date `json:"day,omitzero"` // since the start of this day, when the hour is not known; instead of Request.At
	Text   string   `json:"text,omitempty" seal:""`
}

// Resume ends a hold. Request.At dates it back.
type Resume struct {
	Day  sla.Date `json:"day,omitzero"` // since the start of this day; instead of Request.At
	Text string   `json:"text,omitempty" seal:""`
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

// WithdrawExtension takes back an extension of a target, the last one unless another is named. It takes the level that
// granting it takes, and it is told to whom the extension was: the complainant. Whoever has the case is told too, since
// the due comes nearer.
//
// Errors: ErrInvalid for a clock that does not run; ErrForbidden "authority", with the roles that may; ErrNotAllowed with
// the clock's rule for an extension there is not.
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
	if d.c.HoldReason != "" {
		return notAllowed("on hold", "resume")
	}
	if err := d.since(cmd.Day); err != nil {
		return err
	}
	if d.at.Before(d.c.HoldChangedAt) {
		return notAllowed("before the last resumption")
	}
	if err := room(d.c.Holds, maxHolds, "holds"); err != nil {
		return err
	}
	d.count("holds", d.c.Holds)
	d.emit(FlaggedEffect{What: "on-hold", Text: cmd.Reason, On: true, At: d.at})
	return nil
}

// since dates a hold or a resumption back to the start of a day, in the zone of the playbook's calendar: not before the
// receipt, not before the last one, not into the future, not beyond the back-dating limit. Days are compared as days.
func (d *decision) since(day sla.Date) error {
	switch {
	case day.IsZero():
		return nil
	case !d.at.Equal(d.now):
		return invalid("day", "instead of an effective time")
	}
	at, err := d.rules.calendar.ReadHoldTime(day.String(), sla.Backdating{Received: d.c.Received, Last: d.c.HoldChangedAt, Now: d.now})
	switch {
	case err != nil:
		return clockRefusal(err)
	case d.rules.tooLate(at, d.now):
		return invalid("day", "must lie within the back-dating limit")
	}
	d.at = stamp(at)
	return nil
}

func (cmd Resume) decide(d *decision) error {
	if d.c.HoldReason == "" {
		return notAllowed("not on hold", "hold")
	}
	if err := d.since(cmd.Day); err != nil {
		return err
	}
	if d.at.Before(d.c.HoldChangedAt) {
		return notAllowed("before the hold")
	}
	d.emit(FlaggedEffect{What: "on-hold", At: d.at})
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
	if d.knowsNot(cmd.Target, cmd.Instance) {
		return clockRefusal(&sla.RefusedError{
			Target: cmd.Target, Instance: cmd.Instance, Rule: sla.RefusedNoTimer, Detail: "no such clock is running",
		})
	}
	asked := ExtensionRequest{Target: cmd.Target, Instance: cmd.Instance, Rule: cmd.Rule, Span: cmd.Span, Date: cmd.Date}
	timers, err := d.extended(&asked, d.at)
	if err != nil {
		return err
	}
	if by := d.rules.roles[rule.Approver]; by != nil && d.rules.level(d.actor) < by.Level {
		return d.askExtension(asked, by.Level)
	}
	d.timers = timers
	if !d.keptToSome(cmd.Target, cmd.Instance) {
		d.tell(d.draft, Complainant, "extended", "target:"+cmd.Target)
	}
	return nil
}

// extended is the timers with an extension that was asked for at an instant.
func (d *decision) extended(asked *ExtensionRequest, at time.Time) ([]sla.Timer, error) {
	timers, err := d.rules.policy.Extend(d.timers, asked.Target, sla.Extension{
		Instance: asked.Instance, Rule: asked.Rule, Span: asked.Span, Date: asked.Date,
		Reason: "sealed", // the command was asked for one; the words are in its box
	}, at)
	if err != nil {
		return nil, clockRefusal(err)
	}
	return timers, nil
}

// askExtension opens an approval by a role of the level the rule asks for.
func (d *decision) askExtension(asked ExtensionRequest, level int) error {
	for _, a := range d.c.Approvals {
		if a.Status == ApprovalPending && a.asksExtension() && a.Extension.Target == asked.Target && a.Extension.Instance == asked.Instance {
			return notAllowed("asked already", "approve", "deny")
		}
	}
	may := d.rules.commands["approve"].roles
	roles := d.rules.rolesWhere(func(r *playbook.Role) bool { return r.Level >= level && may[r.Code]&(1<<d.c.Severity) != 0 })
	if d.keptToSome(asked.Target, asked.Instance) {
		t := d.clockTask(asked.Target, asked.Instance)
		in := slices.DeleteFunc(slices.Clone(roles), func(code string) bool { return !slices.Contains(t.VisibleTo, code) })
		if len(in) == 0 {
			return forbidden("authority", roles...) // nobody who knows of the task may decide
		}
		roles = in
	}
	return d.openApprovalFor(Approval{Extension: asked}, roles)
}

// grantExtension moves the due as it was asked for: what counts is when it was asked, so a due that passed while the
// question lay there is met or missed by the answer.
func (d *decision) grantExtension(a *Approval) error {
	timers, err := d.extended(&a.Extension, a.Opened)
	if err != nil {
		return err
	}
	d.timers = timers
	if !d.keptToSome(a.Extension.Target, a.Extension.Instance) {
		d.tell(d.draft, Complainant, "extended", "target:"+a.Extension.Target)
	}
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
	return 0, errNoClock()
}

// MakePromise tells the complainant a time by which they hear from us again (承诺). It is watched like any other deadline.
type MakePromise struct {
	What     string    `json:"what,omitempty" code:""` // code: answer, call, visit, repair
	Due      time.Time `json:"by"`
	Replaces int       `json:"instead,omitempty"` // the promise it takes the place of: told in time, that one is kept (R03)
	Text     string    `json:"text,omitempty" seal:""`
}

// Name implements Command.
func (MakePromise) Name() string { return "promise" }

func (cmd MakePromise) decide(d *decision) error {
	by := stamp(cmd.Due)
	if !by.After(d.now) {
		return invalid("by", "in the future")
	}
	if err := room(len(d.c.Promises), maxParts, "promises"); err != nil {
		return err
	}
	if d.c.Anonymous {
		return notAllowed("anonymous") // there is nobody to promise anything to
	}
	if cmd.Replaces > 0 {
		if err := d.promiseAgain(cmd.Replaces, len(d.c.Promises)+1); err != nil {
			return err
		}
	}
	return d.promised(Promise{ID: len(d.c.Promises) + 1, What: cmd.What, Due: by, Replaces: cmd.Replaces})
}

// promised records a promise and starts its clock.
func (d *decision) promised(p Promise) error {
	d.emit(PromisedEffect{p})
	return d.happen(d.draft, "promise", map[string]string{"promise": strconv.Itoa(p.ID), "by": p.Due.Format(timeFormat)})
}

// promiseAgain ends a promise whose time was told anew, and counts it.
func (d *decision) promiseAgain(id, again int) error {
	if err := d.endPromise(id, again > 0); err != nil {
		return err
	}
	old := *find(d.c.Promises, id)
	old.ReplacedBy = again
	d.emit(PromisedEffect{old})
	n := d.count("renewed", d.c.Renewed)
	if limit := d.rules.pb.Promise.Notify; limit > 0 && n >= limit {
		d.tell(d.draft, "head", "promised-again", "promise:"+strconv.Itoa(again))
	}
	return nil
}

// keepPromise records that a promise was kept, late or in time: its clock knows.
func (d *decision) keepPromise(id int) error { return d.endPromise(id, false) }

// endPromise keeps a promise; again says that another one takes its place.
func (d *decision) endPromise(id int, again bool) error {
	p := find(d.c.Promises, id)
	switch {
	case p == nil:
		return invalid("promise", "no such promise")
	case !p.Kept.IsZero():
		return notAllowed("kept")
	}
	kept := *p
	kept.Kept = d.at
	d.emit(PromisedEffect{kept})
	open := again || slices.ContainsFunc(d.c.Promises, func(o Promise) bool { return o.Kept.IsZero() })
	return d.happen(d.draft, "promise-kept", map[string]string{"promise": strconv.Itoa(id), "open": yes(open)})
}
