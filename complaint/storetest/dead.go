package storetest

import (
	"fmt"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// deadRules is what holds for rows that were given up, and for putting them back.
func deadRules() []testCase {
	return []testCase{
		{rule: "a dead row is listed as it was written, with its problem and its tries", check: listsDead},
		{rule: "what waits, is leased or was delivered is not listed", check: listsDeadOnly},
		{rule: "dead rows are listed in order of id", check: listsInOrder},
		{rule: "dead rows are listed page by page", check: listsByPage},
		{rule: "dead rows are listed for their organisation", check: listsPerOrg},
		{rule: "listing leases nothing", check: listingLeasesNothing},
		{rule: "a row of a digest is listed when it is dead", check: listsParts},
		{rule: "a revived row may leave from its time on", check: revivedLeaves},
		{rule: "a revived row is as if it had never been tried", check: revivedIsNew},
		{rule: "a revived row leaves before the younger ones of its case", check: revivedFirst},
		{rule: "a revived row waits for the older ones of its case", check: revivedWaits},
		{rule: "reviving takes no lease away", check: revivedBesideLease},
		{rule: "a younger row that failed waits for a revived one", check: youngerWaits},
		{rule: "an express row is revived beside the others of its case", check: revivedExpress},
		{rule: "a row that is not dead is not revived", check: revivesDeadOnly},
		{rule: "a revived row can die again", check: diesAgain},
		{rule: "a row of a digest is revived into its digest", check: revivedPart},
		{rule: "a dead row is cancelled with its case, and not revived after that", check: deadCancelled},
		{rule: "a dead row outlives a crash, and so does its revival", needs: crashing, check: deadCrash},
	}
}

// dead lists rows that were given up.
func (w *world) dead(q complaint.OutboxQuery) []complaint.OutboxRow {
	w.Helper()
	q.Dead, q.Now, q.Lease = true, morning().Add(-time.Hour), time.Minute
	return w.claimBy(q)
}

// revive puts rows back, to leave so many minutes after the evening.
func (w *world) revive(minutes int, ids ...string) {
	w.Helper()
	var all []complaint.OutboxResult
	for _, id := range ids {
		all = append(all, complaint.OutboxResult{ID: id, Revive: true, Retry: evening().Add(time.Duration(minutes) * time.Minute)})
	}
	w.settle(all...)
}

// bury gives up the next rows of every case.
func (w *world) bury() {
	w.Helper()
	for _, row := range w.claim(evening()) {
		kill(w, row)
	}
}

func listsDead(w *world) {
	want := send(w, 1, 1, after(7))[0]
	fail(w, w.claimOne(evening()), 0)
	kill(w, w.claimOne(evening()))
	rows := w.dead(complaint.OutboxQuery{})
	require.Len(w, rows, 1)
	require.Equal(w, "no such address", rows[0].Problem)
	require.Equal(w, 2, rows[0].Attempts, "how often it was tried")
	want.Problem, want.Attempts, want.NotBefore = rows[0].Problem, 2, rows[0].NotBefore
	require.Equal(w, want, rows[0])
}

func listsDeadOnly(w *world) {
	require.Empty(w, w.dead(complaint.OutboxQuery{}))
	send(w, 1, 1)
	w.deliver(w.claim(evening())...)
	send(w, 2, 1)
	fail(w, w.claimOne(evening()), 10)
	send(w, 3, 1)
	w.claimOne(evening())
	send(w, 4, 1)
	require.Empty(w, w.dead(complaint.OutboxQuery{}))
}

func listsInOrder(w *world) {
	for _, n := range []int{4, 2, 11, 1} {
		send(w, n, 1)
		w.bury()
	}
	require.Equal(w, deadIDs(1, 2, 4, 11), rowIDs(w.dead(complaint.OutboxQuery{})))
}

// deadIDs are the ids of the first rows of some cases.
func deadIDs(cases ...int) []string {
	var out []string
	for _, n := range cases {
		out = append(out, fmt.Sprintf("%s/1/0", id(n)))
	}
	return out
}

func listsByPage(w *world) {
	for n := range 7 {
		send(w, n, 1)
	}
	w.bury()
	var got []string
	for after := ""; ; {
		rows := w.dead(complaint.OutboxQuery{After: after, Limit: 3})
		require.LessOrEqual(w, len(rows), 3)
		if len(rows) == 0 {
			break
		}
		got = append(got, rowIDs(rows)...)
		require.LessOrEqual(w, len(got), 7, "no row twice")
		after = got[len(got)-1]
	}
	require.Equal(w, deadIDs(0, 1, 2, 3, 4, 5, 6), got)
	require.Equal(w, deadIDs(2), rowIDs(w.dead(complaint.OutboxQuery{After: string(id(1)) + "/9", Limit: 1})), "behind what was never there")
}

func listsPerOrg(w *world) {
	u := unit(newCase(1), newCase(2, of("seaside")))
	u.Outbox = []complaint.OutboxRow{notice(u.Cases[0].Case, 0), notice(u.Cases[1].Case, 0)}
	w.commit(u)
	w.bury()
	require.Equal(w, deadIDs(2), rowIDs(w.dead(complaint.OutboxQuery{Org: "seaside"})))
	require.Equal(w, deadIDs(1, 2), rowIDs(w.dead(complaint.OutboxQuery{})), "no organisation means every one")
}

func listingLeasesNothing(w *world) {
	send(w, 1, 2)
	w.bury()
	for range 2 {
		rows := w.dead(complaint.OutboxQuery{})
		require.Equal(w, deadIDs(1), rowIDs(rows))
		require.Empty(w, rows[0].Lease)
		require.Equal(w, 1, rows[0].Attempts, "listing is no try")
	}
	require.Len(w, w.claim(evening()), 1, "and what waits is left alone")
}

func listsParts(w *world) {
	want := send(w, 1, 2, gathered("person:u1"))
	w.settleAll(w.claimDigest(evening()), complaint.OutboxResult{Dead: true, Problem: "no such address"})
	rows := w.dead(complaint.OutboxQuery{})
	require.Equal(w, rowIDs(want), rowIDs(rows))
	require.Equal(w, "person:u1", rows[0].Digest)
	require.Equal(w, "no such address", rows[1].Problem)
}

func revivedLeaves(w *world) {
	send(w, 1, 1)
	w.bury()
	w.revive(10, deadIDs(1)...)
	require.Empty(w, w.dead(complaint.OutboxQuery{}))
	require.Empty(w, w.claim(evening().Add(10*time.Minute-time.Microsecond)))
	w.deliver(w.claimOne(evening().Add(10 * time.Minute)))
	require.Empty(w, w.claim(evening().Add(24*time.Hour)))
}

func revivedIsNew(w *world) {
	want := send(w, 1, 1)[0]
	fail(w, w.claimOne(evening()), 0)
	w.bury()
	w.revive(0, want.ID)
	got := w.claimOne(evening())
	want.NotBefore, want.Lease = evening(), got.Lease
	require.Equal(w, want, got, "no tries, no problem")
}

func revivedFirst(w *world) {
	rows := send(w, 1, 2)
	w.bury()
	rows = append(rows, sendMore(w, id(1)))
	w.revive(0, rows[0].ID)
	for _, want := range rows {
		got := w.claim(evening())
		require.Equal(w, []string{want.ID}, rowIDs(got))
		w.deliver(got...)
	}
}

func revivedWaits(w *world) {
	rows := send(w, 1, 3)
	w.bury()
	w.bury()
	w.revive(0, rows[1].ID)
	w.revive(10, rows[0].ID)
	require.Empty(w, w.claim(evening()), "the older one is not due yet")
	for _, want := range rows {
		got := w.claim(evening().Add(10 * time.Minute))
		require.Equal(w, []string{want.ID}, rowIDs(got))
		w.deliver(got...)
	}
}

func revivedBesideLease(w *world) {
	rows := send(w, 1, 3)
	w.bury()
	held := w.claimOne(evening())
	w.revive(0, rows[0].ID)
	back := w.claimOne(evening())
	require.Equal(w, rows[0].ID, back.ID)
	require.Empty(w, w.claim(evening()), "both are in somebody's hands")
	w.deliver(held)
	require.Empty(w, w.claim(evening()), "the older one is still out")
	w.deliver(back)
	require.Equal(w, []string{rows[2].ID}, rowIDs(w.claim(evening())))
}

func youngerWaits(w *world) {
	rows := send(w, 1, 2)
	w.bury()
	held := w.claimOne(evening())
	w.revive(10, rows[0].ID)
	fail(w, held, 1)
	require.Empty(w, w.claim(evening().Add(9*time.Minute)))
	for _, want := range rows {
		got := w.claim(evening().Add(10 * time.Minute))
		require.Equal(w, []string{want.ID}, rowIDs(got))
		w.deliver(got...)
	}
}

func revivedExpress(w *world) {
	dead := send(w, 1, 1, express)[0]
	w.bury()
	waits := sendMore(w, id(1), after(24*60))
	w.revive(0, dead.ID)
	got := w.claimOne(evening())
	require.Equal(w, dead.ID, got.ID)
	require.True(w, got.Express)
	w.deliver(got)
	require.Equal(w, []string{waits.ID}, rowIDs(w.claim(morning().Add(24*time.Hour))))
}

func revivesDeadOnly(w *world) {
	w.revive(0, "nothing/1/0")
	rows := send(w, 1, 2)
	held := w.claimOne(evening())
	w.revive(0, rows[0].ID, rows[1].ID)
	require.Empty(w, w.claim(evening()), "it is leased, and the other one waits behind it")
	w.deliver(held)
	w.revive(0, rows[0].ID)
	next := w.claim(evening())
	require.Equal(w, []string{rows[1].ID}, rowIDs(next), "what was delivered does not come back")
	fail(w, next[0], 30)
	w.revive(0, rows[1].ID)
	require.Empty(w, w.claim(evening().Add(29*time.Minute)), "it is to be tried later")
	require.Equal(w, 1, w.claimOne(evening().Add(30*time.Minute)).Attempts, "its tries still count")
}

func diesAgain(w *world) {
	rows := send(w, 1, 2)
	w.bury()
	w.revive(0, rows[0].ID)
	w.bury()
	require.Equal(w, deadIDs(1), rowIDs(w.dead(complaint.OutboxQuery{})))
	require.Equal(w, []string{rows[1].ID}, rowIDs(w.claim(evening())))
}

func revivedPart(w *world) {
	rows := send(w, 1, 2, gathered("person:u1"))
	w.settleAll(w.claimDigest(evening()), complaint.OutboxResult{Dead: true, Next: evening().Add(15 * time.Minute)})
	w.revive(5, rows[1].ID)
	require.Empty(w, w.claim(evening().Add(time.Hour)), "it is no message of its own")
	require.Empty(w, w.claimDigest(evening().Add(15*time.Minute-time.Microsecond)), "the digest makes a pause")
	fresh := send(w, 2, 1, gathered("person:u1"))
	got := w.claimDigest(evening().Add(15 * time.Minute))
	require.Equal(w, []string{rows[1].ID, fresh[0].ID}, rowIDs(got))
	require.Zero(w, got[0].Attempts)
	w.settleAll(got, complaint.OutboxResult{Done: true})
	w.revive(60, rows[0].ID)
	require.Empty(w, w.claimDigest(evening().Add(time.Hour-time.Microsecond)))
	require.Equal(w, []string{rows[0].ID}, rowIDs(w.claimDigest(evening().Add(time.Hour))))
}

func deadCancelled(w *world) {
	gone := append(send(w, 1, 1), send(w, 2, 1, gathered("person:u1"))...)
	send(w, 3, 1)
	w.bury()
	w.settleAll(w.claimDigest(evening()), complaint.OutboxResult{Dead: true})
	w.commit(&complaint.Changeset{Cancel: []complaint.CaseID{id(1), id(2)}})
	require.Equal(w, deadIDs(3), rowIDs(w.dead(complaint.OutboxQuery{})))
	w.revive(0, rowIDs(gone)...)
	require.Empty(w, w.claim(evening().Add(time.Hour)))
	require.Empty(w, w.claimDigest(evening().Add(time.Hour)))
}

func deadCrash(w *world) {
	rows := append(send(w, 1, 2), send(w, 2, 1)...)
	w.bury()
	w.revive(0, rows[0].ID)
	w = w.crash()
	require.Equal(w, deadIDs(2), rowIDs(w.dead(complaint.OutboxQuery{})))
	require.Equal(w, []string{rows[0].ID}, rowIDs(w.claim(evening())))
}
