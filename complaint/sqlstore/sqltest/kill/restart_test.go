package kill

import (
	"fmt"
	"io"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/sqlstore/sqltest"
	"github.com/redress-go/redress/complaint/sqlstore/sqltest/private"
)

// restarts is how often one server is killed before its database is judged.
const restarts = 10

// The server dies under three nodes and starts again. The nodes live through it: they send what was not answered again,
// and record what fell due meanwhile.
func TestServerCrashes(t *testing.T) {
	for name, start := range map[string]func(testing.TB) *private.Server{"postgres": private.Postgres, "mariadb": private.MariaDB} {
		t.Run(name, func(t *testing.T) {
			server := start(t)
			seed, each := drawn(t), sqltest.Rounds(100, 1_200, 1_200)
			for crashes := sqltest.Rounds(1, 5, 100); crashes > 0 && !t.Failed(); crashes -= restarts {
				crashed(t, server, seed, min(crashes, restarts), each)
				seed++
			}
		})
	}
}

// crashed is one database under a server that dies so many times, each time after so many more steps of time were armed.
func crashed(t *testing.T, server *private.Server, seed uint64, times, each int) {
	t.Helper()
	begun := time.Now()
	f := newFleet(place{Server: server.Server, Prefix: fmt.Sprintf("t%d_", begun.UnixNano())}, 3, 4, 15*time.Millisecond, seed)
	finish := f.begin(t)
	var back []time.Time // when the server accepted again
	for range times {
		f.until(t, f.seen.armed()+each)
		server.Kill(t)
		server.Start(t)
		back = append(back, time.Now())
	}
	finish()
	v := f.verdict(t.Context(), t)
	t.Log(f.figures(v, time.Since(begun)))
	t.Logf("%d requests were sent again by nodes", f.seen.retried)
	for i, at := range back {
		late := v.overdue(at)
		t.Logf("restart %d: %d steps were overdue; recorded p50 %v, p99 %v, the last %v after the server accepted",
			i+1, len(late), quantile(late, 0.5), quantile(late, 0.99), quantile(late, 1))
		if os.Getenv("REDRESS_BARS") != "" {
			assert.LessOrEqual(t, quantile(late, 1), 2*time.Second)
		}
	}
	v.clean(t, times*len(f.crews))
	assert.NotZero(t, f.seen.retried, "the server was really gone")
}

// begin starts every crew and lets it work. The function that it returns lets them finish, and waits.
func (f *fleet) begin(t *testing.T) (finish func()) {
	t.Helper()
	var all sync.WaitGroup
	var nodes []*process
	for _, c := range f.crews {
		p := start(t)
		nodes = append(nodes, p)
		p.takeJob(t, job{Place: f.place, Writers: c.list(), Pace: f.pace, Broken: f.broken})
		all.Go(func() {
			for p.lines.Scan() {
				f.seen.hear(p.lines.Text(), c.writers)
			}
			if err := p.wait(); err != nil {
				f.seen.fault("node ended with %v: %s", err, p.said.String())
			}
		})
	}
	return func() {
		for _, p := range nodes {
			stuck := time.AfterFunc(patience, p.kill)
			defer stuck.Stop()
			_, err := io.WriteString(p.in, "finish\n")
			require.NoError(t, err)
		}
		all.Wait()
	}
}

// until waits until so many steps of time have been armed: each case that was registered has those of its life.
func (f *fleet) until(t *testing.T, armed int) {
	t.Helper()
	stuck := time.Now().Add(5 * patience)
	for again := ticker(t.Context(), 20*time.Millisecond); f.seen.armed() < armed; again() {
		require.True(t, time.Now().Before(stuck), "%d steps of time armed", f.seen.armed())
	}
}
