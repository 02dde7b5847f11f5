package complaint_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// Who may decide an approval asks somebody else to decide it in their place; what that person decides counts as theirs.
func ExampleDelegate() {
	ctx := context.Background()
	pb := kiosk()
	pb.Grants[1].Commands = append(pb.Grants[1].Commands, "approve") // of the staff, beyond whose limit it is
	desk, _ := openShop(pb)
	c := registered(desk)
	for _, cmd := range []complaint.Command{complaint.Assess{}, complaint.Dispatch{}, complaint.TakeOn{}} {
		c = must(desk.Do(ctx, ann, c.ID, cmd))
	}
	c = must(desk.Do(ctx, ann, c.ID, complaint.Propose{Compensation: complaint.Yuan(80), Text: "A cake."}))
	fmt.Println(c.State, c.Approval(1).Roles)

	eve := complaint.Actor{ID: "eve", Role: "staff", Unit: "bakery"}
	_ = must(desk.Do(ctx, bob, c.ID, complaint.Delegate{Approval: 1, To: eve.ID, Text: "I am away until Friday."}))
	c = must(desk.Do(ctx, eve, c.ID, complaint.Approve{Approval: 1}))
	fmt.Println(c.State, c.Approval(1).Status)
	_, err := desk.Do(ctx, bob, c.ID, complaint.Delegate{Approval: 1, To: "ann"})
	fmt.Println(errors.Is(err, complaint.ErrNotAllowed))
	// Output:
	// awaiting_approval [owner]
	// proposing approved
	// true
}

// One command is given to every case of a batch. It is recorded at once, and done on each member when notices are
// delivered; what a member refuses is recorded on the lead.
func ExampleForEachMember() {
	ctx := context.Background()
	desk, _ := openKiosk()
	lead := registered(desk)
	for i := range 3 {
		in := stale()
		in.Complainant.Phone = fmt.Sprint("139 0000 000", i)
		reg, err := desk.Register(ctx, ann, in)
		if err != nil {
			fmt.Println(err)
			return
		}
		lead = must(desk.Do(ctx, bob, lead.ID, complaint.LinkTo{Case: reg.Case.ID, Kind: "batch"}))
	}
	_ = must(desk.Do(ctx, bob, lead.Links[0].Case, complaint.Withdraw{}))
	_ = must(desk.Do(ctx, bob, lead.ID, complaint.ForEachMember{Command: complaint.CloseDirectly{Text: "New rolls from today."}}))

	_, err := desk.Deliver(ctx, func(context.Context, complaint.Notice) error { return nil })
	for _, l := range lead.Links {
		m := must(desk.Case(ctx, bob, l.Case))
		fmt.Println(m.Number, m.State)
	}
	fmt.Println(err)
	for e := range desk.Ledger(ctx, bob, lead.ID) {
		if no, ok := e.Command.(complaint.MemberRefused); ok {
			fmt.Println("refused by a member:", no.Command, no.Rule)
		}
	}
	// Output:
	// K26-002 withdrawn
	// K26-003 closed
	// K26-004 closed
	// <nil>
	// refused by a member: close-directly state
}

// Render writes the text of a notice when it is delivered, in either language, from the playbook's templates. Personal
// data is filled in only for those who may read it.
func ExampleDesk_Render() {
	ctx := context.Background()
	pb := kiosk()
	pb.Templates = []playbook.Template{{
		Notice: "registered", Subject: playbook.Text{EN: "New: {number}", ZH: "新投诉：{number}"},
		Body: playbook.Text{EN: "{complainant} waits for an answer until {due.answer}.", ZH: "请于 {due.answer} 前答复{complainant}。"},
	}}
	desk, _ := openShop(pb)
	c := registered(desk)
	for _, to := range []string{"unit:shop", "role:owner"} {
		n := complaint.Notice{Org: c.Org, Case: c.ID, Kind: "registered", To: to}
		for _, lang := range []string{"en", "zh"} {
			letter, err := desk.Render(ctx, n, lang)
			fmt.Println(letter.Subject, "|", letter.Body, err)
		}
	}
	// Output:
	// New: K26-001 | … waits for an answer until 2026-03-04 13:00. <nil>
	// 新投诉：K26-001 | 请于 2026-03-04 13:00 前答复…。 <nil>
	// New: K26-001 | Mrs Wang waits for an answer until 2026-03-04 13:00. <nil>
	// 新投诉：K26-001 | 请于 2026-03-04 13:00 前答复Mrs Wang。 <nil>
}

// Sheet makes the handling sheet of a case: who complained, about what, what was done, and what came of it. Somebody who
// may not see personal data gets it masked.
func ExampleDesk_Sheet() {
	ctx := context.Background()
	desk, _ := openKiosk()
	c := registered(desk)
	c = must(desk.Do(ctx, ann, c.ID, complaint.CloseDirectly{Text: "A fresh roll, gladly taken."}))
	for _, who := range []complaint.Actor{bob, ann} {
		s, err := desk.Sheet(ctx, who, c.ID)
		fmt.Println(s.Number, s.State, s.Masked, err)
		fmt.Printf("%q %q\n", s.Complainant.Person.Name, s.Content.Problem)
		for _, step := range s.Handling.Steps {
			fmt.Printf("  %s %s: %s %q\n", step.At.Format("15:04"), step.Who, step.What.EN, step.Words)
		}
	}
	s, _ := desk.Sheet(ctx, bob, c.ID)
	first, _, _ := strings.Cut(s.Markdown("en"), "\n")
	fmt.Println(first)
	// Output:
	// K26-001 closed false <nil>
	// "Mrs Wang" "The roll was stale."
	//   09:00 ann: register ""
	//   09:00 ann: close directly "A fresh roll, gladly taken."
	// K26-001 closed true <nil>
	// "" ""
	//   09:00 ann: register ""
	//   09:00 ann: close directly ""
	// # handling sheet · Kiosk
}
