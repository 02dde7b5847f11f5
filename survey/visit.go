package survey

import (
	"fmt"
	"time"
)

// VisitPlan says who visits which area how often (走访计划, R02): the office
// director once or twice a year, each estate officer the assigned area once a
// quarter, the residents' meeting every half year. It is plain data.
type VisitPlan struct {
	// ID is a code, Version counts from 1.
	ID      string `json:"id"`
	Version int    `json:"version"`
	Title   Label  `json:"title"`
	// Zone is the IANA zone in which periods begin and end.
	Zone   string      `json:"zone"`
	Duties []VisitDuty `json:"duties"`
	// Targets are what a review is held against.
	Targets VisitTargets `json:"targets,omitzero"`
}

// VisitTargets bound the rates of a [VisitReview], both 0 to 1. 0 sets no target.
// R02 handles everything, 1, and has valid complaints below 0.01.
type VisitTargets struct {
	// Handled is the least share of what was raised that must be solved.
	Handled float64 `json:"handled,omitzero"`
	// ValidBelow is what the share of valid complaints must lie below. A share
	// equal to it misses it.
	ValidBelow float64 `json:"valid_below,omitzero"`
}

// Missed names the targets that a review misses, in the order "handled",
// "valid_below". What has no data misses none.
func (t VisitTargets) Missed(r VisitReview) (list []string) {
	if v, ok := r.Handled.Value(); ok && v < t.Handled {
		list = append(list, "handled")
	}
	if v, ok := r.Valid.Value(); ok && t.ValidBelow > 0 && v >= t.ValidBelow {
		list = append(list, "valid_below")
	}
	return list
}

// VisitDuty is one kind of visit that recurs.
type VisitDuty struct {
	// ID is a code, unique in the plan.
	ID    string `json:"id"`
	Title Label  `json:"title"`
	Every Every  `json:"every"`
	// AtLeast is how many visits each area gets in each period, 1 or more;
	// AtMost is a bound, 0 for none. Visits above it are reported as extra.
	AtLeast int `json:"at_least"`
	AtMost  int `json:"at_most,omitempty"`
	// Areas are the places concerned, each with the code of who visits it; one
	// or more.
	Areas []VisitArea `json:"areas"`
}

// VisitArea is an area and who is responsible for it.
type VisitArea struct {
	ID    string `json:"id"`
	Title Label  `json:"title"`
	// Officer is the host's key of who visits it, not blank.
	Officer string `json:"officer"`
}

// VisitDone is the record of a visit (走访记录).
type VisitDone struct {
	// ID is the host's key, unique; Duty and Area are those of the plan.
	ID   string    `json:"id"`
	Duty string    `json:"duty"`
	Area string    `json:"area"`
	By   string    `json:"by"`
	At   time.Time `json:"at"`
	// Items are the questions, opinions, requests and complaints raised, each
	// of its own.
	Items []VisitItem `json:"items,omitempty"`
}

// VisitItem is one thing raised on a visit. What was said is the host's to keep.
type VisitItem struct {
	// ID is unique in the visit.
	ID   string    `json:"id"`
	Kind VisitKind `json:"kind"`
	// Promised is when an answer was promised that could not be given on the
	// spot; zero when none was.
	Promised time.Time `json:"promised,omitzero"`
	// Serious ones are referred upward; Case is the case that was opened.
	Serious bool   `json:"serious,omitempty"`
	Case    string `json:"case,omitempty"`
	// Solved is when it was answered or solved; zero means not yet.
	Solved time.Time `json:"solved,omitzero"`
	// Valid says that a complaint was found valid.
	Valid bool `json:"valid,omitempty"`
}

// VisitKind says what was raised.
type VisitKind string

// The kinds of item.
const (
	VisitQuestion  VisitKind = "question"  // 询问
	VisitOpinion   VisitKind = "opinion"   // 意见
	VisitRequest   VisitKind = "request"   // 要求
	VisitComplaint VisitKind = "complaint" // 投诉
)

func (k VisitKind) known() bool {
	return k == VisitQuestion || k == VisitOpinion || k == VisitRequest || k == VisitComplaint
}

// maxVisits bounds how many visits one duty can ask for in a period.
const maxVisits = 1000

// Validate checks every rule of the plan and reports all that are broken in one
// [*InvalidError], or nil.
func (p VisitPlan) Validate() error {
	v := planValidator{validator{faults: faults{what: "visit plan"}, seen: map[string]string{}}}
	v.versioned("id", p.ID, "version", p.Version)
	v.title(p.Title)
	if _, rule := zoneRule(p.Zone); rule != "" {
		v.add("zone", rule)
	}
	if len(p.Duties) == 0 {
		v.add("duties", "must not be empty")
	}
	for i, d := range p.Duties {
		v.duty(at("duties", i), d)
	}
	v.fraction("targets.handled", p.Targets.Handled)
	v.fraction("targets.valid_below", p.Targets.ValidBelow)
	return v.err()
}

func (v *planValidator) fraction(path string, share float64) {
	if !(share >= 0 && share <= 1) {
		v.add(path, fmt.Sprintf("must lie between 0 and 1, is %g", share))
	}
}

func (v *planValidator) duty(path string, d VisitDuty) {
	v.unique(under(path, "id"), d.ID)
	v.label(under(path, "title"), d.Title)
	if d.Every.months() == 0 {
		v.add(under(path, "every"), fmt.Sprintf("%q is not one of month, quarter, half-year, year", d.Every))
	}
	if d.AtLeast < 1 || d.AtLeast > maxVisits {
		v.add(under(path, "at_least"), fmt.Sprintf("must lie between 1 and %d, not %d", maxVisits, d.AtLeast))
	}
	if d.AtMost != 0 && d.AtMost < d.AtLeast {
		v.add(under(path, "at_most"), fmt.Sprintf("must be 0 or at least %d, not %d", d.AtLeast, d.AtMost))
	}
	if len(d.Areas) == 0 {
		v.add(under(path, "areas"), "must not be empty")
	}
	seen := map[string]bool{}
	for i, a := range d.Areas {
		here := at(under(path, "areas"), i)
		v.code(under(here, "id"), a.ID)
		if seen[a.ID] {
			v.add(under(here, "id"), fmt.Sprintf("%q is used twice in this duty", a.ID))
		}
		seen[a.ID] = true
		v.label(under(here, "title"), a.Title)
		if !goodName(a.Officer) {
			v.add(under(here, "officer"), "must not be blank")
		}
	}
}

// ParseVisitPlan reads a visit plan from JSON as strictly as
// [ParseQuestionnaire] and validates it. Any error is an [*InvalidError].
func ParseVisitPlan(data []byte) (VisitPlan, error) {
	var p VisitPlan
	if err := strictDecode("visit plan", data, &p); err != nil {
		return VisitPlan{}, err
	}
	if err := p.Validate(); err != nil {
		return VisitPlan{}, err
	}
	return p, nil
}
