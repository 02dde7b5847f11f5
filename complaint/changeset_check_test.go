package complaint_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// ordinary is what a desk commits for most commands: a case, an entry, its notices and a receipt.
func ordinary() *complaint.Changeset {
	at := time.Date(2026, time.March, 2, 8, 0, 0, 123456000, time.UTC)
	c := &complaint.Case{
		ID: "01JQ0000000000000000000001", Org: "grand-hotel", Number: "HT2603-0001", Series: "HT2603-", Version: 3,
		Playbook: complaint.Pin{ID: "hotel", Version: "1"}, State: complaint.Dispatched, Owner: "u17",
		Classification: complaint.Classification{Unit: "前厅部"}, Tags: []string{"vip", "noise"}, Received: at, Wake: at,
	}
	record := complaint.Record{Stream: "case/01JQ0000000000000000000001", Seq: 3, Recorded: at, Public: []byte("{}"), Box: []byte("x")}
	row := complaint.OutboxRow{
		ID: "01JQ0000000000000000000001/3/0", Org: "grand-hotel", Case: c.ID, Seq: 3, Kind: "assigned",
		To: "person:u17", Ref: "assignment:1", NotBefore: at, Digest: "person:u17", Window: time.Hour,
	}
	return &complaint.Changeset{
		Cases:   []complaint.CaseWrite{{Case: c, Was: 2, Records: []complaint.Record{record}}},
		Streams: []complaint.Record{{Stream: "desk/grand-hotel", Seq: 1, Recorded: at}},
		Receipt: &complaint.Receipt{Org: "grand-hotel", Key: strings.Repeat("ab", 32), Case: c.ID, Seq: 3, How: complaint.HowNew},
		Outbox:  []complaint.OutboxRow{row, row},
		Cancel:  []complaint.CaseID{c.ID}, Unmatch: []complaint.CaseID{c.ID},
		Boxes:     []complaint.BoxWrite{{Stream: record.Stream, Seq: 1}},
		Documents: []complaint.Document{{Kind: "tally", ID: "paid/0a1b", Version: 1, Data: []byte("{}")}},
		Matches:   []complaint.SearchHash{{Org: "grand-hotel", Key: strings.Repeat("cd", 32), Case: c.ID, At: at}},
		Parks:     []complaint.Park{{Case: c.ID, Until: at, Tries: 1}},
	}
}

// place is a string of a unit that becomes a column, with the longest it may be.
type place struct {
	name  string
	limit int
	set   func(u *complaint.Changeset, s string)
}

