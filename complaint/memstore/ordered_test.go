package memstore

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/complaint"
)

// all returns every key of a set.
func (o *ordered) all() []key { return slices.Collect(o.after(key{at: math.MinInt64})) }

// sound checks what holds for the runs whatever was done to them.
func sound(o *ordered) error {
	for i, run := range o.runs {
		switch {
		case len(run) == 0 || len(run) > runMax:
			return fmt.Errorf("run %d has %d keys", i, len(run))
		case !slices.IsSortedFunc(run, key.compare):
			return fmt.Errorf("run %d is not sorted", i)
		case i > 0 && o.runs[i-1][len(o.runs[i-1])-1].compare(run[0]) >= 0:
			return fmt.Errorf("run %d overlaps the one before", i)
		}
	}
	return nil
}

func genKey() *rapid.Generator[key] {
	return rapid.Custom(func(t *rapid.T) key {
		id := complaint.CaseID(fmt.Sprint(rapid.IntRange(0, 40).Draw(t, "id")))
		return key{at: int64(rapid.IntRange(0, 40).Draw(t, "at")), id: id}
	})
}

// An ordered set is a sorted slice without doubles, only faster.
func TestOrderedIsASortedSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var set ordered
		model := map[key]bool{}
		for range rapid.IntRange(0, 4).Draw(t, "bulk") { // fill whole runs, in order or backwards
			from, step := rapid.IntRange(0, 1000).Draw(t, "from"), rapid.SampledFrom([]int{1, -1}).Draw(t, "step")
			for i := range 300 {
				k := key{at: int64(from + i*step), id: "x"}
				set.insert(k)
				model[k] = true
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"insert": func(t *rapid.T) {
				k := genKey().Draw(t, "key")
				set.insert(k)
				model[k] = true
			},
			"remove": func(t *rapid.T) {
				k := genKey().Draw(t, "key")
				set.remove(k)
				delete(model, k)
			},
			"move": func(t *rapid.T) {
				from, to := genKey().Draw(t, "from"), genKey().Draw(t, "to")
				set.insert(from)
				set.move(from, to)
				delete(model, from)
				model[to] = true
			},
			"remove many": func(t *rapid.T) {
				for k := range model {
					if k.at%3 != 0 {
						set.remove(k)
						delete(model, k)
					}
				}
			},
			"": func(t *rapid.T) { agrees(t, &set, model) },
		})
	})
}

// agrees compares a set with its model, from the start and from behind a key.
func agrees(t *rapid.T, set *ordered, model map[key]bool) {
	if err := sound(set); err != nil {
		t.Fatal(err)
	}
	var want []key
	for k := range model {
		want = append(want, k)
	}
	slices.SortFunc(want, key.compare)
	if got := set.all(); !slices.Equal(want, got) {
		t.Fatalf("want %v, have %v", want, got)
	}
	behind := genKey().Draw(t, "behind")
	want = slices.DeleteFunc(want, func(k key) bool { return k.compare(behind) <= 0 })
	if got := slices.Collect(set.after(behind)); !slices.Equal(want, got) {
		t.Fatalf("behind %v: want %v, have %v", behind, want, got)
	}
}

// Removing nearly everything leaves few runs, not many crumbs.
func TestOrderedJoinsShortRuns(t *testing.T) {
	var set ordered
	for i := range 100_000 {
		set.insert(key{at: int64(i)})
	}
	for i := range 100_000 {
		if i%1000 != 0 {
			set.remove(key{at: int64(i)})
		}
	}
	assert.Len(t, set.all(), 100)
	assert.LessOrEqual(t, len(set.runs), 10)
}

func BenchmarkOrderedMove(b *testing.B) {
	for _, n := range []int{20_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var set ordered
			for i := range n {
				set.insert(key{at: int64(i), id: "x"})
			}
			for i := 0; b.Loop(); i++ {
				at := int64(i * 7919 % n)
				set.move(key{at: at, id: "x"}, key{at: at + 1, id: "y"})
				set.move(key{at: at + 1, id: "y"}, key{at: at, id: "x"})
			}
		})
	}
}
