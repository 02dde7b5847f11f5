package complaint

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/redress-go/redress/complaint/playbook"
)

// Propose drafts a way to settle (拟定方案). Beyond the author's authority it succeeds and opens an approval; within it
// the proposal is ready to be offered.
type Propose struct {
	Remedies     []Remedy `json:"remedies,omitempty"`
	Compensation Money    `json:"compensation,omitzero"` // money on top of what the remedies cost
	Text         string   `json:"text,omitempty" seal:""`
}

// Approve decides for a pending proposal (审批). The approver is never its author.
type Approve struct {
	Approval int    `json:"approval"`
	Text     string `json:"text,omitempty" seal:""`
}

// Deny decides against it. A reason is required.
type Deny struct {
	Approval int    `json:"approval"`
	Reason   string `json:"reason,omitempty"`
	Text     string `json:"text,omitempty" seal:""`
}

// Name implements Command.
func (Propose) Name() string { return "propose" }

// Name implements Command.
func (Approve) Name() string { return "approve" }

// Name implements Command.
func (Deny) Name() string { return "deny" }

func (cmd Propose) decide(d *decision) error {
	if err := room(len(d.c.Proposals), maxParts, "proposals"); err != nil {
		return err
	}
	total, err := d.price(cmd.Remedies, cmd.Compensation)
	if err != nil {
		return err
	}
	if len(cmd.Remedies) > maxRemedies {
		return invalid("remedies", fmt.Sprintf("at most %d", maxRemedies))
	}
	if len(cmd.Remedies) == 0 && cmd.Compensation.IsZero() {
		return invalid("remedies", "required")
	}
	remedies := slices.Clone(cmd.Remedies)
	if !cmd.Compensation.IsZero() {
		remedies = append(remedies, Remedy{Kind: playbook.Compensation, Money: cmd.Compensation})
	}
	p := Proposal{ID: len(d.c.Proposals) + 1, By: d.actor.ID, Remedies: remedies, Total: total, Status: ProposalReady}
	sum, ok := total.Plus(d.c.Paid)
	if !ok {
		return invalid("compensation", "currency of the case")
	}
	p.Sum = sum
	if total.IsZero() || mayGrant(d.rules.roles[d.actor.Role], sum) {
		d.emit(Proposed{p})
		return d.move("propose")
	}
	p.Status, p.Approval = ProposalPending, len(d.c.Approvals)+1
	d.emit(Proposed{p})
	if err := d.openApproval(p, sum); err != nil {
		return err
	}
	return d.move("propose-beyond")
}

// price adds up a proposal and checks its remedies against the playbook's list.
func (d *decision) price(remedies []Remedy, extra Money) (Money, error) {
	total := extra
	for i, r := range remedies {
		if !hasCode(d.rules.pb.Reliefs, r.Kind) {
			return Money{}, invalid(fmt.Sprintf("remedies[%d].kind", i), "unknown code")
		}
		if r.Count > maxCount {
			return Money{}, invalid(fmt.Sprintf("remedies[%d].count", i), fmt.Sprintf("at most %d", maxCount))
		}
		var ok bool
		for range max(r.Count, 1) {
			if total, ok = total.Plus(r.Money); !ok {
				return Money{}, invalid(fmt.Sprintf("remedies[%d].money", i), "one currency, no overflow")
			}
		}
	}
	return total, nil
}

// maxCount bounds how many of one thing a remedy may give.
const maxCount = 1000

