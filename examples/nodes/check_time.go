package main

import (
	"fmt"
	"time"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// times: every step of time that was due is recorded, once, and not before its time. What was due is worked out here from the
// due and the stop of each clock and the shares in the playbook, not asked of the engine.
func times(b *books) []finding {
	once := finding{zh: "到点事项 %d 项，各记一次，无遗漏", en: "steps of time: %d, each recorded once, none missing"}
	early := finding{zh: "无一提前：最早在到点后 %s 记录", en: "none early: the first was recorded %s after its time"}
	count, soonest, steps := 0, time.Hour, stepsOf(rules())
	for _, c := range b.cases {
		recorded := map[complaint.StepID]bool{}
		for _, e := range b.ledger[c.ID] {
			id, ok := step(e)
			if !ok {
				continue
			}
			count++
			soonest = min(soonest, e.Recorded.Sub(id.At))
			if e.Recorded.Before(id.At) {
				early.faults = append(early.faults, fmt.Sprintf("%s: %s/%s of %s was recorded at %s", c.Number, id.Target, id.Step, id.At, e.Recorded))
			}
			if id = plain(id); recorded[id] {
				once.faults = append(once.faults, fmt.Sprintf("%s: %s/%s is recorded twice", c.Number, id.Target, id.Step))
			}
			recorded[id] = true
		}
		for _, id := range owed(c, steps) {
			if !recorded[plain(id)] {
				once.faults = append(once.faults, fmt.Sprintf("%s: %s/%s of %s is missing", c.Number, id.Target, id.Step, id.At))
			}
		}
		if !c.Wake.IsZero() {
			once.faults = append(once.faults, fmt.Sprintf("%s: still waits for %s", c.Number, c.Wake))
		}
	}
	if count == 0 {
		once.faults = append(once.faults, "no step at all: nothing is proven")
	}
	once.values, early.values = []any{count}, []any{soonest}
	return []finding{once, early}
}

// plain makes steps comparable.
func plain(id complaint.StepID) complaint.StepID {
	id.At, id.Past = id.At.UTC(), false
	return id
}

// owed are the steps that a case must have taken: of each clock those that came before it was stopped.
func owed(c *complaint.Case, steps map[string][]sla.Step) (out []complaint.StepID) {
	for i := range c.Clocks {
		t := &c.Clocks[i]
		for _, s := range steps[t.Target] {
			at := t.Due.Add(fromDue(t, s.At))
			if t.Due.IsZero() || !t.Live() && !at.Before(t.Stop) || at.Before(t.Armed) {
				continue
			}
			out = append(out, complaint.StepID{Target: t.Target, Instance: t.Instance, Cycle: t.Cycle, Step: s.ID, At: at})
		}
	}
	return out
}

// stepsOf are the steps that a playbook hangs on each limit.
func stepsOf(pb *playbook.Playbook) map[string][]sla.Step {
	all := map[string][]sla.Step{}
	for _, t := range pb.Targets {
		all[t.Name] = t.Steps
	}
	return all
}

// fromDue is how long after the due a step lies: the hotel gives all of them as shares of the limit, "-50%".
func fromDue(t *sla.Timer, o sla.Offset) time.Duration {
	var percent int
	if _, err := fmt.Sscanf(o.String(), "%d%%", &percent); err != nil {
		return 0 // the due itself
	}
	return time.Duration(percent) * time.Duration(t.Term.Span.N()) * time.Second / 100
}
