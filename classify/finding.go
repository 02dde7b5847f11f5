package classify

// FindingCode is the kind of a [Finding].
type FindingCode string

// What Validate finds.
const (
	FindingFault       FindingCode = "fault"       // the rule set does not compile
	FindingOverlap     FindingCode = "overlap"     // two rows of a unique table match one input, same outcome
	FindingConflict    FindingCode = "conflict"    // the same with different outcomes
	FindingDuplicate   FindingCode = "duplicate"   // two rows match exactly the same inputs
	FindingMasked      FindingCode = "masked"      // a row that can never decide
	FindingNever       FindingCode = "never"       // a row whose condition cannot hold
	FindingSuggests    FindingCode = "suggests"    // a row of words alone: it raises a flag to confirm, no more
	FindingGap         FindingCode = "gap"         // an input without an answer
	FindingNoDefault   FindingCode = "no-default"  // a default is required and missing
	FindingUnreachable FindingCode = "unreachable" // a declared outcome nothing gives
	FindingTest        FindingCode = "test"        // an embedded test fails
	FindingStale       FindingCode = "stale"       // an acceptance that no finding needs
	FindingNotProven   FindingCode = "not-proven"  // too large to prove the above
)

// Level says how bad a finding is.
type Level string

// The levels of findings.
const (
	LevelError   Level = "error"   // Compile refuses the rule set
	LevelWarning Level = "warning" // works, and is hardly what the author meant
	LevelNote    Level = "note"    // worth knowing
)

// Finding is one result of [RuleSet.Validate].
type Finding struct {
	Code    FindingCode `json:"code"`
	Level   Level       `json:"level"`
	Path    string      `json:"path"`           // such as tables[0].rows[2]
	Rows    []string    `json:"rows,omitempty"` // ids of the rows concerned, in table order
	Message string      `json:"message"`
	// Example is an input that shows the finding. Dimensions decided before the table
	// appear in it under their names. Empty when there is none to show.
	Example Facts `json:"example,omitzero"`
	// Accepted is the reason given in the data when the finding is acknowledged.
	Accepted string `json:"accepted,omitempty"`
}
