package fsm

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	looplab "github.com/looplab/fsm"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// drawTable draws a sound lifecycle: a line from the first state to the last, and any other rows
// beside it.
func drawTable(t *rapid.T) *Table {
	size := rapid.IntRange(2, 8).Draw(t, "states")
	state := func(i int) string { return fmt.Sprintf("s%d", i) }
	var rows []Transition
	listed := make(map[edge]bool)
	for i := range size - 1 {
		rows = append(rows, Transition{Event: "next", From: []string{state(i)}, To: state(i + 1)})
		listed[edge{"next", state(i)}] = true
	}
	for range rapid.IntRange(0, 20).Draw(t, "more rows") {
		event := rapid.SampledFrom([]string{"next", "back", "jump", "event"}).Draw(t, "event")
		from, to := rapid.IntRange(0, size-1).Draw(t, "from"), rapid.IntRange(0, size-1).Draw(t, "to")
		if e := (edge{event, state(from)}); from != to && !listed[e] {
			listed[e] = true
			rows = append(rows, Transition{Event: event, From: []string{state(from)}, To: state(to)})
		}
	}
	table, err := New(state(0), []string{state(size - 1)}, rows, nil)
	require.NoError(t, err)
	return table
}

// raw asks a machine of its own, without the table.
func raw(table *Table, event, from string) (string, bool) {
	machine, _ := table.newMachine().(*looplab.FSM)
	machine.SetState(from)
	if err := machine.Event(context.Background(), event, nil); err != nil {
		return "", false
	}
	return machine.Current(), true
}

// TestMachineAndTableAgree holds for every state and event, known or not: the machine alone, the
// table alone, the list of what may fire and Fire say the same.
func TestMachineAndTableAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := drawTable(t)
		for _, from := range append(slices.Clone(table.states), "unknown") {
			for _, event := range []string{"next", "back", "jump", "event", "unknown"} {
				to, ok := table.To(event, from)
				rawTo, rawOK := raw(table, event, from)
				assert.Equal(t, ok, rawOK, "%s from %s", event, from)
				assert.Equal(t, to, rawTo, "%s from %s", event, from)
				assert.Equal(t, ok, slices.Contains(table.Events(from), event), "%s from %s", event, from)

				fired, err := table.Fire(context.Background(), event, from, nil)
				assert.Equal(t, ok, err == nil, "%s from %s", event, from)
				if ok {
					assert.Equal(t, to, fired)
				}
			}
		}
	})
}

// TestDisagreementMovesNothing breaks the table behind the machine's back.
func TestDisagreementMovesNothing(t *testing.T) {
	table, err := New("open", []string{"closed"}, []Transition{{Event: "close", From: []string{"open"}, To: "closed"}}, nil)
	require.NoError(t, err)
	table.rows[edge{"close", "open"}] = row{to: "elsewhere"}
	table.rows[edge{"shut", "open"}] = row{to: "closed"}

	to, err := table.Fire(t.Context(), "close", "open", nil)
	assert.Equal(t, "open", to)
	var disagreed *Disagreed
	require.ErrorAs(t, err, &disagreed)
	require.EqualError(t, err, `fsm: "close" in state "open" leads to "elsewhere", but the machine went to "closed" (<nil>)`)

	to, err = table.Fire(t.Context(), "shut", "open", nil)
	assert.Equal(t, "open", to)
	require.ErrorAs(t, err, &disagreed)
	assert.Equal(t, "event shut does not exist", disagreed.Detail)
	for e := err; e != nil; e = errors.Unwrap(e) {
		assert.NotContains(t, fmt.Sprintf("%T", e), "UnknownEventError", "looplab's types never leave")
	}
}

// TestOutcomeTrustsACleanMachineOnly decides which machine goes back to the pool.
func TestOutcomeTrustsACleanMachineOnly(t *testing.T) {
	did, stop := edge{"close", "open"}, errors.New("stop")
	cases := []struct {
		name  string
		got   string
		err   error
		to    string
		clean bool
		as    error
	}{
		{"it moved as the table says", "closed", nil, "closed", true, nil},
		{"a guard stopped it in place", "open", looplab.CanceledError{Err: stop}, "open", true, stop},
		{"stopped, yet it moved", "closed", looplab.CanceledError{Err: stop}, "open", false, nil},
		{"moved with an error", "closed", stop, "open", false, nil},
		{"moved elsewhere", "lost", nil, "open", false, nil},
		{"wedged by an earlier use", "open", looplab.InTransitionError{Event: "close"}, "open", false, nil},
		{"nothing to do", "open", looplab.NoTransitionError{}, "open", false, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			to, clean, err := outcome(did, "closed", c.got, c.err)
			assert.Equal(t, c.to, to)
			assert.Equal(t, c.clean, clean)
			if clean {
				assert.Equal(t, c.as, err)
				return
			}
			var disagreed *Disagreed
			require.ErrorAs(t, err, &disagreed)
		})
	}
}
