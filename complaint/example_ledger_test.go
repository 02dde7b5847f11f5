package complaint_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/redress-go/redress/complaint"
)

// The ledger says who did what when; personal data is left out.
func ExampleDesk_Ledger() {
	ctx := context.Background()
	desk, _ := openKiosk()
	c := registered(desk)
	must(desk.Do(ctx, ann, c.ID, complaint.Assess{}))
	for e, err := range desk.Ledger(ctx, ann, c.ID) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(e.Seq, e.Actor.ID, e.Command.Name(), len(e.Effects) > 0)
	}
	// Output:
	// 1 ann register true
	// 2 ann assess true
}

// With details, for a role that may see them. Each look is recorded.
func ExampleDesk_LedgerWithDetails() {
	ctx := context.Background()
	desk, _ := openKiosk()
	c := registered(desk)
	for e := range desk.LedgerWithDetails(ctx, bob, c.ID) {
		fmt.Println(e.Command.(complaint.Intake).Text)
	}
	for _, err := range desk.LedgerWithDetails(ctx, ann, c.ID) {
		fmt.Println(errors.Is(err, complaint.ErrForbidden))
	}
	// Output:
	// The roll was stale.
	// true
}

func ExampleDesk_Details() {
	ctx := context.Background()
	desk, _ := openKiosk()
	c := registered(desk)
	details, err := desk.Details(ctx, bob, c.ID)
	fmt.Println(details.Complainant.Name, details.Text, err)

	must(desk.Do(ctx, bob, c.ID, complaint.Withdraw{}))
	must(desk.Do(ctx, bob, c.ID, complaint.Erase{}))
	details, err = desk.Details(ctx, bob, c.ID)
	fmt.Printf("%q %t %v\n", details.Complainant.Name, details.Erased, err)
	// Output:
	// Mrs Wang The roll was stale. <nil>
	// "" true <nil>
}

// Verify proves that nobody changed a case, its ledger or a sealed box; an erased box is no fault.
func ExampleDesk_Verify() {
	ctx := context.Background()
	desk, _ := openKiosk()
	c := registered(desk)
	must(desk.Do(ctx, bob, c.ID, complaint.Withdraw{}))
	must(desk.Do(ctx, bob, c.ID, complaint.Erase{}))
	v, err := desk.Verify(ctx, c.ID)
	fmt.Println(v.OK(), v.Entries, err)
	// Output: true 3 <nil>
}

// The desk's own stream holds which playbooks it opened, and why a number is missing.
func ExampleDesk_VerifyDesk() {
	desk, _ := openKiosk()
	v, err := desk.VerifyDesk(context.Background(), "default")
	fmt.Println(v.OK(), err)
	// Output: true <nil>
}

// An exported case is read, proved and folded without a store and without its playbook.
func ExampleDesk_Export() {
	ctx := context.Background()
	desk, _ := openKiosk()
	records, err := desk.Export(ctx, bob, registered(desk).ID)
	if err != nil {
		fmt.Println(err)
		return
	}
	c, entries, err := complaint.ReadExport(records)
	fmt.Println(c.Number, c.State, len(entries), err)
	// Output: K26-001 registered 1 <nil>
}

func ExampleReadExport() {
	ctx := context.Background()
	desk, _ := openKiosk()
	records, _ := desk.Export(ctx, bob, registered(desk).ID)
	records[0].Public[len(records[0].Public)-2] ^= 1
	_, _, err := complaint.ReadExport(records)
	fmt.Println(errors.Is(err, complaint.ErrInternal))
	// Output: true
}

// Folding the entries of a ledger gives the stored case.
func ExampleFold() {
	ctx := context.Background()
	desk, _ := openKiosk()
	c := must(desk.Do(ctx, ann, registered(desk).ID, complaint.Assess{}))
	var entries []*complaint.Entry
	for e := range desk.Ledger(ctx, ann, c.ID) {
		entries = append(entries, e)
	}
	folded, err := complaint.Fold(entries)
	fmt.Println(folded.State, folded.Head == c.Head, err)
	// Output: assessed true <nil>
}

// Commands have a JSON form, for queues and web forms.
func ExampleMarshalCommand() {
	data, err := complaint.MarshalCommand(complaint.Propose{Compensation: complaint.Yuan(5)})
	fmt.Println(string(data), err)
	// Output: {"do":"propose","compensation":{"amount":500,"currency":"CNY"}} <nil>
}

func ExampleUnmarshalCommand() {
	cmd, err := complaint.UnmarshalCommand([]byte(`{"do":"dispatch","unit":"shop","person":"ann"}`))
	fmt.Printf("%+v %v\n", cmd, err)
	_, err = complaint.UnmarshalCommand([]byte(`{"do":"dispatch","untie":"shop"}`))
	fmt.Println(err)
	// Output:
	// {Unit:shop Person:ann With:[] Text:} <nil>
	// redress: decode dispatch: invalid input: untie: unknown field
}

func ExampleState_Label() {
	fmt.Println(complaint.AwaitingApproval.Label("en"), complaint.AwaitingApproval.Label("zh"))
	// Output: awaiting approval 待审批
}

func ExampleParseYuan() {
	m, err := complaint.ParseYuan("35.5")
	fmt.Println(m, m.Amount, err)
	// Output: 35.50 CNY 3550 <nil>
}
