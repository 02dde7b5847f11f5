package complaint_test

import (
	"context"
	"fmt"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
)

// A telephone desk asks what the script asks, and the verdict drives the case.
func ExampleAssess_script() {
	ctx := context.Background()
	pb := kiosk()
	pb.Scripts = []playbook.Script{parts.Interconnection().Desk()}
	pb.Units = append(pb.Units, playbook.Unit{Code: "market-operations", Label: playbook.Text{EN: "Market operations"}, Head: "owner"})
	desk, err := complaint.Open(ctx, memstore.New(), nil, pb)
	if err != nil {
		fmt.Println(err)
		return
	}
	reg, err := desk.Register(ctx, ann, stale())
	if err != nil {
		fmt.Println(err)
		return
	}

	dialogue, _ := pb.Dialogue("interconnection")
	caller := map[string]classify.Answer{"other-network": classify.Yes, "always": classify.No, "forwarded": classify.No}
	answers, said := map[string]classify.Answer{}, []complaint.Asked(nil)
	turn, _ := dialogue.Next(answers)
	for !turn.Done {
		answers[turn.Question] = caller[turn.Question]
		said = append(said, complaint.Asked{Question: turn.Question, Answer: caller[turn.Question]})
		fmt.Println(turn.Question, caller[turn.Question])
		turn, _ = dialogue.Next(answers)
	}

	c := must(desk.Do(ctx, ann, reg.Case.ID, complaint.Assess{Script: "interconnection", Answers: said}))
	fmt.Println(c.Diagnosis.Verdict, c.Diagnosis.Action, c.Tags)
	c = must(desk.Do(ctx, ann, c.ID, complaint.CloseDirectly{Accepted: true}))
	fmt.Println(c.State, c.Outcome)
	// Output:
	// other-network yes
	// always no
	// forwarded no
	// fault close [collect-market-operations]
	// closed explained
}
