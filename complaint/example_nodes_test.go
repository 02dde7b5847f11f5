package complaint_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/benbjohnson/clock"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
)

// A node: one desk, Run beside the host's own work, and the order in which it all ends when the machine wants it back.
// Stop what brings commands (the host's server), then Shutdown, then close the store: nothing is cut off, and what this
// node held is free for the others.
func ExampleDesk_Run() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	desk, err := complaint.Open(ctx, memstore.New(), nil, kiosk())
	if err != nil {
		fmt.Println(err)
		return
	}
	var nodes sync.WaitGroup
	nodes.Go(func() { fmt.Println("run:", desk.Run(ctx)) })
	_, err = desk.Register(ctx, ann, stale())
	fmt.Println("registered:", err)

	stop() // or a signal
	nodes.Wait()
	patience, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	fmt.Println("shut down:", desk.Shutdown(patience))
	// Unordered output:
	// registered: <nil>
	// run: context canceled
	// shut down: <nil>
}

// Shutdown waits for what was accepted; whatever comes later is refused.
func ExampleDesk_Shutdown() {
	ctx := context.Background()
	desk, _ := openKiosk()
	fmt.Println(desk.Shutdown(ctx))
	_, err := desk.Register(ctx, ann, stale())
	fmt.Println(errors.Is(err, complaint.ErrClosed))
	// Output:
	// <nil>
	// true
}

// A monitor asks each node now and then; docs/operation.md says what to raise an alarm for.
func ExampleDesk_Health() {
	ctx := context.Background()
	desk, mock := openKiosk()
	registered(desk)
	mock.Add(5 * time.Hour)
	h, err := desk.Health(ctx)
	fmt.Println("due", h.Due.Format("15:04"), "lag", h.Lag.Round(time.Second), "running", h.Running, err)

	_, _ = desk.Sweep(ctx)
	h, _ = desk.Health(ctx)
	fmt.Println("lag", h.Lag, "steps", h.Steps, "late", h.Late.Max, "swept", h.Swept.Format("15:04"))
	// Output:
	// due 05:00 lag 1h0m0s running false <nil>
	// lag 0s steps 1 late 1h0m0s swept 06:00
}

// What was given up is listed, and put back when the cause is gone.
func ExampleDesk_Replay() {
	ctx := context.Background()
	desk, _ := openKiosk()
	registered(desk)
	full := true
	send := func(_ context.Context, n complaint.Notice) error {
		if full {
			return fmt.Errorf("mailbox full: %w", complaint.ErrUndeliverable)
		}
		fmt.Println("sent", n.Kind, "to", n.To)
		return nil
	}
	_, _ = desk.Deliver(ctx, send)

	var ids []string
	for letter, err := range desk.DeadLetters(ctx, bob, "") {
		fmt.Println("dead:", letter.Kind, letter.To, letter.Problem, "after", letter.Attempt, err)
		ids = append(ids, letter.ID)
	}
	full = false
	n, err := desk.Replay(ctx, bob, ids...)
	fmt.Println("put back", n, err)
	_, _ = desk.Deliver(ctx, send)
	// Output:
	// dead: registered unit:shop *fmt.wrapError after 1 <nil>
	// put back 1 <nil>
	// sent registered to unit:shop
}

// A host whose channel needs no order says so; then a mailbox that is full keeps nobody else waiting.
func ExampleConfig_unordered() {
	ctx := context.Background()
	mock := clock.NewMock()
	mock.Set(time.Date(2026, 3, 4, 1, 0, 0, 0, time.UTC))
	desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock, DeliveryUnordered: true}, kiosk())
	if err != nil {
		fmt.Println(err)
		return
	}
	registered(desk)
	mock.Add(5 * time.Hour)
	_, _ = desk.Sweep(ctx)
	d, err := desk.Deliver(ctx, func(_ context.Context, n complaint.Notice) error {
		if n.To == "unit:shop" {
			return errors.New("mailbox full")
		}
		fmt.Println(n.Kind, "→", n.To)
		return nil
	})
	fmt.Println(d.Sent, d.Failed, err)
	// Output:
	// late → role:owner
	// 1 1 <nil>
}
