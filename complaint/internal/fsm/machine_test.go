package fsm_test

import (
	"context"
	"errors"
	"io"
	"runtime"
	"sync"
	"testing"
	"weak"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/internal/fsm"
)

func TestFireMoves(t *testing.T) {
	table := compile(t)
	state := "registered"
	for _, event := range []string{
		"assess", "dispatch", "take_on", "find", "propose", "approve", "accept", "resolve", "follow_up", "close", "archive",
	} {
		to, err := table.Fire(t.Context(), event, state, &file{answered: true})
		require.NoError(t, err, event)
		state = to
	}
	assert.Equal(t, "archived", state)
}

func TestFireSaysWhatIsAllowed(t *testing.T) {
	table := compile(t)
	cases := []struct {
		name, event, from string
		allowed           []string
		says              string
	}{
		{
			"an event of another state", "close", "assessed",
			[]string{"dispatch", "refuse", "withdraw"},
			`fsm: "close" is not allowed in state "assessed", only dispatch, refuse, withdraw`,
		},
		{
			"an unknown event", "explode", "registered",
			[]string{"assess", "refuse"},
			`fsm: "explode" is not allowed in state "registered", only assess, refuse`,
		},
		{
			"an end", "assess", "archived", nil,
			`fsm: "assess" is not allowed in state "archived", and nothing else is`,
		},
		{
			"an unknown state", "assess", "lost", nil,
			`fsm: "assess" is not allowed in state "lost", and nothing else is`,
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			to, err := table.Fire(t.Context(), c.event, c.from, nil)
			var wrong *fsm.NotAllowed
			require.ErrorAs(t, err, &wrong)
			assert.Equal(t, fsm.NotAllowed{Event: c.event, From: c.from, Allowed: c.allowed}, *wrong)
			require.EqualError(t, err, c.says)
			assert.Equal(t, c.from, to, "the case stays where it is")
		})
	}
}

// TestGuardStopsBeforeTheStateChanges: an error put into looplab's event without Cancel would come
// back only after the state had changed.
func TestGuardStopsBeforeTheStateChanges(t *testing.T) {
	table := compile(t)
	for range 20 {
		to, err := table.Fire(t.Context(), "resolve", "executing", &file{})
		assert.Equal(t, "executing", to)
		require.ErrorIs(t, err, errUnanswered)

		var refused *fsm.Refused
		require.ErrorAs(t, err, &refused)
		assert.Equal(t, fsm.Refused{Event: "resolve", From: "executing", Guard: "answered", Err: errUnanswered}, *refused)
		require.EqualError(t, err, `fsm: "resolve" in state "executing" stopped by "answered": the complainant has no answer yet`)

		to, err = table.Fire(t.Context(), "resolve", "executing", &file{answered: true})
		require.NoError(t, err, "a machine that was stopped works again")
		assert.Equal(t, "resolved", to)
	}
}

func TestGuardsAreAskedInOrderUntilOneRefuses(t *testing.T) {
	var asked []string
	note := func(name string, err error) fsm.Guard {
		return func(any) error {
			asked = append(asked, name)
			return err
		}
	}
	table, err := fsm.New("open", []string{"closed"}, []fsm.Transition{
		{Event: "close", From: []string{"open"}, To: "closed", Guards: []string{"b", "a", "c"}},
	}, map[string]fsm.Guard{"a": note("a", io.EOF), "b": note("b", nil), "c": note("c", nil)})
	require.NoError(t, err)

	_, err = table.Fire(t.Context(), "close", "open", nil)
	require.ErrorIs(t, err, io.EOF)
	assert.Equal(t, []string{"b", "a"}, asked)
}

// TestEveryGuardedTransitionAsksItsGuard: looplab takes a misspelt callback name without a word, and
// the guard would never run.
func TestEveryGuardedTransitionAsksItsGuard(t *testing.T) {
	table := compile(t)
	for _, tr := range lifecycle() {
		for _, from := range tr.From {
			f := &file{answered: true}
			_, err := table.Fire(t.Context(), tr.Event, from, f)
			require.NoError(t, err)
			want := 0
			if len(tr.Guards) > 0 {
				want = 1
			}
			assert.Equal(t, want, f.calls, "%s from %s", tr.Event, from)
		}
	}
}

// TestNamesOfTheMachineAreOrdinaryNames: looplab reads meaning into callback names; an event or a
// state of such a name must not confuse it.
func TestNamesOfTheMachineAreOrdinaryNames(t *testing.T) {
	asked := 0
	table, err := fsm.New("state", []string{"event"}, []fsm.Transition{
		{Event: "event", From: []string{"state"}, To: "before_event", Guards: []string{"g"}},
		{Event: "state", From: []string{"before_event"}, To: "event", Guards: []string{"g"}},
	}, map[string]fsm.Guard{"g": func(any) error { asked++; return nil }})
	require.NoError(t, err)

	to, err := table.Fire(t.Context(), "event", "state", nil)
	require.NoError(t, err)
	to, err = table.Fire(t.Context(), "state", to, nil)
	require.NoError(t, err)
	assert.Equal(t, "event", to)
	assert.Equal(t, 2, asked)
}

