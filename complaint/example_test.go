package complaint_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/benbjohnson/clock"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// The people of a kiosk.
var (
	ann = complaint.Actor{ID: "ann", Role: "staff", Unit: "shop"}
	bob = complaint.Actor{ID: "bob", Role: "owner", Unit: "shop"}
)

// kiosk is the playbook of a shop with two people: about the least that a desk can run.
func kiosk() *playbook.Playbook {
	label := func(s string) playbook.Text { return playbook.Text{EN: s} }
	code := func(s string) playbook.Code { return playbook.Code{Code: s, Label: label(s)} }
	return &playbook.Playbook{
		ID: "kiosk", Version: "1", Title: label("Kiosk"),
		Calendars: []sla.CalendarSpec{{ID: "shop", Version: "1", Zone: "Asia/Shanghai", Week: sla.Weekdays("09:00-17:00")}},
		Calendar:  "shop",
		Targets: []sla.Target{{
			Name: "answer", Terms: []sla.Choice{{Term: sla.Term{Span: sla.BusinessHours(4)}}},
			Start: []sla.Condition{{Event: "register"}},
			Stop:  []sla.Condition{{Event: playbook.EventEnter, With: map[string][]string{"state": {"resolved", "closed"}}}},
			Steps: []sla.Step{{ID: "late", At: sla.AtDue(), Do: map[string]string{"level": "next", "notify": "role:owner"}}},
		}},
		Numbers: playbook.Numbers{Pattern: "K{yy}-{seq:3}"},
		Roles: []playbook.Role{
			{Code: "staff", Label: label("staff"), Level: 1, Limit: playbook.Yuan(50)},
			{Code: "owner", Label: label("owner"), Level: 2, Unlimited: true, AllUnits: true, SeesPersonal: true},
		},
		Ladder: []string{"owner"},
		Grants: []playbook.Grant{
			{Roles: []string{"owner"}, Commands: playbook.Commands()},
			{Roles: []string{"staff"}, Commands: []string{
				"register", "assess", "dispatch", "take-on", "note", "propose", "offer", "reply", "execute", "resolve", "close-directly",
			}},
		},
		Units: []playbook.Unit{{Code: "shop", Label: label("Shop"), Head: "owner"}}, FallbackUnit: "shop",
		Channels: []playbook.Channel{{Code: "counter", Label: label("Counter")}},
		Kinds:    []playbook.Kind{{Code: "complaint", Label: label("complaint")}},
		Grades:   []playbook.Grade{{Severity: classify.Ordinary, Label: label("ordinary"), Definition: label("anything"), Direct: true}},
		Reliefs:  []playbook.Relief{{Code: "apology", Label: label("apology")}, {Code: playbook.Compensation, Label: label(playbook.Compensation)}}, Outcomes: []playbook.Code{code("settled"), code("explained")},
		Repeat:   playbook.RepeatPolicy{Window: classify.Window(30 * 24 * time.Hour), By: []string{"kind"}},
		BackDate: sla.Workdays(1),
	}
}

// openKiosk opens a desk on a Wednesday at 09:00 in Shanghai, with a clock that is moved by hand.
func openKiosk() (*complaint.Desk, *clock.Mock) { return openShop(kiosk()) }

// openShop is openKiosk with a playbook of one's own.
func openShop(pb *playbook.Playbook) (*complaint.Desk, *clock.Mock) {
	mock := clock.NewMock()
	mock.Set(time.Date(2026, 3, 4, 1, 0, 0, 0, time.UTC))
	desk, err := complaint.Open(context.Background(), memstore.New(), &complaint.Config{Clock: mock}, pb)
	if err != nil {
		panic(err)
	}
	return desk, mock
}

// stale is a complaint about a stale roll.
func stale() complaint.Intake {
	return complaint.Intake{
		Channel: "counter", Severity: classify.Ordinary, Text: "The roll was stale.",
		Complainant: complaint.Person{Name: "Mrs Wang", Phone: "138 0000 0001"},
	}
}

// registered takes in the stale roll.
func registered(desk *complaint.Desk) *complaint.Case {
	reg, err := desk.Register(context.Background(), ann, stale())
	if err != nil {
		panic(err)
	}
	return reg.Case
}

