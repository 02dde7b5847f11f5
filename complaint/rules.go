package complaint

import (
	"fmt"
	"slices"
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/internal/fsm"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// rules is a playbook made ready to run: immutable, shared by all cases pinned to it.
type rules struct {
	pb         *playbook.Playbook
	pin        Pin
	policy     *sla.Policy
	calendar   *sla.Calendar // the default one
	calendars  map[string]*sla.Calendar
	table      *fsm.Table
	classifier *classify.Classifier // nil when the playbook has no rules
	roles      map[string]*playbook.Role
	units      map[string]*playbook.Unit
	channels   map[string]*playbook.Channel
	grades     map[Severity]*playbook.Grade
	fields     map[string]*playbook.Field
	kinds      map[string]*playbook.Kind
	reliefs    map[string]*playbook.Relief
	scripts    map[string]*script
	commands   map[string]*grantRule
	ordered    []*grantRule // people's commands, in the order of the vocabulary
	states     map[State]uint32
	reactions  map[string][]*playbook.Reaction   // by kind of event; nil when there are none
	post       post                              // how notices leave
	remembered map[string]bool                   // commands a separation asks about
	allowed    map[State][]string                // commands by state, sorted
	guards     map[string][]func(*guarded) error // by event
}

// compile makes a playbook ready to run. The playbook has been validated and copied.
func compile(pb *playbook.Playbook, hash Hash, funcs map[string]func(classify.Facts) bool, loaded map[string]sla.CalendarSpec) (*rules, error) {
	r := &rules{pb: pb, pin: Pin{pb.ID, pb.Version, hash}, remembered: map[string]bool{}}
	if err := r.compileClocks(loaded); err != nil {
		return nil, err
	}
	if err := r.compileTable(); err != nil {
		return nil, err
	}
	if pb.Rules != nil {
		var err error
		if r.classifier, err = (classify.Options{Funcs: funcs}).Compile(*pb.Rules); err != nil {
			return nil, fmt.Errorf("rules: %w", err)
		}
	}
	if err := r.compileScripts(); err != nil {
		return nil, err
	}
	r.roles = index(pb.Roles, func(v *playbook.Role) string { return v.Code })
	r.units = index(pb.Units, func(v *playbook.Unit) string { return v.Code })
	r.channels = index(pb.Channels, func(v *playbook.Channel) string { return v.Code })
	r.grades = index(pb.Grades, func(v *playbook.Grade) Severity { return v.Severity })
	r.fields = index(pb.Fields, func(v *playbook.Field) string { return v.Name })
	r.kinds = index(pb.Kinds, func(v *playbook.Kind) string { return v.Code })
	r.reliefs = index(pb.Reliefs, func(v *playbook.Relief) string { return v.Code })
	r.compileGrants()
	r.compileAllowed()
	r.compileNotices()
	return r, nil
}

// compileClocks compiles calendars and targets. A calendar that was loaded later takes the place of the playbook's own.
func (r *rules) compileClocks(loaded map[string]sla.CalendarSpec) error {
	var calendars []*sla.Calendar
	r.calendars = map[string]*sla.Calendar{}
	for i, spec := range r.pb.Calendars {
		if newer, ok := loaded[spec.ID]; ok {
			spec = newer
		}
		cal, err := sla.NewCalendar(spec)
		if err != nil {
			return fmt.Errorf("calendars[%d]: %w", i, err)
		}
		calendars = append(calendars, cal)
		r.calendars[spec.ID] = cal
		if spec.ID == r.pb.Calendar {
			r.calendar = cal
		}
		if spec.ID == r.pb.Quiet.Calendar {
			r.post.quiet = cal
		}
	}
	if r.calendar == nil {
		return fmt.Errorf("calendar: %q is not one of the playbook's calendars", r.pb.Calendar)
	}
	var err error
	targets := append(slices.Clone(r.pb.Targets), ownTargets()...)
	if r.pb.Invite.Invites() {
		targets = append(targets, surveyTarget())
	}
	r.policy, err = sla.NewPolicy(targets, calendars, r.pb.Calendar)
	return err
}

func (r *rules) compileTable() error {
	var rows []fsm.Transition
	for _, t := range r.pb.Transitions() {
		rows = append(rows, fsm.Transition(t))
	}
	guards, known := map[string]fsm.Guard{}, guardFuncs()
	for name, g := range known {
		guards[name] = func(arg any) error { return g(arg.(*guarded)) }
	}
	r.guards = map[string][]func(*guarded) error{}
	for _, t := range r.pb.Transitions() {
		for _, name := range t.Guards {
			r.guards[t.Event] = append(r.guards[t.Event], known[name])
		}
	}
	var err error
	r.table, err = fsm.New(string(Registered), []string{string(Archived)}, rows, guards)
	return err
}

// grantRule is what the playbook says about one command, looked up rather than searched.
type grantRule struct {
	spec     *spec
	roles    map[string]uint8 // bit per severity
	who      [8][]string      // roles that may, by severity, lowest level first
	everyone [8][]string      // those of them who reach every unit's cases
	states   uint32           // bit per state that lets it through
	separate []string         // commands whose author may not do this one
}

func (r *rules) compileGrants() {
	r.commands, r.states = map[string]*grantRule{}, map[State]uint32{}
	for i, name := range playbook.States() {
		r.states[State(name)] = 1 << i
	}
	for _, name := range playbook.Commands() {
		g := &grantRule{spec: vocabulary()[name], roles: map[string]uint8{}}
		r.commands[name] = g
		for state, bit := range r.states {
			if r.fits(g.spec, state) {
				g.states |= bit
			}
		}
		if g.spec.where != internal && name != "register" {
			r.ordered = append(r.ordered, g)
		}
	}
	for _, grant := range r.pb.Grants {
		bits := severityBits(grant.Severities)
		for _, cmd := range grant.Commands {
			for _, role := range grant.Roles {
				r.commands[cmd].roles[role] |= bits
			}
		}
	}
	for _, cmd := range decisive() {
		r.remembered[cmd] = true
	}
	for _, s := range r.pb.Separate {
		r.commands[s.Command].separate = append(r.commands[s.Command].separate, s.After...)
		for _, cmd := range s.After {
			r.remembered[cmd] = true
		}
	}
	r.rememberTasks()
	for _, g := range r.commands {
		for sev := range g.who {
			may := func(role *playbook.Role) bool { return g.roles[role.Code]&(1<<sev) != 0 }
			g.who[sev] = r.rolesWhere(may)
			g.everyone[sev] = r.rolesWhere(func(role *playbook.Role) bool { return role.AllUnits && may(role) })
		}
	}
}

// severityBits is one bit per severity of a list; an empty list means all of them.
func severityBits(list []Severity) uint8 {
	if len(list) == 0 {
		return ^uint8(0)
	}
	var bits uint8
	for _, s := range list {
		bits |= 1 << s
	}
	return bits
}

// compileAllowed lists the commands each state lets through, whoever asks.
func (r *rules) compileAllowed() {
	r.allowed = map[State][]string{}
	for state, bit := range r.states {
		for name, g := range r.commands {
			if g.spec.where != internal && g.states&bit != 0 && name != "register" { // which opens a case of its own
				r.allowed[state] = append(r.allowed[state], name)
			}
		}
		slices.Sort(r.allowed[state])
	}
}

func (r *rules) allowedIn(s State) []string { return r.allowed[s] }

// fits reports whether a command may be done in a state, guards and people aside.
func (r *rules) fits(s *spec, state State) bool {
	if state == Merged && lands(s.name) {
		return true // in the case it was merged into
	}
	if len(s.events) > 0 && s.where == anywhere {
		return slices.ContainsFunc(s.events, func(e string) bool {
			_, ok := r.table.To(e, string(state))
			return ok
		})
	}
	return s.where.has(state)
}

// has reports whether a state belongs to the group.
func (w where) has(s State) bool {
	switch w {
	case alive:
		return s != Archived && s != Refused && s != Withdrawn && s != Merged
	case working:
		return !s.Ended() && s != Resolved && s != FollowingUp
	case inCase:
		return working.has(s) && s != Registered && s != Assessed
	case afterward:
		return s == Resolved || s == FollowingUp || s == Closed
	case appealable:
		return s != Archived && s != Withdrawn && s != Merged
	case settled:
		return afterward.has(s) || s == Refused
	}
	return w == anywhere
}

// grade returns what the playbook asks of a severity; an empty grade when it does not name it.
func (r *rules) grade(s Severity) *playbook.Grade {
	if g := r.grades[s]; g != nil {
		return g
	}
	return &playbook.Grade{Severity: s}
}

// zone is the time zone of the playbook: its default calendar's.
func (r *rules) zone() *time.Location { return r.calendar.Zone() }

func index[K comparable, V any](list []V, key func(*V) K) map[K]*V {
	m := make(map[K]*V, len(list))
	for i := range list {
		m[key(&list[i])] = &list[i]
	}
	return m
}

// ownTargets are the targets every playbook has: promises made to the complainant, and approvals that lapse. One that
// invites to its survey has a third (see surveyTarget).
func ownTargets() []sla.Target {
	event := func(kind string) []sla.Condition { return []sla.Condition{{Event: kind}} }
	return []sla.Target{
		{
			Name: "promise", Owner: sla.OwnerCustomer, DueFrom: "by", Per: "promise",
			Start: event("promise"), Stop: event("promise-kept"),
			Steps: []sla.Step{{ID: "breach", Do: map[string]string{"notify": "owner,head"}}},
		},
		{
			Name: "approval", Owner: sla.OwnerUnit, DueFrom: "expires", Per: "approval",
			Start: event("approval-opened"), Stop: event("approval-decided"),
			Steps: []sla.Step{{ID: "lapse", Do: map[string]string{"lapse": "approval", "notify": "owner"}}},
		},
	}
}
