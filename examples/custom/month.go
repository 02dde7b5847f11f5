package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/examples/internal/stage"
	"github.com/redress-go/redress/sla"
)

// month plays complaints by the company's rules, with people who are sometimes late.
type month struct {
	*stage.Stage
	pb     *playbook.Playbook
	office *sla.Calendar
	chance *rand.Rand
	ends   time.Time
	files  []*file
}

// file is a case with what is done next about it.
type file struct {
	c    *complaint.Case
	at   time.Time // of the next act; zero when there is none
	next []act
	text complaintText
}

// act is something that somebody does so much office time after what was done before.
type act struct {
	who   complaint.Actor
	after time.Duration
	cmd   complaint.Command
}

func newMonth(s *stage.Stage, pb *playbook.Playbook, seed uint64) (*month, error) {
	i := slices.IndexFunc(pb.Calendars, func(c sla.CalendarSpec) bool { return c.ID == pb.Calendar })
	office, err := sla.NewCalendar(pb.Calendars[i])
	return &month{
		Stage: s, pb: pb, office: office, chance: rand.New(rand.NewPCG(seed, 0)), ends: s.Now().AddDate(0, 0, 30),
	}, err
}

// play takes so many complaints in over 21 days, and lets people work on them for nine days more.
func (m *month) play(cases int) {
	begin := m.Now()
	for range cases {
		at := begin.Add(time.Duration(m.chance.Int64N(int64(21 * 24 * time.Hour)))).Truncate(time.Minute)
		m.files = append(m.files, &file{at: at, text: texts()[m.chance.IntN(len(texts()))]})
	}
	for m.Err() == nil {
		f := m.soonest()
		if f == nil || f.at.After(m.ends) {
			break
		}
		m.Until(f.at)
		m.step(f)
	}
	m.Until(m.ends)
}

// soonest is the file on which something is done first.
func (m *month) soonest() *file {
	var first *file
	for _, f := range m.files {
		if !f.at.IsZero() && (first == nil || f.at.Before(first.at)) {
			first = f
		}
	}
	return first
}

// step does the next thing about a file and says when the one after it comes.
func (m *month) step(f *file) {
	if f.c == nil {
		f.c = m.Register(m.person("agent", "service-centre"), m.intake(f), "", "")
		f.next = m.plan(f)
	} else {
		a := f.next[0]
		f.next = f.next[1:]
		f.c = m.Do(a.who, f.c, a.cmd, "", "")
	}
	f.at = time.Time{}
	if len(f.next) > 0 {
		f.at = m.office.Add(m.Now(), f.next[0].after)
	}
}

// hours is an office time between two bounds, short ones more often.
func (m *month) hours(from, to float64) time.Duration {
	x := m.chance.Float64()
	return time.Duration((from + (to-from)*x*x) * float64(time.Hour)).Round(time.Minute)
}

func (m *month) likely(share float64) bool { return m.chance.Float64() < share }

// person is whoever does the work of a role in a unit.
func (m *month) person(role, unit string) complaint.Actor {
	return complaint.Actor{ID: role + "@" + unit, Role: role, Unit: unit}
}

func (m *month) intake(f *file) complaint.Intake {
	n := slices.Index(m.files, f) + 1
	in := complaint.Intake{
		Channel: f.text.channel, Complainant: complaint.Person{Phone: fmt.Sprintf("139%08d", n)}, Text: m.In(f.text.words),
		Fields: map[string]string{"matter": f.text.matter},
	}
	for name, value := range f.text.facts {
		in.Fields[name] = value
	}
	if slices.ContainsFunc(m.pb.Fields, func(x playbook.Field) bool { return x.Name == "order" }) {
		in.Fields["order"] = fmt.Sprintf("D%05d", 40000+n)
	}
	return in
}
