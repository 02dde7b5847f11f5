package survey

import "math"

// Test is the outcome of a significance test. The zero Test means that none
// could be made.
type Test struct {
	// Z is the test statistic, standard normal if nothing changed; its sign is
	// that of the change.
	Z float64 `json:"z"`
	// P is the two-sided probability of a Z at least this far from 0 by chance.
	P float64 `json:"p"`
	// Points is how many periods entered it, two or more; 0 means no test.
	Points int `json:"points"`
}

// Significant reports whether the test finds a change at the level given, for
// example 0.05. Without a test it does not.
func (t Test) Significant(level float64) bool { return t.Points >= 2 && t.P < level }

// newTest makes a test from its statistic.
func newTest(z float64, points int) Test {
	if points < 2 || math.IsNaN(z) || math.IsInf(z, 0) {
		return Test{}
	}
	return Test{Z: z, P: math.Erfc(math.Abs(z) / math.Sqrt2), Points: points}
}

// fitted is a weighed straight line through the points that have data.
type fitted struct {
	shares     bool
	values     []Estimate
	x, y, w    []float64 // place, value, weight
	sw, mx, my float64   // sum of weights, means
	sxx, sxy   float64
	unranged   bool // some point has no interval
}

func fit(points []Point, shares bool) *fitted {
	l := &fitted{shares: shares}
	for i, p := range points {
		if p.Value.n > 0 {
			l.add(float64(i), p.Value)
		}
	}
	if l.unranged {
		for i := range l.w {
			l.w[i] = 1
		}
	}
	l.solve()
	return l
}

// add takes a point with the weight of its answers: the number of independent
// ones for a share, one over the variance otherwise.
func (l *fitted) add(x float64, e Estimate) {
	w := effectiveOf(e)
	if !l.shares {
		side, _ := e.reach()
		w = math.Pow(z95/side, 2)
	}
	if !e.ranged || !(w > 0) || math.IsInf(w, 0) {
		l.unranged = true
	}
	l.values = append(l.values, e)
	l.x, l.y, l.w = append(l.x, x), append(l.y, e.value), append(l.w, w)
}

func (l *fitted) solve() {
	for i, w := range l.w {
		l.sw += w
		l.mx += w * l.x[i]
		l.my += w * l.y[i]
	}
	l.mx, l.my = l.mx/l.sw, l.my/l.sw
	for i, w := range l.w {
		l.sxx += w * (l.x[i] - l.mx) * (l.x[i] - l.mx)
		l.sxy += w * (l.x[i] - l.mx) * (l.y[i] - l.my)
	}
}

// slope is the change per place, with an interval where the points have one.
func (l *fitted) slope() Estimate {
	if len(l.values) < 2 {
		return Estimate{}
	}
	n := l.values[0].n
	for _, e := range l.values {
		n = min(n, e.n)
	}
	value := l.sxy / l.sxx
	if l.unranged {
		return point(value, n)
	}
	half := z95 / math.Sqrt(l.sxx)
	if l.shares {
		half = z95 * math.Sqrt(l.shareVariance()) / l.sxx
	}
	return between(value-half, value, value+half, n)
}

// shareVariance is the variance of sxy when each share has its own: at the
// centre of its interval, because a share of 0 or 1 is not known for certain.
func (l *fitted) shareVariance() (sum float64) {
	for i, e := range l.values {
		centre := (e.low + e.high) / 2
		sum += l.w[i] * (l.x[i] - l.mx) * (l.x[i] - l.mx) * centre * (1 - centre)
	}
	return sum
}

// test holds the slope against its spread if nothing changed.
func (l *fitted) test() Test {
	if l.unranged || len(l.values) < 2 {
		return Test{}
	}
	if !l.shares {
		return newTest(l.sxy/math.Sqrt(l.sxx), len(l.values))
	}
	if l.my <= 0 || l.my >= 1 { // all alike: no change at all
		return newTest(0, len(l.values))
	}
	return newTest(l.sxy/math.Sqrt(l.my*(1-l.my)*l.sxx), len(l.values))
}

// last is the change between the latest two points.
func (l *fitted) last() Estimate {
	if n := len(l.values); n >= 2 {
		return Change(l.values[n-2], l.values[n-1])
	}
	return Estimate{}
}
