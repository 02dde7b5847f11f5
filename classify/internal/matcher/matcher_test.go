package matcher

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// lower folds case and makes zero-width spaces unseen.
func lower(r rune) rune {
	if r == '\u200b' {
		return -1
	}
	return unicode.ToLower(r)
}

// naive finds every word by trying every position.
func naive(words []string, text string, fold func(rune) rune) []Hit {
	var hits []Hit
	first := map[string]int32{}
	for i := len(words) - 1; i >= 0; i-- {
		first[strings.Map(fold, words[i])] = int32(i)
	}
	for i, w := range words {
		if first[strings.Map(fold, w)] != int32(i) {
			continue
		}
		for start := range len(text) {
			if end, ok := matchAt([]rune(w), text, start, fold); ok {
				hits = append(hits, Hit{int32(i), int32(start), int32(end)})
			}
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		if d := int(a.End - b.End); d != 0 {
			return d
		}
		return int(a.Start - b.Start)
	})
	return hits
}

// matchAt matches a word at a place, passing over what is unseen within it.
func matchAt(word []rune, text string, at int, fold func(rune) rune) (int, bool) {
	if at > 0 && !utf8.RuneStart(text[at]) {
		return 0, false
	}
	started := false
	for _, w := range word {
		if fold(w) < 0 {
			continue
		}
		if at >= len(text) {
			return 0, false
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		for started && r == '\u200b' {
			at += size
			r, size = utf8.DecodeRuneInString(text[at:])
		}
		if size == 0 || r == utf8.RuneError && size == 1 || fold(r) != fold(w) {
			return 0, false
		}
		at += size
		started = true
	}
	return at, true
}

func TestScan(t *testing.T) {
	for _, tc := range []struct {
		name  string
		words []string
		text  string
		want  []Hit
	}{
		{"overlapping words are all found, the longer first", []string{"he", "she", "hers"}, "ushers", []Hit{{1, 1, 4}, {0, 2, 4}, {2, 2, 6}}},
		{"a word inside another", []string{"火", "着火了"}, "着火了", []Hit{{0, 3, 6}, {1, 0, 9}}},
		{"offsets are those of the original", []string{"aé"}, "xAÉ", []Hit{{0, 1, 4}}},
		{"fall back after a partial match", []string{"aab"}, "aaab", []Hit{{0, 1, 4}}},
		{"words that fold alike count once, as the first", []string{"AB", "ab"}, "ab", []Hit{{0, 0, 2}}},
		{"broken bytes separate", []string{"ab"}, "a\xffb", nil},
		{"broken bytes between words are stepped over", []string{"ab"}, "\xe4ab\xe4\xb8", []Hit{{0, 1, 3}}},
		{"beyond the basic plane", []string{"😀!"}, "a😀!", []Hit{{0, 1, 6}}},
		{"a surrogate in UTF-8 is broken", []string{"ab"}, "\xed\xa0\x80ab", []Hit{{0, 3, 5}}},
		{"what is unseen is passed over, within a word and in it", []string{"a\u200bb", "bc"}, "xa\u200b\u200bb\u200bc", []Hit{{0, 1, 9}, {1, 8, 13}}},
		{"a rune beyond the basic plane may fold to one of it", []string{"𐐀"}, "𐐀", []Hit{{0, 0, 4}}},
		{"empty text", []string{"a"}, "", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m, err := New(tc.words, lower, nil)
			require.NoError(t, err)
			assert.Equal(t, tc.want, m.Scan(tc.text, nil))
		})
	}
}

func TestScanEqualsNaiveSearch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letter := rapid.SampledFrom([]string{"a", "b", "A", "é", "火", "水", "漏", "不", "😀", " ", "火\u200b"})
		broken := rapid.SampledFrom([]string{"a", "b", "火", "水", "漏", "不", "😀", "\xff", "\xe7", "\xe7\x81", "\x80", "z", "B", "\u200b", "\u200b"})
		join := func(list []string) string { return strings.Join(list, "") }
		word := rapid.Map(rapid.SliceOfN(letter, 1, 5), join)
		words := rapid.SliceOfN(word, 1, 40).Draw(t, "words")
		text := rapid.Map(rapid.SliceOfN(broken, 0, 60), join).Draw(t, "text")
		m, err := New(words, lower, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := m.Scan(text, nil)
		if want := naive(words, text, lower); !slices.Equal(got, want) {
			t.Fatalf("got %v\nwant %v", got, want)
		}
	})
}

func TestScanEqualsNaiveSearchWithManyWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(200, 1500).Draw(t, "n")
		seed := rapid.IntRange(1, 1<<20).Draw(t, "seed")
		words := make([]string, n)
		for i := range words {
			var b strings.Builder
			for j := range 1 + (i+seed)%4 {
				seed = (seed*1103515245 + 12345 + j) & 0x7fffffff
				b.WriteRune(rune(0x4E00 + seed>>8%97))
			}
			words[i] = b.String()
		}
		m, err := New(words, lower, nil)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(words[:50], "x")
		if got, want := m.Scan(text, nil), naive(words, text, lower); !slices.Equal(got, want) {
			t.Fatalf("got %d hits, want %d", len(got), len(want))
		}
	})
}

func TestNewRefusesBadWords(t *testing.T) {
	for name, words := range map[string][]string{
		"empty":    {"a", ""},
		"too long": {"a", strings.Repeat("长", MaxWordRunes+1)},
		"unseen":   {"a", "\u200b"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := New(words, lower, nil)
			assert.ErrorContains(t, err, "word 1")
		})
	}
}

func TestNoWordsMatchNothing(t *testing.T) {
	m, err := New(nil, lower, nil)
	require.NoError(t, err)
	assert.Empty(t, m.Scan("anything 着火", nil))
}

func FuzzScan(f *testing.F) {
	f.Add("he\nshe\nhers", "ushers")
	f.Add("火\n着火了", "着火了\xff")
	f.Add("a\u200bb", "a\u200b\u200bb")
	f.Fuzz(func(t *testing.T, list, text string) {
		words := strings.Split(strings.ToValidUTF8(strings.ReplaceAll(list, "\x00", ""), ""), "\n")
		m, err := New(words, lower, nil)
		if err != nil || len(text) > 2000 {
			return
		}
		assert.Equal(t, naive(words, text, lower), m.Scan(text, nil))
	})
}

// TestTheAutomatonIsSmall is the bar of the design: 5 MB at 100 000 keywords.
func TestTheAutomatonIsSmall(t *testing.T) {
	m, err := New(randomWords(100_000), lower, nil)
	require.NoError(t, err)
	t.Logf("%.2f MB, %d cells", float64(m.size())/1e6, len(m.states))
	assert.LessOrEqual(t, m.size(), 5_000_000)
}

func randomWords(n int) []string {
	words, seed := make([]string, n), uint64(42)
	next := func(k uint64) uint64 {
		seed = seed*6364136223846793005 + 1442695040888963407
		return (seed >> 33) % k
	}
	for i := range words {
		var b strings.Builder
		for range 2 + next(4) {
			b.WriteRune(rune(0x4E00 + next(3000)))
		}
		words[i] = b.String()
	}
	return words
}

func BenchmarkScan(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			words := randomWords(n)
			m, err := New(words, lower, nil)
			require.NoError(b, err)
			var text strings.Builder
			for i, w := range randomWords(40_000) {
				if i%10 == 0 {
					text.WriteString(words[i%n])
				}
				text.WriteString(w)
			}
			s := text.String()
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			hits := make([]Hit, 0, 100_000)
			for b.Loop() {
				hits = m.Scan(s, hits[:0])
			}
			b.ReportMetric(float64(m.size())/1e6, "MB-automaton")
		})
	}
}

func BenchmarkNew100000(b *testing.B) {
	words := randomWords(100_000)
	for b.Loop() {
		_, _ = New(words, lower, nil)
	}
}

// size is the memory the automaton holds, in bytes.
func (m *Matcher) size() int {
	o := &m.outputs
	return cap(m.states)*int(unsafe.Sizeof(state{})) + cap(o.marks)*int(unsafe.Sizeof(mark{})) + cap(o.ids)*4 + cap(o.chains)*8 +
		len(m.runes) + len(m.classes.pages)*2*pageSize + 2*len(m.classes.index)
}
