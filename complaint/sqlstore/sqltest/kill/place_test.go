package kill

import (
	"context"
	"database/sql"
	"errors"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore"
	"github.com/redress-go/redress/complaint/sqlstore/sqlitefile"
	"github.com/redress-go/redress/complaint/sqlstore/sqltest"
)

// place says where the database is.
type place struct {
	Path   string // of a SQLite file; otherwise:
	Server sqltest.Server
	Prefix string
}

// open opens the store; shut closes everything.
func (p place) open(ctx context.Context) (store complaint.Store, shut func() error, err error) {
	if p.Path != "" {
		s, err := sqlitefile.Open(ctx, p.Path, nil)
		if err != nil {
			return nil, nil, err
		}
		return s, s.Close, nil
	}
	db, err := sql.Open(p.Server.Driver, p.Server.DSN)
	if err != nil {
		return nil, nil, err
	}
	db.SetMaxOpenConns(8)
	db.SetMaxIdleConns(8)
	s, err := sqlstore.Open(ctx, db, sqlstore.Config{Dialect: p.Server.Dialect, Prefix: p.Prefix})
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return s, func() error { return errors.Join(s.Close(), db.Close()) }, nil
}
