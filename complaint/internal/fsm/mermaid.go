package fsm

import (
	"fmt"
	"strings"
)

// Mermaid draws the lifecycle as a stateDiagram-v2, the same text for the same table, states and
// transitions in the order of the table; guards stand in brackets behind the event. Labels gives the
// text of a state; nil, or an empty text, shows the state's own name. Labels may hold anything: what
// Mermaid would read as its own syntax is escaped.
func (t *Table) Mermaid(labels func(state string) string) string {
	if labels == nil {
		labels = func(string) string { return "" }
	}
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	ids := identifiers(t.states)
	for _, state := range t.states {
		label := labels(state)
		if label == "" {
			label = state
		}
		if label != ids[state] {
			fmt.Fprintf(&b, "    state \"%s\" as %s\n", escape(label), ids[state])
		}
	}
	fmt.Fprintf(&b, "    [*] --> %s\n", ids[t.initial])
	for _, tr := range t.transitions {
		for _, from := range tr.From {
			fmt.Fprintf(&b, "    %s --> %s : %s\n", ids[from], ids[tr.To], escape(caption(tr)))
		}
	}
	for _, final := range t.finals {
		fmt.Fprintf(&b, "    %s --> [*]\n", ids[final])
	}
	return b.String()
}

// caption is what stands beside an arrow.
func caption(tr Transition) string {
	if len(tr.Guards) == 0 {
		return tr.Event
	}
	return tr.Event + " [" + strings.Join(tr.Guards, ", ") + "]"
}

// identifiers gives every state a name Mermaid can read: its own where all are plain, numbers
// otherwise, so that no two can meet.
func identifiers(states []string) map[string]string {
	ids := make(map[string]string, len(states))
	for _, state := range states {
		ids[state] = state
		if !plain(state) {
			return numbered(states)
		}
	}
	return ids
}

// numbered names the states s1, s2 and so on.
func numbered(states []string) map[string]string {
	ids := make(map[string]string, len(states))
	for i, state := range states {
		ids[state] = fmt.Sprintf("s%d", i+1)
	}
	return ids
}

// plain reports whether Mermaid takes a name for a state as it is.
func plain(name string) bool {
	for i, r := range name {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !letter && (i == 0 || r != '_' && (r < '0' || r > '9')) {
			return false
		}
	}
	return !keyword(name)
}

// keyword reports whether Mermaid reads a name as a word of its own language.
func keyword(name string) bool {
	switch strings.ToLower(name) {
	case "as", "class", "classdef", "click", "default", "direction", "end", "hide", "href", "note", "scale", "state", "style":
		return true
	}
	return false
}

// escape writes a text so that Mermaid shows it and does not read it.
func escape(text string) string {
	return strings.NewReplacer(
		"#", "#35;", `"`, "#quot;", ";", "#59;", ":", "#58;", "<", "#lt;", ">", "#gt;",
		"\r\n", " ", "\n", " ", "\r", " ",
	).Replace(text)
}
