package storetest

import (
	"context"
	"errors"
	"sync"

	"github.com/redress-go/redress/complaint"
)

// edit returns a defect that writes another unit than it was given. The edit works on a copy.
func edit(name, theme string, f func(u *complaint.Changeset)) defect {
	return defect{name, theme, func(b *broken) {
		commit := b.commit
		b.commit = func(ctx context.Context, u *complaint.Changeset) error {
			v := *u
			f(&v)
			return commit(ctx, &v)
		}
	}}
}

// answer returns a defect that changes the error of a commit.
func answer(name, theme string, f func(err error) error) defect {
	return defect{name, theme, func(b *broken) {
		commit := b.commit
		b.commit = func(ctx context.Context, u *complaint.Changeset) error { return f(commit(ctx, u)) }
	}}
}

func commitDefects() []defect {
	return []defect{
		edit("forgets the receipt", "receipts", func(u *complaint.Changeset) { u.Receipt = nil }),
		edit("keeps receipts of all organisations together", "receipts", sharedReceipt),
		edit("forgets the outbox", "outbox", func(u *complaint.Changeset) { u.Outbox = nil }),
		edit("forgets documents", "documents", func(u *complaint.Changeset) { u.Documents = nil }),
		edit("forgets search hashes", "matches", func(u *complaint.Changeset) { u.Matches = nil }),
		edit("ignores parks", "wake", func(u *complaint.Changeset) { u.Parks = nil }),
		edit("forgets streams", "ledger", func(u *complaint.Changeset) { u.Streams = nil }),
		edit("refuses nothing about documents", "documents", func(u *complaint.Changeset) { u.Documents = renamed(u.Documents) }),
		answer("says conflict without the word", "conflict", func(err error) error { return hide(err, complaint.ErrConflict) }),
		answer("says duplicate without the word", "receipts", func(err error) error { return hide(err, complaint.ErrDuplicate) }),
		answer("refuses every unit", "unit", func(error) error { return errors.New("disk full") }),
		answer("hides every refusal", "conflict", func(error) error { return nil }),
		{"commits half a unit", "unit", halves},
		{"writes what it refuses", "unit", writesRefused},
		{"ignores the version", "conflict", ignoresVersion},
		{"takes any sequence number", "conflict", anySequence},
		{"ignores numbers taken", "conflict", ignoresNumbers},
		{"keeps numbers of all organisations together", "conflict", globalNumbers},
		{"writes after the caller has gone", "conflict", func(b *broken) {
			commit := b.commit
			b.commit = func(ctx context.Context, u *complaint.Changeset) error { return commit(context.WithoutCancel(ctx), u) }
		}},
		{"takes a tally for immutable", "documents", immutableTally},
		{"overwrites documents", "documents", overwrites},
		{"keeps the first version of a tally", "documents", keepsFirst},
		{"refuses a document it has", "documents", refusesKnown},
		{"has one case a unit", "unit", oneCaseAUnit},
		{"prefers a conflict to a duplicate", "receipts", prefersConflict},
	}
}

// sharedReceipt keeps every receipt under one organisation.
func sharedReceipt(u *complaint.Changeset) {
	if u.Receipt != nil {
		r := *u.Receipt
		r.Org = org
		u.Receipt = &r
	}
}

// renamed makes every put the first of a name.
func renamed(documents []complaint.Document) []complaint.Document {
	var out []complaint.Document
	for _, d := range documents {
		d.ID += string(d.Data)
		out = append(out, d)
	}
	return out
}

// hide replaces an error of a kind by one of no kind.
func hide(err, kind error) error {
	if errors.Is(err, kind) {
		return errors.New("constraint failed")
	}
	return err
}

// halves writes each part of a unit by itself.
func halves(b *broken) {
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		for i := range u.Cases {
			if err := commit(ctx, &complaint.Changeset{Cases: u.Cases[i : i+1]}); err != nil {
				return err
			}
		}
		rest := *u
		rest.Cases = nil
		return commit(ctx, &rest)
	}
}

// writesRefused leaves the last case of a refused unit behind.
func writesRefused(b *broken) {
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		err := commit(ctx, u)
		for i := range u.Cases {
			if err != nil {
				_ = commit(ctx, &complaint.Changeset{Cases: u.Cases[i : i+1]})
			}
		}
		return err
	}
}

