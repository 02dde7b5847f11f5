package complaint

import (
	"cmp"
	"strconv"
	"strings"
)

// Offer tells the complainant a proposal that is ready (协商), in the order and within the rounds of the playbook. Each
// offer is a round. A pending proposal is refused with ErrNeedsApproval.
//
// Errors: ErrNotAllowed with the rule "proposals" (too few are prepared), "order" (another one comes first), "rounds"
// (only a final decision is left) or "by" (the time of a remedy has passed).
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

// Reply is the complainant's answer to an offer. A no may say what they ask for instead: it is recorded as a proposal of
// theirs, which Propose takes up by its number. A yes counts also while another proposal is prepared or waits for its
// approval: what was offered may be taken. That approval lapses then, since nobody asks for it any more.
type Reply struct {
	Proposal int      `json:"proposal"`
	Accepted bool     `json:"accepted"`
	Consent  bool     `json:"consent,omitempty"` // of those represented in a joint complaint
	Counter  []Remedy `json:"counter,omitempty"` // asked for instead (还价); only with a no
	Wanted   Money    `json:"wanted,omitzero"`   // money asked for on top of that
	Text     string   `json:"text,omitempty" seal:""`
}

// FinalDecision ends negotiation without agreement; the complainant is told why and where to turn next (R20).
type FinalDecision struct {
	Proposal int      `json:"proposal"`
	Recourse []string `json:"recourse,omitempty" code:""` // where the complainant may turn; codes of the playbook, required when it has any
	Text     string   `json:"text,omitempty" seal:""`     // required
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
	if p.Status == ProposalAsked {
		return Proposal{}, notAllowed("proposal asked", "propose")
	}
	return Proposal{}, notAllowed("proposal " + string(p.Status))
}

func (cmd Offer) decide(d *decision) error {
	p, err := d.proposal(cmd.Proposal, ProposalReady, ProposalRejected)
	if err != nil {
		return err
	}
	if err := d.mayOffer(&p); err != nil {
		return err
	}
	if err := d.authorised(p); err != nil {
		return err
	}
	p.Status, p.Rounds = ProposalOffered, p.Rounds+1
	d.emit(ProposedEffect{p})
	d.count("rounds", d.c.Rounds)
	d.tell(d.draft, Complainant, "offer", "proposal:"+strconv.Itoa(p.ID))
	return d.move("offer")
}

func (cmd Respond) decide(d *decision) error {
	if err := d.mayLetOut(); err != nil {
		return err
	}
	d.count("contacts", d.c.Contacts)
	if cmd.Promise == 0 {
		return nil
	}
	return d.keepPromise(cmd.Promise)
}

func (cmd Reply) attrs() map[string]string { return map[string]string{"accepted": yes(cmd.Accepted)} }

func (cmd Reply) decide(d *decision) error {
	p, err := d.proposal(cmd.Proposal, ProposalOffered)
	if err != nil {
		return err
	}
	if !cmd.Accepted {
		d.answer(p, ProposalRejected)
		return cmd.counter(d)
	}
	if len(cmd.Counter) > 0 || !cmd.Wanted.IsZero() {
		return invalid("counter", "only with a no")
	}
	if err := d.consented(cmd.Consent); err != nil {
		return err
	}
	d.answer(p, ProposalAgreed)
	if err := d.promiseRemedies(&p); err != nil {
		return err
	}
	if err := d.fire(d.draft, "agree"); err != nil {
		return err
	}
	return d.lapseOthers()
}

// answer records what the complainant says to an offer.
func (d *decision) answer(p Proposal, status ProposalState) {
	d.count("contacts", d.c.Contacts)
	p.Status = status
	d.emit(ProposedEffect{p})
	d.tell(d.draft, "owner", "reply", "proposal:"+strconv.Itoa(p.ID))
}

// counter records what the complainant asks for instead of the offer.
func (cmd Reply) counter(d *decision) error {
	remedies := whole(cmd.Counter, cmd.Wanted)
	if len(remedies) == 0 {
		return nil
	}
	if err := d.fewRemedies("counter", cmd.Counter); err != nil {
		return err
	}
	if err := room(len(d.c.Proposals), maxParts, "proposals"); err != nil {
		return err
	}
	p := Proposal{ID: len(d.c.Proposals) + 1, By: Complainant, Remedies: remedies, Status: ProposalAsked, InReplyTo: cmd.Proposal}
	if err := d.price(&p, remedyPath("counter", "wanted", len(cmd.Counter))); err != nil {
		return err
	}
	d.emit(ProposedEffect{p})
	return nil
}

func (cmd FinalDecision) decide(d *decision) error {
	if strings.TrimSpace(cmd.Text) == "" {
		return invalid("text", "required")
	}
	if err := d.recourse(cmd.Recourse); err != nil {
		return err
	}
	p, err := d.proposal(cmd.Proposal, ProposalReady, ProposalOffered, ProposalRejected)
	if err != nil {
		return err
	}
	if err := cmp.Or(d.inTime(&p), d.authorised(p), d.mayLetOut()); err != nil {
		return err
	}
	p.Status = ProposalImposed
	d.emit(ProposedEffect{p})
	d.tell(d.draft, Complainant, "final-decision", sentOn("proposal:"+strconv.Itoa(p.ID), cmd.Recourse))
	if err := d.promiseRemedies(&p); err != nil {
		return err
	}
	if err := d.fire(d.draft, "final-decision"); err != nil {
		return err
	}
	return d.lapseOthers()
}

// sentOn is a reference with the places the complainant may turn to: "proposal:2;recourse:association,court".
func sentOn(ref string, recourse []string) string {
	if len(recourse) == 0 {
		return ref
	}
	return ref + ";recourse:" + strings.Join(recourse, ",")
}
