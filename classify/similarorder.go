package classify

import (
	"math"
	"slices"
	"time"
)

// idf is how much a gram says that stands in n of all texts.
func idf(n, all int) float32 { return float32(math.Log(1 + float64(all)/float64(n))) }

// damped is how much a gram counts that stands several times in one text.
func damped(times int) float32 {
	if times == 1 {
		return 1
	}
	return float32(1 + math.Log(float64(times)))
}

func root(sum float32) float32 { return float32(math.Sqrt(float64(sum))) }

// order drops what is gone or older than the window and reckons the weights anew.
func (x *SimilarIndex) order() {
	moved := x.compact()
	oldLists, oldGrams := x.lists, x.grams
	x.lists, x.weight, x.grams = nil, nil, make(map[gram]int32, len(oldGrams))
	x.live, x.sorted, x.dead = len(x.docs), len(x.docs), 0
	x.common = idf(1, max(x.live, 1))
	names := make([]gram, len(oldLists))
	for g, n := range oldGrams {
		names[n] = g
	}
	sums := make([]float32, len(x.docs))
	for n, old := range oldLists {
		list := make([]posting, 0, len(old))
		for _, p := range old {
			if to := moved[p.doc()]; to >= 0 {
				list = append(list, newPosting(to, p.times()))
			}
		}
		if len(list) == 0 {
			continue
		}
		w := idf(len(list), x.live)
		x.grams[names[n]] = int32(len(x.lists))
		x.lists, x.weight = append(x.lists, list), append(x.weight, w)
		for _, p := range list {
			v := damped(p.times()) * w
			sums[p.doc()] += v * v
		}
	}
	for i := range x.docs {
		x.docs[i].norm = root(sums[i])
	}
}

// compact drops texts and returns where each one went, −1 for nowhere.
func (x *SimilarIndex) compact() (moved []int32) {
	moved = make([]int32, len(x.docs))
	kept := make([]doc, 0, x.live)
	clear(x.byCase)
	for i, d := range x.docs {
		moved[i] = -1
		if !d.gone && !x.expired(d) {
			moved[i] = int32(len(kept))
			x.byCase[d.id] = moved[i]
			kept = append(kept, d)
		}
	}
	x.docs = kept
	return moved
}

func (x *SimilarIndex) expired(d doc) bool {
	return x.window > 0 && d.at.Before(x.latest.Add(-x.window))
}

// shed makes room by dropping the oldest eighth of the texts.
func (x *SimilarIndex) shed() {
	times := make([]time.Time, 0, len(x.docs))
	for _, d := range x.docs {
		if !d.gone {
			times = append(times, d.at)
		}
	}
	slices.SortFunc(times, time.Time.Compare)
	left := len(times)/8 + 1
	last := times[min(left, len(times))-1]
	for i := range x.docs {
		if d := &x.docs[i]; !d.gone && left > 0 && !d.at.After(last) {
			d.gone = true
			left--
		}
	}
	x.order()
}