// rebase moves the write of a case onto the stored version, whatever that is.
func rebase(ctx context.Context, b *broken, w complaint.CaseWrite) complaint.CaseWrite {
	old, err := b.Store.Load(ctx, w.Case.ID)
	if err != nil {
		old = &complaint.Case{}
	}
	c := *w.Case
	out := complaint.CaseWrite{Case: &c, Was: old.Version}
	c.Version = old.Version
	for _, r := range w.Records {
		c.Version++
		r.Seq = c.Version
		out.Records = append(out.Records, r)
	}
	return out
}

// ignoresVersion takes every write as if it were decided on what is stored.
func ignoresVersion(b *broken) {
	var mu sync.Mutex
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		mu.Lock()
		defer mu.Unlock()
		v := *u
		v.Cases = nil
		for _, w := range u.Cases {
			v.Cases = append(v.Cases, rebase(ctx, b, w))
		}
		return commit(ctx, &v)
	}
}

// anySequence gives stream records whatever number is next.
func anySequence(b *broken) {
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		v := *u
		v.Streams = nil
		last := map[string]int64{}
		for _, r := range u.Streams {
			if _, ok := last[r.Stream]; !ok {
				all, _ := b.Store.Entries(ctx, r.Stream, 0, 1<<20)
				last[r.Stream] = int64(len(all))
			}
			last[r.Stream]++
			r.Seq = last[r.Stream]
			v.Streams = append(v.Streams, r)
		}
		return commit(ctx, &v)
	}
}

// ignoresNumbers stores cases without their number, and gives it back when it loads them.
func ignoresNumbers(b *broken) {
	var numbers sync.Map
	commit, load := b.commit, b.load
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		v := *u
		v.Cases = nil
		for _, w := range u.Cases {
			numbers.Store(w.Case.ID, w.Case.Number)
			c := *w.Case
			c.Number, w.Case = "", &c
			v.Cases = append(v.Cases, w)
		}
		return commit(ctx, &v)
	}
	b.load = func(ctx context.Context, id complaint.CaseID) (*complaint.Case, error) {
		c, err := load(ctx, id)
		if err != nil {
			return nil, err
		}
		d := *c
		n, _ := numbers.Load(id)
		d.Number = n.(string)
		return &d, nil
	}
}

// globalNumbers refuses a number that any organisation has, even none.
func globalNumbers(b *broken) {
	var mu sync.Mutex
	holder := map[string]complaint.CaseID{}
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		mu.Lock()
		defer mu.Unlock()
		for _, w := range u.Cases {
			if id, ok := holder[w.Case.Number]; ok && id != w.Case.ID {
				return complaint.ErrConflict
			}
			holder[w.Case.Number] = w.Case.ID
		}
		return commit(ctx, u)
	}
}

// immutableTally takes the same bytes again, in any version, for the same document.
func immutableTally(b *broken) {
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		for _, d := range u.Documents {
			if old, err := b.Store.Document(ctx, d.Kind, d.ID); err == nil && string(old.Data) == string(d.Data) {
				return nil
			}
		}
		return commit(ctx, u)
	}
}

// overwrites takes every put as if it were decided on what is stored.
func overwrites(b *broken) {
	var mu sync.Mutex
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		mu.Lock()
		defer mu.Unlock()
		v := *u
		v.Documents = nil
		for _, d := range u.Documents {
			old, _ := b.Store.Document(ctx, d.Kind, d.ID)
			d.Was = old.Version
			v.Documents = append(v.Documents, d)
		}
		return commit(ctx, &v)
	}
}

// keepsFirst forgets every later version of a document.
func keepsFirst(b *broken) {
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		v := *u
		v.Documents = nil
		for _, d := range u.Documents {
			if d.Version == 1 {
				v.Documents = append(v.Documents, d)
			}
		}
		return commit(ctx, &v)
	}
}

// refusesKnown takes a document once and never again.
func refusesKnown(b *broken) {
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		for _, d := range u.Documents {
			if _, err := b.Store.Document(ctx, d.Kind, d.ID); err == nil {
				return complaint.ErrConflict
			}
		}
		return commit(ctx, u)
	}
}

// oneCaseAUnit writes the first case of a unit and forgets the others.
func oneCaseAUnit(b *broken) {
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		v := *u
		v.Cases = v.Cases[:min(1, len(v.Cases))]
		return commit(ctx, &v)
	}
}

// prefersConflict looks at versions before it looks at the key.
func prefersConflict(b *broken) {
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		for _, w := range u.Cases {
			if old, err := b.Store.Load(ctx, w.Case.ID); err == nil && old.Version != w.Was {
				return complaint.ErrConflict
			}
		}
		return commit(ctx, u)
	}
}
