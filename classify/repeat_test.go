package classify

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var noon = time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)

func at(hours int) time.Time { return noon.Add(time.Duration(hours) * time.Hour) }

func TestRepeat(t *testing.T) {
	rule := RepeatRule{By: []string{"guest"}, Window: Window(48 * time.Hour)}
	for _, tc := range []struct {
		name    string
		atLeast int
		history []Occurrence
		want    Repeat
	}{
		{"a first complaint is no repeat", 0, nil, Repeat{}},
		{"handled and complained of again: a new work order", 0, []Occurrence{{Case: "A", At: at(-5)}}, Repeat{Is: true, Earlier: []string{"A"}}},
		{"still being handled: a reminder of that case", 0, []Occurrence{{Case: "A", At: at(-5), Open: true}}, Repeat{Is: true, Earlier: []string{"A"}, StillOpen: "A"}},
		{"the latest open case is reminded", 0, []Occurrence{{Case: "B", At: at(-1), Open: true}, {Case: "A", At: at(-5), Open: true}}, Repeat{Is: true, Earlier: []string{"A", "B"}, StillOpen: "B"}},
		{"the first instant of the window counts", 0, []Occurrence{{Case: "A", At: at(-48)}}, Repeat{Is: true, Earlier: []string{"A"}}},
		{"before the window", 0, []Occurrence{{Case: "A", At: at(-48).Add(-1)}}, Repeat{}},
		{"after the case", 0, []Occurrence{{Case: "A", At: at(0).Add(1)}}, Repeat{}},
		{"the case itself", 0, []Occurrence{{Case: "ME", At: at(-1)}}, Repeat{}},
		{"fewer than asked for", 2, []Occurrence{{Case: "A", At: at(-1)}}, Repeat{Earlier: []string{"A"}}},
		{"as many as asked for", 2, []Occurrence{{Case: "A", At: at(-1)}, {Case: "B", At: at(-2)}}, Repeat{Is: true, Earlier: []string{"B", "A"}}},
		{"one case entered twice counts once, as it is now", 2, []Occurrence{{Case: "A", At: at(-2), Open: true}, {Case: "A", At: at(-1)}}, Repeat{Earlier: []string{"A"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := rule
			r.AtLeast = tc.atLeast
			assert.Equal(t, tc.want, r.Judge(noon, "ME", tc.history))
		})
	}
}

func TestBatch(t *testing.T) {
	rule := BatchRule{By: []string{"category.content"}, Customer: "guest", Window: Window(24 * time.Hour), Customers: 3}
	a, b, c := Occurrence{Case: "A", Customer: "1", At: at(-3)}, Occurrence{Case: "B", Customer: "2", At: at(-2)}, Occurrence{Case: "C", Customer: "3", At: at(-1)}
	again := Occurrence{Case: "D", Customer: "1", At: at(-1)}
	for _, tc := range []struct {
		name     string
		customer string
		history  []Occurrence
		want     Batch
	}{
		{"alone", "9", nil, Batch{Customers: 1, Cases: []string{}}},
		{"one customer again and again is no batch", "1", []Occurrence{a, again}, Batch{Customers: 1, Cases: []string{"A", "D"}}},
		{"the third customer reaches it", "9", []Occurrence{b, a}, Batch{Reached: true, First: true, Customers: 3, Cases: []string{"A", "B"}}},
		{"the fourth adds to it", "9", []Occurrence{a, b, c}, Batch{Reached: true, Customers: 4, Cases: []string{"A", "B", "C"}}},
		{"a known customer does not reach it anew", "1", []Occurrence{a, b, c}, Batch{Reached: true, Customers: 3, Cases: []string{"A", "B", "C"}}},
		{"old ones do not count", "9", []Occurrence{a, {Case: "B", Customer: "2", At: at(-25)}}, Batch{Customers: 2, Cases: []string{"A"}}},
	} {
		t.Run(tc.name, func(t *testing.T) { assert.Equal(t, tc.want, rule.Judge(noon, "ME", tc.customer, tc.history)) })
	}
}

func TestKeys(t *testing.T) {
	c := mustCompile(t, hotelRules())
	facts := Facts{}.Text("text", "空调").Code("guest", "王")
	d := decide(t, c, facts)
	key, ok := c.RepeatKey(facts, d)
	require.True(t, ok)
	assert.Equal(t, "guest=3:王;category.content=6:aircon;", key)
	key, customer, ok := c.BatchKey(facts, d)
	require.True(t, ok)
	assert.Equal(t, "category.content=6:aircon;", key)
	assert.Equal(t, "王", customer)

	_, ok = c.RepeatKey(Facts{}, d)
	assert.False(t, ok, "no guest, no key")
	_, _, ok = c.BatchKey(Facts{}, d)
	assert.False(t, ok)
	_, _, ok = c.BatchKey(facts, Decision{})
	assert.False(t, ok)
	none := mustCompile(t, lexRules(Lexicon{}))
	_, ok = none.RepeatKey(facts, d)
	assert.False(t, ok)
	_, _, ok = none.BatchKey(facts, d)
	assert.False(t, ok)
}

func TestKeysOfDifferentPartsDiffer(t *testing.T) {
	rs := hotelRules()
	rs.Repeat.By = []string{"guest", "against", "people", "severity"}
	c := mustCompile(t, rs)
	key := func(guest, against string, n int64) string {
		f := Facts{}.Code("guest", guest).Code("against", against).Number("people", n)
		k, ok := c.RepeatKey(f, Decision{Severity: Minor})
		require.True(t, ok)
		return k
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[a;:=1]{1,4}`)
		a1, b1, a2, b2 := s.Draw(t, "a1"), s.Draw(t, "b1"), s.Draw(t, "a2"), s.Draw(t, "b2")
		if same := a1 == a2 && b1 == b2; same != (key(a1, b1, 1) == key(a2, b2, 1)) {
			t.Fatal("keys collide")
		}
	})
	assert.NotEqual(t, key("a", "b", 1), key("a", "b", 11))
}

func TestMemoryHistory(t *testing.T) {
	ctx := context.Background()
	h := NewMemoryHistory(Window(24*time.Hour), Window(48*time.Hour))
	record := func(key, id string, hours int, open bool) {
		require.NoError(t, h.Record(ctx, key, Occurrence{Case: id, At: at(hours), Open: open}))
	}
	within := func(key string, from, to int) []Occurrence {
		list, err := h.Within(ctx, key, at(from), at(to))
		require.NoError(t, err)
		return list
	}
	record("k", "A", 0, true)
	record("k", "B", 5, true)
	record("other", "C", 5, true)
	assert.Len(t, within("k", 0, 5), 2, "both ends count")
	assert.Empty(t, within("k", 1, 4))
	record("k", "A", 0, false)
	assert.Equal(t, []Occurrence{{Case: "A", At: at(0)}}, within("k", 0, 1), "the same case is replaced")

	record("k", "D", 60, true)
	assert.Empty(t, within("k", 0, 5), "older than every window")
	assert.Equal(t, 1, h.Len())
	record("k", "E", 61, true)
	require.NoError(t, h.Forget(ctx, "D"))
	assert.Equal(t, 1, h.Len())

	forever := NewMemoryHistory()
	require.NoError(t, forever.Record(ctx, "k", Occurrence{Case: "A", At: at(0)}))
	require.NoError(t, forever.Record(ctx, "k", Occurrence{Case: "B", At: at(1_000_000)}))
	assert.Equal(t, 2, forever.Len())
}

func TestMemoryHistoryIsSafeForConcurrentUse(t *testing.T) {
	var h History = NewMemoryHistory(Window(time.Hour))
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range 100 {
				id := string(rune('a'+g)) + string(rune('a'+i%26))
				assert.NoError(t, h.Record(t.Context(), "k", Occurrence{Case: id, At: noon}))
				_, err := h.Within(t.Context(), "k", noon, noon)
				assert.NoError(t, err)
			}
		})
	}
	wg.Wait()
	list, err := h.Within(t.Context(), "k", noon, noon)
	require.NoError(t, err)
	assert.Len(t, list, 104)
}
