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

// A gift is a matter of integrity: an inquiry is opened that only the discipline officer knows of.
func ExamplePublicPledge() {
	mock := clock.NewMock()
	mock.Set(time.Date(2026, time.March, 2, 1, 0, 0, 0, time.UTC)) // Monday, 09:00 in Shanghai
	ctx := context.Background()
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.PublicPledge())
	if err != nil {
		panic(err)
	}
	clerk := complaint.Actor{ID: "u1", Name: "霍青", Role: "agent", Unit: "window"}
	discipline := complaint.Actor{ID: "u5", Name: "路正", Role: "discipline", Unit: "supervision"}
	reg, err := desk.Register(ctx, clerk, complaint.Intake{
		Channel: "supervision-mailbox", Complainant: complaint.Person{Name: "市民", Phone: "13800000005"},
		Text: "办证时被要求送烟", AboutUnit: "approvals", Fields: map[string]string{"matter": "late", "conduct": "gift"},
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(reg.Case.Categories["class"], reg.Case.Severity, reg.Case.Unit, len(reg.Case.Tasks))
	c, err := desk.Do(ctx, discipline, reg.Case.ID, complaint.CompleteTask{Task: 1, Result: "verified"})
	for _, task := range c.Tasks {
		fmt.Printf("%s %q\n", task.Code, task.Result)
	}
	fmt.Println(err)
	// Output:
	// integrity major supervision 0
	// integrity "verified"
	// punishment ""
	// <nil>
}
