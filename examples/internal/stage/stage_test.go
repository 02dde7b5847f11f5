package stage

import (
	"bytes"
	"io"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

func agent() complaint.Actor {
	return complaint.Actor{ID: "a1", Name: "Ann", Role: "agent", Unit: "service-centre"}
}

func head() complaint.Actor {
	return complaint.Actor{ID: "h1", Name: "Hugh", Role: "head", Unit: "service-centre"}
}

// opened is a stage on a file; an empty path is a temporary one.
func opened(t *testing.T, path string) (*Stage, *bytes.Buffer) {
	t.Helper()
	var out bytes.Buffer
	s, err := Open(t.Context(), Options{Lang: "en", DB: path}, &out, "2026-09-21 10:00", preset.Service())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	require.NoError(t, s.As(head()))
	return s, &out
}

func rude() complaint.Intake {
	return complaint.Intake{
		Channel: "hotline", Complainant: complaint.Person{Phone: "13800000001"}, Text: "rude", Fields: map[string]string{"matter": "attitude"},
	}
}

func TestTimeTakesItsStepsOneByOne(t *testing.T) {
	s, out := opened(t, "")
	c := s.Register(agent(), rude(), "", "taken in")
	s.At("2026-09-23 18:01")
	s.Cut()
	assert.Contains(t, out.String(), "taken in")
	assert.Contains(t, out.String(), "09-22 18:00  (time)", "a breach stands at its own time")
	assert.Contains(t, out.String(), "acknowledge: missed")
	require.NoError(t, s.Err())
	for e, err := range s.Ledger(t.Context(), head(), c.ID) {
		require.NoError(t, err)
		assert.WithinDuration(t, e.Effective, e.Recorded, time.Second, "nobody looked late")
	}
	s.VerifyAll()
	assert.Contains(t, out.String(), "faults 0.")
}

func TestTheFirstErrorStopsTheStory(t *testing.T) {
	s, out := opened(t, "")
	c := s.Register(agent(), rude(), "", "")
	s.Refused(head(), c, complaint.Note{Text: "fine"}, "", "may not pass")
	require.ErrorContains(t, s.Err(), "was let through")
	s.Scene("", "what comes after")
	assert.Equal(t, c, s.Do(agent(), c, complaint.Assess{}, "", ""))
	assert.NotContains(t, out.String(), "what comes after")
}

func TestARefusalSaysWhoMay(t *testing.T) {
	s, out := opened(t, "")
	c := s.Register(agent(), rude(), "", "")
	s.Refused(agent(), c, complaint.Refuse{Reason: "not-ours"}, "", "not hers")
	s.Cut()
	assert.Contains(t, out.String(), "✗ refused  not hers  may do it: supervisor or above")
	require.NoError(t, s.Err())
}

func TestTheStoryGoesOnWhereTheFileEnds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	s, _ := opened(t, path)
	assert.False(t, s.Again)
	s.Register(agent(), rude(), "", "")
	s.At("2026-09-22 12:00")
	last := s.Every()[0].Updated
	again, _ := opened(t, path)
	assert.True(t, again.Again)
	assert.True(t, last.Equal(again.Now()))
}

func TestWordsOfTheStory(t *testing.T) {
	zone := time.FixedZone("", 8*60*60)
	p := Printer{Lang: "zh", zone: zone, pb: preset.Service()}
	assert.Equal(t, "09-21 24:00", p.When(time.Date(2026, 9, 22, 0, 0, 0, 0, zone)), "the end of a day")
	assert.Equal(t, "·", p.When(time.Time{}))
	assert.Equal(t, "¥12.50", p.Money(complaint.Money{Amount: 1250, Currency: "CNY"}))
	assert.Equal(t, "·", p.Money(complaint.Money{}))
	assert.Equal(t, "15 个工作日", p.Span(sla.Workdays(15)))
	assert.Equal(t, "8w", p.Span(sla.Weeks(8)))
	assert.Equal(t, "办结", p.Target("resolve"))
	assert.Equal(t, "mine", p.Target("mine"))
	assert.Equal(t, "客户服务中心", p.Address("unit:service-centre"))
}

func TestTableLinesUp(t *testing.T) {
	table := NewTable("名", "n").Numbers(1)
	table.Add("投诉", 7)
	table.Add("abc", 100)
	var b bytes.Buffer
	table.Print(&b)
	assert.Equal(t, "  名      n\n  投诉    7\n  abc   100\n", b.String())
	b.Reset()
	NewTable("nothing").Print(&b)
	assert.Empty(t, b.String())
}

func TestFlags(t *testing.T) {
	o, err := Parse("x", []string{"-lang", "en"}, io.Discard, nil)
	require.NoError(t, err)
	assert.Equal(t, Options{Lang: "en"}, o)
	for want, args := range map[string][]string{
		"neither zh nor en": {"-lang", "fr"}, "unexpected argument": {"more"}, "not defined": {"-speed", "3"},
	} {
		_, err := Parse("x", args, io.Discard, nil)
		require.ErrorContains(t, err, want)
	}
}
