package complaint

import (
	"slices"
	"strconv"
)

// Delegate hands the decision of one approval to a person, whatever their role (委托审批). Only somebody who may decide
// it hands it on, and only once removed: whoever it was handed to decides or leaves it. The grant for approve or deny is
// asked of them like of anybody. What they decide counts as the decision of whoever asked them, and nobody counts twice.
//
// Errors: those of Approve; ErrForbidden with the rule "four-eyes" for its author and "conflict-of-interest" for
// somebody who keeps away from the case.
type Delegate struct {
	Approval int    `json:"approval"`
	To       string `json:"to" code:"64"` // id of a person
	Text     string `json:"text,omitempty" seal:""`
}

// Name implements Command.
func (Delegate) Name() string { return "delegate" }

func (cmd Delegate) decide(d *decision) error {
	a, from, err := d.pending(cmd.Approval)
	switch {
	case err != nil:
		return err
	case a.counted(d.actor.ID):
		return forbidden("approved-already", a.Roles...)
	case from != d.actor.ID:
		return forbidden("delegated", a.Roles...)
	}
	if err := d.mayReceive(&a, cmd.To); err != nil {
		return err
	}
	if err := room(d.c.handings(), maxParts, "delegations"); err != nil {
		return err
	}
	a.Delegations = append(slices.Clone(a.Delegations), Delegation{From: d.actor.ID, To: cmd.To})
	d.emit(ApprovalEffect{a})
	d.tell(d.draft, "person:"+cmd.To, "delegated", "approval:"+strconv.Itoa(a.ID))
	return nil
}

// mayReceive asks whether somebody may be handed an approval: not its author, nobody who keeps away from the case (回避),
// nobody who has decided already.
func (d *decision) mayReceive(a *Approval, to string) error {
	m := d.staff.person(to)
	d.usedST = d.usedST || d.staff != nil
	switch {
	case to == "":
		return invalid("to", "required")
	case to == d.actor.ID:
		return invalid("to", "another person")
	case d.staff != nil && m == nil:
		return invalid("to", "unknown person")
	case to == a.Author:
		return forbidden("four-eyes", a.Roles...)
	case slices.Contains(d.c.avoided(), to), m != nil && d.rules.excludes(d.c, m.Unit):
		return forbidden("conflict-of-interest", a.Roles...)
	case a.counted(to):
		return forbidden("approved-already", a.Roles...)
	case slices.Contains(a.Delegations, Delegation{From: d.actor.ID, To: to}):
		return notAllowed("delegated", "approve", "deny")
	}
	return nil
}

// insteadOf is in whose place an actor decides: their own when their role may, else that of the first person who handed
// it to them, still keeps to the case and has not decided. "" when they may not decide.
func (a *Approval) insteadOf(actor *Actor, avoided []string) string {
	if slices.Contains(a.Roles, actor.Role) {
		return actor.ID
	}
	from := ""
	for _, h := range a.Delegations {
		switch {
		case h.To != actor.ID, slices.Contains(avoided, h.From):
		case !a.counted(h.From):
			return h.From
		default:
			from = h.From
		}
	}
	return from
}

// counted reports whether a person's decision is among those given, by themselves or in their place.
func (a *Approval) counted(id string) bool {
	return slices.Contains(a.ApprovedBy, id) || slices.ContainsFunc(a.Delegations, func(h Delegation) bool { return h.Used && h.From == id })
}

// use marks the delegation an actor decides by, so that whoever gave it does not decide again.
func (a *Approval) use(from, to string) {
	if i := slices.Index(a.Delegations, Delegation{From: from, To: to}); i >= 0 {
		a.Delegations = slices.Clone(a.Delegations)
		a.Delegations[i].Used = true
	}
}

// handedTo reports whether a case has an undecided approval that a person was asked to decide.
func (c *Case) handedTo(id string) bool {
	return slices.ContainsFunc(c.Approvals, func(a Approval) bool {
		return a.Status == ApprovalPending && slices.ContainsFunc(a.Delegations, func(h Delegation) bool { return h.To == id })
	})
}

// handings is how many delegations a case has seen.
func (c *Case) handings() int {
	n := 0
	for _, a := range c.Approvals {
		n += len(a.Delegations)
	}
	return n
}
