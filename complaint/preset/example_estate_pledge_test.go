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

// Who cleans, and whether it has come to a dispute, decides which organisation a complaint goes to.
func ExampleEstatePledge() {
	mock := clock.NewMock()
	mock.Set(time.Date(2026, time.March, 2, 1, 0, 0, 0, time.UTC)) // Monday, 09:00 in Shanghai
	ctx := context.Background()
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.EstatePledge())
	if err != nil {
		panic(err)
	}
	officer := complaint.Actor{ID: "u1", Name: "邹敏", Role: "agent", Unit: "property-office"}
	for i, fields := range []map[string]string{
		{"matter": "cleaning", "cleaned_by": "office"},
		{"matter": "cleaning", "cleaned_by": "contractor"},
		{"matter": "cleaning", "cleaned_by": "contractor", "dispute": "true"},
	} {
		reg, err := desk.Register(ctx, officer, complaint.Intake{
			Channel: "public-phone", Complainant: complaint.Person{Name: "业主", Phone: fmt.Sprintf("1380000010%d", i)},
			Text: "楼道三天没有打扫", Fields: fields,
		})
		if err != nil {
			panic(err)
		}
		fmt.Println(reg.Case.Number, reg.Case.Unit)
	}
	reg, err := desk.Register(ctx, officer, complaint.Intake{
		Channel: "owners", Complainant: complaint.Person{Name: "业主代表", Phone: "13800000110"}, Complainants: 40,
		Representatives: []complaint.Person{{Name: "代表甲"}}, Text: "维修资金从不公示", Fields: map[string]string{"matter": "fund"},
	})
	fmt.Println(reg.Case.Tasks[0].Code, reg.Case.Due("pledge").In(time.FixedZone("CST", 8*3600)).Format(time.DateTime), err)
	// Output:
	// YZ202603-0001 property-office
	// YZ202603-0002 sanitation
	// YZ202603-0003 developer
	// draft-pledge 2026-04-03 00:00:00 <nil>
}