func places() []place {
	name, address := complaint.MaxName, complaint.MaxAddress
	ofCase := func(f func(c *complaint.Case, s string)) func(*complaint.Changeset, string) {
		return func(u *complaint.Changeset, s string) { f(u.Cases[0].Case, s) }
	}
	return []place{
		{"cases[0].id", name, ofCase(func(c *complaint.Case, s string) { c.ID = complaint.CaseID(s) })},
		{"cases[0].org", name, ofCase(func(c *complaint.Case, s string) { c.Org = s })},
		{"cases[0].number", name, ofCase(func(c *complaint.Case, s string) { c.Number = s })},
		{"cases[0].series", name, ofCase(func(c *complaint.Case, s string) { c.Series = s })},
		{"cases[0].playbook.id", name, ofCase(func(c *complaint.Case, s string) { c.Playbook.ID = s })},
		{"cases[0].state", name, ofCase(func(c *complaint.Case, s string) { c.State = complaint.State(s) })},
		{"cases[0].unit", name, ofCase(func(c *complaint.Case, s string) { c.Unit = s })},
		{"cases[0].owner", name, ofCase(func(c *complaint.Case, s string) { c.Owner = s })},
		{"cases[0].tags", name, ofCase(func(c *complaint.Case, s string) { c.Tags[1] = s })},
		{"cases[0].stream", address, func(u *complaint.Changeset, s string) { u.Cases[0].Records[0].Stream = s }},
		{"streams[0].stream", address, func(u *complaint.Changeset, s string) { u.Streams[0].Stream = s }},
		{"receipt.org", name, func(u *complaint.Changeset, s string) { u.Receipt.Org = s }},
		{"receipt.key", name, func(u *complaint.Changeset, s string) { u.Receipt.Key = s }},
		{"receipt.case", name, func(u *complaint.Changeset, s string) { u.Receipt.Case = complaint.CaseID(s) }},
		{"receipt.how", name, func(u *complaint.Changeset, s string) { u.Receipt.How = complaint.How(s) }},
		{"outbox[1].id", name, func(u *complaint.Changeset, s string) { u.Outbox[1].ID = s }},
		{"outbox[1].org", name, func(u *complaint.Changeset, s string) { u.Outbox[1].Org = s }},
		{"outbox[1].case", name, func(u *complaint.Changeset, s string) { u.Outbox[1].Case = complaint.CaseID(s) }},
		{"outbox[1].kind", name, func(u *complaint.Changeset, s string) { u.Outbox[1].Kind = s }},
		{"outbox[1].to", address, func(u *complaint.Changeset, s string) { u.Outbox[1].To = s }},
		{"outbox[1].ref", complaint.MaxRef, func(u *complaint.Changeset, s string) { u.Outbox[1].Ref = s }},
		{"outbox[1].digest", address, func(u *complaint.Changeset, s string) { u.Outbox[1].Digest = s }},
		{"cancel[0]", name, func(u *complaint.Changeset, s string) { u.Cancel[0] = complaint.CaseID(s) }},
		{"boxes[0].stream", address, func(u *complaint.Changeset, s string) { u.Boxes[0].Stream = s }},
		{"documents[0].kind", name, func(u *complaint.Changeset, s string) { u.Documents[0].Kind = s }},
		{"documents[0].id", name, func(u *complaint.Changeset, s string) { u.Documents[0].ID = s }},
		{"matches[0].org", name, func(u *complaint.Changeset, s string) { u.Matches[0].Org = s }},
		{"matches[0].key", name, func(u *complaint.Changeset, s string) { u.Matches[0].Key = s }},
		{"matches[0].case", name, func(u *complaint.Changeset, s string) { u.Matches[0].Case = complaint.CaseID(s) }},
		{"unmatch[0]", name, func(u *complaint.Changeset, s string) { u.Unmatch[0] = complaint.CaseID(s) }},
		{"parks[0].case", name, func(u *complaint.Changeset, s string) { u.Parks[0].Case = complaint.CaseID(s) }},
	}
}

// refusal is the only fault of an error that must be a typed refusal.
func refusal(t *testing.T, err error) complaint.FieldError {
	t.Helper()
	require.ErrorIs(t, err, complaint.ErrInvalid)
	var e *complaint.Error
	require.ErrorAs(t, err, &e)
	require.Len(t, e.Fields, 1)
	return e.Fields[0]
}

func TestChangesetNamesThatNoStoreKeeps(t *testing.T) {
	for _, p := range places() {
		t.Run(p.name, func(t *testing.T) {
			for _, c := range []struct{ value, rule string }{
				{"a\x00b", "no zero character"},
				{"投诉\x00", "no zero character"},
				{"a\xffb", "valid UTF-8"},
				{"\xed\xa0\x80", "valid UTF-8"}, // half of a surrogate pair
				{"\xc0\x80", "valid UTF-8"},     // a zero character in disguise
				{strings.Repeat("x", p.limit+1), "at most "},
				{strings.Repeat("诉", p.limit/3+1), "at most "},
			} {
				u := ordinary()
				p.set(u, c.value)
				got := refusal(t, complaint.CheckChangeset(u))
				assert.Equal(t, p.name, got.Field)
				assert.Contains(t, got.Rule, c.rule)
			}
			for _, value := range []string{"x ", "'; drop table redress_case --", "\u2028😀%_", strings.Repeat("x", p.limit)} {
				u := ordinary()
				p.set(u, value)
				assert.NoError(t, complaint.CheckChangeset(u), "%.20q", value)
			}
		})
	}
}

