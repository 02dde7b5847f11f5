package classify

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func found(t *testing.T, f *Finder, text string) (out []Found) {
	t.Helper()
	require.NoError(t, f.Find(text, func(w Found) bool {
		out = append(out, w)
		return true
	}))
	return out
}

func TestFinder(t *testing.T) {
	f, err := Options{}.Finder(hotelRules().Lexicon)
	require.NoError(t, err)
	assert.Equal(t, []Found{{"aircon", 0, 6, false}, {"clean", 12, 18, true}, {"fire", 21, 27, false}}, found(t, f, "空调，不干净，着火"))
	assert.Empty(t, found(t, f, "没有着火，很干净"))
	n := 0
	require.NoError(t, f.Find("空调空调空调", func(Found) bool { n++; return n < 2 }))
	assert.Equal(t, 2, n, "who asks for no more gets no more")
	require.ErrorIs(t, f.Find(strings.Repeat("a", maxText+1), nil), ErrInvalid)

	_, err = Options{}.Finder(Lexicon{Keywords: []Keyword{{ID: "x"}}})
	assert.EqualError(t, err, "classify: invalid lexicon: lexicon.keywords[0].words: a keyword needs a word")
	plain, err := Options{Fold: func(r rune) rune { return r }}.Finder(hotelRules().Lexicon)
	require.NoError(t, err)
	assert.Empty(t, found(t, plain, "空調"), "a host's own folding")
}

// A finder and a rule set agree on every keyword, whatever the text.
func TestFinderAgreesWithDecisions(t *testing.T) {
	lex := hotelRules().Lexicon
	c := mustCompile(t, lexRules(lex))
	f, err := Options{}.Finder(lex)
	require.NoError(t, err)
	part := rapid.SampledFrom([]string{"着火", "起火", "没有", "不", "干净", "空调", "fire", "fire door", "，", "不但", "\xff", "\u200b", "漏水", " "})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(part, 0, 20).Draw(t, "parts"), "")
		d, err := c.Decide(Facts{}.Text("text", text))
		if err != nil {
			t.Fatal(err)
		}
		flags := map[string]bool{}
		for _, flag := range d.Flags {
			flags[flag] = true
		}
		seen := map[string]bool{}
		if err := f.Find(text, func(w Found) bool { seen[w.Keyword] = true; return true }); err != nil {
			t.Fatal(err)
		}
		for _, k := range lex.Keywords {
			if flags[k.ID] != seen[k.ID] {
				t.Fatalf("%q: decided %v, found %v", k.ID, flags[k.ID], seen[k.ID])
			}
		}
	})
}

func FuzzFinder(f *testing.F) {
	finder, err := Options{}.Finder(hotelRules().Lexicon)
	if err != nil {
		f.Fatal(err)
	}
	f.Add("没有“着火”，不干净\u200b")
	f.Add("\xff《漏水》\xe7\x81fire")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		err := finder.Find(text, func(w Found) bool {
			assert.True(t, 0 <= w.Start && w.Start < w.End && w.End <= len(text) && w.End >= last)
			last = w.End
			return true
		})
		assert.True(t, err == nil || len(text) > maxText)
	})
}
