package storetest

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redress-go/redress/complaint"
)

// Bench measures a store, so that stores can be compared: go test -bench Store/. The units are those of an ordinary
// command: one case, two records of a few hundred bytes, one row to send. Commit with 64 callers is where a store that
// groups its commits shows; with receipts, what an idempotency key costs.
func Bench(b *testing.B, h Harness) {
	b.Helper()
	for _, callers := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("commit/callers=%d", callers), func(b *testing.B) { benchCommit(b, h, callers, false) })
		b.Run(fmt.Sprintf("commit-receipt/callers=%d", callers), func(b *testing.B) { benchCommit(b, h, callers, true) })
	}
	b.Run("load", func(b *testing.B) { benchRead(b, h, readLoad) })
	b.Run("entries", func(b *testing.B) { benchRead(b, h, readEntries) })
	b.Run("query/due", func(b *testing.B) { benchRead(b, h, readDue) })
	b.Run("query/number", func(b *testing.B) { benchRead(b, h, readNumber) })
	for _, callers := range []int{1, 16} {
		b.Run(fmt.Sprintf("reserve/callers=%d", callers), func(b *testing.B) { benchReserve(b, h, callers) })
	}
	b.Run("claim", func(b *testing.B) { benchClaim(b, h) })
}

// benchCases is how many cases the benchmarks of reading look through.
const benchCases = 2000

// benchCommit lets callers advance cases, each its own, with a receipt in every unit or in none.
func benchCommit(b *testing.B, h Harness, callers int, receipts bool) {
	b.Helper()
	s := h.Open(b)
	var left atomic.Int64
	left.Store(int64(b.N))
	b.ReportAllocs()
	b.ResetTimer()
	var wg sync.WaitGroup
	for i := range callers {
		wg.Go(func() {
			c := newCase(i).Case
			c.Version, c.Head = 0, complaint.Hash{}
			for n := 0; left.Add(-1) >= 0; n++ {
				u := unit(nextBy(c, 2, wake(n)))
				c = u.Cases[0].Case
				u.Outbox = []complaint.OutboxRow{notice(c, 0)}
				if receipts {
					u.Receipt = receipt(c, fmt.Sprintf("%032x%032x", i, n))
				}
				if err := s.Commit(b.Context(), u); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "units/s")
}

// benchRead reads again and again from a filled store.
func benchRead(b *testing.B, h Harness, read func(b *testing.B, s complaint.Store, n int) error) {
	b.Helper()
	s := h.Open(b)
	for n := 0; n < benchCases; n += 8 {
		var u complaint.Changeset
		for i := n; i < n+8; i++ {
			u.Cases = append(u.Cases, newCase(i, wake(i)))
		}
		if err := s.Commit(b.Context(), &u); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		if err := read(b, s, n%benchCases); err != nil {
			b.Fatal(err)
		}
	}
}

func readLoad(b *testing.B, s complaint.Store, n int) error {
	b.Helper()
	_, err := s.Load(b.Context(), id(n))
	return err
}

func readEntries(b *testing.B, s complaint.Store, n int) error {
	b.Helper()
	_, err := s.Entries(b.Context(), stream(id(n)), 0, 0)
	return err
}

// readDue reads the one case that is due.
func readDue(b *testing.B, s complaint.Store, _ int) error {
	b.Helper()
	_, err := s.Query(b.Context(), complaint.Query{Order: complaint.ByWake, Filter: complaint.Filter{WakeUntil: minute(0)}})
	return err
}

func readNumber(b *testing.B, s complaint.Store, n int) error {
	b.Helper()
	q := complaint.Query{Filter: complaint.Filter{Org: org, Number: fmt.Sprintf("C2026-%06d", n)}}
	_, err := s.Query(b.Context(), q)
	return err
}

// benchReserve lets callers count one series.
func benchReserve(b *testing.B, h Harness, callers int) {
	b.Helper()
	s := h.Open(b)
	var next atomic.Int64
	b.ResetTimer()
	var wg sync.WaitGroup
	for range callers {
		wg.Go(func() {
			for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
				if _, err := s.Reserve(b.Context(), org, "2026", fmt.Sprint(n)); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "numbers/s")
}

// benchClaim claims and settles one row of a hundred cases that have one.
func benchClaim(b *testing.B, h Harness) {
	b.Helper()
	s := h.Open(b)
	for n := range 100 {
		u := unit(newCase(n))
		u.Outbox = []complaint.OutboxRow{notice(u.Cases[0].Case, 0)}
		if err := s.Commit(b.Context(), u); err != nil {
			b.Fatal(err)
		}
	}
	now := evening()
	for b.Loop() {
		rows, err := s.Claim(b.Context(), complaint.OutboxQuery{Now: now, Lease: time.Minute, Limit: 1})
		if err != nil || len(rows) != 1 {
			b.Fatal(len(rows), err)
		}
		now = now.Add(time.Microsecond)
		result := complaint.OutboxResult{ID: rows[0].ID, Lease: rows[0].Lease, Retry: now}
		if err := s.Settle(b.Context(), []complaint.OutboxResult{result}); err != nil {
			b.Fatal(err)
		}
	}
}
