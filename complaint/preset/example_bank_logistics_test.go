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

// Nothing is said to the bank before a manager has reviewed it.
func ExampleBankLogistics() {
	mock := clock.NewMock()
	mock.Set(time.Date(2026, time.March, 2, 1, 0, 0, 0, time.UTC)) // Monday, 09:00 in Shanghai
	ctx := context.Background()
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.BankLogistics())
	if err != nil {
		panic(err)
	}
	officer := complaint.Actor{ID: "u1", Name: "叶澜", Role: "agent", Unit: "complaint-department"}
	reg, err := desk.Register(ctx, officer, complaint.Intake{
		Channel: "email", Complainant: complaint.Person{Name: "丁柜员", Email: "ding@bank.example", Address: "支行三楼"},
		Text: "班车提前开走了", Demand: "准点发车", Fields: map[string]string{"title": "班车"},
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(reg.Case.Number, reg.Case.Unit, "acknowledge within", reg.Case.Due("acknowledge").Sub(mock.Now()))
	supervisor := complaint.Actor{ID: "u2", Name: "贺兰", Role: "supervisor", Unit: "complaint-department"}
	for _, cmd := range []complaint.Command{
		complaint.Assess{}, complaint.Dispatch{Person: "u3"}, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}}},
	} {
		if _, err = desk.Do(ctx, supervisor, reg.Case.ID, cmd); err != nil {
			panic(err)
		}
	}
	_, err = desk.Do(ctx, supervisor, reg.Case.ID, complaint.Offer{Proposal: 1})
	var refused *complaint.Error
	fmt.Println(errors.As(err, &refused), refused.Rule, refused.Allowed)
	c, err := desk.Case(ctx, supervisor, reg.Case.ID)
	for _, task := range c.Tasks {
		fmt.Println(task.Code, "by", task.Role)
	}
	fmt.Println(err)
	// Output:
	// YH202603-0001 transport acknowledge within 30m0s
	// true tasks [complete-task]
	// liaison by liaison
	// handling-sheet by supervisor
	// review-proposal by manager
	// <nil>
}
