package powercut_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
	"github.com/ncruces/go-sqlite3/vfs"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore"
	"github.com/redress-go/redress/complaint/sqlstore/sqltest/powercut"
)

// lab is a database on a disk whose power fails, and the world around it that remembers.
type lab struct {
	seed   uint64
	disk   *powercut.Disk
	fs     string // the name of the disk among SQLite's file systems
	weak   bool   // synchronous=NORMAL
	strict bool   // which nobody has asked for
	clock  handClock
	book   *book
	chance *rand.Rand
	cuts   int                     // so far
	serial int                     // of keys
	proven map[complaint.Hash]bool // what was verified already, by the hash of all its bytes
}

// newLab returns a lab with an empty disk. Everything it does by chance follows from the seed, apart from the order in
// which goroutines run.
func newLab(t testing.TB, seed uint64) *lab {
	t.Helper()
	l := &lab{
		seed: seed, disk: powercut.New(t.TempDir()), fs: fmt.Sprintf("powercut-%s-%d", t.Name(), seed),
		book: newBook(), proven: map[complaint.Hash]bool{}, chance: rand.New(rand.NewPCG(seed, 0)),
	}
	l.clock.set(time.Date(2026, 3, 4, 1, 0, 0, 0, time.UTC))
	vfs.Register(l.fs, l.disk)
	t.Cleanup(func() { vfs.Unregister(l.fs) })
	return l
}

// open opens the database with the settings of package sqlitefile. The driver gives back the memory of a connection whose
// settings fail, as they do without power, when they are made here; those that stand in the name of the database keep it.
func (l *lab) open(reading bool) (*sql.DB, error) {
	level := "FULL"
	if l.weak {
		level = "NORMAL"
	}
	settings := "pragma busy_timeout(5000); pragma journal_mode(WAL); pragma synchronous(" + level + "); pragma foreign_keys(ON); pragma secure_delete(ON);"
	if reading {
		settings += " pragma query_only(ON);"
	}
	q := url.Values{"vfs": {l.fs}, "_txlock": {"immediate"}}
	name := (&url.URL{Scheme: "file", Path: "/inn.db", RawQuery: q.Encode()}).String()
	return driver.Open(name, func(c *sqlite3.Conn) error { return c.Exec(settings) })
}

// house is a process that works on the database.
type house struct {
	*lab
	write, read *sql.DB
	store       *sqlstore.Store
	desk        *complaint.Desk
}

// boot starts a process on what the disk holds. Without power it gives an error.
func (l *lab) boot(ctx context.Context) (h *house, err error) {
	h = &house{lab: l}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.close())
			h = nil
		}
	}()
	if h.write, err = l.open(false); err != nil {
		return h, err
	}
	h.write.SetMaxIdleConns(2)
	if err = h.write.PingContext(ctx); err != nil {
		return h, err
	}
	if h.read, err = l.open(true); err != nil {
		return h, err
	}
	h.read.SetMaxOpenConns(1) // each connection prepares every statement again
	if h.store, err = sqlstore.Open(ctx, h.write, sqlstore.Config{Read: h.read, AllowWeak: l.weak && !l.strict}); err != nil {
		return h, err
	}
	cfg := &complaint.Config{Clock: &l.clock, MaxClockSkew: -1, RetryAfter: time.Microsecond}
	h.desk, err = complaint.Open(ctx, &witness{Store: h.store, book: l.book}, cfg, inn())
	return h, err
}

// close ends the process in order. Without power every error is the power's.
func (h *house) close() error {
	var errs []error
	if h.desk != nil {
		h.desk.Close()
	}
	if h.store != nil {
		errs = append(errs, h.store.Close())
	}
	for _, pool := range []*sql.DB{h.read, h.write} {
		if pool != nil {
			errs = append(errs, pool.Close())
		}
	}
	if h.dark() {
		return nil
	}
	return errors.Join(errs...)
}

// dark reports whether the power is off.
func (l *lab) dark() bool {
	select {
	case <-l.disk.Off():
		return true
	default:
		return false
	}
}
