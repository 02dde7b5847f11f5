package preset

import (
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// The words in which the targets are written.

// on matches an event whatever its attributes.
func on(event string) []sla.Condition { return []sla.Condition{{Event: event}} }

// entered matches one of some states being entered. A command that ends a case is matched this way: its clocks have ended
// by the time the command itself is told to them.
func entered(states ...string) []sla.Condition {
	return []sla.Condition{{Event: playbook.EventEnter, With: map[string][]string{"state": states}}}
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

// waiting matches a hold for something outside the hotel.
func waiting() []sla.Condition {
	return []sla.Condition{{Event: "hold", With: map[string][]string{"reason": {"guest-away", "police", "appraisal"}}}}
}

// written are the channels on which nobody stands and waits.
func written() []string { return []string{"letter", "email", "web", "opinion-book"} }

// settled are the events that put an answer on the table.
func settled() []sla.Condition {
	out := append(on("offer"), on("final-decision")...)
	return append(out, entered(playbook.Resolved, playbook.Closed, playbook.Refused)...)
}

// answers are the events in which the guest hears more than that we listened.
func answers() []sla.Condition {
	out := append(settled(), on("respond")...)
	out = append(out, on("promise")...)
	return append(out, sla.Condition{Event: "message", With: map[string][]string{"way": {"out"}}})
}
