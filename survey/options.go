package survey

import (
	"fmt"
	"strings"
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
	// Topics groups the free-text comments. Defaults to none: texts are only
	// counted.
	Topics *Topics
	// MaxTopics bounds the number of different topics, over all text
	// questions. Defaults to 200.
	MaxTopics int
}

// withDefaults fills in and checks the options.
func (o *Options) withDefaults(bad *faults) Options {
	out := Options{}
	if o != nil {
		out = *o
	}
	for _, bound := range []struct {
		name  string
		value *int
		usual int
	}{{"min_cell", &out.MinCell, 30}, {"max_groups", &out.MaxGroups, 1000}, {"max_topics", &out.MaxTopics, 200}} {
		if *bound.value < 0 {
			bad.add(bound.name, fmt.Sprintf("must not be negative, is %d", *bound.value))
		}
		if *bound.value == 0 {
			*bound.value = bound.usual
		}
	}
	if t := out.Topics; t != nil {
		out.Topics = &Topics{Name: t.Name, Of: t.Of}
		if strings.TrimSpace(t.Name) == "" || t.Of == nil {
			bad.add("topics", "must have a name and a function")
		}
	}
	return out
}
