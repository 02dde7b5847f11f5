package main

import (
	"slices"
	"time"

	"github.com/redress-go/redress/complaint"
)

// shift is when a person works.
type shift int

// The shifts of the hotel.
const (
	early shift = iota // 07:00–15:00
	late               // 15:00–23:00
	night              // 23:00–07:00
	long               // 09:00–21:00, managers
	watch              // 07:00–23:00, whoever answers for serious cases
)

// person is one of the staff.
type person struct {
	id, name, role, unit string
	shift                shift
	off                  int    // day of the week off: the days of the month that leave this rest when divided by 7; -1 for none
	substitute           string // who stands in when away
	away                 [2]int // days of the month on leave, first and last; 0 for none
}

// hotelStaff are the people of the house. Those the guests complain about are among them.
func hotelStaff() []person {
	p := func(id, name, role, unit string, s shift, off int) person {
		return person{id: id, name: name, role: role, unit: unit, shift: s, off: off}
	}
	all := []person{
		p("u01", "李敏", "front-desk", "front-office", early, 1), p("u02", "王倩", "front-desk", "front-office", late, 2),
		p("u03", "赵阳", "front-desk", "front-office", night, 3), p("u04", "孙浩", "employee", "front-office", early, 4),
		p("u05", "周岚", "lobby-manager", "front-office", early, 5), p("u06", "吴秀", "employee", "housekeeping", early, 6),
		p("u07", "郑芳", "employee", "housekeeping", early, 0), p("u08", "冯洁", "area-lead", "housekeeping", early, 1),
		p("u09", "陈露", "employee", "restaurant", early, 2), p("u10", "褚颖", "employee", "restaurant", early, 3),
		p("u11", "卫琪", "employee", "restaurant", late, 4), p("u12", "蒋帅", "employee", "restaurant", late, 5),
		p("u13", "沈刚", "employee", "security", night, 6), p("u14", "韩磊", "employee", "security", late, 0),
		p("u15", "杨勇", "employee", "engineering", early, 1), p("u16", "朱涛", "employee", "recreation", early, 2),
		p("u17", "秦雨", "employee", "recreation", late, 3), p("u18", "尤佳", "front-desk", "front-office", early, 4),
		p("u19", "许诺", "employee", "restaurant", early, 5), p("u20", "何川", "employee", "restaurant", late, 6),
		p("u21", "吕晴", "front-desk", "front-office", late, 0), p("u22", "施展", "front-desk", "front-office", night, 5),
		p("u23", "张弛", "lobby-manager", "front-office", late, 1), p("u24", "孔宁", "lobby-manager", "front-office", night, 2),
		p("u25", "曹原", "lobby-manager", "complaint-centre", long, 6), p("u26", "严明", "area-lead", "front-office", early, 2),
		p("u27", "华文", "area-lead", "engineering", early, 3), p("u28", "金山", "area-lead", "engineering", late, 4),
		p("u29", "魏东", "area-lead", "security", late, 5), p("u30", "陶冶", "area-lead", "security", early, 6),
		p("u31", "姜平", "area-lead", "security", night, 0), p("u32", "戚红", "area-lead", "restaurant", early, 1),
		p("u33", "谢云", "floor-manager", "restaurant", long, 2), p("u34", "邹婷", "floor-manager", "housekeeping", long, 3),
		p("u35", "喻强", "dept-head", "engineering", long, 0), p("u36", "柏青", "dept-head", "front-office", long, 0),
		p("u37", "水莲", "dept-head", "housekeeping", long, 6), p("u38", "窦勇", "dept-head", "security", long, 6),
		p("u39", "章明", "dept-head", "finance", long, 0), p("u40", "云霞", "area-lead", "finance", early, 6),
		p("u41", "苏航", "operations-director", "management", long, 0), p("u42", "潘毅", "deputy-gm", "complaint-centre", watch, -1),
		p("u43", "葛成", "general-manager", "management", long, -1), p("u44", "奚敏", "dept-head", "recreation", long, 1),
		p("u45", "范洋", "area-lead", "recreation", late, 2), p("u46", "彭丽", "area-lead", "restaurant", late, 3),
		p("u49", "岑山", "area-lead", "engineering", night, 3),
		p("u47", "郎静", "area-lead", "housekeeping", late, 4), p("u48", "鲁直", "area-lead", "finance", late, 5),
	}
	leave(all, "u35", 10, 14, "u27")
	leave(all, "u33", 20, 22, "u32")
	leave(all, "u43", 17, 17, "u42")
	return all
}

