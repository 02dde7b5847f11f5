package storetest

import (
	"slices"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// leaseRules is what holds for rows in somebody's hands.
func leaseRules() []testCase {
	return []testCase{
		{rule: "a leased row is nobody else's", check: leasedOnce},
		{rule: "a lease that ran out passes on", check: runsOut},
		{rule: "a lease that passed on settles nothing", check: passedOn},
		{rule: "a failed row is tried again at its time", check: retried},
		{rule: "a failed row holds back the rows behind it", check: failedHolds},
		{rule: "a dead row releases the rows behind it", check: deadReleases},
		{rule: "a dead row never leaves again", check: deadStays},
		{rule: "attempts before this one are counted, lost ones too", check: attempts},
		{rule: "settling what is not there is no error", check: settlesNothing},
		{rule: "one lease does not settle another row", check: wrongLease},
	}
}

func leasedOnce(w *world) {
	send(w, 1, 1)
	require.Len(w, w.claim(evening()), 1)
	require.Empty(w, w.claim(evening().Add(time.Minute-time.Microsecond)))
}

func runsOut(w *world) {
	send(w, 1, 2)
	first := w.claimOne(evening())
	second := w.claimOne(evening().Add(time.Minute))
	require.Equal(w, first.ID, second.ID)
	require.NotEqual(w, first.Lease, second.Lease)
}

func passedOn(w *world) {
	send(w, 1, 2)
	first := w.claim(evening())
	second := w.claim(evening().Add(time.Minute))
	w.deliver(first...)
	require.Empty(w, w.claim(evening().Add(time.Minute)), "the second worker has it")
	w.deliver(second...)
	rows := w.claim(evening().Add(time.Minute))
	require.Len(w, rows, 1)
	require.Equal(w, 1, rows[0].N)
}

// fail settles a row as failed, to be tried again so many minutes after the evening.
func fail(w *world, row complaint.OutboxRow, minutes int) {
	w.settle(complaint.OutboxResult{
		ID: row.ID, Lease: row.Lease, Problem: "timeout",
		Retry: evening().Add(time.Duration(minutes) * time.Minute),
	})
}

func retried(w *world) {
	send(w, 1, 1)
	fail(w, w.claimOne(evening()), 10)
	require.Empty(w, w.claim(evening().Add(10*time.Minute-time.Microsecond)))
	require.Len(w, w.claim(evening().Add(10*time.Minute)), 1)
}

func failedHolds(w *world) {
	rows := send(w, 1, 2)
	fail(w, w.claimOne(evening()), 10)
	require.Empty(w, w.claim(evening().Add(5*time.Minute)))
	require.Equal(w, []string{rows[0].ID}, rowIDs(w.claim(evening().Add(10*time.Minute))))
}

// kill settles a row as dead.
func kill(w *world, row complaint.OutboxRow) {
	w.settle(complaint.OutboxResult{ID: row.ID, Lease: row.Lease, Dead: true, Problem: "no such address"})
}

func deadReleases(w *world) {
	rows := send(w, 1, 2)
	kill(w, w.claimOne(evening()))
	require.Equal(w, []string{rows[1].ID}, rowIDs(w.claim(evening())))
}

func deadStays(w *world) {
	send(w, 1, 1)
	row := w.claimOne(evening())
	kill(w, row)
	fail(w, row, 0)
	require.Empty(w, w.claim(evening().Add(24*time.Hour)))
	sendMore(w, id(1))
	w.commit(&complaint.Changeset{Cancel: []complaint.CaseID{id(1)}})
	require.Empty(w, w.claim(evening().Add(24*time.Hour)))
}

func attempts(w *world) {
	send(w, 1, 1)
	for n := range 4 {
		rows := w.claim(evening().Add(time.Duration(n) * time.Hour))
		require.Len(w, rows, 1)
		require.Equal(w, n, rows[0].Attempts)
		if n%2 == 0 {
			fail(w, rows[0], 0)
		}
	}
}

func settlesNothing(w *world) {
	w.settle()
	w.settle(complaint.OutboxResult{ID: "nothing/1/0", Lease: "x", Done: true})
	send(w, 1, 1)
	w.settle(complaint.OutboxResult{ID: notice(w.load(id(1)), 0).ID, Done: true})
	require.Len(w, w.claim(evening()), 1, "no lease settles nothing")
}

func wrongLease(w *world) {
	want := append(send(w, 1, 1), send(w, 2, 1)...)
	one := complaint.OutboxQuery{Now: evening(), Lease: time.Minute, Limit: 1}
	first, second := w.claimBy(one), w.claimBy(one)
	require.Len(w, slices.Concat(first, second), 2)
	w.settle(complaint.OutboxResult{ID: first[0].ID, Lease: second[0].Lease, Done: true})
	require.ElementsMatch(w, rowIDs(want), rowIDs(w.claim(evening().Add(time.Hour))))
}
