// Package memstore is a complaint.Store in memory: for tests, demonstrations, and hosts whose cases need not outlive
// the process. It keeps values and encodes nothing, and its cost follows what is asked for, not what is held.
package memstore

import (
	"context"
	"fmt"
	"sync"

	"github.com/redress-go/redress/complaint"
)

// defaultEntries is how many records Entries returns when the caller names no limit.
const defaultEntries = 1000

// Store is a complaint.Store in memory. It is safe for concurrent use by one process; nothing survives that process.
//
// Cases, and the byte slices of records and documents, are shared with the caller in both directions: nobody may write
// to them after they went in or came out.
type Store struct {
	mu        sync.RWMutex
	cases     map[complaint.CaseID]*row
	streams   map[string][]*complaint.Record // pointers, so that a growing stream moves little
	documents map[name]complaint.Document
	receipts  map[receiptKey]complaint.Receipt
	numbers   map[string][]complaint.CaseID     // the cases that carry a number; one in each organisation
	matches   map[string][]complaint.SearchHash // by search hash
	series    map[seriesKey]*series
	outbox    outbox
	byID      ordered // every case, at instant 0
	byTime    ordered // every case, at the time it was received
	byWake    ordered // cases with a next wake, parked ones too
}

// row is a stored case with what hangs on it.
type row struct {
	state *complaint.Case
	park  complaint.Park // Until is zero when the case is not parked
	keys  []string       // its search hashes, for Unmatch
}

// name identifies a document.
type name struct{ kind, id string }

// receiptKey identifies a request of an organisation.
type receiptKey struct{ org, key string }

// seriesKey identifies a series of numbers.
type seriesKey struct{ org, series string }

// series hands out numbers.
type series struct {
	last int64
	held map[string]int64 // by the key they were reserved for
}

var _ complaint.Store = (*Store)(nil)

// New returns an empty store.
func New() *Store {
	return &Store{
		cases:     map[complaint.CaseID]*row{},
		streams:   map[string][]*complaint.Record{},
		documents: map[name]complaint.Document{},
		receipts:  map[receiptKey]complaint.Receipt{},
		numbers:   map[string][]complaint.CaseID{},
		matches:   map[string][]complaint.SearchHash{},
		series:    map[seriesKey]*series{},
		outbox:    newOutbox(),
	}
}

// Load returns the stored state of one case, complaint.ErrNotFound when there is none.
func (s *Store) Load(ctx context.Context, id complaint.CaseID) (*complaint.Case, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if r, ok := s.cases[id]; ok {
		return r.state, nil
	}
	return nil, fmt.Errorf("memstore: case %s: %w", id, complaint.ErrNotFound)
}

// Entries returns the records of one stream with seq > after, at most limit of them; limit 0 or less means 1 000. The
// slice is the caller's own, the bytes in it are shared.
func (s *Store) Entries(ctx context.Context, stream string, after int64, limit int) ([]complaint.Record, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if limit <= 0 {
		limit = defaultEntries
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	records := s.streams[stream]
	after = min(max(after, 0), int64(len(records)))
	records = records[after:]
	records = records[:min(limit, len(records))]
	out := make([]complaint.Record, len(records))
	for i, r := range records {
		out[i] = *r
	}
	return out, nil
}

// Receipt returns what was answered to a request, complaint.ErrNotFound when its key is new.
func (s *Store) Receipt(ctx context.Context, org, key string) (complaint.Receipt, error) {
	if err := ctx.Err(); err != nil {
		return complaint.Receipt{}, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if r, ok := s.receipts[receiptKey{org, key}]; ok {
		return r, nil
	}
	return complaint.Receipt{}, fmt.Errorf("memstore: receipt: %w", complaint.ErrNotFound)
}

// Document returns a stored document, complaint.ErrNotFound when there is none.
func (s *Store) Document(ctx context.Context, kind, id string) (complaint.Document, error) {
	if err := ctx.Err(); err != nil {
		return complaint.Document{}, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if d, ok := s.documents[name{kind, id}]; ok {
		return d, nil
	}
	return complaint.Document{}, fmt.Errorf("memstore: document %s %s: %w", kind, id, complaint.ErrNotFound)
}

// Reserve returns the next number of a series for a key; the same key always gets the same number.
func (s *Store) Reserve(ctx context.Context, org, name, key string) (int64, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	for _, v := range []struct{ field, value string }{{"org", org}, {"series", name}, {"key", key}} {
		if err := complaint.CheckName("reserve", v.field, v.value); err != nil {
			return 0, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	of := s.series[seriesKey{org, name}]
	if of == nil {
		of = &series{held: map[string]int64{}}
		s.series[seriesKey{org, name}] = of
	}
	if n, ok := of.held[key]; ok {
		return n, nil
	}
	of.last++
	of.held[key] = of.last
	return of.last, nil
}
