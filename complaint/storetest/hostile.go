package storetest

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// hostileRules is what holds for values that nobody sends in good faith, or only some people do: kept exactly as they
// are, or refused with a typed error before anything is written.
func hostileRules() []testCase {
	return slices.Concat(placeRules(), []testCase{
		{rule: "a row of the outbox: any text is kept exactly or refused", check: rowTexts},
		{rule: "digests that look alike are told apart", check: digestsApart},
		{rule: "outbox ids that look alike are told apart", check: rowsApart},
		{rule: "a series, its organisation and its key: any text is kept or refused", check: numberTexts},
		{rule: "series, their organisations and keys that look alike are told apart", check: numbersApart},
		{rule: "cases sort by the bytes of their ids", check: sortsBytes},
		{rule: "text of a megabyte comes back whole", check: megabyte},
		{rule: "an empty box is refused, for a missing one is another thing", check: emptyBox},
		{rule: "times of any year come back exactly", check: anyYear},
		{rule: "cases of any year come in order", check: yearsInOrder},
		{rule: "times in another zone, finer than a microsecond or beyond the years are refused", check: oddTimes},
		{rule: "whatever is looked for, nothing is found and nothing fails", check: looksForAnything},
		{rule: "a unit with one bad value is refused whole", check: func(w *world) { refusesWhole(w, badValue) }},
	})
}

func rowTexts(w *world) {
	fields := []func(o *complaint.OutboxRow, s string){
		func(o *complaint.OutboxRow, s string) { o.ID = s },
		func(o *complaint.OutboxRow, s string) { o.To = s },
		func(o *complaint.OutboxRow, s string) { o.Org, o.Kind, o.Ref = s, s, s },
	}
	for f, set := range fields {
		for i, s := range hostileTexts() {
			u := unit(newCase(100*f + i))
			row := notice(u.Cases[0].Case, 0)
			set(&row, s)
			u.Outbox = []complaint.OutboxRow{row}
			taken := w.take(u)
			require.Equal(w, complaint.CheckChangeset(u) == nil, taken, "%.20q", s)
			sent(w, row, taken)
		}
	}
}

// sent checks that a row, and nothing else, is to be sent, and sends it.
func sent(w *world, row complaint.OutboxRow, taken bool) {
	w.Helper()
	got := w.claim(evening())
	if !taken {
		require.Empty(w, got, "%.20q was refused", row.ID)
		return
	}
	require.Len(w, got, 1, "%.20q", row.ID)
	lease := got[0].Lease
	got[0].Lease = ""
	require.Equal(w, row, got[0])
	w.settle(complaint.OutboxResult{ID: row.ID, Lease: lease, Done: true})
	require.Empty(w, w.claim(evening().Add(time.Hour)), "%.20q", row.ID)
}

func digestsApart(w *world) {
	for n, s := range alike() {
		send(w, n, 1, gathered(s))
	}
	seen := map[string]bool{}
	for range alike() {
		rows := w.claimDigest(evening())
		require.Len(w, rows, 1)
		seen[rows[0].Digest] = true
	}
	for _, s := range alike() {
		require.True(w, seen[s], "%q", s)
	}
}

func rowsApart(w *world) {
	for n, s := range alike() {
		send(w, n, 1, func(o *complaint.OutboxRow) { o.ID = s })
	}
	rows := w.claim(evening())
	require.ElementsMatch(w, alike(), rowIDs(rows))
	w.deliver(rows[0])
	require.Len(w, w.claim(evening().Add(time.Hour)), len(rows)-1, "only the row that was settled is gone")
}

// numbersOf reserves with a string in one of the three places.
func numbersOf() map[string]func(w *world, s string) (int64, error) {
	return map[string]func(w *world, s string) (int64, error){
		"org":    func(w *world, s string) (int64, error) { return w.Reserve(w.Context(), s, "2026", "k") },
		"series": func(w *world, s string) (int64, error) { return w.Reserve(w.Context(), "by series", s, "k") },
		"key":    func(w *world, s string) (int64, error) { return w.Reserve(w.Context(), "by key", "2026", s) },
	}
}

