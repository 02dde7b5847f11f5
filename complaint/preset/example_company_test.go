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

// The customer's own deadline is watched beside the company's five working days; the earlier one rules.
func ExampleCompany() {
	mock := clock.NewMock()
	mock.Set(time.Date(2026, time.March, 2, 1, 0, 0, 0, time.UTC)) // Monday, 09:00 in Shanghai
	ctx := context.Background()
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.Company())
	if err != nil {
		panic(err)
	}
	driver := complaint.Actor{ID: "u3", Name: "乔安", Role: "employee", Unit: "logistics"}
	reg, err := desk.Register(ctx, driver, complaint.Intake{
		Channel: "counter", Complainant: complaint.Person{Name: "客户公司", Phone: "13800000002"},
		Text: "电缆有破皮", Demand: "更换", Deadline: time.Date(2026, time.March, 5, 9, 0, 0, 0, time.UTC),
		Fields: map[string]string{"matter": "product", "cause_told": "未加固"},
	})
	if err != nil {
		panic(err)
	}
	owed, err := desk.Deadlines(ctx, driver, reg.Case.ID)
	for _, d := range owed {
		fmt.Println(d.Date, d.By, d.Target)
	}
	fmt.Println(reg.Case.FirstContact, err)
	// Output:
	// 2026-03-03 service acknowledge
	// 2026-03-05 complainant customer-deadline
	// 2026-03-09 service resolve
	// u3 <nil>
}
