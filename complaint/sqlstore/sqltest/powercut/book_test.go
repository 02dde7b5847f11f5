package powercut_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/redress-go/redress/complaint"
)

// place is where a record stands.
type place struct {
	stream string
	seq    int64
}

// request is one that carries a key. Its personal part holds the key too, so that its entries can be counted.
type request struct {
	complaint.Request
	answered bool
	result   complaint.CaseID // the case it was answered with
}

// book is what the outside world knows of a database: everything that was acknowledged, and nothing else. It survives
// every power cut.
type book struct {
	mu      sync.Mutex
	records map[place]complaint.Hash
	numbers map[string]string           // who holds a number, by series and number
	carried map[string]complaint.CaseID // who was seen to carry a number
	settled map[string]bool             // notices whose delivery was acknowledged
	owed    map[string]complaint.CaseID // notices, with the case they are about
	handed  map[string]bool             // notices that were handed over
	keys    map[string]*request
	cases   map[complaint.CaseID]bool
	erased  map[complaint.CaseID]bool
	tried   map[complaint.CaseID]bool // to be erased, but nobody said that it was
	faults  []string
}

func newBook() *book {
	return &book{
		records: map[place]complaint.Hash{}, numbers: map[string]string{}, carried: map[string]complaint.CaseID{},
		settled: map[string]bool{}, owed: map[string]complaint.CaseID{}, handed: map[string]bool{},
		keys: map[string]*request{}, cases: map[complaint.CaseID]bool{},
		erased: map[complaint.CaseID]bool{}, tried: map[complaint.CaseID]bool{},
	}
}

// fault notes something that must never be.
func (b *book) fault(format string, args ...any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.faults = append(b.faults, fmt.Sprintf(format, args...))
}

// note changes the book.
func (b *book) note(f func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	f()
}

// known lists the cases that were acknowledged and are not erased, in a fixed order.
func (b *book) known() []complaint.CaseID {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := slices.DeleteFunc(slices.Collect(maps.Keys(b.cases)), func(id complaint.CaseID) bool { return b.erased[id] || b.tried[id] })
	slices.Sort(out)
	return out
}

// witness is a store whose every acknowledgement is written into a book.
type witness struct {
	complaint.Store
	book *book
}

// Commit notes every record and every notice of a unit that was acknowledged.
func (w *witness) Commit(ctx context.Context, u *complaint.Changeset) error {
	err := w.Store.Commit(ctx, u)
	if err != nil {
		return err
	}
	w.book.note(func() {
		for i := range u.Cases {
			w.records(u.Cases[i].Records)
		}
		w.records(u.Streams)
		for i := range u.Outbox {
			w.book.owed[u.Outbox[i].ID] = u.Outbox[i].Case
		}
	})
	return nil
}

func (w *witness) records(of []complaint.Record) {
	for i := range of {
		w.book.records[place{of[i].Stream, of[i].Seq}] = of[i].Hash
	}
}

// Reserve notes who was given a number, and finds one that was given twice.
func (w *witness) Reserve(ctx context.Context, org, series, key string) (int64, error) {
	n, err := w.Store.Reserve(ctx, org, series, key)
	if err != nil {
		return n, err
	}
	number := fmt.Sprint(org, "/", series, n)
	w.book.note(func() {
		if holder, taken := w.book.numbers[number]; taken && holder != key {
			w.book.faults = append(w.book.faults, "number "+number+" was given twice")
		}
		w.book.numbers[number] = key
	})
	return n, nil
}

// Claim finds a notice that comes again although its delivery was acknowledged.
func (w *witness) Claim(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
	rows, err := w.Store.Claim(ctx, q)
	w.book.note(func() {
		for i := range rows {
			if w.book.settled[rows[i].ID] {
				w.book.faults = append(w.book.faults, "notice "+rows[i].ID+" comes again after it was settled")
			}
		}
	})
	return rows, err
}

// Settle notes deliveries that were acknowledged.
func (w *witness) Settle(ctx context.Context, results []complaint.OutboxResult) error {
	err := w.Store.Settle(ctx, results)
	if err != nil {
		return err
	}
	w.book.note(func() {
		for i := range results {
			if results[i].Done {
				w.book.settled[results[i].ID] = true
			}
		}
	})
	return nil
}
