package benchmarks

import (
	"os"
	"testing"
	"time"
)

// patience is how long a bar is measured again before it counts as missed.
const patience = time.Minute

// meter keeps the least time of everything it measured: a busy machine makes a measure slower,
// never faster, so measuring again brings every figure nearer to what the code alone takes.
type meter map[string]time.Duration

// of measures one call of f, in short rounds, and answers with the least seen so far under this name.
func (m meter) of(name string, f func()) time.Duration {
	const rounds, round = 20, time.Millisecond
	f()
	for range rounds {
		n, begin := 0, time.Now()
		for time.Since(begin) < round {
			for range 20 {
				f()
			}
			n += 20
		}
		m.saw(name, time.Since(begin)/time.Duration(n))
	}
	return m[name]
}

// once measures a single call of f, for what takes a millisecond or more.
func (m meter) once(name string, f func()) time.Duration {
	begin := time.Now()
	f()
	return m.saw(name, time.Since(begin))
}

// saw takes down a time that was measured elsewhere.
func (m meter) saw(name string, took time.Duration) time.Duration {
	if least, ok := m[name]; !ok || took < least {
		m[name] = took
	}
	return m[name]
}

// patiently measures until the bars hold or patience ends; the caller then asserts what is left.
func patiently(measure func(m meter) (held bool)) {
	m := meter{}
	for begin := time.Now(); !measure(m); {
		if time.Since(begin) > patience {
			return
		}
	}
}

// measures skips a test of a bar unless it was asked for: beside the tests of other packages, which
// share the cores, a figure says nothing. `.ci/run bars` asks.
func measures(t *testing.T) {
	t.Helper()
	if os.Getenv("REDRESS_BARS") == "" {
		t.Skip("measures time: REDRESS_BARS=1 on a quiet machine, or .ci/run bars")
	}
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }
