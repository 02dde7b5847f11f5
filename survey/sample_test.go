package survey

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// housed are people in buildings of the sizes given.
func housed(sizes map[string]int) (people []Person) {
	for building, n := range sizes {
		for i := range n {
			people = append(people, Person{
				ID:     fmt.Sprintf("%s-%03d", building, i),
				Groups: map[string]string{"building": building, "floor": fmt.Sprint(i % 2)},
			})
		}
	}
	return people
}

// perStratum is how many a draw takes of each stratum.
func perStratum(d Draw) map[string]int {
	out := map[string]int{}
	for _, s := range d.Strata {
		out[s.Value] = s.Drawn
	}
	return out
}

func TestStratifiedDraws(t *testing.T) {
	for _, tc := range []struct {
		name       string
		sizes      map[string]int
		size       int
		allocation Allocation
		want       map[string]int
	}{
		{"in proportion", map[string]int{"A": 60, "B": 30, "C": 10}, 20, "", map[string]int{"A": 12, "B": 6, "C": 2}},
		{"remainders to the largest", map[string]int{"A": 45, "B": 35, "C": 20}, 9, Proportional, map[string]int{"A": 4, "B": 3, "C": 2}},
		{"equal remainders by name", map[string]int{"B": 10, "A": 10, "C": 10}, 4, Proportional, map[string]int{"A": 2, "B": 1, "C": 1}},
		{"equally", map[string]int{"A": 60, "B": 30, "C": 10}, 15, Equal, map[string]int{"A": 5, "B": 5, "C": 5}},
		{"what one cannot fill goes to the others", map[string]int{"A": 60, "B": 30, "C": 2}, 20, Equal, map[string]int{"A": 9, "B": 9, "C": 2}},
		{"more than there are asks everybody", map[string]int{"A": 3, "B": 1}, 99, Equal, map[string]int{"A": 3, "B": 1}},
		{"nobody", nil, 5, "", map[string]int{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := drawn(t, Sample{Size: tc.size, Seed: "x", By: "building", Allocation: tc.allocation}, housed(tc.sizes))
			assert.Equal(t, tc.want, perStratum(d))
			for _, s := range d.Strata {
				assert.Equal(t, tc.sizes[s.Value], s.Eligible)
			}
		})
	}
}

func TestQuotas(t *testing.T) {
	people := housed(map[string]int{"A": 40, "B": 40})
	count := func(d Draw, dimension, value string) (n int) {
		in := map[string]bool{}
		for _, p := range people {
			in[p.ID] = p.Groups[dimension] == value
		}
		for _, id := range d.Chosen {
			if in[id] {
				n++
			}
		}
		return n
	}
	d := drawn(t, Sample{Size: 30, Seed: "q", Quotas: []Quota{{"building", "A", 5}, {"floor", "0", 15}}}, people)
	assert.Equal(t, 5, count(d, "building", "A"))
	assert.LessOrEqual(t, count(d, "floor", "0"), 15)
	assert.Len(t, d.Chosen, 30)
	assert.Equal(t, 50, d.NotDrawn)

	d = drawn(t, Sample{Size: 30, Seed: "q", Quotas: []Quota{{"building", "A", 0}, {"building", "B", 3}}}, people)
	assert.Len(t, d.Chosen, 3, "quotas may leave the sample short")
	d = drawn(t, Sample{Quotas: []Quota{{"building", "A", 1}}}, people)
	assert.Len(t, d.Chosen, 41, "also where everybody is asked")
}

func TestStratifiedDrawRefuses(t *testing.T) {
	_, err := Sample{Size: 2, Seed: "x", By: "building"}.Draw([]Person{{ID: "a"}, {ID: "b", Groups: map[string]string{"building": "1"}}}, 0, noon)
	assert.Equal(t, map[string]string{"people[0].groups": `must have a value for "building"`}, faultsOf(t, err))
	_, err = Sample{OneIn: 3, Seed: "x"}.Draw(nil, 0, noon)
	assert.Contains(t, faultsOf(t, err), "one_in")
}

// Whatever the strata, a draw fills the sample as far as there are people, and
// no stratum beyond itself; in proportion none is off by a whole person.
func TestAllocationAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		strata := rapid.MapOfN(rapid.StringMatching(`[a-f]{1,2}`), rapid.IntRange(1, 40), 1, 6).Draw(t, "strata")
		size := rapid.IntRange(1, 150).Draw(t, "size")
		s := Sample{Allocation: rapid.SampledFrom([]Allocation{"", Proportional, Equal}).Draw(t, "allocation")}
		total := 0
		for _, n := range strata {
			total += n
		}
		size = min(size, total)
		sum := 0
		for name, n := range s.allocate(size, strata) {
			require.LessOrEqual(t, n, strata[name])
			sum += n
			if s.Allocation != Equal {
				require.InDelta(t, float64(size)*float64(strata[name])/float64(total), n, 1)
			}
		}
		require.Equal(t, size, sum)
	})
}

// BenchmarkDraw draws 400 of 10 000 people, from all and by strata.
func BenchmarkDraw(b *testing.B) {
	people := housed(map[string]int{"A": 6000, "B": 3000, "C": 1000})
	for _, by := range []string{"", "building"} {
		b.Run("by="+by, func(b *testing.B) {
			for b.Loop() {
				if _, err := (Sample{Size: 400, Seed: "2026-Q3", By: by}).Draw(people, 0, noon); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
