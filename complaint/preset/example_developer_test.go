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

// A leak in a home that was handed over: engineering and the property manager advise, the supplier repairs.
func ExampleDeveloper() {
	mock := clock.NewMock()
	mock.Set(time.Date(2026, time.March, 2, 1, 0, 0, 0, time.UTC)) // Monday, 09:00 in Shanghai
	ctx := context.Background()
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.Developer())
	if err != nil {
		panic(err)
	}
	officer := complaint.Actor{ID: "u1", Name: "柳青", Role: "agent", Unit: "customer-service"}
	reg, err := desk.Register(ctx, officer, complaint.Intake{
		Channel: "phone", Complainant: complaint.Person{Name: "业主", Phone: "13800000017"}, Place: "5-2-1801",
		Text: "卫生间楼板渗水", Fields: map[string]string{"phase": "handed-over", "matter": "leak-floor"},
	})
	if err != nil {
		panic(err)
	}
	c := reg.Case
	fmt.Println(c.Unit, c.Advisers, c.Flags)
	for _, cmd := range []complaint.Command{
		complaint.Assess{}, complaint.Dispatch{}, complaint.AddTask{Code: "supplier-repair", Party: "waterproofing-07"},
	} {
		if c, err = desk.Do(ctx, officer, c.ID, cmd); err != nil {
			panic(err)
		}
	}
	_, err = desk.Deliver(ctx, func(ctx context.Context, n complaint.Notice) error {
		letter, err := desk.Render(ctx, n, "en")
		if n.To == "party:waterproofing-07" {
			fmt.Println(letter.Subject)
		}
		return err
	})
	fmt.Println(c.Due("supplier-repair").In(time.FixedZone("", 8*3600)).Format(time.DateTime), err)
	// Output:
	// customer-service [engineering property-manager] [home-defect]
	// Please repair: KS202603-0001
	// 2026-03-11 18:00:00 <nil>
}
