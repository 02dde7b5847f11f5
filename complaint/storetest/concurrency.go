package storetest

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// concurrencyRules is what holds with many callers at once. Run them with -race.
func concurrencyRules() []testCase {
	return []testCase{
		{rule: "many callers on one case lose nothing", check: func(w *world) { oneCase(w, w) }},
		{rule: "many callers on different cases lose nothing", check: differentCases},
		{rule: "of callers on one version exactly one wins", check: func(w *world) { oneWinner(w, w) }},
		{rule: "callers with crossing cases lose nothing", check: crossing},
		{rule: "a row is claimed by one worker only", check: func(w *world) { claimedOnce(w, w) }},
		{rule: "readers never see half a unit", check: neverHalf},
		{rule: "a case is never ahead of its ledger", check: neverAhead},
	}
}

// patience is how many lost races in a row a caller of these tests bears. With so few callers, a store that takes more
// answers conflicts that are none.
const patience = 500

// retry calls f again as long as it loses the race.
func retry(f func() error) error {
	for range patience {
		if err := f(); !errors.Is(err, complaint.ErrConflict) {
			return err
		}
	}
	return fmt.Errorf("lost %d races in a row", patience)
}

// together runs f for 0 … n-1 at once and fails on any error.
func together(w *world, n int, f func(i int) error) {
	w.Helper()
	errs := make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { errs[i] = f(i) })
	}
	wg.Wait()
	require.NoError(w, errors.Join(errs...))
}

// advance writes the next version of a case, again after each lost race.
func advance(s complaint.Store, w *world, id complaint.CaseID) error {
	return retry(func() error {
		c, err := s.Load(w.Context(), id)
		if err != nil {
			return err
		}
		return s.Commit(w.Context(), unit(next(c, func(c *complaint.Case) { c.Contacts++ })))
	})
}

// oneCase advances one case through two stores on the same data.
func oneCase(w, other *world) {
	const callers, each = 16, 5
	c := w.register(newCase(1))
	together(w, callers, func(i int) error {
		s := []complaint.Store{w.Store, other.Store}[i%2]
		for range each {
			if err := advance(s, w, c.ID); err != nil {
				return err
			}
		}
		return nil
	})
	got := w.load(c.ID)
	require.EqualValues(w, 1+callers*each, got.Version)
	require.Equal(w, callers*each, got.Contacts)
	chained(w, got)
}

// chained checks that the ledger of a case leads to its head without a gap.
func chained(w *world, c *complaint.Case) {
	w.Helper()
	all := w.entries(stream(c.ID))
	require.Len(w, all, int(c.Version))
	var prev complaint.Hash
	for i, r := range all {
		require.EqualValues(w, i+1, r.Seq)
		require.Equal(w, prev, r.Prev)
		prev = r.Hash
	}
	require.Equal(w, prev, c.Head)
}

func differentCases(w *world) {
	const callers, each = 16, 5
	together(w, callers, func(i int) error {
		if err := w.Commit(w.Context(), unit(newCase(i))); err != nil {
			return err
		}
		for range each {
			if err := advance(w.Store, w, id(i)); err != nil {
				return err
			}
		}
		return nil
	})
	for i := range callers {
		c := w.load(id(i))
		require.EqualValues(w, 1+each, c.Version)
		chained(w, c)
	}
}

// oneWinner commits the same version many times through two stores on the same data.
func oneWinner(w, other *world) {
	c := w.register(newCase(1))
	var mu sync.Mutex
	var won []*complaint.Case
	together(w, 16, func(i int) error {
		write := next(c, func(c *complaint.Case) { c.Contacts = i })
		err := []complaint.Store{w.Store, other.Store}[i%2].Commit(w.Context(), unit(write))
		if errors.Is(err, complaint.ErrConflict) {
			return nil
		}
		mu.Lock()
		defer mu.Unlock()
		won = append(won, write.Case)
		return err
	})
	require.Len(w, won, 1)
	w.stored(won[0])
	require.Len(w, w.entries(stream(c.ID)), 2)
}

