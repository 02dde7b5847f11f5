package complaint

import (
	"fmt"
	"slices"
)

// stance is how an intake is brought.
func (cmd *Intake) stance() Lodging {
	return Lodging{
		Anonymous: cmd.Complainant == Person{}, Confidential: cmd.Confidential, Proxy: cmd.Proxy,
		ForAnother: cmd.OnBehalfOf != Person{}, Representatives: len(cmd.Representatives), ReadBack: cmd.ReadBack, Signed: cmd.Signed,
		Deadline: stamp(cmd.Deadline), Dissatisfaction: cmd.Dissatisfaction,
	}
}

// over lays what a correction says over a stance: what was confirmed stays confirmed.
func (cmd *Correct) over(s Lodging) Lodging {
	s.Anonymous = s.Anonymous && cmd.Complainant == Person{}
	s.ReadBack, s.Signed = s.ReadBack || cmd.ReadBack, s.Signed || cmd.Signed
	if cmd.Proxy != "" {
		s.Proxy = cmd.Proxy
	}
	if n := len(cmd.Representatives); n > 0 {
		s.Representatives = n
	}
	if cmd.Dissatisfaction != "" {
		s.Dissatisfaction = cmd.Dissatisfaction
	}
	return s
}

// checkStance finds the faults of how a complaint is brought.
func (r *rules) checkStance(authority string, representatives int) []FieldError {
	var faults []FieldError
	if authority != "" && !hasCode(r.pb.Proxies, authority) {
		faults = append(faults, FieldError{"authority", "unknown code"})
	}
	limit := r.pb.Joint.Representatives
	if limit == 0 {
		limit = maxMember
	}
	if representatives > limit {
		faults = append(faults, FieldError{"representatives", fmt.Sprintf("at most %d", limit)})
	}
	return faults
}

// asked lists what a stance itself makes necessary before assessment: the authority of somebody who complains for
// another, representatives of a joint complaint, why a complaint comes again (R13).
func (d *draft) asked(again bool) []string {
	var names []string
	if d.c.ForAnother && len(d.rules.pb.Proxies) > 0 {
		names = append(names, "authority")
	}
	if d.joint() && d.rules.pb.Joint.Representatives > 0 {
		names = append(names, "representatives")
	}
	if again && d.rules.pb.Repeat.Reason {
		names = append(names, "dissatisfaction")
	}
	return names
}

// confirmed adds what a stance knows to the fields that are known.
func (s *Lodging) confirmed(known map[string]bool) {
	known["read_back"], known["signature"] = s.ReadBack, s.Signed
	known["authority"], known["representatives"] = s.Proxy != "", s.Representatives > 0
	known["dissatisfaction"] = s.Dissatisfaction != ""
}

// consented asks for the consent of those represented before a joint complaint is given up or settled.
func (d *decision) consented(given bool) error {
	if d.rules.pb.Joint.Consent && d.joint() && !given {
		return notAllowed("consent")
	}
	return nil
}

// outcomeKnown reports whether a case of this kind may have an outcome.
func (d *decision) outcomeKnown(code string) bool {
	if !hasCode(d.rules.pb.Outcomes, code) {
		return false
	}
	kind := d.rules.kinds[d.c.Kind]
	return kind == nil || len(kind.Outcomes) == 0 || slices.Contains(kind.Outcomes, code)
}

// recourse checks where a complainant is sent who is not agreed with: at least one place, where the playbook names any.
func (d *decision) recourse(codes []string) error {
	list := d.rules.pb.Recourse
	if len(list) == 0 && len(codes) == 0 {
		return nil
	}
	if len(codes) == 0 {
		return invalid("recourse", "required")
	}
	for i, c := range codes {
		if !hasCode(list, c) {
			return invalid(fmt.Sprintf("recourse[%d]", i), "unknown code")
		}
	}
	return nil
}
