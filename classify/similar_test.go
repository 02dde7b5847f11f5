package classify

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func closest(x *SimilarIndex, text string, n int) (out []string) {
	for _, m := range x.Closest(text, n) {
		out = append(out, m.Case)
	}
	return out
}

func TestSimilarTextsAreFound(t *testing.T) {
	x := NewSimilarIndex(Window(24 * time.Hour))
	for i, text := range []string{
		"三号楼电梯又停了，老人上不去楼", "3号楼的电梯又坏了，老人没法上楼", "三號樓電梯停運，老人家上不了樓",
		"停车费为什么涨到三百", "楼下烧烤店半夜还在吵", "小区门口的路灯不亮",
	} {
		x.Add(fmt.Sprintf("C%d", i), at(i), text)
	}
	found := x.Closest("三号楼电梯停了一天，老人上不去", 10)
	require.GreaterOrEqual(t, len(found), 3)
	assert.Equal(t, []string{"C0", "C2", "C1"}, []string{found[0].Case, found[1].Case, found[2].Case}, "traditional characters fold")
	assert.Greater(t, found[0].Likeness, 400)
	assert.Empty(t, x.Closest("xyz", 10))
	assert.Empty(t, x.Closest("", 10))
	assert.Empty(t, x.Closest("电梯", 0))
	assert.Equal(t, 1000, x.Closest("停车费，为什么涨到 三百？", 1)[0].Likeness, "marks between the words do not count")
}

func TestSimilarRule(t *testing.T) {
	rule := SimilarRule{Window: Window(2 * time.Hour), Likeness: 350, Cases: 3}
	a, b := Match{Case: "A", At: at(-2), Likeness: 350}, Match{Case: "B", At: at(0), Likeness: 900}
	for _, tc := range []struct {
		name    string
		found   []Match
		alike   []string
		suggest bool
	}{
		{"nothing alike", nil, nil, false},
		{"the edges of window and likeness count", []Match{a, b}, []string{"B", "A"}, true},
		{"one less than enough", []Match{a}, []string{"A"}, false},
		{"a thousandth below", []Match{a, {Case: "C", At: at(0), Likeness: 349}}, []string{"A"}, false},
		{"a moment before the window", []Match{a, {Case: "C", At: at(-2).Add(-1), Likeness: 999}}, []string{"A"}, false},
		{"after the case", []Match{a, {Case: "C", At: at(0).Add(1), Likeness: 999}}, []string{"A"}, false},
		{"the case itself", []Match{a, {Case: "ME", At: at(0), Likeness: 1000}}, []string{"A"}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			alike, suggest := rule.Judge(noon, "ME", tc.found)
			var ids []string
			for _, m := range alike {
				ids = append(ids, m.Case)
			}
			assert.Equal(t, tc.alike, ids)
			assert.Equal(t, tc.suggest, suggest)
		})
	}
}

func TestSimilarRuleFaults(t *testing.T) {
	rs := hotelRules()
	rs.Similar = &SimilarRule{Field: "people", Likeness: 1001, Cases: 1}
	assert.Equal(t, []string{
		`similar.field: no text field "people"`,
		"similar.window: a window of up to ten years in whole minutes is expected",
		"similar.likeness: 1 to 1000 thousandths expected",
		"similar.cases: at least 2 cases make a batch",
	}, faultLines(t, rs))
	rs.Similar = &SimilarRule{Field: "text", Window: Window(time.Hour), Likeness: 350, Cases: 2}
	mustCompile(t, rs)
}

// slowly is the cosine by the book, with the weights of an index just put in order.
func slowly(texts map[string]string, query string) map[string]int {
	df := map[gram]int{}
	for _, text := range texts {
		for _, c := range count(text) {
			df[c.gram]++
		}
	}
	weigh := func(text string) map[gram]float64 {
		out := map[gram]float64{}
		for _, c := range count(text) {
			out[c.gram] = (1 + math.Log(float64(c.times))) * math.Log(1+float64(len(texts))/float64(max(df[c.gram], 1)))
		}
		return out
	}
	length := func(v map[gram]float64) (sum float64) {
		for _, w := range v {
			sum += w * w
		}
		return math.Sqrt(sum)
	}
	q, out := weigh(query), map[string]int{}
	for id, text := range texts {
		d, dot := weigh(text), 0.0
		for g, w := range q {
			dot += w * d[g]
		}
		if dot > 0 {
			out[id] = int(math.Round(1000 * dot / length(q) / length(d)))
		}
	}
	return out
}

