package main

import (
	"strings"
	"testing"

	"github.com/redress-go/redress/examples/internal/stage"
	"github.com/stretchr/testify/assert"
)

func TestWidth(t *testing.T) {
	cases := []struct {
		name, text string
		want       int
	}{
		{"Latin", "abc", 3},
		{"Chinese takes two columns", "投诉", 4},
		{"mixed", "电梯2号", 7},
		{"full-width punctuation", "（一）", 6},
		{"the mark of a missed deadline takes one", "3✓ 1✗", 5},
		{"accents", "é", 1},
		{"empty", "", 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, c.want, stage.Width(c.text)) })
	}
}

func TestClipTo(t *testing.T) {
	assert.Equal(t, "餐厅3F", clipTo("餐厅3F", 6))
	assert.Equal(t, "餐厅…", clipTo("餐厅3F", 5))
	assert.Equal(t, "餐…", clipTo("餐厅3F", 4), "half a character is none")
	assert.Equal(t, "a b", clipTo("a\n  b", 10), "one line")
}

func TestTableAlignsColumnsByWidth(t *testing.T) {
	table := stage.NewTable("名", "n").Numbers(1)
	table.Add("投诉", 7)
	table.Add("abc", 100)
	var b strings.Builder
	table.Print(&b)
	assert.Equal(t, "  名      n\n  投诉    7\n  abc   100\n", b.String())
	for _, line := range strings.Split(strings.TrimRight(b.String(), "\n"), "\n") {
		assert.Equal(t, 11, stage.Width(line))
	}
}
