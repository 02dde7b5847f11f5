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

// What cost the customer nothing is an abnormality sheet; a loss makes a complaint, with a number of its own.
func ExampleFactory() {
	ctx, mock := context.Background(), clock.NewMock()
	mock.Set(time.Date(2026, time.September, 7, 2, 0, 0, 0, time.UTC))
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.Factory())
	if err != nil {
		panic(err)
	}
	sales := complaint.Actor{ID: "u1", Name: "任洁", Role: "agent", Unit: "sales"}
	for _, fields := range []map[string]string{
		{"loss_caused": "false", "visited_on": "2026-09-07"},
		{"loss_caused": "true", "order_no": "P1", "item": "PCB-4L", "quantity": "2000", "shipped_on": "2026-08-20"},
	} {
		reg, err := desk.Register(ctx, sales, complaint.Intake{
			Channel: "visit", Complainant: complaint.Person{Name: "华电科技", Phone: "13900000070"}, Text: "短路", Fields: fields,
		})
		if err != nil {
			panic(err)
		}
		c := reg.Case
		fmt.Println(c.Number, c.Kind, c.Severity, c.Missing)
	}
	// Output:
	// YC2609-001 abnormality minor []
	// 260901 complaint ordinary [demand reason]
}
