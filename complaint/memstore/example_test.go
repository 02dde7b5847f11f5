package memstore_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
)

func ExampleNew() {
	ctx := context.Background()
	store := memstore.New()

	first, _ := store.Reserve(ctx, "grand-hotel", "C2026-", "request 1")
	second, _ := store.Reserve(ctx, "grand-hotel", "C2026-", "request 2")
	again, _ := store.Reserve(ctx, "grand-hotel", "C2026-", "request 1")
	fmt.Println(first, second, again)

	_, err := store.Load(ctx, "01JQ0000000000000000000001")
	fmt.Println(errors.Is(err, complaint.ErrNotFound))
	// Output:
	// 1 2 1
	// true
}
