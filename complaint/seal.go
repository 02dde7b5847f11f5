package complaint

import (
	"context"
	"errors"
	"fmt"

	"github.com/redress-go/redress/complaint/internal/chain"
)

// saltSize is the length of the random salt inside each box: without it the digest of a short text could be guessed.
const saltSize = 32

// ErrKeyDestroyed is returned by a Sealer for a box whose key is gone for good (crypto-erasure).
var ErrKeyDestroyed = errors.New("key destroyed")

// seal makes the box of a private part: salt, JSON, encrypted by the Sealer.
func (d *Desk) seal(private any) ([]byte, error) {
	plain := make([]byte, saltSize, 512)
	if err := d.random(plain); err != nil {
		return nil, err
	}
	body, err := encode(private)
	if err != nil {
		return nil, err
	}
	return d.sealBox(append(plain, body...))
}

// sealBox and openBox ask the host's Sealer and survive its panics.
func (d *Desk) sealBox(plain []byte) (box []byte, err error) {
	defer recovered(&err)
	if box, err = d.cfg.Sealer.Seal(plain); err != nil {
		return nil, &Error{Code: ErrInternal, Rule: "seal", Err: err}
	}
	return box, nil
}

func (d *Desk) openBox(box []byte) (plain []byte, err error) {
	defer recovered(&err)
	if plain, err = d.cfg.Sealer.Open(box); err != nil {
		return nil, &Error{Code: ErrInternal, Rule: "seal", Err: err}
	}
	return plain, nil
}

// unseal opens a box and returns the JSON in it.
func (d *Desk) unseal(box []byte) ([]byte, error) {
	plain, err := d.openBox(box)
	if err != nil {
		return nil, err
	}
	if len(plain) < saltSize {
		return nil, &Error{Code: ErrInternal, Rule: "damaged", Err: fmt.Errorf("a box of %d bytes", len(plain))}
	}
	return plain[saltSize:], nil
}

// rewriteBoxes deletes the case's boxes, or seals them again with the present key, and records which.
func (d *Desk) rewriteBoxes(ctx context.Context, t *attempt, l *line, on *draft) error {
	var done BoxedEffect
	stream := caseStream(l.cur.ID)
	err := d.eachRecord(ctx, stream, func(r *Record) error {
		if r.Box == nil {
			return nil
		}
		if on.erase {
			done.Erased = append(done.Erased, r.Seq)
			t.unit.Boxes = append(t.unit.Boxes, BoxWrite{Stream: stream, Seq: r.Seq})
			return nil
		}
		plain, err := d.openBox(r.Box)
		if errors.Is(err, ErrKeyDestroyed) {
			return nil // it stays as it is: nobody can open it, and a mistaken Sealer must not delete it
		}
		if err != nil {
			return err
		}
		box, err := d.sealBox(plain)
		if err != nil {
			return err
		}
		done.Resealed = append(done.Resealed, ResealedBox{Seq: r.Seq, Digest: chain.Digest(box)})
		t.unit.Boxes = append(t.unit.Boxes, BoxWrite{Stream: stream, Seq: r.Seq, Box: box})
		return nil
	})
	if err != nil {
		return err
	}
	if len(done.Erased)+len(done.Resealed) > 0 {
		on.emit(done)
	}
	if on.unmatch {
		t.unit.Unmatch = append(t.unit.Unmatch, l.cur.ID)
		t.unit.Cancel = append(t.unit.Cancel, l.cur.ID)
		return errors.Join(d.forgetPayee(ctx, t, l.cur.ID), d.forgetInvitations(ctx, t, l.cur), d.forgetSighting(ctx, t, l.cur.ID))
	}
	return nil
}

// eachRecord walks a stream in pages.
func (d *Desk) eachRecord(ctx context.Context, stream string, do func(*Record) error) error {
	for after := int64(0); ; {
		page, err := d.store.Entries(ctx, stream, after, 0)
		if err != nil || len(page) == 0 {
			return err
		}
		for i := range page {
			if err := do(&page[i]); err != nil {
				return err
			}
		}
		after = page[len(page)-1].Seq
	}
}
