package complaint

import (
	"slices"

	"github.com/redress-go/redress/complaint/playbook"
)

// LegalHold keeps a case from being erased while a dispute runs.
type LegalHold struct {
	On bool `json:"on"`
}

// Erase deletes the personal data of an ended case: every sealed box, its search hashes and its undelivered notices.
// The ledger stays and still verifies.
type Erase struct{}

// AdoptPlaybook moves a case to another version of its playbook, which the desk has opened. What it changes is recorded: clocks,
// before and after.
type AdoptPlaybook struct {
	Version string `json:"version"`
}

// Reseal encrypts a case's boxes again with the Sealer's present key and records the new digests.
type Reseal struct{}

// Name implements Command.
func (LegalHold) Name() string { return "legal-hold" }

// Name implements Command.
func (Erase) Name() string { return "erase" }

// Name implements Command.
func (AdoptPlaybook) Name() string { return "adopt" }

// Name implements Command.
func (Reseal) Name() string { return "reseal" }

func (cmd LegalHold) decide(d *decision) error {
	if cmd.On == d.c.LegalHold {
		return notAllowed("legal-hold")
	}
	d.emit(FlaggedEffect{What: "legal-hold", On: cmd.On})
	return nil
}

func (Erase) decide(d *decision) error {
	switch {
	case d.c.LegalHold:
		return notAllowed("legal-hold", "legal-hold")
	case !d.c.State.Ended():
		return notAllowed("ended", d.rules.allowedIn(d.c.State)...)
	}
	if span := d.rules.pb.Retention; !span.IsZero() {
		until, err := d.rules.after(span, d.c.EndedAt)
		if err != nil {
			return err
		}
		if d.at.Before(until) && d.actor.Role == systemRole {
			return notAllowed("retention")
		}
	}
	for _, v := range d.c.Invitations {
		if v.planned() || v.open() {
			if err := d.endInvitation(d.draft, v, "erased"); err != nil {
				return err
			}
		}
	}
	d.erase = true
	d.unmatch = true
	return nil
}

func (cmd AdoptPlaybook) decide(d *decision) error {
	r, err := d.desk.adopt(d.c.Playbook.ID, cmd.Version)
	if err != nil {
		return err
	}
	switch {
	case r.pin == d.c.Playbook:
		return notAllowed("adopted")
	case d.c.State.Ended():
		return notAllowed("ended") // its clocks are those of filing and erasure, by the rules it ended under
	case !r.fitsCase(d.c):
		return notAllowed("the version does not know the case's state, unit or severity")
	}
	d.emit(AdoptedEffect{r.pin})
	d.rules, d.refresh, d.adopted = r, true, true
	return nil
}

// fitsCase reports whether a playbook can run a case as it stands.
func (r *rules) fitsCase(c *Case) bool {
	state := slices.ContainsFunc(r.pb.Transitions(), func(t playbook.Transition) bool {
		return t.To == string(c.State) || slices.Contains(t.From, string(c.State))
	})
	return state && (c.Unit == "" || r.units[c.Unit] != nil) && (c.Severity == 0 || r.grades[c.Severity] != nil)
}

func (Reseal) decide(d *decision) error {
	d.reseal = true
	return nil
}
