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

// The signs that are ticked make a case major and put it on its lists; a demand that the conditions allow does not.
func ExampleCarMaker() {
	ctx, mock := context.Background(), clock.NewMock()
	mock.Set(time.Date(2026, time.September, 7, 2, 0, 0, 0, time.UTC))
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.CarMaker())
	if err != nil {
		panic(err)
	}
	centre := complaint.Actor{ID: "u1", Name: "唐欣", Role: "agent", Unit: "care-centre"}
	for i, fields := range []map[string]string{
		{"signs": "airbag,blockade"}, {"signs": "media-pressure"}, {"signs": "replace-car"}, {"signs": "replace-car", "entitled": "true"},
	} {
		fields["matter"], fields["dealer"] = "product", "D0571"
		reg, err := desk.Register(ctx, centre, complaint.Intake{
			Channel: "phone", Complainant: complaint.Person{Name: "车主", Phone: fmt.Sprint("1390000006", i)}, Text: "要求给个说法", Fields: fields,
		})
		if err != nil {
			panic(err)
		}
		fmt.Println(fields["signs"], reg.Case.Severity, reg.Case.Flags)
	}
	// Output:
	// airbag,blockade major [list-major class-a]
	// media-pressure major [class-b]
	// replace-car major [list-major]
	// replace-car ordinary []
}
