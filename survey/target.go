package survey

// Measure names a figure a target is set on.
type Measure string

// The measures.
const (
	// MeasureSatisfied is the satisfied share under the result's box set, 0 to 1.
	MeasureSatisfied Measure = "satisfied"
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
	Questionnaire string `json:"questionnaire"`
	Version       int    `json:"version"`
	Boxes         BoxSet `json:"boxes"`
	Target        Target `json:"target"`
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
			Target: t, Kind: f.kind, Measured: f.Estimate, Small: f.small,
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
