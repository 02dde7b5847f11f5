package survey

// cells are the counts of one question in a tally.
type cells struct {
	answered, notApplicable, notAsked int64
	low                               int     // score of the first value
	values                            []int64 // by score or option; not to be written
}

// in reads the question's cells.
func (a *asked) in(t *tally) cells {
	own := t.cells[a.cell : a.cell+firstValue+a.values()]
	c := cells{
		answered: own[cellAnswered], notApplicable: own[cellNotApplicable], notAsked: own[cellNotAsked],
		low: a.low, values: own[firstValue:],
	}
	if a.scale {
		for _, n := range c.values {
			c.answered += n
		}
	}
	return c
}

// sum counts the answers with scores from low to high.
func (c cells) sum(low, high int) (n int64) {
	for _, count := range c.values[low-c.low : high-c.low+1] {
		n += count
	}
	return n
}

// moments sums scores and their squares.
func (c cells) moments() (total, squares int64) {
	for i, n := range c.values {
		score := int64(c.low + i)
		total += score * n
		squares += score * score * n
	}
	return total, squares
}

// mean gives the mean score.
func (c cells) mean(finite float64) Estimate {
	total, squares := c.moments()
	return meanOf(c.answered, total, squares, finite).clipped(float64(c.low), c.high())
}

// high is the highest score.
func (c cells) high() float64 { return float64(c.low + len(c.values) - 1) }

// index turns the mean into 0 for the lowest score to 100 for the highest.
func (c cells) index(finite float64) Estimate {
	mean := c.mean(finite)
	if mean.n == 0 {
		return mean
	}
	per100 := func(score float64) float64 { return (score - float64(c.low)) / (c.high() - float64(c.low)) * 100 }
	mean.value = per100(mean.value)
	if mean.ranged {
		mean.low, mean.high = per100(mean.low), per100(mean.high)
	}
	return mean
}
