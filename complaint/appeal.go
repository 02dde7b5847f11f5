package complaint

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// Appeal asks for a review of the outcome by somebody who had no part in it (申诉/复核). The playbook says who may be asked,
// how long and how often, and on which grounds an appeal is not admitted. An appeal to a body outside is recorded beside
// the state; so is one of an employee against a finding about them (R12).
type Appeal struct {
	Body    string    `json:"outside,omitempty" code:""` // body appealed to outside the organisation; "" is our own review
	Finding int       `json:"finding,omitempty"`         // the finding an employee appeals against
	Due     time.Time `json:"due,omitzero"`              // when the body outside wants our answer; zero leaves it to the playbook
	Text    string    `json:"text,omitempty" seal:""`
}

// DecideAppeal ends a review: the outcome stands, is amended to another one, or is overturned, which takes the case back
// into investigation.
type DecideAppeal struct {
	Appeal  int    `json:"appeal,omitempty"`       // its number; 0 is the last one undecided
	Upheld  bool   `json:"upheld,omitempty"`       // the appeal was right
	Outcome string `json:"outcome,omitempty"`      // the outcome instead, for an amendment; "" overturns
	Text    string `json:"text,omitempty" seal:""` // required
}

// Name implements Command.
func (Appeal) Name() string { return "appeal" }

// Name implements Command.
func (DecideAppeal) Name() string { return "decide-appeal" }

func (cmd Appeal) decide(d *decision) error {
	if err := room(len(d.c.Appeals), maxParts, "appeals"); err != nil {
		return err
	}
	a := LodgedAppeal{ID: len(d.c.Appeals) + 1, At: d.at, Body: cmd.Body, Cycle: d.c.Cycle, Due: stamp(cmd.Due)}
	if cmd.Finding > 0 {
		return d.appealFinding(cmd, a)
	}
	if slices.Contains(d.c.About, d.actor.ID) {
		return forbidden("conflict-of-interest", d.rules.whoMay("appeal", d.c.Severity)...)
	}
	rule, err := d.admit(cmd)
	if err != nil {
		return err
	}
	if a.Due.IsZero() && rule != nil && !rule.Answer.Span.IsZero() {
		due, err := rule.Answer.Due(d.rules.countedBy(rule), d.at)
		if err != nil {
			return &Error{Code: ErrInternal, Rule: "term", Err: err}
		}
		a.Due = stamp(due.At)
	}
	return d.appealed(a, d.reviewer(rule))
}

// appealed records an appeal, tells whoever decides it and, for our own review, moves the case there.
func (d *decision) appealed(a LodgedAppeal, to string) error {
	d.emit(AppealedEffect{a})
	d.tell(d.draft, to, "appeal", "appeal:"+strconv.Itoa(a.ID))
	attrs := map[string]string{"appeal": strconv.Itoa(a.ID), "body": a.Body}
	if !a.Due.IsZero() {
		attrs["due"] = a.Due.Format(timeFormat)
	}
	if err := d.happen(d.draft, "appealed", attrs); err != nil {
		return err
	}
	if a.Body != "" || a.Finding > 0 {
		return nil
	}
	return d.fire(d.draft, "appeal")
}

// appealFinding is an employee's appeal against a finding that holds them responsible.
func (d *decision) appealFinding(cmd Appeal, a LodgedAppeal) error {
	f := find(d.c.Findings, cmd.Finding)
	switch {
	case f == nil:
		return invalid("finding", "no such finding")
	case cmd.Body != "":
		return invalid("outside", "a finding is reviewed inside")
	case !slices.Contains(f.People, d.actor.ID):
		return forbidden("finding") // only who is held responsible by it
	case slices.ContainsFunc(d.c.Appeals, func(o LodgedAppeal) bool { return o.Finding == cmd.Finding && o.By == d.actor.ID }):
		return notAllowed("appealed already")
	}
	a.By, a.Finding = d.actor.ID, cmd.Finding
	top := d.rules.pb.Ladder[len(d.rules.pb.Ladder)-1]
	return d.appealed(a, "role:"+top)
}

// admit asks the playbook's rules whether an appeal may be made; the refusal names the rule.
func (d *decision) admit(cmd Appeal) (*playbook.AppealRule, error) {
	rule := d.appealRule(cmd.Body)
	if rule == nil {
		if len(d.rules.pb.Appeals) > 0 {
			return nil, invalid("outside", "not a body of the playbook")
		}
		return nil, d.answered(false)
	}
	silent, err := d.lapsed(d.rules.countedBy(rule), rule.NoOutcomeWithin, d.c.Received)
	if err != nil {
		return nil, err
	}
	if err := d.answered(silent && !rule.NoOutcomeWithin.Span.IsZero()); err != nil {
		return nil, err
	}
	if len(rule.States) > 0 && !slices.Contains(rule.States, string(d.c.State)) {
		return nil, notAllowed("appeal state")
	}
	if late, err := d.lapsed(d.rules.countedBy(rule), rule.Within, d.c.OutcomeAt); late || err != nil {
		return nil, orRefusal(err, "appeal too late")
	}
	made := 0
	for _, a := range d.c.Appeals {
		if a.Body == cmd.Body && a.Finding == 0 && (rule.Times > 0 || a.Cycle == d.c.Cycle) {
			made++
		}
	}
	if made >= max(rule.Times, 1) {
		return nil, notAllowed("appealed already")
	}
	return rule, d.barred(rule)
}

// answered asks for an outcome to appeal against, unless none came in time.
func (d *decision) answered(silent bool) error {
	if silent || settled.has(d.c.State) {
		return nil
	}
	return notAllowed("state", d.rules.allowedIn(d.c.State)...)
}

