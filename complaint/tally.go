package complaint

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
)

// tallyKind is the kind of documents that count across cases. A put of one succeeds only on the version it was read at,
// so of two desks that pay at once one decides again.
const tallyKind = "tally"

// purse is what one complainant was paid over all their cases. A nil purse has no bound: the playbook sets none, or
// nobody knows who complains.
type purse struct {
	who   string // keyed hash of the complainant
	in    *bucket
	keep  classify.Window // how long a payment counts
	dirty bool
}

// bucket is the document that holds the payments of some complainants. Its name says too little to find anybody by, so
// that taking out what belongs to a complainant leaves nothing of them behind.
type bucket struct {
	Keep classify.Window `json:"keep,omitempty"` // the longest window of any playbook that counts here
	Paid []payment       `json:"paid,omitempty"`

	Asked []invitee `json:"asked,omitempty"` // who was invited to the survey a short time ago

	id  string
	was int64
}

// payment is money paid to a complainant.
type payment struct {
	Who    string    `json:"who"`
	Case   CaseID    `json:"case"`
	At     time.Time `json:"at"`
	Amount Money     `json:"amount"`
}

// beyond reports whether paying an amount at an instant goes over what the playbook lets one complainant have in any of
// its windows, cases of theirs together. Money in a currency without a comparison is beyond.
func (p *purse) beyond(limits []playbook.Limit, amount Money, at time.Time) bool {
	if p == nil || amount.IsZero() {
		return false
	}
	return slices.ContainsFunc(limits, func(l playbook.Limit) bool {
		sum, ok := p.in.sum(p.who, l, at).Plus(amount)
		return !ok || !sum.Within(l.Amount)
	})
}

// sum adds up what a complainant was paid in a limit's currency since the beginning of its window.
func (b *bucket) sum(who string, l playbook.Limit, at time.Time) Money {
	sum := Money{Currency: l.Amount.Currency}
	from := at.Add(-time.Duration(l.Window))
	for _, p := range b.Paid {
		if p.Who != who || p.Amount.Currency != sum.Currency || !p.At.After(from) {
			continue
		}
		if more, ok := sum.Plus(p.Amount); ok {
			sum = more
		}
	}
	return sum
}

// add counts a payment.
func (p *purse) add(paid payment) {
	if p == nil || paid.Amount.IsZero() {
		return
	}
	paid.Who = p.who
	p.in.Paid = append(p.in.Paid, paid)
	p.in.Keep = max(p.in.Keep, p.keep)
	p.in.forget(paid.At)
	p.dirty = true
}

// forget drops what is older at an instant than any window.
func (b *bucket) forget(at time.Time) {
	from := at.Add(-time.Duration(b.Keep))
	b.Paid = slices.DeleteFunc(b.Paid, func(p payment) bool { return !p.At.After(from) })
}

// without takes the payments and the invitations of a case out and returns them.
func (b *bucket) without(id CaseID) (taken []payment, invited []invitee) {
	kept := make([]payment, 0, len(b.Paid))
	for _, p := range b.Paid {
		if p.Case == id {
			taken = append(taken, p)
		} else {
			kept = append(kept, p)
		}
	}
	b.Paid = kept
	left := make([]invitee, 0, len(b.Asked))
	for _, a := range b.Asked {
		if a.Case == id {
			invited = append(invited, a)
		} else {
			left = append(left, a)
		}
	}
	b.Asked = left
	return taken, invited
}

// pays reports whether a command asks what a complainant may be paid.
func pays(cmd Command) bool {
	switch cmd.(type) {
	case Propose, Offer, FinalDecision, Execute, Compensate:
		return true
	}
	return false
}

// counts reports whether a playbook needs to know one complainant's cases: to limit payments, to spare them surveys.
func (r *rules) counts() bool { return r.longest() > 0 || !r.pb.Invite.CoolDown.IsZero() }

// longest is the longest window of a playbook's limits, zero when it has none.
func (r *rules) longest() classify.Window {
	var w classify.Window
	for _, l := range r.pb.Limits {
		w = max(w, l.Window)
	}
	return w
}

// loadPurse reads what the complainant of the case was paid, when the command asks and the playbook sets a limit.
func (d *Desk) loadPurse(ctx context.Context, t *attempt, dec *decision) error {
	keep := dec.rules.longest()
	if keep == 0 || !pays(dec.cmd) {
		return nil
	}
	who, _, err := d.payeeOf(ctx, t, dec.c.ID)
	if err != nil || who.Who == "" {
		return err
	}
	in, err := d.loadBucket(ctx, t, who.Who)
	if err != nil {
		return err
	}
	dec.purse = &purse{who: who.Who, in: in, keep: keep}
	return nil
}

// loadBucket reads the document a complainant's payments are in.
func (d *Desk) loadBucket(ctx context.Context, t *attempt, who string) (*bucket, error) {
	b := &bucket{id: "paid/" + who[:bucketDigits]}
	var err error
	b.was, err = d.readTally(ctx, t, b.id, b)
	return b, err
}

// bucketDigits is how much of a complainant's hash names the document: 65 536 documents, each of which a great many
// people could be in.
const bucketDigits = 4

// readTally reads a document of counts into v and returns its stored version, 0 when there is none. What the attempt is
// about to write counts as written.
func (d *Desk) readTally(ctx context.Context, t *attempt, id string, v any) (was int64, err error) {
	var doc Document
	if i := t.unit.tally(id); i >= 0 {
		doc = Document{Version: t.unit.Documents[i].Was, Data: t.unit.Documents[i].Data}
	} else if doc, err = d.store.Document(ctx, tallyKind, id); errors.Is(err, ErrNotFound) {
		return 0, nil
	} else if err != nil {
		return 0, err
	}
	if err := json.Unmarshal(doc.Data, v); err != nil {
		return 0, &Error{Code: ErrInternal, Rule: "damaged", Err: err}
	}
	return doc.Version, nil
}

// tally is the place of a document of counts in the unit, -1 when it is not there.
func (u *Changeset) tally(id string) int {
	return slices.IndexFunc(u.Documents, func(d Document) bool { return d.Kind == tallyKind && d.ID == id })
}

// putTally adds a document of counts to the unit, in place of what the unit already says of it.
func (t *attempt) putTally(id string, was int64, v any) error {
	data, err := encode(v)
	if err != nil {
		return err
	}
	doc := Document{Kind: tallyKind, ID: id, Version: was + 1, Was: was, Data: data}
	if i := t.unit.tally(id); i >= 0 {
		t.unit.Documents[i] = doc
	} else {
		t.unit.Documents = append(t.unit.Documents, doc)
	}
	return nil
}

// putPurse adds what was paid to the unit: committed with the payment or not at all.
func (t *attempt) putPurse(p *purse) error {
	if p == nil || !p.dirty {
		return nil
	}
	return t.putTally(p.in.id, p.in.was, p.in)
}
