package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// crew is everybody of the house, with the people of away absent all day.
func crew(duty map[string]string, away ...string) *complaint.Staff {
	s := &complaint.Staff{Version: "s1", Duty: duty, People: []complaint.StaffMember{
		{ID: "u1", Role: "clerk", Unit: "desk"},
		{ID: "u2", Role: "worker", Unit: "rooms", Substitute: "u6"},
		{ID: "u3", Role: "lead", Unit: "rooms"},
		{ID: "u4", Role: "manager", Unit: "office"},
		{ID: "u5", Role: "boss", Unit: "office"},
		{ID: "u6", Role: "worker", Unit: "rooms", Substitute: "u2"},
		{ID: "u7", Role: "lead", Unit: "kitchen"},
		{ID: "u8", Role: "worker", Unit: "rooms"},
	}}
	for i := range s.People {
		for _, id := range away {
			if s.People[i].ID == id {
				s.People[i].Absent = []complaint.Absence{{From: day, To: day.Add(24 * hour)}}
			}
		}
	}
	return s
}

func staffed(s *complaint.Staff) func(*complaint.Config, *playbook.Playbook) {
	return func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Staff = func() *complaint.Staff { return s } }
}

func TestWhoIsToldInsteadOfSomebodyAway(t *testing.T) {
	for _, tc := range []struct {
		name  string
		staff *complaint.Staff
		about []string
		want  []string
	}{
		{"the owner when present", crew(nil), nil, []string{"expedited person:u2"}},
		{"the substitute when the owner is away", crew(nil, "u2"), nil, []string{"expedited person:u6"}},
		{"the unit's duty owner when both are", crew(map[string]string{"rooms": "u8"}, "u2", "u6"), nil, []string{"expedited person:u8"}},
		{"the house's duty officer when all are", crew(map[string]string{"rooms": "u8", "": "u5"}, "u2", "u6", "u8"), nil, []string{"expedited person:u5"}},
		{"nobody when everybody is away, and the entry says so", crew(map[string]string{"": "u5"}, "u2", "u6", "u5"), nil, []string{"expedited nobody"}},
		{"not a substitute who is complained about", crew(map[string]string{"rooms": "u8"}, "u2"), []string{"u6"}, []string{"expedited person:u8"}},
		{"not a duty owner who is complained about", crew(map[string]string{"rooms": "u8", "": "u5"}, "u2", "u6"), []string{"u8"}, []string{"expedited person:u5"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, staffed(tc.staff))
			in := guest()
			in.About = tc.about
			c := b.do(clerk, b.take(b.register(in), complaint.Investigating), complaint.Expedite{})
			require.Equal(t, tc.want, told(b.last(c)))
			require.Equal(t, "s1", b.last(c).Staff, "the snapshot that chose is recorded")
			b.verify(c.ID)
		})
	}
}

func TestWhoIsToldForAUnit(t *testing.T) {
	for _, tc := range []struct {
		name  string
		staff *complaint.Staff
		about []string
		want  string
	}{
		{"the unit when nobody is known", nil, nil, "assigned unit:rooms"},
		{"the unit when nobody is on duty", crew(nil), nil, "assigned unit:rooms"},
		{"its duty owner", crew(map[string]string{"rooms": "u8"}), nil, "assigned person:u8"},
		{"the unit when its duty owner is away", crew(map[string]string{"rooms": "u8"}, "u8"), nil, "assigned unit:rooms"},
		{"the unit when its duty owner is complained about", crew(map[string]string{"rooms": "u8"}), []string{"u8"}, "assigned unit:rooms"},
		{"the unit when only another one has a duty owner", crew(map[string]string{"kitchen": "u7"}), nil, "assigned unit:rooms"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, staffed(tc.staff))
			in := guest()
			in.About = tc.about
			require.Equal(t, []string{tc.want}, told(b.last(b.take(b.register(in), complaint.Dispatched))))
		})
	}
}

func TestAStepThatFindsNobodySaysSo(t *testing.T) {
	b := setup(t, staffed(crew(nil, "u2", "u6")))
	c := b.in(complaint.Investigating)
	b.clock.Add(hour)
	b.sweep()
	ticks := b.ticks(c.ID, "respond")
	require.Len(t, ticks, 1)
	var step complaint.SteppedEffect
	for _, fx := range ticks[0].Effects {
		if s, ok := fx.(complaint.SteppedEffect); ok {
			step = s
		}
	}
	require.True(t, step.Nobody)
	require.Empty(t, step.Told)
	require.Empty(t, told(ticks[0]))
	b.clock.Add(hour)
	require.Zero(t, b.sweep().Steps, "it is not taken again")
}

func TestRolesAreResolvedToPeople(t *testing.T) {
	for _, tc := range []struct {
		name  string
		staff *complaint.Staff
		about []string
		want  string
	}{
		{"the unit's own lead first", crew(nil), nil, "escalated person:u3"},
		{"a lead of another unit when the own one is away", crew(nil, "u3"), nil, "escalated person:u7"},
		{"not a lead who is complained about", crew(nil), []string{"u3"}, "escalated person:u7"},
		{"the duty owner when no lead is there", crew(map[string]string{"rooms": "u8"}, "u3", "u7"), nil, "escalated person:u8"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, staffed(tc.staff))
			in := guest()
			in.About = tc.about
			c := b.take(b.register(in), complaint.Investigating)
			c = b.do(manager, c, complaint.Escalate{Text: "x"})
			require.Equal(t, []string{tc.want}, told(b.last(c)))
		})
	}
}

