package memstore

import (
	"cmp"
	"slices"
	"time"

	"github.com/redress-go/redress/complaint"
)

// grave is where a dead row lies in the order of ids.
func grave(id string) key { return key{id: complaint.CaseID(id)} }

// bury keeps a row that was given up.
func (o *outbox) bury(n *notice, problem string) {
	n.Problem = problem
	o.dead[n.Case] = append(o.dead[n.Case], n.ID)
	o.buried.insert(grave(n.ID))
}

// listDead returns the dead rows that a claim asks for. It leases nothing.
func (o *outbox) listDead(q complaint.OutboxQuery) []complaint.OutboxRow {
	var out []complaint.OutboxRow
	for k := range o.buried.after(grave(q.After)) {
		if len(out) == q.Limit {
			break
		}
		if n := o.byID[string(k.id)]; is(q.Org, n.Org) {
			out = append(out, n.OutboxRow)
		}
	}
	return out
}

// revive puts a dead row back among those that wait, as if it had never been tried. One that is not dead is left alone.
func (o *outbox) revive(n *notice, at time.Time) {
	i := slices.Index(o.dead[n.Case], n.ID)
	if i < 0 {
		return
	}
	if o.dead[n.Case] = slices.Delete(o.dead[n.Case], i, i+1); len(o.dead[n.Case]) == 0 {
		delete(o.dead, n.Case)
	}
	o.buried.remove(grave(n.ID))
	n.Problem, n.Attempts, n.NotBefore, n.until = "", 0, at, time.Time{}
	if n.Digest != "" {
		o.gather(n)
		return
	}
	queue := o.queues[n.queue()]
	if len(queue) > 0 {
		o.ready.remove(queue[0].at())
	}
	place, _ := slices.BinarySearchFunc(queue, n, older)
	queue = slices.Insert(queue, place, n)
	o.queues[n.queue()] = queue
	o.ready.insert(queue[0].at())
}

// older orders the rows of a case by the entries that caused them.
func older(a, b *notice) int { return cmp.Or(cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.N, b.N)) }
