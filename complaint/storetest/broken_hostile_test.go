package storetest

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint"
)

func hostileDefects() []defect {
	return []defect{
		{"ignores letter case", "hostile", names(strings.ToLower)},
		{"cuts spaces at the end", "hostile", names(func(s string) string { return strings.TrimRight(s, " ") })},
		{"composes characters", "hostile", names(strings.NewReplacer("a\u0301", "á", "\u212b", "Å").Replace)},
		{"cuts text at a zero", "hostile", names(func(s string) string { s, _, _ = strings.Cut(s, "\x00"); return s })},
		{"repairs what is no UTF-8", "hostile", names(func(s string) string { return strings.ToValidUTF8(s, "\ufffd") })},
		{"cuts long text", "hostile", names(func(s string) string { return s[:min(len(s), 255)] })},
		{"doubles quotes", "hostile", names(func(s string) string { return strings.ReplaceAll(s, "'", "''") })},
		{"reads numbers", "hostile", names(func(s string) string {
			if strings.Trim(s, "0123456789.") == "" {
				return strings.TrimSuffix(strings.TrimLeft(s, "0"), ".0")
			}
			return s
		})},
		{"fails when it is asked for a zero", "hostile", failsOnZero},
		pages("sorts by letter", "hostile", func(_ *complaint.Query, p *complaint.Page) {
			slices.SortStableFunc(p.Cases, func(a, b *complaint.Case) int {
				return cmp.Compare(strings.ToLower(string(a.ID)), strings.ToLower(string(b.ID)))
			})
		}),
		reads("cuts bytes at 64 KB", "hostile", each(func(r *complaint.Record) {
			r.Public, r.Box = r.Public[:min(len(r.Public), 1<<16)], r.Box[:min(len(r.Box), 1<<16)]
		})),
		edit("takes an empty box for none", "hostile", emptyIsNone),
		times("counts seconds in 32 bits", func(t time.Time) time.Time { return time.Unix(int64(int32(t.Unix())), int64(t.Nanosecond())).UTC() }),
		times("counts nanoseconds", func(t time.Time) time.Time { return time.Unix(0, t.UnixNano()).UTC() }),
		times("knows no time before 1970", func(t time.Time) time.Time {
			if t.Unix() < 0 && !t.IsZero() {
				return time.Unix(0, 0).UTC()
			}
			return t
		}),
		times("rounds times", func(t time.Time) time.Time { return t.UTC().Round(time.Microsecond) }),
	}
}

// names returns what makes a store change every string it is given, those it is asked for too.
func names(f func(string) string) func(b *broken) {
	return func(b *broken) {
		s := b.Store
		b.commit = func(ctx context.Context, u *complaint.Changeset) error { return s.Commit(ctx, renamedUnit(u, f)) }
		b.load = func(ctx context.Context, id complaint.CaseID) (*complaint.Case, error) {
			return s.Load(ctx, complaint.CaseID(f(string(id))))
		}
		b.query = func(ctx context.Context, q complaint.Query) (complaint.Page, error) {
			for _, v := range []*string{&q.Org, &q.Unit, &q.Owner, &q.Number, &q.Tag, &q.Playbook, &q.Match, (*string)(&q.After.ID)} {
				*v = f(*v)
			}
			for i := range q.States {
				q.States[i] = complaint.State(f(string(q.States[i])))
			}
			return s.Query(ctx, q)
		}
		b.entries = func(ctx context.Context, stream string, after int64, limit int) ([]complaint.Record, error) {
			return s.Entries(ctx, f(stream), after, limit)
		}
		b.claim = func(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
			q.Org = f(q.Org)
			return s.Claim(ctx, q)
		}
		b.settle = func(ctx context.Context, results []complaint.OutboxResult) error {
			results = slices.Clone(results)
			for i := range results {
				results[i].ID = f(results[i].ID)
			}
			return s.Settle(ctx, results)
		}
		b.reserve = func(ctx context.Context, org, series, key string) (int64, error) {
			return s.Reserve(ctx, f(org), f(series), f(key))
		}
		b.receipt = func(ctx context.Context, org, key string) (complaint.Receipt, error) {
			return s.Receipt(ctx, f(org), f(key))
		}
		b.document = func(ctx context.Context, kind, id string) (complaint.Document, error) {
			return s.Document(ctx, f(kind), f(id))
		}
	}
}

