package storetest

import (
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// outboxRules is what holds for rows on their way out: which leave, and in which order.
func outboxRules() []testCase {
	return []testCase{
		{rule: "a claimed row is as it was written", check: sameRow},
		{rule: "a row leaves not before its time", check: notBefore},
		{rule: "rows of one case leave in order", check: caseOrder},
		{rule: "a later row does not overtake one that must wait", check: noOvertaking},
		{rule: "cases do not wait for each other", check: casesApart},
		{rule: "an express row does not wait for the others of its case", check: expressLane},
		{rule: "the others of its case do not wait for an express row", check: ordinaryLane},
		{rule: "express rows of one case leave in order", check: expressOrder},
		{rule: "a row with a smaller id is not lost behind a larger one", check: smallerLater},
		{rule: "a claim takes rows of its organisation only", check: claimPerOrg},
		{rule: "a claim is limited", check: claimLimit},
		{rule: "the longest due leaves first", check: longestDue},
		{rule: "cancelled rows do not leave", check: cancelled},
		{rule: "cancelling spares the rows of the same unit", check: cancelSparesNew},
		{rule: "cancelling spares other cases", check: cancelSparesOthers},
		{rule: "a delivered row never leaves again", check: deliveredOnce},
	}
}

// evening is after everything that the tests of the outbox send.
func evening() time.Time { return morning().Add(12 * time.Hour) }

// send stores the nth case with so many rows and returns them.
func send(w *world, n, rows int, changes ...func(*complaint.OutboxRow)) []complaint.OutboxRow {
	u := unit(newCase(n))
	for i := range rows {
		row := notice(u.Cases[0].Case, i)
		for _, f := range changes {
			f(&row)
		}
		u.Outbox = append(u.Outbox, row)
	}
	w.commit(u)
	return u.Outbox
}

// sendMore stores the next version of a case with one row.
func sendMore(w *world, id complaint.CaseID, changes ...func(*complaint.OutboxRow)) complaint.OutboxRow {
	u := unit(next(w.load(id)))
	row := notice(u.Cases[0].Case, 0)
	for _, f := range changes {
		f(&row)
	}
	u.Outbox = []complaint.OutboxRow{row}
	w.commit(u)
	return row
}

// after delays a row, in minutes after the morning.
func after(minutes int) func(*complaint.OutboxRow) {
	return func(o *complaint.OutboxRow) { o.NotBefore = morning().Add(time.Duration(minutes) * time.Minute) }
}

// rowIDs returns the ids of rows; empty, not nil, when there are none.
func rowIDs(rows []complaint.OutboxRow) []string {
	out := make([]string, 0, len(rows))
	for _, r := range rows {
		out = append(out, r.ID)
	}
	return out
}

func sameRow(w *world) {
	want := send(w, 1, 1, after(7))[0]
	rows := w.claim(evening())
	require.Len(w, rows, 1)
	require.NotEmpty(w, rows[0].Lease)
	got := rows[0]
	got.Lease = ""
	require.Equal(w, want, got)
}

func notBefore(w *world) {
	send(w, 1, 1, after(30))
	require.Empty(w, w.claim(morning().Add(30*time.Minute-time.Microsecond)))
	require.Len(w, w.claim(morning().Add(30*time.Minute)), 1, "at the very instant")
}

func caseOrder(w *world) {
	want := send(w, 1, 3)
	want = append(want, sendMore(w, id(1)))
	for _, row := range want {
		got := w.claim(evening())
		require.Equal(w, []string{row.ID}, rowIDs(got))
		w.deliver(got...)
	}
	require.Empty(w, w.claim(evening()))
}

func noOvertaking(w *world) {
	send(w, 1, 1, after(60))
	sendMore(w, id(1), after(0))
	require.Empty(w, w.claim(morning().Add(30*time.Minute)))
	w.deliver(w.claim(morning().Add(time.Hour))...)
	require.Len(w, w.claim(morning().Add(time.Hour)), 1)
}

func casesApart(w *world) {
	for n := range 5 {
		send(w, n, 2)
	}
	require.Len(w, w.claim(evening()), 5)
	require.Empty(w, w.claim(evening()))
}

// express lets a row leave beside the others of its case.
func express(o *complaint.OutboxRow) { o.Express = true }

func expressLane(w *world) {
	send(w, 1, 1, after(60))
	now := sendMore(w, id(1), express)
	require.Equal(w, []string{now.ID}, rowIDs(w.claim(morning())))
}

func ordinaryLane(w *world) {
	send(w, 1, 1, after(60), express)
	now := sendMore(w, id(1))
	next := sendMore(w, id(1))
	rows := w.claim(morning())
	require.Equal(w, []string{now.ID}, rowIDs(rows))
	w.deliver(rows...)
	require.Equal(w, []string{next.ID}, rowIDs(w.claim(morning())))
}

func expressOrder(w *world) {
	first := send(w, 1, 1, after(60), express)[0]
	second := sendMore(w, id(1), express)
	require.Empty(w, w.claim(morning()))
	for _, row := range []complaint.OutboxRow{first, second} {
		got := w.claim(evening())
		require.Equal(w, []string{row.ID}, rowIDs(got))
		w.deliver(got...)
	}
}

func smallerLater(w *world) {
	send(w, 5, 1)
	w.deliver(w.claim(evening())...)
	want := send(w, 2, 1)
	require.Equal(w, rowIDs(want), rowIDs(w.claim(evening())))
}

func claimPerOrg(w *world) {
	u := unit(newCase(1), newCase(2, of("seaside")))
	u.Outbox = []complaint.OutboxRow{notice(u.Cases[0].Case, 0), notice(u.Cases[1].Case, 0)}
	w.commit(u)
	rows := w.claimBy(complaint.OutboxQuery{Org: "seaside", Now: evening(), Lease: time.Minute})
	require.Equal(w, []string{u.Outbox[1].ID}, rowIDs(rows))
	require.Equal(w, []string{u.Outbox[0].ID}, rowIDs(w.claim(evening())), "no organisation means every one")
}

func claimLimit(w *world) {
	for n := range 5 {
		send(w, n, 1)
	}
	for _, want := range []int{2, 2, 1, 0} {
		require.Len(w, w.claimBy(complaint.OutboxQuery{Now: evening(), Lease: time.Minute, Limit: 2}), want)
	}
}

func longestDue(w *world) {
	for n, minutes := range []int{30, 10, 20} {
		send(w, n, 1, after(minutes))
	}
	for _, want := range []int{1, 2, 0} {
		rows := w.claimBy(complaint.OutboxQuery{Now: evening(), Lease: time.Minute, Limit: 1})
		require.Len(w, rows, 1)
		require.Equal(w, id(want), rows[0].Case)
	}
}

func cancelled(w *world) {
	send(w, 1, 3)
	leased := w.claim(evening())
	w.commit(&complaint.Changeset{Cancel: []complaint.CaseID{id(1)}})
	require.Empty(w, w.claim(evening().Add(time.Hour)))
	w.deliver(leased...) // the worker did not know; that is no error
	require.Empty(w, w.claim(evening().Add(time.Hour)))
}

func cancelSparesNew(w *world) {
	send(w, 1, 2)
	u := unit(next(w.load(id(1))))
	u.Cancel = []complaint.CaseID{id(1)}
	u.Outbox = []complaint.OutboxRow{notice(u.Cases[0].Case, 0)}
	w.commit(u)
	require.Equal(w, rowIDs(u.Outbox), rowIDs(w.claim(evening())))
}

func cancelSparesOthers(w *world) {
	send(w, 1, 1)
	want := send(w, 2, 1)
	w.commit(&complaint.Changeset{Cancel: []complaint.CaseID{id(1), id(9)}})
	require.Equal(w, rowIDs(want), rowIDs(w.claim(evening())))
}

func deliveredOnce(w *world) {
	send(w, 1, 1)
	w.deliver(w.claim(evening())...)
	require.Empty(w, w.claim(evening().Add(24*time.Hour)))
}
