package preset_test

import (
	"context"
	"fmt"
	"time"

	"github.com/benbjohnson/clock"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
)

func ExampleHotel() {
	mock := clock.NewMock()
	mock.Set(time.Date(2026, time.October, 8, 1, 0, 0, 0, time.UTC)) // 09:00 in Shanghai
	ctx := context.Background()
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.Hotel())
	if err != nil {
		panic(err)
	}
	front := complaint.Actor{ID: "u17", Name: "李敏", Role: "front-desk", Unit: "front-office"}
	reg, err := desk.Register(ctx, front, complaint.Intake{
		Channel: "counter", Complainant: complaint.Person{Name: "王先生", Phone: "13800000001"},
		Place: "1208", Text: "空调不制冷，要求换房", Fields: map[string]string{"matter": "room"},
	})
	if err != nil {
		panic(err)
	}
	c := reg.Case
	fmt.Println(c.Number, c.State, c.Severity, c.Unit)
	fmt.Println("resolve by", c.Due("resolve").Sub(mock.Now()))
	// Output:
	// HT2610-0001 registered minor engineering
	// resolve by 4h0m0s
}

// A house with its own limits changes the value and gives it a version of its own.
func ExampleHotel_changed() {
	pb := preset.Hotel()
	pb.Version = "1-seaside"
	for i := range pb.Roles {
		if pb.Roles[i].Code == "area-lead" {
			pb.Roles[i].Limit = playbook.Yuan(300)
		}
	}
	fmt.Println(pb.Validate(), pb.ID, pb.Version)
	// Output: <nil> hotel 1-seaside
}
