package storetest

import (
	"fmt"
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

func parkedWhileWritten(w, other *world) {
	w.register(newCase(1, wake(1)))
	for n := range rounds {
		u := &complaint.Changeset{Parks: []complaint.Park{{Case: id(1), Until: minute(60 + n), Tries: n}}}
		meet(w,
			func() error { return other.Commit(w.Context(), u) },
			func() error { return advance(w.Store, w, id(1)) })
		c := w.load(id(1))
		require.EqualValues(w, n+2, c.Version)
		require.Equal(w, n+1, c.Contacts)
	}
	chained(w, w.load(id(1)))
}

// tangled advances two cases and touches everything that hangs on them, and two tallies, in one order or the other.
func tangled(s complaint.Store, w *world, backwards bool) error {
	u := &complaint.Changeset{Cancel: list(1, 2), Unmatch: list(1, 2), Matches: matched("aa", 1, 2).Matches}
	for _, n := range []int{1, 2} {
		c, err := s.Load(w.Context(), id(n))
		if err != nil {
			return err
		}
		write := next(c, func(c *complaint.Case) { c.Contacts++ })
		u.Cases = append(u.Cases, write)
		u.Boxes = append(u.Boxes, complaint.BoxWrite{Stream: stream(id(n)), Seq: 1, Box: fmt.Append(nil, c.Version)})
		u.Outbox = append(u.Outbox, notice(write.Case, 0))
		d, err := s.Document(w.Context(), "tally", fmt.Sprint(n))
		if err != nil {
			return err
		}
		d.Was, d.Version, d.Data = d.Version, d.Version+1, append(slices.Clone(d.Data), '+')
		u.Documents = append(u.Documents, d)
	}
	if backwards {
		slices.Reverse(u.Cancel)
		slices.Reverse(u.Unmatch)
		slices.Reverse(u.Matches)
		slices.Reverse(u.Boxes)
		slices.Reverse(u.Outbox)
		slices.Reverse(u.Documents)
	}
	return s.Commit(w.Context(), u)
}

// otherOrders lets callers write units that meet in everything. A database may find a deadlock there; that is its store's
// to mend, or to call a conflict.
func otherOrders(w, other *world) {
	const callers, each = 6, 3
	w.commit(&complaint.Changeset{
		Cases: []complaint.CaseWrite{newCase(1), newCase(2)},
		Documents: []complaint.Document{
			{Kind: "tally", ID: "1", Version: 1, Data: []byte{}}, {Kind: "tally", ID: "2", Version: 1, Data: []byte{}},
		},
	})
	together(w, callers, func(i int) error {
		for range each {
			s := pickOf(w, other, i/2)
			if err := retry(func() error { return tangled(s, w, i%2 == 1) }); err != nil {
				return err
			}
		}
		return nil
	})
	for _, n := range []int{1, 2} {
		c := w.load(id(n))
		require.Equal(w, callers*each, c.Contacts)
		chained(w, c)
		d, err := w.Document(w.Context(), "tally", fmt.Sprint(n))
		require.NoError(w, err)
		require.Len(w, d.Data, callers*each)
	}
	require.Len(w, w.claim(evening()), 2, "each unit cancels the rows of the one before")
}

// passesFilter changes what a case is found by, and holds every page against the filter it was asked with.
func passesFilter(w *world) {
	sides := []struct {
		complaint.Filter
		state complaint.State
	}{
		{complaint.Filter{Tag: "left", Unit: "left", Owner: "left"}, complaint.Assessed},
		{complaint.Filter{Tag: "right", Unit: "right", Owner: "right"}, complaint.Closed},
	}
	to := func(i int) change {
		return func(c *complaint.Case) {
			f := sides[i%2]
			c.Tags, c.Unit, c.Owner, c.State = []string{"vip", f.Tag}, f.Unit, f.Owner, f.state
		}
	}
	w.register(newCase(1, to(1)))
	race(w, func(i int) error {
		return retry(func() error {
			c, err := w.Load(w.Context(), id(1))
			if err != nil {
				return err
			}
			return w.Commit(w.Context(), unit(next(c, to(i))))
		})
	}, func() error {
		for _, f := range sides {
			for _, q := range []complaint.Filter{{Tag: f.Tag}, {Unit: f.Unit}, {Owner: f.Owner}, {States: []complaint.State{f.state}}, f.Filter} {
				p, err := w.Query(w.Context(), complaint.Query{Filter: q})
				if err != nil {
					return err
				}
				for _, c := range p.Cases {
					if c.Unit != f.Unit || c.Owner != f.Owner || !c.HasTag(f.Tag) || c.State != f.state {
						return fmt.Errorf("%+v finds a case of unit %s with %v in %s", q, c.Unit, c.Tags, c.State)
					}
				}
			}
		}
		return nil
	})
}

// neverHalfRecords writes three records at a time.
func neverHalfRecords(w *world) {
	w.register(newCase(1))
	race(w, func(int) error {
		c, err := w.Load(w.Context(), id(1))
		if err != nil {
			return err
		}
		return w.Commit(w.Context(), unit(nextBy(c, 3)))
	}, func() error {
		all, err := w.Entries(w.Context(), stream(id(1)), 0, 0)
		if err == nil && len(all)%3 != 1 {
			err = fmt.Errorf("%d records, with three in each unit behind the first", len(all))
		}
		return err
	})
}
