package main

import (
	"context"
	"io"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/sqlstore/sqlitefile"
)

// openStore opens the database file.
func openStore(ctx context.Context, path string) (complaint.Store, io.Closer, error) {
	store, err := sqlitefile.Open(ctx, path, nil)
	if err != nil {
		return nil, nil, err
	}
	return store, store, nil
}

// openDesk opens the complaint department of the hotel on a store, with the clock and the rota of the simulation. rnd may
// be nil.
func openDesk(ctx context.Context, store complaint.Store, pb *playbook.Playbook, clock *fakeClock, staff *cast, rnd io.Reader) (*complaint.Desk, error) {
	return complaint.Open(ctx, store, &complaint.Config{
		Org: "hotel", Clock: clock, Rand: rnd,
		Staff:        func() *complaint.Staff { return staff.snapshot(clock.Now()) },
		MaxClockSkew: -1, // a month that is played is not the month on the wall
	}, pb)
}