// must stops an example at an error it does not expect.
func must(c *complaint.Case, err error) *complaint.Case {
	if err != nil {
		panic(err)
	}
	return c
}

// A complaint from intake to its end.
func Example() {
	ctx := context.Background()
	desk, err := complaint.Open(ctx, memstore.New(), nil, kiosk())
	if err != nil {
		fmt.Println(err)
		return
	}
	reg, err := desk.Register(ctx, ann, stale())
	if err != nil {
		fmt.Println(err)
		return
	}
	id := reg.Case.ID
	for _, cmd := range []complaint.Command{
		complaint.Assess{},
		complaint.Dispatch{},
		complaint.TakeOn{},
		complaint.Propose{Compensation: complaint.Yuan(5), Text: "A fresh roll and five yuan."},
		complaint.Offer{Proposal: 1},
		complaint.Reply{Proposal: 1, Accepted: true},
		complaint.Execute{Proposal: 1},
		complaint.Resolve{Outcome: "settled"},
	} {
		c, err := desk.Do(ctx, ann, id, cmd)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(cmd.Name(), "→", c.State)
	}
	// Output:
	// assess → assessed
	// dispatch → dispatched
	// take-on → investigating
	// propose → proposing
	// offer → negotiating
	// reply → executing
	// execute → executing
	// resolve → resolved
}

// Every fault of a playbook is reported at once.
func ExampleOpen() {
	pb := kiosk()
	pb.Calendar = "holidays"
	pb.FallbackUnit = "office"
	_, err := complaint.Open(context.Background(), memstore.New(), nil, pb)
	fmt.Println(errors.Is(err, complaint.ErrInvalid))
	var bad *playbook.InvalidError
	if errors.As(err, &bad) {
		for _, f := range bad.Faults {
			fmt.Println(f.Path)
		}
	}
	// Output:
	// true
	// calendar
	// desk
}

// A refusal says what is allowed instead, or who may.
func ExampleError() {
	ctx := context.Background()
	desk, _ := openKiosk()
	c := registered(desk)

	_, err := desk.Do(ctx, ann, c.ID, complaint.Compensate{Amount: complaint.Yuan(5)})
	fmt.Println(errors.Is(err, complaint.ErrForbidden))
	var refusal *complaint.Error
	if errors.As(err, &refusal) {
		fmt.Println(refusal.Rule, refusal.Who)
	}

	_, err = desk.Do(ctx, bob, c.ID, complaint.Archive{})
	if errors.As(err, &refusal) {
		fmt.Println(refusal.Code, refusal.State, len(refusal.Allowed) > 0)
	}

	_, err = desk.Do(ctx, bob, c.ID, complaint.Compensate{Amount: complaint.Yuan(-5), Relief: "car"})
	if errors.As(err, &refusal) {
		fmt.Println(refusal.Code, refusal.Fields)
	}
	// Output:
	// true
	// granted [owner]
	// not allowed now registered true
	// invalid input [{amount not negative}]
}

// A proposal beyond its author's authority is not refused: it waits for somebody who may.
func ExampleApprove() {
	ctx := context.Background()
	desk, _ := openKiosk()
	c := registered(desk)
	for _, cmd := range []complaint.Command{complaint.Assess{}, complaint.Dispatch{}, complaint.TakeOn{}} {
		c = must(desk.Do(ctx, ann, c.ID, cmd))
	}
	c = must(desk.Do(ctx, ann, c.ID, complaint.Propose{Compensation: complaint.Yuan(80)}))
	fmt.Println(c.State, c.Approvals[0].Roles)

	_, err := desk.Do(ctx, ann, c.ID, complaint.Offer{Proposal: 1})
	fmt.Println(errors.Is(err, complaint.ErrNeedsApproval))

	c = must(desk.Do(ctx, bob, c.ID, complaint.Approve{Approval: 1}))
	c = must(desk.Do(ctx, ann, c.ID, complaint.Offer{Proposal: 1}))
	fmt.Println(c.State, c.Proposals[0].Status)
	// Output:
	// awaiting_approval [owner]
	// true
	// negotiating offered
}
