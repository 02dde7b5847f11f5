package complaint

import (
	"slices"
	"strconv"
)

// Approve decides for what waits for an approval: a proposal beyond its author's authority, an extension (审批). One
// person decides once, whether for themselves or for somebody who has handed it to them; the author never does.
//
// Errors: ErrInvalid for an approval there is not, ErrNotAllowed for one that is decided, ErrForbidden with the roles
// that may.
type Approve struct {
	Approval int    `json:"approval"`
	Text     string `json:"text,omitempty" seal:""`
}

// Deny decides against it: one denial is enough. A reason is required. Errors are those of Approve.
type Deny struct {
	Approval int    `json:"approval"`
	Reason   string `json:"reason,omitempty"`
	Text     string `json:"text,omitempty" seal:""`
}

// Name implements Command.
func (Approve) Name() string { return "approve" }

// Name implements Command.
func (Deny) Name() string { return "deny" }

// openApprovalFor opens the decision of one of some roles, lowest rung first. It fills in number, author, opening and
// expiry, and how many must approve where a does not say. The lowest role that has somebody there is told.
func (d *decision) openApprovalFor(a Approval, roles []string) error {
	if err := room(len(d.c.Approvals), maxParts, "approvals"); err != nil {
		return err
	}
	if a.Need == 0 {
		a.Need = max(d.rules.pb.Approval.Need, 1)
	}
	a.ID, a.Roles, a.Author, a.Opened = len(d.c.Approvals)+1, roles, d.actor.ID, d.at
	attrs := map[string]string{"approval": strconv.Itoa(a.ID)}
	if span := d.rules.pb.Approval.Expires; !span.IsZero() {
		due, err := d.rules.after(span, d.at)
		if err != nil {
			return err
		}
		a.Expires = due
		attrs["expires"] = due.Format(timeFormat)
	}
	d.emit(ApprovalEffect{a})
	d.tellDeciders(a, "approval")
	if a.Expires.IsZero() {
		return nil
	}
	return d.happen(d.draft, "approval-opened", attrs)
}

// tellDeciders tells the lowest role that has somebody there, or for whom somebody stands in; that nobody was found is
// recorded.
func (d *decision) tellDeciders(a Approval, kind string) {
	ref := "approval:" + strconv.Itoa(a.ID)
	for _, role := range a.Roles {
		if len(d.reach(d.draft, "role:"+role, kind, ref)) > 0 {
			return
		}
	}
	d.notice(kind, Nobody, ref)
}

func (cmd Approve) decide(d *decision) error {
	a, from, err := d.pending(cmd.Approval)
	if err != nil {
		return err
	}
	if a.counted(d.actor.ID) {
		return forbidden("approved-already", a.Roles...)
	}
	a.ApprovedBy = append(slices.Clone(a.ApprovedBy), d.actor.ID)
	a.use(from, d.actor.ID)
	if len(a.ApprovedBy) < a.Need {
		d.emit(ApprovalEffect{a})
		return nil
	}
	a.Status = ApprovalApproved
	d.emit(ApprovalEffect{a})
	return d.decided(a, ProposalReady, "approve")
}

func (cmd Deny) decide(d *decision) error {
	if err := d.reason(cmd.Reason, cmd.Text); err != nil {
		return err
	}
	a, from, err := d.pending(cmd.Approval)
	if err != nil {
		return err
	}
	a.use(from, d.actor.ID)
	a.Status = ApprovalDenied
	d.emit(ApprovalEffect{a})
	return d.decided(a, ProposalDenied, "deny")
}

// approvalOf is the approval a command decides or hands on, 0 when none.
func approvalOf(cmd Command) int {
	switch cmd := cmd.(type) {
	case Approve:
		return cmd.Approval
	case Deny:
		return cmd.Approval
	case Delegate:
		return cmd.Approval
	}
	return 0
}

// pending returns a copy of an undecided approval that the actor may decide, and in whose place: of a role that may, or
// asked by somebody of one; and not its author.
func (d *decision) pending(id int) (a Approval, from string, err error) {
	known := d.c.Approval(id)
	switch {
	case known == nil:
		return a, "", invalid("approval", "no such approval")
	case known.Status != ApprovalPending:
		return a, "", notAllowed("decided", d.rules.allowedIn(d.c.State)...)
	case known.Author == d.actor.ID:
		return a, "", forbidden("four-eyes", known.Roles...)
	}
	switch from = known.insteadOf(&d.actor, d.c.avoided()); {
	case from == "":
		return a, "", forbidden("authority", known.Roles...)
	case from != d.actor.ID && known.counted(from):
		return a, "", forbidden("approved-already", known.Roles...)
	}
	return *known, from, nil
}

// decided settles what an approval was about, and the state when nothing else waits. An extension leaves the state alone.
func (d *decision) decided(a Approval, status ProposalState, event string) error {
	if !a.asksExtension() {
		d.settleProposal(a.Proposal, status)
	}
	if !a.Expires.IsZero() {
		if err := d.happen(d.draft, "approval-decided", map[string]string{"approval": strconv.Itoa(a.ID)}); err != nil {
			return err
		}
	}
	d.tell(d.draft, "person:"+a.Author, string(a.Status), "approval:"+strconv.Itoa(a.ID))
	switch waits := func(o Approval) bool { return o.Status == ApprovalPending && !o.asksExtension() }; {
	case a.asksExtension() && a.Status == ApprovalApproved:
		return d.grantExtension(&a)
	case a.asksExtension(), d.c.State != AwaitingApproval, slices.ContainsFunc(d.c.Approvals, waits):
		return nil
	}
	return d.fire(d.draft, event)
}

// lapseOthers ends what is still asked for when a case is settled another way: proposals that wait for their approval.
// Whoever asked is told, and whoever was to decide. An extension is about time and goes on waiting.
func (d *decision) lapseOthers() error {
	for _, a := range d.c.Approvals {
		if a.Status != ApprovalPending || a.asksExtension() {
			continue
		}
		a.Status = ApprovalLapsed
		d.emit(ApprovalEffect{a})
		if err := d.decided(a, ProposalDenied, "deny"); err != nil {
			return err
		}
		d.tellDeciders(a, string(a.Status))
	}
	return nil
}

// settleProposal sets the status of a proposal.
func (d *decision) settleProposal(id int, status ProposalState) {
	if p := d.c.Proposal(id); p != nil {
		changed := *p
		changed.Status = status
		d.emit(ProposedEffect{changed})
	}
}

// approvers are the roles that decide an approval, nil when there is none of that number.
func (d *draft) approvers(approval int) []string {
	if a := d.c.Approval(approval); a != nil {
		return a.Roles
	}
	return nil
}
