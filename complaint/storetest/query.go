package storetest

import (
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// queryRules is what holds for filters.
func queryRules() []testCase {
	rules := []testCase{
		{rule: "no case is an empty page", check: noCase},
		{rule: "an unknown order is refused", check: unknownOrder},
		{rule: "a changed case is found by what it is now", check: foundByNow},
		{rule: "a page holds the whole state", check: wholeState},
	}
	for _, f := range filters() {
		rules = append(rules, testCase{rule: f.rule, check: func(w *world) { filtered(w, f) }})
	}
	return rules
}

// filter is a rule of one filter: which of the hotel's cases pass it.
type filter struct {
	rule string
	complaint.Filter
	want []int
}

// hotel returns five cases that differ in everything a filter looks at.
func hotel() *complaint.Changeset {
	return unit(
		newCase(1, func(c *complaint.Case) { c.Unit, c.Severity, c.Tags = "front", 1, []string{"vip", "noise"} }),
		newCase(2, func(c *complaint.Case) { c.Unit, c.Severity, c.Owner = "front", 2, "u17" }, state(complaint.Dispatched)),
		newCase(3, func(c *complaint.Case) { c.Unit, c.Severity, c.Tags = "kitchen", 3, []string{"noise"} }, state(complaint.Closed)),
		newCase(4, func(c *complaint.Case) { c.Playbook.ID, c.Owner = "property", "u17" }, state(complaint.Merged), wake(4)),
		newCase(5, of("seaside"), func(c *complaint.Case) { c.Severity, c.Tags = 3, []string{"noisy", "%"} }, wake(5)),
	)
}

// minute returns the instant so many minutes after the morning; the nth case is received at minute n.
func minute(n int) time.Time { return morning().Add(time.Duration(n) * time.Minute) }

func filters() []filter {
	return []filter{
		{"no filter finds every case", complaint.Filter{}, []int{1, 2, 3, 4, 5}},
		{"organisation", complaint.Filter{Org: "seaside"}, []int{5}},
		{"state", complaint.Filter{States: []complaint.State{complaint.Registered}}, []int{1, 5}},
		{"any of several states", complaint.Filter{States: []complaint.State{complaint.Closed, complaint.Merged}}, []int{3, 4}},
		{"severity", complaint.Filter{Severities: []complaint.Severity{3}}, []int{3, 5}},
		{"any of several severities, unrated too", complaint.Filter{Severities: []complaint.Severity{0, 1}}, []int{1, 4}},
		{"responsible unit", complaint.Filter{Unit: "front"}, []int{1, 2}},
		{"person in charge", complaint.Filter{Owner: "u17"}, []int{2, 4}},
		{"number", complaint.Filter{Number: "C2026-000003"}, []int{3}},
		{"number in another organisation", complaint.Filter{Number: "C2026-000003", Org: "seaside"}, nil},
		{"tag", complaint.Filter{Tag: "noise"}, []int{1, 3}},
		{"tag with a wild card is a plain tag", complaint.Filter{Tag: "%"}, []int{5}},
		{"playbook", complaint.Filter{Playbook: "property"}, []int{4}},
		{"received from an instant on", complaint.Filter{ReceivedFrom: minute(4)}, []int{4, 5}},
		{"received before an instant", complaint.Filter{ReceivedTo: minute(2)}, []int{1}},
		{"received within an interval", complaint.Filter{ReceivedFrom: minute(2), ReceivedTo: minute(4)}, []int{2, 3}},
		{"an empty interval", complaint.Filter{ReceivedFrom: minute(3), ReceivedTo: minute(3)}, nil},
		{"open", complaint.Filter{Open: true}, []int{1, 2, 5}},
		{"next wake until an instant", complaint.Filter{WakeUntil: minute(4)}, []int{4}},
		{"several filters narrow together", complaint.Filter{Org: org, Tag: "noise", Open: true}, []int{1}},
		{"severity and state", complaint.Filter{Severities: []complaint.Severity{2, 3}, States: []complaint.State{complaint.Closed}}, []int{3}},
		{"nothing fits", complaint.Filter{Unit: "nowhere"}, nil},
	}
}

// filtered checks a filter in both orders that hold every case.
func filtered(w *world, f filter) {
	w.commit(hotel())
	want := make([]complaint.CaseID, 0, len(f.want))
	for _, n := range f.want {
		want = append(want, id(n))
	}
	require.Equal(w, want, w.query(complaint.Query{Filter: f.Filter}))
	require.Equal(w, want, w.query(complaint.Query{Filter: f.Filter, Order: complaint.ByReceived}))
}

func noCase(w *world) {
	for _, order := range []complaint.Order{complaint.ByID, complaint.ByReceived, complaint.ByWake} {
		p := w.page(complaint.Query{Order: order})
		require.Empty(w, p.Cases)
		require.Zero(w, p.Next)
	}
}

func unknownOrder(w *world) {
	_, err := w.Query(w.Context(), complaint.Query{Order: "number; drop table"})
	require.ErrorIs(w, err, complaint.ErrInvalid)
}

func foundByNow(w *world) {
	c := w.register(newCase(1, func(c *complaint.Case) { c.Unit, c.Tags = "front", []string{"vip", "noise"} }))
	later := next(c, state(complaint.Closed), func(c *complaint.Case) {
		c.Unit, c.Owner, c.Severity, c.Tags, c.Number = "kitchen", "u18", 4, []string{"noise", "press"}, "C-9"
		c.Received = c.Received.Add(time.Hour)
	})
	w.commit(unit(later))
	now := []complaint.Filter{
		{Unit: "kitchen"},
		{Owner: "u18"},
		{Severities: []complaint.Severity{4}},
		{Tag: "press"},
		{Tag: "noise"},
		{States: []complaint.State{complaint.Closed}},
		{ReceivedFrom: minute(60)},
		{Number: "C-9"},
	}
	before := []complaint.Filter{
		{Unit: "front"},
		{Severities: []complaint.Severity{0}},
		{Tag: "vip"},
		{Open: true},
		{ReceivedTo: minute(60)},
		{States: []complaint.State{complaint.Registered}},
		{Number: c.Number},
	}
	for _, f := range now {
		require.Equal(w, []complaint.CaseID{c.ID}, w.query(complaint.Query{Filter: f}), "%+v", f)
	}
	for _, f := range before {
		require.Empty(w, w.query(complaint.Query{Filter: f}), "%+v", f)
	}
}

func wholeState(w *world) {
	u := hotel()
	w.commit(u)
	for i, c := range w.page(complaint.Query{}).Cases {
		require.Equal(w, encoded(w, u.Cases[i].Case), encoded(w, c))
	}
}
