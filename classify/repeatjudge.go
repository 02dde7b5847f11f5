package classify

import (
	"slices"
	"strings"
	"time"
)

// Repeat is what a [RepeatRule] says about one complaint.
type Repeat struct {
	Is      bool     `json:"is"`
	Earlier []string `json:"earlier,omitempty"` // cases within the window, oldest first
	// StillOpen is an earlier case that is still being handled, the latest of them: the
	// new complaint is then a reminder (催办) of that case. Empty means that a repeat is
	// a new work order.
	StillOpen string `json:"still_open,omitempty"`
}

// Judge looks at the earlier complaints under the key of a case received at the given
// time. Those before the window, after the case and the case itself do not count; the
// window includes the instant it begins. History may be in any order.
func (r RepeatRule) Judge(at time.Time, caseID string, history []Occurrence) Repeat {
	var out Repeat
	for _, o := range within(at, r.Window, caseID, history) {
		out.Earlier = append(out.Earlier, o.Case)
		if o.Open {
			out.StillOpen = o.Case
		}
	}
	out.Is = len(out.Earlier) >= max(r.AtLeast, 1)
	return out
}

// Batch is what a [BatchRule] says about one complaint.
type Batch struct {
	Reached   bool     `json:"reached"`
	First     bool     `json:"first"`     // this complaint is the one that reaches it
	Customers int      `json:"customers"` // distinct customers, this one included
	Cases     []string `json:"cases"`     // earlier cases within the window, oldest first
}

// Judge counts the distinct customers under the key of a case received at the given
// time, as RepeatRule.Judge counts cases.
func (b BatchRule) Judge(at time.Time, caseID, customer string, history []Occurrence) Batch {
	seen := map[string]bool{}
	out := Batch{Cases: []string{}}
	for _, o := range within(at, b.Window, caseID, history) {
		seen[o.Customer] = true
		out.Cases = append(out.Cases, o.Case)
	}
	before := len(seen)
	seen[customer] = true
	out.Customers = len(seen)
	out.Reached = out.Customers >= b.Customers
	out.First = out.Reached && before < b.Customers
	return out
}

// within returns the other cases of the window that ends at the given time, oldest
// first, each case once with its latest entry.
func within(at time.Time, w Window, caseID string, history []Occurrence) []Occurrence {
	from := at.Add(-time.Duration(w))
	last := map[string]int{}
	var out []Occurrence
	for _, o := range history {
		if o.Case == caseID || o.At.Before(from) || o.At.After(at) {
			continue
		}
		if i, ok := last[o.Case]; ok {
			if !o.At.Before(out[i].At) {
				out[i] = o
			}
			continue
		}
		last[o.Case] = len(out)
		out = append(out, o)
	}
	slices.SortStableFunc(out, func(a, b Occurrence) int {
		if d := a.At.Compare(b.At); d != 0 {
			return d
		}
		return strings.Compare(a.Case, b.Case)
	})
	return out
}
