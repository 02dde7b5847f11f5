// Command hotel plays a month of complaints in a hotel: it registers and classifies the guests' complaints of a CSV
// file, lets a staff that is sometimes late and sometimes beyond its authority work on them under a fake clock, and
// prints what became of them.
//
//	go run ./examples/hotel
//
// It leaves the database hotel.db and the ledger of all cases, ledger.csv, in the present directory. A second run on the
// same file goes on where the first one stopped, however it stopped.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"
	_ "time/tzdata" // the zone of the hotel, on machines that have no zones
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "hotel:", err)
		os.Exit(1)
	}
}

// options are the flags.
type options struct {
	db, input, lang, ack string
	days                 int
	seed                 int64
}

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	fs := flag.NewFlagSet("hotel", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.StringVar(&o.db, "db", "hotel.db", "database `file`; it is created, or continued")
	fs.StringVar(&o.input, "input", "", "CSV `file` of complaints (default: the month that comes with the program)")
	fs.IntVar(&o.days, "days", 0, "play so many `days` more (default: to the end of the month)")
	fs.Int64Var(&o.seed, "seed", 1, "what makes chance repeatable")
	fs.StringVar(&o.lang, "lang", "zh", "language of the output: zh or en")
	fs.StringVar(&o.ack, "ack", "", "write `case seq key` after every acknowledged command to a file, or to an open file descriptor by number")
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	switch {
	case fs.NArg() > 0:
		return o, fmt.Errorf("unexpected argument %q", fs.Arg(0))
	case o.lang != "zh" && o.lang != "en":
		return o, fmt.Errorf("-lang: %q is neither zh nor en", o.lang)
	case o.days < 0 || o.days > 3660:
		return o, fmt.Errorf("-days: %d is not from 0 to 3660", o.days)
	}
	return o, nil
}

// run is the program.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	o, err := parse(args, stderr)
	if err != nil {
		return err
	}
	ack, err := openAck(o.ack)
	if err != nil {
		return err
	}
	store, closer, err := openStore(ctx, o.db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closer.Close()) }()
	s := session{options: o, out: stdout, progress: newProgress(stderr, tongue(o.lang)), ack: ack}
	if err := s.open(ctx, store, nil); err != nil {
		return err
	}
	played := s.play(ctx)
	if played != nil && !errors.Is(played, context.Canceled) {
		return played
	}
	if played != nil {
		fmt.Fprintln(stderr, tongue(o.lang).of("已中断，再次运行即从此处继续。", "Interrupted; the next run goes on from here."))
	}
	return s.finish(context.WithoutCancel(ctx))
}

// begins is the first instant of the month that the input is about.
func begins(zone *time.Location) time.Time { return time.Date(2026, time.October, 1, 0, 0, 0, 0, zone) }
