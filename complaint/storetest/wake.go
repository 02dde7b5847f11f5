package storetest

import (
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// wakeRules is what holds for cases whose time has come, and for parked ones.
func wakeRules() []testCase {
	return []testCase{
		{rule: "the earliest wake comes first", check: earliest},
		{rule: "a wake at the very instant has come", check: veryInstant},
		{rule: "a case without a wake is left out", check: withoutWake},
		{rule: "a moved wake counts where it is now", check: movedWake},
		{rule: "an ended wake counts no more", check: endedWake},
		{rule: "other filters narrow the due cases", check: dueOf},
		{rule: "a parked case is left out", check: parked},
		{rule: "a parked case comes back when its time has come", check: parkExpires},
		{rule: "a lifted park no longer hides", check: parkLifted},
		{rule: "a park may be moved", check: parkMoved},
		{rule: "a park touches neither version nor ledger", check: parkBeside},
		{rule: "a parked case does not block the ones behind it", check: parkBlocksNothing},
		{rule: "a write of the case lifts its park", check: writeLifts},
		{rule: "a unit may write a case and park it again", check: writeAndPark},
		{rule: "a park hides from due lists in every order", check: parkEveryOrder},
	}
}

// due returns the cases whose wake has come so many minutes after the morning.
func due(w *world, minutes int) []complaint.CaseID {
	w.Helper()
	return w.query(complaint.Query{Order: complaint.ByWake, Filter: complaint.Filter{WakeUntil: minute(minutes)}})
}

// asleep returns every case with a wake that is not parked, the earliest first.
func asleep(w *world) []complaint.CaseID {
	w.Helper()
	return w.query(complaint.Query{Order: complaint.ByWake})
}

// list returns the ids of the nth cases.
func list(ns ...int) []complaint.CaseID {
	out := make([]complaint.CaseID, 0, len(ns))
	for _, n := range ns {
		out = append(out, id(n))
	}
	return out
}

// park sets the first case aside for so many minutes.
func park(w *world, minutes int) {
	w.commit(&complaint.Changeset{Parks: []complaint.Park{{Case: id(1), Until: minute(minutes), Tries: 1}}})
}

func earliest(w *world) {
	w.register(newCase(1, wake(30)), newCase(2, wake(10)), newCase(3, wake(20)), newCase(4, wake(10)))
	require.Equal(w, list(2, 4, 3, 1), asleep(w))
	require.Equal(w, list(2, 4, 3), due(w, 25))
}

func veryInstant(w *world) {
	w.register(newCase(1, wake(30)))
	require.Equal(w, list(1), due(w, 30))
	q := complaint.Query{Order: complaint.ByWake, Filter: complaint.Filter{WakeUntil: minute(30).Add(-time.Microsecond)}}
	require.Empty(w, w.query(q))
}

func withoutWake(w *world) {
	w.register(newCase(1), newCase(2, wake(5)))
	require.Equal(w, list(2), asleep(w))
	require.Equal(w, list(2), due(w, 1000000))
}

func movedWake(w *world) {
	c := w.register(newCase(1, wake(10)), newCase(2, wake(20)))
	w.commit(unit(next(c, wake(30))))
	require.Equal(w, list(2, 1), asleep(w))
	require.Equal(w, list(2), due(w, 29))
}

func endedWake(w *world) {
	c := w.register(newCase(1, wake(10)))
	ended := next(c, noWake)
	w.commit(unit(ended))
	require.Empty(w, asleep(w))
	w.commit(unit(next(ended.Case, wake(10))))
	require.Equal(w, list(1), due(w, 10))
}

func dueOf(w *world) {
	w.register(newCase(1, wake(1)), newCase(2, wake(2), of("seaside")), newCase(3, wake(3), of("seaside")))
	f := complaint.Filter{WakeUntil: minute(2), Org: "seaside"}
	require.Equal(w, list(2), w.query(complaint.Query{Order: complaint.ByWake, Filter: f}))
}

func parked(w *world) {
	w.register(newCase(1, wake(1)), newCase(2, wake(2)))
	park(w, 60)
	require.Equal(w, list(2), due(w, 59))
	require.Equal(w, list(2), asleep(w))
}

func parkExpires(w *world) {
	w.register(newCase(1, wake(1)), newCase(2, wake(2)))
	park(w, 60)
	require.Equal(w, list(1, 2), due(w, 60))
}

func parkLifted(w *world) {
	w.register(newCase(1, wake(1)))
	park(w, 60)
	w.commit(&complaint.Changeset{Parks: []complaint.Park{{Case: id(1)}}})
	require.Equal(w, list(1), due(w, 1))
	require.Equal(w, list(1), asleep(w))
}

func parkMoved(w *world) {
	w.register(newCase(1, wake(1)))
	park(w, 60)
	park(w, 90)
	require.Empty(w, due(w, 60))
	require.Equal(w, list(1), due(w, 90))
}

func parkBeside(w *world) {
	c := w.register(newCase(1, wake(1)))
	park(w, 60)
	w.stored(c)
	require.Len(w, w.entries(stream(c.ID)), 1)
	w.commit(unit(next(c)))
}

func parkBlocksNothing(w *world) {
	for n := 1; n <= 5; n++ {
		w.register(newCase(n, wake(n)))
		if n < 5 {
			w.commit(&complaint.Changeset{Parks: []complaint.Park{{Case: id(n), Until: minute(60)}}})
		}
	}
	q := complaint.Query{Order: complaint.ByWake, Limit: 1, Filter: complaint.Filter{WakeUntil: minute(10)}}
	require.Equal(w, list(5), w.query(q))
}

func writeLifts(w *world) {
	c := w.register(newCase(1, wake(1)))
	park(w, 60)
	later := next(c, wake(2))
	w.commit(unit(later))
	require.Equal(w, list(1), due(w, 2))
	require.Equal(w, list(1), asleep(w))
	park(w, 60)
	w.commit(unit(next(later.Case, func(c *complaint.Case) { c.Unit, c.Tags = "kitchen", []string{"vip"} })))
	require.Equal(w, list(1), due(w, 2), "whatever is written")
}

func writeAndPark(w *world) {
	c := w.register(newCase(1, wake(1)))
	park(w, 60)
	u := unit(next(c, wake(2)))
	u.Parks = []complaint.Park{{Case: c.ID, Until: minute(90), Tries: 2}}
	w.commit(u)
	require.Empty(w, due(w, 89))
	require.Equal(w, list(1), due(w, 90))
}

func parkEveryOrder(w *world) {
	w.register(newCase(1, wake(1)), newCase(2, wake(2)))
	park(w, 60)
	for _, order := range []complaint.Order{complaint.ByID, complaint.ByReceived, complaint.ByWake} {
		q := complaint.Query{Order: order, Filter: complaint.Filter{WakeUntil: minute(10)}}
		require.Equal(w, list(2), w.query(q), "order %q", order)
	}
	require.Equal(w, list(1, 2), w.query(complaint.Query{}), "parked cases are still cases")
}
