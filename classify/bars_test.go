package classify

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// least is the least time one call of f took over some rounds of n calls: a busy machine
// makes a round slower, never faster.
func least(rounds, n int, f func()) time.Duration {
	out := time.Duration(1 << 62)
	for range rounds {
		begin := time.Now()
		for range n {
			f()
		}
		out = min(out, time.Since(begin)/time.Duration(n))
	}
	return out
}

// The bars of the design that only the inside can measure.
func TestBars(t *testing.T) {
	if os.Getenv("REDRESS_BARS") == "" {
		t.Skip("measures time: REDRESS_BARS=1 on a quiet machine, or .ci/run bars")
	}
	t.Run("a table of 100 rows takes 50 ns", func(t *testing.T) {
		table, f := tableFixture(t)
		look := func() {
			cur := table.start(f)
			cur.next()
		}
		took := least(50, 20_000, look)
		for range 500 { // a neighbour on the same core halves its speed for a while
			if took > 50*time.Nanosecond {
				took = min(took, least(100, 20_000, look))
			}
		}
		t.Logf("%v", took)
		assert.LessOrEqual(t, took, 50*time.Nanosecond)
		assert.Zero(t, testing.AllocsPerRun(100, look))
	})
	for name, rs := range map[string]RuleSet{
		"priority": columns8(HitPriority, false), "priority, overlapping a lot": columns8(HitPriority, true),
		"unique": columns8(HitUnique, false), "unique, overlapping a lot": columns8(HitUnique, true),
	} {
		t.Run("200 rows of 8 columns are proved in a second: "+name, func(t *testing.T) {
			took := least(2, 1, func() { rs.Validate() })
			for range 20 {
				if took > time.Second {
					took = min(took, least(1, 1, func() { rs.Validate() }))
				}
			}
			t.Logf("%v", took)
			assert.LessOrEqual(t, took, time.Second)
		})
	}
}
