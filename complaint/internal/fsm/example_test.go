package fsm_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/redress-go/redress/complaint/internal/fsm"
)

// A guard may stop an event; the caller sees the guard's own error.
func ExampleTable_Fire() {
	errNoAnswer := errors.New("answer the complainant first")
	table, err := fsm.New("open", []string{"closed"}, []fsm.Transition{
		{Event: "close", From: []string{"open"}, To: "closed", Guards: []string{"answered"}},
		{Event: "reopen", From: []string{"closed"}, To: "open"},
	}, map[string]fsm.Guard{
		"answered": func(arg any) error {
			if arg != "answered" {
				return errNoAnswer
			}
			return nil
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	ctx := context.Background()
	state, err := table.Fire(ctx, "close", "open", "silent")
	fmt.Println(state, errors.Is(err, errNoAnswer))
	state, err = table.Fire(ctx, "close", "open", "answered")
	fmt.Println(state, err)
	_, err = table.Fire(ctx, "close", state, "answered")
	fmt.Println(err)
	// Output:
	// open true
	// closed <nil>
	// fsm: "close" is not allowed in state "closed", only reopen
}

// A lifecycle is checked as a whole, and every fault is reported at once.
func ExampleNew() {
	_, err := fsm.New("open", []string{"closed"}, []fsm.Transition{
		{Event: "close", From: []string{"open"}, To: "closed", Guards: []string{"answered"}},
		{Event: "hold", From: []string{"open"}, To: "held"},
	}, nil)
	fmt.Println(err)
	// Output:
	// fsm: the lifecycle is not sound:
	// 	transitions[0].guards[0]: there is no guard "answered"
	// 	transitions[1].to: "held" has no way to a final state
}
