package preset_test

import (
	"context"
	"fmt"
	"time"

	"github.com/benbjohnson/clock"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/preset"
)

// The desk asks what the script asks; the verdict dispatches the case, with a promise, and the reply is said.
func ExampleTelecomDesk() {
	mock := clock.NewMock()
	mock.Set(time.Date(2026, time.March, 2, 1, 0, 0, 0, time.UTC)) // Monday
	ctx := context.Background()
	pb := preset.TelecomDesk()
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, pb)
	if err != nil {
		panic(err)
	}
	agent := complaint.Actor{ID: "u1", Name: "米娜", Role: "agent", Unit: "front-desk"}
	reg, err := desk.Register(ctx, agent, complaint.Intake{
		Channel: "hotline", Complainant: complaint.Person{Name: "用户", Phone: "13800000008"}, Text: "漫游用不了", Fields: map[string]string{"matter": "network"},
	})
	if err != nil {
		panic(err)
	}
	dialogue, _ := pb.Dialogue("roaming")
	first, err := dialogue.Fill(dialogue.Script().Say, nil)
	fmt.Println(first.EN, err)

	c, err := desk.Do(ctx, agent, reg.Case.ID, complaint.Assess{Script: "roaming", Answers: []complaint.Asked{{Question: "accepted", Answer: classify.No}}})
	if err != nil {
		panic(err)
	}
	fmt.Println(c.Diagnosis.Verdict, c.Diagnosis.Action, c.Unit, c.Due("promise").In(time.FixedZone("CST", 8*60*60)).Format("01-02 15:04"))
	said, err := dialogue.Fill(dialogue.Replies(c.Diagnosis.Verdict)[0].Say, nil)
	fmt.Println(said.EN, err)
	// Output:
	// Where one can roam differs between tariffs and changes with the network. What counts for you now is the description of your tariff. <nil>
	// home-network dispatch home-network 03-04 18:00
	// We pass this to your home network; you will hear from us within 2 working days. <nil>
}