// renamedUnit is a copy of a unit with every string changed.
func renamedUnit(u *complaint.Changeset, f func(string) string) *complaint.Changeset {
	v := *u
	v.Cases, v.Streams, v.Outbox = slices.Clone(u.Cases), slices.Clone(u.Streams), slices.Clone(u.Outbox)
	v.Documents, v.Matches = slices.Clone(u.Documents), slices.Clone(u.Matches)
	for i := range v.Cases {
		c := *v.Cases[i].Case
		for _, s := range []*string{(*string)(&c.ID), &c.Org, &c.Number, &c.Unit, &c.Owner, &c.Playbook.ID, (*string)(&c.State)} {
			*s = f(*s)
		}
		c.Tags = slices.Clone(c.Tags)
		for j := range c.Tags {
			c.Tags[j] = f(c.Tags[j])
		}
		v.Cases[i].Case = &c
	}
	for i := range v.Streams {
		v.Streams[i].Stream = f(v.Streams[i].Stream)
	}
	if u.Receipt != nil {
		r := *u.Receipt
		r.Org, r.Key, v.Receipt = f(r.Org), f(r.Key), &r
	}
	for i := range v.Outbox {
		o := &v.Outbox[i]
		o.ID, o.Org, o.To, o.Kind, o.Ref, o.Digest = f(o.ID), f(o.Org), f(o.To), f(o.Kind), f(o.Ref), f(o.Digest)
	}
	for i := range v.Documents {
		v.Documents[i].Kind, v.Documents[i].ID = f(v.Documents[i].Kind), f(v.Documents[i].ID)
	}
	for i := range v.Matches {
		v.Matches[i].Key = f(v.Matches[i].Key)
	}
	return &v
}

// failsOnZero passes on what a database says to a zero character, as if it were broken.
func failsOnZero(b *broken) {
	errByte := errors.New("invalid byte sequence for encoding")
	load, query := b.load, b.query
	b.load = func(ctx context.Context, id complaint.CaseID) (*complaint.Case, error) {
		if strings.Contains(string(id), "\x00") {
			return nil, errByte
		}
		return load(ctx, id)
	}
	b.query = func(ctx context.Context, q complaint.Query) (complaint.Page, error) {
		if strings.Contains(q.Unit, "\x00") {
			return complaint.Page{}, errByte
		}
		return query(ctx, q)
	}
}

// emptyIsNone deletes boxes that are empty.
func emptyIsNone(u *complaint.Changeset) {
	u.Streams, u.Boxes = slices.Clone(u.Streams), slices.Clone(u.Boxes)
	for i := range u.Streams {
		if len(u.Streams[i].Box) == 0 {
			u.Streams[i].Box = nil
		}
	}
	for i := range u.Boxes {
		if len(u.Boxes[i].Box) == 0 {
			u.Boxes[i].Box = nil
		}
	}
}

// times returns a defect that keeps times in another way.
func times(name string, f func(time.Time) time.Time) defect {
	return edit(name, "hostile", func(u *complaint.Changeset) {
		u.Cases, u.Outbox, u.Matches = slices.Clone(u.Cases), slices.Clone(u.Outbox), slices.Clone(u.Matches)
		for i := range u.Cases {
			c := *u.Cases[i].Case
			c.Received, c.Wake = f(c.Received), f(c.Wake)
			records := slices.Clone(u.Cases[i].Records)
			for j := range records {
				records[j].Recorded = f(records[j].Recorded)
			}
			u.Cases[i].Case, u.Cases[i].Records = &c, records
		}
		for i := range u.Outbox {
			u.Outbox[i].NotBefore = f(u.Outbox[i].NotBefore)
		}
		for i := range u.Matches {
			u.Matches[i].At = f(u.Matches[i].At)
		}
	})
}