func numberTexts(w *world) {
	for field, reserve := range numbersOf() {
		next := int64(1)
		for _, s := range append(hostileTexts(), "") {
			n, err := reserve(w, s)
			if err != nil {
				require.ErrorIs(w, err, complaint.ErrInvalid, "%s %.20q", field, s)
				continue
			}
			require.Equal(w, next, n, "%s %.20q: a refusal takes no number", field, s)
			if field == "key" {
				next++
			}
			again, err := reserve(w, s)
			require.NoError(w, err)
			require.Equal(w, n, again, "%s %.20q", field, s)
		}
	}
}

func numbersApart(w *world) {
	for field, reserve := range numbersOf() {
		for i, s := range alike() {
			n, err := reserve(w, s)
			require.NoError(w, err)
			want := int64(1)
			if field == "key" {
				want = int64(i + 1)
			}
			require.Equal(w, want, n, "%s %q", field, s)
		}
	}
}

func sortsBytes(w *world) {
	var want []complaint.CaseID
	for n, s := range alike() {
		w.commit(casePut(func(c *complaint.Case, s string) { c.ID, c.Received = complaint.CaseID(s), morning() })(n, s))
		want = append(want, complaint.CaseID(s))
	}
	slices.Sort(want)
	for _, order := range []complaint.Order{complaint.ByID, complaint.ByReceived} {
		got := []complaint.CaseID{}
		for q := (complaint.Query{Order: order, Limit: 4}); len(got) < len(want); {
			p := w.page(q)
			got = append(got, ids(p.Cases)...)
			if q.After = p.Next; p.Next.ID == "" {
				break
			}
		}
		require.Equal(w, want, got, "order %q", order)
	}
}

// megabyte is what no rule of the engine lets into a case, but a host's own limits may let into a box.
func megabyte(w *world) {
	text := strings.Repeat("投诉 0123456789 \\ ' \" 😀\n", 1<<20/30)
	noise := make([]byte, 1<<20)
	for i := range noise {
		noise[i] = byte(i * i >> 3)
	}
	c := newCase(1, func(c *complaint.Case) { c.Fields = map[string]string{"text": text} })
	c.Records[0].Public, c.Records[0].Box = []byte(text), noise
	w.commit(&complaint.Changeset{
		Cases:     []complaint.CaseWrite{c},
		Documents: []complaint.Document{{Kind: "playbook", ID: "hotel@1", Version: 1, Data: noise}},
	})
	require.Equal(w, text, w.load(id(1)).Fields["text"])
	got := w.entry(stream(id(1)), 1)
	require.True(w, bytes.Equal(got.Public, []byte(text)), "public bytes")
	require.True(w, bytes.Equal(got.Box, noise), "box")
	d, err := w.Document(w.Context(), "playbook", "hotel@1")
	require.NoError(w, err)
	require.True(w, bytes.Equal(d.Data, noise), "document")
	w.commit(&complaint.Changeset{Boxes: []complaint.BoxWrite{{Stream: stream(id(1)), Seq: 1, Box: []byte(text)}}})
	require.True(w, bytes.Equal(w.entry(stream(id(1)), 1).Box, []byte(text)), "box replaced")
}

// emptyBox holds an empty box against a missing one: not every driver tells one from the other.
func emptyBox(w *world) {
	all := records("desk", 1)
	all[0].Box = []byte{}
	w.refuse(complaint.ErrInvalid, &complaint.Changeset{Streams: all})
	require.Empty(w, w.entries("desk"))
	want := boxed(w)
	w.refuse(complaint.ErrInvalid, &complaint.Changeset{Boxes: []complaint.BoxWrite{{Stream: "desk", Seq: 2, Box: []byte{}}}})
	w.sameRecords(want, w.entries("desk"))
}

// years are instants at the edges of what databases, clocks and integers hold.
func years() []time.Time {
	utc := func(y int, m time.Month, d, micros int) time.Time {
		return time.Date(y, m, d, 0, 0, 0, micros*1000, time.UTC)
	}
	return []time.Time{
		utc(1, 1, 1, 1), utc(999, 12, 31, 999999), utc(1582, 10, 10, 0), utc(1677, 9, 20, 7), utc(1899, 12, 31, 1),
		utc(1901, 12, 13, 0), utc(1969, 12, 31, 999999), utc(1970, 1, 1, -1), utc(1970, 1, 1, 0), utc(1970, 1, 1, 1),
		utc(2000, 2, 29, 0), utc(2038, 1, 19, 999999), utc(2038, 1, 20, 0), utc(2106, 2, 8, 0), utc(2262, 4, 12, 1),
		utc(9999, 12, 31, 999999),
	}
}

