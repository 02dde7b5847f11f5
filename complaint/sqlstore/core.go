package sqlstore

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/redress-go/redress/complaint"
)

// core is the nine methods of complaint.Store over something that reads and something that writes: a store of its own,
// or a transaction of the host.
type core struct {
	d     *dialect
	read  func(ctx context.Context, f func(ctx context.Context, s *session) error) error
	write func(ctx context.Context, w work) error
}

// Load returns the stored state of one case, complaint.ErrNotFound when there is none.
func (c *core) Load(ctx context.Context, id complaint.CaseID) (*complaint.Case, error) {
	if !storable(string(id)) {
		return nil, wrap("load", missing("case %q", id))
	}
	return fetch(ctx, c, "load", func(ctx context.Context, s *session) (*complaint.Case, error) {
		return loadCase(ctx, s, id)
	})
}

// Query returns one page of cases. An order that is none of the named ones is complaint.ErrInvalid.
func (c *core) Query(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	if !storableFilter(&q) {
		return complaint.Page{}, nil
	}
	return fetch(ctx, c, "query", func(ctx context.Context, s *session) (complaint.Page, error) {
		return queryCases(ctx, s, &q)
	})
}

// Entries returns the records of one stream with seq > after, at most limit of them; limit 0 or less means 1 000.
func (c *core) Entries(ctx context.Context, stream string, after int64, limit int) ([]complaint.Record, error) {
	if !storable(stream) {
		return nil, nil
	}
	return fetch(ctx, c, "entries", func(ctx context.Context, s *session) ([]complaint.Record, error) {
		return readRecords(ctx, s, stream, after, limit)
	})
}

// Receipt returns what was answered to a request, complaint.ErrNotFound when its key is new.
func (c *core) Receipt(ctx context.Context, org, key string) (complaint.Receipt, error) {
	if !storable(org, key) {
		return complaint.Receipt{}, wrap("receipt", complaint.ErrNotFound)
	}
	return fetch(ctx, c, "receipt", func(ctx context.Context, s *session) (complaint.Receipt, error) {
		return readReceipt(ctx, s, org, key)
	})
}

// Document returns a stored document, complaint.ErrNotFound when there is none.
func (c *core) Document(ctx context.Context, kind, id string) (complaint.Document, error) {
	if !storable(kind, id) {
		return complaint.Document{}, wrap("document", missing("document %q %q", kind, id))
	}
	return fetch(ctx, c, "document", func(ctx context.Context, s *session) (complaint.Document, error) {
		return readDocument(ctx, s, kind, id)
	})
}

// Commit writes a unit whole or not at all; see complaint.Store. Beside the conflicts named there, a record that would
// leave a gap in its stream and a number that another case of the organisation carries are conflicts. A box or a park
// for what is not there is complaint.ErrNotFound. A context that ends before the unit's turn has come writes nothing; one
// that ends later changes nothing, the outcome is told. When the database fails while it commits, that is an
// *UnknownError.
func (c *core) Commit(ctx context.Context, u *complaint.Changeset) error {
	p, err := c.prepare(u)
	if err == nil {
		err = c.write(ctx, work{write: p.write, erases: p.erases()})
	}
	return wrap("commit", err)
}

// Reserve returns the next number of a series for a key; the same key always gets the same number.
func (c *core) Reserve(ctx context.Context, org, series, key string) (int64, error) {
	for _, v := range []struct{ field, value string }{{"org", org}, {"series", series}, {"key", key}} {
		if err := complaint.CheckName("reserve", v.field, v.value); err != nil {
			return 0, wrap("reserve", err)
		}
	}
	return change(ctx, c, "reserve", func(ctx context.Context, s *session) (int64, error) {
		return reserve(ctx, s, org, series, key)
	})
}

// Claim leases outbox rows; see complaint.Store. Attempts of a claimed row counts the claims before this one. When
// nothing may leave, nothing is written.
func (c *core) Claim(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
	if !storable(q.Org, q.After) {
		return nil, nil
	}
	if q.Dead {
		return fetch(ctx, c, "claim", func(ctx context.Context, s *session) ([]complaint.OutboxRow, error) {
			return listDead(ctx, s, &q)
		})
	}
	some, err := fetch(ctx, c, "claim", func(ctx context.Context, s *session) (bool, error) { return anyDue(ctx, s, &q) })
	if err != nil || !some {
		return nil, err
	}
	return change(ctx, c, "claim", func(ctx context.Context, s *session) ([]complaint.OutboxRow, error) {
		return claim(ctx, s, &q)
	})
}

// Settle ends leases; see complaint.Store. A delivered row is deleted, a dead one is kept but holds nothing back.
func (c *core) Settle(ctx context.Context, results []complaint.OutboxResult) error {
	if err := complaint.CheckResults(results); err != nil {
		return wrap("settle", err)
	}
	results = slices.DeleteFunc(slices.Clone(results), func(r complaint.OutboxResult) bool { return !storable(r.ID, r.Lease) })
	if len(results) == 0 {
		return nil
	}
	return wrap("settle", c.write(ctx, work{write: func(ctx context.Context, s *session) error {
		return settle(ctx, s, results)
	}}))
}

// storable reports whether something may be stored under these names. A server refuses to be asked for some of the
// others; the answer is the same without asking.
func storable(names ...string) bool {
	for _, name := range names {
		if strings.IndexByte(name, 0) >= 0 || !utf8.ValidString(name) {
			return false
		}
	}
	return true
}

// storableFilter reports whether a case may be found by a query.
func storableFilter(q *complaint.Query) bool {
	return storable(q.Org, q.Unit, q.Owner, q.Number, q.Tag, q.Playbook, q.Match, string(q.After.ID)) &&
		!slices.ContainsFunc(q.States, func(s complaint.State) bool { return !storable(string(s)) })
}

// fetch reads a value.
func fetch[T any](ctx context.Context, c *core, op string, f func(ctx context.Context, s *session) (T, error)) (T, error) {
	return result(op, func(g func(context.Context, *session) error) error { return c.read(ctx, g) }, f)
}

// change writes and returns a value.
func change[T any](ctx context.Context, c *core, op string, f func(ctx context.Context, s *session) (T, error)) (T, error) {
	return result(op, func(g func(context.Context, *session) error) error { return c.write(ctx, work{write: g}) }, f)
}

// result carries the value of f out of what runs it.
func result[T any](op string, run func(func(context.Context, *session) error) error, f func(context.Context, *session) (T, error)) (T, error) {
	var out, none T
	err := run(func(ctx context.Context, s *session) (err error) {
		out, err = f(ctx, s)
		return err
	})
	if err != nil {
		return none, wrap(op, err)
	}
	return out, nil
}

// wrap names the operation that failed.
func wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("sqlstore: %s: %w", op, err)
}
