package classify

// Routes find the responsible unit (责任部门): a first-match table with a mandatory
// default, so that no case is ever without a unit.
type Routes struct {
	Rows    []Route `json:"rows,omitempty"`
	Default Route   `json:"default"` // its When must be zero, its Unit set
	// Avoid are the rules of avoidance (回避); all that apply hold together.
	Avoid []Avoidance `json:"avoid,omitempty"`
	// Instead takes the case when avoidance rules out the default's unit as well;
	// required when Avoid names a unit field. It is never ruled out itself.
	Instead string `json:"instead,omitempty"`
}

// Route is one row of [Routes].
type Route struct {
	ID       string   `json:"id"`
	Label    Label    `json:"label,omitzero"`
	When     Cond     `json:"when,omitzero"`
	Unit     string   `json:"unit"`               // a code of RuleSet.Units
	Advisers []string `json:"advisers,omitempty"` // codes of RuleSet.Units asked for advice (顾问)
	Source   string   `json:"source,omitempty"`
}

// Avoidance forbids that a case goes to whom it complains about (回避).
type Avoidance struct {
	ID   string `json:"id"`
	When Cond   `json:"when,omitzero"`
	// Unit names the code field that holds the unit complained about. Routes to that
	// unit are passed over and it is dropped from the advisers.
	Unit string `json:"unit,omitempty"`
	// Person names the field that holds the person complained about. The leaf knows
	// no staff: the decision lists the field in Avoid for whoever picks a handler.
	Person string `json:"person,omitempty"`
}
