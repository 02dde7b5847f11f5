package main

import (
	"fmt"
	"io"
	"strings"
)

// wide reports whether a character takes two columns on a terminal: East Asian wide and full-width forms.
func wide(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r <= 0x115F, r >= 0x2E80 && r <= 0xA4CF && r != 0x303F, r >= 0xAC00 && r <= 0xD7A3:
		return true
	case r >= 0xF900 && r <= 0xFAFF, r >= 0xFE30 && r <= 0xFE6F, r >= 0xFF00 && r <= 0xFF60, r >= 0xFFE0 && r <= 0xFFE6:
		return true
	}
	return r >= 0x1F300 && r <= 0x1F64F || r >= 0x20000 && r <= 0x3FFFD
}

// width is how many columns a text takes.
func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if wide(r) {
			n++
		}
	}
	return n
}

// clipTo cuts a text to some columns, with an ellipsis where something is missing.
func clipTo(s string, columns int) string {
	s = strings.Join(strings.Fields(s), " ")
	if width(s) <= columns {
		return s
	}
	n := 0
	for i, r := range s {
		w := 1
		if wide(r) {
			w = 2
		}
		if n+w > columns-1 {
			return s[:i] + "…"
		}
		n += w
	}
	return s
}

// table prints rows in aligned columns.
type table struct {
	head  []string
	rows  [][]string
	right map[int]bool // columns that are aligned to the right
}

func newTable(head ...string) *table { return &table{head: head, right: map[int]bool{}} }

// numbers aligns columns to the right.
func (t *table) numbers(columns ...int) *table {
	for _, c := range columns {
		t.right[c] = true
	}
	return t
}

func (t *table) add(cells ...any) {
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = fmt.Sprint(c)
	}
	t.rows = append(t.rows, texts)
}

// print writes the table; one without rows is left out.
func (t *table) print(w io.Writer) {
	if len(t.rows) == 0 {
		return
	}
	widths := make([]int, len(t.head))
	for _, r := range append([][]string{t.head}, t.rows...) {
		for i, c := range r {
			widths[i] = max(widths[i], width(c))
		}
	}
	t.line(w, widths, t.head)
	for _, r := range t.rows {
		t.line(w, widths, r)
	}
}

func (t *table) line(w io.Writer, widths []int, cells []string) {
	var b strings.Builder
	b.WriteString("  ")
	for i, c := range cells {
		pad := strings.Repeat(" ", widths[i]-width(c))
		if t.right[i] {
			b.WriteString(pad + c)
		} else {
			b.WriteString(c + pad)
		}
		b.WriteString("  ")
	}
	fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
}

// pad fills a text with spaces to a width.
func pad(s string, to int) string { return s + strings.Repeat(" ", max(to-width(s), 0)) }
