package sla

import (
	"slices"
	"time"
)

// Event is something that happened to the case a policy watches.
type Event struct {
	// Kind is the kind of event, in the host's vocabulary.
	Kind string
	// At is when it happened, possibly before now. Policies keep it in UTC.
	At time.Time
	// Recorded is when it was written down; zero means at At. Warnings whose
	// time had passed by then are dropped rather than sent late.
	Recorded time.Time
	// Attrs are the attributes that conditions, Target.Per and Target.DueFrom
	// read.
	Attrs map[string]string
}

// recorded is the later of At and Recorded.
func (e Event) recorded() time.Time {
	if e.Recorded.After(e.At) {
		return e.Recorded
	}
	return e.At
}

// Condition matches an event by kind and attributes.
type Condition struct {
	// Event is the kind that matches. Required.
	Event string `json:"event"`
	// With maps an attribute to the values that match; every attribute named
	// must have one of its values. An attribute the event lacks has value "".
	With map[string][]string `json:"with,omitempty"`
}

// Matches reports whether the event satisfies the condition.
func (c Condition) Matches(ev Event) bool {
	if c.Event != ev.Kind {
		return false
	}
	for name, values := range c.With {
		if !slices.Contains(values, ev.Attrs[name]) {
			return false
		}
	}
	return true
}

// Facts tells what the case is now: its severity, its state and so on, by
// name. An unknown name gives "". A nil Facts knows nothing.
type Facts func(name string) string

// match reports whether every fact named in when has one of its values.
func (f Facts) match(when map[string][]string) bool {
	for name, values := range when {
		if f == nil || !slices.Contains(values, f(name)) {
			return false
		}
	}
	return true
}
