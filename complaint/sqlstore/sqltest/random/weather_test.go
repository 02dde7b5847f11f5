package random

import (
	"context"
	"errors"
	"slices"

	"github.com/redress-go/redress/complaint"
)

// What a process meets in a storm.
var (
	errWeather = errors.New("the store is not well") // nothing was done, or it was and the answer is lost
	errDead    = errors.New("the process is dead")
)

// weather is what goes wrong with stores, in calls of a thousand. All nodes of a play share it.
type weather struct {
	dice
	calm     bool
	fail     int // the call fails before it does anything
	lose     int // the call does its work, and its answer is lost
	conflict int // of commits: another one was first, as far as the store can tell
	die      int // the process dies, before or after the call
	squall   int // calls for which it stays bad: one in three fails
	met      map[string]int
}

// hits draws whether a kind of trouble strikes.
func (w *weather) hits(kind string, permille int) bool {
	if w.calm || permille == 0 || w.roll(kind, 1000) >= permille {
		return false
	}
	w.met[kind]++
	w.squall = 3
	return true
}

// still reports whether the trouble before lasts on.
func (w *weather) still() bool {
	if w.calm || w.squall == 0 {
		return false
	}
	w.squall--
	return chance(w, "squall", 35)
}

// node is a process's hold on a store. What happens to it happens to one process: when it dies, none of its calls does
// anything any more.
type node struct {
	complaint.Store
	sky  *weather
	log  *witness
	name string
	dead bool
}

// call does the work of one call, unless the weather is against it.
func (n *node) call(work func() error) error {
	switch {
	case n.dead:
		return errDead
	case n.sky.still(), n.sky.hits("fail", n.sky.fail):
		return errWeather
	case n.sky.hits("die before", n.sky.die):
		n.dead = true
		return errDead
	}
	err := work()
	switch {
	case n.sky.hits("die after", n.sky.die):
		n.dead = true
		return errDead
	case n.sky.hits("lose", n.sky.lose):
		return errWeather
	}
	return err
}

// Load implements complaint.Store.
func (n *node) Load(ctx context.Context, id complaint.CaseID) (c *complaint.Case, err error) {
	err = n.call(func() error { c, err = n.Store.Load(ctx, id); return err })
	return c, err
}

// Query implements complaint.Store.
func (n *node) Query(ctx context.Context, q complaint.Query) (p complaint.Page, err error) {
	err = n.call(func() error { p, err = n.Store.Query(ctx, q); return err })
	return p, err
}

// Entries implements complaint.Store.
func (n *node) Entries(ctx context.Context, stream string, after int64, limit int) (r []complaint.Record, err error) {
	err = n.call(func() error { r, err = n.Store.Entries(ctx, stream, after, limit); return err })
	return r, err
}

// Commit implements complaint.Store. The witness sees what was really written, whatever the caller is told.
func (n *node) Commit(ctx context.Context, u *complaint.Changeset) error {
	if !n.dead && n.sky.hits("conflict", n.sky.conflict) {
		return complaint.ErrConflict
	}
	err := n.call(func() error {
		err := n.Store.Commit(ctx, u)
		if err == nil {
			n.log.committed(u)
		}
		return err
	})
	if err == nil && n.sky.hits("lose", 3*n.sky.lose) { // the answer that matters most
		return errWeather
	}
	return err
}

// Claim implements complaint.Store.
func (n *node) Claim(ctx context.Context, q complaint.OutboxQuery) (rows []complaint.OutboxRow, err error) {
	err = n.call(func() error { rows, err = n.Store.Claim(ctx, q); return err })
	if err != nil {
		return nil, err
	}
	slices.SortFunc(rows, inOrder)
	return rows, nil
}

// Settle implements complaint.Store.
func (n *node) Settle(ctx context.Context, results []complaint.OutboxResult) error {
	return n.call(func() error {
		err := n.Store.Settle(ctx, results)
		if err == nil {
			n.log.settled(results)
		}
		return err
	})
}

// Reserve implements complaint.Store.
func (n *node) Reserve(ctx context.Context, org, series, key string) (number int64, err error) {
	err = n.call(func() error { number, err = n.Store.Reserve(ctx, org, series, key); return err })
	return number, err
}

// Receipt implements complaint.Store.
func (n *node) Receipt(ctx context.Context, org, key string) (r complaint.Receipt, err error) {
	err = n.call(func() error { r, err = n.Store.Receipt(ctx, org, key); return err })
	return r, err
}

// Document implements complaint.Store.
func (n *node) Document(ctx context.Context, kind, id string) (d complaint.Document, err error) {
	err = n.call(func() error { d, err = n.Store.Document(ctx, kind, id); return err })
	return d, err
}
