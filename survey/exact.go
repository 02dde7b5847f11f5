package survey

import (
	"math"
	"math/bits"
)

// difference is a·b − c·d of non-negative numbers, rounded once: products of
// counts do not fit 64 bits, and as floating point they would cancel.
func difference(a, b, c, d int64) float64 {
	hi1, lo1 := bits.Mul64(uint64(a), uint64(b))
	hi2, lo2 := bits.Mul64(uint64(c), uint64(d))
	if hi1 < hi2 || hi1 == hi2 && lo1 < lo2 {
		return -difference(c, d, a, b)
	}
	lo, borrow := bits.Sub64(lo1, lo2, 0)
	hi, _ := bits.Sub64(hi1, hi2, borrow)
	return math.Ldexp(float64(hi), 64) + float64(lo)
}
