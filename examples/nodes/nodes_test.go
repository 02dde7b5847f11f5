package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The test's own program is the one that is started again as a node.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == nodeArgument {
		os.Exit(start())
	}
	os.Exit(m.Run())
}

// opened is a month on the server; without one the test is skipped, or fails where servers are required.
func opened(t *testing.T, days string, more ...string) (*month, *bytes.Buffer) {
	t.Helper()
	o, err := parse(append([]string{"-lang", "en", "-days", days}, more...), t.Output())
	require.NoError(t, err)
	var out bytes.Buffer
	m, err := open(t.Context(), o, &out, os.Stderr)
	switch {
	case err != nil && os.Getenv("REDRESS_TEST_SERVERS") == "required":
		t.Fatal(err)
	case err != nil:
		t.Skipf("SKIPPED, nothing was tested: %v", err)
	}
	return m, &out
}

func TestTheMonth(t *testing.T) {
	days := "30"
	if testing.Short() {
		days = "6"
	}
	m, out := opened(t, days)
	ctx := context.WithoutCancel(t.Context())
	t.Cleanup(func() {
		require.NoError(t, m.close(ctx))
		assert.Zero(t, tablesOf(t, m))
	})
	require.NoError(t, m.play(t.Context()))
	b, err := gather(t.Context(), m.desk)
	require.NoError(t, err)
	err = m.print(b)
	t.Log("\n" + out.String())
	require.NoError(t, err)
	assert.NotContains(t, out.String(), "✗")
	assert.Equal(t, 8, strings.Count(out.String(), "✓"), "every line of the verdict")
	theKillWasReal(t, m, out.String())
	t.Run("a changed row is found", func(t *testing.T) { changedRow(t, m) })
	t.Run("a deleted entry is found", func(t *testing.T) { deletedEntry(t, m) })
}

// theKillWasReal: the node died of nothing else, another process took its place, and the others worked meanwhile.
func theKillWasReal(t *testing.T, m *month, out string) {
	t.Helper()
	lives := m.seen.lives
	require.Len(t, lives, nodes+1)
	dead, again := lives[victim], lives[nodes]
	assert.False(t, dead.killed.IsZero())
	assert.False(t, dead.clean)
	assert.Equal(t, victim, again.node)
	assert.NotEqual(t, dead.pid, again.pid)
	assert.Regexp(t, fmt.Sprintf("node 2 is killed, process %d: (signal: killed|exit status 1)", dead.pid), out)
	assert.Positive(t, dead.commands, "it had worked")
	assert.Positive(t, again.commands, "its successor did")
	assert.Positive(t, m.meanwhile, "the others did meanwhile")
	for _, l := range lives {
		assert.True(t, l == dead || l.last.Steps > 0, "node %d recorded steps of time", l.node+1)
	}
}

// changedRow: somebody with access to the database changes what a case has been paid.
func changedRow(t *testing.T, m *month) {
	t.Helper()
	m.exec(t, `update %[1]scase set data = convert_to(replace(convert_from(data, 'UTF8'), '"state":"closed"', '"state":"merged"'), 'UTF8')
		where id = (select min(id) from %[1]scase)`)
	b, err := gather(t.Context(), m.desk)
	require.NoError(t, err)
	assert.Contains(t, faults(b, m.seen), "the stored state is not what the ledger gives")
	require.ErrorIs(t, m.print(b), errFaults)
}

// deletedEntry: somebody takes the last thing out of a ledger.
func deletedEntry(t *testing.T, m *month) {
	t.Helper()
	m.exec(t, `delete from %[1]sentry where id = (select max(id) from %[1]sentry where stream = (select 'case/' || max(id) from %[1]scase))`)
	b, err := gather(t.Context(), m.desk)
	require.NoError(t, err)
	assert.Contains(t, faults(b, m.seen), "entries, and the case has")
}

// exec runs a statement that changes one row.
func (m *month) exec(t *testing.T, text string) {
	t.Helper()
	res, err := m.db.ExecContext(t.Context(), fmt.Sprintf(text, m.prefix))
	require.NoError(t, err)
	n, err := res.RowsAffected()
	require.NoError(t, err)
	require.EqualValues(t, 1, n)
}

// tablesOf counts the tables of a month that has ended, and drops them.
func tablesOf(t *testing.T, m *month) (n int) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	db, err := sql.Open("pgx", m.dsn)
	require.NoError(t, err)
	defer func() { require.NoError(t, db.Close()) }()
	require.NoError(t, db.QueryRow("select count(*) from pg_tables where starts_with(tablename, $1)", m.prefix).Scan(&n))
	require.NoError(t, (&server{db: db, prefix: m.prefix}).drop(ctx))
	return n
}

func TestTablesAreKeptOnRequest(t *testing.T) {
	m, out := opened(t, "6", "-keep")
	require.NoError(t, m.close(t.Context()))
	assert.Contains(t, out.String(), "from "+m.prefix+"case")
	assert.Positive(t, tablesOf(t, m))
	assert.Zero(t, tablesOf(t, m))
}

func TestWithoutAServerItSaysHowToStartOne(t *testing.T) {
	var out bytes.Buffer
	err := run(t.Context(), []string{"-lang", "en", "-dsn", "postgres://nobody@127.0.0.1:1/none"}, &out, t.Output())
	require.ErrorIs(t, err, errNoServer)
	assert.Contains(t, out.String(), "docker run")
	assert.Contains(t, out.String(), "apt-get install")
}

// A node that is interrupted ends in order, and so does the month.
func TestInterruptedItEndsEveryNode(t *testing.T) {
	m, _ := opened(t, "30")
	ctx, stop := context.WithTimeout(t.Context(), time.Second)
	defer stop()
	require.ErrorIs(t, m.play(ctx), context.DeadlineExceeded)
	require.NoError(t, m.close(context.WithoutCancel(t.Context())))
	for _, l := range m.seen.lives {
		assert.True(t, l.clean, "node %d: %s", l.node+1, l.exit)
	}
	assert.Zero(t, tablesOf(t, m))
}

func TestFlags(t *testing.T) {
	t.Setenv("REDRESS_TEST_POSTGRES", "postgres://elsewhere")
	o, err := parse(nil, t.Output())
	require.NoError(t, err)
	assert.Equal(t, options{dsn: "postgres://elsewhere", lang: "zh", days: 30}, o)
	for want, args := range map[string][]string{
		"neither zh nor en": {"-lang", "fr"}, "unexpected argument": {"more"}, "not defined": {"-speed", "3"}, "from 6 to": {"-days", "1"},
	} {
		_, err := parse(args, t.Output())
		require.ErrorContains(t, err, want)
	}
}
