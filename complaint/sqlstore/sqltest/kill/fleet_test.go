package kill

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// patience is how long a node may take to say anything, or to finish, before it counts as stuck.
const patience = 60 * time.Second

// fleet is a number of nodes on one database, each started again after it was killed.
type fleet struct {
	place  place
	pace   time.Duration // between two requests of a writer
	window time.Duration // a node is killed within this time after its first answer
	broken string
	crews  []*crew
	seen   *seen
	seed   uint64
	kills  atomic.Int64
}

// crew is the writers of one node, whichever process is that node at the moment.
type crew struct {
	writers map[string]*writer
	chance  *rand.Rand
	spare   *process // started, waiting for its job
}

func newFleet(p place, nodes, writersEach int, pace time.Duration, seed uint64) *fleet {
	f := &fleet{place: p, pace: pace, window: 150 * time.Millisecond, seen: newSeen(), seed: seed}
	for i := range nodes {
		c := &crew{writers: map[string]*writer{}, chance: rand.New(rand.NewPCG(seed, uint64(i)))}
		for _, w := range writers(string(rune('a'+i)), writersEach) {
			c.writers[w.Name] = w
		}
		f.crews = append(f.crews, c)
	}
	return f
}

// killTimes kills nodes until that many have died, and then lets every crew finish.
func (f *fleet) killTimes(t *testing.T, kills int) {
	t.Helper()
	var left atomic.Int64
	left.Store(int64(kills))
	f.each(func(c *crew) {
		for left.Add(-1) >= 0 && !t.Failed() {
			if !f.live(t, c, c.blow(f.window)) {
				return
			}
		}
	})
	f.finish(t)
}

// finish lets every crew end its work.
func (f *fleet) finish(t *testing.T) {
	t.Helper()
	f.each(func(c *crew) {
		f.live(t, c, nil)
		c.spare.end()
	})
}

func (f *fleet) each(do func(*crew)) {
	var all sync.WaitGroup
	for _, c := range f.crews {
		all.Go(func() { do(c) })
	}
	all.Wait()
}

// blow is when a node is killed: so long after its first answer, or after it got its job.
type blow struct {
	after  time.Duration
	asleep bool // counted from the job: while it opens the database
}

func (c *crew) blow(window time.Duration) *blow {
	if c.chance.IntN(6) == 0 {
		return &blow{after: time.Duration(c.chance.IntN(60_000)) * time.Microsecond, asleep: true}
	}
	const least = 20 * time.Millisecond
	return &blow{after: least + time.Duration(c.chance.Int64N(int64(window-least)))}
}

// live is the life of one process; without a blow it has to end by itself. It reports whether it ended as it should.
func (f *fleet) live(t *testing.T, c *crew, how *blow) bool {
	t.Helper()
	p := c.spare
	if p == nil {
		p = start(t)
	}
	p.takeJob(t, job{Place: f.place, Writers: c.list(), Pace: f.pace, Broken: f.broken, Finish: how == nil})
	c.spare = start(t)
	stuck := time.AfterFunc(patience, p.kill)
	defer stuck.Stop()
	if how != nil && how.asleep {
		time.AfterFunc(how.after, p.kill)
	}
	for first := true; p.lines.Scan(); {
		f.seen.hear(p.lines.Text(), c.writers)
		if how != nil && !how.asleep && first && strings.HasPrefix(p.lines.Text(), "ack") {
			first = false
			time.AfterFunc(how.after, p.kill)
		}
	}
	err := p.wait()
	killed := err != nil && p.cmd.ProcessState.String() == "signal: killed"
	switch {
	case how == nil && err != nil, how != nil && !killed:
		f.seen.fault("node ended with %v: %s", err, p.said.String())
		return false
	case how != nil:
		f.kills.Add(1)
	}
	return true
}

func (c *crew) list() []*writer {
	all := make([]*writer, 0, len(c.writers))
	for _, w := range c.writers {
		all = append(all, w)
	}
	return all
}

// process is one node.
type process struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	lines *bufio.Scanner
	said  bytes.Buffer
}

// start starts a node that waits for its job. It ends when this process does, because its input ends.
func start(t *testing.T) *process {
	t.Helper()
	p := &process{cmd: exec.Command(os.Args[0])}
	p.cmd.Env = append(os.Environ(), asNode+"=1")
	p.cmd.Stderr = &p.said
	var err error
	p.in, err = p.cmd.StdinPipe()
	require.NoError(t, err)
	out, err := p.cmd.StdoutPipe()
	require.NoError(t, err)
	p.lines = bufio.NewScanner(out)
	require.NoError(t, p.cmd.Start())
	return p
}

func (p *process) takeJob(t *testing.T, j job) {
	t.Helper()
	text, err := json.Marshal(j)
	require.NoError(t, err)
	_, err = p.in.Write(append(text, '\n'))
	require.NoError(t, err)
}

// kill is SIGKILL: no deferred call, no flush, no goodbye.
func (p *process) kill() { _ = p.cmd.Process.Kill() }

func (p *process) wait() error {
	defer func() { _ = p.in.Close() }()
	return p.cmd.Wait()
}

// end lets a spare go that is not needed.
func (p *process) end() {
	if p != nil {
		_ = p.in.Close()
		_ = p.cmd.Wait()
	}
}

// verdict lets the checker open the database and judge.
func (f *fleet) verdict(ctx context.Context, t *testing.T) *verdict {
	t.Helper()
	store, shut, err := f.place.open(ctx)
	require.NoError(t, err)
	defer func() { require.NoError(t, shut()) }()
	v, err := judge(ctx, store, f.seen)
	require.NoError(t, err)
	return v
}
