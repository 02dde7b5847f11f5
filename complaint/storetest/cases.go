package storetest

import (
	"context"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// caseRules is what holds for the state of one case.
func caseRules() []testCase {
	return []testCase{
		{rule: "a new case is loaded as it was written", check: loadsNew},
		{rule: "an unknown case is not found", check: func(w *world) { w.absent(id(1)) }},
		{rule: "a later version replaces the state", check: replaces},
		{rule: "a version may be several records on", check: severalRecords},
		{rule: "times keep their microseconds and are UTC", check: keepsTimes},
		{rule: "a case of 64 KB comes back whole", check: large},
		{rule: "text in any script comes back whole", check: anyScript},
		{rule: "a cancelled context loads nothing", check: cancelledLoad},
	}
}

func loadsNew(w *world) {
	c := w.register(newCase(1, func(c *complaint.Case) {
		c.Passed = []complaint.State{complaint.Registered}
		c.Fields = map[string]string{"room": "1208", "booking": "B-77"}
		c.Wanted = complaint.Yuan(200)
		c.Severity = 3
		c.Unit, c.Owner, c.Priority = "housekeeping", "u17", 2
		c.Tags = []string{"vip", "noise"}
		c.Assignments = []complaint.Assignment{{ID: 1, Unit: "housekeeping", From: c.Received}}
		c.Promises = []complaint.Promise{{ID: 1, What: "call", Due: c.Received.Add(time.Hour)}}
		c.Links = []complaint.Link{{Kind: "repeat", Case: id(7)}}
		c.Sealed = []int64{1}
	}))
	w.stored(c)
}

func replaces(w *world) {
	c := w.register(newCase(1))
	later := next(c, state(complaint.Assessed))
	w.commit(unit(later))
	w.stored(later.Case)
	last := next(later.Case, state(complaint.Dispatched))
	w.commit(unit(last))
	w.stored(last.Case)
}

func severalRecords(w *world) {
	c := w.register(newCase(1))
	later := nextBy(c, 5)
	w.commit(unit(later))
	w.stored(later.Case)
	require.Len(w, w.entries(stream(c.ID)), 6)
}

func keepsTimes(w *world) {
	at := time.Date(1999, time.December, 31, 23, 59, 59, 999999000, time.UTC)
	c := w.register(newCase(1, func(c *complaint.Case) { c.Received = at }, wake(90)))
	got := w.load(c.ID)
	require.Equal(w, at, got.Received)
	require.Equal(w, morning().Add(90*time.Minute), got.Wake)
	require.Equal(w, time.UTC, got.Wake.Location())
}

func large(w *world) {
	w.stored(w.register(newCase(1, func(c *complaint.Case) {
		c.Fields = map[string]string{"log": strings.Repeat("0123456789abcdef", 4096)}
	})))
}

func anyScript(w *world) {
	w.stored(w.register(newCase(1, func(c *complaint.Case) {
		c.Place, c.Unit = "一二〇八房", "前厅部 'A' \"B\" \\ % _ ;--"
		c.Fields = map[string]string{"note": "<&> \u2028 \x00 😀"}
	})))
}

func cancelledLoad(w *world) {
	c := w.register(newCase(1))
	ctx, cancel := context.WithCancel(w.Context())
	cancel()
	_, err := w.Load(ctx, c.ID)
	require.ErrorIs(w, err, context.Canceled)
}
