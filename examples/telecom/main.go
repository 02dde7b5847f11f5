// Command telecom is a telephone desk with diagnostic scripts: it asks what the script of a scene asks, shows which verdicts
// are still open, says what to say, and closes or dispatches the case as the verdict has it.
//
//	go run ./examples/telecom                                       on a terminal: you are the agent
//	go run ./examples/telecom -scene messages -answers yes,yes,no,yes,no
//	go run ./examples/telecom -lang en </dev/null                   a few calls that show what there is
//
// With -db the cases are kept in a file, and the next run adds to them.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/examples/internal/stage"
)

func main() { stage.Main("telecom", run) }

// run is the program.
func run(ctx context.Context, args []string, io stage.Streams) (err error) {
	var scene, answers string
	var ask bool
	o, err := stage.Parse("telecom", args, io.Err, func(fs *flag.FlagSet) {
		fs.StringVar(&scene, "scene", "", "the `scene` that -answers are for: "+strings.Join(sceneIDs(), ", "))
		fs.StringVar(&answers, "answers", "", "answers in the order asked: `yes,no,unknown`")
		fs.BoolVar(&ask, "ask", terminal(io.In), "ask on standard input (default: when it is a terminal)")
	})
	if err != nil {
		return err
	}
	calls, err := planned(scene, answers)
	if err != nil {
		return err
	}
	pb := preset.TelecomDesk()
	s, err := stage.Open(ctx, o, io.Out, "2026-09-28 09:00", pb)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	d := newDesk(s, pb)
	if err := s.As(d.manager); err != nil {
		return err
	}
	d.calls = len(s.Every())
	fmt.Fprintln(s.Out, s.Of("# 电信客服前台", "# A telecom front desk"))
	switch {
	case calls != nil:
		err = d.take(calls)
	case ask:
		err = d.converse(io.In)
	default:
		err = d.take(demo())
	}
	if err != nil {
		return err
	}
	d.collected()
	s.List()
	s.VerifyAll()
	return s.Err()
}

// planned is the one call that the flags describe, nil when they describe none.
func planned(scene, answers string) ([]call, error) {
	if scene == "" && answers == "" {
		return nil, nil
	}
	c := call{scene: scene}
	for _, word := range strings.Split(answers, ",") {
		a := classify.Answer(strings.TrimSpace(word))
		if a != classify.Yes && a != classify.No && a != classify.DontKnow {
			return nil, fmt.Errorf("-answers: %q is none of yes, no, unknown", word)
		}
		c.answers = append(c.answers, a)
	}
	for _, id := range sceneIDs() {
		if id == scene {
			return []call{c}, nil
		}
	}
	return nil, fmt.Errorf("-scene: %q is none of %s", scene, strings.Join(sceneIDs(), ", "))
}

func sceneIDs() []string {
	var out []string
	for _, s := range parts.Scenes() {
		out = append(out, s.Script.ID)
	}
	return out
}

// terminal reports whether somebody sits in front of a stream.
func terminal(in io.Reader) bool {
	f, ok := in.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// desk is the front desk with its people.
type desk struct {
	*stage.Stage
	pb             *playbook.Playbook
	scenes         []parts.Scene
	agent, manager complaint.Actor
	calls          int // so far, in the file
}

func newDesk(s *stage.Stage, pb *playbook.Playbook) *desk {
	d := &desk{
		Stage: s, pb: pb, scenes: parts.Scenes(),
		agent:   complaint.Actor{ID: "t1", Name: s.Of("米娜", "Mi Na"), Role: "agent", Unit: "front-desk"},
		manager: complaint.Actor{ID: "t2", Name: s.Of("祝平", "Zhu Ping"), Role: "manager", Unit: "front-desk"},
	}
	s.People = []complaint.Actor{d.agent, d.manager}
	return d
}
