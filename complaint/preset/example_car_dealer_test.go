package preset_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/benbjohnson/clock"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/preset"
)

// A customer at the door is a major case: the centre follows it, and nothing is said outside before its wording stands.
func ExampleCarDealer() {
	ctx, mock := context.Background(), clock.NewMock()
	mock.Set(time.Date(2026, time.September, 7, 2, 0, 0, 0, time.UTC))
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.CarDealer())
	if err != nil {
		panic(err)
	}
	centre := complaint.Actor{ID: "u1", Name: "许晴", Role: "agent", Unit: "relations"}
	reg, err := desk.Register(ctx, centre, complaint.Intake{
		Channel: "hotline", Complainant: complaint.Person{Name: "车主", Phone: "13900000050"}, Text: "修了三次还是异响",
		Fields: map[string]string{"matter": "service", "at_door": "true"},
	})
	if err != nil {
		panic(err)
	}
	c := reg.Case
	fmt.Println(c.Number, c.Severity, c.Unit)
	_, err = desk.Do(ctx, centre, c.ID, complaint.Respond{Text: "马上处理"})
	var refused *complaint.Error
	if errors.As(err, &refused) {
		fmt.Println(refused.Rule, refused.Allowed, refused.Who)
	}
	// Output:
	// KX202609-0001 major workshop
	// worded [release] [manager head]
}
