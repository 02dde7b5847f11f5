package playbook

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/sla"
)

// Fault is one thing wrong with a playbook.
type Fault struct {
	Path string // where: "grants[3].commands[1]"
	Rule string // what must hold
}

// InvalidError lists every fault of a playbook at once.
type InvalidError struct {
	ID     string
	Faults []Fault
}

// Error lists the faults, one a line.
func (e *InvalidError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "playbook %q: %d faults", e.ID, len(e.Faults))
	for _, f := range e.Faults {
		fmt.Fprintf(&b, "\n  %s: %s", f.Path, f.Rule)
	}
	return b.String()
}

// Validate reports every fault of a playbook at once, as an *InvalidError; nil means that a desk can run it.
func (p *Playbook) Validate() error { return p.ValidateWith(nil) }

// ValidateWith is Validate for a playbook whose rules name functions of the host.
func (p *Playbook) ValidateWith(funcs map[string]func(classify.Facts) bool) error {
	v := &validator{p: p, funcs: funcs}
	v.head()
	v.clocks()
	v.people()
	v.intake()
	v.lists()
	v.life()
	v.tasks()
	v.offers()
	v.notices()
	v.invite()
	v.batch()
	v.form()
	v.scripts()
	v.lifecycle()
	v.rules()
	v.laws()
	slices.SortStableFunc(v.faults, func(a, b Fault) int { return strings.Compare(a.Path, b.Path) })
	if len(v.faults) == 0 {
		return nil
	}
	return &InvalidError{ID: p.ID, Faults: v.faults}
}

type validator struct {
	p      *Playbook
	funcs  map[string]func(classify.Facts) bool
	faults []Fault
}

func (v *validator) fault(path, rule string, args ...any) {
	v.faults = append(v.faults, Fault{path, fmt.Sprintf(rule, args...)})
}

// leaf joins what a leaf package reports, under a path.
func (v *validator) leaf(path string, err error) {
	var cr *classify.InvalidError
	switch {
	case err == nil:
	case errors.As(err, &cr):
		for _, f := range cr.Faults {
			v.fault(path+"."+f.Path, "%s: %s", f.Rule, f.Message)
		}
	default:
		v.fault(path, "%s", strings.ReplaceAll(err.Error(), "\n", "; "))
	}
}

// numberPattern matches the patterns of case numbers.
var numberPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z0-9_./#()-]*(\{(yyyy|yy|mm|dd)\}[A-Za-z0-9_./#()-]*)*\{seq:[1-9]\}$`)
})

func (v *validator) head() {
	p := v.p
	if !IsCode(p.ID) {
		v.fault("id", "a code of lower-case letters, digits and dashes")
	}
	if p.Version == "" || strings.ContainsAny(p.Version, " @/\t\n") || len(p.Version) > 64 {
		v.fault("version", "required, no spaces, @ or /")
	}
	if p.Title == (Text{}) {
		v.fault("title", "required")
	}
	v.numbers()
	for path, n := range map[string]int{
		"returns": p.MaxReturns, "follow_up.reopen": p.FollowUp.MaxReopens, "follow_up.attempts": p.FollowUp.Attempts,
		"expedite.notify": p.Expedite.Notify, "expedite.raise": p.Expedite.Raise, "approval.need": p.Approval.Need,
	} {
		if n < 0 {
			v.fault(path, "not negative")
		}
	}
}

func (v *validator) clocks() {
	var calendars []*sla.Calendar
	known := map[string]bool{}
	for i, spec := range v.p.Calendars {
		cal, err := sla.NewCalendar(spec)
		v.leaf(fmt.Sprintf("calendars[%d]", i), err)
		if err == nil {
			calendars = append(calendars, cal)
		}
		known[spec.ID] = true
	}
	if !known[v.p.Calendar] {
		v.fault("calendar", "%q is not one of the calendars", v.p.Calendar)
	} else if len(calendars) == len(v.p.Calendars) {
		_, err := sla.NewPolicy(v.p.Targets, calendars, v.p.Calendar)
		v.leaf("targets", err)
	}
	for i := range v.p.Targets {
		v.target(fmt.Sprintf("targets[%d]", i), &v.p.Targets[i])
	}
}

// target checks that a target speaks the engine's vocabulary.
func (v *validator) target(path string, t *sla.Target) {
	if t.Name == "promise" || t.Name == "approval" {
		v.fault(path+".name", "%q is the engine's own", t.Name)
	}
	for list, conds := range map[string][]sla.Condition{
		"start": t.Start, "pause": t.Pause, "resume": t.Resume, "stop": t.Stop, "reset": t.Reset, "cancel": t.Cancel,
		"reopen": t.Reopen,
	} {
		for j, c := range conds {
			at := fmt.Sprintf("%s.%s[%d]", path, list, j)
			v.oneOf(at+".event", c.Event, EventKinds())
			v.attributes(at+".with", c)
		}
	}
	for j, c := range t.Terms {
		v.facts(fmt.Sprintf("%s.terms[%d].when", path, j), c.When)
	}
	v.facts(path+".held", t.Held)
	v.dueFrom(path, t)
	for j, s := range t.Steps {
		at := fmt.Sprintf("%s.steps[%d]", path, j)
		v.facts(at+".if", s.If)
		v.doings(at+".do", s.Do)
	}
	for j, x := range t.Extensions {
		if x.Approver != "" {
			v.role(fmt.Sprintf("%s.extensions[%d].approver", path, j), x.Approver)
		}
	}
}

