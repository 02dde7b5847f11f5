package sqltest

import (
	"database/sql"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore"
)

// fill makes so many cases in the tables of a prefix, every tenth with an entry, a hash, a tag and a notice.
// One in fifty is open and waits for something, a fifth of those is due. The server makes them itself.
func fill(t *testing.T, s Server, db *sql.DB, prefix string, cases int) {
	t.Helper()
	data, err := complaint.EncodeCase(&complaint.Case{ID: "x", Version: 1, State: complaint.Registered})
	require.NoError(t, err)
	n, from := "n", fmt.Sprintf("generate_series(1::bigint, %d) as n", cases)
	text := func(s string) string { return "lpad(" + s + "::text, 12, '0')" }
	cat := func(parts ...string) string { return "concat(" + strings.Join(parts, ", ") + ")" }
	placeholder := "$1"
	if s.Dialect == sqlstore.MySQL {
		n, from = "seq", fmt.Sprintf("seq_1_to_%d", cases)
		text = func(s string) string { return "lpad(" + s + ", 12, '0')" }
		placeholder = "?"
	}
	// Neighbours share units, owners and tags: then the indexes grow at their ends, and a million cases take seconds.
	each := func(m int) string { return fmt.Sprintf("floor(%s / %d)", n, m) }
	mod := func(m int) string { return fmt.Sprintf("mod(%s, %d)", n, m) }
	tenth := " where " + mod(10) + " = 0"
	id, at := cat("'c'", text(n)), n+" * 1000000"
	for _, c := range []struct {
		what string
		args []any
	}{
		{"case (id, org, number, version, playbook, state, severity, unit, owner, open, tags, received, wake, data) select " +
			strings.Join([]string{
				id, cat("'org'", mod(10)), cat("'N'", text(n)), "1", "'hotel'", "case when " + mod(50) + " = 0 then 'dispatched' else 'closed' end",
				mod(4), cat("'unit'", each(2500)), cat("'owner'", each(250)), "case when " + mod(50) + " = 0 then 1 else 0 end", "''", at,
				"case when " + mod(50) + " = 0 then " + at + " end", placeholder,
			}, ", ") + " from " + from, []any{data}},
		{"entry (stream, seq, recorded, public, prev, hash) select " + cat("'case/'", id) + ", 1, 0, '{}', '', '' from " + from + tenth, nil},
		{"box (entry, box) select id, 'x' from " + prefix + "entry", nil},
		{"match (" + quoted(s, "key") + ", case_id, org, at) select " + cat("'k'", text(n)) + ", " + id + ", 'org', " + at + " from " + from + tenth, nil},
		{"tag (tag, case_id) select " + cat("'tag'", each(1000)) + ", " + id + " from " + from + " where " + mod(10) + " = 0", nil},
		{"outbox (case_id, seq, n, id, org, kind, recipient, ref, not_before, due, head, dead) select " + id + ", 1, 0, " + cat(id, "'/1/0'") +
			", 'org', 'breach', 'role:x', '', " + at + ", " + at + ", case when " + mod(50) + " = 0 then 0 else 1 end, " +
			"case when " + mod(50) + " = 0 then 1 else 0 end from " + from + " where " + mod(10) + " = 0", nil},
	} {
		_, err := db.ExecContext(t.Context(), "insert into "+prefix+c.what, c.args...)
		require.NoError(t, err, c.what)
	}
	analyze := "analyze"
	if s.Dialect == sqlstore.MySQL {
		analyze = strings.ReplaceAll("analyze table P_case, P_entry, P_box, P_match, P_tag, P_outbox", "P_", prefix)
	}
	_, err = db.ExecContext(t.Context(), analyze)
	require.NoError(t, err)
}

// quoted is a reserved name.
func quoted(s Server, name string) string {
	if s.Dialect == sqlstore.MySQL {
		return "`" + name + "`"
	}
	return `"` + name + `"`
}

// The statements that a busy desk asks again and again must not read more rows than they return, whatever the planner has
// learned about a million cases.
func TestStatementsUseTheirIndexAtAMillionCases(t *testing.T) {
	cases := Rounds(20_000, 1_000_000, 1_000_000)
	for _, s := range Servers() {
		t.Run(s.Name, func(t *testing.T) {
			s.Need(t)
			r, db := record(t, s)
			prefix := s.Prefix(t)
			store := s.Store(t, db, prefix)
			fill(t, s, db, prefix, cases)
			for _, ask := range questions(t, store, cases) {
				t.Run(ask.name, func(t *testing.T) {
					begin := time.Now()
					all := r.during(func() { ask.of() })
					took := time.Since(begin)
					require.NotEmpty(t, all)
					for _, n := range all {
						if !strings.HasPrefix(n.text, "insert") {
							checkPlan(t, s, db, n)
						}
					}
					t.Logf("%d statements, %v", len(all), took)
				})
			}
		})
	}
}

// question is something a desk asks.
type question struct {
	name string
	of   func()
}

