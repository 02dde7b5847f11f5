package classify

// buckets is how many stretches of equal length numbers are sorted into before searching.
const buckets = 64

// cuts finds the stretch of a number among ascending bounds: first the bucket, then by
// halving what is left in it.
type cuts struct {
	bounds []int64
	starts []int32 // the first bound of each bucket, and their number
	shift  uint
}

func newCuts(bounds []int64) cuts {
	c := cuts{bounds: bounds}
	if len(bounds) < 2 {
		return c
	}
	span := uint64(bounds[len(bounds)-1] - bounds[0])
	for span>>c.shift >= buckets {
		c.shift++
	}
	c.starts = make([]int32, buckets+1)
	at := 0
	for i := range c.starts {
		for at < len(bounds) && uint64(bounds[at]-bounds[0])>>c.shift < uint64(i) {
			at++
		}
		c.starts[i] = int32(at)
	}
	return c
}

// below is how many of the bounds are at most n.
func (c *cuts) below(n int64) int {
	last := len(c.bounds) - 1
	switch {
	case last < 0 || n < c.bounds[0]:
		return 0
	case n >= c.bounds[last]:
		return last + 1
	}
	i := uint64(n-c.bounds[0]) >> c.shift
	lo, hi := int(c.starts[i]), int(c.starts[i+1])
	for hi-lo > 4 {
		mid := int(uint(lo+hi) / 2)
		if c.bounds[mid] <= n {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for lo < hi && c.bounds[lo] <= n {
		lo++
	}
	return lo
}
