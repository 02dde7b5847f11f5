package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
)

// A row arrives when somebody takes it in, which is not when the guest complained: nobody opens a letter at night. Who
// and when does not depend on the seed, so that a row stays the same request whatever the seed of a later run.

// arrival is when the row is taken in.
func (r *row) arrival() time.Time { return r.taken }

// arrivals finds out when every row is taken in and by whom, and puts them in that order.
func arrivals(rows []row, staff *cast) []row {
	out := slices.Clone(rows)
	for i := range out {
		r := &out[i]
		who, at := staff.find(opened(r), []string{r.Staff}, registrars(r)...)
		if who == nil {
			who, at = staff.person("u25"), opened(r)
		}
		r.by, r.taken = who, at
	}
	slices.SortStableFunc(out, func(a, b row) int { return a.taken.Compare(b.taken) })
	return out
}

// opened is when a message is looked at.
func opened(r *row) time.Time {
	at := r.Received
	switch r.Channel {
	case "letter":
		return clockTime(at, 10, 0)
	case "opinion-book":
		return clockTime(at, 9, 30)
	case "email", "web":
		hour := at.Truncate(time.Hour).Add(time.Hour)
		if h := hour.Hour(); h < 8 || h > 20 {
			return clockTime(at, 8, 15)
		}
		return hour
	}
	return at.Add(seed(0).between(r.Key, 0, "arrives", 0, 3*time.Minute))
}

// clockTime is the first time at or after t at which the clock shows an hour and a minute.
func clockTime(t time.Time, hour, minute int) time.Time {
	at := time.Date(t.Year(), t.Month(), t.Day(), hour, minute, 0, 0, t.Location())
	if at.Before(t) {
		at = at.AddDate(0, 0, 1)
	}
	return at
}

// registrars are whoever takes in a channel.
func registrars(r *row) []want {
	desk := []want{{role: "front-desk"}, role("lobby-manager")}
	switch r.Channel {
	case "phone":
		return append([]want{{id: "u18"}}, desk...)
	case "letter", "media", "authority", "opinion-book":
		return []want{{id: "u25"}, role("lobby-manager")}
	case "staff":
		return []want{{role: "employee"}, {role: "area-lead"}}
	}
	return desk
}

// intake is the row as a command.
func (r *row) intake(pb units) complaint.Intake {
	in := complaint.Intake{
		Channel: r.Channel, Complainant: complaint.Person{Name: r.Name, Phone: r.Phone},
		Text: r.Text, Demand: r.Demand, Place: r.Place, Wanted: r.Wanted, Complainants: r.People, Received: r.Received,
		Fields: map[string]string{"matter": r.Matter, "attitude": "false"},
	}
	if r.Staff != "" {
		in.About, in.AboutUnit = []string{r.Staff}, pb[r.Staff]
		in.Fields["attitude"] = "true"
	}
	if strings.Count(r.Text, "！") >= 2 {
		in.Mood = "angry"
	}
	return in
}

// units are the departments of the staff by id.
type units map[string]string

func (k *cast) units() units {
	u := units{}
	for _, p := range k.people {
		u[p.id] = p.unit
	}
	return u
}

// register takes a row in. A complaint that was made before is counted as a reminder, or opens a case that is tied to the
// one before; both are the engine's to find out.
func (m *month) register(ctx context.Context, r *row) error {
	res, err := m.submit(ctx, complaint.Request{Actor: r.by.actor(), Command: r.intake(m.cast.units()), Key: r.Key})
	if err != nil {
		return err
	}
	f := m.files.byID[res.Case.ID]
	if f == nil {
		f = &file{row: r}
		m.files.all = append(m.files.all, f)
		m.files.byID[res.Case.ID], m.files.byRow[r.Key] = f, f
	}
	switch res.How {
	case complaint.HowExpedited:
		m.tally.expedited++
	case complaint.HowLinked:
		m.tally.linked++
	}
	if err := f.refresh(ctx, m.desk, auditor(), res.Case.ID); err != nil {
		return err
	}
	for _, l := range f.c.Links {
		if l.Kind == "repeat-of" {
			if err := m.look(ctx, l.Case); err != nil {
				return err
			}
		}
	}
	if f.row == r {
		m.spot(f)
	}
	f.next = m.policy.plan(f)
	return nil
}

// spot asks the playbook's batch rule whether the complaint is one of many about the same event. It judges what is known
// now: the third guest makes a batch of the first two as well.
func (m *month) spot(f *file) {
	rule := m.pb.Rules.Batch
	var history []classify.Occurrence
	for _, g := range m.files.all {
		if g != f && g.row.Place == f.row.Place && g.row.Matter == f.row.Matter {
			history = append(history, classify.Occurrence{Case: g.row.Key, Customer: g.row.Name + g.row.Phone, At: g.row.Received})
		}
	}
	b := rule.Judge(f.row.Received, f.row.Key, f.row.Name+f.row.Phone, history)
	if !b.Reached {
		return
	}
	lead := b.Cases[0]
	if g := m.files.byRow[lead]; g.batch != "" {
		lead = g.batch
	}
	for _, key := range append(b.Cases, f.row.Key) {
		if g := m.files.byRow[key]; g.batch == "" {
			g.batch = lead
			g.next = m.policy.plan(g)
		}
	}
}
