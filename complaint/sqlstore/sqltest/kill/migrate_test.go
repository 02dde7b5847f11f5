package kill

import (
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore/sqltest"
)

// Two nodes make the tables of a new database and die meanwhile. Whatever is there by then, the next one goes on from it:
// a server that commits each change of a table by itself leaves half a migration behind.
func TestKilledWhileMigrating(t *testing.T) {
	places := map[string]func(*testing.T) place{
		"sqlite": func(t *testing.T) place { return place{Path: filepath.Join(t.TempDir(), "kill.db")} },
	}
	for _, server := range sqltest.Servers() {
		places[server.Name] = func(t *testing.T) place {
			server.Need(t)
			return place{Server: server, Prefix: server.Prefix(t)}
		}
	}
	seed := drawn(t)
	chance := rand.New(rand.NewPCG(seed, 0))
	for name, where := range places {
		t.Run(name, func(t *testing.T) {
			found := map[int]int{} // databases by how many tables they had when the nodes were dead
			for range sqltest.Rounds(1, 20, 500) {
				p := where(t)
				strike(t, p, time.Duration(chance.IntN(300))*time.Millisecond)
				found[tables(t, p)]++
				goesOn(t, p)
			}
			t.Logf("seed %d; databases by the number of tables found: %v", seed, found)
		})
	}
}

// strike lets two nodes open a database and kills both at once, so long after they were told to.
func strike(t *testing.T, p place, after time.Duration) {
	t.Helper()
	f := newFleet(p, 2, 1, time.Millisecond, 0)
	var nodes []*process
	for _, c := range f.crews {
		n := start(t)
		n.takeJob(t, job{Place: p, Writers: c.list(), Pace: f.pace})
		nodes = append(nodes, n)
	}
	time.AfterFunc(after, func() {
		for _, n := range nodes {
			n.kill()
		}
	})
	for i, n := range nodes {
		for n.lines.Scan() {
			f.seen.hear(n.lines.Text(), f.crews[i].writers)
		}
		require.EqualError(t, n.wait(), "signal: killed")
	}
	require.Empty(t, f.seen.faults)
}

// goesOn opens the database once more and takes a complaint in.
func goesOn(t *testing.T, p place) {
	t.Helper()
	store, shut, err := p.open(t.Context())
	require.NoError(t, err)
	defer func() { require.NoError(t, shut()) }()
	desk, err := complaint.Open(t.Context(), store, config(clock{}), rules())
	require.NoError(t, err)
	reg, err := desk.Register(t.Context(), complaint.Actor{ID: "u1", Role: "clerk", Unit: "desk"}, intake("counter", "after"))
	require.NoError(t, err)
	v, err := desk.Verify(t.Context(), reg.Case.ID)
	require.NoError(t, err)
	require.Empty(t, v.Faults)
}

// tables is how many tables a database on a server has.
func tables(t *testing.T, p place) (n int) {
	t.Helper()
	if p.Path != "" {
		return 0
	}
	like := strings.ReplaceAll(p.Prefix, "_", `\_`) + "%"
	err := p.Server.DB(t).QueryRow("select count(*) from information_schema.tables where table_name like '" + like + "'").Scan(&n)
	require.NoError(t, err)
	return n
}
