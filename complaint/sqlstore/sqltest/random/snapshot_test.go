package random

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint"
)

// snapshot is everything that a play has left in a store, a line for each thing, in an order of its own. What happened to
// be touched on the way is named by the store of the first play, so that all are asked the same.
type snapshot struct {
	ctx   context.Context
	store *scoped
	play  int
	lines []string
	err   error
}

// takeSnapshot reads a store. The number of the play chooses the lists, at is when it ended.
func takeSnapshot(ctx context.Context, s *scoped, play int, at time.Time) ([]string, error) {
	x := &snapshot{ctx: ctx, store: s, play: play}
	x.touched()
	x.pages(at)
	for i, row := range s.claimed {
		x.say("claimed %d: %s", i, row)
	}
	x.outbox(at)
	return x.lines, x.err
}

func (x *snapshot) say(format string, args ...any) {
	x.lines = append(x.lines, fmt.Sprintf(format, args...))
}

// keep keeps the first error.
func (x *snapshot) keep(err error) bool {
	if x.err == nil {
		x.err = err
	}
	return err == nil
}

// small is a page so small that most ledgers have several.
const small = 5

// touched reads streams whole and in small pages, receipts and documents.
func (x *snapshot) touched() {
	for _, name := range slices.Sorted(maps.Keys(x.store.streams)) {
		var after int64
		for {
			page, err := x.store.Entries(x.ctx, name, after, small)
			if !x.keep(err) {
				break
			}
			for i := range page {
				r := &page[i]
				x.say("%s %d %v %x %x %s box %x", r.Stream, r.Seq, r.Recorded, r.Prev, r.Hash, r.Public, r.Box)
			}
			if len(page) < small {
				break
			}
			after = page[len(page)-1].Seq
		}
	}
	for _, key := range slices.Sorted(maps.Keys(x.store.receipts)) {
		r, err := x.store.Receipt(x.ctx, x.store.org, key)
		x.keep(err)
		x.say("receipt %+v", r)
	}
	for name := range x.store.documents {
		doc, err := x.store.Document(x.ctx, name[0], name[1])
		x.keep(err)
		x.say("document %s %s version %d: %s", doc.Kind, doc.ID, doc.Version, doc.Data)
	}
	slices.Sort(x.lines)
}

// filters are ways to narrow a list, with values that the cases of a play have.
func filters(org string, cases []*complaint.Case, at time.Time) []complaint.Filter {
	out := []complaint.Filter{{}, {Open: true}, {WakeUntil: at}, {WakeUntil: at.AddDate(1, 0, 0)}, {Tag: "vip"}, {Tag: "回头客"}}
	for _, c := range cases[:min(len(cases), 2)] {
		out = append(out,
			complaint.Filter{States: []complaint.State{c.State, complaint.Registered}}, complaint.Filter{Severities: []complaint.Severity{c.Severity}},
			complaint.Filter{Unit: c.Unit}, complaint.Filter{Owner: c.Owner}, complaint.Filter{Number: c.Number},
			complaint.Filter{Playbook: c.Playbook.ID}, complaint.Filter{ReceivedFrom: c.Received}, complaint.Filter{ReceivedTo: c.Received},
			complaint.Filter{Unit: c.Unit, Open: true, ReceivedFrom: c.Received.Add(-time.Hour)},
		)
	}
	for i := range out {
		out[i].Org = org
	}
	return out
}

// pages lists the cases in every order, by several filters, in pages of several sizes.
func (x *snapshot) pages(at time.Time) {
	all := x.list("all", complaint.Query{Filter: complaint.Filter{Org: x.store.org}}, 0)
	for _, c := range all {
		b, err := complaint.EncodeCase(c)
		x.keep(err)
		x.say("case %s", b)
		row, err := x.store.Load(x.ctx, c.ID)
		if x.keep(err) {
			b, err = complaint.EncodeCase(row)
			x.keep(err)
			x.say("row %s", b)
		}
	}
	narrow, orders := filters(x.store.org, all, at), []complaint.Order{complaint.ByID, complaint.ByReceived, complaint.ByWake}
	for i := range listed {
		n := x.play*listed + i // every filter in every order comes up before long
		f, order := narrow[n%len(narrow)], orders[n/len(narrow)%len(orders)]
		x.list(fmt.Sprintf("list %+v by %q", f, order), complaint.Query{Filter: f, Order: order}, 1+n%3)
	}
}

// listed is how many lists are read at the end of a play.
const listed = 6

// list reads a list page by page.
func (x *snapshot) list(title string, q complaint.Query, limit int) (all []*complaint.Case) {
	q.Limit = limit
	var text strings.Builder
	for {
		page, err := x.store.Query(x.ctx, q)
		if !x.keep(err) {
			return all
		}
		for _, c := range page.Cases {
			fmt.Fprintf(&text, " %s/%d", c.ID, c.Version)
		}
		all = append(all, page.Cases...)
		if page.Next == (complaint.Cursor{}) {
			x.say("%s:%s", title, text.String())
			return all
		}
		fmt.Fprintf(&text, " | next %v %s:", page.Next.Time.UTC(), page.Next.ID)
		q.After = page.Next
	}
}

// outbox claims whatever will ever leave, alone and gathered, and lists what was given up. It is the end of the play.
func (x *snapshot) outbox(at time.Time) {
	var dead []complaint.OutboxRow
	for after := ""; ; {
		page, err := x.store.Store.Claim(x.ctx, complaint.OutboxQuery{Org: x.store.org, Dead: true, After: after, Limit: 2})
		if !x.keep(err) || len(page) == 0 {
			break
		}
		dead, after = append(dead, page...), page[len(page)-1].ID
	}
	for _, r := range dead {
		x.say("dead %+v", r)
	}
	at = at.AddDate(1, 0, 0)
	from := len(x.lines)
	for round := 0; ; round++ {
		alone, err := x.store.Store.Claim(x.ctx, complaint.OutboxQuery{Org: x.store.org, Now: at, Lease: time.Hour, Limit: 1000})
		x.keep(err)
		gathered, err := x.store.Store.Claim(x.ctx, complaint.OutboxQuery{Org: x.store.org, Now: at, Lease: time.Hour, Digest: true})
		if !x.keep(err) || x.err != nil || len(alone)+len(gathered) == 0 {
			break
		}
		x.left(fmt.Sprint(round), alone)
		x.left("gathered", gathered)
	}
	slices.Sort(x.lines[from:])
}

// left notes rows that were still waiting, and takes them off.
func (x *snapshot) left(round string, rows []complaint.OutboxRow) {
	done := make([]complaint.OutboxResult, 0, len(rows))
	for i := range rows {
		done = append(done, complaint.OutboxResult{ID: rows[i].ID, Lease: rows[i].Lease, Done: true})
		rows[i].Lease = ""
		x.say("left %s: %+v", round, rows[i])
	}
	if len(done) > 0 {
		x.keep(x.store.Settle(x.ctx, done))
	}
}
