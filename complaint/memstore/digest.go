package memstore

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/redress-go/redress/complaint"
)

// digest is the rows that leave together as one message.
type digest struct {
	name  complaint.CaseID // organisation and digest
	org   string
	rows  map[string]*notice
	until time.Time // nothing of it leaves before: the end of a lease, of a pause, or of a window
	at    key       // where it stands in the order
}

// gather puts a row into its digest.
func (o *outbox) gather(n *notice) {
	name := complaint.CaseID(n.Org + "\x00" + n.Digest)
	g := o.digests[name]
	if g == nil {
		g = &digest{name: name, org: n.Org, rows: map[string]*notice{}}
		o.digests[name] = g
	}
	g.rows[n.ID] = n
	if o.gathered[n.Case] == nil {
		o.gathered[n.Case] = map[string]*notice{}
	}
	o.gathered[n.Case][n.ID] = n
	if at := g.from(n.NotBefore); len(g.rows) == 1 || at.compare(g.at) < 0 { // an empty one stands where its pause ended
		o.stand(g, at)
	}
}

// from is where a digest stands whose oldest row may leave at an instant.
func (g *digest) from(ripe time.Time) key {
	if g.until.After(ripe) {
		ripe = g.until
	}
	return key{at: micros(ripe), id: g.name}
}

// stand moves a digest to a place in the order.
func (o *outbox) stand(g *digest, at key) {
	if g.at.id != "" {
		o.ripe.remove(g.at)
	}
	g.at = at
	o.ripe.insert(at)
}

// place finds where a digest stands after its rows or its pause changed. An empty one stays while it is held back.
func (o *outbox) place(g *digest) {
	ripe := g.until
	first := true
	for _, n := range g.rows {
		if first || n.NotBefore.Before(ripe) {
			ripe, first = n.NotBefore, false
		}
	}
	o.stand(g, g.from(ripe))
}

// drop forgets an empty digest.
func (o *outbox) drop(g *digest) {
	o.ripe.remove(g.at)
	delete(o.digests, g.name)
}

// claimDigest leases what may leave of the digest that has waited longest.
func (o *outbox) claimDigest(q complaint.OutboxQuery) []complaint.OutboxRow {
	var empty []*digest
	defer func() {
		for _, g := range empty {
			o.drop(g)
		}
	}()
	for k := range upTo(o.ripe.after(key{at: math.MinInt64}), micros(q.Now)) {
		g := o.digests[k.id]
		switch {
		case len(g.rows) == 0:
			empty = append(empty, g) // its pause is over and nothing came meanwhile
		case is(q.Org, g.org):
			return o.leaseDigest(g, q)
		}
	}
	return nil
}

// leaseDigest gives the rows of a digest that may leave to one worker.
func (o *outbox) leaseDigest(g *digest, q complaint.OutboxQuery) []complaint.OutboxRow {
	o.leases++
	token := strconv.FormatUint(o.leases, 36)
	var out []complaint.OutboxRow
	for _, n := range g.rows {
		if !n.NotBefore.After(q.Now) {
			n.Lease = token
			out = append(out, n.OutboxRow)
			n.Attempts++
		}
	}
	slices.SortFunc(out, func(a, b complaint.OutboxRow) int {
		return cmp.Or(cmp.Compare(a.Case, b.Case), cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.N, b.N))
	})
	g.until = q.Now.Add(q.Lease)
	o.place(g)
	return out
}

// settlePart ends the lease of one row of a digest. The digest must be placed afterwards.
func (o *outbox) settlePart(n *notice, r *complaint.OutboxResult) *digest {
	g := o.digests[complaint.CaseID(n.Org+"\x00"+n.Digest)]
	n.Lease, g.until = "", r.Next
	switch {
	case r.Done:
		o.part(g, n)
		delete(o.byID, n.ID)
	case r.Dead:
		o.part(g, n)
		o.bury(n, r.Problem)
	default:
		n.NotBefore = r.Retry
	}
	return g
}

// part takes a row out of its digest.
func (o *outbox) part(g *digest, n *notice) {
	delete(g.rows, n.ID)
	delete(o.gathered[n.Case], n.ID)
	if len(o.gathered[n.Case]) == 0 {
		delete(o.gathered, n.Case)
	}
}

// scatter takes every row of a case out of the digests.
func (o *outbox) scatter(id complaint.CaseID) {
	for _, n := range o.gathered[id] {
		g := o.digests[complaint.CaseID(n.Org+"\x00"+n.Digest)]
		o.part(g, n)
		delete(o.byID, n.ID)
		o.place(g)
	}
}
