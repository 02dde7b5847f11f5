package survey

import (
	"cmp"
	"slices"
)

// Withhold gives the result as it may be shown to everybody when answers were
// promised to be anonymous (匿名): without the groups of fewer than MinCell
// responses, and without the next smallest of a dimension where the total less
// the groups shown would give those away. It judges each dimension by itself: who
// publishes several, or the results of overlapping surveys, must see to it that
// they do not cut out single people between them. A total of fewer than MinCell
// responses keeps its counts of people and loses all figures.
func (r Result) Withhold() Result {
	least := int64(r.MinCell)
	out := r
	out.Groups = nil
	if r.Total.Responses < least {
		out.Total = Breakdown{
			Invited: r.Total.Invited, Population: r.Total.Population, Responses: r.Total.Responses, ResponseRate: r.Total.ResponseRate,
		}
		out.Withheld = r.Withheld + len(r.Groups)
		return out
	}
	hidden := map[group]bool{}
	for _, g := range r.Groups {
		hidden[group{g.Dimension, g.Value}] = g.Responses < least
	}
	for _, dimension := range r.dimensions() {
		r.cover(dimension, least, hidden)
	}
	for _, g := range r.Groups {
		if !hidden[group{g.Dimension, g.Value}] {
			out.Groups = append(out.Groups, g)
		}
	}
	out.Withheld = r.Withheld + len(r.Groups) - len(out.Groups)
	return out
}

// dimensions lists those of the groups, each once.
func (r Result) dimensions() (list []string) {
	for _, g := range r.Groups {
		list = append(list, g.Dimension)
	}
	return slices.Compact(list) // groups are sorted
}

// cover hides the smallest groups of a dimension until those who are in none
// that is shown are nobody, or enough not to be told apart.
func (r Result) cover(dimension string, least int64, hidden map[group]bool) {
	var shown []Group
	rest := r.Total.Responses
	for _, g := range r.Groups {
		if g.Dimension == dimension && !hidden[group{g.Dimension, g.Value}] {
			shown = append(shown, g)
			rest -= g.Responses
		}
	}
	slices.SortStableFunc(shown, func(x, y Group) int { return cmp.Compare(x.Responses, y.Responses) })
	for _, g := range shown {
		if rest == 0 || rest >= least {
			return
		}
		hidden[group{dimension, g.Value}] = true
		rest += g.Responses
	}
}
