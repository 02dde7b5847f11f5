package survey

import (
	"fmt"
	"strings"
	"time"
)

// VisitReview says which visits were made, which are missing, and what became
// of what was raised on them.
type VisitReview struct {
	// Cells are in the order of duties, periods and areas.
	Cells []VisitCell `json:"cells"`
	// Items is what was raised; Solved, Late and Open divide it: late ones are
	// past a promised answer and not solved.
	Items  int64 `json:"items"`
	Solved int64 `json:"solved"`
	Late   int64 `json:"late"`
	Open   int64 `json:"open"`
	// Handled is Solved of Items (走访处理率, target 1 in R02), Valid the share
	// of valid complaints in Items (有效投诉率, below 0.01 in R02), both 0 to 1,
	// counted and not sampled, so without interval. No data without items.
	Handled Estimate `json:"handled"`
	Valid   Estimate `json:"valid"`
	// ValidComplaints is the count behind Valid.
	ValidComplaints int64 `json:"valid_complaints"`
	// Referred is how many serious items have a case, Unreferred how many have
	// none and still need one.
	Referred   int64 `json:"referred"`
	Unreferred int64 `json:"unreferred"`
}

// VisitCell is one area in one period of one duty.
type VisitCell struct {
	Duty    string `json:"duty"`
	Period  string `json:"period"`
	Area    string `json:"area"`
	Officer string `json:"officer"`
	// Planned is the least number of visits, Done how many there were.
	Planned int `json:"planned"`
	Done    int `json:"done"`
	// Missing is what a period that is over lacks, Due what one that runs still
	// needs by Until. Extra is what exceeds the duty's bound.
	Missing int       `json:"missing"`
	Due     int       `json:"due"`
	Extra   int       `json:"extra,omitempty"`
	Until   time.Time `json:"until"`
}

// Review holds the visits against the plan for the periods that overlap
// [from, to), as of an instant: visits after it, and outside those periods, are
// not counted. A visit of an area by somebody else than its officer counts. A
// broken plan, visits that name no duty or area of the plan, have a blank or
// repeated id, no time, items of no known kind or with the id of another come in one [*InvalidError].
func (p VisitPlan) Review(visits []VisitDone, from, to, at time.Time) (VisitReview, error) {
	if err := p.Validate(); err != nil {
		return VisitReview{}, err
	}
	if err := p.checkVisits(visits); err != nil {
		return VisitReview{}, err
	}
	zone, _ := zoneRule(p.Zone)
	r := VisitReview{}
	for _, d := range p.Duties {
		for _, period := range PeriodsBetween(from, to, d.Every, zone) {
			for _, a := range d.Areas {
				cell := VisitCell{
					Duty: d.ID, Period: period.ID, Area: a.ID, Officer: a.Officer,
					Planned: d.AtLeast, Until: period.End,
				}
				for _, v := range visits {
					if v.Duty == d.ID && v.Area == a.ID && period.holds(v.At) && !v.At.After(at) {
						cell.Done++
						r.items(v.Items, at)
					}
				}
				r.Cells = append(r.Cells, cell.settle(d, at))
			}
		}
	}
	r.Handled = point(float64(r.Solved)/float64(r.Items), r.Items)
	r.Valid = point(float64(r.ValidComplaints)/float64(r.Items), r.Items)
	return r, nil
}

// holds reports whether an instant lies in the period.
func (p Period) holds(t time.Time) bool { return !t.Before(p.Start) && t.Before(p.End) }

// settle works out what is missing.
func (c VisitCell) settle(d VisitDuty, at time.Time) VisitCell {
	lack := max(0, c.Planned-c.Done)
	if at.Before(c.Until) {
		c.Due = lack
	} else {
		c.Missing = lack
	}
	if d.AtMost > 0 {
		c.Extra = max(0, c.Done-d.AtMost)
	}
	return c
}

// items counts what was raised on one visit.
func (r *VisitReview) items(items []VisitItem, at time.Time) {
	for _, i := range items {
		r.Items++
		switch {
		case !i.Solved.IsZero() && !i.Solved.After(at):
			r.Solved++
		case !i.Promised.IsZero() && i.Promised.Before(at):
			r.Late++
		default:
			r.Open++
		}
		if i.Serious && i.Case != "" {
			r.Referred++
		} else if i.Serious {
			r.Unreferred++
		}
		if i.Kind == VisitComplaint && i.Valid {
			r.ValidComplaints++
		}
	}
}

// checkVisits gathers the faults of the records.
func (p VisitPlan) checkVisits(visits []VisitDone) error {
	bad := faults{what: "visits"}
	ids := map[string]bool{}
	for i, v := range visits {
		path := at("visits", i)
		if strings.TrimSpace(v.ID) == "" || ids[v.ID] {
			bad.add(under(path, "id"), "must not be blank or repeated")
		}
		ids[v.ID] = true
		if !p.assigns(v.Duty, v.Area) {
			bad.add(under(path, "area"), fmt.Sprintf("the plan has no duty %q in area %q", v.Duty, v.Area))
		}
		if v.At.IsZero() {
			bad.add(under(path, "at"), "must be set")
		}
		seen := map[string]bool{}
		for j, item := range v.Items {
			if item.ID != "" && seen[item.ID] {
				bad.add(under(at(under(path, "items"), j), "id"), fmt.Sprintf("%q is used twice on this visit", item.ID))
			}
			seen[item.ID] = true
			if !item.Kind.known() {
				bad.add(under(at(under(path, "items"), j), "kind"), fmt.Sprintf("%q is not one of question, opinion, request, complaint", item.Kind))
			}
		}
	}
	return bad.err()
}

func (p VisitPlan) assigns(duty, area string) bool {
	for _, d := range p.Duties {
		for _, a := range d.Areas {
			if d.ID == duty && a.ID == area {
				return true
			}
		}
	}
	return false
}

// Missing lists the cells that lack visits: those of periods that are over, then
// those of running ones.
func (r VisitReview) Missing() (list []VisitCell) {
	for _, over := range []bool{true, false} {
		for _, c := range r.Cells {
			if over && c.Missing > 0 || !over && c.Due > 0 {
				list = append(list, c)
			}
		}
	}
	return list
}
