package backup

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// tables reach into the database behind a store's back.
type tables struct {
	db     *sql.DB
	prefix string
	dollar bool // placeholders are numbered
}

// text puts the prefix and the placeholders in.
func (d *tables) text(common string) string {
	common = strings.ReplaceAll(common, "$", d.prefix)
	for i := 1; d.dollar && strings.Contains(common, "?"); i++ {
		common = strings.Replace(common, "?", "$"+strconv.Itoa(i), 1)
	}
	return common
}

// change runs a statement that has to change one row or more.
func (d *tables) change(t *testing.T, common string, args ...any) {
	t.Helper()
	res, err := d.db.ExecContext(t.Context(), d.text(common), args...)
	require.NoError(t, err)
	n, err := res.RowsAffected()
	require.NoError(t, err)
	require.Positive(t, n, "%s", common)
}

// flip changes one bit of the value that a column has in one row.
func (d *tables) flip(t *testing.T, table, column, where string, args ...any) {
	t.Helper()
	var value []byte
	row := d.db.QueryRowContext(t.Context(), d.text("select "+column+" from $"+table+" where "+where), args...)
	require.NoError(t, row.Scan(&value))
	value = slices.Clone(value)
	value[len(value)/2] ^= 1
	d.change(t, "update $"+table+" set "+column+" = ? where "+where, append([]any{value}, args...)...)
}

// damages are what a restore that went wrong may have done to a case.
func damages() map[string]func(t *testing.T, d *tables, id complaint.CaseID) {
	const entry = "stream = ? and seq = ?"
	const box = "entry = (select id from $entry where stream = ? and seq = ?)"
	stream := func(id complaint.CaseID) string { return "case/" + string(id) }
	all := map[string]func(t *testing.T, d *tables, id complaint.CaseID){
		"the last entry is missing": func(t *testing.T, d *tables, id complaint.CaseID) {
			d.change(t, "delete from $entry where "+entry, stream(id), 5)
		},
		"an entry in between is missing": func(t *testing.T, d *tables, id complaint.CaseID) {
			d.change(t, "delete from $entry where "+entry, stream(id), 3)
		},
		"the whole ledger is missing": func(t *testing.T, d *tables, id complaint.CaseID) {
			d.change(t, "delete from $entry where stream = ?", stream(id))
		},
		"a bit of an entry": func(t *testing.T, d *tables, id complaint.CaseID) {
			d.flip(t, "entry", "public", entry, stream(id), 2)
		},
		"a bit of a hash": func(t *testing.T, d *tables, id complaint.CaseID) {
			d.flip(t, "entry", "hash", entry, stream(id), 2)
		},
		"a bit of the hash before": func(t *testing.T, d *tables, id complaint.CaseID) {
			d.flip(t, "entry", "prev", entry, stream(id), 4)
		},
		"a bit of a box": func(t *testing.T, d *tables, id complaint.CaseID) {
			d.flip(t, "box", "box", box, stream(id), 1)
		},
		"a box is missing": func(t *testing.T, d *tables, id complaint.CaseID) {
			d.change(t, "delete from $box where "+box, stream(id), 2)
		},
		"a bit of the state": func(t *testing.T, d *tables, id complaint.CaseID) {
			d.flip(t, "case", "data", "id = ?", string(id))
		},
		"the state is missing": func(t *testing.T, d *tables, id complaint.CaseID) {
			d.change(t, "delete from $case where id = ?", string(id))
		},
	}
	for name, set := range map[string]string{
		"a wake that would never come":      "wake = null",
		"a wake that comes a second late":   "wake = wake + 1000000",
		"a wake that comes a second early":  "wake = wake - 1000000",
		"an open case among the ended ones": "open = 0",
		"the state in lists":                "state = 'closed'",
		"the severity in lists":             "severity = severity + 1",
		"the unit in lists":                 "unit = 'elsewhere'",
		"the number in lists":               "number = 'N0'",
		"the receipt in lists":              "received = received - 1",
	} {
		all[name] = func(t *testing.T, d *tables, id complaint.CaseID) {
			d.change(t, "update $case set "+set+" where id = ?", string(id))
		}
	}
	return all
}

func TestARestoreThatWentWrongIsFound(t *testing.T) {
	everywhere(t, false, func(t *testing.T, p place) {
		b := &book{cases: map[complaint.CaseID]kept{}}
		o := openOffice(t, p.open(t), morning())
		var stories sync.WaitGroup
		for i := range len(damages()) + 2 {
			stories.Go(func() { assert.NoError(t, o.story(t.Context(), b, fmt.Sprintf("case-%d", i), 4)) })
		}
		stories.Wait()
		answered, _ := b.copy()
		copied := p.backup(t)(t)
		again := openOffice(t, copied.open(t), morning())
		require.Empty(t, again.prove(t))
		_, isServer := copied.(*server)
		d := &tables{copied.db(t), copied.prefix(), isServer && copied.(*server).Driver == "pgx"}

		ids := make([]complaint.CaseID, 0, len(answered))
		for id := range answered {
			ids = append(ids, id)
		}
		for name, damage := range damages() {
			id := ids[0]
			ids = ids[1:]
			t.Run(name, func(t *testing.T) {
				damage(t, d, id)
				v, err := again.Verify(t.Context(), id)
				assert.True(t, errors.Is(err, complaint.ErrNotFound) || err == nil && !v.OK(), "%v %v", v, err)
			})
		}
		t.Run("a case without a trace", func(t *testing.T) {
			c := answered[ids[0]]
			d.change(t, "delete from $entry where stream = ?", "case/"+string(ids[0]))
			d.change(t, "delete from $case where id = ?", string(ids[0]))
			gone := missing(t, again.store, map[complaint.CaseID]kept{ids[0]: c})
			assert.Len(t, gone, 1, "heads kept outside tell")
		})
		v, err := again.Verify(t.Context(), ids[1])
		require.NoError(t, err)
		assert.True(t, v.OK(), "the others are whole: %v", v.Faults)
	})
}
