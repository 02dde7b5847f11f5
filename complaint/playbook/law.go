package playbook

import (
	"slices"

	"github.com/redress-go/redress/sla"
)

// Law is a legal instrument (法规) whose time limits a playbook carries, with where it comes from and when it holds. Which
// law binds a case follows from the day the complaint was received, in the playbook's zone: the fact law.ID is "yes" for
// the cases received from the day From to the day To. So a playbook carries the old rule and the new one side by side,
// and a case received before the change keeps the rule of its day. None of it is legal advice.
type Law struct {
	ID           string       `json:"id"`      // "cn.fin.2020": letters, digits, dashes and dots; the fact is law.ID
	Version      string       `json:"version"` // of this reading of it
	Title        Text         `json:"title"`
	Number       string       `json:"number,omitempty"` // 银保监会令2020年第3号
	Jurisdiction string       `json:"jurisdiction"`     // ISO 3166: "CN", "CN-ZJ", "GB"; "EU"
	Trades       []string     `json:"trades,omitempty"` // whom it binds: "bank", "insurance"; empty means everybody
	Issued       sla.Date     `json:"issued,omitzero"`
	From         sla.Date     `json:"from,omitzero"` // first day of receipt it applies to; zero means that it is not known, or always
	To           sla.Date     `json:"to,omitzero"`   // last day of receipt; zero means that it is in force
	Replaces     []string     `json:"replaces,omitempty"`
	Limits       []LegalLimit `json:"limits"`
}

// LegalLimit is one time limit of a law.
type LegalLimit struct {
	ID         string      `json:"id"`                // "decide"; unique in its law
	Article    string      `json:"article,omitempty"` // "Art 20"
	Label      Text        `json:"label"`             // what it says, on one line
	Whom       Bound       `json:"whom"`
	Body       string      `json:"body,omitempty"`     // code of the body outside that it binds, or that the complainant turns to
	Term       sla.Term    `json:"term,omitzero"`      // the limit itself; zero means that the law gives no number
	Most       sla.Term    `json:"most,omitzero"`      // with every extension; zero means that there is none
	Starts     Text        `json:"starts"`             // what it counts from
	Pauses     Text        `json:"pauses,omitzero"`    // what it does not count; empty means nothing
	Confidence Confidence  `json:"confidence"`         // how sure we are of this line
	Verified   sla.Date    `json:"verified"`           // when it was looked up
	Target     *sla.Target `json:"target,omitempty"`   // the clock a desk runs for it; nil when no event of a case drives it
	Appeal     *AppealRule `json:"appeal,omitempty"`   // the way to a body outside that it opens
	Watches    string      `json:"watches,omitempty"`  // name of the target that runs for it; set when it is laid over a playbook
	Practice   bool        `json:"practice,omitempty"` // what a trade is used to, and no law: it binds nobody
}

// Bound says whom a limit binds.
type Bound string

// Whom a limit binds.
const (
	BindsCompany     Bound = "company"     // the organisation complained about
	BindsRegulator   Bound = "regulator"   // an authority or body outside
	BindsComplainant Bound = "complainant" // who complains: later, the way is closed
)

// Confidence says what a line of law was read in.
type Confidence string

// The confidences, the best first.
const (
	Official   Confidence = "official"   // an official site, or a mirror of the official text
	Copy       Confidence = "copy"       // another copy of the source
	Reported   Confidence = "reported"   // news, law firms, third parties
	Unverified Confidence = "unverified" // from memory: not to be relied on
)

// Owes reports whether a limit is the playbook's organisation's own to keep: it binds the company, or it binds an authority
// and is laid over the authority's own playbook. The clock of somebody else's limit runs once an appeal.
func (p *Playbook) Owes(l *LegalLimit) bool {
	switch {
	case l.Practice:
		return false
	case l.Whom == BindsCompany:
		return true
	}
	t := p.Target(l.Watches)
	return l.Whom == BindsRegulator && t != nil && t.Per != "appeal"
}

// Target returns the target with that name, nil when the playbook has none.
func (p *Playbook) Target(name string) *sla.Target {
	if i := slices.IndexFunc(p.Targets, func(t sla.Target) bool { return t.Name == name }); i >= 0 {
		return &p.Targets[i]
	}
	return nil
}

// Holds reports whether the law applies to a complaint received on a day.
func (l *Law) Holds(received sla.Date) bool {
	return !received.Before(l.From) && (l.To.IsZero() || !received.After(l.To))
}

// Law returns the law with that id, nil when the playbook does not carry it.
func (p *Playbook) Law(id string) *Law {
	if i := slices.IndexFunc(p.Laws, func(l Law) bool { return l.ID == id }); i >= 0 {
		return &p.Laws[i]
	}
	return nil
}

// isLawID reports whether s may name a law.
func isLawID(s string) bool {
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '.' {
			return false
		}
	}
	return s != "" && len(s) <= 64
}
