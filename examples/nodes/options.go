package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"
)

// options are the flags of the month.
type options struct {
	dsn, lang string
	days      int
	keep      bool
}

// parse reads them. Limits are in the flags' own words.
func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	fs := flag.NewFlagSet("nodes", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.StringVar(&o.dsn, "dsn", usualServer(), "`address` of a PostgreSQL; without the flag it is that of REDRESS_TEST_POSTGRES")
	fs.StringVar(&o.lang, "lang", "zh", "language of the output: zh or en")
	fs.IntVar(&o.days, "days", 30, "how many `days` the month has, of 0.6 s each")
	fs.BoolVar(&o.keep, "keep", false, "leave the tables for a look")
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	switch {
	case fs.NArg() > 0:
		return o, fmt.Errorf("unexpected argument %q", fs.Arg(0))
	case o.lang != "zh" && o.lang != "en":
		return o, fmt.Errorf("-lang: %q is neither zh nor en", o.lang)
	case o.days < 6 || o.days > 1000:
		return o, fmt.Errorf("-days: %d is not from 6 to 1000", o.days)
	}
	return o, nil
}

// usualServer is where PostgreSQL is looked for.
func usualServer() string {
	if dsn := os.Getenv("REDRESS_TEST_POSTGRES"); dsn != "" {
		return dsn
	}
	return "postgres://postgres@127.0.0.1:5432/test?sslmode=disable"
}

// nodeArgument is the first argument of a process that is a node, nodes how many there are.
const (
	nodeArgument = "node"
	nodes        = 3
)

// nodeArguments are those of a node.
func nodeArguments(dsn, prefix string, me, days int, begins time.Time) []string {
	return []string{nodeArgument, dsn, prefix, strconv.Itoa(me), strconv.Itoa(days), strconv.FormatInt(begins.UnixMicro(), 10)}
}

// node runs one node until the context is done.
func node(ctx context.Context, args []string, out io.Writer) error {
	if len(args) != 5 {
		return fmt.Errorf("a node has 5 arguments, not %d", len(args))
	}
	var n [3]int64
	for i := range n {
		v, err := strconv.ParseInt(args[2+i], 10, 64)
		if err != nil {
			return err
		}
		n[i] = v
	}
	h := &house{speech: newSpeech(out), me: int(n[0]), of: nodes, days: int(n[1]), begins: time.UnixMicro(n[2])}
	return serve(ctx, args[0], args[1], h)
}
