package classify

import (
	"context"
	"slices"
	"sync"
	"time"
)

// History remembers complaints by key. A desk keeps it in its store; [MemoryHistory]
// serves one process. Implementations are safe for concurrent use.
type History interface {
	// Record adds an occurrence, or replaces that of the same key and case.
	Record(ctx context.Context, key string, o Occurrence) error
	// Within returns the occurrences of a key from one instant to another, both
	// included, in any order.
	Within(ctx context.Context, key string, from, to time.Time) ([]Occurrence, error)
	// Forget removes every occurrence of a case, as erasure asks.
	Forget(ctx context.Context, caseID string) error
}

// MemoryHistory is a [History] in memory that drops what is older than its keep time,
// reckoned from the latest occurrence it has seen. It is lost with the process.
type MemoryHistory struct {
	mu     sync.Mutex
	keep   time.Duration
	latest time.Time
	swept  time.Time
	byKey  map[string][]Occurrence
}

// NewMemoryHistory returns an empty history that remembers for the longest of the
// windows; without any it remembers for ever.
func NewMemoryHistory(windows ...Window) *MemoryHistory {
	h := &MemoryHistory{byKey: map[string][]Occurrence{}}
	for _, w := range windows {
		h.keep = max(h.keep, time.Duration(w))
	}
	return h
}

// Record implements [History]. It never fails.
func (h *MemoryHistory) Record(_ context.Context, key string, o Occurrence) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	list := h.byKey[key]
	if i := slices.IndexFunc(list, func(e Occurrence) bool { return e.Case == o.Case }); i >= 0 {
		list[i] = o
	} else {
		h.byKey[key] = append(list, o)
	}
	if o.At.After(h.latest) {
		h.latest = o.At
	}
	if h.keep > 0 && h.latest.Sub(h.swept) > h.keep {
		h.sweep()
	}
	return nil
}

// sweep drops what nobody can ask for any more; at most once per keep time, so that
// its cost is spread over the occurrences of that time.
func (h *MemoryHistory) sweep() {
	h.swept = h.latest
	oldest := h.latest.Add(-h.keep)
	h.filter(func(o Occurrence) bool { return o.At.Before(oldest) })
}

func (h *MemoryHistory) filter(drop func(Occurrence) bool) {
	for key, list := range h.byKey {
		if list = slices.DeleteFunc(list, drop); len(list) == 0 {
			delete(h.byKey, key)
		} else {
			h.byKey[key] = list
		}
	}
}

// Within implements [History]. It never fails.
func (h *MemoryHistory) Within(_ context.Context, key string, from, to time.Time) ([]Occurrence, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var out []Occurrence
	for _, o := range h.byKey[key] {
		if !o.At.Before(from) && !o.At.After(to) {
			out = append(out, o)
		}
	}
	return out, nil
}

// Forget implements [History]. It never fails.
func (h *MemoryHistory) Forget(_ context.Context, caseID string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.filter(func(o Occurrence) bool { return o.Case == caseID })
	return nil
}

// Len returns the number of occurrences remembered.
func (h *MemoryHistory) Len() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for _, list := range h.byKey {
		n += len(list)
	}
	return n
}
