package survey

import "fmt"

// Measure names a figure a target is set on.
type Measure string

// The measures.
const (
	// MeasureSatisfied is the satisfied share under the result's box set, 0 to 1.
	MeasureSatisfied Measure = "satisfied"
	// MeasureDissatisfied is the share of bad ratings (差评率), 0 to 1: the one
	// measure of which less is better.
	MeasureDissatisfied Measure = "dissatisfied"
	// MeasureMean is the mean score, in the unit of the question's scale; 1 to 5
	// for a section and for the whole. On the effort scale it is the Customer
	// Effort Score as a mean.
	MeasureMean Measure = "mean"
	// MeasureIndex is the weighted index, 0 to 100.
	MeasureIndex Measure = "index"
	// MeasureNPS is the Net Promoter Score of a 0–10 question, −100 to 100.
	MeasureNPS Measure = "nps"
	// MeasureEasy is the share of 5 to 7 on the seven-level effort scale, 0 to
	// 1: the Customer Effort Score as a share.
	MeasureEasy Measure = "easy"
)

// measures are the names of all measures, for messages.
const measures = "satisfied, dissatisfied, mean, index, nps, easy"

// known reports whether the measure is one of the constants.
func (m Measure) known() bool {
	return m.share() || m == MeasureMean || m == MeasureIndex || m == MeasureNPS
}

// share reports whether the measure is a share of answers.
func (m Measure) share() bool {
	return m == MeasureSatisfied || m == MeasureDissatisfied || m == MeasureEasy
}

// span is the range of the measure on any scale.
func (m Measure) span() (low, high float64) {
	switch m {
	case MeasureMean:
		return 0, 10
	case MeasureIndex:
		return 0, 100
	case MeasureNPS:
		return -100, 100
	case MeasureSatisfied, MeasureDissatisfied, MeasureEasy:
	}
	return 0, 1
}

// Target is the least a figure should be, or the most where less is better.
type Target struct {
	// Item is the id of a section or question; empty means the whole.
	Item    string  `json:"item,omitempty"`
	Measure Measure `json:"measure"`
	// AtLeast is in the unit of the measure. A figure equal to it meets it. 0
	// for [MeasureDissatisfied].
	AtLeast float64 `json:"at_least"`
	// AtMost bounds [MeasureDissatisfied] from above; 0 allows no bad rating. A
	// figure equal to it meets it. 0 for all other measures.
	AtMost float64 `json:"at_most,omitzero"`
}

// bound is what the figure is held against, and the field it stands in.
func (t Target) bound() (value float64, field string) {
	if t.Measure == MeasureDissatisfied {
		return t.AtMost, "at_most"
	}
	return t.AtLeast, "at_least"
}

// misused says that the target sets the bound that its measure does not have.
func (t Target) misused() (rule string) {
	switch dissatisfied := t.Measure == MeasureDissatisfied; {
	case dissatisfied && t.AtLeast != 0:
		return "dissatisfied has at_most, not at_least: less is better"
	case !dissatisfied && t.AtMost != 0:
		return fmt.Sprintf("%s has at_least, not at_most: more is better", t.Measure)
	}
	return ""
}

// metBy reports whether a value meets the target.
func (t Target) metBy(value float64) bool {
	if t.Measure == MeasureDissatisfied {
		return value <= t.AtMost
	}
	return value >= t.AtLeast
}

// Finding is a figure of one survey held against its target.
type Finding struct {
	// Questionnaire, Version and Boxes say what was measured.
	Questionnaire string `json:"questionnaire"`
	Version       int    `json:"version"`
	Boxes         BoxSet `json:"boxes"`
	Target        Target `json:"target"`
	// Parts are the ids of the questions that a section or the whole pools, for
	// an index with their weights; a later version must pool the same. Empty for
	// a question.
	Parts string `json:"parts,omitempty"`
	// Kind is the scale of the item: [KindScale5] for a section and the whole.
	Kind     Kind     `json:"kind"`
	Measured Estimate `json:"measured"`
	// Small says that fewer people answered than MinCell.
	Small bool `json:"small"`
	// Clear says that the target lies outside the figure's interval, so the
	// verdict is unlikely to be chance. Never set where there is no interval.
	Clear bool `json:"clear"`
}

// Review sorts targets by what a result says about them, in the order given.
type Review struct {
	// Below are findings that miss their targets: below the least, or above the
	// most, that they should be.
	Below []Finding `json:"below,omitempty"`
	Met   []Finding `json:"met,omitempty"`
	// NoData are targets nobody's answers say anything about. They are not met.
	NoData []Target `json:"no_data,omitempty"`
}

// Review holds the totals of the result against targets. Targets on items that
// do not exist, on measures an item does not have, or out of the measure's
// range come in one [*InvalidError].
func (r Result) Review(targets ...Target) (Review, error) {
	bad := faults{what: "targets"}
	var out Review
	for i, t := range targets {
		f, rule := r.Total.figure(t.Item, t.Measure)
		if rule == "" {
			rule = f.outside(t)
		}
		if rule != "" {
			bad.add(at("targets", i), rule)
			continue
		}
		out.sort(Finding{
			Questionnaire: r.Questionnaire, Version: r.Version, Boxes: r.Boxes,
			Target: t, Parts: r.Total.parts(t.Item, t.Measure), Kind: f.kind, Measured: f.Estimate, Small: f.small,
		})
	}
	if err := bad.err(); err != nil {
		return Review{}, err
	}
	return out, nil
}

// sort puts a finding in its list.
func (v *Review) sort(f Finding) {
	value, ok := f.Measured.Value()
	low, high, ranged := f.Measured.Interval()
	bound, _ := f.Target.bound()
	f.Clear = ranged && (high < bound || low > bound)
	switch {
	case !ok:
		v.NoData = append(v.NoData, f.Target)
	case !f.Target.metBy(value):
		v.Below = append(v.Below, f)
	default:
		v.Met = append(v.Met, f)
	}
}
