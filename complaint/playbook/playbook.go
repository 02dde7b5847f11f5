// Package playbook describes one trade's complaint rules as data: who may do what, which steps a severity needs,
// which deadlines run, how a case is numbered and classified. A Playbook is a plain value with a JSON form; the engine
// in package complaint runs it. Validate reports every fault at once, each with its path.
package playbook

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/survey"
)

// Playbook is the rule book of one trade. It is immutable once a desk has opened it: the same ID and Version with
// another content is refused. A case is pinned to the version it was registered under.
type Playbook struct {
	ID      string   `json:"id"`      // "hotel": lower case, digits and dashes
	Version string   `json:"version"` // "1", "2026.1": any text without spaces
	Title   Text     `json:"title"`
	Sources []Source `json:"sources,omitempty"` // where the rules come from

	Laws []Law `json:"laws,omitempty"` // the law that binds it, each with the days of receipt it holds for

	Acknowledged []Acknowledgement `json:"acknowledged,omitempty"` // warnings that are meant, each with its reason

	// When work is done, and what is owed by when.
	Calendars []sla.CalendarSpec `json:"calendars"`
	Calendar  string             `json:"calendar"` // id of the default calendar; its zone is the playbook's
	Targets   []sla.Target       `json:"targets,omitempty"`

	// Who handles cases, with which authority.
	Numbers      Numbers        `json:"numbers"`
	Roles        []Role         `json:"roles"`
	Ladder       []string       `json:"ladder,omitempty"` // role codes, lowest rung first: who is next when authority ends
	Grants       []Grant        `json:"grants"`
	Separate     []Separation   `json:"separate,omitempty"` // who may not do what after having done something else
	Approval     ApprovalPolicy `json:"approval"`
	Units        []Unit         `json:"units"`
	FallbackUnit string         `json:"desk"` // code of the unit that owns a case nobody else owns: never nobody

	// What a complaint is, and what may be said about it.
	Channels []Channel         `json:"channels"`
	Kinds    []Kind            `json:"kinds,omitempty"` // complaint, query, suggestion …; the first is the default
	Grades   []Grade           `json:"grades"`
	Fields   []Field           `json:"fields,omitempty"`
	Facts    []Fact            `json:"facts,omitempty"`
	Rules    *classify.RuleSet `json:"rules,omitempty"`
	Reasons  []Reason          `json:"reasons,omitempty"` // closed lists of reasons, by command
	Messages []Code            `json:"messages,omitempty"`
	Reliefs  []Relief          `json:"reliefs,omitempty"`
	Outcomes []Code            `json:"outcomes,omitempty"`
	Tasks    []TaskRule        `json:"tasks,omitempty"`
	Scripts  []Script          `json:"scripts,omitempty"` // what the desk asks on the telephone, and what each verdict means
	Expedite ExpeditePolicy    `json:"expedite"`
	Evidence []Code            `json:"evidence,omitempty"` // kinds of evidence a plan may ask for; empty means any code
	Proxies  []Code            `json:"proxies,omitempty"`  // authority to complain for somebody: signed, heir, guardian; empty means not asked
	Tell     []Code            `json:"tell,omitempty"`     // what an acknowledgement tells the complainant: process, limit, contact
	Recourse []Code            `json:"recourse,omitempty"` // where a complainant who is not agreed with may turn
	Joint    JointPolicy       `json:"joint,omitzero"`
	Direct   DirectPolicy      `json:"direct,omitzero"`
	Conflict ConflictPolicy    `json:"conflict,omitzero"`
	Batch    BatchPolicy       `json:"batch,omitzero"`
	Form     Form              `json:"form,omitzero"` // the handling sheet as a controlled document
	Offers   NegotiationPolicy `json:"offers,omitzero"`
	Limits   []Limit           `json:"limits,omitempty"` // money per complainant over all their cases
	Promise  PromisePolicy     `json:"promise,omitzero"`
	Appeals  []AppealRule      `json:"appeals,omitempty"` // empty: one review of our own a cycle, and any body outside

	// What people are told, and when.
	Reactions []Reaction   `json:"reactions,omitempty"`
	Templates []Template   `json:"templates,omitempty"`
	Quiet     QuietPolicy  `json:"quiet,omitzero"`
	Digest    DigestPolicy `json:"digest,omitzero"`

	Lifecycle         []Transition          `json:"lifecycle,omitempty"` // empty means DefaultLifecycle
	FollowUp          FollowUpPolicy        `json:"follow_up"`
	Survey            *survey.Questionnaire `json:"survey,omitempty"`
	Invite            SurveyPolicy          `json:"invite,omitzero"` // whom the survey asks after the end, and when
	Repeat            RepeatPolicy          `json:"repeat"`
	MaxReturns        int                   `json:"returns,omitempty"`  // how often a unit may send a case back; 0 means never
	ReturnsNeedRuling bool                  `json:"ruled,omitempty"`    // sending back is a request; a ruling decides it
	BackDate          sla.Span              `json:"back_date,omitzero"` // how far back Effective may lie before Recorded; zero means not at all
	Retention         sla.Span              `json:"retention,omitzero"` // how long after its end a case is kept before a step may erase it; a person granted erase may at once
}

// Text is a label in Chinese and English. An empty language falls back to the other.
type Text struct {
	ZH string `json:"zh,omitempty"`
	EN string `json:"en,omitempty"`
}

// In returns the text in a language ("zh" or "en").
func (t Text) In(lang string) string {
	if lang == "zh" && t.ZH != "" || t.EN == "" {
		return t.ZH
	}
	return t.EN
}

// Code is one value of a closed list.
type Code struct {
	Code  string `json:"code"`
	Label Text   `json:"label"`
}

// Source says where a rule comes from.
type Source struct {
	Rule       string `json:"rule"`                 // path or name of the rule in the playbook
	From       string `json:"from"`                 // requirement id, law and article
	Unverified bool   `json:"unverified,omitempty"` // our own value: sensible, not sourced
}
