package playbook

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/sla"
)

// Role is a position with a level of authority.
type Role struct {
	Code         string `json:"code"`
	Label        Text   `json:"label"`
	Level        int    `json:"level"`               // higher decides over lower
	Limit        Money  `json:"limit,omitzero"`      // compensation this role may grant alone, cumulative per case
	Unlimited    bool   `json:"unlimited,omitempty"` // no money limit
	SeesPersonal bool   `json:"sees,omitempty"`      // may read the complainant's personal data of cases in reach
	AllUnits     bool   `json:"everyone,omitempty"`  // reaches every unit's cases, not only those of the own unit
}

// Grant lets roles do commands. What nobody is granted, nobody may do.
type Grant struct {
	Roles      []string            `json:"roles"`
	Commands   []string            `json:"commands"`
	Severities []classify.Severity `json:"severities,omitempty"` // empty means any, unrated included
}

// Separation keeps two acts in two pairs of hands (four eyes, 回避). The person who did one of After in this case may
// not do Command.
type Separation struct {
	Command string   `json:"command"`
	After   []string `json:"after"` // commands
}

// ApprovalPolicy says how an approval is decided.
type ApprovalPolicy struct {
	Need    int      `json:"need,omitempty"`   // how many must approve; 0 means one
	Expires sla.Span `json:"expires,omitzero"` // pending approvals lapse after this; zero means never
	Above   []Band   `json:"above,omitempty"`  // more approvers from an amount on; the last band that applies rules
}

// Band asks for more approvers from an amount on.
type Band struct {
	Amount Money `json:"amount"`
	Need   int   `json:"need"`
}

// Unit is a part of the organisation that handles cases.
type Unit struct {
	Code   string `json:"code"`
	Label  Text   `json:"label"`
	Head   string `json:"head,omitempty"`   // role code of its head, told when nobody else is there
	Parent string `json:"parent,omitempty"` // unit code
}

// Channel is a way a complaint arrives.
type Channel struct {
	Code     string   `json:"code"`
	Label    Text     `json:"label"`
	Required []string `json:"required,omitempty"` // intake fields that must be known before assessment
}

// Grade is a severity with its definition and what it asks for.
type Grade struct {
	Severity    classify.Severity `json:"severity"`
	Label       Text              `json:"label"`
	Definition  Text              `json:"definition"`
	Required    []string          `json:"required,omitempty"`    // intake fields that must be known before assessment
	MustPass    []string          `json:"steps,omitempty"`       // states the case must have passed before it is resolved
	Direct      bool              `json:"direct,omitempty"`      // may be closed at the desk (直接办结)
	Instruction bool              `json:"instruction,omitempty"` // reported first, acted on only after instruction
	FollowUp    bool              `json:"follow_up,omitempty"`   // closed only after a follow-up (回访)
	CaseStudy   bool              `json:"review,omitempty"`      // archived only with a case study (案例)
	Plan        bool              `json:"plan,omitempty"`        // acted on only by a plan
	Wording     bool              `json:"wording,omitempty"`     // nothing is said outside before its wording was released
	Unit        string            `json:"unit,omitempty"`        // takes these cases whatever the route says, and while they are handled if the severity rises to this
}
