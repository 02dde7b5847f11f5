package classify

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// twoVersions are the hotel rules before and after large demands became major.
func twoVersions(t *testing.T) (before, after *Classifier) {
	rs := hotelRules()
	rs.Version = "2"
	rs.Tables[3].Rows[4].Then = "major"
	return mustCompile(t, hotelRules()), mustCompile(t, rs)
}

// numbered are n past cases without keeping them.
func numbered(n int) iter.Seq2[string, Facts] {
	return func(yield func(string, Facts) bool) {
		for i := range n {
			if !yield(fmt.Sprintf("C%d", i), Facts{}.Money("demand", int64(i%4)*50_000, "CNY").Number("people", 1)) {
				return
			}
		}
	}
}

func TestComparisonOf100000CasesTellsItsProgress(t *testing.T) {
	before, after := twoVersions(t)
	n := 100_000
	if testing.Short() {
		n = 10_000
	}
	type step struct{ done, changed int }
	var steps []step
	changes := 0
	err := Comparison{
		Before: before, After: after, Every: n / 10,
		Progress: func(done, changed int) { steps = append(steps, step{done, changed}) },
	}.Run(t.Context(), numbered(n), func(c Change) error {
		if c.Dimension == DimSeverity {
			changes++
		}
		return nil
	})
	require.NoError(t, err)
	assert.Equal(t, n/2, changes, "two of four demands are 100 000 or more")
	require.Len(t, steps, 10)
	for i, s := range steps {
		assert.Equal(t, step{(i + 1) * n / 10, (i + 1) * n / 20}, s)
	}
}

func TestComparisonProgressAtTheEnd(t *testing.T) {
	before, after := twoVersions(t)
	for _, tc := range []struct {
		name  string
		cases int
		want  []int
	}{
		{"no cases", 0, []int{0}},
		{"less than one step", 7, []int{7}},
		{"whole steps", 20, []int{10, 20}},
		{"a step and a rest", 25, []int{10, 20, 25}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var told []int
			err := Comparison{Before: before, After: after, Every: 10, Progress: func(done, _ int) { told = append(told, done) }}.
				Run(t.Context(), numbered(tc.cases), func(Change) error { return nil })
			require.NoError(t, err)
			assert.Equal(t, tc.want, told)
		})
	}
}

func TestComparisonEndsWithTheFirstError(t *testing.T) {
	before, after := twoVersions(t)
	full := errors.New("disk full")
	seen := 0
	err := Comparison{Before: before, After: after}.Run(t.Context(), numbered(100), func(Change) error { seen++; return full })
	require.ErrorIs(t, err, full)
	assert.Equal(t, 1, seen)

	ctx, cancel := context.WithCancel(t.Context())
	err = Comparison{Before: before, After: after, Every: 10, Progress: func(int, int) { cancel() }}.
		Run(ctx, numbered(100), func(Change) error { return nil })
	require.ErrorIs(t, err, context.Canceled)
}