func TestChangesetKeysAreNotEmpty(t *testing.T) {
	required := map[string]bool{
		"cases[0].id": true, "cases[0].stream": true, "streams[0].stream": true, "receipt.key": true, "outbox[1].id": true,
		"documents[0].kind": true, "documents[0].id": true, "matches[0].key": true,
	}
	for _, p := range places() {
		u := ordinary()
		p.set(u, "")
		err := complaint.CheckChangeset(u)
		if !required[p.name] {
			assert.NoError(t, err, p.name)
			continue
		}
		assert.Equal(t, complaint.FieldError{Field: p.name, Rule: "required"}, refusal(t, err))
	}
}

func TestChangesetTimes(t *testing.T) {
	shanghai := time.FixedZone("CST", 8*3600)
	at := time.Date(2026, time.March, 2, 8, 0, 0, 0, time.UTC)
	hashed := map[string]func(u *complaint.Changeset, at time.Time){
		"cases[0].received":    func(u *complaint.Changeset, at time.Time) { u.Cases[0].Case.Received = at },
		"cases[0].wake":        func(u *complaint.Changeset, at time.Time) { u.Cases[0].Case.Wake = at },
		"cases[0].recorded":    func(u *complaint.Changeset, at time.Time) { u.Cases[0].Records[0].Recorded = at },
		"streams[0].recorded":  func(u *complaint.Changeset, at time.Time) { u.Streams[0].Recorded = at },
		"outbox[1].not_before": func(u *complaint.Changeset, at time.Time) { u.Outbox[1].NotBefore = at },
		"matches[0].at":        func(u *complaint.Changeset, at time.Time) { u.Matches[0].At = at },
	}
	for name, set := range hashed {
		for _, c := range []struct {
			at   time.Time
			rule string
		}{
			{at.In(shanghai), "in UTC"},
			{at.In(time.FixedZone("UTC", 0)), "in UTC"},
			{at.Add(time.Nanosecond), "in whole microseconds"},
			{at.Add(-time.Nanosecond), "in whole microseconds"},
			{time.Date(0, 12, 31, 23, 59, 59, 999999000, time.UTC), "a year from 1 to 9999"},
			{time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), "a year from 1 to 9999"},
		} {
			u := ordinary()
			set(u, c.at)
			require.Equal(t, complaint.FieldError{Field: name, Rule: c.rule}, refusal(t, complaint.CheckChangeset(u)), c.at)
		}
		for _, at := range []time.Time{
			{},
			at.Truncate(0), time.Unix(0, 0).UTC(), time.Unix(0, -1000).UTC(),
			time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC),
		} {
			u := ordinary()
			set(u, at)
			require.NoError(t, complaint.CheckChangeset(u), "%s %s", name, at)
		}
	}
	u := ordinary()
	u.Parks[0].Until = at.In(shanghai).Add(1)
	require.NoError(t, complaint.CheckChangeset(u), "the end of a park is no evidence")
	u.Parks[0].Until = at.AddDate(9000, 0, 0)
	require.Equal(t, "parks[0].until", refusal(t, complaint.CheckChangeset(u)).Field)
}

