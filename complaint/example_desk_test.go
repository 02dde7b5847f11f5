package complaint_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/redress-go/redress/complaint"
)

// The same complaint again, while it is being handled, is a reminder on the same case.
func ExampleDesk_Register() {
	ctx := context.Background()
	desk, _ := openKiosk()
	reg, err := desk.Register(ctx, ann, stale())
	if err != nil {
		fmt.Println(err)
		return
	}
	c := reg.Case
	fmt.Println(reg.How, c.Number, c.State, c.Severity, c.Unit, c.Due("answer").Format("15:04 MST"))

	again, _ := desk.Register(ctx, ann, stale())
	fmt.Println(again.How, again.Case.Number, again.Case.Expedites)
	// Output:
	// new K26-001 registered ordinary shop 05:00 UTC
	// expedited K26-001 1
}

// A host's own key makes a message safe to send twice.
func ExampleDesk_Register_key() {
	ctx := context.Background()
	desk, _ := openKiosk()
	for range 2 {
		reg, err := desk.RegisterOnce(ctx, ann, "mail-4711", stale())
		fmt.Println(reg.How, err)
	}
	changed := stale()
	changed.Text = "And the coffee was cold."
	_, err := desk.RegisterOnce(ctx, ann, "mail-4711", changed)
	fmt.Println(errors.Is(err, complaint.ErrDuplicate))
	// Output:
	// new <nil>
	// replayed <nil>
	// true
}

func ExampleDesk_Do() {
	desk, _ := openKiosk()
	c := registered(desk)
	c, err := desk.Do(context.Background(), ann, c.ID, complaint.CloseDirectly{Text: "Exchanged on the spot."})
	fmt.Println(c.State, c.Outcome, err)
	// Output: closed explained <nil>
}

// A request may carry a key, so that it is done once however often it arrives.
func ExampleDesk_Submit() {
	desk, _ := openKiosk()
	req := complaint.Request{Actor: ann, Case: registered(desk).ID, Command: complaint.Note{Text: "Called back."}, Key: "call-7"}
	for range 2 {
		res, err := desk.Submit(context.Background(), req)
		fmt.Println(res.Seq, res.Replayed, err)
	}
	// Output:
	// 2 false <nil>
	// 2 true <nil>
}

// Whoever decides on what they have read says which version that was, and looks again when it has moved on.
func ExampleDesk_Submit_optimistic() {
	ctx := context.Background()
	desk, _ := openKiosk()
	read := registered(desk)
	must(desk.Do(ctx, ann, read.ID, complaint.Note{Text: "Written meanwhile."}))

	for {
		_, err := desk.Submit(ctx, complaint.Request{Actor: bob, Case: read.ID, Command: complaint.Assess{}, IfVersion: read.Version})
		if !errors.Is(err, complaint.ErrConflict) {
			fmt.Println("done:", err)
			return
		}
		fmt.Println("has changed, look again")
		if read, err = desk.Case(ctx, bob, read.ID); err != nil {
			fmt.Println(err)
			return
		}
	}
	// Output:
	// has changed, look again
	// done: <nil>
}

// Next is what a host builds its buttons from.
func ExampleDesk_Options() {
	desk, _ := openKiosk()
	options, _ := desk.Options(context.Background(), ann, registered(desk).ID)
	for _, o := range options {
		switch o.Command {
		case "assess", "resolve", "compensate":
			fmt.Println(o.Command, o.OK, o.Rule, o.Who)
		}
	}
	// Output:
	// assess true  []
	// resolve false state []
	// compensate false granted [owner]
}

func ExampleDesk_Case() {
	desk, _ := openKiosk()
	c, err := desk.Case(context.Background(), bob, registered(desk).ID)
	fmt.Println(c.Number, c.State, err)
	_, err = desk.Case(context.Background(), bob, "nowhere")
	fmt.Println(errors.Is(err, complaint.ErrNotFound))
	// Output:
	// K26-001 registered <nil>
	// true
}

// Cases gives a page; the cursor of one page is where the next begins.
func ExampleDesk_Cases() {
	ctx := context.Background()
	desk, _ := openKiosk()
	for _, phone := range []string{"1", "2", "3"} {
		in := stale()
		in.Complainant.Phone = phone
		_, _ = desk.Register(ctx, ann, in)
	}
	q := complaint.Query{Filter: complaint.Filter{Open: true}, Order: complaint.ByReceived, Limit: 2}
	for {
		page, err := desk.Cases(ctx, bob, q)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(len(page.Cases))
		if page.Next == (complaint.Cursor{}) {
			return
		}
		q.After = page.Next
	}
	// Output:
	// 2
	// 1
}

func ExampleDesk_All() {
	ctx := context.Background()
	desk, _ := openKiosk()
	registered(desk)
	for c, err := range desk.All(ctx, bob, complaint.Filter{States: []complaint.State{complaint.Registered}}) {
		fmt.Println(c.Number, err)
	}
	// Output: K26-001 <nil>
}

func ExampleDesk_Stats() {
	ctx := context.Background()
	desk, _ := openKiosk()
	c := registered(desk)
	must(desk.Do(ctx, bob, c.ID, complaint.Compensate{Amount: complaint.Yuan(5)}))
	s, err := desk.Stats(ctx, bob)
	fmt.Println(s.Cases, s.Open, s.ByState[complaint.Registered], s.Paid["CNY"], err)
	// Output: 1 1 1 500 <nil>
}

// Close refuses further commands; the store is the host's.
func ExampleDesk_Close() {
	desk, _ := openKiosk()
	desk.Close()
	_, err := desk.Register(context.Background(), ann, stale())
	fmt.Println(errors.Is(err, complaint.ErrClosed))
	// Output: true
}
