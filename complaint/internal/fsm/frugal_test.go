//go:build !race

package fsm_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestFireIsFrugal holds the bar of at most 8 allocations for one event. The race detector makes a
// sync.Pool forget at random, so it does not count there.
func TestFireIsFrugal(t *testing.T) {
	table, f := compile(t), &file{answered: true}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	allocs := testing.AllocsPerRun(1000, func() {
		_, _ = table.Fire(ctx, "resolve", "executing", f)
	})
	assert.LessOrEqual(t, allocs, 8.0)
	assert.Zero(t, testing.AllocsPerRun(100, func() { table.To("resolve", "executing") }))
}