// attributes checks what a condition asks of its event.
func (v *validator) attributes(path string, c sla.Condition) {
	if !slices.Contains(EventKinds(), c.Event) {
		return
	}
	for name, values := range c.With {
		v.oneOf(path+"."+name, name, EventAttributes(c.Event))
		if name == "state" {
			v.each(path+".state", values, States())
		}
	}
}

// each checks the values of a closed list; a path is reported once.
func (v *validator) each(path string, values, list []string) {
	for _, x := range values {
		if !slices.Contains(list, x) {
			v.oneOf(path, x, list)
			return
		}
	}
}

func (v *validator) facts(path string, when map[string][]string) {
	for name, values := range when {
		if !v.namedFact(path+"."+name, name) {
			v.oneOf(path+"."+name, name, FactNames())
		}
		if list := v.factValues(name); list != nil {
			v.each(path+"."+name, values, list)
		}
	}
}

// factValues are the values a fact may have, nil when they are open.
func (v *validator) factValues(name string) []string {
	switch name {
	case "state":
		return States()
	case "severity":
		return []string{"unrated", "minor", "ordinary", "major", "urgent"}
	case "owned", "incomplete", "anonymous", "confidential", "joint", "reported", "instructed":
		return []string{"yes", "no"}
	case "satisfied":
		return []string{"yes", "no", ""}
	case "kind":
		return codesOf(v.p.Kinds, func(k Kind) string { return k.Code })
	case "channel":
		return codesOf(v.p.Channels, func(c Channel) string { return c.Code })
	case "unit":
		return codesOf(v.p.Units, func(u Unit) string { return u.Code })
	}
	return valuesOfNamed(name)
}

func codesOf[T any](list []T, code func(T) string) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = code(x)
	}
	return out
}

func (v *validator) doings(path string, do map[string]string) {
	for what, value := range do {
		v.oneOf(path+"."+what, what, StepActions())
		switch what {
		case "notify":
			for _, to := range strings.Split(value, ",") {
				v.recipient(path+".notify", strings.TrimSpace(to))
			}
		case "severity":
			v.each(path+".severity", []string{value}, v.factValues("severity"))
		case "validity":
			v.oneOf(path+".validity", value, []string{classify.Valid, classify.Invalid})
		case "level":
			n, err := strconv.Atoi(value)
			if value != "next" && (err != nil || n < 1 || len(v.p.Ladder) > 0 && n > len(v.p.Ladder)) {
				v.fault(path+".level", "next, or a rung of the ladder")
			}
		case "priority":
			if n, err := strconv.Atoi(value); err != nil || n < 1 {
				v.fault(path+".priority", "a positive number")
			}
		case "command":
			v.oneOf(path+".command", value, []string{"close", "archive", "erase"})
		case "tag":
			if !IsCode(value) {
				v.fault(path+".tag", "a code of lower-case letters, digits, dashes and underscores")
			}
		case "task":
			v.oneOf(path+".task", value, codesOf(v.p.Tasks, func(t TaskRule) string { return t.Code }))
		}
	}
}

// Recipients returns the words a notice may be addressed with; role:CODE and person:ID may stand beside them.
func Recipients() []string {
	return []string{"owner", "unit", "head", "ladder", "first", "complainant", "advisers", "team", "desk"}
}

func (v *validator) recipient(path, to string) {
	if role, ok := strings.CutPrefix(to, "role:"); ok {
		v.role(path, role)
	} else if !strings.HasPrefix(to, "person:") {
		v.oneOf(path, to, Recipients())
	}
}

func (v *validator) role(path, code string) {
	if !slices.ContainsFunc(v.p.Roles, func(r Role) bool { return r.Code == code }) {
		v.fault(path, "%q is not one of the roles", code)
	}
}

func (v *validator) unit(path, code string) {
	if !slices.ContainsFunc(v.p.Units, func(u Unit) bool { return u.Code == code }) {
		v.fault(path, "%q is not one of the units", code)
	}
}

func (v *validator) oneOf(path, value string, list []string) {
	if slices.Contains(list, value) {
		return
	}
	if near := nearest(value, list); near != "" {
		v.fault(path, "unknown %q, did you mean %q?", value, near)
		return
	}
	v.fault(path, "unknown %q", value)
}

// nearest is the word that shares the longest beginning with value, "" when none shares two letters.
func nearest(value string, list []string) string {
	best, length := "", 1
	for _, w := range list {
		n := 0
		for n < min(len(w), len(value)) && w[n] == value[n] {
			n++
		}
		if n > length {
			best, length = w, n
		}
	}
	return best
}