// questions are what a desk asks of a store with so many cases, in the middle of them.
func questions(t *testing.T, s complaint.Store, cases int) []question {
	t.Helper()
	middle := cases / 2
	id := complaint.CaseID(fmt.Sprintf("c%012d", middle))
	at := time.UnixMicro(int64(middle) * 1_000_000).UTC()
	query := func(q complaint.Query) func() {
		return func() {
			p, err := s.Query(t.Context(), q)
			require.NoError(t, err)
			require.NotEmpty(t, p.Cases)
		}
	}
	due := complaint.Filter{WakeUntil: at}
	return []question{
		{"a case", func() { _, err := s.Load(t.Context(), id); require.NoError(t, err) }},
		{"a ledger", func() { _, err := s.Entries(t.Context(), "case/"+string(id), 1, 10); require.NoError(t, err) }},
		{"due cases", query(complaint.Query{Filter: due, Order: complaint.ByWake})},
		{"due cases behind a cursor", query(complaint.Query{Filter: due, Order: complaint.ByWake, After: complaint.Cursor{Time: at.Add(-time.Hour), ID: "a"}})},
		{"the next wake", query(complaint.Query{Order: complaint.ByWake, Limit: 1})},
		{"cases in order of receipt", query(complaint.Query{Order: complaint.ByReceived, After: complaint.Cursor{Time: at, ID: id}})},
		{"cases by id", query(complaint.Query{After: complaint.Cursor{ID: id}})},
		{"a number", query(complaint.Query{Filter: complaint.Filter{Org: fmt.Sprintf("org%d", middle%10), Number: fmt.Sprintf("N%012d", middle)}})},
		{"a number by its wake", query(complaint.Query{
			Filter: complaint.Filter{Number: fmt.Sprintf("N%012d", middle), WakeUntil: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)},
			Order:  complaint.ByWake, After: complaint.Cursor{Time: at.Add(-time.Microsecond), ID: id},
		})},
		{"a number with a tag", query(complaint.Query{Filter: complaint.Filter{Number: fmt.Sprintf("N%012d", middle), Tag: fmt.Sprintf("tag%d", middle/1000)}})},
		{"a person's cases", query(complaint.Query{Filter: complaint.Filter{Owner: fmt.Sprintf("owner%d", middle/250)}, Limit: 50})},
		{"a unit's cases", query(complaint.Query{Filter: complaint.Filter{Unit: fmt.Sprintf("unit%d", middle/2500)}, Limit: 50})},
		{"cases with a hash", query(complaint.Query{Filter: complaint.Filter{Match: fmt.Sprintf("k%012d", middle)}, Order: complaint.ByReceived})},
		{"cases with a tag", query(complaint.Query{Filter: complaint.Filter{Tag: "tag5"}, Limit: 50})},
		{"rows that may leave, and how they went", func() { claimAndSettle(t, s, at) }},
		{"rows that were given up", func() {
			rows, err := s.Claim(t.Context(), complaint.OutboxQuery{Dead: true, Limit: 50})
			require.NoError(t, err)
			require.NotEmpty(t, rows)
		}},
	}
}

func claimAndSettle(t *testing.T, s complaint.Store, at time.Time) {
	t.Helper()
	rows, err := s.Claim(t.Context(), complaint.OutboxQuery{Now: at, Lease: time.Minute, Limit: 20})
	require.NoError(t, err)
	require.Len(t, rows, 20)
	for i, row := range rows {
		result := complaint.OutboxResult{ID: row.ID, Lease: row.Lease, Done: i%2 == 0, Dead: i%2 == 1}
		require.NoError(t, s.Settle(t.Context(), []complaint.OutboxResult{result}))
	}
}

// maySort is how many rows a plan may expect to sort.
const maySort = 1000

// checkPlan asks the server how it runs a statement.
func checkPlan(t *testing.T, s Server, db *sql.DB, n ran) {
	t.Helper()
	if s.Dialect == sqlstore.PostgreSQL {
		checkPostgres(t, db, n)
		return
	}
	rows, err := db.QueryContext(t.Context(), "explain "+n.literal(s.Dialect))
	require.NoError(t, err)
	defer func() { require.NoError(t, rows.Close()) }()
	for rows.Next() {
		var id, read sql.NullInt64
		var kind, table, access, possible, key, length, ref, extra sql.NullString
		require.NoError(t, rows.Scan(&id, &kind, &table, &access, &possible, &key, &length, &ref, &read, &extra))
		plan := fmt.Sprintf("%s: %s of %s by %s, %d rows, %s", n.text, access.String, table.String, key.String, read.Int64, extra.String)
		assert.NotEqual(t, "ALL", access.String, plan)
		assert.False(t, table.String != "" && key.String == "", plan)                     // nothing found needs no table
		assert.False(t, read.Int64 > maySort && !strings.Contains(n.text, "limit"), plan) // it counts as if there were no limit
		assert.False(t, read.Int64 > maySort && strings.Contains(extra.String, "filesort"), plan)
	}
	require.NoError(t, rows.Err())
}

func checkPostgres(t *testing.T, db *sql.DB, n ran) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "explain "+n.literal(sqlstore.PostgreSQL))
	require.NoError(t, err)
	defer func() { require.NoError(t, rows.Close()) }()
	var plan []string
	for rows.Next() {
		var line string
		require.NoError(t, rows.Scan(&line))
		plan = append(plan, line)
	}
	require.NoError(t, rows.Err())
	all := n.text + "\n" + strings.Join(plan, "\n")
	assert.NotContains(t, all, "Seq Scan", all)
	for _, m := range regexp.MustCompile(`Sort .*rows=(\d+)`).FindAllStringSubmatch(all, -1) {
		read, err := strconv.Atoi(m[1])
		require.NoError(t, err)
		assert.LessOrEqual(t, read, maySort, all)
	}
}
