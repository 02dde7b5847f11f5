package complaint

import (
	"strconv"
	"strings"
)

// Offer tells the complainant a proposal that is ready (协商). A pending one is refused with ErrNeedsApproval.
type Offer struct {
	Proposal int    `json:"proposal"`
	Text     string `json:"text,omitempty" seal:""`
}

// Respond is our answer to the complainant: progress, an explanation, a reply at the promised time. It stops the
// response targets.
type Respond struct {
	Promise int    `json:"promise,omitempty"` // the promise it keeps, 0 for none
	Text    string `json:"text,omitempty" seal:""`
}

// Reply is the complainant's answer to an offer.
type Reply struct {
	Proposal int    `json:"proposal"`
	Accepted bool   `json:"accepted"`
	Text     string `json:"text,omitempty" seal:""`
}

// FinalDecision ends negotiation without agreement; the complainant is told why and where to turn next (R20).
type FinalDecision struct {
	Proposal int    `json:"proposal"`
	Text     string `json:"text,omitempty" seal:""` // required
}

// Name implements Command.
func (Offer) Name() string { return "offer" }

// Name implements Command.
func (Respond) Name() string { return "respond" }

// Name implements Command.
func (Reply) Name() string { return "reply" }

// Name implements Command.
func (FinalDecision) Name() string { return "final-decision" }

// proposalOf is the proposal a command is about, 0 when none.
func proposalOf(cmd Command) int {
	switch cmd := cmd.(type) {
	case Offer:
		return cmd.Proposal
	case Reply:
		return cmd.Proposal
	case FinalDecision:
		return cmd.Proposal
	}
	return 0
}

// proposal returns a copy of a proposal in one of the wanted states.
func (d *decision) proposal(id int, want ...ProposalState) (Proposal, error) {
	p := d.c.Proposal(id)
	if p == nil {
		return Proposal{}, invalid("proposal", "no such proposal")
	}
	for _, s := range want {
		if p.Status == s {
			return *p, nil
		}
	}
	if p.Status == ProposalPending {
		return Proposal{}, &Error{Code: ErrNeedsApproval, Rule: "approved", Who: d.approvers(p.Approval)}
	}
	return Proposal{}, notAllowed("proposal " + string(p.Status))
}

func (cmd Offer) decide(d *decision) error {
	p, err := d.proposal(cmd.Proposal, ProposalReady, ProposalRejected)
	if err != nil {
		return err
	}
	if err := d.authorised(p); err != nil {
		return err
	}
	p.Status, p.Rounds = ProposalOffered, p.Rounds+1
	d.emit(Proposed{p})
	d.tell(d.draft, Complainant, "offer", "proposal:"+strconv.Itoa(p.ID))
	return d.move("offer")
}

func (cmd Respond) decide(d *decision) error {
	d.count("contacts", d.c.Contacts)
	if cmd.Promise == 0 {
		return nil
	}
	return d.keepPromise(cmd.Promise)
}

func (cmd Reply) decide(d *decision) error {
	p, err := d.proposal(cmd.Proposal, ProposalOffered)
	if err != nil {
		return err
	}
	d.count("contacts", d.c.Contacts)
	p.Status = ProposalRejected
	if cmd.Accepted {
		p.Status = ProposalAgreed
	}
	d.emit(Proposed{p})
	d.tell(d.draft, "owner", "reply", "proposal:"+strconv.Itoa(p.ID))
	if !cmd.Accepted {
		return nil
	}
	return d.fire(d.draft, "agree")
}

func (cmd FinalDecision) decide(d *decision) error {
	if strings.TrimSpace(cmd.Text) == "" {
		return invalid("text", "required")
	}
	p, err := d.proposal(cmd.Proposal, ProposalReady, ProposalOffered, ProposalRejected)
	if err != nil {
		return err
	}
	if err := d.authorised(p); err != nil {
		return err
	}
	p.Status = ProposalImposed
	d.emit(Proposed{p})
	d.tell(d.draft, Complainant, "final-decision", "proposal:"+strconv.Itoa(p.ID))
	return d.fire(d.draft, "final-decision")
}
