package survey

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// noon is the instant of every draw here.
var noon = time.Date(2026, 9, 30, 12, 0, 0, 0, time.UTC)

// residents are n people who were never asked.
func residents(n int) []Person {
	out := make([]Person, n)
	for i := range out {
		out[i].ID = fmt.Sprintf("r%03d", i)
	}
	return out
}

func drawn(t require.TestingT, s Sample, people []Person) Draw {
	return rested(t, s, 0, people)
}

// rested is a draw with a cool-down.
func rested(t require.TestingT, s Sample, coolDown Wait, people []Person) Draw {
	d, err := s.Draw(people, coolDown, noon)
	require.NoError(t, err)
	return d
}

// req: R21.5
func TestDrawSizes(t *testing.T) {
	for _, tc := range []struct {
		name             string
		size, people     int
		chosen, notDrawn int
	}{
		{"some of many", 10, 100, 10, 90},
		{"zero asks everybody", 0, 100, 100, 0},
		{"more than there are asks everybody", 200, 100, 100, 0},
		{"nobody to ask", 10, 0, 0, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := drawn(t, Sample{Size: tc.size, Seed: "2026-Q3"}, residents(tc.people))
			assert.Len(t, d.Chosen, tc.chosen)
			assert.Equal(t, tc.notDrawn, d.NotDrawn)
			assert.Zero(t, d.CoolingDown)
		})
	}
}

func TestCoolDown(t *testing.T) {
	shanghai := time.FixedZone("CST", 8*3600)
	for _, tc := range []struct {
		name      string
		lastAsked time.Time
		asked     bool
	}{
		{"never asked", time.Time{}, true},
		{"asked exactly the cool-down ago", noon.Add(-90 * 24 * time.Hour), true},
		{"asked a nanosecond less ago", noon.Add(-90*24*time.Hour + 1), false},
		{"another zone changes nothing", noon.Add(-90*24*time.Hour + 1).In(shanghai), false},
		{"asked just now", noon, false},
		{"a clock ahead of ours", noon.Add(time.Hour), false},
		{"asked centuries ago", time.Date(1600, 1, 1, 0, 0, 0, 0, time.UTC), true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := rested(t, Sample{}, Days(90), []Person{{ID: "r1", LastAsked: tc.lastAsked}})
			assert.Equal(t, tc.asked, len(d.Chosen) == 1)
			assert.Equal(t, !tc.asked, d.CoolingDown == 1)

			d = drawn(t, Sample{}, []Person{{ID: "r1", LastAsked: tc.lastAsked}})
			assert.Len(t, d.Chosen, 1, "without a cool-down anybody may be asked")
		})
	}
}

func TestWhoWasNeverAskedIsNeverCoolingDown(t *testing.T) {
	people := []Person{{ID: "new"}, {ID: "old", LastAsked: noon.AddDate(-200, 0, 0)}}
	d := rested(t, Sample{}, math.MaxInt64, people)
	assert.Equal(t, Draw{Chosen: []string{"new"}, CoolingDown: 1}, d)

	// Nor on a clock that starts with the calendar.
	d, err := Sample{}.Draw(people[:1], Wait(time.Hour), time.Time{}.Add(time.Minute))
	require.NoError(t, err)
	assert.Equal(t, []string{"new"}, d.Chosen)
}

func TestCoolDownComesBeforeTheDraw(t *testing.T) {
	people := residents(20)
	for i := range 15 {
		people[i].LastAsked = noon.Add(-time.Hour)
	}
	d := rested(t, Sample{Size: 5, Seed: "x"}, Days(1), people)
	assert.ElementsMatch(t, []string{"r015", "r016", "r017", "r018", "r019"}, d.Chosen)
	assert.Equal(t, 15, d.CoolingDown)
}

func TestAPersonListedTwiceCountsOnce(t *testing.T) {
	d := rested(t, Sample{}, Wait(time.Hour), []Person{{ID: "r1", LastAsked: noon}, {ID: "r1"}, {ID: "r2"}, {ID: "r2"}})
	assert.Equal(t, Draw{Chosen: []string{"r2"}, CoolingDown: 1}, d, "the later asking rules")
}