func TestClosestEqualsTheCosineByTheBook(t *testing.T) {
	word := rapid.SampledFrom([]string{"电梯", "停", "三号楼", "老人", "漏水", "吵", "a1", "的", "了", "，", "\u200b"})
	text := rapid.Custom(func(t *rapid.T) (s string) {
		for _, w := range rapid.SliceOfN(word, 0, 12).Draw(t, "words") {
			s += w
		}
		return s
	})
	rapid.Check(t, func(t *rapid.T) {
		x, texts := NewSimilarIndex(0), map[string]string{}
		for i := range rapid.IntRange(0, 40).Draw(t, "steps") {
			id := fmt.Sprintf("C%d", rapid.IntRange(0, 20).Draw(t, "case"))
			if rapid.IntRange(0, 3).Draw(t, "do") == 0 {
				x.Remove(id)
				delete(texts, id)
				continue
			}
			texts[id] = text.Draw(t, "text")
			x.Add(id, at(i), texts[id])
		}
		x.order()
		query := text.Draw(t, "query")
		want, got := slowly(texts, query), x.Closest(query, 100)
		if len(got) != len(want) {
			t.Fatalf("%d alike, expected %d", len(got), len(want))
		}
		for _, m := range got {
			if d := m.Likeness - want[m.Case]; d < -1 || d > 1 {
				t.Fatalf("%s: %d, expected %d", m.Case, m.Likeness, want[m.Case])
			}
		}
		if !slices.IsSortedFunc(got, moreAlike) {
			t.Fatal("not in order")
		}
		for i, m := range x.Closest(query, 3) {
			if m.Likeness != got[i].Likeness {
				t.Fatal("the best three are not the first three")
			}
		}
	})
}

func TestSimilarIndexForgetsWhatLeavesTheWindow(t *testing.T) {
	x := NewSimilarIndex(Window(10 * time.Hour))
	x.Add("old", at(0), "电梯停了")
	assert.Equal(t, []string{"old"}, closest(x, "电梯停了", 5))
	x.Add("edge", at(10), "电梯停了")
	assert.Equal(t, []string{"edge", "old"}, closest(x, "电梯停了", 5), "the edge of the window is in it")
	x.Add("new", at(10).Add(1), "电梯停了")
	assert.Equal(t, []string{"new", "edge"}, closest(x, "电梯停了", 5))
	x.Remove("new")
	x.Remove("nobody")
	assert.Equal(t, []string{"edge"}, closest(x, "电梯停了", 5))

	for i := range 50_000 {
		x.Add(fmt.Sprintf("C%d", i), at(20).Add(time.Duration(i)*time.Minute), fmt.Sprintf("%d号楼电梯停了%d次", i, i%7))
	}
	within := 10*60 + 1
	assert.Less(t, x.Len(), 2*within, "memory follows the window")
	assert.Less(t, len(x.docs), 2*within)
	assert.Less(t, len(x.grams), 20*within)
	assert.Len(t, x.Closest("电梯停了", 10_000), within)
}

func TestSimilarIndexMakesRoom(t *testing.T) {
	x := NewSimilarIndex(0)
	x.limit = 100
	for i := range 1000 {
		x.Add(fmt.Sprintf("C%d", i), at(i), fmt.Sprintf("电梯%d停了", i))
		require.LessOrEqual(t, len(x.docs), 100)
	}
	found := closest(x, "电梯停了", 1000)
	assert.Contains(t, found, "C999")
	assert.NotContains(t, found, "C100", "the oldest went")
	assert.GreaterOrEqual(t, len(found), 80)
}

func TestReplacingATextForgetsTheOldOne(t *testing.T) {
	x := NewSimilarIndex(0)
	x.Add("A", noon, "电梯停了")
	x.Add("A", noon, "停车费涨了")
	assert.Equal(t, 1, x.Len())
	assert.Empty(t, x.Closest("电梯", 5))
	assert.Equal(t, []string{"A"}, closest(x, "停车费", 5))
}

func TestSimilarIndexIsSafeForConcurrentUse(t *testing.T) {
	x := NewSimilarIndex(Window(time.Hour))
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range 200 {
				x.Add(fmt.Sprintf("%d-%d", g, i), noon, "电梯停了")
				x.Closest("电梯", 3)
				if i%3 == 0 {
					x.Remove(fmt.Sprintf("%d-%d", g, i))
				}
			}
		})
	}
	wg.Wait()
	assert.Equal(t, 4*133, x.Len())
}
