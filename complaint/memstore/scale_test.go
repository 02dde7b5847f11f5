package memstore_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
)

// filled returns a store of many cases of which a few are due at noon.
func filled(b *testing.B, cases, due int) *memstore.Store {
	b.Helper()
	s := memstore.New()
	for i := range cases {
		wake := noon().AddDate(1, 0, 0).Add(time.Duration(i) * time.Second)
		if i%(cases/due) == 0 {
			wake = noon().Add(-time.Duration(i) * time.Microsecond)
		}
		id := complaint.CaseID(fmt.Sprintf("%026d", i))
		w := complaint.CaseWrite{
			Case:    &complaint.Case{ID: id, Version: 1, Wake: wake},
			Records: []complaint.Record{{Stream: "case/" + string(id), Seq: 1}},
		}
		if err := s.Commit(b.Context(), &complaint.Changeset{Cases: []complaint.CaseWrite{w}}); err != nil {
			b.Fatal(err)
		}
	}
	return s
}

func noon() time.Time { return time.Date(2026, time.March, 2, 12, 0, 0, 0, time.UTC) }

// BenchmarkDue reads every due case, page by page: 10 000 due among 1 000 000 must cost about what 10 000 among 20 000
// cost.
func BenchmarkDue(b *testing.B) {
	for _, cases := range []int{20_000, 1_000_000} {
		b.Run(fmt.Sprint(cases), func(b *testing.B) {
			s := filled(b, cases, 10_000)
			for b.Loop() {
				q := complaint.Query{Order: complaint.ByWake, Filter: complaint.Filter{WakeUntil: noon()}}
				found := 0
				for more := true; more; more = q.After.ID != "" {
					p, err := s.Query(b.Context(), q)
					if err != nil {
						b.Fatal(err)
					}
					found += len(p.Cases)
					q.After = p.Next
				}
				if found != 10_000 {
					b.Fatal(found)
				}
			}
		})
	}
}

// BenchmarkCommit writes prepared units, so that nothing but the store is measured: one case, two records.
func BenchmarkCommit(b *testing.B) {
	const round, cases = 100_000, 10_000
	units := prepared(round, cases)
	b.ReportAllocs()
	b.ResetTimer()
	s := memstore.New()
	for i := range b.N {
		if i%round == 0 {
			s = memstore.New()
		}
		if err := s.Commit(b.Context(), &units[i%round]); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commits/s")
}

// prepared returns units that advance cases in turn, each moving its case's wake.
func prepared(units, cases int) []complaint.Changeset {
	out := make([]complaint.Changeset, units)
	for i := range out {
		id := complaint.CaseID(fmt.Sprintf("%026d", i%cases))
		was := int64(i/cases) * 2
		out[i].Cases = []complaint.CaseWrite{{
			Was: was,
			Case: &complaint.Case{
				ID: id, Number: string(id), Version: was + 2, Wake: noon().Add(time.Duration(i*7919%units) * time.Second),
			},
			Records: []complaint.Record{
				{Stream: "case/" + string(id), Seq: was + 1},
				{Stream: "case/" + string(id), Seq: was + 2},
			},
		}}
	}
	return out
}