// pair advances two cases in one unit, in the order of their ids.
func pair(w *world, a, b int) error {
	return retry(func() error {
		u := &complaint.Changeset{}
		for _, n := range []int{min(a, b), max(a, b)} {
			c, err := w.Load(w.Context(), id(n))
			if err != nil {
				return err
			}
			u.Cases = append(u.Cases, next(c, func(c *complaint.Case) { c.Contacts++ }))
		}
		return w.Commit(w.Context(), u)
	})
}

func crossing(w *world) {
	w.register(newCase(0), newCase(1), newCase(2))
	together(w, 9, func(i int) error {
		for range 4 {
			if err := pair(w, i%3, (i+1+i/3%2)%3); err != nil {
				return err
			}
		}
		return nil
	})
	sum := 0
	for n := range 3 {
		c := w.load(id(n))
		sum += c.Contacts
		chained(w, c)
	}
	require.Equal(w, 9*4*2, sum)
}

// claimedOnce lets workers on two stores empty an outbox and counts what each row was given out.
func claimedOnce(w, other *world) {
	const cases, rows = 12, 3
	for n := range cases {
		send(w, n, rows)
	}
	var mu sync.Mutex
	seen := map[string]int{}
	order := map[complaint.CaseID][]int{}
	together(w, 8, func(i int) error {
		s := []complaint.Store{w.Store, other.Store}[i%2]
		for range cases * rows {
			got, err := s.Claim(w.Context(), complaint.OutboxQuery{Now: evening(), Lease: time.Hour, Limit: 3})
			if err != nil {
				return fmt.Errorf("claim: %w", err)
			}
			mu.Lock()
			for _, r := range got {
				seen[r.ID]++
				order[r.Case] = append(order[r.Case], r.N)
			}
			mu.Unlock()
			for _, r := range got {
				if err := s.Settle(w.Context(), []complaint.OutboxResult{{ID: r.ID, Lease: r.Lease, Done: true}}); err != nil {
					return fmt.Errorf("settle: %w", err)
				}
			}
		}
		return nil
	})
	require.Len(w, seen, cases*rows)
	for row, n := range seen {
		require.Equal(w, 1, n, row)
	}
	for id, ns := range order {
		require.Equal(w, []int{0, 1, 2}, ns, id)
	}
}

// race writes with one goroutine and reads with another until the writer is done. It goes on writing until a slow reader
// has come in between often enough.
func race(w *world, write func(i int) error, read func() error) {
	var reads atomic.Int32
	done := make(chan struct{})
	writer := func() error {
		defer close(done)
		for i := 0; i < 60 || i < 10_000 && reads.Load() < 20; i++ {
			if err := write(i); err != nil {
				return err
			}
		}
		return nil
	}
	reader := func() error {
		for {
			select {
			case <-done:
				return read()
			default:
				if err := read(); err != nil {
					reads.Store(20)
					return err
				}
				reads.Add(1)
			}
		}
	}
	together(w, 2, func(i int) error { return []func() error{writer, reader}[i]() })
}

func neverHalf(w *world) {
	w.register(newCase(1), newCase(2))
	race(w, func(int) error { return pair(w, 1, 2) }, func() error {
		for _, order := range [][]int{{1, 2}, {2, 1}} {
			first, err := w.Load(w.Context(), id(order[0]))
			if err != nil {
				return err
			}
			second, err := w.Load(w.Context(), id(order[1]))
			if err != nil {
				return err
			}
			if second.Version < first.Version {
				return fmt.Errorf("case %d is at %d, case %d still at %d", order[0], first.Version, order[1], second.Version)
			}
		}
		return nil
	})
}

func neverAhead(w *world) {
	w.register(newCase(1))
	race(w, func(int) error { return advance(w.Store, w, id(1)) }, func() error {
		c, err := w.Load(w.Context(), id(1))
		if err != nil {
			return err
		}
		all, err := w.Entries(w.Context(), stream(c.ID), 0, 0)
		if err != nil {
			return err
		}
		if int64(len(all)) < c.Version || all[c.Version-1].Hash != c.Head {
			return fmt.Errorf("version %d, but the ledger has %d records", c.Version, len(all))
		}
		return nil
	})
}
