package fsm_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/internal/fsm"
)

func TestTableAnswersWithoutAMachine(t *testing.T) {
	table := compile(t)
	cases := []struct {
		name, event, from, to string
		ok                    bool
	}{
		{"an event in its state", "assess", "registered", "assessed", true},
		{"one event from two states", "send_back", "investigating", "assessed", true},
		{"a guarded event: guards are not asked", "resolve", "executing", "resolved", true},
		{"out of an ended state", "reopen", "closed", "investigating", true},
		{"an event in another state", "assess", "closed", "", false},
		{"nothing leaves the archive", "reopen", "archived", "", false},
		{"an unknown event", "explode", "registered", "", false},
		{"an unknown state", "assess", "lost", "", false},
		{"blank names", "", "", "", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			to, ok := table.To(c.event, c.from)
			assert.Equal(t, c.to, to)
			assert.Equal(t, c.ok, ok)
		})
	}
}

func TestEventsAreSortedAndTheCallers(t *testing.T) {
	table := compile(t)
	assert.Equal(t, []string{"dispatch", "refuse", "withdraw"}, table.Events("assessed"))
	assert.Empty(t, table.Events("archived"))
	assert.Empty(t, table.Events("lost"))

	table.Events("assessed")[0] = "overwritten"
	assert.Equal(t, []string{"dispatch", "refuse", "withdraw"}, table.Events("assessed"))
}

func TestTableKeepsNoneOfItsInput(t *testing.T) {
	transitions, finals, named := lifecycle(), []string{"archived"}, guards()
	table, err := fsm.New("registered", finals, transitions, named)
	require.NoError(t, err)
	before := table.Mermaid(nil)

	transitions[0].From[0], transitions[0].To, finals[0] = "x", "y", "z"
	transitions[11].Guards[0] = "w"
	delete(named, "answered")

	assert.Equal(t, before, table.Mermaid(nil))
	_, err = table.Fire(t.Context(), "resolve", "executing", &file{})
	assert.ErrorIs(t, err, errUnanswered)
}

// simple is the smallest sound lifecycle.
func simple() []fsm.Transition {
	return []fsm.Transition{{Event: "close", From: []string{"open"}, To: "closed", Guards: []string{"answered"}}}
}

