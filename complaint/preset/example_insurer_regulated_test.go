package preset_test

import (
	"context"
	"fmt"
	"time"

	"github.com/benbjohnson/clock"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/preset"
)

// A dispute is owed a decision within the legal time; a suspected violation is the regulator's, and has no such clock.
func ExampleInsurerRegulated() {
	mock := clock.NewMock()
	mock.Set(time.Date(2026, time.September, 22, 1, 0, 0, 0, time.UTC)) // Tuesday, 09:00 in Shanghai
	ctx := context.Background()
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.InsurerRegulated())
	if err != nil {
		panic(err)
	}
	officer := complaint.Actor{ID: "u9", Name: "金秋", Role: "agent", Unit: "consumer-protection"}
	for i, recipient := range []string{"institution", "regulator"} {
		reg, err := desk.Register(ctx, officer, complaint.Intake{
			Channel: "hotline", Complainant: complaint.Person{Name: "投保人", Phone: fmt.Sprint(13800000900 + i)}, Text: "拒赔理由不成立",
			Fields: map[string]string{"recipient": recipient, "against": "insurer", "matter": "claims"},
		})
		if err != nil {
			panic(err)
		}
		owed, err := desk.Deadlines(ctx, officer, reg.Case.ID)
		fmt.Println(reg.Case.Kind, reg.Case.Unit, err)
		for _, d := range owed {
			fmt.Println(" ", d.Date, d.By, d.Target)
		}
	}
	// Output:
	// complaint claims <nil>
	//   2026-09-23 service acknowledge
	//   2026-10-08 law cn.fin.2020.decide
	// violation consumer-protection <nil>
	//   2026-09-23 service acknowledge
}
