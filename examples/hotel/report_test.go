package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/examples/internal/stage"
	"github.com/redress-go/redress/sla"
)

// printed is the report of the whole month.
func printed(t *testing.T, lang string) (string, *history) {
	t.Helper()
	s := *whole(t, 1)
	s.lang = lang
	h, err := gather(t.Context(), s.desk, s.clock.Now())
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, (&report{session: &s, tongue: tongue(lang), history: h, w: &out}).print(t.Context(), "ledger.csv"))
	return out.String(), h
}

// section cuts a part out of a report.
func section(t *testing.T, text, head string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, "\n## "+head)
	require.True(t, ok, head)
	part, _, _ := strings.Cut(rest, "\n## ")
	return part
}

// The figures of the report are those of the store, counted here once more.
func TestReportCountsRight(t *testing.T) {
	text, h := printed(t, "en")
	met, breached, approved, denied, reached, satisfied := 0, 0, 0, 0, 0, 0
	for _, c := range h.cases {
		for _, clock := range c.Clocks {
			if clock.Target == "resolve" {
				switch clock.Status(h.now).State {
				case sla.Met:
					met++
				case sla.Breached:
					breached++
				}
			}
		}
		for _, a := range c.Approvals {
			approved += one(a.Status == "approved")
			denied += one(a.Status == "denied")
		}
		for _, f := range c.FollowUps {
			reached += one(f.Reached)
			satisfied += one(f.Satisfied)
		}
	}
	row := regexp.MustCompile(`(?m)^  resolve +(\d+) +(\d+) `).FindStringSubmatch(section(t, text, "Deadlines"))
	require.Len(t, row, 3)
	assert.Equal(t, []string{fmt.Sprint(met), fmt.Sprint(breached)}, row[1:])
	assert.Contains(t, section(t, text, "Approvals"), fmt.Sprintf("approved %d, denied %d,", approved, denied))
	assert.Contains(t, section(t, text, "Follow-ups"), fmt.Sprintf("%d reached, %d satisfied", reached, satisfied))
	assert.Contains(t, section(t, text, "The ledger"), fmt.Sprintf("%d cases, %d entries, verified", len(h.cases), h.entries))
}

func TestReportListsEveryCase(t *testing.T) {
	for lang, head := range map[string]string{"zh": "案件一览", "en": "Cases"} {
		text, h := printed(t, lang)
		list := section(t, text, head)
		for _, c := range h.cases {
			assert.Contains(t, list, "  "+c.Number+"  ")
		}
	}
}

// One case is shown whole: every entry with its hash.
func TestReportShowsOneLedgerWhole(t *testing.T) {
	text, h := printed(t, "zh")
	number := regexp.MustCompile(`## 一案全录：(HT\d+-\d+)`).FindStringSubmatch(text)[1]
	part := section(t, text, "一案全录")
	for _, c := range h.cases {
		if c.Number != number {
			continue
		}
		for _, e := range h.ledger[c.ID] {
			assert.Contains(t, part, e.Hash.String()[:12])
		}
		assert.Contains(t, part, c.Head.String())
		assert.Greater(t, len(h.ledger[c.ID]), 15, "worth reading")
	}
}

func TestReportColumnsStandInLine(t *testing.T) {
	text, h := printed(t, "zh")
	lines := strings.Split(section(t, text, "案件一览"), "\n")
	before := func(line, word string) int {
		i := strings.Index(line, word)
		require.GreaterOrEqual(t, i, 0, "%s in %s", word, line)
		return stage.Width(line[:i])
	}
	column := before(lines[2], "状态")
	for i, c := range h.cases {
		assert.Equal(t, column, before(lines[3+i], c.State.Label("zh")), lines[3+i])
	}
}

func TestFaultsAreSaid(t *testing.T) {
	h := &history{faults: []string{"HT2610-0001: broken"}}
	s := *whole(t, 1)
	assert.Contains(t, (&report{session: &s, tongue: "zh", history: h}).soundness(), "broken")
}

// A complaint is taken in when somebody opens it.
func TestOpened(t *testing.T) {
	cases := []struct {
		name, channel, received, want string
	}{
		{"a letter in the morning post", "letter", "D03 08:00", "10-03 10:00"},
		{"a letter of the afternoon waits for the next", "letter", "D03 15:00", "10-04 10:00"},
		{"the opinion book is read at half past nine", "opinion-book", "D03 19:15", "10-04 09:30"},
		{"mail is read every hour", "email", "D03 12:20", "10-03 13:00"},
		{"but not at night", "web", "D03 21:40", "10-04 08:15"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			at, err := reader(t).instant(c.received)
			require.NoError(t, err)
			assert.Equal(t, c.want, opened(&row{Key: "x", Channel: c.channel, Received: at}).Format("01-02 15:04"))
		})
	}
	at, err := reader(t).instant("D03 23:59")
	require.NoError(t, err)
	assert.Less(t, opened(&row{Key: "x", Channel: "phone", Received: at}).Sub(at).Minutes(), 3.0, "a call is answered at once")
}

func TestIntakeOfARow(t *testing.T) {
	r := row{Channel: "counter", Matter: "room", Staff: "u06", Text: "太过分了！！", Wanted: complaint.Yuan(5), People: 2}
	in := r.intake(house().units())
	assert.Equal(t, "angry", in.Mood)
	assert.Equal(t, []string{"u06"}, in.About)
	assert.Equal(t, "housekeeping", in.AboutUnit)
	assert.Equal(t, map[string]string{"matter": "room", "attitude": "true"}, in.Fields)
	r.Staff, r.Text = "", "请来看看！"
	calm := r.intake(house().units())
	assert.Empty(t, calm.Mood)
	assert.Nil(t, calm.About)
	assert.Equal(t, "false", calm.Fields["attitude"])
}
