package storetest

import (
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// pageRules is what holds for pages: every case once, in a stable order.
func pageRules() []testCase {
	return []testCase{
		{rule: "by id", check: func(w *world) { walks(w, complaint.Query{Order: complaint.ByID}) }},
		{rule: "by time received, equal times by id", check: func(w *world) { walks(w, complaint.Query{Order: complaint.ByReceived}) }},
		{rule: "by wake, equal wakes by id", check: func(w *world) { walks(w, complaint.Query{Order: complaint.ByWake}) }},
		{rule: "with a filter", check: func(w *world) {
			walks(w, complaint.Query{Order: complaint.ByReceived, Filter: complaint.Filter{Unit: "front"}})
		}},
		{rule: "with a filter that most cases do not pass", check: func(w *world) {
			walks(w, complaint.Query{Filter: complaint.Filter{Unit: "kitchen"}})
		}},
		{rule: "with a tag", check: func(w *world) { walks(w, complaint.Query{Filter: complaint.Filter{Tag: "vip"}}) }},
		{rule: "no limit means a hundred", check: hundred},
		{rule: "a page that is just full is the last one", check: justFull},
		{rule: "cases written meanwhile do not move a page", check: meanwhile},
	}
}

// crowd is how many cases the tests of pages walk through.
const crowd = 60

// gather stores a crowd: times in groups of seven, wakes in groups of five and running backwards.
func gather(w *world) []*complaint.Case {
	var all []*complaint.Case
	for from := 0; from < crowd; from += 6 {
		var u complaint.Changeset
		for n := from; n < from+6; n++ {
			u.Cases = append(u.Cases, newCase(n, wake(1000-n/5), func(c *complaint.Case) {
				c.Received = minute(n / 7)
				c.Unit = []string{"front", "bar", "front", "spa"}[n%4]
				if n%20 == 19 {
					c.Unit = "kitchen"
				}
				if n%3 == 0 {
					c.Tags = []string{"noise", "vip"}
				}
			}))
			all = append(all, u.Cases[len(u.Cases)-1].Case)
		}
		w.commit(&u)
	}
	return all
}

// walks pages through a query with several page sizes and compares with the crowd, filtered and sorted here.
func walks(w *world, q complaint.Query) {
	want := expected(gather(w), &q)
	require.NotEmpty(w, want)
	for _, limit := range []int{1, 4, 7, crowd, 1000} {
		q.Limit, q.After = limit, complaint.Cursor{}
		got := []complaint.CaseID{}
		for range crowd + 1 {
			p := w.page(q)
			got = append(got, ids(p.Cases)...)
			if p.Next == (complaint.Cursor{}) {
				break
			}
			require.Len(w, p.Cases, limit, "only the last page may be short")
			q.After = p.Next
		}
		require.Equal(w, want, got, "limit %d", limit)
	}
}

// expected returns the ids that a query must give.
func expected(all []*complaint.Case, q *complaint.Query) []complaint.CaseID {
	all = slices.DeleteFunc(all, func(c *complaint.Case) bool {
		return q.Unit != "" && c.Unit != q.Unit || q.Tag != "" && !c.HasTag(q.Tag)
	})
	slices.SortStableFunc(all, func(a, b *complaint.Case) int {
		switch q.Order {
		case complaint.ByReceived:
			return a.Received.Compare(b.Received)
		case complaint.ByWake:
			return a.Wake.Compare(b.Wake)
		}
		return 0
	})
	return ids(all)
}

func hundred(w *world) {
	for n := range 101 {
		w.register(newCase(n))
	}
	p := w.page(complaint.Query{})
	require.Len(w, p.Cases, 100)
	require.Equal(w, []complaint.CaseID{id(100)}, w.query(complaint.Query{After: p.Next}))
}

func justFull(w *world) {
	w.register(newCase(1), newCase(2), newCase(3))
	require.Zero(w, w.page(complaint.Query{Limit: 3}).Next)
	p := w.page(complaint.Query{Limit: 2})
	require.NotZero(w, p.Next)
	require.Zero(w, w.page(complaint.Query{Limit: 2, After: p.Next}).Next)
}

func meanwhile(w *world) {
	w.register(newCase(2), newCase(4), newCase(6), newCase(8))
	// A case registered before the first page shifts the second walk by one.
	rest := [][]complaint.CaseID{{id(6), id(8)}, {id(4), id(6)}}
	for before, order := range []complaint.Order{complaint.ByID, complaint.ByReceived} {
		first := w.page(complaint.Query{Order: order, Limit: 2})
		require.Len(w, first.Cases, 2)
		last := first.Cases[1]
		w.commit(unit(next(last, state(complaint.Closed))))
		w.register(newCase(before))
		require.Equal(w, rest[before], w.query(complaint.Query{Order: order, Limit: 2, After: first.Next}))
	}
}