// leave sends a person away for some days.
func leave(all []person, id string, first, last int, substitute string) {
	for i := range all {
		if all[i].id == id {
			all[i].away, all[i].substitute = [2]int{first, last}, substitute
		}
	}
}

// works reports whether the person is there at a time, in the zone of the hotel. Shifts begin and end on the hour, and a
// night belongs to the day it begins on.
func (p *person) works(t time.Time) bool {
	hour := t.Hour()
	day := t
	if p.shift == night && hour < 7 {
		day = t.AddDate(0, 0, -1)
	}
	if p.off >= 0 && day.Day()%7 == p.off || p.away[0] > 0 && day.Day() >= p.away[0] && day.Day() <= p.away[1] {
		return false
	}
	switch p.shift {
	case early:
		return hour >= 7 && hour < 15
	case late:
		return hour >= 15 && hour < 23
	case night:
		return hour >= 23 || hour < 7
	case long:
		return hour >= 9 && hour < 21
	default:
		return hour >= 7 && hour < 23
	}
}

func (p *person) actor() complaint.Actor {
	return complaint.Actor{ID: p.id, Name: p.name, Role: p.role, Unit: p.unit}
}

// cast is the staff with its rota.
type cast struct {
	people []person
	zone   *time.Location
}

func (k *cast) ids() []string {
	ids := make([]string, len(k.people))
	for i := range k.people {
		ids[i] = k.people[i].id
	}
	return ids
}

func (k *cast) person(id string) *person {
	i := slices.IndexFunc(k.people, func(p person) bool { return p.id == id })
	if i < 0 {
		return nil
	}
	return &k.people[i]
}

// snapshot is the staff as a desk sees it at an hour: whoever is off duty is absent until the next hour.
func (k *cast) snapshot(now time.Time) *complaint.Staff {
	hour := now.In(k.zone).Truncate(time.Hour)
	s := &complaint.Staff{Version: "rota " + hour.Format("2006-01-02 15h"), Duty: map[string]string{}}
	for i := range k.people {
		p := &k.people[i]
		m := complaint.StaffMember{ID: p.id, Name: p.name, Role: p.role, Unit: p.unit, Substitute: p.substitute}
		if !p.works(hour) {
			m.Absent = []complaint.Absence{{From: hour.Add(-time.Hour), To: hour.Add(time.Hour)}}
		} else if p.role == "area-lead" && s.Duty[p.unit] == "" {
			s.Duty[p.unit] = p.id
		} else if p.role == "lobby-manager" {
			s.Duty[""], s.Duty["complaint-centre"] = p.id, p.id
		}
		s.People = append(s.People, m)
	}
	return s
}

// want asks for somebody: a person by id, or anybody of a role, in a unit or in any ("").
type want struct{ id, role, unit string }

func (w want) fits(p *person) bool {
	if w.id != "" {
		return p.id == w.id
	}
	return p.role == w.role && (w.unit == "" || p.unit == w.unit)
}

// find returns the first person who fits one of the wants, best want first, at the earliest hour from t on at which one
// is there, and when that is. Nobody of not is taken. Nil when nobody comes within a week.
func (k *cast) find(t time.Time, not []string, wants ...want) (*person, time.Time) {
	for h := range 7 * 24 {
		at := t
		if h > 0 {
			hour := t.In(k.zone).Truncate(time.Hour).Add(time.Duration(h) * time.Hour)
			at = hour.Add(time.Duration(2+h%5) * time.Minute) // nobody starts on the stroke
		}
		for _, w := range wants {
			for i := range k.people {
				if p := &k.people[i]; w.fits(p) && !slices.Contains(not, p.id) && p.works(at.In(k.zone)) {
					return p, at
				}
			}
		}
	}
	return nil, t
}

// name is a person's name, the id of a stranger.
func (k *cast) name(id string) string {
	if p := k.person(id); p != nil {
		return p.name
	}
	return id
}
