// Command nodes is a hotel whose complaint department runs as three processes on one PostgreSQL. They play a month on short
// time limits and the real clock; one of them is killed in the middle and started again while the others go on. At the end the
// program checks the ledgers against everything it was told, prints what it found, and fails if anything is lost, doubled,
// early or broken.
//
//	go run ./examples/nodes
//
// What a host has to write for this is the function [serve]: it knows nothing of the other nodes.
package main

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore"
)

func main() { os.Exit(start()) }

// start runs one node when the program was started by itself to be one, else the month.
func start() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var err error
	if len(os.Args) > 1 && os.Args[1] == nodeArgument {
		go func() { // a node ends with whoever started it
			_, _ = io.Copy(io.Discard, os.Stdin)
			stop()
		}()
		err = node(ctx, os.Args[2:], os.Stdout)
	} else {
		err = run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	}
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "nodes:", err)
		return 1
	}
	return 0
}

// serve is one node, from its start to its orderly end when the context is done: all that a host's own main function needs.
// Nodes do not know of each other; what keeps them from doing anything twice is the store.
func serve(ctx context.Context, dsn, prefix string, h *house) error {
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(8)
	db.SetMaxIdleConns(8) // with the usual two a busy node would dial anew all the time

	// Opening brings the tables up to date. Nodes that do so at the same time wait for each other.
	store, err := sqlstore.Open(ctx, db, sqlstore.Config{Dialect: sqlstore.PostgreSQL, Prefix: prefix})
	if err != nil {
		return err
	}
	desk, err := complaint.Open(ctx, store, settings(), rules())
	if err != nil {
		return errors.Join(err, store.Close())
	}

	var all sync.WaitGroup
	all.Go(func() { h.keepTime(ctx, desk) }) // desk.Run: warnings, breaches, the ladder, what closes by itself
	all.Go(func() { h.tell(ctx, desk) })     // desk.Deliver: whoever is to know of it
	all.Go(func() { h.takeIn(ctx, desk) })   // what comes from outside: an HTTP server, a queue …
	all.Go(func() { h.handle(ctx, desk) })   // … and people at their screens
	all.Go(func() { h.report(ctx, desk) })   // desk.Health, for the monitor

	// The end has an order: nothing new, then what was accepted, then the store. The pool is the host's and goes last.
	<-ctx.Done()
	all.Wait()
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return errors.Join(desk.Shutdown(last), store.Close())
}

// settings are those of every node, the same for all.
func settings() *complaint.Config {
	return &complaint.Config{
		Org: hotel,
		// A month of twenty seconds has no time for the usual half minute and minute: so soon the other nodes see to what a
		// dead one had armed, and have the notices it was delivering.
		MaxSleep: 500 * time.Millisecond, DeliveryLease: lease,
	}
}

// The name of the organisation, and how long a notice stays with the node that delivers it.
const (
	hotel = "hotel"
	lease = 2 * time.Second
)
