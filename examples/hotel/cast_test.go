package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/preset"
)

func house() *cast { return &cast{people: hotelStaff(), zone: time.UTC} }

func at(day, hour int) time.Time { return time.Date(2026, 10, day, hour, 0, 0, 0, time.UTC) }

func TestShifts(t *testing.T) {
	p := func(s shift) *person { return &person{shift: s, off: -1} }
	cases := []struct {
		name string
		who  *person
		t    time.Time
		want bool
	}{
		{"the early shift begins at seven", p(early), at(1, 7), true},
		{"and is over at three", p(early), at(1, 15), false},
		{"the late shift takes over", p(late), at(1, 15), true},
		{"until eleven", p(late), at(1, 23), false},
		{"the night goes over midnight", p(night), at(1, 23), true},
		{"into the morning", p(night), at(2, 6), true},
		{"until seven", p(night), at(2, 7), false},
		{"managers come at nine", p(long), at(1, 8), false},
		{"and stay until nine", p(long), at(1, 20), true},
		{"the deputy is reached from seven", p(watch), at(1, 7), true},
		{"not at night", p(watch), at(1, 3), false},
		{"a day off", &person{shift: early, off: 1}, at(8, 10), false},
		{"the night before a day off is worked to its end", &person{shift: night, off: 1}, at(8, 3), true},
		{"the night of a day off is not", &person{shift: night, off: 1}, at(9, 3), false},
		{"leave", &person{shift: long, off: -1, away: [2]int{10, 14}}, at(14, 12), false},
		{"after it", &person{shift: long, off: -1, away: [2]int{10, 14}}, at(15, 12), true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, c.want, c.who.works(c.t)) })
	}
}

func TestStaffFitsThePlaybook(t *testing.T) {
	pb, seen := preset.Hotel(), map[string]bool{}
	roles, units := map[string]bool{}, map[string]bool{}
	for _, r := range pb.Roles {
		roles[r.Code] = true
	}
	for _, u := range pb.Units {
		units[u.Code] = true
	}
	for _, p := range hotelStaff() {
		assert.False(t, seen[p.id], "%s stands twice", p.id)
		seen[p.id] = true
		assert.True(t, roles[p.role] && units[p.unit], "%s: %s in %s", p.id, p.role, p.unit)
		assert.NotEmpty(t, p.name)
	}
}

// Somebody of the lobby and of the desk is always in the house.
func TestHouseIsNeverEmpty(t *testing.T) {
	k := house()
	for h := range 31 * 24 {
		now := at(1, 0).Add(time.Duration(h) * time.Hour)
		for _, w := range []want{role("lobby-manager"), {role: "front-desk"}} {
			who, when := k.find(now, nil, w)
			require.NotNil(t, who)
			assert.Less(t, when.Sub(now), 17*time.Hour, "%s at %s", w.role, now)
		}
		duty := k.snapshot(now).Duty[""]
		if duty != "" {
			assert.True(t, k.person(duty).works(now))
		}
	}
}

func TestFindTakesTheBestWantOfTheFirstHour(t *testing.T) {
	k := house()
	who, when := k.find(at(1, 12), nil, want{role: "area-lead", unit: "engineering"})
	assert.Equal(t, "u27", who.id)
	assert.Equal(t, at(1, 12), when)
	who, when = k.find(at(1, 12), []string{"u27"}, want{role: "area-lead", unit: "engineering"})
	assert.Equal(t, "u28", who.id, "not whom the guest complains about")
	assert.Equal(t, 15, when.Hour())
	who, _ = k.find(at(1, 12), nil, want{role: "nobody"})
	assert.Nil(t, who)
}

// The desk sees whoever is off duty as absent, and the substitute of whoever is on leave.
func TestSnapshotFollowsTheRota(t *testing.T) {
	k := house()
	s := k.snapshot(at(12, 10).Add(20 * time.Minute))
	assert.Equal(t, "rota 2026-10-12 10h", s.Version)
	for _, m := range s.People {
		assert.Equal(t, k.person(m.ID).works(at(12, 10)), m.Present(at(12, 10).Add(20*time.Minute)), m.Name)
		if m.ID == "u35" {
			assert.Equal(t, "u27", m.Substitute)
		}
	}
}
