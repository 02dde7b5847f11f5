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

// A suggestion is the director's to adopt, and whose it was gains priority in the household award.
func ExampleResidential() {
	mock := clock.NewMock()
	mock.Set(time.Date(2026, time.March, 2, 1, 0, 0, 0, time.UTC)) // Monday, 09:00 in Shanghai
	ctx := context.Background()
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.Residential())
	if err != nil {
		panic(err)
	}
	officer := complaint.Actor{ID: "u1", Name: "孔岚", Role: "agent", Unit: "area-2"}
	director := complaint.Actor{ID: "u6", Name: "邱实", Role: "head", Unit: "management-office"}
	reg, err := desk.Register(ctx, officer, complaint.Intake{
		Channel: "visit", Complainant: complaint.Person{Name: "住户", Phone: "13800000004"}, Text: "建议增设分类垃圾桶",
		Fields: map[string]string{"area": "area-2", "matter": "cleaning", "purpose": "suggest", "visit_record": "ZF-2026-031"},
	})
	if err != nil {
		panic(err)
	}
	c := reg.Case
	fmt.Println(c.Number, c.Kind, c.Unit, c.Advisers, c.Tasks[0].Code)
	for _, step := range []struct {
		who complaint.Actor
		cmd complaint.Command
	}{
		{director, complaint.CompleteTask{Task: 1, Result: "adopted"}},
		{officer, complaint.CloseDirectly{Accepted: true, Outcome: "adopted"}},
		{director, complaint.Publish{Where: "notice-board", Named: true, Consent: true}},
	} {
		if c, err = desk.Do(ctx, step.who, c.ID, step.cmd); err != nil {
			panic(err)
		}
	}
	fmt.Println(c.State, c.Outcome, c.Tags)
	// Output:
	// XQ202603-0001 suggestion area-2 [cleaning] decide-suggestion
	// closed adopted [published award-priority]
}
