package complaint

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// payee says whose payments a case counts with. It is a document beside the case, never part of the case or an entry:
// erasing the case empties it.
type payee struct {
	Who  string `json:"who,omitempty"`  // keyed hash of the complainant
	Rank int    `json:"rank,omitempty"` // what it was made of: 1 phone, 2 e-mail, 3 id
}

// payeeKey is the search hash of a complainant for payments: of the first of phone, e-mail and id that is known. It is
// empty for somebody without any, whom no limit can be kept for.
func (d *Desk) payeeKey(org string, p *Person) payee {
	for rank, known := range []Person{{Phone: p.Phone}, {Email: p.Email}, {ID: p.ID}} {
		if who := complainantKey(&known); who != "" {
			mac := hmac.New(sha256.New, d.key)
			for _, part := range []string{"paid", org, who} {
				fmt.Fprintf(mac, "%d:%s", len(part), part)
			}
			return payee{hex.EncodeToString(mac.Sum(nil)), rank + 1}
		}
	}
	return payee{}
}

func payeeID(id CaseID) string { return "payee/" + string(id) }

// payeeOf reads whose payments a case counts with, and the document's version.
func (d *Desk) payeeOf(ctx context.Context, t *attempt, id CaseID) (who payee, was int64, err error) {
	was, err = d.readTally(ctx, t, payeeID(id), &who)
	return who, was, err
}

// enrol records whose payments a case counts with, where the playbook counts them: for a new case, for one split off
// (whose complainant is the other's unless it names one), and when a correction names the complainant better.
func (d *Desk) enrol(ctx context.Context, w *work, t *attempt, dec *decision) error {
	if !dec.rules.counts() {
		return nil
	}
	switch cmd := w.Command.(type) {
	case Intake:
		return d.setPayee(t, w.id, d.payeeKey(w.org, &cmd.Complainant), 0)
	case Split:
		who := d.payeeKey(w.org, &cmd.Intake.Complainant)
		if who.Who == "" {
			var err error
			if who, _, err = d.payeeOf(ctx, t, dec.c.ID); err != nil {
				return err
			}
		}
		return d.setPayee(t, w.id, who, 0)
	case Correct:
		return d.correctPayee(ctx, t, dec.c.ID, d.payeeKey(w.org, &cmd.Complainant))
	}
	return nil
}

func (d *Desk) setPayee(t *attempt, id CaseID, who payee, was int64) error {
	if who.Who == "" {
		return nil
	}
	return t.putTally(payeeID(id), was, who)
}

// correctPayee counts a case with the complainant a correction names, and what it has paid so far. A phone number says
// more than an e-mail address, and that more than an id: the weaker ones do not replace the stronger.
func (d *Desk) correctPayee(ctx context.Context, t *attempt, id CaseID, who payee) error {
	old, was, err := d.payeeOf(ctx, t, id)
	if err != nil || who.Who == "" || who == old || old.Who != "" && old.Rank < who.Rank {
		return err
	}
	if old.Who != "" {
		if err := d.movePayments(ctx, t, id, old.Who, who.Who); err != nil {
			return err
		}
	}
	return d.setPayee(t, id, who, was)
}

// movePayments counts what a case has paid, and whether it asks, with somebody else; with nobody when to is empty.
func (d *Desk) movePayments(ctx context.Context, t *attempt, id CaseID, from, to string) error {
	b, err := d.loadBucket(ctx, t, from)
	if err != nil {
		return err
	}
	keep := b.Keep
	taken, invited := b.without(id)
	if len(taken)+len(invited) == 0 {
		return nil
	}
	if err := t.putTally(b.id, b.was, b); err != nil || to == "" {
		return err
	}
	if b, err = d.loadBucket(ctx, t, to); err != nil {
		return err
	}
	for _, p := range taken {
		p.Who = to
		b.Paid = append(b.Paid, p)
	}
	for _, a := range invited {
		a.Who = to
		b.Asked = append(b.Asked, a)
	}
	b.Keep = max(b.Keep, keep)
	return t.putTally(b.id, b.was, b)
}

// forgetPayee empties what a case says of its complainant, and takes its payments out of theirs: erasure leaves neither.
func (d *Desk) forgetPayee(ctx context.Context, t *attempt, id CaseID) error {
	who, was, err := d.payeeOf(ctx, t, id)
	if err != nil || who.Who == "" {
		return err
	}
	if err := d.movePayments(ctx, t, id, who.Who, ""); err != nil {
		return err
	}
	return t.putTally(payeeID(id), was, payee{})
}