func TestChangesetOtherValues(t *testing.T) {
	big := make([]byte, complaint.MaxBytes+1)
	for name, c := range map[string]struct {
		spoil func(u *complaint.Changeset)
		rule  string
	}{
		"cases[0].public":   {func(u *complaint.Changeset) { u.Cases[0].Records[0].Public = big }, "at most 8388608 bytes"},
		"cases[0].box":      {func(u *complaint.Changeset) { u.Cases[0].Records[0].Box = big }, "at most 8388608 bytes"},
		"boxes[0].box":      {func(u *complaint.Changeset) { u.Boxes[0].Box = big }, "at most 8388608 bytes"},
		"streams[0].box":    {func(u *complaint.Changeset) { u.Streams[0].Box = []byte{} }, "nil or not empty"},
		"documents[0].data": {func(u *complaint.Changeset) { u.Documents[0].Data = big }, "at most 8388608 bytes"},
		"outbox[1].window":  {func(u *complaint.Changeset) { u.Outbox[1].Window = 1 }, "whole microseconds, not negative"},
		"outbox[0].window":  {func(u *complaint.Changeset) { u.Outbox[0].Window = -time.Hour }, "whole microseconds, not negative"},
		"cases[0].tags":     {func(u *complaint.Changeset) { u.Cases[0].Case.Tags[0] = "a\x1fb" }, "no control characters"},
	} {
		u := ordinary()
		c.spoil(u)
		assert.Equal(t, complaint.FieldError{Field: name, Rule: c.rule}, refusal(t, complaint.CheckChangeset(u)))
	}
}

func TestChangesetNamesEveryFaultAndNoValue(t *testing.T) {
	u := ordinary()
	u.Cases[0].Case.Unit, u.Outbox[0].To, u.Receipt.Key = "secret\x00", "secret\xff", ""
	err := complaint.CheckChangeset(u)
	var e *complaint.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, []complaint.FieldError{
		{Field: "cases[0].unit", Rule: "no zero character"},
		{Field: "receipt.key", Rule: "required"},
		{Field: "outbox[0].to", Rule: "valid UTF-8"},
	}, e.Fields)
	assert.NotContains(t, err.Error(), "secret")
}

func TestCheckNameAddressAndResults(t *testing.T) {
	require.NoError(t, complaint.CheckName("reserve", "key", ""))
	require.NoError(t, complaint.CheckAddress("entries", "stream", strings.Repeat("x", complaint.MaxAddress)))
	assert.Equal(t, "key", refusal(t, complaint.CheckName("reserve", "key", "\x00")).Field)
	assert.Equal(t, "stream", refusal(t, complaint.CheckAddress("entries", "stream", "\xff")).Field)
	assert.EqualError(t, complaint.CheckName("reserve", "org", strings.Repeat("x", 256)),
		"redress: reserve: invalid input: org: at most 255 bytes")

	require.NoError(t, complaint.CheckResults([]complaint.OutboxResult{{ID: "\x00", Lease: "\xff", Retry: time.Now()}}))
	got := refusal(t, complaint.CheckResults([]complaint.OutboxResult{{}, {Problem: "\x00"}}))
	assert.Equal(t, "results[1].problem", got.Field)
	got = refusal(t, complaint.CheckResults([]complaint.OutboxResult{{Next: time.Unix(1<<40, 0)}}))
	assert.Equal(t, "results[0].next", got.Field)
}

// Whatever bytes a name has, the check answers as the rules say, and with nothing else.
func FuzzCheckName(f *testing.F) {
	for _, s := range []string{"", "u17", "投诉", "a\x00", "\xff", strings.Repeat("x", 256)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		fine := len(s) <= complaint.MaxName && strings.ToValidUTF8(s, "") == s && !strings.Contains(s, "\x00")
		if err := complaint.CheckName("reserve", "key", s); fine != (err == nil) || err != nil && !errors.Is(err, complaint.ErrInvalid) {
			t.Fatalf("%q: %v", s, err)
		}
	})
}

// An ordinary unit costs less than a microsecond and no memory.
func BenchmarkCheckChangeset(b *testing.B) {
	all := ordinary()
	u := &complaint.Changeset{Cases: all.Cases, Outbox: all.Outbox[:1], Receipt: all.Receipt}
	b.ReportAllocs()
	for b.Loop() {
		if err := complaint.CheckChangeset(u); err != nil {
			b.Fatal(err)
		}
	}
}

func TestCheckChangesetAllocatesNothing(t *testing.T) {
	u := ordinary()
	assert.Zero(t, testing.AllocsPerRun(100, func() { _ = complaint.CheckChangeset(u) }))
}
