// Package storetest is the contract of complaint.Store as a test suite: a store that passes Run may stand under a desk.
//
// A store plugs in with a few lines:
//
//	func TestStore(t *testing.T) {
//		storetest.Run(t, storetest.Harness{
//			Open: func(t testing.TB) complaint.Store { return memstore.New() },
//		})
//	}
//
// The suite builds its units by hand, without a desk, so that what fails is the store. Run it with -race.
package storetest

import (
	"testing"

	"github.com/redress-go/redress/complaint"
)

// Harness is what a store brings to the suite. Only Open is required; the other functions say what else the store can
// do, and the cases about it are skipped where they are nil.
type Harness struct {
	// Open returns an empty store. What it needs to tear down it registers with t.Cleanup. Called once for each case.
	Open func(t testing.TB) complaint.Store

	// Crash returns a store on what is left of s when its process dies at this moment: nothing of s was closed, drained
	// or flushed. The suite does not use s afterwards.
	Crash func(t testing.TB, s complaint.Store) complaint.Store

	// Share returns another store on the data of s, as a second process would open it. The suite uses both at once.
	Share func(t testing.TB, s complaint.Store) complaint.Store
}

// Run holds a store to the contract: every case is a subtest on an empty store of its own, named after the rule it
// checks, in groups by theme (go test -run 'TestStore/outbox').
func Run(t *testing.T, h Harness) {
	t.Helper()
	for _, g := range suite() {
		t.Run(g.theme, func(t *testing.T) {
			for _, c := range g.cases {
				t.Run(c.rule, func(t *testing.T) { c.run(t, h) })
			}
		})
	}
}

// group is the cases of one theme.
type group struct {
	theme string
	cases []testCase
}

// testCase is one rule of the contract.
type testCase struct {
	rule  string
	needs need
	check func(w *world)
}

// need is a capability without which a case is skipped.
type need int

// The capabilities.
const (
	nothing  need = iota
	crashing      // Harness.Crash
	sharing       // Harness.Share
)

// suite returns every group.
func suite() []group {
	return []group{
		{"cases", caseRules()},
		{"conflict", conflictRules()},
		{"unit", unitRules()},
		{"ledger", ledgerRules()},
		{"boxes", boxRules()},
		{"receipts", receiptRules()},
		{"numbers", numberRules()},
		{"outbox", outboxRules()},
		{"lease", leaseRules()},
		{"digest", digestRules()},
		{"dead", deadRules()},
		{"documents", documentRules()},
		{"hostile", hostileRules()},
		{"query", queryRules()},
		{"pages", pageRules()},
		{"wake", wakeRules()},
		{"matches", matchRules()},
		{"concurrency", concurrencyRules()},
		{"races", raceRules()},
		{"shared", sharedRules()},
		{"crash", crashRules()},
	}
}

// run checks the rule on a fresh store, or skips it.
func (c testCase) run(t testing.TB, h Harness) {
	t.Helper()
	if c.needs == crashing && h.Crash == nil || c.needs == sharing && h.Share == nil {
		t.Skip("the store does not claim this")
	}
	c.check(&world{TB: t, Store: h.Open(t), harness: h})
}
