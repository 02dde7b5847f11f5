package stage

import (
	"fmt"
	"io"
	"strings"
)

// Table prints rows in columns that line up on a terminal, where a Chinese character is two columns wide.
type Table struct {
	rows  [][]string // the first is the head
	right map[int]bool
}

// NewTable is a table with these heads.
func NewTable(head ...string) *Table { return &Table{rows: [][]string{head}, right: map[int]bool{}} }

// Numbers aligns columns to the right.
func (t *Table) Numbers(columns ...int) *Table {
	for _, c := range columns {
		t.right[c] = true
	}
	return t
}

// Add appends a row.
func (t *Table) Add(cells ...any) {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = fmt.Sprint(c)
	}
	t.rows = append(t.rows, row)
}

// Len is the number of rows below the head.
func (t *Table) Len() int { return len(t.rows) - 1 }

// extend adds to the last cell of the last row.
func (t *Table) extend(text string) {
	row := t.rows[len(t.rows)-1]
	row[len(row)-1] += text
}

// Print writes the table; one without rows is left out.
func (t *Table) Print(w io.Writer) {
	if t.Len() == 0 {
		return
	}
	widths := make([]int, len(t.rows[0]))
	for _, r := range t.rows {
		for i, c := range r {
			widths[i] = max(widths[i], Width(c))
		}
	}
	for _, r := range t.rows {
		var b strings.Builder
		for i, c := range r {
			gap := strings.Repeat(" ", widths[i]-Width(c))
			if t.right[i] {
				b.WriteString("  " + gap + c)
			} else {
				b.WriteString("  " + c + gap)
			}
		}
		fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
	}
}

// Width is how many columns a text takes on a terminal.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if wide(r) {
			n++
		}
	}
	return n
}

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
