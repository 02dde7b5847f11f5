package storetest

import (
	"errors"
	"fmt"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// hostileTexts are strings that stores have been known to change, to cut, or to take for something else.
func hostileTexts() []string {
	return []string{
		"'\"`", `a\`, `\'; drop table redress_case; --`, `%_*?[a-z]`, `$1 ? :a @b #{c} %s`, "NULL", "0x41",
		"a\x00b", "a\x1fb", "line\r\nend\t", "\ufeff\u202e\u2028", "\\u0000\ufffd", "😀𠮷投诉",
		"a\xffb", "\xed\xa0\x80", "\xc0\x80", // no UTF-8
		"x ", " ", strings.Repeat("i", 255), strings.Repeat("投", 100), strings.Repeat("i", 10_000),
	}
}

// alike are strings that some database takes for one another: by letter case, by spaces at the end, by accents, by how a
// character is composed or how wide it is, or by what they are as a number.
func alike() []string {
	return []string{
		"a", "A", "a ", " a", "a\t", "á", "a\u0301", "а", "ａ", "ß", "ss", "SS", "i", "I", "ı", "Å", "\u212b",
		"1", "01", "1.0", "１", "a\u200b", "%", "a%", "_",
	}
}

// place is a string that a store keeps and that something is found by.
type place struct {
	what string
	// put is a unit whose nth mark is kept under the string.
	put func(n int, s string) *complaint.Changeset
	// find looks for the marks that are kept under it.
	find func(w *world, s string) ([]string, error)
}

// mark is how the nth unit of a test is recognised.
func mark(n int) string { return fmt.Sprint("mark", n) }

// places are all of them, but for the outbox and the numbers.
func places() []place {
	return []place{
		{"case id", casePut(func(c *complaint.Case, s string) { c.ID = complaint.CaseID(s) }), findCase},
		ofCase("organisation", func(c *complaint.Case, s string) { c.Org = s }, func(s string) complaint.Filter { return complaint.Filter{Org: s} }),
		ofCase("number", func(c *complaint.Case, s string) { c.Number = s }, func(s string) complaint.Filter { return complaint.Filter{Number: s} }),
		ofCase("unit", func(c *complaint.Case, s string) { c.Unit = s }, func(s string) complaint.Filter { return complaint.Filter{Unit: s} }),
		ofCase("person in charge", func(c *complaint.Case, s string) { c.Owner = s }, func(s string) complaint.Filter { return complaint.Filter{Owner: s} }),
		ofCase("tag", func(c *complaint.Case, s string) { c.Tags = []string{"vip", s} }, func(s string) complaint.Filter { return complaint.Filter{Tag: s} }),
		ofCase("playbook", func(c *complaint.Case, s string) { c.Playbook.ID = s }, func(s string) complaint.Filter { return complaint.Filter{Playbook: s} }),
		ofCase("state", func(c *complaint.Case, s string) { c.State = complaint.State(s) }, func(s string) complaint.Filter {
			return complaint.Filter{States: []complaint.State{complaint.State(s)}}
		}),
		{"stream", streamPut, findStream},
		{"request key", receiptPut(func(r *complaint.Receipt, s string) { r.Key = s }), findReceipt(func(s string) (string, string) { return org, s })},
		{"organisation of a request", receiptPut(func(r *complaint.Receipt, s string) { r.Org = s }), findReceipt(func(s string) (string, string) { return s, "key" })},
		{"document kind", documentPut(func(d *complaint.Document, s string) { d.Kind = s }), findDocument(func(s string) (string, string) { return s, "id" })},
		{"document id", documentPut(func(d *complaint.Document, s string) { d.ID = s }), findDocument(func(s string) (string, string) { return "kind", s })},
		{"search hash", matchPut, findMatch},
	}
}

// casePut writes a case with the string in one of its fields.
func casePut(set func(c *complaint.Case, s string)) func(int, string) *complaint.Changeset {
	return func(n int, s string) *complaint.Changeset {
		return unit(newCase(n, func(c *complaint.Case) {
			c.Place = mark(n)
			set(c, s)
		}))
	}
}

// ofCase is a field of cases that a filter finds.
func ofCase(what string, set func(c *complaint.Case, s string), by func(s string) complaint.Filter) place {
	return place{what, casePut(set), func(w *world, s string) ([]string, error) { return findCases(w, by(s)) }}
}

func findCase(w *world, s string) ([]string, error) {
	c, err := w.Load(w.Context(), complaint.CaseID(s))
	if err != nil {
		return nil, err
	}
	if string(c.ID) != s {
		return []string{"another id"}, nil
	}
	return []string{c.Place}, nil
}

func findCases(w *world, f complaint.Filter) ([]string, error) {
	p, err := w.Query(w.Context(), complaint.Query{Filter: f, Limit: 1000})
	var marks []string
	for _, c := range p.Cases {
		marks = append(marks, c.Place)
	}
	return marks, err
}

func streamPut(n int, s string) *complaint.Changeset {
	r := record(s, 1, complaint.Hash{})
	r.Public = []byte(mark(n))
	return &complaint.Changeset{Streams: []complaint.Record{r}}
}

func findStream(w *world, s string) ([]string, error) {
	all, err := w.Entries(w.Context(), s, 0, 0)
	var marks []string
	for _, r := range all {
		marks = append(marks, string(r.Public))
		require.Equal(w, s, r.Stream)
	}
	return marks, err
}

func receiptPut(set func(r *complaint.Receipt, s string)) func(int, string) *complaint.Changeset {
	return func(n int, s string) *complaint.Changeset {
		u := unit(newCase(n))
		u.Receipt = receipt(u.Cases[0].Case, "key")
		u.Receipt.How = complaint.How(mark(n))
		set(u.Receipt, s)
		return u
	}
}

func findReceipt(of func(s string) (org, key string)) func(*world, string) ([]string, error) {
	return func(w *world, s string) ([]string, error) {
		org, key := of(s)
		r, err := w.Receipt(w.Context(), org, key)
		if err != nil {
			return nil, err
		}
		require.Equal(w, []string{org, key}, []string{r.Org, r.Key})
		return []string{string(r.How)}, nil
	}
}

func documentPut(set func(d *complaint.Document, s string)) func(int, string) *complaint.Changeset {
	return func(n int, s string) *complaint.Changeset {
		d := complaint.Document{Kind: "kind", ID: "id", Version: 1, Data: []byte(mark(n))}
		set(&d, s)
		return put(d)
	}
}

func findDocument(of func(s string) (kind, id string)) func(*world, string) ([]string, error) {
	return func(w *world, s string) ([]string, error) {
		kind, id := of(s)
		d, err := w.Document(w.Context(), kind, id)
		if err != nil {
			return nil, err
		}
		require.Equal(w, []string{kind, id}, []string{d.Kind, d.ID})
		return []string{string(d.Data)}, nil
	}
}

func matchPut(n int, s string) *complaint.Changeset {
	u := casePut(func(*complaint.Case, string) {})(n, s)
	u.Matches = []complaint.SearchHash{{Org: org, Key: s, Case: id(n), At: morning()}}
	return u
}

func findMatch(w *world, s string) ([]string, error) { return findCases(w, complaint.Filter{Match: s}) }

// look finds the marks under a string. A store may say of a string that it cannot keep that it is invalid, or that
// nothing is there; any other error fails.
func (p place) look(w *world, s string) []string {
	w.Helper()
	marks, err := p.find(w, s)
	if errors.Is(err, complaint.ErrNotFound) || errors.Is(err, complaint.ErrInvalid) {
		return nil
	}
	require.NoError(w, err, "%s %.20q", p.what, s)
	return marks
}

// take commits a unit that is either taken, or refused with a typed error that names the place.
func (w *world) take(u *complaint.Changeset) (taken bool) {
	w.Helper()
	err := w.Commit(w.Context(), u)
	if err == nil {
		return true
	}
	var e *complaint.Error
	require.ErrorAs(w, err, &e)
	require.ErrorIs(w, e, complaint.ErrInvalid)
	require.NotEmpty(w, e.Fields)
	return false
}

// keptOrRefused holds every hostile string at a place: it is there exactly as it was written, or nothing is.
func (p place) keptOrRefused(w *world) {
	for n, s := range hostileTexts() {
		u := p.put(n, s)
		taken := w.take(u)
		require.Equal(w, complaint.CheckChangeset(u) == nil, taken, "%.20q: all stores agree on what they take", s)
		if !taken {
			require.NotContains(w, p.look(w, s), mark(n), "%.20q was refused", s)
			w.absent(id(n))
			continue
		}
		require.Equal(w, []string{mark(n)}, p.look(w, s), "%.20q", s)
		for _, c := range u.Cases {
			w.stored(c.Case)
		}
	}
}

// toldApart writes strings that look alike and finds each by itself. A tag with a control character is refused.
func (p place) toldApart(w *world) {
	const from = 100 // behind the marks of other strings
	taken := map[string]bool{}
	for n, s := range alike() {
		taken[s] = w.take(p.put(from+n, s))
		require.True(w, taken[s] || s == "a\t", "%q is refused", s)
	}
	for n, s := range alike() {
		if taken[s] {
			require.Equal(w, []string{mark(from + n)}, p.look(w, s), "%q", s)
		}
	}
}

// placeRules is what holds for a string at any place.
func placeRules() []testCase {
	var rules []testCase
	for _, p := range places() {
		rules = append(rules, testCase{
			rule: p.what + ": any text is kept exactly and told from what looks alike, or refused",
			check: func(w *world) {
				p.keptOrRefused(w)
				p.toldApart(w)
			},
		})
	}
	return rules
}
