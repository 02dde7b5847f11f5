package survey

import (
	"fmt"
	"math"
)

// Measure names a figure a target is set on.
type Measure string

// The measures.
const (
	// MeasureSatisfied is the satisfied share under the result's box set, 0 to 1.
	MeasureSatisfied Measure = "satisfied"
	// MeasureMean is the mean score, 1 to 5, or 0 to 10 for a 0–10 question.
	MeasureMean Measure = "mean"
	// MeasureIndex is the weighted index, 0 to 100.
	MeasureIndex Measure = "index"
	// MeasureNPS is the Net Promoter Score of a 0–10 question, −100 to 100.
	MeasureNPS Measure = "nps"
)

// Target is the least a figure should be.
type Target struct {
	// Item is the id of a section or question; empty means the whole.
	Item    string  `json:"item,omitempty"`
	Measure Measure `json:"measure"`
	// AtLeast is in the unit of the measure. A figure equal to it meets it.
	AtLeast float64 `json:"at_least"`
}

// Finding is a figure of one survey held against its target.
type Finding struct {
	// Questionnaire, Version and Boxes say what was measured.
	Questionnaire string   `json:"questionnaire"`
	Version       int      `json:"version"`
	Boxes         BoxSet   `json:"boxes"`
	Target        Target   `json:"target"`
	Measured      Estimate `json:"measured"`
	// Small says that fewer people answered than MinCell.
	Small bool `json:"small"`
	// Clear says that the target lies outside the figure's interval, so the
	// verdict is unlikely to be chance. Never set where there is no interval.
	Clear bool `json:"clear"`
}

// Review sorts targets by what a result says about them, in the order given.
type Review struct {
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
		measured, small, rule := r.measure(t)
		if rule != "" {
			bad.add(at("targets", i), rule)
			continue
		}
		out.sort(Finding{
			Questionnaire: r.Questionnaire, Version: r.Version, Boxes: r.Boxes,
			Target: t, Measured: measured, Small: small,
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
	f.Clear = ranged && (high < f.Target.AtLeast || low > f.Target.AtLeast)
	switch {
	case !ok:
		v.NoData = append(v.NoData, f.Target)
	case value < f.Target.AtLeast:
		v.Below = append(v.Below, f)
	default:
		v.Met = append(v.Met, f)
	}
}

// measure finds the figure of a target, or says which rule the target breaks.
func (r Result) measure(t Target) (e Estimate, small bool, rule string) {
	figures, nps, kind, found := r.item(t.Item)
	if !found {
		return e, false, fmt.Sprintf("%q is not a section or question", t.Item)
	}
	low, high := 0.0, 1.0
	fits := kind == KindScale5
	switch t.Measure {
	case MeasureSatisfied:
		e = figures.Satisfied
	case MeasureIndex:
		e, high = figures.Index, 100
	case MeasureNPS:
		e, low, high, fits = nps, -100, 100, kind == KindScale10
	case MeasureMean:
		e, low, high = figures.Mean, 1, 5
		if kind == KindScale10 {
			low, high, fits = 0, 10, true
		}
	default:
		return e, false, fmt.Sprintf("%q is not one of satisfied, mean, index, nps", t.Measure)
	}
	if !fits {
		return e, false, fmt.Sprintf("%q has no %s", t.Item, t.Measure)
	}
	if math.IsNaN(t.AtLeast) || t.AtLeast < low || t.AtLeast > high {
		return e, false, fmt.Sprintf("at_least of %s must lie between %g and %g, is %g", t.Measure, low, high, t.AtLeast)
	}
	return e, figures.Small, ""
}

// item finds the figures of the whole, a section or a question. Pools are
// pools of five-level answers.
func (r Result) item(id string) (f Figures, nps Estimate, kind Kind, found bool) {
	if id == "" {
		return r.Total.Overall, nps, KindScale5, true
	}
	for _, s := range r.Total.Sections {
		if s.ID == id {
			return s.Figures, nps, KindScale5, true
		}
		for _, q := range s.Questions {
			if q.ID == id {
				return q.Figures, q.NPS, q.Kind, true
			}
		}
	}
	return f, nps, "", false
}
