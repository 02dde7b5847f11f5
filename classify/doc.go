// Package classify says why a complaint (投诉) is what it is: from the facts of
// one case and a [RuleSet] it derives kind, categories, severity, validity,
// nature, scope, responsible unit, advisers and flags, and the [Decision]
// carries its own explanation.
//
// The package is pure. It reads no clock, keeps no global state, imports the
// standard library only and knows neither the engine nor its siblings. Rules are
// data, written in Go or read from strict JSON, checked by [RuleSet.Validate] and
// compiled once by [Compile] into an immutable [Classifier] that any number of
// goroutines may share.
//
//   - [Facts] are what is known of one case; [Field] is their schema.
//   - [Cond] is a condition on facts, a sealed tree.
//   - [Table] turns facts into one dimension of the decision; [Routes] find the unit.
//   - [Lexicon] finds words in free text. Text suggests, facts decide: a word alone
//     never makes a case Major.
//   - [Script] asks a front desk's questions in the cheapest order.
//   - [RepeatRule] and [BatchRule] recognise repeated and mass complaints.
package classify
