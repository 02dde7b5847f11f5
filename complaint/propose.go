package complaint

import (
	"fmt"
	"slices"

	"github.com/redress-go/redress/complaint/playbook"
)

// Propose drafts a way to settle (拟定方案). Beyond the author's authority, or beyond what one complainant may be paid, it
// succeeds and opens an approval; otherwise the proposal is ready to be offered. A counter-offer is taken up by its
// number: its remedies become our own proposal, under the same authority.
//
// Errors: ErrInvalid for remedies the playbook does not know; ErrForbidden with the rule "relief" for a relief that
// other roles give.
type Propose struct {
	Remedies     []Remedy `json:"remedies,omitempty"`
	Compensation Money    `json:"compensation,omitzero"` // money on top of what the remedies cost
	InReplyTo    int      `json:"answers,omitempty"`     // the counter-offer it takes up, which then brings the remedies
	Text         string   `json:"text,omitempty" seal:""`
}

// Name implements Command.
func (Propose) Name() string { return "propose" }

func (cmd Propose) decide(d *decision) error {
	if err := room(len(d.c.Proposals), maxParts, "proposals"); err != nil {
		return err
	}
	remedies, err := cmd.remedies(d)
	if err != nil {
		return err
	}
	p := Proposal{ID: len(d.c.Proposals) + 1, By: d.actor.ID, Remedies: remedies, Status: ProposalReady, InReplyTo: cmd.InReplyTo}
	if err := d.price(&p, remedyPath("remedies", "compensation", len(cmd.Remedies))); err != nil {
		return err
	}
	if err := d.mayGive(p.Remedies...); err != nil {
		return err
	}
	asked, err := d.authority(&p)
	if err != nil {
		return err
	}
	if asked == nil {
		d.emit(ProposedEffect{p})
		return d.move("propose")
	}
	p.Status, p.Approval = ProposalPending, len(d.c.Approvals)+1
	d.emit(ProposedEffect{p})
	if err := d.openApprovalFor(*asked, asked.Roles); err != nil {
		return err
	}
	return d.move("propose-beyond")
}

// remedies are what a proposal offers: its own, or those of the counter-offer it takes up.
func (cmd Propose) remedies(d *decision) ([]Remedy, error) {
	if err := d.fewRemedies("remedies", cmd.Remedies); err != nil {
		return nil, err
	}
	remedies := whole(cmd.Remedies, cmd.Compensation)
	if cmd.InReplyTo != 0 {
		if len(remedies) > 0 {
			return nil, invalid("remedies", "come with the counter-offer")
		}
		asked, err := d.proposal(cmd.InReplyTo, ProposalAsked)
		if err != nil {
			return nil, under("answers", err)
		}
		if d.takenUp(asked.ID) {
			return nil, notAllowed("taken up", "offer", "final-decision")
		}
		remedies = asked.Remedies
	}
	if len(remedies) == 0 {
		return nil, invalid("remedies", "required")
	}
	for i, r := range remedies {
		if !r.Due.IsZero() && !r.Due.After(d.now) {
			return nil, invalid(fmt.Sprintf("remedies[%d].by", i), "in the future")
		}
	}
	return remedies, nil
}

// fewRemedies bounds what one proposal offers, and all those of a case.
func (d *decision) fewRemedies(path string, remedies []Remedy) error {
	if len(remedies) > maxRemedies {
		return invalid(path, fmt.Sprintf("at most %d", maxRemedies))
	}
	n := 0
	for _, p := range d.c.Proposals {
		n += len(p.Remedies)
	}
	return room(n, maxOffered, "remedies")
}

// takenUp reports whether a proposal of ours that is not denied takes a counter-offer up.
func (d *decision) takenUp(asked int) bool {
	return slices.ContainsFunc(d.c.Proposals, func(p Proposal) bool {
		return p.InReplyTo == asked && p.Status != ProposalAsked && p.Status != ProposalDenied
	})
}

// whole is a list of remedies with the money on top of them, as the ledger keeps it.
func whole(remedies []Remedy, extra Money) []Remedy {
	out := slices.Clone(remedies)
	for i := range out {
		out[i].Due = stamp(out[i].Due)
	}
	if !extra.IsZero() {
		out = append(out, Remedy{Relief: playbook.Compensation, Money: extra})
	}
	return out
}

// move fires an event unless the case already stands where it leads, or waits for an approval that one more proposal
// does not end; then only its guards are asked.
func (d *decision) move(event string) error {
	waits := event == "propose" && d.c.State == AwaitingApproval
	if _, ok := d.rules.table.To(event, string(d.c.State)); !ok && (waits || d.rules.leadsTo(event, d.c.State)) {
		return askAll(d.rules.guards[event], &guarded{d, d.draft})
	}
	return d.fire(d.draft, event)
}

// leadsTo reports whether an event ends in a state.
func (r *rules) leadsTo(event string, s State) bool {
	return slices.ContainsFunc(r.pb.Transitions(), func(t playbook.Transition) bool { return t.Event == event && t.To == string(s) })
}
