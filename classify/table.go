package classify

// HitPolicy says what a table answers when several rows match.
type HitPolicy string

// The hit policies, after DMN.
const (
	HitUnique   HitPolicy = "unique"   // at most one row matches any input; proved by Validate
	HitFirst    HitPolicy = "first"    // the first matching row in the order written
	HitPriority HitPolicy = "priority" // the matching row with the highest outcome: severity, or the codes' order
	HitCollect  HitPolicy = "collect"  // every matching row: flags
)

// Table is a decision table (决策表): it sets one dimension from facts, from words
// found in text and from dimensions decided before it.
//
// For severity [HitPriority] takes the highest grade. For other dimensions the code
// declared first in its closed list has the highest priority.
type Table struct {
	ID    string    `json:"id"`
	Label Label     `json:"label,omitzero"`
	Sets  string    `json:"sets"` // a dimension, see [DimKind] and the others
	Hit   HitPolicy `json:"hit"`
	Rows  []Row     `json:"rows"`
	// Default is the outcome when no row matches. It is required unless the rows
	// leave no gap, the policy is collect, or the dimension is a category (whose
	// axis has an "other" leaf).
	Default string `json:"default,omitempty"`
	// DefaultReason is the reason of an invalid default.
	DefaultReason string `json:"default_reason,omitempty"`
	// Accepted findings of Validate, each with its reason (已确认的重叠).
	Accepted []Accepted `json:"accepted,omitempty"`
}

// Row is one rule of a [Table].
type Row struct {
	ID    string `json:"id"` // unique in its table
	Label Label  `json:"label,omitzero"`
	When  Cond   `json:"when,omitzero"` // the zero condition matches always
	Then  string `json:"then"`          // a code of the dimension
	// Reason is required for, and only for, an invalid outcome: a code of
	// [RuleSet].InvalidReasons.
	Reason string `json:"reason,omitempty"`
	// Source names the document, article or requirement the rule comes from.
	Source string `json:"source,omitempty"`
}

// Accepted acknowledges a finding of Validate as intended.
type Accepted struct {
	Finding FindingCode `json:"finding"` // overlap, conflict, duplicate, masked, never or suggests
	Rows    []string    `json:"rows"`    // the rows of the finding, in its order
	Reason  string      `json:"reason"`
}
