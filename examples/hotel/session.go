package main

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla/cn"
)

//go:embed complaints.csv
var complaints []byte

// session is one run of the program on one store.
type session struct {
	options
	out      io.Writer
	progress *progress
	ack      io.Writer

	pb    *playbook.Playbook
	clock *fakeClock
	cast  *cast
	desk  *complaint.Desk
	month *month
	bad   []badLine
	from  time.Time // where the store stood
}

// openAck opens what acknowledgements go to: nothing, a file, or a descriptor that the parent opened.
func openAck(name string) (io.Writer, error) {
	if name == "" {
		return nil, nil
	}
	if fd, err := strconv.Atoi(name); err == nil {
		return os.NewFile(uintptr(fd), "ack"), nil
	}
	return os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
}

// open reads the input, opens the desk and goes to where the store stands. rnd may be nil.
func (s *session) open(ctx context.Context, store complaint.Store, rnd io.Reader) error {
	zone, err := time.LoadLocation(cn.Zone)
	if err != nil {
		return err
	}
	s.pb = preset.Hotel()
	s.cast = &cast{people: hotelStaff(), zone: zone}
	s.clock = &fakeClock{now: begins(zone)}
	rows, err := s.read(begins(zone))
	if err != nil {
		return fmt.Errorf("input: %w", err)
	}
	if s.desk, err = openDesk(ctx, store, s.pb, s.clock, s.cast, rnd); err != nil {
		return err
	}
	s.month = newMonth(s.desk, s.clock, s.cast, s.pb, seed(s.seed), rows)
	s.month.ack, s.month.tell = s.ack, s.progress.day
	if err := s.month.resume(ctx); err != nil {
		return err
	}
	s.from = s.clock.Now().In(zone)
	return nil
}

func (s *session) read(month time.Time) (rows []row, err error) {
	data := complaints
	if s.input != "" {
		if data, err = os.ReadFile(s.input); err != nil {
			return nil, err
		}
	}
	rows, s.bad, err = newInput(s.pb, s.cast.ids(), month).read(bytes.NewReader(data))
	for _, b := range s.bad {
		s.progress.line(b.in(tongue(s.lang)))
	}
	return rows, err
}

// until is where this run stops: so many days on, or at the end of the month the store stands in.
func (s *session) until() time.Time {
	if s.days > 0 {
		return midnight(s.from.Add(-time.Nanosecond), s.days+1)
	}
	return time.Date(s.from.Year(), s.from.Month()+1, 1, 0, 0, 0, 0, s.from.Location())
}

// play runs the month. At the end of a month everything that is still open is looked through.
func (s *session) play(ctx context.Context) error {
	if done, err := s.month.takeStock(ctx, s.from); done || err != nil {
		return err
	}
	until := s.until()
	if err := s.month.play(ctx, until); err != nil {
		return err
	}
	_, err := s.month.takeStock(ctx, until)
	return err
}

// finish prints the report and writes the ledger beside the database.
func (s *session) finish(ctx context.Context) error {
	s.progress.done()
	h, err := gather(ctx, s.desk, s.clock.Now())
	if err != nil {
		return err
	}
	path := filepath.Join(filepath.Dir(s.db), "ledger.csv")
	if err := writeLedger(path, h, s.cast.zone); err != nil {
		return err
	}
	r := &report{session: s, tongue: tongue(s.lang), history: h, w: s.out}
	return r.print(ctx, path)
}
