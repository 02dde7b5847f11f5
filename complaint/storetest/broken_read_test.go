package storetest

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/redress-go/redress/complaint"
)

// loads returns a defect that changes what Load gives. The change works on a copy.
func loads(name, theme string, f func(c *complaint.Case) *complaint.Case) defect {
	return defect{name, theme, func(b *broken) {
		load := b.load
		b.load = func(ctx context.Context, id complaint.CaseID) (*complaint.Case, error) {
			c, err := load(ctx, id)
			if err != nil {
				return nil, err
			}
			d := *c
			return f(&d), nil
		}
	}}
}

// reads returns a defect that changes what Entries gives.
func reads(name, theme string, f func(all []complaint.Record) []complaint.Record) defect {
	return defect{name, theme, func(b *broken) {
		entries := b.entries
		b.entries = func(ctx context.Context, stream string, after int64, limit int) ([]complaint.Record, error) {
			all, err := entries(ctx, stream, after, limit)
			return f(all), err
		}
	}}
}

// each changes every record.
func each(f func(r *complaint.Record)) func([]complaint.Record) []complaint.Record {
	return func(all []complaint.Record) []complaint.Record {
		for i := range all {
			f(&all[i])
		}
		return all
	}
}

func readDefects() []defect {
	return []defect{
		loads("truncates times to milliseconds", "cases", func(c *complaint.Case) *complaint.Case {
			c.Received = c.Received.Truncate(time.Millisecond)
			return c
		}),
		loads("gives local times", "cases", func(c *complaint.Case) *complaint.Case {
			c.Wake = c.Wake.In(time.FixedZone("CST", 8*3600))
			return c
		}),
		loads("cuts long text", "cases", func(c *complaint.Case) *complaint.Case {
			if len(c.Fields["log"]) > 60_000 {
				c.Fields = map[string]string{"log": c.Fields["log"][:60_000]}
			}
			return c
		}),
		loads("loses what is not ASCII", "cases", func(c *complaint.Case) *complaint.Case {
			c.Place = string(bytes.Map(func(r rune) rune { return min(r, 127) }, []byte(c.Place)))
			return c
		}),
		loads("forgets the tags", "cases", func(c *complaint.Case) *complaint.Case {
			c.Tags = nil
			return c
		}),
		loads("gives the first version", "cases", func(c *complaint.Case) *complaint.Case {
			c.Version = 1
			return c
		}),
		{"has a case for every id", "cases", func(b *broken) {
			load := b.load
			b.load = func(ctx context.Context, id complaint.CaseID) (*complaint.Case, error) {
				c, err := load(ctx, id)
				if err != nil && ctx.Err() == nil {
					return &complaint.Case{ID: id}, nil
				}
				return c, err
			}
		}},
		{"loads after the caller has gone", "cases", func(b *broken) {
			load := b.load
			b.load = func(ctx context.Context, id complaint.CaseID) (*complaint.Case, error) {
				return load(context.WithoutCancel(ctx), id)
			}
		}},
		reads("loses a record", "ledger", func(all []complaint.Record) []complaint.Record {
			return slices.DeleteFunc(all, func(r complaint.Record) bool { return r.Seq == 2 })
		}),
		reads("gives records in any order", "ledger", func(all []complaint.Record) []complaint.Record {
			slices.Reverse(all)
			return all
		}),
		reads("makes JSON of the bytes", "ledger", each(func(r *complaint.Record) {
			var v any
			if json.Unmarshal(r.Public, &v) == nil {
				r.Public, _ = json.Marshal(v)
			}
		})),
		reads("cuts bytes at a zero", "ledger", each(func(r *complaint.Record) { r.Box, _, _ = bytes.Cut(r.Box, []byte{0}) })),
		reads("gives an empty box for none", "boxes", each(func(r *complaint.Record) { r.Box = append([]byte{}, r.Box...) })),
		reads("forgets the previous hash", "ledger", each(func(r *complaint.Record) { r.Prev = complaint.Hash{} })),
		reads("forgets when it was recorded", "ledger", each(func(r *complaint.Record) { r.Recorded = time.Time{} })),
		{"starts reading at the sequence number", "ledger", func(b *broken) {
			entries := b.entries
			b.entries = func(ctx context.Context, stream string, after int64, limit int) ([]complaint.Record, error) {
				return entries(ctx, stream, after-1, limit)
			}
		}},
		{"ignores the limit of records", "ledger", func(b *broken) {
			entries := b.entries
			b.entries = func(ctx context.Context, stream string, after int64, _ int) ([]complaint.Record, error) {
				return entries(ctx, stream, after, 1<<20)
			}
		}},
		{"folds the case of stream names", "ledger", func(b *broken) { sameStream(b, map[string]string{"Desk": "desk"}) }},
		{"has records of every stream", "ledger", func(b *broken) {
			entries := b.entries
			b.entries = func(ctx context.Context, stream string, after int64, limit int) ([]complaint.Record, error) {
				if all, err := entries(ctx, stream, after, limit); len(all) > 0 || err != nil {
					return all, err
				}
				return records(stream, 1), nil
			}
		}},
		{"reads receipts of any key", "receipts", func(b *broken) {
			b.receipt = func(context.Context, string, string) (complaint.Receipt, error) {
				return *receipt(newCase(1).Case, "k1"), nil
			}
		}},
		{"reads documents of any name", "documents", func(b *broken) {
			b.document = func(context.Context, string, string) (complaint.Document, error) { return playbook("{}"), nil }
		}},
		{"reads documents of any kind", "documents", func(b *broken) {
			document := b.document
			b.document = func(ctx context.Context, _, id string) (complaint.Document, error) {
				return document(ctx, "playbook", id)
			}
		}},
	}
}

// sameStream writes and reads some streams under another name.
func sameStream(b *broken, names map[string]string) {
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		v := *u
		v.Streams = slices.Clone(u.Streams)
		for i, r := range v.Streams {
			if other, ok := names[r.Stream]; ok {
				v.Streams[i].Stream = other
			}
		}
		return commit(ctx, &v)
	}
}
