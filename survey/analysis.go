package survey

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Analysis counts responses as they come and can give a [Result] at any time.
// It keeps integer counts per question, section, group and topic and none of
// the responses, so its size depends on the questionnaire, the groups and the
// topics only. It is not safe for concurrent use: give each goroutine its own
// and merge. It can be stored, see [Analysis.MarshalJSON].
type Analysis struct {
	form   *form
	boxes  BoxSet
	lowest int // lowest score that counts as satisfied
	opts   Options
	topics string // name of the grouping of comments
	total  *tally
	groups map[group]*tally
	// Scratch, reused by Add.
	sheet sheet
	cells []*tally
}

// group names one cell of a breakdown.
type group struct{ dimension, value string }

// Names of the usual dimensions of groups, so that hosts, reports and charts
// speak of the same thing. Any other name will do as well.
const (
	ByUnit     = "unit"     // responsible unit (责任单位)
	ByPeriod   = "period"   // the id of a [Period], for example "2026-Q3"
	ByCategory = "category" // what the complaint was about (类别)
	BySeverity = "severity" // how serious it was (等级)
	ByChannel  = "channel"  // how the person was asked (渠道)
)

// NewAnalysis starts with empty counts. The questionnaire is copied. The box
// set is required. Faults of the questionnaire come in an [*InvalidError];
// faults of box set and options in another, looked for first.
func NewAnalysis(q Questionnaire, boxes BoxSet, opts *Options) (*Analysis, error) {
	bad := faults{what: "analysis"}
	lowest, ok := boxes.lowest()
	if !ok {
		bad.add("boxes", fmt.Sprintf("%q is not one of %s", boxes, strings.Join(boxNames(), ", ")))
	}
	filled := opts.withDefaults(&bad)
	if err := bad.err(); err != nil {
		return nil, err
	}
	f, err := compile(q)
	if err != nil {
		return nil, err
	}
	a := &Analysis{
		form: f, boxes: boxes, lowest: lowest, opts: filled,
		total: newTally(f), groups: map[group]*tally{}, sheet: newSheet(f),
	}
	if filled.Topics != nil {
		a.topics = filled.Topics.Name
	}
	return a, nil
}

// Add counts one response. A response that does not fit, or that would open a
// group or topic too many, is refused with an [*InvalidError] and counted
// nowhere. It allocates nothing once groups and topics are known, and keeps no
// reference. That nobody is counted twice is the caller's to see to.
func (a *Analysis) Add(r Response) error {
	if err := a.form.read(r, a.sheet.slots); err != nil {
		return err
	}
	if err := a.full(1); err != nil {
		return err
	}
	a.sheet.partial = r.Partial
	a.sheet.fill(a.form, a.lowest)
	if err := a.group(r); err != nil {
		return err
	}
	if err := a.topicRoom("response", a.total.newTopics(a.sheet.topics)); err != nil {
		return err
	}
	cells, err := a.open("response", r.Groups)
	if err != nil {
		return err
	}
	for _, t := range cells {
		t.add(&a.sheet)
	}
	return nil
}

// Invited counts n people who were asked, in the groups their responses will
// carry, for the response rate (回收率). It may be called before or after the
// responses come in. Errors are as in Add.
func (a *Analysis) Invited(n int, groups map[string]string) error {
	return a.people("invitation", n, groups, func(t *tally) *int64 { return &t.invited })
}

// Population counts n people who could have answered, asked or not, in their
// groups (总体). Where it is known, intervals of shares and means allow for a
// sample that is a good part of everybody, and [Analysis.Stratified] weighs by
// it. Parts of a population counted in several analyses add up when they are
// merged, so each person is told to one of them only. Errors are as in Add.
func (a *Analysis) Population(n int, groups map[string]string) error {
	return a.people("population", n, groups, func(t *tally) *int64 { return &t.population })
}

// people counts people in the total and their groups.
func (a *Analysis) people(what string, n int, groups map[string]string, count func(*tally) *int64) error {
	bad := faults{what: what}
	if n < 0 {
		bad.add("n", fmt.Sprintf("must not be negative, is %d", n))
	}
	bounded(&bad, "n", *count(a.total), int64(n))
	checkGroups(&bad, groups)
	if err := bad.err(); err != nil {
		return err
	}
	cells, err := a.open(what, groups)
	if err != nil {
		return err
	}
	for _, t := range cells {
		*count(t) += int64(n)
	}
	return nil
}

// open gives the tallies of the total and of every group, or opens none. The
// list is scratch.
func (a *Analysis) open(what string, groups map[string]string) ([]*tally, error) {
	a.cells = append(a.cells[:0], a.total)
	for dimension, value := range groups {
		if t := a.groups[group{dimension, value}]; t != nil {
			a.cells = append(a.cells, t)
		}
	}
	fresh := len(groups) + 1 - len(a.cells)
	if fresh == 0 {
		return a.cells, nil
	}
	if err := a.room(what, fresh); err != nil {
		return nil, err
	}
	for dimension, value := range groups {
		if key := (group{dimension, value}); a.groups[key] == nil {
			a.groups[key] = newTally(a.form)
			a.cells = append(a.cells, a.groups[key])
		}
	}
	return a.cells, nil
}

// room refuses more groups than the options allow.
func (a *Analysis) room(what string, fresh int) error {
	return bound(what, "groups", len(a.groups)+fresh, fresh, a.opts.MaxGroups)
}

// topicRoom refuses more topics than the options allow.
func (a *Analysis) topicRoom(what string, fresh int) error {
	return bound(what, "topics", len(a.total.topics)+fresh, fresh, a.opts.MaxTopics)
}

func bound(what, path string, n, fresh, most int) error {
	if fresh == 0 || n <= most {
		return nil
	}
	bad := faults{what: what}
	bad.add(path, fmt.Sprintf("would make %d %s, at most %d are allowed", n, path, most))
	return bad.err()
}

// full refuses more responses than the bound.
func (a *Analysis) full(more int64) error {
	if more <= maxCount-a.total.responses {
		return nil
	}
	bad := faults{what: "analysis"}
	bounded(&bad, "responses", a.total.responses, more)
	return bad.err()
}

// maxCount bounds every count of people, so that no sum overflows and whatever is
// counted can be stored and read again.
const maxCount = 1 << 38

// bounded refuses to count more people than the bound.
func bounded(bad *faults, path string, have, more int64) {
	if more > maxCount-have {
		bad.add(path, fmt.Sprintf("would make more than %d", int64(maxCount)))
	}
}

// sortedGroups gives the groups by dimension, then value.
func (a *Analysis) sortedGroups() []group {
	return slices.SortedFunc(maps.Keys(a.groups), func(x, y group) int {
		return cmp.Or(cmp.Compare(x.dimension, y.dimension), cmp.Compare(x.value, y.value))
	})
}
