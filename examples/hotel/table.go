package main

import (
	"strings"

	"github.com/redress-go/redress/examples/internal/stage"
)

// clipTo cuts a text to some columns, with an ellipsis where something is missing.
func clipTo(s string, columns int) string {
	s = strings.Join(strings.Fields(s), " ")
	if stage.Width(s) <= columns {
		return s
	}
	n := 0
	for i, r := range s {
		w := stage.Width(string(r))
		if n+w > columns-1 {
			return s[:i] + "…"
		}
		n += w
	}
	return s
}

// pad fills a text with spaces to a width.
func pad(s string, to int) string { return s + strings.Repeat(" ", max(to-stage.Width(s), 0)) }
