package survey

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// inBuildings is a result of so many answers in each building, MinCell 30.
func inBuildings(t testing.TB, ungrouped int, sizes ...int) Result {
	t.Helper()
	a := analysed(t, scores("halls", slices.Repeat([]Score{4}, ungrouped)...)...)
	for i, n := range sizes {
		for range n {
			require.NoError(t, a.Add(replyIn(Answers{"halls": Score(4)}, "building", fmt.Sprint(i))))
		}
	}
	return a.Result()
}

func TestWithhold(t *testing.T) {
	for _, tc := range []struct {
		name      string
		ungrouped int
		sizes     []int
		shown     []string
	}{
		{"groups that are large enough", 0, []int{30, 40}, []string{"0", "1"}},
		{"one person could be told from total and others", 0, []int{1, 40, 35}, []string{"1"}},
		{"two small ones cover each other", 0, []int{15, 15, 40}, []string{"2"}},
		{"but not when they are too few together", 0, []int{14, 15, 40, 50}, []string{"3"}},
		{"people in no group cover them", 30, []int{1, 40}, []string{"1"}},
		{"a few people in no group need cover themselves", 5, []int{40, 50}, []string{"1"}},
		{"all groups are small", 0, []int{10, 10, 12}, nil},
		{"a total that is too small shows nothing", 0, []int{10, 19}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := inBuildings(t, tc.ungrouped, tc.sizes...)
			out := r.Withhold()
			var shown []string
			for _, g := range out.Groups {
				shown = append(shown, g.Value)
			}
			assert.Equal(t, tc.shown, shown)
			assert.Equal(t, len(tc.sizes)-len(tc.shown), out.Withheld)
			assert.Equal(t, r.Total.Responses, out.Total.Responses)
			assert.Equal(t, r.Total.Responses >= 30, out.Total.Overall.Satisfied.N() > 0)
			assert.Len(t, r.Groups, len(tc.sizes), "the result itself is left alone")
			var b strings.Builder
			require.NoError(t, out.WriteTable(&b, English))
			assert.Equal(t, out.Withheld > 0, strings.Contains(b.String(), "groups withheld"))
		})
	}
}

// Whatever the sizes, nobody can subtract fewer than MinCell people out of what
// is shown, and doing it twice changes nothing.
func TestWithholdLeavesNoFewPeople(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := Result{MinCell: 30, Total: Breakdown{Responses: int64(rapid.IntRange(0, 60).Draw(rt, "ungrouped"))}}
		for i, n := range rapid.SliceOfN(rapid.Int64Range(0, 80), 0, 8).Draw(rt, "sizes") {
			r.Groups = append(r.Groups, Group{Dimension: "building", Value: fmt.Sprint(i), Breakdown: Breakdown{Responses: n}})
			r.Total.Responses += n
		}
		out := r.Withhold()
		rest := out.Total.Responses
		for _, g := range out.Groups {
			require.GreaterOrEqual(rt, g.Responses, int64(30))
			rest -= g.Responses
		}
		require.True(rt, rest == 0 || rest >= 30 || len(out.Groups) == 0)
		require.Equal(rt, out, out.Withhold())
	})
}