func anyYear(w *world) {
	for n, at := range years() {
		c := newCase(n, func(c *complaint.Case) { c.Received, c.Wake = at, at })
		c.Records[0].Recorded = at
		row := notice(c.Case, 0)
		row.NotBefore = at
		w.commit(&complaint.Changeset{Cases: []complaint.CaseWrite{c}, Outbox: []complaint.OutboxRow{row}})
		w.stored(c.Case)
		require.Equal(w, at, w.entry(stream(id(n)), 1).Recorded)
		require.Equal(w, list(n), w.query(complaint.Query{Filter: complaint.Filter{ReceivedFrom: at, ReceivedTo: at.Add(time.Microsecond)}}), at)
		require.Empty(w, w.claim(at.Add(-time.Microsecond)), at)
		got := w.claimOne(at)
		require.Equal(w, at, got.NotBefore)
		w.deliver(got)
	}
}

func yearsInOrder(w *world) {
	all := years()
	want := make([]complaint.CaseID, len(all))
	for i, at := range all {
		n := (i*7 + 3) % len(all)
		want[i] = id(n)
		w.register(newCase(n, func(c *complaint.Case) { c.Received, c.Wake = at, at }))
	}
	for _, order := range []complaint.Order{complaint.ByReceived, complaint.ByWake} {
		var got []complaint.CaseID
		for q := (complaint.Query{Order: order, Limit: 3}); len(got) < len(want); {
			p := w.page(q)
			got = append(got, ids(p.Cases)...)
			if q.After = p.Next; p.Next.ID == "" {
				break
			}
		}
		require.Equal(w, want, got, "order %q", order)
	}
}

func oddTimes(w *world) {
	at := morning()
	for n, odd := range []time.Time{
		at.In(time.FixedZone("CST", 8*3600)), at.Add(time.Nanosecond), at.Add(-time.Nanosecond),
		time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC), time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC),
	} {
		for field, spoil := range map[string]func(u *complaint.Changeset){
			"received": func(u *complaint.Changeset) { u.Cases[0].Case.Received = odd },
			"wake":     func(u *complaint.Changeset) { u.Cases[0].Case.Wake = odd },
			"recorded": func(u *complaint.Changeset) { u.Cases[0].Records[0].Recorded = odd },
			"outbox":   func(u *complaint.Changeset) { u.Outbox[0].NotBefore = odd },
			"match":    func(u *complaint.Changeset) { u.Matches[0].At = odd },
		} {
			u := matched("aa", n)
			u.Cases = []complaint.CaseWrite{newCase(n)}
			u.Outbox = []complaint.OutboxRow{notice(u.Cases[0].Case, 0)}
			spoil(u)
			require.False(w, w.take(u), "%s %s", field, odd)
			w.absent(id(n))
		}
	}
	require.Empty(w, w.claim(evening()))
}

func looksForAnything(w *world) {
	w.commit(&complaint.Changeset{Cases: []complaint.CaseWrite{newCase(1)}, Streams: records("desk", 1)})
	send(w, 2, 1)
	for _, s := range hostileTexts() {
		for _, p := range places() {
			require.Empty(w, p.look(w, s), "%s %.20q", p.what, s)
		}
		rows, err := w.Claim(w.Context(), complaint.OutboxQuery{Org: s, Now: evening(), Lease: time.Minute})
		if !errors.Is(err, complaint.ErrInvalid) {
			require.NoError(w, err, "%.20q", s)
		}
		require.Empty(w, rows)
		w.settle(complaint.OutboxResult{ID: s, Lease: s, Done: true})
		p, err := w.Query(w.Context(), complaint.Query{After: complaint.Cursor{ID: complaint.CaseID("~" + s)}})
		if !errors.Is(err, complaint.ErrInvalid) {
			require.NoError(w, err, "%.20q", s)
		}
		require.Empty(w, p.Cases, "behind %.20q", s)
	}
}

// badValue is a fault of a unit that only its last row has.
func badValue(u *complaint.Changeset) error {
	row := notice(u.Cases[0].Case, 7)
	row.To = "role:\x00"
	u.Outbox = append(u.Outbox, row)
	return complaint.ErrInvalid
}