func TestDrawRefuses(t *testing.T) {
	_, err := Sample{Size: -1}.Draw([]Person{{}, {ID: "a"}, {ID: " "}}, -1, time.Time{})
	assert.Equal(t, map[string]string{
		"size": "must not be negative, is -1", "cool_down": "must not be negative, is -1ns", "at": "must be set",
		"people[0].id": "must not be blank", "people[2].id": "must not be blank",
	}, faultsOf(t, err))
	_, err = Sample{Size: 1, Seed: " "}.Draw(nil, 0, noon)
	assert.Contains(t, faultsOf(t, err), "seed")
}

// A published seed must draw the same people for ever, in every release. The
// list was computed by another program from the rule in the comment of Draw.
func TestDrawIsPinned(t *testing.T) {
	d := drawn(t, Sample{Size: 5, Seed: "2026-Q3"}, residents(100))
	assert.Equal(t, []string{"r002", "r029", "r053", "r033", "r063"}, d.Chosen)
}

func TestDrawDependsOnSeedAndIDsAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := residents(rapid.IntRange(1, 60).Draw(t, "people"))
		plan := Sample{Size: rapid.IntRange(1, 60).Draw(t, "size"), Seed: rapid.StringMatching(`[a-z]{1,8}`).Draw(t, "seed")}
		want := drawn(t, plan, people)

		require.Equal(t, want, drawn(t, plan, rapid.Permutation(people).Draw(t, "order")), "order")
		larger := plan
		larger.Size++
		require.Equal(t, want.Chosen, drawn(t, larger, people).Chosen[:len(want.Chosen)], "a larger sample keeps the smaller")

		// One person more takes at most one place.
		more := drawn(t, plan, append(slices.Clone(people), Person{ID: "newcomer"}))
		lost := 0
		for _, id := range want.Chosen {
			if !slices.Contains(more.Chosen, id) {
				lost++
			}
		}
		require.LessOrEqual(t, lost, 1)
	})
}

// Every person is drawn equally often, and so is every pair: 20 000 draws of 4
// from 10, chi-squared at one in a thousand.
func TestDrawIsSimpleRandom(t *testing.T) {
	const runs = 20_000
	people := residents(10)
	singles, pairs := map[string]float64{}, map[[2]string]float64{}
	for i := range runs {
		ids := drawn(t, Sample{Size: 4, Seed: fmt.Sprint("seed", i)}, people).Chosen
		slices.Sort(ids)
		for i, a := range ids {
			singles[a]++
			for _, b := range ids[i+1:] {
				pairs[[2]string{a, b}]++
			}
		}
	}
	chi := func(observed float64, expected float64) float64 { return math.Pow(observed-expected, 2) / expected }
	sum := 0.0
	for _, n := range singles {
		sum += chi(n, runs*4.0/10)
	}
	require.Len(t, singles, 10)
	assert.Less(t, sum/(1-4.0/10), 27.9*1.1, "9 degrees of freedom")
	sum = 0
	for _, n := range pairs {
		sum += chi(n, runs*6.0/45)
	}
	require.Len(t, pairs, 45)
	assert.Less(t, sum/(1-6.0/45), 78.7*1.1, "44 degrees of freedom")
}

// Who stands in the list twice with two buildings belongs to neither for sure:
// the order of the list must not decide.
func TestAPersonOfTwoStrataIsRefused(t *testing.T) {
	in := func(building string) Person {
		return Person{ID: "r1", Groups: map[string]string{"building": building, "floor": building}}
	}
	s := Sample{Size: 1, Seed: "x", By: "building"}
	_, err := s.Draw([]Person{in("1"), in("2")}, 0, noon)
	assert.Contains(t, faultsOf(t, err)["people[1].groups"], `"building"`)
	s = Sample{Quotas: []Quota{{Dimension: "floor", Value: "1", AtMost: 1}}}
	_, err = s.Draw([]Person{in("1"), in("2")}, 0, noon)
	assert.Contains(t, faultsOf(t, err)["people[1].groups"], `"floor"`)
	_, err = s.Draw([]Person{in("1"), in("1")}, 0, noon)
	require.NoError(t, err)
	_, err = Sample{Size: 1, Seed: "x"}.Draw([]Person{in("1"), in("2")}, 0, noon)
	require.NoError(t, err, "where groups decide nothing they may differ")
}
