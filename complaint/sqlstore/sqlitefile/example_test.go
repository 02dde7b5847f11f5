package sqlitefile_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/redress-go/redress/complaint/sqlstore/sqlitefile"
)

// temporary returns a path for an example, and what removes it.
func temporary() (path string, remove func()) {
	dir, err := os.MkdirTemp("", "redress")
	if err != nil {
		panic(err)
	}
	return filepath.Join(dir, "cases.db"), func() { _ = os.RemoveAll(dir) }
}

func ExampleOpen() {
	path, remove := temporary()
	defer remove()
	ctx := context.Background()

	store, err := sqlitefile.Open(ctx, path, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = store.Close() }()

	n, err := store.Reserve(ctx, "grand-hotel", "C2026-", "first")
	fmt.Println(n, err)
	// Output: 1 <nil>
}

// A unit of work in the host's own transaction: both are kept, or neither.
func ExampleStore_DB() {
	path, remove := temporary()
	defer remove()
	ctx := context.Background()
	store, err := sqlitefile.Open(ctx, path, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = store.Close() }()

	tx, err := store.DB().BeginTx(ctx, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	n, err := store.WithTx(tx).Reserve(ctx, "grand-hotel", "C2026-", "first")
	fmt.Println(n, err)
	fmt.Println(tx.Rollback())

	n, err = store.Reserve(ctx, "grand-hotel", "C2026-", "second")
	fmt.Println(n, err)
	// Output:
	// 1 <nil>
	// <nil>
	// 1 <nil>
}

func ExamplePathError() {
	_, err := sqlitefile.Open(context.Background(), ":memory:", nil)
	fmt.Println(err)
	// Output: sqlitefile: path ":memory:": a file is needed, not memory
}
