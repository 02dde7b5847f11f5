package classify

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// Same facts and rule set, same decision, byte for byte: on every run, in every classifier
// compiled from it, also from its JSON, in any order of the facts, on any goroutine.
func TestConcurrentDecisionsAreTheSameBytes(t *testing.T) {
	data, err := json.Marshal(hotelRules())
	require.NoError(t, err)
	parsed, err := ParseRuleSet(data)
	require.NoError(t, err)
	classifiers := []*Classifier{mustCompile(t, hotelRules()), mustCompile(t, hotelRules()), mustCompile(t, parsed)}
	facts := manyFacts(300)
	want := make([][]byte, len(facts))
	for i, f := range facts {
		want[i], err = json.Marshal(decide(t, classifiers[0], f))
		require.NoError(t, err)
	}
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(uint64(g), 1))
			for range 1000 {
				i := rng.IntN(len(facts))
				d, err := classifiers[rng.IntN(3)].Decide(shuffled(facts[i], rng))
				if !assert.NoError(t, err) {
					return
				}
				got, err := json.Marshal(d)
				if !assert.NoError(t, err) || !assert.Equal(t, string(want[i]), string(got)) {
					return
				}
			}
		})
	}
	wg.Wait()
}

func shuffled(f Facts, rng *rand.Rand) Facts {
	items := slices.Clone(f.items)
	rng.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
	return Facts{items}
}

// Routing never returns nobody, whatever the facts, the units avoided and the overrides.
func TestRoutingNeverReturnsNobody(t *testing.T) {
	units := []string{"front", "engineering", "housekeeping", "centre"}
	rapid.Check(t, func(t *rapid.T) {
		rs := hotelRules()
		rs.Tests = nil
		rs.Routes.Rows = nil
		for i := range rapid.IntRange(0, 4).Draw(t, "routes") {
			rs.Routes.Rows = append(rs.Routes.Rows, Route{
				ID: fmt.Sprintf("r%d", i), When: anyCond(1).Draw(t, "when"), Unit: rapid.SampledFrom(units).Draw(t, "unit"),
				Advisers: rapid.SliceOfN(rapid.SampledFrom(units), 0, 2).Draw(t, "advisers"),
			})
		}
		rs.Routes.Default.Unit = rapid.SampledFrom(units).Draw(t, "default")
		rs.Routes.Instead = rapid.SampledFrom(units).Filter(func(u string) bool { return u != rs.Routes.Default.Unit }).Draw(t, "instead")
		c, err := Compile(rs)
		if err != nil {
			t.Fatal(err)
		}
		for range 5 {
			against := rapid.SampledFrom(append(units, "", "elsewhere")).Draw(t, "against")
			d, err := c.Decide(anyFacts().Draw(t, "facts").Code("against", against))
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Contains(units, d.Unit) {
				t.Fatalf("unit %q", d.Unit)
			}
			if d.Unit == against && against != rs.Routes.Instead {
				t.Fatalf("%s handles its own case", against)
			}
			if slices.Contains(d.Advisers, d.Unit) || slices.Contains(d.Advisers, against) && against != "" {
				t.Fatalf("advisers %v of %s about %s", d.Advisers, d.Unit, against)
			}
		}
	})
}

// A history by binary search equals one that looks at everything.
func TestHistoryEqualsLookingAtEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ctx, h := context.Background(), NewMemoryHistory()
		type entry struct {
			key string
			o   Occurrence
		}
		var all []entry
		drop := func(f func(entry) bool) { all = slices.DeleteFunc(all, f) }
		for range rapid.IntRange(0, 40).Draw(t, "steps") {
			key := rapid.SampledFrom([]string{"a", "b"}).Draw(t, "key")
			id := rapid.SampledFrom([]string{"1", "2", "3", "4"}).Draw(t, "case")
			when := at(rapid.IntRange(0, 5).Draw(t, "at"))
			switch rapid.IntRange(0, 5).Draw(t, "do") {
			case 0:
				_ = h.Forget(ctx, id)
				drop(func(e entry) bool { return e.o.Case == id })
			default:
				o := Occurrence{Case: id, At: when, Open: rapid.Bool().Draw(t, "open")}
				_ = h.Record(ctx, key, o)
				drop(func(e entry) bool { return e.key == key && e.o.Case == id })
				all = append(all, entry{key, o})
			}
			from, to := at(rapid.IntRange(0, 5).Draw(t, "from")), at(rapid.IntRange(0, 5).Draw(t, "to"))
			var want []Occurrence
			for _, e := range all {
				if e.key == key && !e.o.At.Before(from) && !e.o.At.After(to) {
					want = append(want, e.o)
				}
			}
			slices.SortFunc(want, byTime)
			got, _ := h.Within(ctx, key, from, to)
			if !slices.Equal(want, got) || h.Len() != len(all) {
				t.Fatalf("got %v, expected %v; %d of %d", got, want, h.Len(), len(all))
			}
		}
	})
}

// A megabyte of anything is decided, byte for byte the same.
func TestAMegabyteOfAnything(t *testing.T) {
	c := mustCompile(t, hotelRules())
	for name, unit := range map[string]string{
		"words": "没有着火，不干净。", "negators": "不没无非", "quotes": "“《「", "zero-width": "\u200b\ufeff", "emoji": "😡❤️👨‍👩‍👧",
		"invalid": "\xff\xe7\x81\xed\xa0\x80", "latin": "not leak fire door ", "traditional": "衛生間漏水態度差", "one letter": "a",
	} {
		t.Run(name, func(t *testing.T) {
			f := Facts{}.Text("text", string(bytes.Repeat([]byte(unit), 1<<20/len(unit))))
			a, err := json.Marshal(decide(t, c, f))
			require.NoError(t, err)
			b, err := json.Marshal(decide(t, c, f))
			require.NoError(t, err)
			assert.Equal(t, string(a), string(b))
		})
	}
}
