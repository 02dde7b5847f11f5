package complaint

import (
	"slices"
	"time"
)

// Expedite is a reminder (催办), by the complainant or by a supervisor. It is counted and acts at the playbook's
// thresholds.
type Expedite struct {
	By   string `json:"by,omitempty"` // "complainant" or "supervisor"; "" is the complainant
	Text string `json:"text,omitempty" seal:""`

	// What a complaint that came again says beside its text.
	Demand   string            `json:"demand,omitempty" seal:""`
	Personal map[string]string `json:"personal,omitempty" seal:""`
	Fields   map[string]string `json:"fields,omitempty"`
	Wanted   Money             `json:"wanted,omitzero"`
	Received time.Time         `json:"received,omitzero"`
}

// again is the reminder that an intake becomes while the same complaint is being handled.
func (cmd *Intake) again() Expedite {
	return Expedite{
		By: Complainant, Text: cmd.Text, Demand: cmd.Demand, Personal: cmd.Personal, Fields: cmd.Fields, Wanted: cmd.Wanted,
		Received: stamp(cmd.Received),
	}
}

// Escalate takes a case up the ladder (升级): to the next rung, or to a role on it.
type Escalate struct {
	Role     string   `json:"role,omitempty"`
	Severity Severity `json:"severity,omitzero"` // raise it to this; never lowers it
	Reason   string   `json:"reason,omitempty"`
	Text     string   `json:"text,omitempty" seal:""`
}

// Name implements Command.
func (Expedite) Name() string { return "expedite" }

// Name implements Command.
func (Escalate) Name() string { return "escalate" }

func (cmd Expedite) attrs() map[string]string { return map[string]string{"by": cmd.By} }

func (cmd Expedite) decide(d *decision) error {
	if !slices.Contains([]string{"", "complainant", "supervisor"}, cmd.By) {
		return invalid("by", "complainant or supervisor")
	}
	return d.expedited(d.draft)
}

// expedited counts a reminder and acts at the thresholds.
func (d *decision) expedited(on *draft) error {
	n := on.count("expedites", on.c.Expedites)
	policy := on.rules.pb.Expedite
	d.tell(on, "owner", "expedited", "")
	if policy.Notify > 0 && n >= policy.Notify {
		d.tell(on, "head", "expedited-often", "")
	}
	if policy.Raise > 0 && n >= policy.Raise {
		on.emit(CountedEffect{What: "priority", Value: min(on.c.Priority+1, maxPriority)})
		on.refresh = true
	}
	if policy.Level > 0 && n >= policy.Level && on.c.Level < len(on.rules.pb.Ladder) {
		on.count("level", on.c.Level)
		on.refresh = true
		d.tell(on, "ladder", "expedited-often", "")
	}
	return nil
}

func (cmd Escalate) attrs() map[string]string { return map[string]string{"reason": cmd.Reason} }

func (cmd Escalate) decide(d *decision) error {
	if err := d.reason(cmd.Reason, cmd.Text); err != nil {
		return err
	}
	level := d.c.Level + 1
	if cmd.Role != "" {
		level = slices.Index(d.rules.pb.Ladder, cmd.Role) + 1
		if level == 0 {
			return invalid("role", "not on the ladder")
		}
	}
	if level <= d.c.Level || level > len(d.rules.pb.Ladder) {
		return notAllowed("top of the ladder")
	}
	if cmd.Severity > d.c.Severity {
		if err := d.judge(Judgement{Severity: cmd.Severity}); err != nil {
			return err
		}
	}
	d.emit(CountedEffect{What: "level", Value: level})
	d.refresh = true
	d.tell(d.draft, "ladder", "escalated", "")
	return nil
}
