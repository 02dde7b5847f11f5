package classify

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Replay decides d again from its sealed part and its overrides and returns the result.
// It fails with [ErrSealed] when d has no sealed part, [ErrOtherRuleSet] when another
// rule set made it, and [ErrDiffers] when the public JSON of the result is not the same
// bytes: then something outside the rules was changed.
func (c *Classifier) Replay(d Decision) (Decision, error) {
	sealed, ok := d.Sealed()
	if !ok {
		return Decision{}, ErrSealed
	}
	if d.RuleSet != c.ref {
		return Decision{}, fmt.Errorf("%w: %s %s", ErrOtherRuleSet, d.RuleSet.ID, d.RuleSet.Version)
	}
	again, err := c.DecideWith(sealed.Facts, d.Overrides)
	if err != nil {
		return Decision{}, err
	}
	was, err := json.Marshal(d)
	if err != nil {
		return Decision{}, asInvalid("decision", err)
	}
	is, err := json.Marshal(again)
	if err != nil {
		return Decision{}, asInvalid("decision", err)
	}
	if !bytes.Equal(was, is) {
		return again, ErrDiffers
	}
	return again, nil
}