func TestAnUnassignedCaseEscalatesToo(t *testing.T) {
	b := setup(t)
	c := b.register(guest())
	b.clock.Add(48 * hour)
	b.sweep()
	require.Contains(t, b.notices(c.ID), "breach role:lead")
	require.Contains(t, b.notices(c.ID), "half unit:desk", "a case nobody has belongs to the desk")
}

func TestNobodyIsToldOfAComplaintAboutThemselves(t *testing.T) {
	in := guest()
	in.About = []string{"u1", "u3"}
	for _, tc := range []struct {
		name  string
		staff *complaint.Staff
	}{{"without a snapshot", nil}, {"with one", crew(nil)}} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, staffed(tc.staff))
			c := b.register(in)
			c = b.do(manager, c, complaint.Assess{}, complaint.Dispatch{Unit: "rooms"})
			c = b.do(worker, c, complaint.SendBack{Reason: "wrong-unit"})
			for _, n := range b.notices(c.ID) {
				require.NotContains(t, n, "person:u1")
				require.NotContains(t, n, "person:u3")
			}
			require.NotEmpty(t, told(b.last(c)), "somebody else is told")
		})
	}
}

// pickFirst takes the first candidate and remembers whom it could choose from.
type pickFirst struct{ offered []string }

func (p *pickFirst) Pick(_ *complaint.Case, _ string, candidates []complaint.StaffMember) string {
	p.offered = nil
	for _, m := range candidates {
		p.offered = append(p.offered, m.ID)
	}
	return candidates[0].ID
}

// pickStranger answers with somebody who was not offered.
type pickStranger struct{}

func (pickStranger) Pick(*complaint.Case, string, []complaint.StaffMember) string { return "u99" }

func TestThePickerChoosesInsideTheUnit(t *testing.T) {
	picking := func(s *complaint.Staff, p complaint.Picker) func(*complaint.Config, *playbook.Playbook) {
		return func(cfg *complaint.Config, pb *playbook.Playbook) {
			staffed(s)(cfg, pb)
			cfg.Picker = p
		}
	}
	dispatch := complaint.Dispatch{Unit: "rooms"}
	t.Run("among the present people who are not complained about", func(t *testing.T) {
		p := new(pickFirst)
		b := setup(t, picking(crew(nil, "u2"), p))
		in := guest()
		in.About = []string{"u3"}
		c := b.do(clerk, b.take(b.register(in), complaint.Assessed), dispatch)
		require.Equal(t, []string{"u6", "u8"}, p.offered)
		require.Equal(t, "u6", c.Owner)
		require.Equal(t, []string{"assigned person:u6"}, told(b.last(c)))
		require.Equal(t, "s1", b.last(c).Staff)
	})
	t.Run("a named person is not picked over", func(t *testing.T) {
		b := setup(t, picking(crew(nil), new(pickFirst)))
		require.Equal(t, "u8", b.do(clerk, b.in(complaint.Assessed), complaint.Dispatch{Unit: "rooms", Person: "u8"}).Owner)
	})
	t.Run("somebody who was not offered is not chosen", func(t *testing.T) {
		b := setup(t, picking(crew(nil), pickStranger{}))
		require.Empty(t, b.do(clerk, b.in(complaint.Assessed), dispatch).Owner)
	})
	t.Run("with nobody there the unit has it", func(t *testing.T) {
		b := setup(t, picking(crew(nil, "u2", "u3", "u6", "u8"), new(pickFirst)))
		require.Empty(t, b.do(clerk, b.in(complaint.Assessed), dispatch).Owner)
	})
}

func TestARecusedPersonIsNotChosenAgain(t *testing.T) {
	b := setup(t, func(cfg *complaint.Config, pb *playbook.Playbook) {
		staffed(crew(nil))(cfg, pb)
		cfg.Picker = new(pickFirst)
	})
	c := b.in(complaint.Investigating)
	require.Equal(t, "u2", c.Owner)
	require.Equal(t, "u3", b.do(worker, c, complaint.Recuse{Text: "亲属"}).Owner)
}

func TestARecusedPersonsDutyOwnerTakesOver(t *testing.T) {
	b := setup(t, staffed(crew(map[string]string{"rooms": "u8"})))
	require.Equal(t, "u8", b.do(worker, b.in(complaint.Investigating), complaint.Recuse{}).Owner)
}

func TestPresenceIsHalfOpen(t *testing.T) {
	m := complaint.StaffMember{Absent: []complaint.Absence{{From: day, To: day.Add(hour)}}}
	for at, there := range map[time.Time]bool{
		day.Add(-1): true, day: false, day.Add(hour - 1): false, day.Add(hour): true,
	} {
		require.Equal(t, there, m.Present(at), at.String())
	}
}
