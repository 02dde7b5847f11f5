package complaint

import (
	"strconv"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// Nobody is the address of a notice that should have reached somebody and found nobody: everybody it was for is away,
// without a substitute or anyone on duty. It is recorded in the entry and never delivered.
const Nobody = "nobody"

// occurrence is something that happened to a case in the course of a command, for the playbook to react to.
type occurrence struct {
	on *draft
	ev sla.Event
}

// react remembers an event that the case's playbook has a reaction to. What a reaction does starts no further one. A task
// that only some may know of starts none either, nor does a command about it, because its trace would give it away.
func (d *decision) react(on *draft, ev sla.Event) {
	if d.reacting || len(on.rules.reactions[ev.Kind]) == 0 {
		return
	}
	if t := on.c.Task(d.taskIn(on, ev)); t != nil && len(t.VisibleTo) > 0 {
		return
	}
	d.happened = append(d.happened, occurrence{on, ev})
}

// taskIn is the task that an event is about, 0 when it is about none: one that opens or is done, or the one that the
// command is given for.
func (d *decision) taskIn(on *draft, ev sla.Event) int {
	if id, err := strconv.Atoi(ev.Attrs["task"]); err == nil {
		return id
	}
	if d.cmd.Name() != ev.Kind {
		return 0
	}
	switch cmd := d.cmd.(type) {
	case AddTask:
		return len(on.c.Tasks) // it has just been added
	case CompleteTask:
		return cmd.Task
	case Attach:
		return cmd.Task
	}
	return 0
}

// doReactions carries out what follows from the events of a command, in their order, each once for an event it matches.
// Conditions see the case as the command, and the reactions before, have left it.
func (d *decision) doReactions() {
	main, actor := d.draft, d.actor
	d.reacting = true
	for _, o := range d.happened {
		d.draft, d.aside = o.on, o.on != main
		for _, r := range o.on.rules.reactions[o.ev.Kind] {
			if !matches(r, o.ev) || !(sla.Step{If: r.If}).Applies(o.on.facts) {
				continue
			}
			d.actor = system()
			did := d.doings(r.Do, r.Name, refOf(o.ev))
			d.actor = actor
			if did.nobody {
				o.on.notice(r.Name, Nobody, refOf(o.ev))
			}
			o.on.emit(ReactedEffect{Reaction: r.Name, Event: o.ev.Kind, Refused: did.refused})
		}
	}
	d.draft, d.happened, d.reacting, d.aside = main, nil, false, false
}

// matches reports whether any of a reaction's conditions is met by an event.
func matches(r *playbook.Reaction, ev sla.Event) bool {
	for _, c := range r.On {
		if c.Matches(ev) {
			return true
		}
	}
	return false
}

// refOf is what a reaction's notice refers to: the part of the case that the event is about, or the event itself.
func refOf(ev sla.Event) string {
	for _, part := range []string{"task", "promise", "appeal", "assignment"} {
		if id := ev.Attrs[part]; id != "" {
			return part + ":" + id
		}
	}
	return "event:" + ev.Kind
}

// done is what came of the doings of a step or a reaction.
type done struct {
	told    []string // whom it reached
	nobody  bool     // it should have reached somebody and found nobody
	refused string   // the rule that refused what was to be done
}

// doings carries out what a step of a target or a reaction asks for (see playbook.Doings), on the draft at hand.
// Severity and level come first, so that whom to tell follows from them. What is refused is undone and named; the rest
// goes on.
func (d *decision) doings(do map[string]string, notice, ref string) (did done) {
	if d.raiseSeverity(do["severity"]) {
		did.refused = d.attempt("unit", d.rules.gradeUnit(d.c))
	}
	d.setValidity(do["validity"])
	if v, ok := do["level"]; ok {
		d.raiseLevel(v)
	}
	if n, err := strconv.Atoi(do["priority"]); err == nil {
		d.emit(CountedEffect{What: "priority", Value: min(d.c.Priority+n, maxPriority)})
	}
	for _, what := range []string{"tag", "task", "command"} {
		if rule := d.attempt(what, do[what]); rule != "" && did.refused == "" {
			did.refused = rule
		}
	}
	if list := do["notify"]; list != "" {
		did.told = d.reach(d.draft, list, notice, ref)
		did.nobody = len(did.told) == 0
	}
	return did
}

// raiseSeverity grades the case higher, if it does; a lower severity, and none, change nothing.
func (d *decision) raiseSeverity(name string) bool {
	s, err := classify.ParseSeverity(name)
	if err != nil || s <= d.c.Severity {
		return false
	}
	class := d.c.Classification
	class.Severity = s
	d.emit(ClassifiedEffect{Classification: class})
	d.askAnew()
	d.refresh = true
	return true
}

// attempt does what may be refused: another unit, a tag, a task, a command. It returns the rule that refused it, "" when
// none did. What had begun is undone then.
func (d *decision) attempt(what, value string) (refused string) {
	if value == "" {
		return ""
	}
	return d.try(func() error {
		switch what {
		case "unit":
			return d.regrade()
		case "tag":
			return d.tag(value)
		case "task":
			return d.openTask(d.draft, value)
		}
		return d.command(value)
	})
}

// try does something on the draft at hand, or nothing: it returns the rule that refused, "" when none did.
func (d *decision) try(do func() error) (refused string) {
	saved, was, seen := *d.draft, *d.c, len(d.happened)
	saved.fx = saved.fx[:len(saved.fx):len(saved.fx)]
	d.own = false // what is saved stays as it is
	err := do()
	if err == nil {
		return ""
	}
	*d.draft, *d.c, d.happened = saved, was, d.happened[:seen]
	return ruleOf(err)
}

// tag adds a tag unless it is there.
func (d *decision) tag(t string) error {
	if d.c.HasTag(t) {
		return nil
	}
	if err := room(len(d.c.Tags), maxTags, "tags"); err != nil {
		return err
	}
	d.emit(ListedEffect{What: "tags", Values: with(d.c.Tags, t)})
	return d.happen(d.draft, "tagged", map[string]string{"tag": t})
}

// command does a command in the name of time, or of a rule.
func (d *decision) command(name string) error {
	cmd := ownCommand(name)
	if cmd == nil || d.aside { // its guards would look at the members of the wrong case
		return notAllowed("command")
	}
	if err := cmd.decide(d); err != nil {
		return err
	}
	return d.happen(d.draft, name, nil)
}

// ownCommand is a command that the engine may give itself, nil for any other word.
func ownCommand(name string) Command {
	switch name {
	case "close":
		return Close{}
	case "archive":
		return Archive{}
	case "erase":
		return Erase{}
	}
	return nil
}
