package kill

import (
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// limit is a target of the rules in plain numbers, so that the checker need not ask the library what is due when.
type limit struct {
	name  string
	term  int // seconds
	steps []alarm
}

// alarm is a step of a target: the share of the term before (negative) or after its due, in percent.
type alarm struct {
	id      string
	percent int
	do      map[string]string
}

// after is how long after the due of its limit the alarm is.
func (a alarm) after(l limit) time.Duration {
	return time.Duration(l.term) * time.Second * time.Duration(a.percent) / 100
}

// limits are the targets, each with the breach that the library records for every target: a warning, a breach and rungs of the ladder within two seconds of the registration.
func limits() []limit {
	ladder := map[string]string{"level": "next", "notify": "ladder"}
	return []limit{
		{"respond", 1, []alarm{{"early", -75, nil}, {"half", -50, nil}, {"soon", -25, nil}, {"breach", 0, map[string]string{"notify": "unit"}}}},
		{"resolve", 1, []alarm{
			{"half", -50, nil},
			{"forty", -40, nil},
			{"thirty", -30, nil},
			{"twenty", -20, nil},
			{"ten", -10, nil},
			{"breach", 0, ladder},
			{"tenth", 10, nil},
			{"quarter", 25, ladder},
			{"third", 33, nil},
			{"end", 50, nil},
		}},
		{"unit", 1, []alarm{{"breach", 0, map[string]string{"priority": "1"}}}},
		{"file", 1, []alarm{{"archive", -50, map[string]string{"command": "archive"}}, {"breach", 0, nil}}},
	}
}

// armedAtOnce is how many steps of time a registration arms.
func armedAtOnce() (n int) {
	for _, l := range limits() {
		if l.name == "respond" || l.name == "resolve" {
			n += len(l.steps)
		}
	}
	return n
}

// rules is the playbook of the nodes.
func rules() *playbook.Playbook {
	pb := &playbook.Playbook{
		ID: "kill", Version: "1", Title: words("总台", "Front desk"),
		Calendars: []sla.CalendarSpec{{ID: "always", Version: "1", Zone: "UTC", Week: sla.EveryDay("00:00-24:00")}},
		Calendar:  "always",
		Numbers:   playbook.Numbers{Pattern: "K-{seq:6}"},
		Roles: []playbook.Role{
			{Code: "clerk", Label: words("前台", "clerk"), Level: 1, AllUnits: true},
			{Code: "lead", Label: words("主管", "lead"), Level: 2, AllUnits: true},
			{Code: "boss", Label: words("经理", "manager"), Level: 3, AllUnits: true, Unlimited: true, SeesPersonal: true},
		},
		Ladder:       []string{"lead", "boss"},
		Grants:       []playbook.Grant{{Roles: []string{"clerk", "lead", "boss"}, Commands: playbook.Commands()}},
		Units:        []playbook.Unit{{Code: "desk", Label: words("前台", "Desk"), Head: "lead"}, {Code: "rooms", Label: words("客房", "Rooms"), Head: "lead"}},
		FallbackUnit: "desk",
		Channels:     []playbook.Channel{{Code: "counter", Label: words("柜台", "Counter")}, {Code: "phone", Label: words("电话", "Phone")}},
		Kinds:        []playbook.Kind{{Code: "complaint", Label: words("投诉", "complaint")}},
		Grades: []playbook.Grade{
			{Severity: classify.Minor, Label: words("轻微", "minor"), Definition: words("小问题", "small"), Direct: true},
			{Severity: classify.Ordinary, Label: words("一般", "ordinary"), Definition: words("一般问题", "ordinary")},
		},
		Reasons:  []playbook.Reason{{Command: "hold", Code: "guest", Label: words("等客人", "waiting for the guest")}},
		Outcomes: []playbook.Code{{Code: "explained", Label: words("解释", "explained")}},
		BackDate: sla.Workdays(2),
	}
	pb.Targets = targets()
	return pb
}

// targets turns the limits into rules.
func targets() []sla.Target {
	var all []sla.Target
	for _, l := range limits() {
		t := sla.Target{Name: l.name, Terms: []sla.Choice{{Term: sla.Term{Span: sla.Seconds(l.term)}}}}
		switch l.name {
		case "respond":
			t.Start, t.Stop = event("register"), event("acknowledge")
		case "resolve":
			t.Start, t.Stop = event("register"), entered("resolved", "closed")
			t.Pause, t.Resume = event("hold"), event("resume")
		case "unit":
			t.Owner, t.Per, t.OneLive = sla.OwnerUnit, "assignment", true
			t.Start, t.Stop = event("assigned"), entered("resolved", "closed")
		case "file":
			t.Start = entered("closed")
		}
		for _, a := range l.steps {
			t.Steps = append(t.Steps, sla.Step{ID: a.id, At: offset(a.percent), Do: a.do})
		}
		all = append(all, t)
	}
	return all
}

func offset(percent int) sla.Offset {
	if percent < 0 {
		return sla.PercentBefore(-percent)
	}
	return sla.PercentAfter(percent)
}

func words(zh, en string) playbook.Text { return playbook.Text{ZH: zh, EN: en} }

func event(kind string) []sla.Condition { return []sla.Condition{{Event: kind}} }

func entered(states ...string) []sla.Condition {
	return []sla.Condition{{Event: playbook.EventEnter, With: map[string][]string{"state": states}}}
}

// lease is how long a claimed notice stays with a node, and so how long it lies still when that node is killed.
const lease = time.Second

// config is how every node sets up its desk.
func config(clock complaint.Clock) *complaint.Config {
	return &complaint.Config{Clock: clock, DeliveryLease: lease, MaxSleep: time.Second}
}
