package storetest

import (
	"fmt"
	"slices"
	"sync"

	"github.com/stretchr/testify/require"
)

// numberRules is what holds for reserved numbers (投诉编号): no number twice, and none lost without a trace.
func numberRules() []testCase {
	return []testCase{
		{rule: "numbers count from one without a gap", check: counts},
		{rule: "the same key gets the same number", check: sameKey},
		{rule: "each series counts for itself", check: perSeries},
		{rule: "each organisation counts for itself", check: perOrg},
		{rule: "callers at once get different numbers", check: atOnce},
		{rule: "callers at once with one key get one number", check: atOnceSameKey},
		{rule: "a long run keeps counting", check: longRun},
	}
}

// reserve returns a number that must be given.
func reserve(w *world, org, series, key string) int64 {
	w.Helper()
	n, err := w.Reserve(w.Context(), org, series, key)
	require.NoError(w, err)
	return n
}

func counts(w *world) {
	for n := int64(1); n <= 5; n++ {
		require.Equal(w, n, reserve(w, org, "2026", fmt.Sprint("key", n)))
	}
}

func sameKey(w *world) {
	require.EqualValues(w, 1, reserve(w, org, "2026", "a"))
	require.EqualValues(w, 2, reserve(w, org, "2026", "b"))
	require.EqualValues(w, 1, reserve(w, org, "2026", "a"))
	require.EqualValues(w, 3, reserve(w, org, "2026", "c"))
}

func perSeries(w *world) {
	require.EqualValues(w, 1, reserve(w, org, "2026", "a"))
	require.EqualValues(w, 2, reserve(w, org, "2026", "b"))
	require.EqualValues(w, 1, reserve(w, org, "2027", "a"))
	require.EqualValues(w, 2, reserve(w, org, "2026", "b"))
}

func perOrg(w *world) {
	require.EqualValues(w, 1, reserve(w, org, "2026", "a"))
	require.EqualValues(w, 1, reserve(w, "seaside", "2026", "b"))
	require.EqualValues(w, 2, reserve(w, "seaside", "2026", "a"))
}

// reserveAtOnce reserves once for each key, all at the same time, and returns the numbers in order.
func reserveAtOnce(w *world, keys []string) []int64 {
	numbers, errs := make([]int64, len(keys)), make([]error, len(keys))
	var wg sync.WaitGroup
	for i, key := range keys {
		wg.Go(func() { numbers[i], errs[i] = w.Reserve(w.Context(), org, "2026", key) })
	}
	wg.Wait()
	for _, err := range errs {
		require.NoError(w, err)
	}
	slices.Sort(numbers)
	return numbers
}

func atOnce(w *world) {
	keys, want := make([]string, 32), make([]int64, 32)
	for i := range keys {
		keys[i], want[i] = fmt.Sprint("key", i), int64(i+1)
	}
	require.Equal(w, want, reserveAtOnce(w, keys))
}

func atOnceSameKey(w *world) {
	numbers := reserveAtOnce(w, slices.Repeat([]string{"a"}, 16))
	require.Equal(w, slices.Repeat([]int64{1}, 16), numbers)
	require.EqualValues(w, 2, reserve(w, org, "2026", "b"))
}

func longRun(w *world) {
	for n := int64(1); n <= 120; n++ {
		require.Equal(w, n, reserve(w, org, "2026", fmt.Sprint("key", n)))
	}
	require.EqualValues(w, 7, reserve(w, org, "2026", "key7"))
}
