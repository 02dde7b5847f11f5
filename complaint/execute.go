package complaint

import (
	"cmp"
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

// Execute carries out an agreed or final proposal: what it costs counts as paid from here, and the promises its remedies
// made are kept.
//
// Errors: ErrNeedsApproval with the rule "authority" or "limit" when other payments came between.
type Execute struct {
	Proposal int    `json:"proposal"`
	Text     string `json:"text,omitempty" seal:""`
}

// Compensate pays something outside a proposal: goodwill, a special case. It stays within the actor's authority and what
// one complainant may be paid; a relief that is counted apart needs one of its roles instead.
//
// Errors: ErrNeedsApproval with the rule "authority" or "limit" and the roles that may; ErrForbidden with the rule
// "relief".
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
	d.emit(FlaggedEffect{What: "reported", On: true})
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
	d.emit(FlaggedEffect{What: "instructed", On: true})
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
	d.emit(ProposedEffect{p})
	if err := d.pay(p.ordinary(), p.Apart); err != nil {
		return err
	}
	for _, r := range p.Remedies {
		d.grant(r.Relief)
	}
	d.tell(d.draft, Complainant, "executed", "proposal:"+strconv.Itoa(p.ID))
	return d.keepRemedies(p.ID)
}

// grant adds a relief kind to the outcome.
func (d *decision) grant(relief string) {
	if !slices.Contains(d.c.Reliefs, relief) {
		d.emit(ListedEffect{What: "reliefs", Values: with(d.c.Reliefs, relief)})
	}
}

func (cmd Compensate) decide(d *decision) error {
	p, err := cmd.priced(d)
	if err != nil {
		return err
	}
	amount := p.ordinary()
	sum, ok := d.c.Paid.Plus(amount)
	if !ok {
		return invalid("amount", "currency of the case")
	}
	if asked := d.beyond(amount, sum); asked != nil {
		return asked.refusal()
	}
	if err := guardInstructed(&guarded{d, d.draft}); err != nil {
		return err
	}
	d.grant(p.Remedies[0].Relief)
	return d.pay(amount, p.Apart)
}

// priced is what is given, as the one remedy of a proposal that nobody made: a relief the actor may give, with a price.
func (cmd Compensate) priced(d *decision) (p Proposal, err error) {
	kind := cmp.Or(cmd.Relief, playbook.Compensation)
	switch {
	case cmd.Amount.Amount <= 0:
		return p, invalid("amount", "positive")
	case d.rules.reliefs[kind] == nil:
		return p, invalid("relief", "unknown code")
	}
	p.Remedies = []Remedy{{Relief: kind, Money: cmd.Amount}}
	if err := d.price(&p, remedyPath("", "amount", 0)); err != nil {
		return p, err
	}
	return p, d.mayGive(p.Remedies...)
}
