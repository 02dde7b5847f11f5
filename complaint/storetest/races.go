package storetest

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// rounds is how often two callers meet in a race that a store may win by luck.
const rounds = 8

// raceRule is a rule that is held with all callers on one store, and again with half of them on a second process's.
type raceRule struct {
	rule  string
	check func(w, other *world)
}

// races are the ways in which two callers get into each other's way, each of which some store has lost: what one of them
// looked at is no longer so when it writes.
func races() []raceRule {
	return []raceRule{
		{"of new cases with one id exactly one is written", oneID},
		{"of new cases with one number exactly one is written", oneNumber},
		{"of records with one place in a stream exactly one is written", oneSeq},
		{"of first versions of a tally exactly one is written", oneTally},
		{"of documents with one name and other bytes exactly one is written", oneDocument},
		{"the same document put by many is there once, and nobody fails", sameDocuments},
		{"of requests with one key exactly one is written, the others are duplicates", oneReceipt},
		{"sixty-four writers on one series: no number twice, none left out", func(w, other *world) { series(w, other, 64) }},
		{"sixty-four writers with sixteen keys: each key has one number", func(w, other *world) { series(w, other, 16) }},
		{"a row added while the last one of its case is settled leaves", addedWhileSettled},
		{"a row added to a digest while its last one is settled leaves", gatheredWhileSettled},
		{"what is cancelled while it is in somebody's hands never leaves", cancelledWhileSettled},
		{"a lease settles a row or passes on, never both", settledWhilePassedOn},
		{"a park beside a write of the case loses neither version nor record", parkedWhileWritten},
		{"units that meet in many things in other orders all get through", otherOrders},
	}
}

// raceRules is the races inside one process.
func raceRules() []testCase {
	var rules []testCase
	for _, r := range races() {
		rules = append(rules, testCase{rule: r.rule, check: func(w *world) { r.check(w, w) }})
	}
	return append(rules,
		testCase{rule: "a page never holds a case that does not pass its filter", check: passesFilter},
		testCase{rule: "readers never see half of the records of a unit", check: neverHalfRecords})
}

// pickOf returns the store of the ith caller.
func pickOf(w, other *world, i int) complaint.Store {
	return []complaint.Store{w.Store, other.Store}[i%2]
}

// exactlyOne commits units at once and returns the one that was written; the others must be refused with an error of a
// kind.
func exactlyOne(w, other *world, kind error, unitOf func(i int) *complaint.Changeset) *complaint.Changeset {
	w.Helper()
	const callers = 8
	var mu sync.Mutex
	var won []*complaint.Changeset
	together(w, callers, func(i int) error {
		u := unitOf(i)
		err := pickOf(w, other, i).Commit(w.Context(), u)
		if errors.Is(err, kind) {
			return nil
		}
		mu.Lock()
		defer mu.Unlock()
		won = append(won, u)
		return err
	})
	require.Len(w, won, 1)
	return won[0]
}

func oneID(w, other *world) {
	for n := range rounds {
		u := exactlyOne(w, other, complaint.ErrConflict, func(i int) *complaint.Changeset {
			return unit(newCase(n, numbered(fmt.Sprint(n, i)), func(c *complaint.Case) { c.Contacts = i }))
		})
		w.stored(u.Cases[0].Case)
		chained(w, u.Cases[0].Case)
	}
}

func oneNumber(w, other *world) {
	for n := range rounds {
		number := fmt.Sprint("C-", n)
		u := exactlyOne(w, other, complaint.ErrConflict, func(i int) *complaint.Changeset {
			return unit(newCase(10*n+i, numbered(number)))
		})
		require.Equal(w, []complaint.CaseID{u.Cases[0].Case.ID}, w.query(complaint.Query{Filter: complaint.Filter{Number: number}}))
	}
}

func oneSeq(w, other *world) {
	var prev complaint.Hash
	for n := range int64(rounds) {
		u := exactlyOne(w, other, complaint.ErrConflict, func(i int) *complaint.Changeset {
			r := record("desk", n+1, prev)
			r.Public = fmt.Append(nil, i)
			r.Hash = hash(&r)
			return &complaint.Changeset{Streams: []complaint.Record{r}}
		})
		prev = u.Streams[0].Hash
		require.Equal(w, u.Streams[0], w.entry("desk", n+1))
	}
	require.Len(w, w.entries("desk"), rounds)
}

// documentOf returns a first version that the ith caller writes in a round.
func documentOf(kind string, n int, data string) *complaint.Changeset {
	return put(complaint.Document{Kind: kind, ID: fmt.Sprint(n), Version: 1, Data: []byte(data)})
}

func oneTally(w, other *world) {
	for n := range rounds {
		u := exactlyOne(w, other, complaint.ErrConflict, func(int) *complaint.Changeset { return documentOf("tally", n, "same") })
		holdsDocument(w, u.Documents[0])
	}
}

func oneDocument(w, other *world) {
	for n := range rounds {
		u := exactlyOne(w, other, complaint.ErrConflict, func(i int) *complaint.Changeset { return documentOf("playbook", n, fmt.Sprint(i)) })
		holdsDocument(w, u.Documents[0])
	}
}

