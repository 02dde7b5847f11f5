package complaint

import (
	"context"
	"sync"
	"time"
)

// gate counts what is under way on a desk, and lets nothing more in once it is shut. Safe for concurrent use.
type gate struct {
	mu     sync.Mutex
	isShut bool
	inside int
	empty  chan struct{} // made by shut, closed when nobody is inside any more
}

// enter lets one call in. Whoever was let in leaves.
func (g *gate) enter() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.isShut {
		return ErrClosed
	}
	g.inside++
	return nil
}

func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.inside--; g.inside == 0 && g.isShut {
		close(g.empty)
	}
}

// shut closes the gate behind those who are inside. What it returns is closed when they have left.
func (g *gate) shut() <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.isShut {
		g.isShut, g.empty = true, make(chan struct{})
		if g.inside == 0 {
			close(g.empty)
		}
	}
	return g.empty
}

// closed is ErrClosed once the gate is shut.
func (g *gate) closed() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.isShut {
		return ErrClosed
	}
	return nil
}

// Close refuses further commands, sweeps and deliveries with ErrClosed, wakes Run, which returns it, and itself returns at
// once: what is under way finishes, a sweep with the case in hand and Deliver with the notice in hand. Reads go on. It does
// not close the store; a host that is about to do so calls Shutdown.
func (d *Desk) Close() {
	d.gate.shut()
	d.armed(time.UnixMicro(1)) // Run has nothing to sleep for
}

// Shutdown is Close, and waits until everything that was accepted is finished: commands, a sweep, a delivery. Then this desk
// writes nothing more and its store may be closed. It returns the context's error when that comes first; the desk is closed
// all the same.
func (d *Desk) Shutdown(ctx context.Context) error {
	d.Close()
	select {
	case <-d.gate.shut():
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// halted says why nothing new may be begun: the caller has gone, or the desk is closed.
func (d *Desk) halted(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return d.gate.closed()
}
