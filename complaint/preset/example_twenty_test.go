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

// The first twenty lines of a host, as the README shows them.
func Example() {
	ctx := context.Background()
	mock := clock.NewMock()
	mock.Set(time.Date(2026, 3, 4, 1, 0, 0, 0, time.UTC))
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.Hotel())
	if err != nil {
		fmt.Println(err)
		return
	}
	front := complaint.Actor{ID: "u17", Name: "李敏", Role: "front-desk", Unit: "front-office"}
	manager := complaint.Actor{ID: "u30", Name: "周岚", Role: "lobby-manager", Unit: "front-office"}
	reg, err := desk.Register(ctx, front, complaint.Intake{
		Channel: "counter", Complainant: complaint.Person{Name: "王先生", Phone: "13800000001"},
		Place: "1208", Text: "空调不制冷，要求换房", Fields: map[string]string{"matter": "room"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	c := reg.Case
	fmt.Println(c.Number, c.State, c.Severity, c.Unit)

	for _, cmd := range []complaint.Command{
		complaint.Assess{},
		complaint.Dispatch{},
		complaint.Propose{Compensation: complaint.Yuan(800)},
		complaint.Offer{Proposal: 1},
	} {
		_, err = desk.Do(ctx, manager, c.ID, cmd)
	}
	var refused *complaint.Error
	if errors.Is(err, complaint.ErrNeedsApproval) && errors.As(err, &refused) {
		fmt.Println("800 yuan is beyond a lobby manager; may approve:", refused.Who)
	}

	mock.Add(72 * time.Hour)
	swept, err := desk.Sweep(ctx)
	fmt.Println(swept.Steps > 0, err)
	// Output:
	// HT2603-0001 registered minor engineering
	// 800 yuan is beyond a lobby manager; may approve: [floor-manager dept-head operations-director deputy-gm general-manager]
	// true <nil>
}
