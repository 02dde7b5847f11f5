package complaint

import (
	"context"
	"fmt"
	"slices"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// LinkTo ties two cases by a kind, or unties them. A child is a part of this case, a member of a batch is handled under
// it: neither may be left open behind it. A member gets the tag "batch" and the owner of this case, unless that person
// has to keep away from it.
type LinkTo struct {
	Case   CaseID `json:"case"`
	Kind   string `json:"kind,omitempty"`   // "" is related; report, child, batch
	Remove bool   `json:"remove,omitempty"` // the link was a mistake; the member keeps its tag and owner
}

// Split opens a new case for a part of this one: a message that holds a complaint and a report is handled apart. The
// new case has the intake given here and is linked both ways.
type Split struct {
	Intake Intake `json:"intake,omitzero"`
	Into   CaseID `json:"into,omitempty"` // filled in by the engine: the new case, whose ledger holds the intake
}

// Name implements Command.
func (LinkTo) Name() string { return "link" }

// Name implements Command.
func (Split) Name() string { return "split" }

func (cmd LinkTo) others(*Case) []CaseID { return []CaseID{cmd.Case} }

// The kinds of link that a person makes. The link back of child is parent, of batch it is batch-lead; the others are the
// same on both sides.
const (
	linkRelated = "related"
	linkReport  = "report"
	linkChild   = "child"
	linkParent  = "parent"
	linkBatch   = "batch"
	linkLead    = "batch-lead"
)

// mirror is the kind of the link back.
func mirror(kind string) string {
	switch kind {
	case linkChild:
		return linkParent
	case linkBatch:
		return linkLead
	}
	return kind
}

// members are the cases that are parts of this one, or handled under it as a batch.
func (c *Case) members() []CaseID {
	var ids []CaseID
	for _, l := range c.Links {
		if (l.Kind == linkChild || l.Kind == linkBatch) && !slices.Contains(ids, l.Case) {
			ids = append(ids, l.Case)
		}
	}
	return ids
}

// members loads the members of a case, for guards to look at.
func (d *Desk) members(ctx context.Context, c *Case) (map[CaseID]*Case, error) {
	ids := c.members()
	if len(ids) == 0 {
		return nil, nil
	}
	out := make(map[CaseID]*Case, len(ids))
	for _, id := range ids {
		m, err := d.store.Load(ctx, id)
		if err != nil {
			return nil, err
		}
		out[id] = m
	}
	return out, nil
}

// mayEnd reports whether a command may end the case, so that its members have to be looked at first.
func (d *decision) mayEnd(s *spec) bool {
	return len(d.c.Links) > 0 && (len(s.events) > 0 || d.rules.reactionsEnd())
}

// stepMayEnd reports whether a step of time may end a case.
func (r *rules) stepMayEnd(s sla.Scheduled) bool {
	step, ok := r.policy.Step(s)
	return ok && step.Do["command"] != "" || r.reactionsEnd()
}

// reactionsEnd reports whether anything that happens to a case may end it.
func (r *rules) reactionsEnd() bool {
	return slices.ContainsFunc(r.pb.Reactions, func(x playbook.Reaction) bool { return x.Do["command"] != "" })
}

// open lists the members of a case that somebody still has to handle. One that was not looked at counts as open.
func (d *decision) open(c *Case) []CaseID {
	return slices.DeleteFunc(c.members(), func(id CaseID) bool {
		m := d.family[id]
		return m != nil && (m.State.Ended() || m.State == Resolved)
	})
}

// warnOpen tells who answers for a case that has ended over open members: what no guard may hold back (a withdrawal)
// still does not happen silently.
func (d *decision) warnOpen(on *draft) {
	if open := d.open(on.c); len(open) > 0 {
		d.tell(on, "owner,head", "members-open", caseAddress+string(on.c.ID))
	}
}

// stillOpen is the refusal to end a case over its open members.
func stillOpen(open []CaseID) error {
	return &Error{
		Code: ErrNotAllowed, Rule: "children", Allowed: []string{"each", "link"},
		Fields: []FieldError{{"members", fmt.Sprintf("%d still open", len(open))}},
	}
}

func (cmd LinkTo) decide(d *decision) error {
	kind := cmd.Kind
	if kind == "" {
		kind = linkRelated
	}
	if !slices.Contains([]string{linkRelated, linkBatch, linkChild, linkReport}, kind) {
		return invalid("kind", "related, batch, child or report")
	}
	on, err := d.other(cmd.Case)
	if err != nil {
		return err
	}
	here, back := Link{Kind: kind, Case: cmd.Case}, Link{Kind: mirror(kind), Case: d.c.ID}
	if cmd.Remove {
		return d.unlink(on, here, back)
	}
	if slices.Contains(d.c.Links, here) {
		return notAllowed("linked")
	}
	for _, c := range []*Case{d.c, on.c} {
		if err := room(len(c.Links), maxLinks, "links"); err != nil {
			return err
		}
	}
	if kind == linkBatch || kind == linkChild {
		if err := d.mayLead(on, kind); err != nil {
			return err
		}
	}
	d.emit(LinkedEffect{Link: here})
	on.emit(LinkedEffect{Link: back})
	if kind == linkBatch {
		return d.gather(on)
	}
	return nil
}

// unlink takes a link back.
func (d *decision) unlink(on *draft, here, back Link) error {
	if !slices.Contains(d.c.Links, here) {
		return notAllowed("linked", "link")
	}
	d.emit(LinkedEffect{Link: here, Removed: true})
	on.emit(LinkedEffect{Link: back, Removed: true})
	return nil
}

// prepare moves the trade's personal fields into the sealed part.
func (cmd Split) prepare(r *rules) Command {
	cmd.Intake = cmd.Intake.prepare(r).(Intake)
	return cmd
}

func (cmd Split) decide(d *decision) error {
	d.fresh.cmd = cmd.Intake
	_, private := vocabulary()["register"].split(cmd.Intake)
	if err := d.register(cmd.Intake, private != nil); err != nil {
		return under("intake", err)
	}
	if err := room(len(d.c.Links), maxLinks, "links"); err != nil {
		return err
	}
	d.draft.cmd = Split{Into: d.fresh.c.ID}
	d.emit(LinkedEffect{Link: Link{Kind: "split-into", Case: d.fresh.c.ID}})
	d.fresh.emit(LinkedEffect{Link: Link{Kind: "split-from", Case: d.c.ID}})
	return nil
}
