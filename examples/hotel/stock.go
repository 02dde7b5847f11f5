package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint"
)

// takeStock ends a month (月末盘点): the complaint centre looks through every case that is still open and notes it. It does
// so at the first instant of the next month, which also marks how far the file has been played; a run that was killed in
// the middle of it is finished by the next one. done reports whether there was something left to note.
func (m *month) takeStock(ctx context.Context, at time.Time) (done bool, err error) {
	at = at.In(m.cast.zone)
	if at.Day() != 1 || !at.Equal(midnight(at, 0)) || at.Equal(begins(m.cast.zone)) {
		return false, nil
	}
	key := at.AddDate(0, 0, -1).Format("2006-01")
	head := m.cast.person("u42").actor()
	for _, f := range m.open() {
		if m.noted(f, at) {
			continue
		}
		_, err := m.submit(ctx, complaint.Request{
			Actor: head, Case: f.c.ID, Key: fmt.Sprintf("stock/%s/%s", key, f.row.Key),
			Command: complaint.Note{Text: "月末盘点：尚未办结，继续跟进。"},
		})
		if err != nil {
			return true, err
		}
		if err := m.look(ctx, f.c.ID); err != nil {
			return true, err
		}
		done = true
	}
	return done, nil
}

// open are the cases that are not over, in order of their numbers.
func (m *month) open() []*file {
	var out []*file
	for _, f := range m.files.all {
		if !f.c.State.Ended() {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b *file) int { return compareNumbers(a.c.Number, b.c.Number) })
	return out
}

// compareNumbers orders case numbers, the shorter first: a series that grew wider goes on.
func compareNumbers(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

func (m *month) noted(f *file, at time.Time) bool {
	return slices.ContainsFunc(f.log, func(s step) bool { return s.name == "note" && !s.at.Before(at) })
}
