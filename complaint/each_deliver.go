package complaint

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint/internal/chain"
)

// deliverEach carries out a row of Each and says how it went. It is tried until it is done or refused: what a store
// could not do today it can do tomorrow.
func (d *Desk) deliverEach(ctx context.Context, row OutboxRow, total *Delivered) OutboxResult {
	s := OutboxResult{ID: row.ID, Lease: row.Lease}
	err := d.carryOut(ctx, row)
	if err == nil {
		s.Done = true
		total.Carried++
		return s
	}
	s.Retry = d.now().Add(min(time.Second<<min(row.Attempts, 12), time.Hour))
	s.Problem = fmt.Sprintf("%T", err)
	total.Failed++
	d.stats.failed.Add(1)
	return s
}

// carryOut gives a member the command of an Each, once: the row's name is the key of the request, and a refusal takes
// the same key. So of two nodes that hold the row, one does and the other finds it done.
func (d *Desk) carryOut(ctx context.Context, row OutboxRow) error {
	e, err := d.givenBy(ctx, row)
	if err != nil {
		return err
	}
	refused := MemberRefused{Member: CaseID(strings.TrimPrefix(row.To, caseAddress)), Entry: row.Seq, Command: row.Ref}
	inner := e.Command.(ForEachMember).Command
	if e.Unreadable {
		refused.Rule = "key destroyed"
		return d.recordRefusal(ctx, row, refused)
	}
	e.Actor.Org = row.Org
	_, err = d.Submit(ctx, Request{Actor: e.Actor, Case: refused.Member, Command: inner, Key: originKey(row.ID), from: row.Case})
	switch {
	case err == nil, errors.Is(err, ErrDuplicate): // done, or refused, before
		return nil
	case !isRefusal(err) && !d.hopeless(err, row):
		return err
	}
	refused.Rule = refusedBy(err)
	return d.recordRefusal(ctx, row, refused)
}

// originKey is the idempotency key of a command that an outbox row carries. No host's key begins like it.
func originKey(row string) string { return "\x00each/" + row }

// givenBy reads the entry that gave the command, with its personal part.
func (d *Desk) givenBy(ctx context.Context, row OutboxRow) (*Entry, error) {
	page, err := d.store.Entries(ctx, caseStream(row.Case), row.Seq-1, 1)
	if err != nil {
		return nil, err
	}
	if len(page) == 0 {
		return nil, damaged(caseStream(row.Case), row.Seq, errNoEach)
	}
	e, err := d.entry(&page[0], true)
	if err != nil {
		return nil, err
	}
	if each, ok := e.Command.(ForEachMember); !ok || each.Command == nil {
		return nil, damaged(caseStream(row.Case), row.Seq, errNoEach)
	}
	return e, nil
}

var errNoEach = errors.New("not an entry that gives a command to members")

// isRefusal reports whether a command was refused by rules, for good.
func isRefusal(err error) bool {
	for _, code := range []error{ErrNotFound, ErrInvalid, ErrNotAllowed, ErrForbidden, ErrNeedsApproval} {
		if errors.Is(err, code) {
			return true
		}
	}
	return false
}

// hopeless reports whether an error is about the case, not about the store or the caller, and has come often enough.
func (d *Desk) hopeless(err error, row OutboxRow) bool {
	rule := ruleOf(err)
	return errors.Is(err, ErrInternal) && rule != "store" && rule != "outcome" && row.Attempts+1 >= d.cfg.DeliveryAttempts
}

// refusedBy names the rule of a refusal: the rule, else the first fault of the command.
func refusedBy(err error) string {
	var e *Error
	if errors.As(err, &e) && e.Rule == "" {
		if len(e.Fields) > 0 {
			return e.Fields[0].Field + ": " + e.Fields[0].Rule
		}
		return e.Code.Error()
	}
	return ruleOf(err)
}

// recordRefusal writes a member's refusal into the ledger of the case that gave the command.
func (d *Desk) recordRefusal(ctx context.Context, row OutboxRow, refused MemberRefused) error {
	lead, err := d.store.Load(ctx, row.Case)
	if err != nil {
		return err
	}
	key := originKey(row.ID)
	_, err = d.serve(ctx, lead, func(t *attempt, l *line, by *decision) error {
		by.cmd, by.draft = refused, newDraft(l.rules, l.cur)
		if err := by.run(refused.Name()); err != nil {
			return err
		}
		if err := d.append(ctx, t, l, by.draft, by, refused, nil); err != nil {
			return err
		}
		t.unit.Receipt = &Receipt{Org: row.Org, Key: d.hashKey(key), Digest: chain.Digest([]byte(key)), Case: row.Case, Seq: l.version()}
		return nil
	})
	if errors.Is(err, ErrDuplicate) {
		return nil
	}
	return err
}
