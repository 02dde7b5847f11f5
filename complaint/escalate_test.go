package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

func TestWhatReachesPeopleRecords(t *testing.T) {
	runRecorded(t, []recorded{
		{"a reminder is counted and told", complaint.Investigating, clerk, complaint.Expedite{By: "supervisor"}, []string{"expedites 1", "tell person:u2 expedited"}},
		{"escalating goes to the next rung", complaint.Investigating, lead, complaint.Escalate{Text: "要上媒体"}, []string{"level 1", "tell role:lead escalated"}},
		{"or to a rung by name", complaint.Investigating, lead, complaint.Escalate{Role: "boss", Text: "x"}, []string{"level 3", "tell role:boss escalated"}},
		{"a message in is told to the owner", complaint.Investigating, clerk, complaint.Message{In: true, Kind: "question", Channel: "phone"}, []string{"contacts 1", "tell person:u2 message"}},
		{"a message out is counted", complaint.Investigating, worker, complaint.Message{Kind: "progress"}, []string{"contacts 1"}},
		{"late mail to a merged case is kept", complaint.Merged, clerk, complaint.Message{In: true, Kind: "question"}, []string{"contacts 1", "tell unit:desk message"}},
		{"a note goes to nobody", complaint.Archived, boss, complaint.Note{Text: "备注"}, nil},
		{"tags", complaint.Registered, clerk, complaint.Tag{Add: []string{"vip", "batch-7", "vip"}, Remove: []string{"none"}}, []string{"tags [vip batch-7]"}},
		{"tags that are there already", complaint.Registered, clerk, complaint.Tag{Remove: []string{"none"}}, nil},
	})
}

func TestReachingPeopleRefuses(t *testing.T) {
	runRefused(t, []refused{
		{"a reminder by anybody", complaint.Investigating, clerk, complaint.Expedite{By: "neighbour"}, complaint.ErrInvalid, "by", "complainant or supervisor"},
		{"an escalation without a reason", complaint.Investigating, lead, complaint.Escalate{}, complaint.ErrInvalid, "reason", "required"},
		{"an escalation to a role off the ladder", complaint.Investigating, lead, complaint.Escalate{Role: "worker", Text: "x"}, complaint.ErrInvalid, "role", "not on the ladder"},
		{"a message of an unknown kind", complaint.Investigating, worker, complaint.Message{Kind: "song"}, complaint.ErrInvalid, "kind", "unknown code"},
		{"a message by an unknown channel", complaint.Investigating, worker, complaint.Message{Kind: "progress", Channel: "pigeon"}, complaint.ErrInvalid, "channel", "unknown code"},
		{"an empty note", complaint.Investigating, worker, complaint.Note{}, complaint.ErrInvalid, "text", "required"},
		{"no tag at all", complaint.Investigating, lead, complaint.Tag{}, complaint.ErrInvalid, "add", "required"},
		{"a tag in words", complaint.Investigating, lead, complaint.Tag{Add: []string{"Mr Wang"}}, complaint.ErrInvalid, "add", "a code of letters, digits and dashes"},
	})
}

func TestEscalationNeverGoesDown(t *testing.T) {
	b := setup(t)
	c := b.do(lead, b.in(complaint.Investigating), complaint.Escalate{Role: "manager", Text: "x"})
	require.Equal(t, 2, c.Level)
	b.refuse(lead, c, complaint.Escalate{Role: "lead", Text: "x"}, complaint.ErrNotAllowed)
	b.refuse(lead, c, complaint.Escalate{Role: "manager", Text: "x"}, complaint.ErrNotAllowed)
	c = b.do(lead, c, complaint.Escalate{Text: "x"})
	require.Equal(t, 3, c.Level)
	require.Equal(t, "top of the ladder", b.refuse(lead, c, complaint.Escalate{Text: "x"}, complaint.ErrNotAllowed).Rule)
}

func TestRemindersActAtTheirThresholds(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	for n, want := range []struct {
		told     []string
		priority int
	}{
		{[]string{"expedited person:u2"}, 0},
		{[]string{"expedited person:u2", "expedited-often role:lead"}, 0},
		{[]string{"expedited person:u2", "expedited-often role:lead"}, 1},
		{[]string{"expedited person:u2", "expedited-often role:lead"}, 2},
	} {
		c = b.do(clerk, c, complaint.Expedite{})
		require.Equal(t, n+1, c.Expedites)
		require.Equal(t, want.told, told(b.last(c)))
		require.Equal(t, want.priority, c.Priority)
	}
}

func TestRemindersWithoutThresholdsOnlyCount(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) { pb.Expedite = playbook.ExpeditePolicy{} })
	c := b.in(complaint.Investigating)
	for range 5 {
		c = b.do(clerk, c, complaint.Expedite{})
	}
	require.Equal(t, 5, c.Expedites)
	require.Zero(t, c.Priority)
}

func TestACommentOfTheComplainantChangesNoClock(t *testing.T) {
	b := setup(t)
	c := b.do(worker, b.in(complaint.Investigating), complaint.Respond{})
	clocks := c.Clocks
	b.clock.Add(hour)
	c = b.do(clerk, c, complaint.Message{In: true, Kind: "question"})
	require.Equal(t, clocks, c.Clocks)
}

func TestTagsAreBounded(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Registered)
	for i := range 32 {
		c = b.do(clerk, c, complaint.Tag{Add: []string{"t" + string(rune('a'+i%26)) + string(rune('a'+i/26))}})
	}
	require.Len(t, c.Tags, 32)
	b.refuse(clerk, c, complaint.Tag{Add: []string{"one-more"}}, complaint.ErrInvalid)
	c = b.do(clerk, c, complaint.Tag{Add: []string{"one-more"}, Remove: []string{"taa"}})
	require.Len(t, c.Tags, 32)
}

func TestTermsFollowPriorityAndLevel(t *testing.T) {
	faster := func(fact, value string) func(*complaint.Config, *playbook.Playbook) {
		return func(_ *complaint.Config, pb *playbook.Playbook) {
			pb.Targets[1].Terms = append([]sla.Choice{{
				When: map[string][]string{fact: {value}}, Term: sla.Term{Span: sla.BusinessHours(4)},
			}}, pb.Targets[1].Terms...)
		}
	}
	t.Run("a third reminder raises the priority", func(t *testing.T) {
		b := setup(t, faster("priority", "1"))
		c := b.do(clerk, b.in(complaint.Investigating), complaint.Expedite{}, complaint.Expedite{})
		require.Equal(t, "03-04 18:00", at(c.Due("resolve")))
		require.Equal(t, "03-04 14:00", at(b.do(clerk, c, complaint.Expedite{}).Due("resolve")))
	})
	t.Run("a person escalates", func(t *testing.T) {
		b := setup(t, faster("level", "1"))
		c := b.do(lead, b.in(complaint.Investigating), complaint.Escalate{Text: "x"})
		require.Equal(t, "03-04 14:00", at(c.Due("resolve")))
	})
	t.Run("time escalates", func(t *testing.T) {
		b := setup(t, faster("level", "1"), func(_ *complaint.Config, pb *playbook.Playbook) {
			pb.Targets[0].Steps[0].Do = map[string]string{"level": "next"}
		})
		c := b.in(complaint.Investigating)
		b.clock.Add(hour)
		b.sweep()
		require.Equal(t, "03-04 14:00", at(b.reload(c).Due("resolve")))
	})
}
