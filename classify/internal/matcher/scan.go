package matcher

import "unicode/utf8"

// Hit is one occurrence of a word: the bytes [Start, End) of the text.
type Hit struct {
	Word  int32 // index into the words the matcher was built from
	Start int32
	End   int32
}

// child returns the child of state s by class c, if there is one.
func child(states []state, s int32, c uint16) (int32, bool) {
	t := states[s].base + int32(c)
	if int(t) < len(states) && states[t].check == s {
		return t, true
	}
	return 0, false
}

// Scan appends every occurrence of every word in text to hits, ordered by end and,
// at one end, from the longest to the shortest. Bytes that are not valid UTF-8 match
// nothing. The text must be shorter than 2 GB.
func (m *Matcher) Scan(text string, hits []Hit) []Hit {
	s, states := int32(0), m.states
	for i := 0; i < len(text); {
		r, w := decode(text, i)
		i += w
		c := m.classes.of(r)
		if c == 0 {
			s = 0
			continue
		}
		for {
			t := states[s].base + int32(c)
			if int(t) < len(states) && states[t].check == s {
				s = t
				break
			}
			if s == 0 {
				break
			}
			s = states[s].fail
		}
		if o := states[s].out; o != 0 {
			hits = m.emit(text, i, o, hits)
		}
	}
	return hits
}

func (m *Matcher) emit(text string, end int, o int32, hits []Hit) []Hit {
	for ; o != 0; o = m.outputs[o].next {
		word := m.outputs[o].word
		start := end
		for n := m.runes[word]; n > 0; n-- {
			_, w := utf8.DecodeLastRuneInString(text[:start])
			start -= w
		}
		hits = append(hits, Hit{Word: word, Start: int32(start), End: int32(end)})
	}
	return hits
}

// decode is utf8.DecodeRuneInString with a short way for ASCII and for the three-byte
// forms of Chinese. Invalid bytes give the rune 0, which is in no class.
func decode(s string, i int) (rune, int) {
	b := s[i]
	if b < utf8.RuneSelf {
		return rune(b), 1
	}
	if b > 0xE0 && b < 0xF0 && b != 0xED && i+2 < len(s) {
		c, d := s[i+1], s[i+2]
		if c&0xC0 == 0x80 && d&0xC0 == 0x80 {
			return rune(b&0x0F)<<12 | rune(c&0x3F)<<6 | rune(d&0x3F), 3
		}
	}
	r, w := utf8.DecodeRuneInString(s[i:])
	if r == utf8.RuneError && w == 1 {
		return 0, 1
	}
	return r, w
}
