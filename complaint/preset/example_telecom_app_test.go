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

// A consultation that did not settle the matter becomes a complaint, with everything said so far.
func ExampleTelecomApp() {
	mock := clock.NewMock()
	mock.Set(time.Date(2026, time.March, 2, 1, 0, 0, 0, time.UTC))
	ctx := context.Background()
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.TelecomApp())
	if err != nil {
		panic(err)
	}
	agent := complaint.Actor{ID: "u1", Name: "田野", Role: "agent", Unit: "service-centre"}
	in := complaint.Intake{
		Channel: "chat", Complainant: complaint.Person{Name: "用户", Phone: "13800000005"}, Text: "套餐怎么收费",
		Fields: map[string]string{"purpose": "ask", "matter": "tariff"},
	}
	reg, err := desk.Register(ctx, agent, in)
	if err != nil {
		panic(err)
	}
	fmt.Println(reg.Case.Number, reg.Case.Kind, reg.Case.Validity, reg.Case.Categories["tier"])
	c, err := desk.Do(ctx, agent, reg.Case.ID, complaint.Convert{Kind: "complaint"})
	if err != nil {
		panic(err)
	}
	fmt.Println(c.Number, c.Kind, c.Version, c.Tags)
	// Output:
	// APP20260302-0001 consultation valid province
	// APP20260302-0001 complaint 2 [converted]
}
