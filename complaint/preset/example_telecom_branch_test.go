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

// A complaint that the ministry sends on the first day of a holiday is dispatched within an hour of the eight that are worked
// on every day of the year.
func ExampleTelecomBranch() {
	mock := clock.NewMock()
	mock.Set(time.Date(2026, time.October, 1, 8, 30, 0, 0, time.UTC)) // National Day, 16:30 in Shanghai
	ctx := context.Background()
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.TelecomBranch())
	if err != nil {
		panic(err)
	}
	taker := complaint.Actor{ID: "u1", Name: "樊华", Role: "agent", Unit: "branch-centre"}
	reg, err := desk.Register(ctx, taker, complaint.Intake{
		Channel: "ministry", Complainant: complaint.Person{Name: "用户", Phone: "13800000004"}, Text: "办理过户被拒",
		Fields: map[string]string{"matter": "service"},
	})
	if err != nil {
		panic(err)
	}
	shanghai := time.FixedZone("CST", 8*60*60)
	for _, target := range []string{"dispatch-escalated", "sender-answer"} {
		fmt.Println(target, reg.Case.Due(target).In(shanghai).Format("01-02 15:04"))
	}
	fmt.Println(reg.Case.Number, reg.Case.Severity, reg.Case.Unit)
	// Output:
	// dispatch-escalated 10-02 09:30
	// sender-answer 10-13 18:00
	// DX202610-0001 ordinary sub-branch
}
