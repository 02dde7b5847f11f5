package fsm_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/internal/fsm"
)

// file is what the guards of the tests look at.
type file struct {
	answered bool
	calls    int
}

var errUnanswered = errors.New("the complainant has no answer yet")

// answered is a guard: a case may be resolved only after an answer.
func answered(arg any) error {
	f, ok := arg.(*file)
	if !ok || f == nil {
		return nil
	}
	f.calls++
	if !f.answered {
		return errUnanswered
	}
	return nil
}

// lifecycle is the default lifecycle of a complaint, as a table.
func lifecycle() []fsm.Transition {
	return []fsm.Transition{
		{Event: "assess", From: []string{"registered"}, To: "assessed"},
		{Event: "refuse", From: []string{"registered", "assessed"}, To: "refused"},
		{Event: "dispatch", From: []string{"assessed"}, To: "dispatched"},
		{Event: "take_on", From: []string{"dispatched"}, To: "investigating"},
		{Event: "send_back", From: []string{"dispatched", "investigating"}, To: "assessed"},
		{Event: "find", From: []string{"investigating"}, To: "proposing"},
		{Event: "propose", From: []string{"proposing"}, To: "awaiting_approval"},
		{Event: "deny", From: []string{"awaiting_approval"}, To: "proposing"},
		{Event: "approve", From: []string{"awaiting_approval"}, To: "negotiating"},
		{Event: "reject", From: []string{"negotiating"}, To: "proposing"},
		{Event: "accept", From: []string{"negotiating"}, To: "executing"},
		{Event: "resolve", From: []string{"executing", "negotiating"}, To: "resolved", Guards: []string{"answered"}},
		{Event: "follow_up", From: []string{"resolved"}, To: "following_up"},
		{Event: "close", From: []string{"resolved", "following_up"}, To: "closed", Guards: []string{"answered", "no open task"}},
		{Event: "reopen", From: []string{"following_up", "closed"}, To: "investigating"},
		{Event: "withdraw", From: []string{"assessed", "dispatched", "investigating"}, To: "withdrawn"},
		{Event: "archive", From: []string{"closed", "refused", "withdrawn"}, To: "archived"},
	}
}

// guards are the guards of lifecycle.
func guards() map[string]fsm.Guard {
	return map[string]fsm.Guard{
		"answered":     answered,
		"no open task": func(any) error { return nil },
	}
}

// compile makes the table of lifecycle.
func compile(t testing.TB) *fsm.Table {
	t.Helper()
	table, err := fsm.New("registered", []string{"archived"}, lifecycle(), guards())
	require.NoError(t, err)
	return table
}
