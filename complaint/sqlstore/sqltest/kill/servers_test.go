package kill

import (
	"testing"
	"time"

	"github.com/redress-go/redress/complaint/sqlstore/sqltest"
)

// Three nodes work on one database and die at any moment, while the others go on.
func TestKilledNodesOnServers(t *testing.T) {
	for _, server := range sqltest.Servers() {
		t.Run(server.Name, func(t *testing.T) {
			server.Need(t)
			seed := drawn(t)
			for kills := sqltest.Rounds(6, 200, 5_000); kills > 0 && !t.Failed(); kills -= episode {
				begun := time.Now()
				f := newFleet(place{Server: server, Prefix: server.Prefix(t)}, 3, 4, 15*time.Millisecond, seed)
				f.window = 250 * time.Millisecond
				f.killTimes(t, min(kills, episode))
				v := f.verdict(t.Context(), t)
				t.Log(f.figures(v, time.Since(begun)))
				v.clean(t, int(f.kills.Load()))
				seed++
			}
		})
	}
}
