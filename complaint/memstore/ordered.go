package memstore

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/redress-go/redress/complaint"
)

// runMax bounds the length of a run: long enough that there are few, short enough that an insertion moves little.
const runMax = 256

// key orders cases: by an instant in microseconds since 1970, then by id.
type key struct {
	at  int64
	id  complaint.CaseID
	row *row // what the key leads to, not part of the order; a look-up among a million cases costs more than the rest
}

// compare orders two keys.
func (k key) compare(o key) int {
	if c := cmp.Compare(k.at, o.at); c != 0 {
		return c
	}
	return cmp.Compare(k.id, o.id)
}

// micros is the instant of a key.
func micros(t time.Time) int64 { return t.UnixMicro() }

// ordered is a sorted set of keys in runs of bounded length: no run is empty, each is sorted, and so are the runs. An
// insertion or removal among a million keys costs two binary searches and the move of half a run. The zero value is an
// empty set. Not safe for concurrent use.
type ordered struct{ runs [][]key }

// find returns the first run whose last key is k or greater; len(runs) when all keys are smaller.
func (o *ordered) find(k key) int {
	i, _ := slices.BinarySearchFunc(o.runs, k, func(run []key, k key) int { return run[len(run)-1].compare(k) })
	return i
}

// insert adds a key; one that is there already stays once.
func (o *ordered) insert(k key) {
	i := o.find(k)
	if i == len(o.runs) {
		if i == 0 || len(o.runs[i-1]) == runMax {
			o.runs = append(o.runs, append(make([]key, 0, runMax), k))
			return
		}
		i--
	}
	run := o.runs[i]
	at, found := slices.BinarySearchFunc(run, k, key.compare)
	if found {
		return
	}
	if len(run) < runMax {
		o.runs[i] = slices.Insert(run, at, k)
		return
	}
	half := append(make([]key, 0, runMax), run[runMax/2:]...)
	clear(run[runMax/2:])
	o.runs[i] = run[:runMax/2]
	o.runs = slices.Insert(o.runs, i+1, half)
	o.insert(k)
}

// remove takes a key out; one that is not there is no error.
func (o *ordered) remove(k key) {
	i := o.find(k)
	if i == len(o.runs) {
		return
	}
	run := o.runs[i]
	at, found := slices.BinarySearchFunc(run, k, key.compare)
	if !found {
		return
	}
	o.runs[i] = slices.Delete(run, at, at+1)
	o.mend(i)
}

// mend drops a run that has become empty, and joins a short one with a short neighbour, so that many removals do not
// leave many crumbs.
func (o *ordered) mend(i int) {
	if len(o.runs[i]) == 0 {
		o.runs = slices.Delete(o.runs, i, i+1)
		return
	}
	for _, left := range []int{i, i - 1} {
		if left >= 0 && left+1 < len(o.runs) && len(o.runs[left])+len(o.runs[left+1]) <= runMax/2 {
			o.runs[left] = append(o.runs[left], o.runs[left+1]...)
			o.runs = slices.Delete(o.runs, left+1, left+2)
			return
		}
	}
}

// move replaces a key of the set by another.
func (o *ordered) move(from, to key) {
	if from != to {
		o.remove(from)
		o.insert(to)
	}
}

// after yields the keys greater than k, in order. The set must not change meanwhile.
func (o *ordered) after(k key) iter.Seq[key] {
	return func(yield func(key) bool) {
		for i := o.find(k); i < len(o.runs); i++ {
			run := o.runs[i]
			at, found := slices.BinarySearchFunc(run, k, key.compare)
			if found {
				at++
			}
			for _, k := range run[at:] {
				if !yield(k) {
					return
				}
			}
		}
	}
}
