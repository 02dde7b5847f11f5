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

// The responsibility table: whose matter it is depends on who complains, and of what.
func ExampleEstateGroup() {
	mock := clock.NewMock()
	mock.Set(time.Date(2026, time.March, 2, 1, 0, 0, 0, time.UTC)) // Monday, 09:00 in Shanghai
	ctx := context.Background()
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.EstateGroup())
	if err != nil {
		panic(err)
	}
	assistant := complaint.Actor{ID: "u4", Name: "立夏", Role: "assistant", Unit: "co-ordination-centre"}
	for i, who := range [][2]string{
		{"owner", "company"}, {"owner", "ethics"}, {"employee", "own-rights"}, {"shareholder", "company"}, {"supplier", "other"},
	} {
		reg, err := desk.Register(ctx, assistant, complaint.Intake{
			Channel: "mailbox", Complainant: complaint.Person{Name: "当事人", Phone: fmt.Sprint(13800001900 + i)}, Text: "请处理",
			Fields: map[string]string{"relation": who[0], "concern": who[1]},
		})
		if err != nil {
			panic(err)
		}
		fmt.Println(who[0], who[1], "→", reg.Case.Unit)
	}
	// Output:
	// owner company → local-service
	// owner ethics → human-resources
	// employee own-rights → staff-committee
	// shareholder company → group-office
	// supplier other → group-office
}