// barred refuses on the first ground of the rule that holds, and names it.
func (d *decision) barred(rule *playbook.AppealRule) error {
	for _, bar := range rule.Inadmissible {
		holds := sla.Step{If: bar.If}.Applies(d.facts)
		if holds && bar.Since != "" {
			from, err := time.ParseInLocation(time.DateOnly, d.c.Fields[bar.Since], d.rules.zone())
			if holds = err == nil; holds {
				if holds, err = d.lapsed(d.rules.countedBy(rule), bar.Term, from); err != nil {
					return err
				}
			}
		}
		if holds {
			return notAllowed("appeal: " + bar.Code)
		}
	}
	return nil
}

// appealRule is the first rule of the playbook for a body that holds for the case, nil when there is none.
func (d *draft) appealRule(body string) *playbook.AppealRule {
	for i := range d.rules.pb.Appeals {
		rule := &d.rules.pb.Appeals[i]
		if rule.Body == body && (sla.Step{If: rule.If}).Applies(d.facts) {
			return rule
		}
	}
	return nil
}

// countedBy is the calendar that counts the terms of an appeal rule.
func (r *rules) countedBy(rule *playbook.AppealRule) *sla.Calendar {
	if cal := r.calendars[rule.Calendar]; cal != nil {
		return cal
	}
	return r.calendar
}

// reviewer is the address of whoever decides: the rule's role, or the rung above the case's level.
func (d *decision) reviewer(rule *playbook.AppealRule) string {
	if rule != nil && rule.Role != "" {
		return "role:" + rule.Role
	}
	return "role:" + d.rules.rung(min(d.c.Level+1, len(d.rules.pb.Ladder)))
}

// undecided is an appeal that waits for a decision: the one asked for, else our own review while the case is under
// review, else the last.
func (c *Case) undecided(id int) (LodgedAppeal, bool) {
	for _, a := range slices.Backward(c.Appeals) {
		own := c.State == UnderReview && (a.Body != "" || a.Finding > 0)
		if a.Decided.IsZero() && (a.ID == id || id == 0 && !own) {
			return a, true
		}
	}
	return LodgedAppeal{}, false
}

// decisive are the commands that make an outcome: whoever gave one does not decide an appeal against it.
func decisive() []string {
	return []string{"resolve", "final-decision", "refuse", "close-directly", "find"}
}

func (cmd DecideAppeal) decide(d *decision) error {
	if strings.TrimSpace(cmd.Text) == "" {
		return invalid("text", "required")
	}
	a, ok := d.c.undecided(cmd.Appeal)
	if !ok {
		return notAllowed("appeal", "appeal")
	}
	if err := d.mayReview(a); err != nil {
		return err
	}
	a.Decided, a.Upheld, a.Decision = d.at, cmd.Upheld, AppealConfirmed
	switch {
	case cmd.Upheld && cmd.Outcome != "":
		a.Decision = AppealAmended
	case cmd.Upheld:
		a.Decision = AppealOverturned
	case cmd.Outcome != "":
		return invalid("outcome", "only of an appeal that was right")
	}
	if cmd.Outcome != "" && !d.outcomeKnown(cmd.Outcome) {
		return invalid("outcome", "not an outcome of this kind of case")
	}
	if cmd.Outcome != "" && d.c.Outcome == "" {
		return invalid("outcome", "there is none to amend")
	}
	d.emit(AppealedEffect{a})
	if err := d.happen(d.draft, "appeal-decided", map[string]string{
		"appeal": strconv.Itoa(a.ID), "body": a.Body, "decision": string(a.Decision),
	}); err != nil {
		return err
	}
	return d.afterAppeal(a, cmd.Outcome)
}

// mayReview asks that the reviewer had no part in the outcome and is who the playbook names.
func (d *decision) mayReview(a LodgedAppeal) error {
	who := d.rules.whoMay("decide-appeal", d.c.Severity)
	for _, earlier := range d.c.Acts {
		if earlier.By == d.actor.ID && slices.Contains(decisive(), earlier.Command) {
			return forbidden("four-eyes", who...)
		}
	}
	rule := d.appealRule(a.Body)
	switch {
	case slices.Contains(d.c.avoided(), d.actor.ID), a.By == d.actor.ID:
		return forbidden("conflict-of-interest", who...)
	case a.Finding > 0 || rule == nil:
		return nil
	case rule.Role != "" && d.actor.Role != rule.Role:
		return forbidden("reviewer", rule.Role)
	case rule.OtherUnit && d.c.handledBy(d.actor.Unit):
		return forbidden("handling-unit", who...)
	}
	return nil
}

// afterAppeal carries a decision out. What follows from one outside is a command of its own: Reopen.
func (d *decision) afterAppeal(a LodgedAppeal, outcome string) error {
	ref := "appeal:" + strconv.Itoa(a.ID)
	if a.Finding > 0 {
		d.notice("appeal-decided", "person:"+a.By, ref) // theirs to know, although they are kept away from the case
		return nil
	}
	d.tell(d.draft, Complainant, "appeal-decided", ref)
	switch {
	case a.Decision == AppealAmended:
		d.outcome(outcome)
		if a.Body != "" {
			return nil
		}
		return d.fire(d.draft, "amend")
	case a.Body != "":
		return nil
	case a.Decision == AppealConfirmed:
		return d.fire(d.draft, "dismiss")
	}
	if err := d.fire(d.draft, "uphold"); err != nil {
		return err
	}
	d.count("cycle", d.c.Cycle)
	d.outcome("")
	return d.handAgain()
}
