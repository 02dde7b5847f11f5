package complaint

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rs/zerolog"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// Desk is a complaint department (投诉处理部门): it takes commands, keeps deadlines and writes the ledger. All methods are
// safe for concurrent use, and any number of desks, in one process or several, may work on one store.
type Desk struct {
	store Store
	cfg   Config
	log   zerolog.Logger
	queue queue
	last  recent
	key   []byte // keys the search hashes

	mu       sync.RWMutex
	rules    map[Pin]*rules
	versions map[string]Pin // pins by "id@version"
	first    Pin            // the playbook of complaints that name none

	randMu  sync.Mutex
	nudge   chan struct{} // wakes Run when something is armed earlier than it sleeps
	next    atomic.Int64  // the instant Run sleeps until, Unix microseconds; 0 when it does not run
	running atomic.Bool   // one Run at a time
	gate    gate
	stats   counters
	pulse   pulse
	parks   map[CaseID]int // how often in a row a case's tick failed; under mu

	calendars map[string]sla.CalendarSpec // loaded after the playbooks were written, by id; under mu
	follow    sync.Mutex                  // one reader of the desk's stream at a time
	seen      int64                       // the last entry of the desk's stream that was looked at; under mu
}

// Open makes a desk on a store with its playbooks; the first one is the default. It validates them, writes each to the
// store by id, version and hash, and refuses a version that is stored with another content. cfg may be nil.
//
// Errors: ErrInvalid with every fault of the configuration or of a playbook at once (*playbook.InvalidError);
// ErrConflict for a stored version with another content, ErrInternal with the store's error.
func Open(ctx context.Context, store Store, cfg *Config, playbooks ...*playbook.Playbook) (*Desk, error) {
	c := cfg.withDefaults()
	d := &Desk{
		store: store, cfg: c, log: c.Logger, rules: map[Pin]*rules{}, versions: map[string]Pin{}, nudge: make(chan struct{}, 1),
	}
	d.last.limit = c.CacheSize
	if err := c.validate(); err != nil {
		return nil, openError(err)
	}
	if store == nil || len(playbooks) == 0 {
		return nil, openError(invalid("store, playbooks", "required"))
	}
	if err := d.compareClocks(ctx); err != nil {
		return nil, openError(err)
	}
	if err := d.followCalendars(ctx); err != nil {
		return nil, openError(err)
	}
	for i, pb := range playbooks {
		r, err := d.openPlaybook(ctx, pb)
		if err != nil {
			return nil, openError(fmt.Errorf("playbook %d: %w", i, err))
		}
		if i == 0 {
			d.first = r.pin
		}
	}
	var err error
	if d.key, err = d.matchKey(ctx); err != nil {
		return nil, openError(err)
	}
	return d, nil
}

func openError(err error) error {
	var e *Error
	if errors.As(err, &e) {
		opened := *e
		opened.Op = "open"
		return &opened
	}
	var bad *playbook.InvalidError
	code := ErrInternal
	switch {
	case errors.As(err, &bad):
		code = ErrInvalid
	case errors.Is(err, context.Canceled):
		code = context.Canceled
	case errors.Is(err, context.DeadlineExceeded):
		code = context.DeadlineExceeded
	}
	return &Error{Op: "open", Code: code, Err: err}
}

// recovered turns a panic of the host's callbacks into an error.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = &Error{Code: ErrInternal, Rule: "panic", Err: &Panic{Value: p, Stack: debug.Stack()}}
	}
}

// Panic is the cause of an ErrInternal with the rule "panic": a callback of the host (Clock, Staff, Picker, Sealer, Func,
// delivery handler) panicked. Its text names the type only, because the value may hold personal data.
type Panic struct {
	Value any    // what it panicked with
	Stack []byte // where, as runtime/debug prints it
}

// Error says it without the value.
func (p *Panic) Error() string { return fmt.Sprintf("a callback panicked with a %T", p.Value) }

// now is the desk's time: UTC, whole microseconds.
func (d *Desk) now() time.Time { return stamp(d.cfg.Clock.Now()) }

// org is the organisation of an actor.
func (d *Desk) org(a Actor) string {
	if a.Org == "" {
		return d.cfg.Org
	}
	return a.Org
}

// compareClocks refuses a store whose clock is too far from ours: deadlines would depend on who looks.
func (d *Desk) compareClocks(ctx context.Context) error {
	sc, ok := d.store.(StoreClock)
	if !ok || d.cfg.MaxClockSkew < 0 {
		return nil
	}
	theirs, err := sc.StoreTime(ctx)
	switch {
	case errors.Is(err, errors.ErrUnsupported):
		return nil
	case err != nil:
		return err
	}
	if off := d.now().Sub(theirs).Abs(); off > d.cfg.MaxClockSkew {
		return &Error{Code: ErrInvalid, Rule: "clock", Err: fmt.Errorf("clock is %v from the store's", off)}
	}
	return nil
}

// random fills b from the configured source, which need not be safe for concurrent use.
func (d *Desk) random(b []byte) error {
	d.randMu.Lock()
	defer d.randMu.Unlock()
	if _, err := io.ReadFull(d.cfg.Rand, b); err != nil {
		return &Error{Code: ErrInternal, Rule: "rand", Err: err}
	}
	return nil
}

// matchKey is the configured key of search hashes, or one kept in the store.
func (d *Desk) matchKey(ctx context.Context) ([]byte, error) {
	if len(d.cfg.SearchKey) > 0 {
		return d.cfg.SearchKey, nil
	}
	const kind, id = "key", "match"
	key := make([]byte, sha256.Size)
	if err := d.random(key); err != nil {
		return nil, err
	}
	for {
		doc, err := d.store.Document(ctx, kind, id)
		if err == nil {
			return doc.Data, nil
		}
		if !errors.Is(err, ErrNotFound) {
			return nil, err
		}
		err = d.store.Commit(ctx, &Changeset{Documents: []Document{{Kind: kind, ID: id, Version: 1, Data: key}}})
		if err != nil && !errors.Is(err, ErrConflict) {
			return nil, err
		}
	}
}