// openApproval opens the decision a proposal needs and tells the lowest rung that may take it.
func (d *decision) openApproval(p Proposal, sum Money) error {
	a := Approval{
		ID: p.Approval, Proposal: p.ID, Roles: d.rules.deciders(d.actor, sum), Need: d.rules.needed(sum),
		Author: d.actor.ID, Opened: d.at,
	}
	attrs := map[string]string{"approval": strconv.Itoa(a.ID)}
	if span := d.rules.pb.Approval.Expires; !span.IsZero() {
		due, err := d.rules.after(span, d.at)
		if err != nil {
			return err
		}
		a.Expires = due
		attrs["expires"] = due.Format(timeFormat)
	}
	d.emit(ApprovalSet{a})
	if len(a.Roles) > 0 {
		d.tell(d.draft, "role:"+a.Roles[0], "approval", "approval:"+attrs["approval"])
	}
	if a.Expires.IsZero() {
		return nil
	}
	return d.happen(d.draft, "approval-opened", attrs)
}

// move fires an event unless the case already stands where it leads; then only its guards are asked.
func (d *decision) move(event string) error {
	if _, ok := d.rules.table.To(event, string(d.c.State)); !ok && d.rules.leadsTo(event, d.c.State) {
		return askAll(d.rules.guards[event], &guarded{d, d.draft})
	}
	return d.fire(d.draft, event)
}

// leadsTo reports whether an event ends in a state.
func (r *rules) leadsTo(event string, s State) bool {
	return slices.ContainsFunc(r.pb.Table(), func(t playbook.Transition) bool { return t.Event == event && t.To == string(s) })
}

func (cmd Approve) decide(d *decision) error {
	a, err := d.pending(cmd.Approval)
	if err != nil {
		return err
	}
	if slices.Contains(a.By, d.actor.ID) {
		return forbidden("approved-already", a.Roles...)
	}
	a.By = append(slices.Clone(a.By), d.actor.ID)
	if len(a.By) < a.Need {
		d.emit(ApprovalSet{a})
		return nil
	}
	a.Decided = "approved"
	d.emit(ApprovalSet{a})
	return d.decided(a, ProposalReady, "approve")
}

func (cmd Deny) decide(d *decision) error {
	if err := d.reason(cmd.Reason, cmd.Text); err != nil {
		return err
	}
	a, err := d.pending(cmd.Approval)
	if err != nil {
		return err
	}
	a.Decided = "denied"
	d.emit(ApprovalSet{a})
	return d.decided(a, ProposalDenied, "deny")
}

// approvalOf is the approval a command decides, 0 when none.
func approvalOf(cmd Command) int {
	switch cmd := cmd.(type) {
	case Approve:
		return cmd.Approval
	case Deny:
		return cmd.Approval
	}
	return 0
}

// pending returns a copy of an undecided approval that the actor may decide: of a role that may, and not its author.
func (d *decision) pending(id int) (Approval, error) {
	a := d.c.Approval(id)
	switch {
	case a == nil:
		return Approval{}, invalid("approval", "no such approval")
	case a.Decided != "":
		return Approval{}, notAllowed("decided", d.rules.allowedIn(d.c.State)...)
	case a.Author == d.actor.ID:
		return Approval{}, forbidden("four-eyes", a.Roles...)
	case !slices.Contains(a.Roles, d.actor.Role):
		return Approval{}, forbidden("authority", a.Roles...)
	}
	return *a, nil
}

// decided settles the proposal of an approval, and the state when nothing else waits.
func (d *decision) decided(a Approval, status ProposalState, event string) error {
	d.settleProposal(a.Proposal, status)
	if !a.Expires.IsZero() {
		if err := d.happen(d.draft, "approval-decided", map[string]string{"approval": strconv.Itoa(a.ID)}); err != nil {
			return err
		}
	}
	d.tell(d.draft, "person:"+a.Author, a.Decided, "approval:"+strconv.Itoa(a.ID))
	if d.c.State != AwaitingApproval || slices.ContainsFunc(d.c.Approvals, func(o Approval) bool { return o.Decided == "" }) {
		return nil
	}
	return d.fire(d.draft, event)
}

// settleProposal sets the status of a proposal.
func (d *decision) settleProposal(id int, status ProposalState) {
	if p := d.c.Proposal(id); p != nil {
		changed := *p
		changed.Status = status
		d.emit(Proposed{changed})
	}
}
