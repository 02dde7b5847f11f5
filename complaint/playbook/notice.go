package playbook

import (
	"strings"
	"time"

	"github.com/redress-go/redress/sla"
)

// Reaction says what follows from an event at once: who is told, whether the case rises. Steps of targets say what
// follows from time. A reaction sees the case as the event left it; what it does starts no further reaction.
type Reaction struct {
	Name string              `json:"name"`         // unique; the notice it sends has this name
	On   []sla.Condition     `json:"on"`           // any of them
	If   map[string][]string `json:"if,omitempty"` // facts that must hold: {"expedites": ["3"]}, {"tag.media": ["yes"]}
	Do   map[string]string   `json:"do"`           // see Doings
}

// Template is the text of a notice, with variables in braces: {number}, {due.resolve}, {field.room}; see Variables. Of
// several for one notice the first whose To has the recipient is used. A notice without a template gets a plain text of
// its name, the number and the state.
type Template struct {
	Notice  string   `json:"notice"`           // name of the notice: "acknowledged", "breach", a reaction's name
	To      []string `json:"to,omitempty"`     // recipients it is for, see RecipientKinds; empty means any
	Subject Text     `json:"subject,omitzero"` // one line
	Body    Text     `json:"body"`             // several
	Urgent  bool     `json:"urgent,omitempty"` // sent in quiet hours too, and never in a digest
}

// QuietPolicy keeps notices back outside the open hours of a calendar; they are released at the next opening. Urgent
// templates and cases of the severities named go out at once, and in no digest. What is kept back keeps its order; what
// is urgent does not wait behind it.
type QuietPolicy struct {
	Calendar   string   `json:"calendar,omitempty"`   // "" means there are no quiet hours
	Severities []string `json:"severities,omitempty"` // severities that are never kept back
	To         []string `json:"to,omitempty"`         // see RecipientKinds; empty means everybody
}

// DigestPolicy gathers the notices of a recipient: at most one message in a window, whatever happens. Windows are counted
// from 1970, UTC: fifteen minutes are the quarters of every hour. What a window brought leaves when it ends, or at the next
// opening if quiet hours keep it back. The notices to a complainant are gathered case by case.
type DigestPolicy struct {
	Window sla.Span `json:"window,omitzero"` // elapsed time, at most a day; zero means that every notice is a message
	To     []string `json:"to,omitempty"`    // see RecipientKinds; empty means person, role and unit
}

// Duration is the window as elapsed time; 0 when notices are not gathered.
func (d DigestPolicy) Duration() time.Duration {
	unit := map[sla.Unit]time.Duration{sla.Second: time.Second, sla.Minute: time.Minute, sla.Hour: time.Hour}
	return time.Duration(d.Window.N()) * unit[d.Window.Unit()]
}

// RecipientKinds returns what an address may be about: the complainant, a person, a role, a unit, a party outside.
func RecipientKinds() []string { return []string{"complainant", "person", "role", "unit", "party"} }

// DigestNotice is the name of the notice that gathers others. Its template may use {count} and {list}, and no variable of
// a case.
const DigestNotice = "digest"

// Notices returns the names of the notices that the engine itself sends. Beside them stand the ids of steps that notify,
// and the names of reactions.
func Notices() []string {
	return []string{
		"registered", "acknowledged", "assigned", "return-asked", "returned", "ruled", "advise", "planned", "task", "wording",
		"approval", "approved", "denied", "lapsed", "delegated", "offer", "reply", "final-decision", "report", "instructed",
		"executed", "extended", "extension-withdrawn", "promised-again", "expedited", "expedited-often", "escalated", "message", "resolved",
		"unsatisfied", "reopened", "refused", "published", "appeal", "appeal-decided", "merged", "batched", "batch-suspected",
		"each-refused", "members-open", SurveyNotice, SurveyReminder, DigestNotice,
	}
}

// TemplateVariables returns what a template may name in braces; {due.TARGET} and {field.NAME} come beside them, and in the notices
// of an invitation SurveyVariables. The first ones
// are public, the last two open the sealed half of the case: they are filled in for the complainant and for roles that
// may see it, and the look is recorded.
func TemplateVariables() []string {
	return []string{
		"number", "due", "state", "severity", "kind", "unit", "owner", "place", "received", "level", "priority", "outcome", "reason",
		"recourse", "promise", "proposal", "task", "desk", "notice", "complainant", "demand",
	}
}

// SealedTemplateVariables returns the variables that open the sealed half of a case; a personal field of the trade is one, too.
func SealedTemplateVariables() []string { return []string{"complainant", "demand"} }

// ExpandTemplate replaces each variable in braces by its value. A brace that is not closed is text.
func ExpandTemplate(text string, value func(variable string) string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !ok || !closed {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(before)
		b.WriteString(value(name))
		text = after
	}
}
