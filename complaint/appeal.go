package complaint

import (
	"slices"
	"strconv"
	"strings"
)

// Appeal asks for a review of the outcome by somebody who had no part in it (申诉/复核). An appeal to a body outside is
// recorded beside the state.
type Appeal struct {
	Outside string `json:"outside,omitempty" code:""` // body appealed to outside the organisation; "" is our own review
	Text    string `json:"text,omitempty" seal:""`
}

// DecideAppeal ends a review. An appeal that was right takes the case back into investigation.
type DecideAppeal struct {
	Upheld bool   `json:"upheld,omitempty"`
	Text   string `json:"text,omitempty" seal:""` // required
}

// Name implements Command.
func (Appeal) Name() string { return "appeal" }

// Name implements Command.
func (DecideAppeal) Name() string { return "decide-appeal" }

func (cmd Appeal) decide(d *decision) error {
	if err := room(len(d.c.Appeals), maxParts, "appeals"); err != nil {
		return err
	}
	a := AppealCase{ID: len(d.c.Appeals) + 1, At: d.at, Outside: cmd.Outside}
	d.emit(Appealed{a})
	d.tell(d.draft, "role:"+d.rules.rung(min(d.c.Level+1, len(d.rules.pb.Ladder))), "appeal", "appeal:"+strconv.Itoa(a.ID))
	if cmd.Outside != "" {
		return nil
	}
	return d.fire(d.draft, "appeal")
}

// undecided is the last appeal that waits for a decision: our own review while the case is under review, else any.
func (c *Case) undecided(own bool) (AppealCase, bool) {
	for _, a := range slices.Backward(c.Appeals) {
		if a.Decided.IsZero() && !(own && a.Outside != "") {
			return a, true
		}
	}
	return AppealCase{}, false
}

// decisive are the commands that make an outcome: whoever gave one does not decide an appeal against it.
func decisive() []string { return []string{"resolve", "final-decision", "refuse", "close-directly"} }

func (cmd DecideAppeal) decide(d *decision) error {
	if strings.TrimSpace(cmd.Text) == "" {
		return invalid("text", "required")
	}
	a, ok := d.c.undecided(d.c.State == UnderReview)
	if !ok {
		return notAllowed("appeal", "appeal")
	}
	for _, earlier := range d.c.Acts {
		if earlier.By == d.actor.ID && slices.Contains(decisive(), earlier.Command) {
			return forbidden("four-eyes", d.rules.whoMay("decide-appeal", d.c.Severity)...)
		}
	}
	a.Decided, a.Upheld = d.at, cmd.Upheld
	d.emit(Appealed{a})
	d.tell(d.draft, Complainant, "appeal-decided", "appeal:"+strconv.Itoa(a.ID))
	if a.Outside != "" {
		return nil // what follows from it inside is a command of its own: Reopen
	}
	if !cmd.Upheld {
		return d.fire(d.draft, "dismiss")
	}
	if err := d.fire(d.draft, "uphold"); err != nil {
		return err
	}
	d.count("cycle", d.c.Cycle)
	d.outcome("")
	return d.handAgain()
}
