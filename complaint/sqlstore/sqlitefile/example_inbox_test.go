package sqlitefile_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore"
	"github.com/redress-go/redress/complaint/sqlstore/sqlitefile"
)

// A receiver pays a voucher for each notice, once: the notice comes twice, and the first try fails half way.
func ExampleStore_inbox() {
	path, remove := temporary()
	defer remove()
	ctx := context.Background()
	store, err := sqlitefile.Open(ctx, path, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = store.Close() }()
	db := store.DB() // here the receiver shares the file; it may as well have a database of its own
	inbox, err := sqlstore.OpenInbox(ctx, db, sqlstore.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := db.ExecContext(ctx, "create table voucher (guest text)"); err != nil {
		fmt.Println(err)
		return
	}

	tries := 0
	handle := func(ctx context.Context, n complaint.Notice) error {
		done, err := inbox.Once(ctx, n.ID, func(tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, "insert into voucher (guest) values (?)", n.Case); err != nil {
				return err
			}
			if tries++; tries == 1 {
				return errors.New("printer is out of paper")
			}
			return nil
		})
		fmt.Println("done by this call:", done, "error:", err)
		return err // nil also when it was done before: the notice is settled
	}
	for range 3 {
		_ = handle(ctx, complaint.Notice{ID: "01JQ/7/0", Case: "01JQ"})
	}

	var vouchers int
	err = db.QueryRowContext(ctx, "select count(*) from voucher").Scan(&vouchers)
	fmt.Println("vouchers:", vouchers, err)
	// Output:
	// done by this call: false error: printer is out of paper
	// done by this call: true error: <nil>
	// done by this call: false error: <nil>
	// vouchers: 1 <nil>
}
