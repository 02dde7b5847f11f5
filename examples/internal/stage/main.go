package stage

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
)

// Options are the flags of every example.
type Options struct {
	Lang string // zh or en
	DB   string // database file; empty for one in a temporary directory
}

// Parse reads the flags of an example; more adds flags of its own.
func Parse(name string, args []string, stderr io.Writer, more func(*flag.FlagSet)) (Options, error) {
	var o Options
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.StringVar(&o.Lang, "lang", "zh", "language of the output: zh or en")
	fs.StringVar(&o.DB, "db", "", "keep the database in a `file` (default: a temporary one)")
	if more != nil {
		more(fs)
	}
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	if fs.NArg() > 0 {
		return o, fmt.Errorf("unexpected argument %q", fs.Arg(0))
	}
	if o.Lang != "zh" && o.Lang != "en" {
		return o, fmt.Errorf("-lang: %q is neither zh nor en", o.Lang)
	}
	return o, nil
}

// Streams are what a program reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// Main runs a program until it ends or is interrupted, and leaves with its status.
func Main(name string, run func(context.Context, []string, Streams) error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], Streams{os.Stdin, os.Stdout, os.Stderr})
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, name+":", err)
		os.Exit(1)
	}
}
