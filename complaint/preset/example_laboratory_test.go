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

// An objection to a test report, in time, that is urgent.
func ExampleLaboratory() {
	ctx, mock := context.Background(), clock.NewMock()
	mock.Set(time.Date(2026, time.September, 7, 2, 0, 0, 0, time.UTC)) // Monday, 10:00 in Shanghai
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.Laboratory())
	if err != nil {
		panic(err)
	}
	office := complaint.Actor{ID: "u1", Name: "苏敏", Role: "agent", Unit: "technical-office"}
	reg, err := desk.Register(ctx, office, complaint.Intake{
		Channel: "letter", Complainant: complaint.Person{Name: "恒信食品公司", Phone: "13900000040"}, Text: "对铅含量结果有异议",
		Fields: map[string]string{
			"purpose": "object", "report_no": "JC-0815", "report_received": "2026-09-01", "urgent": "true",
			"reasons": "与自测相差三倍", "grounds": "GB 5009.12",
		},
	})
	if err != nil {
		panic(err)
	}
	c, err := desk.Do(ctx, office, reg.Case.ID, complaint.Admit{})
	if err != nil {
		panic(err)
	}
	fmt.Println(c.Number, c.Kind, c.Validity, c.Unit)
	fmt.Println("result in writing by", c.Due("objection-result").Format("Mon 2 Jan"))
	// Output:
	// JC202609-001 objection valid quality
	// result in writing by Thu 10 Sep
}
