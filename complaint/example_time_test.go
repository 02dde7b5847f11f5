package complaint_test

import (
	"context"
	"fmt"
	"time"

	"github.com/redress-go/redress/complaint"
)

// A test moves the clock and sweeps: no goroutine, no sleep. The mock is clock.NewMock() of benbjohnson/clock.
func ExampleDesk_Sweep() {
	ctx := context.Background()
	desk, mock := openKiosk()
	c := registered(desk)
	fmt.Println("due", c.Due("answer").Format("15:04"))

	mock.Add(24 * time.Hour)
	s, err := desk.Sweep(ctx)
	fmt.Println(s.Cases, s.Steps, err)

	c = must(desk.Case(ctx, bob, c.ID))
	fmt.Println("level", c.Level, c.Timers("answer")[0].Verdict)
	for e := range desk.Ledger(ctx, bob, c.ID) {
		if e.Actor.ID == "system" {
			fmt.Println(e.Command.Name(), "due at", e.Effective.Format("02 15:04"), "recorded", e.Recorded.Format("02 15:04"))
		}
	}
	// Output:
	// due 05:00
	// 1 1 <nil>
	// level 1 breached
	// tick due at 04 05:00 recorded 05 01:00
}

// An act at the very instant of a limit is in time.
func ExampleCase_Due() {
	ctx := context.Background()
	desk, mock := openKiosk()
	c := registered(desk)
	mock.Set(c.Due("answer"))
	c = must(desk.Do(ctx, ann, c.ID, complaint.CloseDirectly{}))
	fmt.Println(c.Timers("answer")[0].Verdict, c.Due("answer").IsZero())
	// Output: met true
}

// Deliver hands each notice to the host, which renders the text; what fails is tried again later.
func ExampleDesk_Deliver() {
	ctx := context.Background()
	desk, mock := openKiosk()
	registered(desk)
	mock.Add(24 * time.Hour)
	_, _ = desk.Sweep(ctx)

	online := false
	send := func(_ context.Context, n complaint.Notice) error {
		if !online {
			return fmt.Errorf("mail server is down")
		}
		fmt.Println(n.Kind, "→", n.To, "try", n.Attempt)
		return nil
	}
	d, err := desk.Deliver(ctx, send)
	fmt.Println(d.Sent, d.Failed, err)

	online = true
	mock.Add(time.Minute)
	d, err = desk.Deliver(ctx, send)
	fmt.Println(d.Sent, d.Failed, err)
	// Output:
	// 0 1 <nil>
	// registered → unit:shop try 2
	// late → role:owner try 1
	// 2 0 <nil>
}

// What was done earlier may be entered late, within the playbook's limit; the ledger keeps both times.
func ExampleRequest() {
	ctx := context.Background()
	desk, mock := openKiosk()
	c := registered(desk)
	mock.Set(c.Due("answer").Add(time.Hour))
	res, err := desk.Submit(ctx, complaint.Request{
		Actor: ann, Case: c.ID, Command: complaint.CloseDirectly{}, At: c.Due("answer").Add(-time.Minute),
	})
	fmt.Println(res.Case.Timers("answer")[0].Verdict, err)
	for e := range desk.Ledger(ctx, bob, c.ID) {
		fmt.Println(e.Command.Name(), e.Effective.Format("15:04"), "recorded", e.Recorded.Format("15:04"))
	}
	// Output:
	// met <nil>
	// register 01:00 recorded 01:00
	// tick 05:00 recorded 06:00
	// close-directly 04:59 recorded 06:00
}
