package complaint

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Acknowledge tells the complainant that the complaint was received, with the process and the limits (ISO 10002 7.4).
type Acknowledge struct {
	Told []string `json:"told,omitempty" code:""` // what the complainant was told: process, limit, contact; codes of the playbook
	Text string   `json:"text,omitempty" seal:""` // "" lets the host render its standard text
}

// Assess confirms or corrects the classification and ends intake (评估). Empty fields keep what the rules decided.
type Assess struct {
	Judgement
	Script  string  `json:"script,omitempty"`       // the playbook's script that was put to the complainant (R05)
	Answers []Asked `json:"answers,omitempty"`      // in the order asked; they must settle the verdict
	Text    string  `json:"text,omitempty" seal:""` // why, when it differs from the rules
}

// Reclassify corrects the classification of a case that is being worked on. A reason is required.
type Reclassify struct {
	Judgement
	Reason string `json:"reason,omitempty"`       // code of the playbook's list
	Text   string `json:"text,omitempty" seal:""` // why, in words; one of Reason and Text is required
}

// Judgement is a person's view of what a complaint is. Empty fields keep the present value.
type Judgement struct {
	Kind       string            `json:"kind,omitempty"`
	Severity   Severity          `json:"severity,omitzero"`
	Categories map[string]string `json:"categories,omitempty"` // by axis; axes not named stay
	Validity   string            `json:"validity,omitempty" code:""`
	Nature     string            `json:"nature,omitempty" code:""`
	Scope      string            `json:"scope,omitempty" code:""`
	Unit       string            `json:"unit,omitempty"`
	Priority   int               `json:"priority,omitempty"`
}

// Admit accepts a complaint formally (受理), where the rules separate that from registering it.
type Admit struct{}

// Refuse declines a complaint (不予受理) for a reason of the playbook's list. It stays in the ledger.
type Refuse struct {
	Reason   string   `json:"reason"`
	Recourse []string `json:"recourse,omitempty" code:""` // where the complainant may turn; codes of the playbook
	Text     string   `json:"text,omitempty" seal:""`     // the explanation given to the complainant
}

// Convert changes the kind of a case: a consultation that became a complaint keeps its history (R06).
type Convert struct {
	Kind string `json:"kind"`
	Text string `json:"text,omitempty" seal:""`
}

// Name implements Command.
func (Acknowledge) Name() string { return "acknowledge" }

// Name implements Command.
func (Assess) Name() string { return "assess" }

// Name implements Command.
func (Reclassify) Name() string { return "reclassify" }

// Name implements Command.
func (Admit) Name() string { return "admit" }

// Name implements Command.
func (Refuse) Name() string { return "refuse" }

// Name implements Command.
func (Convert) Name() string { return "convert" }

func (cmd Acknowledge) decide(d *decision) error {
	if d.c.Anonymous {
		return notAllowed("anonymous", "assess") // there is nobody to tell
	}
	told := d.c.Told
	for i, code := range cmd.Told {
		if !hasCode(d.rules.pb.Tell, code) {
			return invalid(fmt.Sprintf("told[%d]", i), "unknown code")
		}
		told = with(told, code)
	}
	for _, c := range d.rules.pb.Tell {
		if !slices.Contains(told, c.Code) {
			return &Error{Code: ErrInvalid, Rule: "told", Fields: []FieldError{{"told", c.Code + " must be told"}}}
		}
	}
	if len(told) > len(d.c.Told) {
		d.emit(ListedEffect{What: "told", Values: told})
	}
	d.tell(d.draft, Complainant, "acknowledged", "")
	return nil
}

func (cmd Assess) decide(d *decision) error {
	judgement, err := d.diagnose(cmd)
	if err != nil {
		return err
	}
	if err := d.judge(judgement); err != nil {
		return err
	}
	return d.fire(d.draft, "assess")
}

func (cmd Reclassify) decide(d *decision) error {
	if err := d.reason(cmd.Reason, cmd.Text); err != nil {
		return err
	}
	return d.judge(cmd.Judgement)
}

