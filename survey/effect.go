package survey

import (
	"strings"
	"time"
)

// Effect is what a later survey says about a finding (效果验证).
type Effect struct {
	// Before and After are the figure in the two surveys.
	Before Estimate `json:"before"`
	After  Estimate `json:"after"`
	// Change is After less Before; see [Change]. No data when the later survey
	// has none: then nothing is shown, neither success nor failure.
	Change Estimate `json:"change"`
	// Reached says that the target is met now.
	Reached bool `json:"reached"`
	// Clear says that the change, up or down, is beyond chance. Never set where
	// the figure carries no interval.
	Clear bool `json:"clear"`
	// Small says that fewer people answered than MinCell in either survey.
	Small bool `json:"small"`
}

// Effect compares the figure of the finding with the same figure of a later
// survey. The questionnaire may have a new version as long as the item is still
// asked on the same scale, and a section or the whole pools the same questions,
// for an index with the same weights; a [*MismatchError] refuses anything else,
// another questionnaire and another box set, an [*InvalidError] an item that is
// gone.
func (f Finding) Effect(next Result) (Effect, error) {
	have := source{f.Questionnaire, f.Version, f.Boxes, f.Parts}
	if err := have.against(next.source(f.Target.Item, f.Target.Measure)); err != nil {
		return Effect{}, err
	}
	after, rule := next.Total.figure(f.Target.Item, f.Target.Measure)
	if after.kind != "" && after.kind != f.Kind {
		return Effect{}, &MismatchError{Field: "kind", Have: string(f.Kind), Got: string(after.kind)}
	}
	if rule != "" {
		bad := faults{what: "check"}
		bad.add("target", rule)
		return Effect{}, bad.err()
	}
	effect := Effect{Before: f.Measured, After: after.Estimate, Change: Change(f.Measured, after.Estimate), Small: f.Small || after.small}
	value, ok := after.Value()
	effect.Reached = ok && f.Target.metBy(value)
	low, high, ranged := effect.Change.Interval()
	effect.Clear = ranged && (low > 0 || high < 0)
	return effect, nil
}

// Check holds a measure that was carried out against the next survey, named by
// its wave: the improvement is then effective, and over, or ineffective, and to
// be reopened (R15, R21). A survey that nobody answered the item in decides
// nothing and is refused with an [*InvalidError], as are a blank wave and a
// time that is zero or before the measure was done; other errors are those of [Finding.Effect], and a [*StatusError] when
// the measure is not reported done.
func (i Improvement) Check(wave string, next Result, at time.Time) (Improvement, error) {
	effect, err := i.Finding.Effect(next)
	if err != nil {
		return Improvement{}, err
	}
	bad := faults{what: "check"}
	if strings.TrimSpace(wave) == "" {
		bad.add("wave", "must not be blank")
	}
	if at.IsZero() {
		bad.add("at", "must be set")
	} else if at.Before(i.Current().Done) {
		bad.add("at", "lies before the measure was done")
	}
	if effect.After.N() == 0 {
		bad.add("next", "nobody answered: wait for the survey after it")
	}
	if err := bad.err(); err != nil {
		return Improvement{}, err
	}
	return i.step("check", StatusDone, func(c *Cycle) { c.Effect, c.Checked, c.Wave = &effect, at, wave })
}
