package survey

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// Options adjusts an [Analysis]. A nil *Options means all defaults.
type Options struct {
	// MinCell is the number of people below which a figure is marked small:
	// too few to act on, and few enough to recognise somebody. Defaults to 30.
	MinCell int
	// MaxGroups bounds the number of different groups, over all dimensions,
	// and with it the memory: a dimension with a value per person (a phone
	// number) would have no bound. Defaults to 1000.
	MaxGroups int
}

// withDefaults fills in and checks the options.
func (o *Options) withDefaults(bad *faults) Options {
	out := Options{}
	if o != nil {
		out = *o
	}
	if out.MinCell < 0 {
		bad.add("min_cell", fmt.Sprintf("must not be negative, is %d", out.MinCell))
	}
	if out.MaxGroups < 0 {
		bad.add("max_groups", fmt.Sprintf("must not be negative, is %d", out.MaxGroups))
	}
	if out.MinCell == 0 {
		out.MinCell = 30
	}
	if out.MaxGroups == 0 {
		out.MaxGroups = 1000
	}
	return out
}

// Analysis counts responses as they come and can give a [Result] at any time.
// It keeps integer counts per question, section and group and none of the
// responses, so its size depends on the questionnaire and the groups only.
// It is not safe for concurrent use: give each goroutine its own and merge.
type Analysis struct {
	form   *form
	boxes  BoxSet
	lowest int // lowest score that counts as satisfied
	opts   Options
	total  *tally
	groups map[group]*tally
	slots  []slot // scratch, reused by Add
}

// group names one cell of a breakdown.
type group struct{ dimension, value string }

// NewAnalysis starts with empty counts. The questionnaire is copied. The box
// set is required. Faults of the questionnaire come in an [*InvalidError];
// faults of box set and options in another, looked for first.
func NewAnalysis(q Questionnaire, boxes BoxSet, opts *Options) (*Analysis, error) {
	bad := faults{what: "analysis"}
	lowest, ok := boxes.lowest()
	if !ok {
		bad.add("boxes", fmt.Sprintf("%q is not one of %s, %s", boxes, TopTwoOfFive, TopThreeOfFive))
	}
	filled := opts.withDefaults(&bad)
	if err := bad.err(); err != nil {
		return nil, err
	}
	f, err := compile(q)
	if err != nil {
		return nil, err
	}
	return &Analysis{
		form: f, boxes: boxes, lowest: lowest, opts: filled,
		total: newTally(f), groups: map[group]*tally{}, slots: make([]slot, len(f.questions)),
	}, nil
}

// Add counts one response. A response that does not fit, or that would open a
// group too many, is refused with an [*InvalidError] and counted nowhere. It
// allocates nothing once the groups are known, and keeps no reference. That
// nobody is counted twice is the caller's to see to.
func (a *Analysis) Add(r Response) error {
	if err := a.form.read(r, a.slots); err != nil {
		return err
	}
	if err := a.open("response", r.Groups); err != nil {
		return err
	}
	a.total.add(a.form, a.slots, a.lowest)
	for dimension, value := range r.Groups {
		a.groups[group{dimension, value}].add(a.form, a.slots, a.lowest)
	}
	return nil
}

// Invited counts n people who were asked, in the groups their responses will
// carry, for the response rate (回收率). It may be called before or after the
// responses come in. Errors are as in Add.
func (a *Analysis) Invited(n int, groups map[string]string) error {
	bad := faults{what: "invitation"}
	if n < 0 {
		bad.add("n", fmt.Sprintf("must not be negative, is %d", n))
	}
	checkGroups(&bad, groups)
	if err := bad.err(); err != nil {
		return err
	}
	if err := a.open("invitation", groups); err != nil {
		return err
	}
	a.total.invited += int64(n)
	for dimension, value := range groups {
		a.groups[group{dimension, value}].invited += int64(n)
	}
	return nil
}

// open makes sure that every group has a tally, or opens none.
func (a *Analysis) open(what string, groups map[string]string) error {
	fresh := 0
	for dimension, value := range groups {
		if a.groups[group{dimension, value}] == nil {
			fresh++
		}
	}
	if fresh == 0 {
		return nil
	}
	if err := a.room(what, fresh); err != nil {
		return err
	}
	for dimension, value := range groups {
		if key := (group{dimension, value}); a.groups[key] == nil {
			a.groups[key] = newTally(a.form)
		}
	}
	return nil
}

// room refuses more groups than the options allow.
func (a *Analysis) room(what string, fresh int) error {
	if len(a.groups)+fresh <= a.opts.MaxGroups {
		return nil
	}
	bad := faults{what: what}
	bad.add("groups", fmt.Sprintf("would make %d groups, at most %d are allowed", len(a.groups)+fresh, a.opts.MaxGroups))
	return bad.err()
}

// Merge adds the counts of another analysis, which is left as it was. The
// result is the same as if all responses had been added here. It refuses, with
// a [*MismatchError], another questionnaire, version or box set; with an
// [*InvalidError] more groups than its own options allow, and itself, which
// would count everybody twice. After an error nothing is merged. The receiver's
// options stay.
func (a *Analysis) Merge(other *Analysis) error {
	if err := a.mergeable(other); err != nil {
		return err
	}
	fresh := 0
	for key := range other.groups {
		if a.groups[key] == nil {
			fresh++
		}
	}
	if err := a.room("merge", fresh); err != nil {
		return err
	}
	a.total.merge(other.total)
	for key, counts := range other.groups {
		if a.groups[key] == nil {
			a.groups[key] = newTally(a.form)
		}
		a.groups[key].merge(counts)
	}
	return nil
}

// mergeable says why two analyses must stay apart.
func (a *Analysis) mergeable(other *Analysis) error {
	if other == nil || other == a {
		bad := faults{what: "merge"}
		bad.add("", "must be another analysis")
		return bad.err()
	}
	have, got := &a.form.questionnaire, &other.form.questionnaire
	switch {
	case have.ID != got.ID:
		return &MismatchError{Field: "questionnaire", Have: have.ID, Got: got.ID}
	case have.Version != got.Version:
		return &MismatchError{Field: "version", Have: strconv.Itoa(have.Version), Got: strconv.Itoa(got.Version)}
	case a.boxes != other.boxes:
		return &MismatchError{Field: "boxes", Have: string(a.boxes), Got: string(other.boxes)}
	case a.form.content != other.form.content:
		return &MismatchError{Field: "content"}
	}
	return nil
}

// sortedGroups gives the groups by dimension, then value.
func (a *Analysis) sortedGroups() []group {
	return slices.SortedFunc(maps.Keys(a.groups), func(x, y group) int {
		return cmp.Or(cmp.Compare(x.dimension, y.dimension), cmp.Compare(x.value, y.value))
	})
}
