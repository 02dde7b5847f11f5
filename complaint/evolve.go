package complaint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/redress-go/redress/sla"
)

func (fx OpenedEffect) apply(c *Case) {
	c.ID, c.Org, c.Number, c.Series, c.Playbook = fx.ID, fx.Org, fx.Number, fx.Series, fx.Playbook
	c.Channel, c.Received, c.FirstContact = fx.Channel, fx.Received, fx.First
	c.Complainants, c.Wanted, c.State = fx.People, fx.Wanted, Registered
}

func (fx DescribedEffect) apply(c *Case) {
	c.Place, c.About, c.AboutUnit, c.Fields, c.Missing = fx.Place, fx.About, fx.AboutUnit, fx.Fields, fx.Missing
	c.Blank, c.Lodging = fx.Blank, fx.Lodging
}

func (fx MovedEffect) apply(c *Case) {
	if fx.From != "" {
		c.Passed = with(c.Passed, fx.From)
	}
	c.State = fx.To
	if !fx.Ended.IsZero() {
		c.EndedAt = fx.Ended
	}
}

func (fx ClassifiedEffect) apply(c *Case) { c.Classification = fx.Classification }
func (fx AssignedEffect) apply(c *Case)   { c.Assignments = put(c.Assignments, fx.Assignment) }
func (fx OwnedEffect) apply(c *Case)      { c.Owner = fx.Person }
func (fx TaskedEffect) apply(c *Case)     { c.Tasks = put(c.Tasks, fx.Task) }
func (fx FoundEffect) apply(c *Case)      { c.Findings = put(c.Findings, fx.Finding) }
func (fx ProposedEffect) apply(c *Case)   { c.Proposals = put(c.Proposals, fx.Proposal) }
func (fx ApprovalEffect) apply(c *Case)   { c.Approvals = put(c.Approvals, fx.Approval) }
func (fx PromisedEffect) apply(c *Case)   { c.Promises = put(c.Promises, fx.Promise) }
func (fx FollowedEffect) apply(c *Case)   { c.FollowUps = put(c.FollowUps, fx.FollowUpResult) }
func (fx AppealedEffect) apply(c *Case)   { c.Appeals = put(c.Appeals, fx.LodgedAppeal) }

func (fx LinkedEffect) apply(c *Case) {
	if fx.Removed {
		c.Links = without(c.Links, fx.Link)
	} else {
		c.Links = with(c.Links, fx.Link)
	}
}

func (fx CountedEffect) apply(c *Case) {
	switch fx.What {
	case "priority":
		c.Priority = fx.Value
	case "level":
		c.Level = fx.Value
	case "expedites":
		c.Expedites = fx.Value
	case "returns":
		c.Returns = fx.Value
	case "contacts":
		c.Contacts = fx.Value
	case "holds":
		c.Holds = fx.Value
	case "people":
		c.Complainants = fx.Value
	case "evidence":
		c.Evidence = fx.Value
	case "renewed":
		c.Renewed = fx.Value
	case "rounds":
		c.Rounds = fx.Value
	case "cycle":
		c.Cycle, c.Passed, c.Rounds = fx.Value, nil, 0
	}
}

func (fx FlaggedEffect) apply(c *Case) {
	switch fx.What {
	case "admitted":
		c.Admitted = fx.On
	case "ruled":
		c.Ruled = fx.On
	case "reported":
		c.Reported = fx.On
	case "instructed":
		c.Instructed = fx.On
	case "legal-hold":
		c.LegalHold = fx.On
	case "on-hold":
		c.HoldReason, c.HoldChangedAt = fx.Text, fx.At
	case "merged-into":
		c.MergedInto, c.MergedAt = CaseID(fx.Text), fx.At
	case "outcome":
		c.Outcome, c.OutcomeAt = fx.Text, fx.At
	case "returning":
		c.Returning = fx.Text
	case "worded":
		c.WordingReleased = fx.On
	case "batch":
		c.Batch = fx.Text
	case "act":
		command, by, _ := strings.Cut(fx.Text, " ")
		c.Acts = with(c.Acts, Act{Command: command, By: by})
	}
}

func (fx ListedEffect) apply(c *Case) {
	switch fx.What {
	case "tags":
		c.Tags = fx.Values
	case "reliefs":
		c.Reliefs = fx.Values
	case "told":
		c.Told = fx.Values
	case "collected":
		c.Collected = fx.Values
	case "barred":
		c.Recused = fx.Values
	}
}

func (fx PaidEffect) apply(c *Case) { c.Paid, c.Apart = fx.Total, fx.Apart }

func (fx PlannedEffect) apply(c *Case) {
	c.Team, c.Needs, c.PlanUntil, c.Plans = fx.Team, fx.Needs, fx.Until, fx.Plans
}

func (fx ClockedEffect) apply(c *Case) {
	clocks := slices.Clone(c.Clocks)
	if fx.Order != nil {
		clocks = make([]sla.Timer, len(fx.Order))
		for i, id := range fx.Order {
			if k := slices.IndexFunc(c.Clocks, func(t sla.Timer) bool { return clockID(&t) == id }); k >= 0 {
				clocks[i] = c.Clocks[k]
			}
		}
	}
	for i := range fx.Timers {
		k := indexClock(clocks, &fx.Timers[i])
		if fx.Order != nil {
			k = slices.Index(fx.Order, clockID(&fx.Timers[i]))
		}
		if k >= 0 {
			clocks[k] = fx.Timers[i]
		}
	}
	c.Clocks = clocks
}

func (SteppedEffect) apply(*Case) {}
func (NoticedEffect) apply(*Case) {}
func (ReactedEffect) apply(*Case) {}

func (fx BoxedEffect) apply(c *Case) {
	for _, seq := range fx.Kept {
		c.Sealed = with(c.Sealed, seq)
	}
	for _, seq := range fx.Erased {
		c.Sealed = without(c.Sealed, seq)
	}
	c.Erased = c.Erased || len(fx.Erased) > 0
}

func (fx AdoptedEffect) apply(c *Case) { c.Playbook = fx.Playbook }
func (fx WokenEffect) apply(c *Case)   { c.Wake = fx.At }

// evolve returns the case after an entry. It copies recorded values and knows no rule; c is left as it was and may be
// nil for the first entry.
func evolve(c *Case, e *Entry) *Case {
	var next Case
	if c != nil {
		next = *c
	}
	for _, fx := range e.Effects {
		fx.apply(&next)
	}
	next.stamp(e)
	return &next
}

// stamp sets what every entry sets.
func (c *Case) stamp(e *Entry) {
	c.Version, c.Updated, c.Head = e.Seq, e.Recorded, e.Hash
	if e.Actor.Role != systemRole {
		c.ActiveAt = e.Recorded
	}
}

// Fold returns the case that a ledger describes: its entries applied in order, from the registration on; nil for no entries.
// It does not check hashes, Desk.Verify does. Errors: ErrInternal "damaged" when a sequence number is missing.
func Fold(entries []*Entry) (*Case, error) {
	var c *Case
	for i, e := range entries {
		if e.Seq != int64(i)+1 {
			return nil, &Error{Op: "fold", Code: ErrInternal, Rule: "damaged", Err: fmt.Errorf("entry %d stands where %d belongs", e.Seq, i+1)}
		}
		c = evolve(c, e)
	}
	return c, nil
}
