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

// At the promised time the complainant hears from us whatever the progress, and the next time is owed at once.
func ExampleServiceDesk() {
	mock := clock.NewMock()
	mock.Set(time.Date(2026, time.March, 2, 1, 0, 0, 0, time.UTC)) // Monday, 09:00 in Shanghai
	ctx := context.Background()
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.ServiceDesk())
	if err != nil {
		panic(err)
	}
	agent := complaint.Actor{ID: "u1", Name: "孙悦", Role: "agent", Unit: "complaints"}
	reg, err := desk.Register(ctx, agent, complaint.Intake{
		Channel: "hotline", Complainant: complaint.Person{Name: "夏女士", Phone: "13800000003"}, Text: "杯子碎了", ReadBack: true,
		Fields: map[string]string{"matter": "order", "fault": "true"},
	})
	if err != nil {
		panic(err)
	}
	c := reg.Case
	for _, cmd := range []complaint.Command{
		complaint.Assess{},
		complaint.Dispatch{Person: agent.ID},
		complaint.MakePromise{What: "answer", Due: mock.Now().Add(8 * time.Hour)},
		complaint.Respond{Promise: 1, Text: "承运商尚未回复"},
	} {
		if c, err = desk.Do(ctx, agent, c.ID, cmd); err != nil {
			panic(err)
		}
		fmt.Println(cmd.Name(), "→ answer", !c.Due("promise").IsZero(), "→ a new time", !c.Due("next-promise").IsZero())
	}
	// Output:
	// assess → answer false → a new time false
	// dispatch → answer false → a new time true
	// promise → answer true → a new time false
	// respond → answer false → a new time true
}
