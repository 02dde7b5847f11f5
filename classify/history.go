package classify

import (
	"cmp"
	"context"
	"slices"
	"sort"
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
// reckoned from the latest occurrence it has seen: it never holds more than what came in
// twice that time. It is lost with the process. A lookup costs what it returns, however
// much is remembered.
type MemoryHistory struct {
	mu     sync.RWMutex
	keep   time.Duration
	latest time.Time
	swept  time.Time
	count  int
	byKey  map[string][]Occurrence // by time, then case
	byCase map[string][]place
}

// place is where an occurrence of a case stands.
type place struct {
	key string
	at  time.Time
}

// NewMemoryHistory returns an empty history that remembers for the longest of the
// windows; without any it remembers for ever.
func NewMemoryHistory(windows ...Window) *MemoryHistory {
	h := &MemoryHistory{byKey: map[string][]Occurrence{}, byCase: map[string][]place{}}
	for _, w := range windows {
		h.keep = max(h.keep, time.Duration(w))
	}
	return h
}

func byTime(a, b Occurrence) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Case, b.Case))
}

// Record implements [History]. It never fails.
func (h *MemoryHistory) Record(_ context.Context, key string, o Occurrence) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	places := h.byCase[o.Case]
	if i := slices.IndexFunc(places, func(p place) bool { return p.key == key }); i >= 0 {
		h.remove(key, o.Case, places[i].at)
		places[i].at = o.At
	} else {
		h.byCase[o.Case] = append(places, place{key, o.At})
	}
	list := h.byKey[key]
	i, _ := slices.BinarySearchFunc(list, o, byTime)
	h.byKey[key] = slices.Insert(list, i, o)
	h.count++
	if o.At.After(h.latest) {
		h.latest = o.At
	}
	if h.keep > 0 && h.latest.Sub(h.swept) > h.keep {
		h.sweep()
	}
	return nil
}

// remove takes out the occurrence of a case under a key.
func (h *MemoryHistory) remove(key, caseID string, at time.Time) {
	list := h.byKey[key]
	i, found := slices.BinarySearchFunc(list, Occurrence{Case: caseID, At: at}, byTime)
	if !found {
		return
	}
	h.count--
	if list = slices.Delete(list, i, i+1); len(list) == 0 {
		delete(h.byKey, key)
		return
	}
	h.byKey[key] = list
}

// sweep drops what nobody can ask for any more; at most once per keep time, so that
// its cost is spread over the occurrences of that time.
func (h *MemoryHistory) sweep() {
	h.swept = h.latest
	oldest := h.latest.Add(-h.keep)
	for key, list := range h.byKey {
		old := sort.Search(len(list), func(i int) bool { return !list[i].At.Before(oldest) })
		for _, o := range list[:old] {
			h.unplace(o.Case, key)
		}
		h.count -= old
		switch {
		case old == len(list):
			delete(h.byKey, key)
		case old > 0:
			h.byKey[key] = slices.Clone(list[old:])
		}
	}
}

func (h *MemoryHistory) unplace(caseID, key string) {
	places := slices.DeleteFunc(h.byCase[caseID], func(p place) bool { return p.key == key })
	if len(places) == 0 {
		delete(h.byCase, caseID)
		return
	}
	h.byCase[caseID] = places
}

// Within implements [History], oldest first. It never fails.
func (h *MemoryHistory) Within(_ context.Context, key string, from, to time.Time) ([]Occurrence, error) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	list := h.byKey[key]
	lo := sort.Search(len(list), func(i int) bool { return !list[i].At.Before(from) })
	hi := sort.Search(len(list), func(i int) bool { return list[i].At.After(to) })
	if lo >= hi {
		return nil, nil
	}
	return slices.Clone(list[lo:hi]), nil
}

// Forget implements [History]. It never fails.
func (h *MemoryHistory) Forget(_ context.Context, caseID string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, p := range h.byCase[caseID] {
		h.remove(p.key, caseID, p.at)
	}
	delete(h.byCase, caseID)
	return nil
}

// Len returns the number of occurrences remembered.
func (h *MemoryHistory) Len() int {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.count
}
