package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// alarm is a house with one target: a step an hour after registration that does as told, if told.
func alarm(do map[string]string, only map[string][]string) func(*complaint.Config, *playbook.Playbook) {
	return func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Targets = []sla.Target{{
			Name: "alarm", Terms: []sla.Choice{{Term: sla.Term{Span: sla.Hours(1)}}}, Start: on("register"),
			Steps: []sla.Step{{ID: "ring", At: sla.AtDue(), Do: do, If: only}},
		}}
	}
}

func TestWhatAStepOfTimeDoes(t *testing.T) {
	is := func(fact, value string) map[string][]string { return map[string][]string{fact: {value}} }
	for _, tc := range []struct {
		name string
		in   complaint.State
		do   map[string]string
		only map[string][]string
		want []string
	}{
		{"nothing", complaint.Registered, nil, nil, nil},
		{"tells several, each once", complaint.Investigating, map[string]string{"notify": "owner, head,role:lead,person:u9,complainant,first,unit,owner"}, nil, []string{
			"tell person:u2 ring target:alarm/ring", "tell role:lead ring target:alarm/ring", "tell person:u9 ring target:alarm/ring",
			"tell complainant ring target:alarm/ring", "tell person:u1 ring target:alarm/ring", "tell unit:rooms ring target:alarm/ring",
		}},
		{"goes up one rung, and tells whom that reaches", complaint.Registered, map[string]string{"level": "next", "notify": "ladder"}, nil, []string{
			"level 1", "tell role:lead ring target:alarm/ring",
		}},
		{"goes up to a rung", complaint.Registered, map[string]string{"level": "3", "notify": "ladder"}, nil, []string{
			"level 3", "tell role:boss ring target:alarm/ring",
		}},
		{"raises the severity", complaint.Registered, map[string]string{"severity": "major"}, nil, []string{"class complaint major desk"}},
		{"never lowers it", complaint.Registered, map[string]string{"severity": "minor"}, nil, nil},
		{"raises the priority", complaint.Registered, map[string]string{"priority": "2"}, nil, []string{"priority 2"}},
		{"closes, when the rules allow it", complaint.FollowingUp, map[string]string{"command": "close"}, nil, []string{
			"following_up→closed", "assignment 1 rooms u2 close",
		}},
		{"archives, when the rules allow it", complaint.Registered, map[string]string{"command": "archive"}, nil, nil},
		{"when its condition holds", complaint.Registered, map[string]string{"priority": "1"}, is("owned", "no"), []string{"priority 1"}},
		{"not when it does not", complaint.Investigating, map[string]string{"priority": "1"}, is("owned", "no"), nil},
		{"by the state", complaint.Investigating, map[string]string{"priority": "1"}, is("state", "investigating"), []string{"priority 1"}},
		{"by the channel", complaint.Registered, map[string]string{"priority": "1"}, is("channel", "phone"), nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, alarm(tc.do, tc.only))
			c := b.in(tc.in)
			b.clock.Add(2 * hour)
			require.Equal(t, 1, b.sweep().Steps)
			e := b.last(c)
			require.Equal(t, tc.want, said(e))
			require.Equal(t, day.Add(hour), e.Effective, "at its scheduled time")
			require.Equal(t, day.Add(2*hour), e.Recorded)
			require.Equal(t, complaint.Actor{ID: "system", Role: "system"}, e.Actor)
			require.Zero(t, b.sweep().Steps, "once")
			b.verify(c.ID)
		})
	}
}

func TestARefusedCommandOfTimeLeavesNothingBehind(t *testing.T) {
	b := setup(t, alarm(map[string]string{"command": "close", "priority": "1"}, nil))
	c := b.in(complaint.Investigating)
	b.clock.Add(2 * hour)
	b.sweep()
	e := b.last(c)
	require.Equal(t, []string{"priority 1"}, said(e), "the rest of the step is done")
	for _, fx := range e.Effects {
		if s, ok := fx.(complaint.SteppedEffect); ok {
			require.Equal(t, "state", s.Refused)
		}
	}
	require.NotNil(t, b.reload(c).Assignment())
	b.verify(c.ID)
}

func TestALaterStepSeesWhatAnEarlierOneDid(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) {
		alarm(map[string]string{"severity": "major"}, nil)(nil, pb)
		pb.Targets[0].Steps = append(pb.Targets[0].Steps,
			sla.Step{ID: "again", At: sla.After(sla.Hours(1)), If: map[string][]string{"severity": {"major"}}, Do: map[string]string{"priority": "5"}})
	})
	c := b.in(complaint.Registered)
	b.clock.Add(9 * hour)
	require.Equal(t, 2, b.sweep().Steps)
	require.Equal(t, 5, b.reload(c).Priority)
	require.Equal(t, classify.Major, b.reload(c).Severity)
}

func TestTheLadderEndsAtItsTop(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) {
		alarm(map[string]string{"level": "next"}, nil)(nil, pb)
		for _, n := range []string{"a", "b", "c", "d"} {
			pb.Targets[0].Steps = append(pb.Targets[0].Steps, sla.Step{
				ID: n, At: sla.After(sla.Hours(int(n[0]-'a') + 1)), Do: map[string]string{"level": "next", "notify": "ladder"},
			})
		}
	})
	c := b.in(complaint.Registered)
	b.clock.Add(24 * hour)
	b.sweep()
	require.Equal(t, 3, b.reload(c).Level)
	require.Equal(t, []string{"ring", "a", "b", "c", "d"}, func() (ids []string) {
		for _, e := range b.ticks(c.ID, "alarm") {
			ids = append(ids, e.Command.(complaint.Tick).Step)
		}
		return ids
	}())
}

func TestErasureByTimeWaitsForTheRetention(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Retention = sla.Days(30)
		pb.Targets = []sla.Target{{
			Name: "forget", Terms: []sla.Choice{{Term: sla.Term{Span: sla.Days(31)}}}, Start: on("withdraw"),
			Steps: []sla.Step{{ID: "erase", At: sla.AtDue(), Do: map[string]string{"command": "erase"}}},
		}}
	})
	c := b.in(complaint.Withdrawn)
	b.clock.Add(40 * 24 * hour)
	b.sweep()
	require.Len(t, b.ticks(c.ID, "forget"), 1)
	for _, r := range b.records("case/" + string(c.ID)) {
		require.Empty(t, r.Box, "when the retention is over")
	}
	b.verify(c.ID)
}
