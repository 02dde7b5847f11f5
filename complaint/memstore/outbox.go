package memstore

import (
	"context"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/redress-go/redress/complaint"
)

// defaultClaim is how many rows a claim leases when the caller names no limit.
const defaultClaim = 100

// outbox holds what is on its way out. Only the oldest row of a queue can be claimed, so the queue with the instant at
// which that row may leave is all there is to search.
type outbox struct {
	queues map[complaint.CaseID][]*notice // waiting and leased rows of a case, oldest first; never empty
	byID   map[string]*notice             // waiting, leased and dead rows
	dead   map[complaint.CaseID][]string  // ids of dead rows, kept for the operator until they are revived or the case is erased
	buried ordered                        // the same ids, in order
	ready  ordered                        // the head of each queue
	leases uint64                         // tokens given out

	digests  map[complaint.CaseID]*digest            // rows that leave together
	gathered map[complaint.CaseID]map[string]*notice // the same rows by case, for erasure
	ripe     ordered                                 // each digest, at the instant from which it may be claimed
}

// notice is a row of the outbox.
type notice struct {
	complaint.OutboxRow
	until time.Time // end of the lease
}

// newOutbox returns an empty outbox.
func newOutbox() outbox {
	return outbox{
		queues: map[complaint.CaseID][]*notice{},
		byID:   map[string]*notice{},
		dead:   map[complaint.CaseID][]string{},

		digests:  map[complaint.CaseID]*digest{},
		gathered: map[complaint.CaseID]map[string]*notice{},
	}
}

// Claim leases the oldest row of each case that may leave at q.Now, or the rows of a digest; see complaint.Store. Attempts
// of a claimed row counts the claims before this one, that of a dead one all of them.
func (s *Store) Claim(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if q.Limit <= 0 {
		q.Limit = defaultClaim
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case q.Dead:
		return s.outbox.listDead(q), nil
	case q.Digest:
		return s.outbox.claimDigest(q), nil
	}
	var out []complaint.OutboxRow
	for _, n := range s.outbox.due(q) {
		out = append(out, s.outbox.lease(n, q.Now.Add(q.Lease)))
	}
	return out, nil
}

// Settle ends leases, or puts dead rows back; see complaint.Store. A delivered row is forgotten, a dead one is kept but
// holds nothing back.
func (s *Store) Settle(ctx context.Context, results []complaint.OutboxResult) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := complaint.CheckResults(results); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	touched := map[*digest]bool{}
	for i := range results {
		s.outbox.settle(&results[i], touched)
	}
	for g := range touched {
		s.outbox.place(g)
	}
	return nil
}

// queue is the queue that a row stands in: its case's, or the one beside it.
func (n *notice) queue() complaint.CaseID {
	if n.Express {
		return n.Case + "!"
	}
	return n.Case
}

// at is the instant from which a row may be claimed.
func (n *notice) at() key {
	t := n.NotBefore
	if n.until.After(t) {
		t = n.until
	}
	return key{at: micros(t), id: n.queue()}
}

// add puts a row behind the others of its case.
func (o *outbox) add(out complaint.OutboxRow) {
	n := &notice{OutboxRow: out}
	n.Lease = ""
	o.byID[n.ID] = n
	if n.Digest != "" {
		o.gather(n)
		return
	}
	queue := o.queues[n.queue()]
	if len(queue) == 0 {
		o.ready.insert(n.at())
	}
	o.queues[n.queue()] = append(queue, n)
}

// due returns the rows that a claim gets.
func (o *outbox) due(q complaint.OutboxQuery) []*notice {
	var out []*notice
	for k := range upTo(o.ready.after(key{at: math.MinInt64}), micros(q.Now)) {
		if head := o.queues[k.id][0]; is(q.Org, head.Org) {
			out = append(out, head)
		}
		if len(out) == q.Limit {
			break
		}
	}
	return out
}

// lease gives a row to a worker until an instant.
func (o *outbox) lease(n *notice, until time.Time) complaint.OutboxRow {
	was := n.at()
	o.leases++
	n.Lease = strconv.FormatUint(o.leases, 36)
	n.until = until
	o.ready.move(was, n.at())
	given := n.OutboxRow
	n.Attempts++
	return given
}

// settle ends a lease, unless it has passed to somebody else.
func (o *outbox) settle(r *complaint.OutboxResult, touched map[*digest]bool) {
	n := o.byID[r.ID]
	if n != nil && r.Revive {
		o.revive(n, r.Retry)
		return
	}
	if n == nil || n.Lease == "" || n.Lease != r.Lease {
		return
	}
	if n.Digest != "" {
		touched[o.settlePart(n, r)] = true
		return
	}
	o.ready.remove(o.queues[n.queue()][0].at()) // mostly n's own; an older row may have been revived before it
	n.Lease, n.until = "", time.Time{}
	switch {
	case r.Done:
		o.leave(n)
		delete(o.byID, n.ID)
	case r.Dead:
		o.leave(n)
		o.bury(n, r.Problem)
	default:
		n.NotBefore = r.Retry
	}
	if queue := o.queues[n.queue()]; len(queue) > 0 {
		o.ready.insert(queue[0].at())
	}
}

// leave takes a row out of its queue.
func (o *outbox) leave(n *notice) {
	id := n.queue()
	queue := o.queues[id]
	i := slices.Index(queue, n)
	if queue = slices.Delete(queue, i, i+1); len(queue) == 0 {
		delete(o.queues, id)
		return
	}
	o.queues[id] = queue
}

// cancel forgets every row of a case that was not delivered.
func (o *outbox) cancel(id complaint.CaseID) {
	for _, name := range []complaint.CaseID{id, id + "!"} {
		if queue := o.queues[name]; len(queue) > 0 {
			o.ready.remove(queue[0].at())
			for _, n := range queue {
				delete(o.byID, n.ID)
			}
			delete(o.queues, name)
		}
	}
	o.scatter(id)
	for _, dead := range o.dead[id] {
		delete(o.byID, dead)
		o.buried.remove(grave(dead))
	}
	delete(o.dead, id)
}
