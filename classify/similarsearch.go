package classify

import (
	"math"
	"slices"
	"unicode"
)

// tally is the scratch space of a search: what each text has scored so far.
type tally struct {
	scores []float32
	best   []scored
}

type scored struct {
	doc   int32
	score float32
}

// Closest returns the cases whose texts are most like a text, at most n, most alike first
// and the latest first among equals. What has left the window is not among them, nor what
// shares no pair of characters.
func (x *SimilarIndex) Closest(text string, n int) []Match {
	if n <= 0 {
		return nil
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	t := x.pool.Get().(*tally)
	defer x.pool.Put(t)
	if cap(t.scores) < len(x.docs) {
		t.scores = make([]float32, len(x.docs)+len(x.docs)/4)
	}
	t.scores = t.scores[:len(x.docs)]
	clear(t.scores)
	norm := x.score(t, text)
	x.pick(t, n)
	out := make([]Match, 0, len(t.best))
	for _, b := range t.best {
		d := &x.docs[b.doc]
		likeness := math.Round(1000 * float64(b.score) / float64(norm))
		out = append(out, Match{Case: d.id, At: d.at, Likeness: int(min(likeness, 1000))})
	}
	slices.SortFunc(out, moreAlike)
	return out
}

// score adds up what every text shares with the query and returns the query's length.
func (x *SimilarIndex) score(t *tally, text string) (norm float32) {
	scores, sum := t.scores, float32(0)
	for _, c := range count(text) {
		g, ok := x.grams[c.gram]
		w := x.common
		if ok {
			w = x.weight[g]
		}
		v := damped(c.times) * w
		sum += v * v
		if !ok {
			continue
		}
		once := v * w
		for _, p := range x.lists[g] {
			if p.times() == 1 {
				scores[p.doc()] += once
			} else {
				scores[p.doc()] += once * damped(p.times())
			}
		}
	}
	return root(sum)
}

// pick keeps the n best texts in t.best.
func (x *SimilarIndex) pick(t *tally, n int) {
	t.best = t.best[:0]
	least := float32(0) // what the last of n has
	for d, sum := range t.scores {
		doc := &x.docs[d]
		if sum <= least*doc.norm*0.999 || doc.gone || x.expired(*doc) {
			continue // rounding decides nothing: better does, below
		}
		s := scored{int32(d), sum / doc.norm}
		if len(t.best) == n {
			if !x.better(s, t.best[n-1]) {
				continue
			}
			t.best = t.best[:n-1]
		}
		at, _ := slices.BinarySearchFunc(t.best, s, func(a, b scored) int {
			if x.better(a, b) {
				return -1
			}
			return 1
		})
		t.best = slices.Insert(t.best, at, s)
		if len(t.best) == n {
			least = t.best[n-1].score
		}
	}
}

// better orders by score, then the latest, then the case.
func (x *SimilarIndex) better(a, b scored) bool {
	if a.score != b.score {
		return a.score > b.score
	}
	p, q := &x.docs[a.doc], &x.docs[b.doc]
	if c := p.at.Compare(q.at); c != 0 {
		return c > 0
	}
	return p.id < q.id
}

// counted is a gram and how often it stands in a text.
type counted struct {
	gram  gram
	times int
}

// count lists the grams of a text in their order: pairs of letters, digits and ideographs,
// folded, whatever stands between them left out.
func count(text string) []counted {
	fold := foldRune(Simplify)
	var all []gram
	last := rune(-1)
	for _, r := range text {
		if r = fold(r); r < 0 || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		if last >= 0 {
			all = append(all, gram{last, r})
		}
		last = r
	}
	slices.SortFunc(all, func(a, b gram) int {
		if a[0] != b[0] {
			return int(a[0] - b[0])
		}
		return int(a[1] - b[1])
	})
	var out []counted
	for _, g := range all {
		if n := len(out); n > 0 && out[n-1].gram == g {
			out[n-1].times = min(out[n-1].times+1, maxTimes)
		} else {
			out = append(out, counted{g, 1})
		}
	}
	return out
}