func TestNewRefuses(t *testing.T) {
	type lifecycle struct {
		initial     string
		finals      []string
		transitions []fsm.Transition
		guards      map[string]fsm.Guard
	}
	cases := []struct {
		name   string
		change func(l *lifecycle)
		want   []fsm.Fault
	}{
		{"nothing to complain about", func(*lifecycle) {}, nil},
		{"a guard nobody uses is fine", func(l *lifecycle) { l.guards["spare"] = answered }, nil},
		{
			"a way out of a final state is fine",
			func(l *lifecycle) {
				l.transitions = append(l.transitions, fsm.Transition{Event: "reopen", From: []string{"closed"}, To: "open"})
			}, nil,
		},
		{
			"a blank initial state",
			func(l *lifecycle) { l.initial = " " },
			[]fsm.Fault{{Field: "initial", Rule: "a name is needed"}},
		},
		{
			"no final state",
			func(l *lifecycle) { l.finals = nil },
			[]fsm.Fault{{Field: "finals", Rule: "at least one is needed"}},
		},
		{
			"a blank final state, and one listed twice",
			func(l *lifecycle) { l.finals = []string{"closed", "", "closed"} },
			[]fsm.Fault{{Field: "finals[1]", Rule: "a name is needed"}, {Field: "finals[2]", Rule: `"closed" is listed twice`}},
		},
		{
			"a final state nothing leads to",
			func(l *lifecycle) { l.finals = append(l.finals, "archived") },
			[]fsm.Fault{{Field: "finals[1]", Rule: `"archived" cannot be reached from "open"`}},
		},
		{
			"no transition at all",
			func(l *lifecycle) { l.transitions, l.finals = nil, []string{"open"} },
			[]fsm.Fault{{Field: "transitions", Rule: "at least one is needed"}},
		},
		{
			"blank names in a row",
			func(l *lifecycle) {
				l.transitions = append(l.transitions, fsm.Transition{Event: "", From: []string{"", "open"}, To: "\t", Guards: []string{""}})
			},
			[]fsm.Fault{
				{Field: "transitions[1].event", Rule: "a name is needed"},
				{Field: "transitions[1].to", Rule: "a name is needed"},
				{Field: "transitions[1].from[0]", Rule: "a name is needed"},
				{Field: "transitions[1].guards[0]", Rule: "a name is needed"},
			},
		},
		{
			"a row from nowhere",
			func(l *lifecycle) {
				l.transitions = append(l.transitions, fsm.Transition{Event: "merge", To: "closed"})
			},
			[]fsm.Fault{{Field: "transitions[1].from", Rule: "at least one state is needed"}},
		},
		{
			"an event listed twice for a source: the machine would take the last without a word",
			func(l *lifecycle) {
				l.transitions = append(l.transitions, fsm.Transition{Event: "close", From: []string{"open"}, To: "closed"})
			},
			[]fsm.Fault{{Field: "transitions[1].from[0]", Rule: `"close" from "open" is listed already, in transitions[0].from[0]`}},
		},
		{
			"a source listed twice in one row",
			func(l *lifecycle) { l.transitions[0].From = []string{"open", "open"} },
			[]fsm.Fault{{Field: "transitions[0].from[1]", Rule: `"close" from "open" is listed already, in transitions[0].from[0]`}},
		},
		{
			"a self transition: the machine calls it an error after the fact",
			func(l *lifecycle) {
				l.transitions = append(l.transitions, fsm.Transition{Event: "note", From: []string{"open"}, To: "open"})
			},
			[]fsm.Fault{{Field: "transitions[1].from[0]", Rule: `"note" leads from "open" to itself`}},
		},
		{
			"a state nothing leads to",
			func(l *lifecycle) {
				l.transitions = append(l.transitions, fsm.Transition{Event: "free", From: []string{"locked"}, To: "open"})
			},
			[]fsm.Fault{{Field: "transitions[1].from[0]", Rule: `"locked" cannot be reached from "open"`}},
		},
		{
			"a dead end",
			func(l *lifecycle) {
				l.transitions = append(l.transitions, fsm.Transition{Event: "hold", From: []string{"open"}, To: "held"})
			},
			[]fsm.Fault{{Field: "transitions[1].to", Rule: `"held" has no way to a final state`}},
		},
		{
			"a ring without a way out",
			func(l *lifecycle) {
				l.transitions = append(l.transitions,
					fsm.Transition{Event: "hold", From: []string{"open"}, To: "held"},
					fsm.Transition{Event: "wait", From: []string{"held"}, To: "waiting"},
					fsm.Transition{Event: "hold", From: []string{"waiting"}, To: "held"})
			},
			[]fsm.Fault{
				{Field: "transitions[1].to", Rule: `"held" has no way to a final state`},
				{Field: "transitions[2].to", Rule: `"waiting" has no way to a final state`},
			},
		},
		{
			"an unknown guard",
			func(l *lifecycle) { l.transitions[0].Guards = []string{"answerd"} },
			[]fsm.Fault{{Field: "transitions[0].guards[0]", Rule: `there is no guard "answerd"`}},
		},
		{
			"a guard without a function",
			func(l *lifecycle) { l.guards["answered"] = nil },
			[]fsm.Fault{{Field: "transitions[0].guards[0]", Rule: `the guard "answered" has no function`}},
		},
		{
			"a guard listed twice",
			func(l *lifecycle) { l.transitions[0].Guards = []string{"answered", "answered"} },
			[]fsm.Fault{{Field: "transitions[0].guards[1]", Rule: `"answered" is listed twice`}},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l := &lifecycle{"open", []string{"closed"}, simple(), guards()}
			c.change(l)
			table, err := fsm.New(l.initial, l.finals, l.transitions, l.guards)
			if c.want == nil {
				require.NoError(t, err)
				return
			}
			assert.Nil(t, table)
			var wrong *fsm.TableError
			require.ErrorAs(t, err, &wrong)
			assert.Equal(t, c.want, wrong.Faults)
		})
	}
}

func TestTableErrorListsEveryFault(t *testing.T) {
	_, err := fsm.New("open", []string{"closed"}, []fsm.Transition{
		{Event: "close", From: []string{"open"}, To: "closed", Guards: []string{"nobody"}},
		{Event: "close", From: []string{"open"}, To: "shut"},
		{Event: "note", From: []string{"closed"}, To: "closed"},
	}, nil)
	want := []string{
		`fsm: the lifecycle is not sound:`,
		`	transitions[0].guards[0]: there is no guard "nobody"`,
		`	transitions[1].from[0]: "close" from "open" is listed already, in transitions[0].from[0]`,
		`	transitions[2].from[0]: "note" leads from "closed" to itself`,
		`	transitions[1].to: "shut" has no way to a final state`,
	}
	require.EqualError(t, err, strings.Join(want, "\n"))
}
