package sla

import (
	"fmt"
	"slices"
	"time"
)

// Entered says that a case entered a stage at an instant.
type Entered struct {
	// Stage is the stage, in the host's vocabulary. Required.
	Stage string `json:"stage"`
	// At is when the case entered it.
	At time.Time `json:"at"`
}

// Stay is how long a case stood in one stage, all its visits together.
type Stay struct {
	// Stage is the stage.
	Stage string `json:"stage"`
	// Visits counts how often it was entered from another stage.
	Visits int `json:"visits"`
	// Elapsed is the real time the case stood there. Nanoseconds.
	Elapsed time.Duration `json:"elapsed"`
	// Open is the open time of the calendar within Elapsed. Nanoseconds.
	Open time.Duration `json:"open"`
}

// Dwell sums up how long a case stood in each stage (各环节停留时长) until an
// instant: the end of the case, or now. Stages come in the order in which they
// were first entered; all their Elapsed together are the time from the first
// entry to until. The list may be in any order; of two entries at one instant
// the later in the list came later. Entering the stage the case stands in
// changes nothing, and entries after until are left out, so that Dwell answers
// for any moment of the past. No entries give no stays.
//
// It is a pure function that keeps nothing of its arguments. It returns an
// *InvalidError that names every fault: no calendar, a blank stage, an instant
// outside the years a calendar covers.
func Dwell(cal *Calendar, entered []Entered, until time.Time) ([]Stay, error) {
	if err := checkDwell(cal, entered, until); err != nil {
		return nil, err
	}
	path := slices.DeleteFunc(slices.Clone(entered), func(e Entered) bool { return e.At.After(until) })
	slices.SortStableFunc(path, func(a, b Entered) int { return a.At.Compare(b.At) })
	path = slices.CompactFunc(path, func(a, b Entered) bool { return a.Stage == b.Stage })
	var stays []Stay
	for i, e := range path {
		left := until
		if i+1 < len(path) {
			left = path[i+1].At
		}
		k := slices.IndexFunc(stays, func(s Stay) bool { return s.Stage == e.Stage })
		if k < 0 {
			k = len(stays)
			stays = append(stays, Stay{Stage: e.Stage})
		}
		stays[k].Visits++
		stays[k].Elapsed += left.Sub(e.At)
		stays[k].Open += cal.Between(e.At, left)
	}
	return stays, nil
}

func checkDwell(cal *Calendar, entered []Entered, until time.Time) error {
	var fs faults
	if cal == nil {
		fs.add("calendar", "must be given", "")
	}
	for i, e := range entered {
		if e.Stage == "" {
			fs.add(fmt.Sprintf("entered[%d].stage", i), "must be given", "")
		}
		fs.merge(fmt.Sprintf("entered[%d].at", i), checkCovered(e.At))
	}
	fs.merge("until", checkCovered(until))
	return fs.err()
}
