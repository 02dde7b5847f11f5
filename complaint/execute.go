package complaint

import (
	"slices"
	"strconv"

	"github.com/redress-go/redress/complaint/playbook"
)

// Report takes a case to the level above, with what is planned (R11: major cases are reported before anybody acts).
type Report struct {
	Role string `json:"role,omitempty"` // "" is the next rung of the ladder
	Text string `json:"text,omitempty" seal:""`
}

// Instruct answers a report: the case may be acted on.
type Instruct struct {
	Text string `json:"text,omitempty" seal:""`
}

// Execute carries out an agreed or final proposal: what it costs counts as paid from here.
type Execute struct {
	Proposal int    `json:"proposal"`
	Text     string `json:"text,omitempty" seal:""`
}

// Compensate pays something outside a proposal: goodwill, a special case. It stays within the actor's authority.
type Compensate struct {
	Amount Money  `json:"amount"`
	Relief string `json:"relief,omitempty"` // relief code; "" is compensation
	Text   string `json:"text,omitempty" seal:""`
}

// Name implements Command.
func (Report) Name() string { return "report" }

// Name implements Command.
func (Instruct) Name() string { return "instruct" }

// Name implements Command.
func (Execute) Name() string { return "execute" }

// Name implements Command.
func (Compensate) Name() string { return "compensate" }

func (cmd Report) attrs() map[string]string { return map[string]string{"role": cmd.Role} }

func (cmd Report) decide(d *decision) error {
	to := "role:" + cmd.Role
	if cmd.Role == "" {
		to = "role:" + d.above()
	} else if d.rules.roles[cmd.Role] == nil {
		return invalid("role", "unknown role")
	}
	d.emit(Flagged{What: "reported", On: true})
	d.tell(d.draft, to, "report", "")
	return nil
}

// above is the first rung of the ladder that ranks above the actor; the top when nobody does.
func (d *decision) above() string {
	rank := d.rules.level(d.actor)
	for _, code := range d.rules.pb.Ladder {
		if d.rules.roles[code].Level > rank {
			return code
		}
	}
	if n := len(d.rules.pb.Ladder); n > 0 {
		return d.rules.pb.Ladder[n-1]
	}
	return ""
}

func (Instruct) decide(d *decision) error {
	if !d.c.Reported {
		return notAllowed("reported", "report")
	}
	d.emit(Flagged{What: "instructed", On: true})
	d.tell(d.draft, "owner", "instructed", "")
	return nil
}

func (cmd Execute) decide(d *decision) error {
	p, err := d.proposal(cmd.Proposal, ProposalAgreed, ProposalImposed)
	if err != nil {
		return err
	}
	if p.Executed {
		return notAllowed("executed", "resolve")
	}
	if err := d.authorised(p); err != nil {
		return err
	}
	p.Executed = true
	d.emit(Proposed{p})
	if err := d.pay(p.Total); err != nil {
		return err
	}
	for _, r := range p.Remedies {
		d.grant(r.Kind)
	}
	d.tell(d.draft, Complainant, "executed", "proposal:"+strconv.Itoa(p.ID))
	return nil
}

// authorised asks again whether the case may cost what it would with a proposal: other payments may have come between.
// Up to the amount that authority was asked for it is settled; beyond, the actor's own authority counts.
func (d *decision) authorised(p Proposal) error {
	sum, ok := p.Total.Plus(d.c.Paid)
	if !ok {
		return invalid("proposal", "currency of the case")
	}
	if p.Total.IsZero() || sum.Within(p.Sum) || mayGrant(d.rules.roles[d.actor.Role], sum) {
		return nil
	}
	return &Error{Code: ErrNeedsApproval, Rule: "authority", Who: d.rules.deciders(d.actor, sum)}
}

// pay adds to what the case has cost.
func (d *decision) pay(amount Money) error {
	if amount.IsZero() {
		return nil
	}
	total, ok := d.c.Paid.Plus(amount)
	if !ok {
		return invalid("amount", "currency of the case")
	}
	d.emit(Paid{total})
	return nil
}

// grant adds a relief kind to the outcome.
func (d *decision) grant(relief string) {
	if !slices.Contains(d.c.Reliefs, relief) {
		d.emit(Listed{What: "reliefs", Values: with(d.c.Reliefs, relief)})
	}
}

func (cmd Compensate) decide(d *decision) error {
	relief := cmd.Relief
	if relief == "" {
		relief = playbook.Compensation
	}
	if cmd.Amount.Amount <= 0 {
		return invalid("amount", "positive")
	}
	if !hasCode(d.rules.pb.Reliefs, relief) {
		return invalid("relief", "unknown code")
	}
	sum, ok := d.c.Paid.Plus(cmd.Amount)
	if !ok {
		return invalid("amount", "currency of the case")
	}
	if !mayGrant(d.rules.roles[d.actor.Role], sum) {
		return &Error{Code: ErrNeedsApproval, Rule: "authority", Who: d.rules.deciders(d.actor, sum)}
	}
	if err := guardInstructed(&guarded{d, d.draft}); err != nil {
		return err
	}
	d.grant(relief)
	return d.pay(cmd.Amount)
}
