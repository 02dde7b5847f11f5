// Command custom is a company that writes rules of its own: it lays company.json over the preset of a service company,
// shows what the validator says of a draft that is broken, what differs from the preset, and plays a month by its rules.
//
//	go run ./examples/custom
//	go run ./examples/custom -overlay my.json -cases 200 -seed 7
//
// An overlay that is not valid is reported fault by fault, and nothing is played. With -db the month is kept in a file, and
// a second run reads it from there.
package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/examples/internal/stage"
)

//go:embed company.json
var company []byte

//go:embed broken.json
var broken []byte

func main() { stage.Main("custom", run) }

// options are the flags of this example.
type options struct {
	stage.Options
	overlay string
	cases   int
	seed    uint64
}

func parse(args []string, io stage.Streams) (o options, err error) {
	o.Options, err = stage.Parse("custom", args, io.Err, func(fs *flag.FlagSet) {
		fs.StringVar(&o.overlay, "overlay", "", "the company's own rules, a `file` of JSON (default: those that come with the program)")
		fs.IntVar(&o.cases, "cases", 60, "how many complaints the month has")
		fs.Uint64Var(&o.seed, "seed", 1, "what makes chance repeatable")
	})
	if err == nil && (o.cases < 1 || o.cases > 999) {
		err = fmt.Errorf("-cases: %d is not from 1 to 999", o.cases)
	}
	return o, err
}

// run is the program.
func run(ctx context.Context, args []string, io stage.Streams) error {
	o, err := parse(args, io)
	if err != nil {
		return err
	}
	w, own := &writer{lang: o.Lang, out: io.Out}, company
	w.say("# 自己写规则", "# Rules of one's own")
	if o.overlay == "" {
		err = w.draft(broken)
	} else {
		own, err = os.ReadFile(o.overlay)
	}
	if err != nil {
		return err
	}
	pb, err := read(own)
	if err != nil {
		return w.refuse(err)
	}
	if err := w.accept(pb); err != nil {
		return err
	}
	return play(ctx, o, io, pb)
}

// read lays an overlay, strictly read, over the preset and validates the result.
func read(data []byte) (*playbook.Playbook, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	var own playbook.Overlay
	if err := dec.Decode(&own); err != nil {
		return nil, err
	}
	pb, err := preset.Service().Overlay(own)
	if err != nil {
		return nil, err
	}
	return pb, pb.Validate()
}

// play simulates the month and prints what became of it.
func play(ctx context.Context, o options, io stage.Streams, pb *playbook.Playbook) (err error) {
	s, err := stage.Open(ctx, o.Options, io.Out, "2026-10-08 00:00", pb)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	s.Quiet = true
	s.Words = map[string]playbook.Text{"first-visit": {ZH: "首次上门", EN: "first visit"}}
	if err := s.As(complaint.Actor{ID: "c0", Name: "主管", Role: "manager", Unit: "service-centre"}); err != nil {
		return err
	}
	m, err := newMonth(s, pb, o.seed)
	if err != nil {
		return err
	}
	if !s.Again {
		m.play(o.cases)
	}
	s.List()
	m.rates()
	s.VerifyAll()
	return s.Err()
}

// faults are what an error says, fault by fault; false for an error of another kind.
func faults(err error) ([]playbook.Fault, bool) {
	var bad *playbook.InvalidError
	if !errors.As(err, &bad) {
		return nil, false
	}
	return bad.Faults, true
}

// short is a text on one line of at most so many characters.
func short(text string, most int) string {
	r := []rune(strings.Join(strings.Fields(text), " "))
	if len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return string(r)
}