// judge lays a person's view over the classification.
func (d *decision) judge(j Judgement) error {
	if faults := d.rules.checkJudgement(j); len(faults) > 0 {
		return &Error{Code: ErrInvalid, Fields: faults}
	}
	class := d.c.Classification
	keep := func(field *string, v string) {
		if v != "" {
			*field = v
		}
	}
	keep(&class.Kind, j.Kind)
	keep(&class.Validity, j.Validity)
	keep(&class.Nature, j.Nature)
	keep(&class.Scope, j.Scope)
	keep(&class.Unit, j.Unit)
	if j.Severity != 0 {
		class.Severity = j.Severity
	}
	rises := class.Severity > d.c.Severity
	if len(j.Categories) > 0 {
		class.Categories = maps.Clone(class.Categories)
		if class.Categories == nil {
			class.Categories = map[string]string{}
		}
		maps.Copy(class.Categories, j.Categories)
	}
	if !equalClass(class, d.c.Classification) {
		d.emit(ClassifiedEffect{Classification: class})
		d.askAnew()
		d.refresh = true
	}
	if j.Priority != 0 && j.Priority != d.c.Priority {
		d.emit(CountedEffect{What: "priority", Value: j.Priority})
	}
	if j.Unit == "" && j.Severity != 0 && (rises || !d.c.inHands()) {
		return d.regrade()
	}
	return nil
}

// checkJudgement finds every fault of a judgement that the playbook can see.
func (r *rules) checkJudgement(j Judgement) []FieldError {
	var faults []FieldError
	if j.Kind != "" && r.kinds[j.Kind] == nil {
		faults = append(faults, FieldError{"kind", "unknown code"})
	}
	if !j.Severity.Known() || j.Severity != 0 && r.grades[j.Severity] == nil {
		faults = append(faults, FieldError{"severity", "not a grade of the playbook"})
	}
	if j.Priority > maxPriority {
		faults = append(faults, FieldError{"priority", fmt.Sprintf("at most %d", maxPriority)})
	}
	if j.Unit != "" && r.units[j.Unit] == nil {
		faults = append(faults, FieldError{"unit", "unknown code"})
	}
	for _, axis := range slices.Sorted(maps.Keys(j.Categories)) {
		if !r.knowsCategory(axis, j.Categories[axis]) {
			faults = append(faults, FieldError{"categories." + clip(axis), "unknown axis or code"})
		}
	}
	return faults
}

// knowsCategory reports whether a code is on an axis of the playbook's rules.
func (r *rules) knowsCategory(axis, code string) bool {
	if r.pb.Rules == nil {
		return false
	}
	for _, a := range r.pb.Rules.Axes {
		if a.ID == axis {
			return a.Path(code) != nil
		}
	}
	return false
}

func equalClass(a, b Classification) bool {
	return a.Kind == b.Kind && a.Severity == b.Severity && a.Validity == b.Validity && a.Nature == b.Nature &&
		a.Scope == b.Scope && a.Unit == b.Unit && maps.Equal(a.Categories, b.Categories) &&
		slices.Equal(a.Advisers, b.Advisers) && slices.Equal(a.Flags, b.Flags)
}

// reason asks for a reason of the playbook's list or, where there is a text, any words.
func (d *decision) reason(code, text string) error {
	if code == "" && strings.TrimSpace(text) == "" {
		return invalid("reason", "required")
	}
	if code != "" && !d.rules.knowsReason(d.cmd.Name(), code) {
		return invalid("reason", "unknown code")
	}
	return nil
}

func (Admit) decide(d *decision) error {
	if d.c.Admitted {
		return notAllowed("admitted", d.rules.allowedIn(d.c.State)...)
	}
	d.emit(FlaggedEffect{What: "admitted", On: true})
	return nil
}

func (cmd Refuse) decide(d *decision) error {
	if err := d.reason(cmd.Reason, ""); err != nil {
		return err
	}
	if err := d.recourse(cmd.Recourse); err != nil {
		return err
	}
	d.outcome(cmd.Reason)
	d.tell(d.draft, Complainant, "refused", cmd.Reason)
	return d.fire(d.draft, "refuse")
}

func (cmd Convert) decide(d *decision) error {
	if d.rules.kinds[cmd.Kind] == nil {
		return invalid("kind", "unknown code")
	}
	if cmd.Kind == d.c.Kind {
		return invalid("kind", "already this kind")
	}
	if err := d.judge(Judgement{Kind: cmd.Kind}); err != nil {
		return err
	}
	if _, moves := d.rules.table.To("convert", string(d.c.State)); !moves {
		return nil // what is not assessed yet, or is being worked on, goes on where it stands
	}
	if err := d.endAssignment(d.draft, "converted"); err != nil {
		return err
	}
	if d.c.Owner != "" {
		d.emit(OwnedEffect{})
	}
	return d.fire(d.draft, "convert")
}
