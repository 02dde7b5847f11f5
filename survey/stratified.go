package survey

import "fmt"

// Stratified gives the satisfied share over everybody when the groups of a
// dimension were sampled at different rates: each group's share weighs by the
// group's [Analysis.Population], not by how many of it happened to answer
// (Cochran 1977, Sampling Techniques, ch. 5). The item is a section or a
// five-level question; empty is the whole. The interval is Wilson's with the
// effective number of answers (Korn & Graubard 1998, Surv. Methodol. 24:193).
// An [*InvalidError] names an unknown item or dimension, and each group without
// a population or without answers: nothing can stand for its people.
func (a *Analysis) Stratified(dimension, item string) (Estimate, error) {
	bad := faults{what: "strata"}
	r := a.Result()
	if _, rule := r.Total.figure(item, MeasureSatisfied); rule != "" {
		bad.add("item", rule)
		return Estimate{}, bad.err()
	}
	var strata []stratum
	for _, g := range r.Groups {
		if g.Dimension != dimension {
			continue
		}
		f, _ := g.figure(item, MeasureSatisfied)
		if f.n == 0 || g.Population == 0 {
			bad.add(dimension, fmt.Sprintf("%q needs a population and answers", g.Value))
		}
		strata = append(strata, stratum{population: g.Population, share: f.Estimate})
	}
	if len(strata) == 0 {
		bad.add("dimension", fmt.Sprintf("%q has no groups", dimension))
	}
	if err := bad.err(); err != nil {
		return Estimate{}, err
	}
	return weighed(strata), nil
}

// stratum is a share of a part of the population.
type stratum struct {
	population int64
	share      Estimate
}

// weighed weighs shares by population.
func weighed(strata []stratum) Estimate {
	var population, p, variance, kish float64
	var n int64
	for _, s := range strata {
		population += float64(s.population)
		n += s.share.n
	}
	for _, s := range strata {
		w := float64(s.population) / population
		p += w * s.share.value
		if s.share.low == s.share.high {
			continue // everybody answered: nothing about it is unsure
		}
		each := w * w / effectiveOf(s.share)
		kish += each
		// A share of 0 or 1 would have no variance at all; the centre of its
		// interval stands in for it.
		centre := (s.share.low + s.share.high) / 2
		variance += each * centre * (1 - centre)
	}
	effective := p * (1 - p) / variance
	if !(effective > 0) || effective > 1/kish {
		effective = 1 / kish
	}
	return shareBetween(p, n, effective)
}
