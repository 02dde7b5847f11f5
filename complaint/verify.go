package complaint

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/redress-go/redress/complaint/internal/chain"
)

// Verified is what a check of a case found.
type Verified struct {
	Case    CaseID
	Entries int64
	Head    Hash
	Faults  []error // empty when everything holds
}

// OK reports whether nothing was found.
func (v Verified) OK() bool { return len(v.Faults) == 0 }

// Verify proves a case: the chain of its ledger is unbroken, every sealed box is the one that was sealed or its erasure
// is recorded, folding the ledger gives the stored state byte for byte, and so with its stream of reads; and the lists of
// the store, by number, unit, owner, state, severity, tag, receipt and next wake, show the case as it is. A changed byte in
// a ledger, a box or a case row is found, and a wake that would let a time limit pass unseen. Somebody who can rewrite a
// whole chain is not: keep Case.Head elsewhere.
func (d *Desk) Verify(ctx context.Context, id CaseID) (Verified, error) {
	for try := 0; ; try++ {
		v, moved, err := d.verifyOnce(ctx, id)
		if err != nil || !moved || try == 3 {
			return v, d.maybeWrap("verify", err)
		}
	}
}

// verifyOnce proves a case as it stands; moved says that it was written to meanwhile.
func (d *Desk) verifyOnce(ctx context.Context, id CaseID) (v Verified, moved bool, err error) {
	v.Case = id
	stored, err := d.store.Load(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return v, false, &Error{Code: ErrNotFound, Case: id}
	}
	if err != nil {
		v.Faults = append(v.Faults, fmt.Errorf("case row: %w", err))
	}
	folded, err := d.verifyStream(ctx, caseStream(id), &v)
	if err != nil {
		return v, false, err
	}
	v.compare(stored, folded)
	if _, err := d.verifyStream(ctx, readStream(id), &v); err != nil {
		return v, false, err
	}
	if stored == nil || folded == nil {
		return v, false, nil
	}
	if folded.Version > stored.Version {
		return v, true, nil
	}
	moved, err = d.verifyListed(ctx, stored, &v)
	return v, moved, err
}

// VerifyDesk proves the chain of an organisation's own stream.
func (d *Desk) VerifyDesk(ctx context.Context, org string) (Verified, error) {
	var v Verified
	_, err := d.verifyStream(ctx, deskStream(org), &v)
	return v, d.maybeWrap("verify", err)
}

// compare holds the stored case against the fold.
func (v *Verified) compare(stored, folded *Case) {
	if stored == nil {
		return
	}
	if folded == nil {
		v.Faults = append(v.Faults, fmt.Errorf("case %s has no ledger", v.Case))
		return
	}
	a, errA := EncodeCase(stored)
	b, errB := EncodeCase(folded)
	if err := errors.Join(errA, errB); err != nil {
		v.Faults = append(v.Faults, err)
	} else if !bytes.Equal(a, b) {
		v.Faults = append(v.Faults, fmt.Errorf("case %s: the stored state is not what the ledger gives", v.Case))
	}
	v.Entries, v.Head = folded.Version, folded.Head
}

// verifyStream walks one stream, collects what is wrong with its chain, and folds it when it is a case's.
func (d *Desk) verifyStream(ctx context.Context, stream string, v *Verified) (*Case, error) {
	check := chain.NewVerifier(stream)
	var c *Case
	cases := stream == caseStream(v.Case)
	err := d.eachRecord(ctx, stream, func(r *Record) error {
		e := chain.Entry{Seq: r.Seq, Prev: r.Prev, Hash: r.Hash, Public: r.Public}
		if cases {
			entry, err := decodeEntry(r, nil)
			if err != nil {
				v.Faults = append(v.Faults, err)
				return nil
			}
			boxesOf(&e, entry, r)
			c = evolve(c, entry)
		}
		if err := check.Add(e); err != nil {
			v.Faults = append(v.Faults, err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := check.Close(); err != nil {
		v.Faults = append(v.Faults, err)
	}
	return c, nil
}

// boxesOf tells the chain what an entry says about boxes.
func boxesOf(e *chain.Entry, entry *Entry, r *Record) {
	if !entry.Box.IsZero() {
		e.Boxes = []chain.Box{{Digest: entry.Box, Stored: r.Box}}
	}
	for _, fx := range entry.Effects {
		boxed, ok := fx.(BoxedEffect)
		if !ok {
			continue
		}
		for _, seq := range boxed.Erased {
			e.Erased = append(e.Erased, chain.Ref{Seq: seq})
		}
		for _, nd := range boxed.Resealed {
			e.Resealed = append(e.Resealed, chain.Reseal{Ref: chain.Ref{Seq: nd.Seq}, Digest: nd.Digest})
		}
	}
}

// Export returns the records of a case as stored, boxes included, for an archive, a court, or a test of a later release.
// The role must see personal data and everything else that is kept from some, and the look is recorded.
func (d *Desk) Export(ctx context.Context, actor Actor, id CaseID) ([]Record, error) {
	s, err := d.look(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	if err := s.mayTakeAll(); err != nil {
		return nil, d.wrap("export", &Request{Case: id}, err)
	}
	if err := d.logRead(ctx, s.rules, actor, s.c, "export"); err != nil {
		return nil, err
	}
	var out []Record
	err = d.eachRecord(ctx, caseStream(id), func(r *Record) error {
		out = append(out, *r)
		return nil
	})
	return out, d.maybeWrap("export", err)
}

// ReadExport reads exported records, verifies their chain and folds them. It needs no store and no playbook.
func ReadExport(records []Record) (*Case, []*Entry, error) {
	var entries []*Entry
	var check *chain.Verifier
	var faults []error
	for i := range records {
		r := &records[i]
		if check == nil {
			check = chain.NewVerifier(r.Stream)
		}
		e, err := decodeEntry(r, nil)
		if err != nil {
			return nil, nil, err
		}
		link := chain.Entry{Seq: r.Seq, Prev: r.Prev, Hash: r.Hash, Public: r.Public}
		boxesOf(&link, e, r)
		faults = append(faults, check.Add(link))
		entries = append(entries, e)
	}
	if check == nil {
		return nil, nil, invalid("records", "required")
	}
	faults = append(faults, check.Close())
	if err := errors.Join(faults...); err != nil {
		return nil, nil, &Error{Op: "import", Code: ErrInternal, Rule: "damaged", Err: err}
	}
	c, err := Fold(entries)
	return c, entries, err
}
