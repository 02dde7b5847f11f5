package survey

import (
	"fmt"
	"math"
)

// figure is one measure of one item.
type figure struct {
	Estimate
	kind      Kind
	small     bool
	low, high float64 // bounds of the measure
}

// figure finds a measure of an item, or says which rule asking for it breaks.
func (b Breakdown) figure(id string, m Measure) (f figure, rule string) {
	figures, q, kind, found := b.item(id)
	if !found {
		return f, fmt.Sprintf("%q is not a section or question", id)
	}
	f = figure{kind: kind, small: figures.Small, high: 1}
	low, high, fits := kind.scale()
	switch m {
	case MeasureSatisfied:
		f.Estimate, fits = figures.Satisfied, kind == KindScale5
	case MeasureDissatisfied:
		f.Estimate, fits = figures.Dissatisfied, kind == KindScale5
	case MeasureIndex:
		f.Estimate, f.high, fits = figures.Index, 100, kind.weighs()
	case MeasureNPS:
		f.Estimate, f.low, f.high, fits = q.NPS, -100, 100, kind == KindScale10
	case MeasureEasy:
		f.Estimate, fits = q.Easy, kind == KindScale7
	case MeasureMean:
		f.Estimate, f.low, f.high = figures.Mean, float64(low), float64(high)
	default:
		return f, fmt.Sprintf("%q is not one of %s", m, measures)
	}
	if !fits {
		return f, fmt.Sprintf("%q has no %s", id, m)
	}
	return f, ""
}

// outside says that a target is out of its measure's range.
func (f figure) outside(t Target) (rule string) {
	if rule := t.misused(); rule != "" {
		return rule
	}
	if bound, name := t.bound(); math.IsNaN(bound) || bound < f.low || bound > f.high {
		return fmt.Sprintf("%s of %s must lie between %g and %g, is %g", name, t.Measure, f.low, f.high, bound)
	}
	return ""
}

// item finds the figures of the whole, a section or a question. Pools are
// pools of five-level answers.
func (b Breakdown) item(id string) (f Figures, q QuestionResult, kind Kind, found bool) {
	if id == "" {
		return b.Overall, q, KindScale5, true
	}
	for _, s := range b.Sections {
		if s.ID == id {
			return s.Figures, q, KindScale5, true
		}
		for _, q := range s.Questions {
			if q.ID == id {
				return q.Figures, q, q.Kind, true
			}
		}
	}
	return f, q, "", false
}

// group gives the breakdown of a group.
func (r Result) group(dimension, value string) (b Breakdown, found bool) {
	for _, g := range r.Groups {
		if g.Dimension == dimension && g.Value == value {
			return g.Breakdown, true
		}
	}
	return b, false
}
