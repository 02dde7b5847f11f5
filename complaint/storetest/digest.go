package storetest

import (
	"sync"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// digestRules is what holds for rows that leave together as one message.
func digestRules() []testCase {
	return []testCase{
		{rule: "a claimed row of a digest is as it was written", check: samePart},
		{rule: "a row of a digest is no message of its own", check: notAlone},
		{rule: "a row without a digest is in none", check: notTogether},
		{rule: "the rows of a digest leave together, whatever their cases and their number", check: leavesWhole},
		{rule: "a digest leaves one at a time, the longest due first", check: oneDigest},
		{rule: "what may not leave yet stays behind", check: ripeOnly},
		{rule: "asking too early holds nothing back", check: digestTooEarly},
		{rule: "a digest is claimed for its organisation", check: digestPerOrg},
		{rule: "the rows of a case wait for none of its digests", check: digestApart},
		{rule: "a leased digest is nobody else's, new rows neither", check: digestLease},
		{rule: "a digest whose lease ran out passes on, whole", check: digestRunsOut},
		{rule: "a lease that passed on settles no digest", check: digestPassedOn},
		{rule: "after a digest left, the next one waits for its time", check: digestPause},
		{rule: "a row in time for an earlier digest comes with the next one", check: digestLate},
		{rule: "a failed digest is tried again together with what came meanwhile", check: digestRetried},
		{rule: "a dead row of a digest never leaves again", check: digestDead},
		{rule: "a delivered digest never leaves again", check: digestOnce},
		{rule: "cancelled rows leave in no digest", check: digestCancelled},
		{rule: "of many workers one gets a digest", check: digestRace},
		{rule: "of two processes one gets a digest", needs: sharing, check: digestShared},
		{rule: "a digest in somebody's hands outlives a crash", needs: crashing, check: digestCrash},
	}
}

// gathered puts a row into a digest of a quarter of an hour.
func gathered(digest string) func(*complaint.OutboxRow) {
	return func(o *complaint.OutboxRow) { o.Digest, o.Window, o.To = digest, 15*time.Minute, digest }
}

// claimDigest leases the rows of one digest for a minute.
func (w *world) claimDigest(now time.Time) []complaint.OutboxRow {
	w.Helper()
	return w.claimBy(complaint.OutboxQuery{Now: now, Lease: time.Minute, Limit: 1, Digest: true})
}

// settleAll settles rows in one call.
func (w *world) settleAll(rows []complaint.OutboxRow, with complaint.OutboxResult) {
	w.Helper()
	var all []complaint.OutboxResult
	for _, r := range rows {
		with.ID, with.Lease = r.ID, r.Lease
		all = append(all, with)
	}
	w.settle(all...)
}

func samePart(w *world) {
	want := send(w, 1, 1, after(7), gathered("person:u1"))[0]
	rows := w.claimDigest(evening())
	require.Len(w, rows, 1)
	require.NotEmpty(w, rows[0].Lease)
	got := rows[0]
	got.Lease = ""
	require.Equal(w, want, got)
}

func notAlone(w *world) {
	send(w, 1, 2, gathered("person:u1"))
	require.Empty(w, w.claim(evening()))
}

func notTogether(w *world) {
	send(w, 1, 1)
	require.Empty(w, w.claimDigest(evening()))
	require.Len(w, w.claim(evening()), 1)
}

func leavesWhole(w *world) {
	var want []string
	for n := range 120 {
		want = append(want, rowIDs(send(w, n, 2, after(n), gathered("person:u1")))...)
	}
	require.Equal(w, want, rowIDs(w.claimDigest(evening())), "in the order of their cases")
}

func oneDigest(w *world) {
	for n, minutes := range []int{30, 10, 20} {
		send(w, n, 1, after(minutes), gathered([]string{"person:a", "person:b", "person:c"}[n]))
	}
	for _, want := range []string{"person:b", "person:c", "person:a"} {
		rows := w.claimDigest(evening())
		require.Len(w, rows, 1)
		require.Equal(w, want, rows[0].To)
	}
	require.Empty(w, w.claimDigest(evening()))
}

func ripeOnly(w *world) {
	now := send(w, 1, 1, after(10), gathered("person:u1"))
	later := send(w, 2, 1, after(20), gathered("person:u1"))
	require.Empty(w, w.claimDigest(morning().Add(10*time.Minute-time.Microsecond)))
	rows := w.claimDigest(morning().Add(10 * time.Minute))
	require.Equal(w, rowIDs(now), rowIDs(rows))
	w.deliver(rows...)
	require.Empty(w, w.claimDigest(morning().Add(20*time.Minute-time.Microsecond)))
	require.Equal(w, rowIDs(later), rowIDs(w.claimDigest(morning().Add(20*time.Minute))))
}

func digestTooEarly(w *world) {
	send(w, 1, 1, gathered("person:u1"))
	w.settleAll(w.claimDigest(morning()), complaint.OutboxResult{Done: true})
	want := send(w, 2, 1, after(60), gathered("person:u1"))
	require.Empty(w, w.claimDigest(morning().Add(time.Hour-time.Microsecond)))
	require.Equal(w, rowIDs(want), rowIDs(w.claimDigest(morning().Add(time.Hour))))
}

func digestPerOrg(w *world) {
	u := unit(newCase(1), newCase(2, of("seaside")))
	for i := range u.Cases {
		row := notice(u.Cases[i].Case, 0)
		gathered("person:u1")(&row)
		u.Outbox = append(u.Outbox, row)
	}
	w.commit(u)
	rows := w.claimBy(complaint.OutboxQuery{Org: "seaside", Now: evening(), Lease: time.Minute, Digest: true})
	require.Equal(w, []string{u.Outbox[1].ID}, rowIDs(rows))
	require.Equal(w, []string{u.Outbox[0].ID}, rowIDs(w.claimDigest(evening())), "the same name in another organisation")
}

func digestApart(w *world) {
	send(w, 1, 1, after(60), gathered("person:u1"))
	own := sendMore(w, id(1))
	rows := w.claim(morning())
	require.Equal(w, []string{own.ID}, rowIDs(rows))
	w.deliver(rows...)
	second := sendMore(w, id(1))
	require.Equal(w, []string{second.ID}, rowIDs(w.claim(morning())))
	require.Len(w, w.claimDigest(evening()), 1)
}

func digestLease(w *world) {
	send(w, 1, 2, gathered("person:u1"))
	require.Len(w, w.claimDigest(evening()), 2)
	send(w, 2, 1, gathered("person:u1"))
	require.Empty(w, w.claimDigest(evening().Add(time.Minute-time.Microsecond)))
}

func digestRunsOut(w *world) {
	send(w, 1, 2, gathered("person:u1"))
	first := w.claimDigest(evening())
	send(w, 2, 1, gathered("person:u1"))
	second := w.claimDigest(evening().Add(time.Minute))
	require.Len(w, second, 3)
	require.NotEqual(w, first[0].Lease, second[0].Lease)
	require.Equal(w, []int{1, 1, 0}, []int{second[0].Attempts, second[1].Attempts, second[2].Attempts}, "lost tries count")
}

func digestPassedOn(w *world) {
	send(w, 1, 2, gathered("person:u1"))
	first := w.claimDigest(evening())
	second := w.claimDigest(evening().Add(time.Minute))
	w.settleAll(first, complaint.OutboxResult{Done: true})
	require.Empty(w, w.claimDigest(evening().Add(time.Minute)), "the second worker has it")
	third := w.claimDigest(evening().Add(2 * time.Minute))
	require.Equal(w, rowIDs(second), rowIDs(third))
}

func digestPause(w *world) {
	send(w, 1, 1, gathered("person:u1"))
	w.settleAll(w.claimDigest(evening()), complaint.OutboxResult{Done: true, Next: evening().Add(15 * time.Minute)})
	want := send(w, 2, 1, gathered("person:u1"))
	require.Empty(w, w.claimDigest(evening().Add(15*time.Minute-time.Microsecond)))
	require.Equal(w, rowIDs(want), rowIDs(w.claimDigest(evening().Add(15*time.Minute))))
	other := send(w, 3, 1, gathered("person:u2"))
	require.Equal(w, rowIDs(other), rowIDs(w.claimDigest(evening())), "one digest does not wait for another")
}

func digestLate(w *world) {
	send(w, 1, 1, after(30), gathered("person:u1"))
	early := send(w, 2, 1, after(10), gathered("person:u1"))
	rows := w.claimDigest(morning().Add(10 * time.Minute))
	require.Equal(w, rowIDs(early), rowIDs(rows), "a later row may leave earlier")
	w.settleAll(rows, complaint.OutboxResult{Done: true, Next: morning().Add(40 * time.Minute)})
	send(w, 3, 1, after(20), gathered("person:u1"))
	require.Empty(w, w.claimDigest(morning().Add(40*time.Minute-time.Microsecond)))
	require.Len(w, w.claimDigest(morning().Add(40*time.Minute)), 2)
}

func digestRetried(w *world) {
	send(w, 1, 2, gathered("person:u1"))
	again := evening().Add(10 * time.Minute)
	w.settleAll(w.claimDigest(evening()), complaint.OutboxResult{Retry: again, Next: again, Problem: "timeout"})
	send(w, 2, 1, gathered("person:u1"))
	require.Empty(w, w.claimDigest(again.Add(-time.Microsecond)))
	require.Len(w, w.claimDigest(again), 3)
}

func digestDead(w *world) {
	send(w, 1, 2, gathered("person:u1"))
	rows := w.claimDigest(evening())
	w.settle(
		complaint.OutboxResult{ID: rows[0].ID, Lease: rows[0].Lease, Dead: true, Problem: "no such address"},
		complaint.OutboxResult{ID: rows[1].ID, Lease: rows[1].Lease, Retry: evening(), Problem: "no such address"},
	)
	require.Equal(w, []string{rows[1].ID}, rowIDs(w.claimDigest(evening())))
	w.commit(&complaint.Changeset{Cancel: []complaint.CaseID{id(1)}})
	require.Empty(w, w.claimDigest(evening().Add(24*time.Hour)))
}

func digestOnce(w *world) {
	send(w, 1, 2, gathered("person:u1"))
	w.settleAll(w.claimDigest(evening()), complaint.OutboxResult{Done: true})
	require.Empty(w, w.claimDigest(evening().Add(24*time.Hour)))
}

func digestCancelled(w *world) {
	send(w, 1, 3, gathered("person:u1"))
	leased := w.claimDigest(evening())
	want := send(w, 2, 1, gathered("person:u1"))
	w.commit(&complaint.Changeset{Cancel: []complaint.CaseID{id(1)}})
	w.settleAll(leased, complaint.OutboxResult{Done: true}) // the worker did not know; that is no error
	require.Equal(w, rowIDs(want), rowIDs(w.claimDigest(evening().Add(time.Minute))))
	w.commit(&complaint.Changeset{Cancel: []complaint.CaseID{id(2)}})
	require.Empty(w, w.claimDigest(evening().Add(time.Hour)))
}

// raceForDigests lets workers on some stores claim until nothing is left, and checks that each row went to one of them
// and no digest to two.
func raceForDigests(w *world, stores ...complaint.Store) {
	const digests, rows = 8, 5
	for n := range digests * rows {
		send(w, n, 1, gathered("person:"+string(rune('a'+n%digests))))
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	times, given := map[string]int{}, map[string]int{}
	for worker := range 8 {
		s := stores[worker%len(stores)]
		wg.Go(func() {
			for range 2 * digests { // a store that gives the same digest for ever fails below
				got, err := s.Claim(w.Context(), complaint.OutboxQuery{Now: evening(), Lease: time.Minute, Digest: true})
				if !assert.NoError(w, err) || len(got) == 0 {
					return
				}
				mu.Lock()
				times[got[0].Digest]++
				for _, r := range got {
					given[r.ID]++
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	require.Len(w, times, digests)
	require.Len(w, given, digests*rows)
	for name, n := range times {
		require.Equal(w, 1, n, name)
	}
}

func digestRace(w *world) { raceForDigests(w, w.Store) }

func digestShared(w *world) { raceForDigests(w, w.Store, w.share().Store) }

func digestCrash(w *world) {
	send(w, 1, 3, gathered("person:u1"))
	first := w.claimDigest(evening())
	w = w.crash()
	require.Empty(w, w.claimDigest(evening().Add(time.Minute-time.Microsecond)))
	require.Equal(w, rowIDs(first), rowIDs(w.claimDigest(evening().Add(time.Minute))))
}