// TestCancelledContextWedgesNothing: looplab leaves a transition half done when its context ends.
func TestCancelledContextWedgesNothing(t *testing.T) {
	table := compile(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range 20 {
		to, err := table.Fire(ctx, "assess", "registered", nil)
		require.NoError(t, err)
		assert.Equal(t, "assessed", to)
	}
}

func TestNilContextIsTheEmptyOne(t *testing.T) {
	var none context.Context
	to, err := compile(t).Fire(none, "assess", "registered", nil)
	require.NoError(t, err)
	assert.Equal(t, "assessed", to)
}

// guarded is a lifecycle of one transition with one guard.
func guarded(t *testing.T, guard fsm.Guard) *fsm.Table {
	t.Helper()
	table, err := fsm.New("open", []string{"closed"}, []fsm.Transition{
		{Event: "close", From: []string{"open"}, To: "closed", Guards: []string{"guard"}},
	}, map[string]fsm.Guard{"guard": guard})
	require.NoError(t, err)
	return table
}

// TestPanickingGuardIsAnError: a panic in a callback wedges a looplab machine; it must neither reach
// the caller nor the next one.
func TestPanickingGuardIsAnError(t *testing.T) {
	table := guarded(t, func(arg any) error {
		if arg != nil {
			panic(arg)
		}
		return nil
	})
	for range 20 {
		to, err := table.Fire(t.Context(), "close", "open", io.ErrUnexpectedEOF)
		assert.Equal(t, "open", to)
		var panicked *fsm.Panicked
		require.ErrorAs(t, err, &panicked)
		assert.Equal(t, "close", panicked.Event)
		assert.Equal(t, "open", panicked.From)
		assert.Contains(t, string(panicked.Stack), "machine_test.go", "the stack shows the guard")
		require.ErrorIs(t, err, io.ErrUnexpectedEOF, "an error that was thrown can be looked for")
		require.EqualError(t, err, `fsm: a guard of "close" in state "open" panicked: unexpected EOF`)

		_, err = table.Fire(t.Context(), "close", "open", "plain text")
		require.EqualError(t, err, `fsm: a guard of "close" in state "open" panicked: plain text`)
		require.NoError(t, errors.Unwrap(err))

		to, err = table.Fire(t.Context(), "close", "open", nil)
		require.NoError(t, err)
		assert.Equal(t, "closed", to)
	}
}

// TestGuardThatEndsItsGoroutine: runtime.Goexit (a failed test does it) passes every recover.
func TestGuardThatEndsItsGoroutine(t *testing.T) {
	table := guarded(t, func(arg any) error {
		if arg != nil {
			runtime.Goexit()
		}
		return nil
	})
	var group sync.WaitGroup
	group.Go(func() {
		_, _ = table.Fire(context.Background(), "close", "open", true)
		t.Error("unreachable: the goroutine has ended")
	})
	group.Wait()
	to, err := table.Fire(t.Context(), "close", "open", nil)
	require.NoError(t, err)
	assert.Equal(t, "closed", to)
}

// TestGuardMayFireAnotherCase: asking a looplab machine from its own callback deadlocks; a guard gets
// no hold of the machine, and another Fire takes another one.
func TestGuardMayFireAnotherCase(t *testing.T) {
	var table *fsm.Table
	table = guarded(t, func(arg any) error {
		depth, _ := arg.(int)
		if depth == 0 {
			return nil
		}
		_, err := table.Fire(context.Background(), "close", "open", depth-1)
		return err
	})
	to, err := table.Fire(t.Context(), "close", "open", 5)
	require.NoError(t, err)
	assert.Equal(t, "closed", to)
}

// TestMachineKeepsNothingOfACase: a pooled machine must not hold on to what a guard was shown.
func TestMachineKeepsNothingOfACase(t *testing.T) {
	table := compile(t)
	for _, answered := range []bool{true, false} {
		trace := fireAndForget(table, answered)
		runtime.GC()
		assert.Nil(t, trace.Value(), "answered: %v", answered)
	}
	_, err := table.Fire(t.Context(), "resolve", "executing", &file{answered: true})
	require.NoError(t, err)
}

//go:noinline
func fireAndForget(table *fsm.Table, answered bool) weak.Pointer[file] {
	f := &file{answered: answered, calls: 100}
	_, _ = table.Fire(context.Background(), "resolve", "executing", f)
	return weak.Make(f)
}

func TestFireFromManyGoroutines(t *testing.T) {
	table := compile(t)
	var group sync.WaitGroup
	for worker := range 8 {
		group.Go(func() {
			for i := range 200 {
				tr := lifecycle()[(worker*31+i)%len(lifecycle())]
				to, err := table.Fire(context.Background(), tr.Event, tr.From[0], &file{answered: true})
				if err != nil || to != tr.To {
					t.Errorf("%s from %s: %s, %v", tr.Event, tr.From[0], to, err)
				}
			}
		})
	}
	group.Wait()
}
