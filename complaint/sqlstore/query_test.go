package sqlstore

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/complaint"
)

func TestSelectCases(t *testing.T) {
	at := time.UnixMicro(1_000_000).UTC()
	for _, c := range []struct {
		name string
		complaint.Query
		want string
		args []any
	}{
		{"everything", complaint.Query{}, "order by id limit ?", []any{9}},
		{"behind a case", complaint.Query{After: complaint.Cursor{ID: "a"}}, "where id > ? order by id limit ?", []any{"a", 9}},
		{
			"of two states",
			complaint.Query{Filter: complaint.Filter{States: []complaint.State{"x", "y"}}},
			"where state in (?, ?) order by id limit ?",
			[]any{"x", "y", 9},
		},
		{
			"due, behind a case",
			complaint.Query{
				Order: complaint.ByWake, Filter: complaint.Filter{WakeUntil: at}, After: complaint.Cursor{Time: at, ID: "a"},
			},
			"where wake is not null and wake <= ? and parked_until <= ? and wake is not null and (wake, id) > (?, ?) order by wake, id limit ?",
			[]any{int64(1_000_000), int64(1_000_000), int64(1_000_000), "a", 9},
		},
		{
			"asleep",
			complaint.Query{Order: complaint.ByWake},
			"where wake is not null and parked_until = 0 order by wake, id limit ?",
			[]any{9},
		},
		{
			"a number, so that its index is used",
			complaint.Query{Filter: complaint.Filter{Number: "C-1"}},
			"where number = ? and number <> '' order by id limit ?",
			[]any{"C-1", 9},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, args, err := selectCases(sqlite(), &c.Query, 9)
			require.NoError(t, err)
			assert.Equal(t, "select data from redress_case "+c.want, text)
			assert.Equal(t, c.args, args)
		})
	}
}

// Whatever a host asks for, its values are bound and never part of the text.
func TestValuesAreBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const mark = "«evil»"
		value := rapid.SampledFrom([]string{"", mark, mark + "'; drop table redress_case; --"})
		q := complaint.Query{
			Filter: complaint.Filter{
				Org: value.Draw(t, "org"), Unit: value.Draw(t, "unit"), Owner: value.Draw(t, "owner"),
				Number: value.Draw(t, "number"), Tag: value.Draw(t, "tag"), Playbook: value.Draw(t, "playbook"),
				Match: value.Draw(t, "match"), Open: rapid.Bool().Draw(t, "open"),
				States: rapid.SliceOfN(rapid.Just(complaint.State(mark)), 0, 3).Draw(t, "states"),
			},
			Order: rapid.SampledFrom([]complaint.Order{complaint.ByID, complaint.ByReceived, complaint.ByWake}).Draw(t, "order"),
			After: complaint.Cursor{ID: complaint.CaseID(value.Draw(t, "after"))},
		}
		text, args, err := selectCases(sqlite(), &q, 1)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(text, mark) {
			t.Fatalf("a value is in the text: %s", text)
		}
		if strings.Count(text, "?") != len(args) {
			t.Fatalf("%d values for %s", len(args), text)
		}
	})
}
