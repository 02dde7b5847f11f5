// Package stage is what the examples share: a complaint department on a database file, a clock that stands still until the
// story moves it, and a way to print what everybody did. It is written for programs that tell one story and end; the
// first error stops the story, and Err returns it.
package stage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"
	_ "time/tzdata" // the zone of the story, on machines that have no zones

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/sqlstore/sqlitefile"
	"github.com/redress-go/redress/sla/cn"
)

// Stage is a desk with its clock. It is not safe for concurrent use.
type Stage struct {
	*complaint.Desk
	Printer
	// Reader reads every case and renders the handling sheets.
	Reader complaint.Actor
	// Quiet leaves out what is done, line by line.
	Quiet bool
	// Book is the id@version of the playbook that complaints are taken in under; empty for the first.
	Book string
	// Again reports that the file held cases when it was opened: the story has been played before.
	Again bool

	ctx   context.Context //nolint:containedctx // one story, one context: the scenes read as scenes
	clock *still
	store *sqlitefile.Store
	temp  string // the directory to remove at the end
	books []*playbook.Playbook
	seen  map[complaint.CaseID]int64
	rows  *Table
	mail  []letter // what complainants read and the story has not printed

	crowded bool // something stands under the heading already
	err     error
}

// Open opens the desk of one or more playbooks on a file: the one of the options, or one in a temporary directory. The story begins at
// a time of China, "2026-09-21 10:00". Ids and salts are drawn from a seed, so that every run is the same.
func Open(ctx context.Context, o Options, out io.Writer, begins string, books ...*playbook.Playbook) (*Stage, error) {
	zone, err := time.LoadLocation(cn.Zone)
	if err != nil {
		return nil, err
	}
	at, err := time.ParseInLocation(minute, begins, zone)
	if err != nil {
		return nil, err
	}
	s := &Stage{
		Printer: Printer{Lang: o.Lang, Out: out, zone: zone, pb: books[0]}, books: books,
		ctx: ctx, clock: &still{now: at}, seen: map[complaint.CaseID]int64{},
	}
	if o.DB == "" {
		if s.temp, err = os.MkdirTemp("", "redress-example-"); err != nil {
			return nil, err
		}
		o.DB = filepath.Join(s.temp, "complaints.db")
	}
	if s.store, err = sqlitefile.Open(ctx, o.DB, nil); err != nil {
		return nil, errors.Join(err, os.RemoveAll(s.temp))
	}
	s.Desk, err = complaint.Open(ctx, s.store, &complaint.Config{
		Clock: s.clock, Rand: rand.NewChaCha8([32]byte{1}),
		MaxClockSkew: -1, // a story is not the time on the wall
	}, books...)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// As sets who reads the cases. Where the file has some already, the time is that of the last entry.
func (s *Stage) As(reader complaint.Actor) error {
	s.Reader = reader
	for c, err := range s.All(s.ctx, reader, complaint.Filter{}) {
		if err != nil {
			return err
		}
		s.Again = true
		s.clock.set(c.Updated)
	}
	return nil
}

// Close closes the desk and its file, and removes a temporary one.
func (s *Stage) Close() error {
	if s.Desk != nil {
		s.Desk.Close()
	}
	err := s.store.Close()
	if s.temp != "" {
		err = errors.Join(err, os.RemoveAll(s.temp))
	}
	return err
}

// Err is what stopped the story, nil when nothing did.
func (s *Stage) Err() error { return s.err }

// fail stops the story at its first error.
func (s *Stage) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// Now is the time of the story, in China.
func (s *Stage) Now() time.Time { return s.clock.Now().In(s.zone) }

// At lets a time come, "2026-09-21 10:00", with every step of time that falls due until then, each at its own instant.
func (s *Stage) At(when string) {
	at, err := time.ParseInLocation(minute, when, s.zone)
	if err != nil {
		s.fail(err)
	}
	s.Until(at)
}

// Until lets a time come.
func (s *Stage) Until(at time.Time) {
	for s.err == nil {
		due, wake := s.due(at)
		if len(due) == 0 {
			break
		}
		s.clock.set(wake)
		if _, err := s.Sweep(s.ctx); err != nil {
			s.fail(err)
			return
		}
		for _, c := range due {
			s.showSteps(c)
		}
		if _, again := s.due(wake); again.Equal(wake) {
			s.fail(fmt.Errorf("a step of %s was not taken", wake))
		}
	}
	s.clock.set(at)
}

// due are the cases of which a step falls due next, by number, and when that is; none after until.
func (s *Stage) due(until time.Time) (due []*complaint.Case, wake time.Time) {
	for c, err := range s.All(s.ctx, s.Reader, complaint.Filter{WakeUntil: until}) {
		switch {
		case err != nil:
			s.fail(err)
			return nil, wake
		case due == nil || c.Wake.Before(wake):
			due, wake = []*complaint.Case{c}, c.Wake
		case c.Wake.Equal(wake):
			due = append(due, c)
		}
	}
	slices.SortFunc(due, byNumber)
	return due, wake
}

// still is a clock that the story moves, never backwards.
type still struct{ now time.Time }

// Now implements complaint.Clock.
func (c *still) Now() time.Time { return c.now }

func (c *still) set(t time.Time) {
	if t.After(c.now) {
		c.now = t
	}
}