func sameDocuments(w, other *world) {
	for n := range rounds {
		together(w, 8, func(i int) error {
			return pickOf(w, other, i).Commit(w.Context(), documentOf("playbook", n, "same"))
		})
		holdsDocument(w, documentOf("playbook", n, "same").Documents[0])
	}
	other.commit(documentOf("playbook", rounds, "same"))
	holdsDocument(w, documentOf("playbook", rounds, "same").Documents[0])
}

func oneReceipt(w, other *world) {
	for n := range rounds {
		key := fmt.Sprint("k", n)
		u := exactlyOne(w, other, complaint.ErrDuplicate, func(i int) *complaint.Changeset {
			u := unit(newCase(10*n + i))
			u.Receipt = receipt(u.Cases[0].Case, key)
			return u
		})
		got, err := w.Receipt(w.Context(), org, key)
		require.NoError(w, err)
		require.Equal(w, *u.Receipt, got)
	}
	require.Len(w, w.query(complaint.Query{}), rounds, "what is a duplicate leaves no case")
}

// series lets 64 writers reserve with so many keys.
func series(w, other *world, keys int) {
	const writers = 64
	var mu sync.Mutex
	of := map[string]map[int64]bool{}
	together(w, writers, func(i int) error {
		key := fmt.Sprint("key", i%keys)
		n, err := pickOf(w, other, i/keys+i).Reserve(w.Context(), org, "2026", key)
		mu.Lock()
		defer mu.Unlock()
		if of[key] == nil {
			of[key] = map[int64]bool{}
		}
		of[key][n] = true
		return err
	})
	seen := map[int64]bool{}
	for key, numbers := range of {
		require.Len(w, numbers, 1, "%s has one number", key)
		for n := range numbers {
			require.False(w, seen[n], "%d was given twice", n)
			require.True(w, n >= 1 && n <= int64(keys), "%d leaves out a number", n)
			seen[n] = true
		}
	}
	require.EqualValues(w, keys+1, reserve(w, org, "2026", "next"))
	require.EqualValues(w, keys+2, reserve(other, org, "2026", "the one after"))
}

// meet runs two calls at once; a conflict is tried again.
func meet(w *world, first, second func() error) {
	w.Helper()
	together(w, 2, func(i int) error { return retry([]func() error{first, second}[i]) })
}

// rowMore returns a unit that writes the next version of a case with one more row.
func rowMore(c *complaint.Case, changes ...func(*complaint.OutboxRow)) *complaint.Changeset {
	u := unit(next(c))
	row := notice(u.Cases[0].Case, 0)
	for _, f := range changes {
		f(&row)
	}
	u.Outbox = []complaint.OutboxRow{row}
	return u
}

// result ends a lease, as delivered or as dead.
func result(o complaint.OutboxRow, dead bool) []complaint.OutboxResult {
	return []complaint.OutboxResult{{ID: o.ID, Lease: o.Lease, Done: !dead, Dead: dead}}
}

func addedWhileSettled(w, other *world) {
	for n := range rounds {
		send(w, n, 1)
		row := w.claimOne(evening())
		u := rowMore(w.load(id(n)))
		meet(w,
			func() error { return other.Settle(w.Context(), result(row, n%3 == 2)) },
			func() error { return w.Commit(w.Context(), u) })
		got := w.claim(evening())
		require.Equal(w, rowIDs(u.Outbox), rowIDs(got), "round %d", n)
		w.deliver(got...)
	}
}

func gatheredWhileSettled(w, other *world) {
	for n := range rounds {
		send(w, n, 1, gathered("person:u1"))
		row := w.claimDigest(evening())
		require.Len(w, row, 1)
		u := rowMore(w.load(id(n)), gathered("person:u1"))
		meet(w,
			func() error { return other.Settle(w.Context(), result(row[0], n%3 == 2)) },
			func() error { return w.Commit(w.Context(), u) })
		got := w.claimDigest(evening().Add(time.Minute))
		require.Equal(w, rowIDs(u.Outbox), rowIDs(got), "round %d", n)
		w.deliver(got...)
	}
}

func cancelledWhileSettled(w, other *world) {
	for n := range rounds {
		send(w, n, 2)
		row := w.claimOne(evening())
		u := unit(next(w.load(id(n))))
		u.Cancel = list(n)
		retried := []complaint.OutboxResult{{ID: row.ID, Lease: row.Lease, Retry: evening()}}
		meet(w,
			func() error { return w.Settle(w.Context(), retried) },
			func() error { return other.Commit(w.Context(), u) })
		require.Empty(w, w.claim(evening().Add(24*time.Hour)), "round %d", n)
	}
}

func settledWhilePassedOn(w, other *world) {
	later := evening().Add(time.Minute)
	for n := range rounds {
		send(w, n, 1)
		first := other.claimOne(evening())
		var second []complaint.OutboxRow
		meet(w,
			func() error { return w.Settle(w.Context(), result(first, false)) },
			func() (err error) {
				second, err = other.Claim(w.Context(), complaint.OutboxQuery{Now: later, Lease: time.Minute})
				return err
			})
		left := w.claim(later.Add(time.Minute))
		require.Len(w, left, len(second), "round %d: who has the row settles it", n)
		w.deliver(left...)
	}
}
