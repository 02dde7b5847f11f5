package survey

import (
	"fmt"
	"math"
)

// Comparison holds two surveys against each other group by group, because the
// total can move one way while every group moves the other, only because more
// people of a less satisfied group answered (Simpson's paradox, 辛普森悖论;
// Simpson 1951, J. R. Stat. Soc. B 13:238).
type Comparison struct {
	Item      string `json:"item,omitempty"`
	Dimension string `json:"dimension"`
	// Overall is the change of the pooled satisfied share; see [Change].
	Overall Estimate `json:"overall"`
	// Groups are the changes within the groups that both surveys have.
	Groups []GroupChange `json:"groups"`
	// Adjusted is the change with the mix of groups held fixed: the
	// Mantel–Haenszel difference (Greenland & Robins 1985, Biometrics 41:55).
	// No data when no group has answers in both.
	Adjusted Estimate `json:"adjusted"`
	// Reversed says that Overall and Adjusted point in opposite directions:
	// what changed is who answered, and Adjusted is the change to report.
	Reversed bool `json:"reversed"`
	// Unmatched are groups that only one of the surveys has answers for, by
	// value; they are in Overall but not in Adjusted.
	Unmatched []string `json:"unmatched,omitempty"`
}

// GroupChange is the change within one group.
type GroupChange struct {
	Value  string   `json:"value"`
	Change Estimate `json:"change"`
	// Small says that fewer people answered than MinCell in either survey.
	Small bool `json:"small"`
}

// Compare compares the satisfied share of an item, a section or five-level
// question or the whole, in two surveys by the groups of a dimension. A
// [*MismatchError] refuses another questionnaire or box set, and a version in
// which the item pools other questions, an [*InvalidError] an item that is not in both, or has another scale, and a
// dimension neither has.
func Compare(before, after Result, dimension, item string) (Comparison, error) {
	if err := before.source(item, MeasureSatisfied).against(after.source(item, MeasureSatisfied)); err != nil {
		return Comparison{}, err
	}
	bad := faults{what: "comparison"}
	then, rule := before.Total.figure(item, MeasureSatisfied)
	if rule != "" {
		bad.add("before", rule)
	}
	now, rule := after.Total.figure(item, MeasureSatisfied)
	if rule != "" {
		bad.add("after", rule)
	}
	if len(bad.list) == 0 && !before.has(dimension) && !after.has(dimension) {
		bad.add("dimension", fmt.Sprintf("%q has no groups", dimension))
	}
	if err := bad.err(); err != nil {
		return Comparison{}, err
	}
	c := Comparison{Item: item, Dimension: dimension, Overall: Change(then.Estimate, now.Estimate)}
	c.within(before, after)
	return c, nil
}

// within fills in what happened inside the groups.
func (c *Comparison) within(before, after Result) {
	var m mantelHaenszel
	for _, g := range before.Groups {
		if g.Dimension != c.Dimension {
			continue
		}
		then, _ := g.figure(c.Item, MeasureSatisfied)
		other, _ := after.group(c.Dimension, g.Value)
		now, _ := other.figure(c.Item, MeasureSatisfied)
		if then.n == 0 || now.n == 0 {
			c.Unmatched = append(c.Unmatched, g.Value)
			continue
		}
		m.add(then.Estimate, now.Estimate)
		c.Groups = append(c.Groups, GroupChange{g.Value, Change(then.Estimate, now.Estimate), then.small || now.small})
	}
	for _, g := range after.Groups {
		if _, found := before.group(c.Dimension, g.Value); g.Dimension == c.Dimension && !found {
			c.Unmatched = append(c.Unmatched, g.Value)
		}
	}
	c.Adjusted = m.difference()
	c.Reversed = c.Overall.value*c.Adjusted.value < 0
}

// has reports whether the result has groups of the dimension.
func (r Result) has(dimension string) bool {
	for _, g := range r.Groups {
		if g.Dimension == dimension {
			return true
		}
	}
	return false
}

// mantelHaenszel sums over groups.
type mantelHaenszel struct {
	n                       int64
	weight, value, variance float64
}

func (m *mantelHaenszel) add(then, now Estimate) {
	n0, n1 := effectiveOf(then), effectiveOf(now)
	w := n0 * n1 / (n0 + n1)
	m.n += min(then.n, now.n)
	m.weight += w
	m.value += w * (now.value - then.value)
	m.variance += w * w * (unsure(then)/n0 + unsure(now)/n1)
}

// unsure is the variance of one answer: at the centre of the interval, because
// a share of 0 or 1 is not known for certain.
func unsure(e Estimate) float64 {
	centre := (e.low + e.high) / 2
	return centre * (1 - centre)
}

func (m *mantelHaenszel) difference() Estimate {
	value := m.value / m.weight
	half := z95 * math.Sqrt(m.variance) / m.weight
	return between(math.Max(-1, value-half), value, math.Min(1, value+half), m.n)
}
