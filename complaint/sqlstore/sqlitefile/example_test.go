package sqlitefile_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/redress-go/redress/complaint/sqlstore/sqlitefile"
)

func ExampleOpen() {
	dir, err := os.MkdirTemp("", "redress")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()

	db, err := sqlitefile.Open(filepath.Join(dir, "cases.db"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = db.Close() }()

	var mode string
	err = db.QueryRow("pragma journal_mode").Scan(&mode)
	fmt.Println(mode, err)
	// Output: wal <nil>
}

func ExamplePathError() {
	_, err := sqlitefile.Open(":memory:")
	fmt.Println(err)
	// Output: sqlitefile: path ":memory:": a file is needed, not memory
}
