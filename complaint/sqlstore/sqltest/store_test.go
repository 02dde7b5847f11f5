package sqltest

import (
	"database/sql"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/complaint/storetest"
)

// tables hands out the tables of one prefix after another test has done with them: to empty them is a hundred times
// faster than to make them.
type tables struct {
	server Server
	db     *sql.DB
	owner  testing.TB // whoever runs them all
	mu     sync.Mutex
	free   []string
}

// take returns a prefix of empty tables, until the test ends.
func (p *tables) take(t testing.TB) string {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	prefix := ""
	if n := len(p.free); n > 0 {
		prefix, p.free = p.free[n-1], p.free[:n-1]
	} else {
		prefix = p.server.Prefix(p.owner)
	}
	t.Cleanup(func() {
		p.server.Empty(t, p.db, prefix)
		p.mu.Lock()
		defer p.mu.Unlock()
		p.free = append(p.free, prefix)
	})
	return prefix
}

// harness opens stores on a server, each on tables of its own. A crash takes nothing from a server, so the store after it
// is another one on the same tables, as is that of a second process.
func harness(t testing.TB, s Server) storetest.Harness {
	t.Helper()
	pool := &tables{server: s, owner: t, db: s.DB(t)}
	var prefixes sync.Map // by store
	at := func(t testing.TB, prefix string) complaint.Store {
		t.Helper()
		store := s.Store(t, pool.db, prefix)
		prefixes.Store(complaint.Store(store), prefix)
		return store
	}
	again := func(t testing.TB, old complaint.Store) complaint.Store {
		t.Helper()
		prefix, _ := prefixes.Load(old)
		return at(t, prefix.(string))
	}
	return storetest.Harness{
		Open:  func(t testing.TB) complaint.Store { t.Helper(); return at(t, pool.take(t)) },
		Share: again,
		Crash: again,
	}
}

func TestStore(t *testing.T) {
	for _, s := range Servers() {
		t.Run(s.Name, func(t *testing.T) {
			s.Need(t)
			storetest.Run(t, harness(t, s))
		})
	}
}

func BenchmarkStore(b *testing.B) {
	for _, s := range Servers() {
		b.Run(s.Name, func(b *testing.B) {
			s.Need(b)
			storetest.Bench(b, harness(b, s))
		})
	}
}

func TestStoresTellTheTimeOfTheirServer(t *testing.T) {
	for _, s := range Servers() {
		t.Run(s.Name, func(t *testing.T) {
			s.Need(t)
			desk, err := complaint.Open(t.Context(), s.Store(t, s.DB(t), s.Prefix(t)), nil, preset.Hotel())
			require.NoError(t, err)
			require.NotNil(t, desk)
		})
	}
}
