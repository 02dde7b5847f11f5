package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/examples/internal/stage"
)

// month is what happens outside the nodes: it starts them, kills one, and sees to it that everything comes to an end.
type month struct {
	options
	*stage.Printer
	*server
	seen      *seen
	stderr    io.Writer
	begins    time.Time
	nodes     [nodes]*process
	meanwhile int // commands done while one node was dead
}

// victim is the node that is killed.
const victim = 1

// run is the program.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	o, err := parse(args, stderr)
	if err != nil {
		return err
	}
	m, err := open(ctx, o, stdout, stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.close(context.WithoutCancel(ctx))) }()
	if err := m.play(ctx); err != nil {
		return err
	}
	b, err := gather(ctx, m.desk)
	if err != nil {
		return err
	}
	return m.print(b)
}

// open prepares a month on tables of its own.
func open(ctx context.Context, o options, stdout, stderr io.Writer) (m *month, err error) {
	m = &month{options: o, Printer: &stage.Printer{Lang: o.lang, Out: stdout}, seen: newSeen(), stderr: stderr}
	m.server, err = dial(ctx, o.dsn)
	if errors.Is(err, errNoServer) {
		m.help()
	}
	return m, err
}

// close ends whatever still lives and drops the tables, unless they are to be kept.
func (m *month) close(ctx context.Context) error {
	m.endAll(ctx)
	if m.keep {
		fmt.Fprintf(m.Out, "\n  select number, state, version from %scase;\n", m.prefix)
	}
	return m.server.close(ctx, m.keep)
}

// play is the month, from the first complaint until nothing is left to do and every node has ended.
func (m *month) play(ctx context.Context) error {
	m.Head("三个进程，一个 PostgreSQL", "Three processes on one PostgreSQL")
	m.begins = time.Now()
	for i := range m.nodes {
		if err := m.start(i); err != nil {
			return err
		}
		m.tell("%d 号节点上线，进程 %d", "node %d is up, process %d", i+1, m.nodes[i].pid)
	}
	err := m.story(ctx)
	m.endAll(ctx)
	if errors.Is(err, errStuck) {
		m.seen.fault(err.Error())
		return nil
	}
	return err
}

// story is what happens while the nodes are up.
func (m *month) story(ctx context.Context) error {
	whole := time.Duration(m.days) * day
	if err := m.strike(ctx, whole*2/5, whole/8); err != nil {
		return err
	}
	if err := m.allIn(ctx); err != nil {
		return err
	}
	m.tell("%d 件投诉全部受理", "all of the %d complaints are taken in", m.days*perDay)
	if err := m.allDone(ctx); err != nil {
		return err
	}
	m.tell("全部办完，再无到期事项，通知全部送达", "everything is settled, nothing is due any more, everybody is told")
	return nil
}

// strike kills a node after a while, and starts it again after another.
func (m *month) strike(ctx context.Context, after, dead time.Duration) error {
	pause(ctx, time.Until(m.begins.Add(after)))
	if ctx.Err() != nil {
		return ctx.Err()
	}
	p, before := m.nodes[victim], m.seen.count()
	if err := p.kill(); err != nil {
		return err
	}
	p.life.killed = time.Now()
	m.tell("%d 号节点被杀，进程 %d：%s", "node %d is killed, process %d: %s", victim+1, p.pid, p.exit)
	pause(ctx, dead)
	m.meanwhile = m.seen.count() - before
	if err := m.start(victim); err != nil {
		return err
	}
	m.tell("%d 号节点重新上线，进程 %d；其间另外两个节点办了 %d 件事", "node %d is up again, process %d; the other two did %d commands meanwhile",
		victim+1, m.nodes[victim].pid, m.meanwhile)
	return ctx.Err()
}

func (m *month) start(i int) (err error) {
	m.nodes[i], err = spawn(m.seen, m.stderr, i, nodeArguments(m.dsn, m.prefix, i, m.days, m.begins))
	return err
}

// allIn waits until every complaint was taken in.
func (m *month) allIn(ctx context.Context) error {
	return m.until(ctx, "complaints", func() (bool, error) { return m.seen.takenIn() == m.days*perDay, nil })
}

// allDone waits until no case is open, nothing is armed, and then every node finds nothing to deliver, also of what the dead
// one held.
func (m *month) allDone(ctx context.Context) error {
	err := m.until(ctx, "cases", func() (bool, error) {
		for _, err := range m.desk.All(ctx, manager(), complaint.Filter{Open: true}) {
			return false, err
		}
		h, err := m.desk.Health(ctx)
		return h.Due.IsZero(), err
	})
	if err != nil {
		return err
	}
	done := time.Now()
	if free := m.seen.lives[victim].killed.Add(lease); done.Before(free) {
		done = free
	}
	return m.until(ctx, "notices", func() (bool, error) { return m.seen.quietSince().After(done), nil })
}

// errStuck ends a month that does not come to its end. It is checked all the same.
var errStuck = errors.New("not finished a minute after the month")

// until asks again and again, until a minute after the month.
func (m *month) until(ctx context.Context, what string, done func() (bool, error)) error {
	ctx, cancel := context.WithDeadlineCause(ctx, m.begins.Add(time.Duration(m.days)*day+time.Minute), errStuck)
	defer cancel()
	for wait := beat(ctx, 100*time.Millisecond); ctx.Err() == nil; wait() {
		if ok, err := done(); ok || err != nil {
			return err
		}
	}
	return fmt.Errorf("%s: %w", what, context.Cause(ctx))
}

// endAll lets every node end.
func (m *month) endAll(ctx context.Context) {
	for _, p := range m.nodes {
		if p != nil {
			p.end(ctx) // once more does no harm
		}
	}
}

// tell says what has happened, with the seconds since the month began.
func (m *month) tell(zh, en string, values ...any) {
	fmt.Fprintf(m.Out, "  %5.1f s  ", time.Since(m.begins).Seconds())
	m.Say(zh, en, values...)
}
