package sqlitefile

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The statements that a busy desk asks again and again must not read more rows than they return, with no statistics and
// however many cases there are.
func TestHotStatementsUseTheirIndex(t *testing.T) {
	db := openNew(t, nil).DB()
	for _, c := range []struct{ name, text, want string }{
		{
			"due cases, in order",
			`select data from redress_case where wake is not null and wake <= 1 and parked_until <= 1 and wake is not null order by wake, id limit 100`,
			"USING INDEX redress_case_wake",
		},
		{
			"due cases behind a cursor",
			`select data from redress_case where wake is not null and wake <= 1 and parked_until <= 1 and wake is not null and (wake, id) > (1, 'a') order by wake, id limit 100`,
			"USING INDEX redress_case_wake",
		},
		{
			"the next wake",
			`select data from redress_case where wake is not null and parked_until = 0 order by wake, id limit 1`,
			"USING INDEX redress_case_wake",
		},
		{
			"cases in order of receipt",
			`select data from redress_case where (received, id) > (1, 'a') order by received, id limit 100`,
			"USING INDEX redress_case_received",
		},
		{
			"a number of an organisation",
			`select data from redress_case where org = 'a' and number = 'b' and number <> '' order by id limit 100`,
			"redress_case_number (number=? AND org=?)",
		},
		{
			"the cases of a person",
			`select data from redress_case where owner = 'b' and owner <> '' order by id limit 100`,
			"redress_case_owner (owner=?)",
		},
		{
			"the cases of a unit of an organisation",
			`select data from redress_case where org = 'a' and unit = 'b' and unit <> '' order by id limit 100`,
			"redress_case_unit (unit=?)",
		},
		{
			"rows that may leave",
			`select id from redress_outbox where head = 1 and due <= 1 and ('' = '' or org = '') order by due, case_id limit 100`,
			"redress_outbox_due (due<?)",
		},
		{
			"the next row of a case",
			`select id from redress_outbox where case_id = 'a' and dead = 0 order by seq, n limit 1`,
			"PRIMARY KEY (case_id=?)",
		},
		{
			"the digest that has waited longest",
			`select digest, org from redress_digest where due <= 1 and ('' = '' or org = '') order by due, digest, org limit 1`,
			"redress_digest_due (due<?)",
		},
		{
			"the oldest row of a digest",
			`select not_before from redress_outbox where digest = 'a' and org = 'b' and digest <> '' and dead = 0 order by not_before limit 1`,
			"redress_outbox_digest (digest=? AND org=?)",
		},
		{
			"a stretch of a stream",
			`select e.seq, b.box from redress_entry e left join redress_box b on b.entry = e.id where e.stream = 'a' and e.seq > 1 order by e.seq limit 10`,
			"(stream=? AND seq>?)",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, err := db.QueryContext(t.Context(), "explain query plan "+c.text)
			require.NoError(t, err)
			defer func() { require.NoError(t, rows.Close()) }()
			var plan []string
			for rows.Next() {
				var id, parent, unused int
				var detail string
				require.NoError(t, rows.Scan(&id, &parent, &unused, &detail))
				plan = append(plan, detail)
			}
			require.NoError(t, rows.Err())
			all := fmt.Sprint(strings.Join(plan, "; "))
			assert.Contains(t, all, c.want)
			assert.NotContains(t, all, "TEMP B-TREE", "sorted by the index")
		})
	}
}

// The cases with a search hash, a tag or a number are looked up one by one; the others are not read.
func TestSmallSetsAreLookedUp(t *testing.T) {
	db := openNew(t, nil).DB()
	for _, text := range []string{
		`select data from redress_case where number = 'b' and number <> '' order by id limit 100`,
		`select data from redress_case where org = 'a' and id in (select case_id from redress_match where key = 'k') order by id limit 100`,
		`select data from redress_case where org = 'a' and id in (select case_id from redress_match where key = 'k') order by received, id limit 100`,
		`select data from redress_case where id in (select case_id from redress_tag where tag = 'k') order by received, id limit 100`,
	} {
		var id, parent, unused int
		var detail string
		row := db.QueryRowContext(t.Context(), "explain query plan "+text)
		require.NoError(t, row.Scan(&id, &parent, &unused, &detail))
		assert.Regexp(t, `\((id|number)=\?\)`, detail, text)
	}
}
