package storetest

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/redress-go/redress/complaint"
)

// meeting is where two calls of a broken store meet, so that what only goes wrong when they overlap goes wrong for sure.
type meeting chan struct{}

// meet waits a moment for another call and reports whether there is one.
func (m meeting) meet() bool {
	moment := time.NewTimer(5 * time.Millisecond)
	defer moment.Stop()
	select {
	case m <- struct{}{}:
		return true
	case <-m:
		return true
	case <-moment.C:
		return false
	}
}

// meetingDefects are stores that look first and write afterwards, as one does on a server that shows each statement what
// was committed before it.
func meetingDefects() []defect {
	return []defect{
		{"loses a row that comes while another is settled", "races", losesHead},
		{"puts back a cancelled row that was to be tried again", "races", putsBack},
		{"deletes a row whose lease passed on meanwhile", "races", settlesPassedOn},
		{"loses a write beside a park", "races", losesBesidePark},
		{"passes on a deadlock", "races", deadlocks},
		{"looks for a document before it writes it", "races", looksFirst},
		{"fails when the same document comes twice at once", "races", failsTogether},
		{"finds cases first and reads them afterwards", "races", readsAfterwards},
		{"shows the records of a unit one by one", "races", oneByOne},
		{"looks for a key's number before it counts", "races", countsTwice},
	}
}

// losesHead takes a new row for one that waits behind the row that is being settled.
func losesHead(b *broken) {
	m := make(meeting)
	commit, settle := b.commit, b.settle
	b.settle = func(ctx context.Context, results []complaint.OutboxResult) error {
		if len(results) == 1 && (results[0].Done || results[0].Dead) {
			m.meet()
		}
		return settle(ctx, results)
	}
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		v := *u
		if len(u.Outbox) == 1 && len(u.Cases) == 1 && u.Cases[0].Was > 0 && m.meet() {
			v.Outbox = nil
		}
		return commit(ctx, &v)
	}
}

// putsBack writes a row that is to be tried again after somebody has deleted it.
func putsBack(b *broken) {
	m := make(meeting)
	commit, claim, settle := b.commit, b.claim, b.settle
	var given sync.Map
	b.claim = func(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
		rows, err := claim(ctx, q)
		for _, r := range rows {
			given.Store(r.ID, r)
		}
		return rows, err
	}
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		if len(u.Cancel) != 1 || !m.meet() {
			return commit(ctx, u)
		}
		defer m.meet() // the other one goes on
		return commit(ctx, u)
	}
	b.settle = func(ctx context.Context, results []complaint.OutboxResult) error {
		if len(results) != 1 || results[0].Done || results[0].Dead || !m.meet() {
			return settle(ctx, results)
		}
		m.meet()
		row, _ := given.Load(results[0].ID)
		return commit(ctx, &complaint.Changeset{Outbox: []complaint.OutboxRow{row.(complaint.OutboxRow)}})
	}
}

// settlesPassedOn looks at the lease, then deletes the row whoever has it.
func settlesPassedOn(b *broken) {
	m := make(meeting)
	claim, settle := b.claim, b.settle
	b.claim = func(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
		rows, err := claim(ctx, q)
		if len(rows) == 1 && rows[0].Attempts > 0 && m.meet() {
			_ = settle(ctx, result(rows[0], false))
		}
		return rows, err
	}
	b.settle = func(ctx context.Context, results []complaint.OutboxResult) error {
		if len(results) == 1 && results[0].Done {
			m.meet()
		}
		return settle(ctx, results)
	}
}

// losesBesidePark writes the row of a parked case whole, as it was read.
func losesBesidePark(b *broken) {
	m := make(meeting)
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		writes := len(u.Cases) == 1 && u.Cases[0].Was > 0 && !u.Cases[0].Case.Wake.IsZero()
		if (writes || len(u.Parks) == 1) && m.meet() && writes {
			return nil
		}
		return commit(ctx, u)
	}
}

// deadlocks locks things in the order in which they come.
func deadlocks(b *broken) {
	m := make(meeting)
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		if len(u.Boxes) > 1 && m.meet() && u.Boxes[0].Stream > u.Boxes[1].Stream {
			return errors.New("deadlock detected")
		}
		return commit(ctx, u)
	}
}

// looksFirst takes it that a document it has not seen is not there.
func looksFirst(b *broken) {
	m := make(meeting)
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		met := len(u.Documents) == 1 && u.Documents[0].Was == 0 && m.meet()
		if err := commit(ctx, u); !met || !errors.Is(err, complaint.ErrConflict) {
			return err
		}
		return nil
	}
}

// failsTogether knows no second writer of the same bytes.
func failsTogether(b *broken) {
	commit := b.commit
	var mu sync.Mutex
	known := map[string]bool{}
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		for _, d := range u.Documents {
			mu.Lock()
			twice := known[d.Kind+d.ID]
			known[d.Kind+d.ID] = true
			mu.Unlock()
			if twice {
				return errors.New("duplicate key")
			}
		}
		return commit(ctx, u)
	}
}

// readsAfterwards finds ids, and gives what is stored under them when the writer was there again.
func readsAfterwards(b *broken) {
	query := b.query
	b.query = func(ctx context.Context, q complaint.Query) (complaint.Page, error) {
		p, err := query(ctx, q)
		for i, c := range p.Cases {
			for range 50 {
				<-time.After(100 * time.Microsecond) // the writer must come by, on a busy machine too
				if now, err := b.Store.Load(ctx, c.ID); err == nil && now.Version > c.Version {
					p.Cases[i] = now
					break
				}
			}
		}
		return p, err
	}
}

// oneByOne shows the records of a unit of several before the last of them is there.
func oneByOne(b *broken) {
	entries := b.entries
	b.entries = func(ctx context.Context, stream string, after int64, limit int) ([]complaint.Record, error) {
		all, err := entries(ctx, stream, after, limit)
		if n := len(all); n > 3 && n%3 == 1 {
			all = slices.Clone(all[:n-1])
		}
		return all, err
	}
}

// countsTwice looks whether a key has a number, and counts when it has none.
func countsTwice(b *broken) {
	m := make(meeting)
	reserve := b.reserve
	b.reserve = func(ctx context.Context, org, series, key string) (int64, error) {
		if m.meet() {
			key += rand.Text()
		}
		return reserve(ctx, org, series, key)
	}
}
