package sla

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Extension asks for a later due.
type Extension struct {
	// Instance names the timer when its target has several.
	Instance string
	// Rule is the name of the ExtensionRule.
	Rule string
	// Span asks for less than the rule allows, in the rule's unit; zero asks
	// for all of it.
	Span Span
	// Date names the new last day instead. It ends as the days of the term do;
	// for terms in open time at close of business, in real time at 24:00. It
	// must lie after the present due and within what the rule allows.
	Date Date
	// Reason says why. It must not be blank, and is not kept in the timer.
	Reason string
}

// Extend moves the due of a live timer by one of its target's extension rules.
// It must be asked for at or before the due, with a reason, no more often than
// the rule allows, to a later due, and all extensions together stay within
// Target.ExtendLimit. A paused timer may be extended; the dues compared are
// those if it resumed now. Warnings that lie ahead again may fire again. It
// returns a *RefusedError, and the timers unchanged, when a rule forbids it. The
// dues before and after are kept in Timer.Extensions.
// Whether somebody of the level ExtensionRule.Approver agreed is for the host.
func (p *Policy) Extend(timers []Timer, name string, x Extension, now time.Time) ([]Timer, error) {
	now = instant(now)
	t, i, err := p.running(timers, name, x.Instance)
	if err != nil {
		return timers, err
	}
	refuse := func(rule, detail string) ([]Timer, error) {
		return timers, &RefusedError{Target: name, Instance: x.Instance, Rule: rule, Detail: detail}
	}
	before := t.resumed(&timers[i], now)
	k := slices.IndexFunc(t.Extensions, func(r ExtensionRule) bool { return r.Name == x.Rule })
	switch {
	case strings.TrimSpace(x.Reason) == "":
		return refuse(RefusedReason, "an extension needs a reason")
	case k < 0:
		return refuse(RefusedNoRule, "there is no extension "+strconv.Quote(x.Rule))
	case before.Due.Before(now) && !(timers[i].Held() && timers[i].Due.IsZero()):
		return refuse(RefusedExpired, "was due "+before.Due.Format(time.RFC3339))
	case before.uses(x.Rule) >= max(t.Extensions[k].Max, 1):
		return refuse(RefusedCount, "was used "+strconv.Itoa(before.uses(x.Rule))+" times")
	}
	after, rule, detail := t.grant(&before, t.Extensions[k], x, now)
	if rule != "" {
		return refuse(rule, detail)
	}
	granted := &after.Extensions[len(after.Extensions)-1] // in a list of its own
	granted.OldDue, granted.OldDate = before.Due, before.DueDate
	granted.NewDue, granted.NewDate = after.Due, after.DueDate
	out := slices.Clone(timers)
	out[i].Extensions = after.Extensions
	t.compute(&out[i])
	t.rearm(&out[i], &timers[i], now)
	return out, nil
}

// running finds the live timer of that name and instance, with a term.
func (p *Policy) running(timers []Timer, name, instance string) (*target, int, error) {
	t := p.byName[name]
	i := slices.IndexFunc(timers, func(tm Timer) bool {
		return tm.Target == name && tm.Instance == instance && tm.Live() && !tm.idle()
	})
	if t == nil || i < 0 {
		return nil, 0, &RefusedError{
			Target: name, Instance: instance, Rule: RefusedNoTimer,
			Detail: "no such clock is running",
		}
	}
	return t, i, nil
}

// grant computes the timer with the extension, or the rule that refuses it.
func (t *target) grant(before *Timer, rule ExtensionRule, x Extension, now time.Time) (after Timer, refused, detail string) {
	span := x.Span
	if span.IsZero() {
		span = rule.Span
	}
	if span.unit != rule.Span.unit || span.n > rule.Span.n || span.n < 0 {
		return after, RefusedLimit, "at most " + rule.Span.String()
	}
	full := Granted{ID: len(before.Extensions) + 1, Rule: rule.Name, Shape: rule.Shape, Span: span, At: now}
	most := t.with(before, full)
	after = most
	if !x.Date.IsZero() {
		full.Span, full.Date = Span{}, x.Date
		after = t.with(before, full)
		if !most.Unreachable() && after.DueDate.After(most.DueDate) {
			return after, RefusedLimit, "at most until " + most.DueDate.String()
		}
	}
	if after.Unreachable() {
		return after, RefusedLimit, "must end within the years 1950 to 2199"
	}
	if !after.Due.After(before.Due) {
		return after, RefusedNotLater, "is due " + before.Due.Format(time.RFC3339) + " already"
	}
	if !t.ExtendLimit.IsZero() {
		limit := t.with(before, Granted{Shape: ExtendTo, Span: t.ExtendLimit, At: now})
		if after.Due.After(limit.Due) {
			return after, RefusedLimit, "all extensions together end by " + limit.DueDate.String()
		}
	}
	return after, "", ""
}

// with is the timer with one more extension.
func (t *target) with(tm *Timer, x Granted) Timer {
	after := *tm
	after.Extensions = append(slices.Clip(tm.Extensions), x)
	t.compute(&after)
	return after
}

// uses counts the extensions of a rule that were not withdrawn.
func (tm *Timer) uses(rule string) int {
	n := 0
	for _, x := range tm.Extensions {
		if x.Rule == rule && x.Withdrawn.IsZero() {
			n++
		}
	}
	return n
}

// WithdrawExtension takes back the extension with that id (Granted.ID) of a
// live timer. The due becomes what it would have been without it; when that
// has passed, the breach comes with the due as its time. It returns a
// *RefusedError when there is no such timer or extension.
func (p *Policy) WithdrawExtension(timers []Timer, name, instance string, id int, now time.Time) ([]Timer, error) {
	now = instant(now)
	t, i, err := p.running(timers, name, instance)
	if err != nil {
		return timers, err
	}
	k := slices.IndexFunc(timers[i].Extensions, func(x Granted) bool { return x.ID == id && x.Withdrawn.IsZero() })
	if k < 0 {
		return timers, &RefusedError{
			Target: name, Instance: instance, Rule: RefusedNoRule,
			Detail: "there is no extension " + strconv.Itoa(id),
		}
	}
	out := slices.Clone(timers)
	out[i].Extensions = slices.Clone(out[i].Extensions)
	out[i].Extensions[k].Withdrawn = now
	t.compute(&out[i])
	t.rearm(&out[i], &timers[i], now)
	return out, nil
}
