package preset

import (
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// The words in which the targets are written.

// on matches an event whatever its attributes.
func on(event string) []sla.Condition { return []sla.Condition{{Event: event}} }

// entered matches a state being entered.
func entered(state string) []sla.Condition {
	return []sla.Condition{{Event: playbook.Enter, With: map[string][]string{"state": {state}}}}
}

// of is a term for some values of a fact.
func of(fact string, span sla.Span, values ...string) sla.Choice {
	return sla.Choice{When: map[string][]string{fact: values}, Term: sla.Term{Span: span}}
}

// always is the term of whatever no choice before it named.
func always(span sla.Span) sla.Choice { return sla.Choice{Term: sla.Term{Span: span}} }

// notify tells recipients.
func notify(to string) map[string]string { return map[string]string{"notify": to} }

// climb takes a case to the next rung of the ladder and tells it.
func climb() map[string]string { return map[string]string{"level": "next", "notify": "ladder"} }

// written are the channels on which nobody stands and waits.
func written() []string { return []string{"letter", "email", "web", "opinion-book"} }

// settled are the events that put an answer on the table.
func settled() []sla.Condition {
	var out []sla.Condition
	for _, event := range []string{"offer", "final-decision", "resolve", "close-directly", "refuse"} {
		out = append(out, sla.Condition{Event: event})
	}
	return out
}

// answers are the events in which the guest hears more than that we listened.
func answers() []sla.Condition {
	out := append(settled(), on("respond")...)
	out = append(out, on("promise")...)
	return append(out, sla.Condition{Event: "message", With: map[string][]string{"way": {"out"}}})
}
