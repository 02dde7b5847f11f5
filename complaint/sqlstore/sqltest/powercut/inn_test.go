package powercut_test

import (
	"sync/atomic"
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// boss may do everything.
func boss() complaint.Actor {
	return complaint.Actor{ID: "u1", Name: "吴刚", Role: "boss", Unit: "office"}
}

func text(zh, en string) playbook.Text { return playbook.Text{ZH: zh, EN: en} }

func on(kind string) []sla.Condition { return []sla.Condition{{Event: kind}} }

// inn is a small playbook with short clocks: opening a desk with it takes little time.
func inn() *playbook.Playbook {
	return &playbook.Playbook{
		ID: "inn", Version: "1", Title: text("小旅馆", "Inn"),
		Calendars: []sla.CalendarSpec{{ID: "always", Version: "1", Zone: "Asia/Shanghai", Week: sla.Weekdays("00:00-24:00")}},
		Calendar:  "always",
		Targets: []sla.Target{
			{
				Name: "respond", Terms: []sla.Choice{{Term: sla.Term{Span: sla.Minutes(30)}}},
				Start: on("register"), Stop: on("assigned"),
				Steps: []sla.Step{
					{ID: "half", At: sla.PercentBefore(50), Do: map[string]string{"notify": "owner"}},
					{ID: "breach", At: sla.AtDue(), Do: map[string]string{"notify": "owner"}},
				},
			},
			{
				Name: "resolve", Terms: []sla.Choice{{Term: sla.Term{Span: sla.Hours(2)}}},
				Start: on("register"), Pause: on("hold"), Resume: on("resume"),
				Stop: []sla.Condition{{Event: playbook.EventEnter, With: map[string][]string{"state": {"resolved", "closed"}}}},
				Steps: []sla.Step{
					{ID: "breach", At: sla.AtDue(), Do: map[string]string{"level": "next", "notify": "ladder"}},
					{ID: "hour", At: sla.After(sla.Hours(1)), Do: map[string]string{"notify": "ladder", "priority": "1"}},
				},
			},
		},
		Numbers: playbook.Numbers{Pattern: "IN{yy}-{seq:4}"},
		Roles: []playbook.Role{
			{Code: "boss", Label: text("老板", "owner"), Level: 1, Unlimited: true, AllUnits: true, SeesPersonal: true},
		},
		Ladder: []string{"boss"},
		Grants: []playbook.Grant{{Roles: []string{"boss"}, Commands: playbook.Commands()}},
		Units: []playbook.Unit{
			{Code: "rooms", Label: text("客房", "Rooms"), Head: "boss"},
			{Code: "office", Label: text("办公室", "Office"), Head: "boss"},
		},
		FallbackUnit: "office",
		Channels:     []playbook.Channel{{Code: "counter", Label: text("柜台", "Counter")}},
		Kinds:        []playbook.Kind{{Code: "complaint", Label: text("投诉", "complaint")}},
		Grades: []playbook.Grade{
			{Severity: classify.Ordinary, Label: text("一般", "ordinary"), Definition: text("一般问题", "ordinary")},
		},
		Reasons: []playbook.Reason{{Command: "hold", Code: "complainant", Label: text("等客人", "waiting for the guest")}},
		Outcomes: []playbook.Code{
			{Code: "upheld", Label: text("属实", "upheld")},
			{Code: "settled", Label: text("和解", "settled")},
		},
		Reliefs: []playbook.Relief{{Code: "compensation", Label: text("赔偿", "compensation")}},
	}
}

// handClock is moved by hand, and never by a power cut.
type handClock struct{ micros atomic.Int64 }

// Now implements complaint.Clock.
func (c *handClock) Now() time.Time { return time.UnixMicro(c.micros.Load()) }

func (c *handClock) set(t time.Time)     { c.micros.Store(t.UnixMicro()) }
func (c *handClock) add(d time.Duration) { c.micros.Add(d.Microseconds()) }
