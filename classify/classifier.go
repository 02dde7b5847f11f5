package classify

import "sync"

// Options are what a rule set needs from the host. The zero value is fine.
type Options struct {
	// Funcs are the functions that conditions name. They must be pure and safe for
	// concurrent use; a panic in one is returned as an error. Defaults to none.
	Funcs map[string]func(Facts) bool
	// Fold maps characters before words are compared, after case and width are folded.
	// Defaults to [Simplify], which maps common traditional characters to simplified.
	Fold func(rune) rune
}

// Classifier is a compiled [RuleSet]: immutable, safe for concurrent use.
type Classifier struct {
	ref     Ref
	rs      RuleSet
	schema  *schema
	hits    *hitIndex
	lex     *lexicon
	steps   []step
	routes  *ruleTable // also the table of the unit's step; nil without routes
	avoid   []avoidRule
	instead int64     // the unit that is never avoided
	frames  sync.Pool // of *frame
}

// step decides one dimension.
type step struct {
	dim    string
	slot   int
	tables []*ruleTable // one, or for flags any number, or none
	other  int64        // the "other" leaf of an axis, −1 for other dimensions
}

// avoidRule is a compiled [Avoidance].
type avoidRule struct {
	when node
	unit int // slot of the unit complained about, or −1
	rule *Avoidance
}

// Ref returns the identity of the rule set.
func (c *Classifier) Ref() Ref { return c.ref }

// RuleSet returns the rule set the classifier was compiled from. It is shared: do not
// change it.
func (c *Classifier) RuleSet() RuleSet { return c.rs }

// HasField reports whether the rule set declares a field of that name: with
// [Facts.Only] it cuts a larger bag of facts to what the rules know.
func (c *Classifier) HasField(name string) bool {
	at, ok := c.schema.byName[name]
	return ok && at < c.schema.fields
}
