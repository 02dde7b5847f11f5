package complaint

import (
	"context"
	"errors"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
)

// invitee is one complainant invited to the survey, by the keyed hash of who they are.
type invitee struct {
	Who    string    `json:"who"`
	Case   CaseID    `json:"case"`
	Number int       `json:"number"` // of the invitation in the case
	Until  time.Time `json:"until"`  // until when they are left in peace
}

// errSpared means that the complainant was asked about another case a short time ago.
var errSpared = errors.New("asked a short time ago")

// invites reports whether a notice is an invitation to the survey or its reminder.
func invites(kind string) bool {
	return kind == playbook.SurveyNotice || kind == playbook.SurveyReminder
}

// mayLeave asks of an invitation, when it would leave, whether it still should: it may have been answered, taken back or
// be over since it was put on its way, a reminder may have been overtaken by a late invitation, and the complainant may
// have been asked about another case. Only the last depends on other cases: that is why it is asked here, where a notice
// leaves once and at a time of its own, and not in a step of time.
func (d *Desk) mayLeave(ctx context.Context, row *OutboxRow) (bool, error) {
	c, err := d.store.Load(ctx, row.Case)
	if err != nil {
		return false, err
	}
	v := c.noticed(row.Kind, row.To, row.Ref)
	if v == nil || v.closed(d.now()) != "" {
		return false, nil
	}
	r, err := d.rulesOf(ctx, c.Playbook)
	if err != nil {
		return false, err
	}
	leaves := true
	err = d.keep(ctx, d.keptID(c, v.ID), func(k *kept, t *attempt) error {
		leaves = true
		if k.forgotten() {
			leaves = false
			return errStop
		}
		if k.Case != "" { // it has left before: this is another try, or the reminder
			leaves = row.Kind == playbook.SurveyNotice || k.Held.Issued.Before(v.Reminded)
			return errStop
		}
		d.begin(k, c, v)
		return d.spare(ctx, t, r, c, v)
	})
	if errors.Is(err, errSpared) {
		return false, d.recordSpared(ctx, c, v)
	}
	return leaves, err
}

// spare asks whether the complainant is to be left in peace, and remembers that they are asked now.
func (d *Desk) spare(ctx context.Context, t *attempt, r *rules, c *Case, v *Invitation) error {
	if r.pb.Invite.CoolDown.IsZero() {
		return nil
	}
	who, was, err := d.payeeOf(ctx, t, c.ID)
	if err != nil || who.Who == "" {
		return err
	}
	if err := t.putTally(payeeID(c.ID), was, who); err != nil { // a correction or erasure at this moment comes before or after
		return err
	}
	b, err := d.loadBucket(ctx, t, who.Who)
	if err != nil {
		return err
	}
	now := d.now()
	rest := make([]invitee, 0, len(b.Asked)+1)
	for _, a := range b.Asked {
		mine := a.Case == c.ID && a.Number == v.ID
		switch {
		case !now.Before(a.Until), mine:
			continue
		case a.Who == who.Who && a.Case != c.ID:
			return errSpared
		}
		rest = append(rest, a)
	}
	until, err := r.after(r.pb.Invite.CoolDown, now)
	if err != nil {
		return err
	}
	rest = append(rest, invitee{who.Who, c.ID, v.ID, until})
	b.Asked = rest
	return t.putTally(b.id, b.was, b)
}

// recordSpared writes into the ledger that the invitation did not leave.
func (d *Desk) recordSpared(ctx context.Context, c *Case, v *Invitation) error {
	_, err := d.serve(ctx, c, func(t *attempt, l *line, by *decision) error {
		if now := find(l.cur.Invitations, v.ID); now == nil || !now.open() {
			return nil // another node was first, or it was taken back
		}
		cmd := SpareSurvey{Invitation: v.ID}
		by.cmd, by.draft = cmd, newDraft(l.rules, l.cur)
		if err := by.run(cmd.Name()); err != nil {
			return err
		}
		return d.append(ctx, t, l, by.draft, by, cmd, nil)
	})
	return err
}

// forgetInvitations empties what is kept of a case's invitations, when the case is erased. Of one that has not left yet it
// writes an empty document: whoever is about to deliver it, on whichever node, meets it and stops.
func (d *Desk) forgetInvitations(ctx context.Context, t *attempt, c *Case) error {
	for i := range c.Invitations {
		if c.Invitations[i].Sent.IsZero() {
			continue
		}
		id := d.keptID(c, c.Invitations[i].ID)
		k, err := d.readKept(ctx, id)
		if err != nil {
			return err
		}
		if err := (&kept{was: k.was}).put(t, id); err != nil {
			return err
		}
	}
	return nil
}
