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
	if int(t) < len(states) && states[t].check == c {
		return t, true
	}
	return 0, false
}

// Scan appends every occurrence of every word in text to hits, ordered by end and,
// at one end, from the longest to the shortest. Bytes that are not valid UTF-8 match
// nothing. The text must be shorter than 2 GB.
func (m *Matcher) Scan(text string, hits []Hit) []Hit {
	s, states := int32(0), m.states
	index, pages, root := &m.classes.index, m.classes.pages, m.states[0].base
	for i := 0; i < len(text); {
		r := rune(text[i])
		switch {
		case r < utf8.RuneSelf:
			i++
		case i+2 < len(text) && threeBytes(text[i], text[i+1], text[i+2]):
			r = (r&0x0F)<<12 | rune(text[i+1]&0x3F)<<6 | rune(text[i+2]&0x3F)
			i += 3
		default:
			var w int
			r, w = decode(text[i:])
			i += w
		}
		c := pages[index[uint32(r)>>pageBits]][r&(pageSize-1)]
		if c < classFirst {
			if c == classNone {
				s = 0
			}
			continue
		}
		at := int32(-1)
		for s != 0 {
			if t := states[s].base + int32(c); uint(t) < uint(len(states)) && states[t].check == c {
				at = t
				break
			}
			s = states[s].fail
		}
		if at < 0 { // from the root, whose base is at hand: no load waits for the one before
			t := root + int32(c)
			if uint(t) >= uint(len(states)) || states[t].check != c {
				continue
			}
			at = t
		}
		if s = at; states[at].ends != 0 {
			hits = m.emit(text, i, at, hits)
		}
	}
	return hits
}

// emit appends the words that end at a state, stepping back from their end over the
// runes of the longest first: the shorter ones start within it.
func (m *Matcher) emit(text string, end int, s int32, hits []Hit) []Hit {
	first := len(hits)
	for id := m.outputs.at(s); id != 0; {
		var word int32
		word, id = m.outputs.next(id)
		hits = append(hits, Hit{Word: word, End: int32(end)})
	}
	start, n := end, uint8(0)
	for at := len(hits) - 1; at >= first; at-- {
		for n < m.runes[hits[at].Word] {
			if ideographEnds(text, start) {
				start, n = start-3, n+1 // it is never unseen
				continue
			}
			r, w := utf8.DecodeLastRuneInString(text[:start])
			start -= w
			if m.classes.of(r) != classUnseen {
				n++
			}
		}
		hits[at].Start = int32(start)
	}
	return hits
}

// ideographEnds reports whether a rune of three bytes with a first byte from E4 to E9 ends
// there.
func ideographEnds(text string, end int) bool {
	return end >= 3 && text[end-3]-0xE4 < 6 && text[end-2]&0xC0 == 0x80 && text[end-1]&0xC0 == 0x80
}

// threeBytes reports whether a rune of three bytes, as Chinese has them, is certainly well
// formed.
func threeBytes(a, b, c byte) bool {
	return a-0xE1 < 0x0F && a != 0xED && b&0xC0 == 0x80 && c&0xC0 == 0x80
}

// decode is utf8.DecodeRuneInString, with the rune 0, which is in no class, for invalid
// bytes.
func decode(s string) (rune, int) {
	r, w := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && w == 1 {
		return 0, 1
	}
	return r, w
}
