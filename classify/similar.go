package classify

import (
	"cmp"
	"slices"
	"sync"
	"time"
)

// SimilarRule suggests that complaints in different words are about one event (相似投诉): the
// cosine of their character pairs, weighted by rarity (TF-IDF of character 2-grams). It is a
// suggestion for a person, never a decision.
type SimilarRule struct {
	Field  string `json:"field"`  // the text field compared
	Window Window `json:"window"` // how far back
	// Likeness is from how many thousandths on two texts count as alike: 1 to 1000. 350
	// finds most reports of one event.
	Likeness int `json:"likeness"`
	Cases    int `json:"cases"` // how many alike make a suggestion, this one included; at least 2
}

// Match is a case whose text is like another's.
type Match struct {
	Case     string    `json:"case"`
	At       time.Time `json:"at"`       // when it was received
	Likeness int       `json:"likeness"` // cosine in thousandths, 1000 for equal texts
}

// Judge keeps the matches that are alike enough and received within the window before the
// case of the given time, most alike first, and reports whether they are enough to suggest
// a batch.
func (r SimilarRule) Judge(at time.Time, caseID string, found []Match) (alike []Match, suggest bool) {
	from := at.Add(-time.Duration(r.Window))
	for _, m := range found {
		if m.Case != caseID && m.Likeness >= r.Likeness && !m.At.Before(from) && !m.At.After(at) {
			alike = append(alike, m)
		}
	}
	slices.SortStableFunc(alike, moreAlike)
	return alike, len(alike)+1 >= r.Cases
}

func moreAlike(a, b Match) int {
	return cmp.Or(cmp.Compare(b.Likeness, a.Likeness), b.At.Compare(a.At), cmp.Compare(a.Case, b.Case))
}

// SimilarIndex finds the texts most like another among those received within a window. It
// holds sums of character pairs, no text, and forgets what is older than its window,
// reckoned from the latest text; memory follows the window. Weights are those of the last
// time the index was put in order, which happens whenever it has grown or shrunk by an
// eighth, so that the same calls give the same answers. It is safe for concurrent use.
type SimilarIndex struct {
	mu     sync.RWMutex
	window time.Duration
	limit  int // how many texts may be numbered
	latest time.Time
	docs   []doc
	byCase map[string]int32
	grams  map[gram]int32
	lists  [][]posting
	weight []float32 // of each gram
	common float32   // the weight of grams met since the index was put in order
	live   int
	sorted int // how many were live when the index was put in order
	dead   int
	pool   sync.Pool // of *tally
}

// doc is one text.
type doc struct {
	id   string
	at   time.Time
	norm float32
	gone bool
}

// gram is two characters that follow each other.
type gram [2]rune

// posting is a text and how often the gram stands in it, in one word.
type posting uint32

const (
	maxDocs  = 1 << 24
	maxTimes = 255 // more often counts as that often
)

func newPosting(doc int32, times int) posting {
	return posting(uint32(doc)<<8 | uint32(times))
}

func (p posting) doc() int32 { return int32(p >> 8) }

func (p posting) times() int { return int(p & 255) }

// NewSimilarIndex returns an empty index; a window of zero remembers for ever.
func NewSimilarIndex(window Window) *SimilarIndex {
	x := &SimilarIndex{window: time.Duration(window), limit: maxDocs, byCase: map[string]int32{}, grams: map[gram]int32{}, common: idf(1, 1)}
	x.pool.New = func() any { return &tally{} }
	return x
}

// Len returns the number of texts the index holds.
func (x *SimilarIndex) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.live
}

// Add puts the text of a case into the index, or replaces it. A text of fewer than two
// characters is like nothing. Beyond 16 million texts the oldest make room.
func (x *SimilarIndex) Add(caseID string, at time.Time, text string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(caseID)
	if len(x.docs) >= x.limit {
		x.shed()
	}
	n := int32(len(x.docs))
	counts := count(text)
	x.docs = append(x.docs, doc{id: caseID, at: at})
	x.byCase[caseID] = n
	x.live++
	sum := float32(0)
	for _, c := range counts {
		g := x.gram(c.gram)
		x.lists[g] = append(x.lists[g], newPosting(n, c.times))
		w := damped(c.times) * x.weight[g]
		sum += w * w
	}
	x.docs[n].norm = root(sum)
	if at.After(x.latest) {
		x.latest = at
	}
	x.tidy()
}

// Remove takes a case out of the index: it was closed, or erased.
func (x *SimilarIndex) Remove(caseID string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(caseID)
	x.tidy()
}

func (x *SimilarIndex) remove(caseID string) {
	if n, ok := x.byCase[caseID]; ok {
		x.docs[n] = doc{at: x.docs[n].at, gone: true}
		delete(x.byCase, caseID)
		x.live--
		x.dead++
	}
}

// gram returns the number of a gram, a new one when it was never met.
func (x *SimilarIndex) gram(g gram) int32 {
	n, ok := x.grams[g]
	if !ok {
		n = int32(len(x.lists))
		x.grams[g] = n
		x.lists = append(x.lists, nil)
		x.weight = append(x.weight, x.common)
	}
	return n
}

// tidy puts the index in order when it has grown or shrunk by an eighth since last time.
func (x *SimilarIndex) tidy() {
	drift := x.live - x.sorted
	if drift < 0 {
		drift = -drift
	}
	if max(drift, x.dead) > x.sorted/8+32 {
		x.order()
	}
}
