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

// What staff observe tells the nature of a complaint, and the nature how to answer it.
func ExampleServiceHall() {
	mock := clock.NewMock()
	mock.Set(time.Date(2026, time.March, 2, 1, 0, 0, 0, time.UTC)) // Monday, 09:00 in Shanghai
	ctx := context.Background()
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.ServiceHall())
	if err != nil {
		panic(err)
	}
	staff := complaint.Actor{ID: "u5", Name: "陶莉", Role: "agent", Unit: "hall"}
	_, err = desk.Register(ctx, staff, complaint.Intake{
		Channel: "counter", Complainant: complaint.Person{Name: "客户", Phone: "13800000003"}, Signed: true,
		Text: "又是这样，每次都这样", Fields: map[string]string{"matter": "efficiency", "repetitive": "true"},
	})
	if err != nil {
		panic(err)
	}
	_, err = desk.Deliver(ctx, func(ctx context.Context, n complaint.Notice) error {
		letter, err := desk.Render(ctx, n, "en")
		if n.To == "person:"+staff.ID {
			fmt.Println(letter.Subject+":", letter.Body)
		}
		return err
	})
	fmt.Println(err)
	// Output:
	// How to answer DT202603-0001: invite to the reception room, calm first → listen
	// <nil>
}
