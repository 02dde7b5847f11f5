package sla

import (
	"fmt"
	"strings"
)

var (
	landingNames = [...]string{"", "same", "eod", "midnight", "next"}
	rollNames    = [...]string{"forward", "none", "back"}
	startNames   = [...]string{"excluded", "included", "open"}
)

// String returns the name of the landing in text, "" for the default.
func (l Landing) String() string { return nameOf(landingNames[:], int(l)) }

// String returns the name of the roll in text.
func (r Roll) String() string { return nameOf(rollNames[:], int(r)) }

// String returns the name of the start rule in text.
func (s StartRule) String() string { return nameOf(startNames[:], int(s)) }

func nameOf(names []string, i int) string {
	if i >= len(names) {
		return fmt.Sprintf("unknown(%d)", i)
	}
	return names[i]
}

// String returns the cut-off as "16:00" or "close", "" when there is none.
func (c Cutoff) String() string {
	switch c.kind {
	case cutoffClock:
		return clockText(c.seconds)
	case cutoffClose:
		return "close"
	}
	return ""
}

// ParseTerm reads the text form of a Term and checks it. It returns an
// *InvalidError that names every fault.
func ParseTerm(s string) (Term, error) {
	words := strings.Fields(s)
	if len(words) == 0 {
		return Term{}, invalid("term", "must begin with a span", s)
	}
	var t Term
	var fs faults
	var err error
	if t.Span, err = ParseSpan(words[0]); err != nil {
		fs.merge("term", err)
		return Term{}, fs.err()
	}
	seen := map[string]bool{}
	for _, word := range words[1:] {
		rule, known := t.setRule(word)
		switch {
		case !known:
			fs.add("term", "has an unknown rule", word)
		case seen[rule]:
			fs.add("term", "gives "+rule+" twice", word)
		}
		seen[rule] = true
	}
	fs.merge("term", t.Check())
	if err := fs.err(); err != nil {
		return Term{}, err
	}
	return t.normal(), nil
}

// setRule applies one word of the text form and says which rule it set.
func (t *Term) setRule(word string) (rule string, known bool) {
	name, value, assigned := strings.Cut(word, "=")
	if !assigned {
		i := indexOf(landingNames[1:], word)
		t.Landing = Landing(i + 1)
		return "landing", i >= 0
	}
	i := -1
	switch name {
	case "roll":
		i = indexOf(rollNames[:], value)
		t.Roll = Roll(max(i, 0))
	case "start":
		i = indexOf(startNames[:], value)
		t.Start = StartRule(max(i, 0))
	case "cutoff":
		return name, t.Cutoff.parse(value)
	}
	return name, i >= 0
}

func (c *Cutoff) parse(value string) bool {
	if value == "close" {
		*c = CutoffClose()
		return true
	}
	seconds, ok := parseClock(value)
	if ok {
		*c = Cutoff{kind: cutoffClock, seconds: seconds}
	}
	return ok
}

func indexOf(names []string, name string) int {
	for i, n := range names {
		if n == name {
			return i
		}
	}
	return -1
}

// normal spells a landing that is the default anyway as the default, so that
// terms that mean the same compare equal and print alike.
func (t Term) normal() Term {
	landing := t.Landing
	t.Landing = LandDefault
	if t.landing() != landing {
		t.Landing = landing
	}
	return t
}

// String prints the text form; "" for the zero value.
func (t Term) String() string {
	t = t.normal()
	words := []string{t.Span.String()}
	if t.Landing != LandDefault {
		words = append(words, t.Landing.String())
	}
	if t.Roll != RollForward {
		words = append(words, "roll="+t.Roll.String())
	}
	if t.Start != StartExcluded {
		words = append(words, "start="+t.Start.String())
	}
	if !t.Cutoff.IsZero() {
		words = append(words, "cutoff="+t.Cutoff.String())
	}
	return strings.Join(words, " ")
}

// MarshalText writes the form of String; it never fails.
func (t Term) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads the form of ParseTerm; empty text is the zero value.
func (t *Term) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*t = Term{}
		return nil
	}
	parsed, err := ParseTerm(string(text))
	if err != nil {
		return err
	}
	*t = parsed
	return nil
}
