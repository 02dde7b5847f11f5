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

// An objection voiced in the follow-up of a settled claim is a case of the unit concerned, with a definite answer in principle
// within three working days.
func ExampleInsurerPromise() {
	mock := clock.NewMock()
	mock.Set(time.Date(2026, time.March, 2, 1, 0, 0, 0, time.UTC))
	ctx := context.Background()
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.InsurerPromise())
	if err != nil {
		panic(err)
	}
	agent := complaint.Actor{ID: "u1", Name: "柳青", Role: "agent", Unit: "service-centre"}
	reg, err := desk.Register(ctx, agent, complaint.Intake{
		Channel: "claim-follow-up", Complainant: complaint.Person{Name: "保户", Phone: "13800000007"}, Text: "定损偏低",
		Fields: map[string]string{"claim": "PDAA2026-77"},
	})
	if err != nil {
		panic(err)
	}
	c := reg.Case
	fmt.Println(c.Kind, c.Unit, c.Due("definite-answer").In(time.FixedZone("CST", 8*60*60)).Format("01-02 15:04"))

	claims := preset.InsurerPlans()[0]
	fmt.Println(claims.ID, claims.On, claims.Modes, "everybody:", claims.Sample.Size == 0 && claims.Sample.OneIn == 0)
	// Output:
	// complaint claims 03-05 18:00
	// motor-claims settled [phone] everybody: true
}
