package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/redress-go/redress/complaint"
)

// Inbox is for whoever receives notices, in this service or another, and must act once: a desk delivers each notice at
// least once, because it cannot know whether a receiver that fell silent has acted. An Inbox remembers the ids in a small
// table beside the receiver's own, in the transaction in which the receiver acts.
//
// It needs none of a Store's tables, and the receiver's database may be of another kind than the sender's. It is safe
// for concurrent use, by several processes too. What a receiver does outside its database (an e-mail, a call to a
// partner) no transaction can do once: there the id has to travel on, as the partner's idempotency key.
type Inbox struct {
	db     *sql.DB
	d      *dialect
	insert string
	forget string
}

// Common statements of the table; the clock is the database's, so that the nodes' need not agree.
const (
	insertInbox = `insert into redress_inbox (id, at) values (?, (%s)) ` + noConflict
	forgetInbox = `delete from redress_inbox where at < ?`
	sqliteClock = `select cast((julianday('now') - 2440587.5) * 86400000000 as integer)`
)

// The tables, by dialect: ids compare byte by byte. The statements may run again.
const (
	sqliteInbox = `create table if not exists redress_inbox (
	id text    not null primary key,
	at integer not null
) without rowid;
create index if not exists redress_inbox_at on redress_inbox (at);
`
	postgresInbox = `create table if not exists redress_inbox (
	id text collate "C" not null primary key,
	at bigint           not null
);
create index if not exists redress_inbox_at on redress_inbox (at);
`
	mysqlInbox = `create table if not exists redress_inbox (
	id varbinary(255) not null primary key,
	at bigint         not null,
	key redress_inbox_at (at)
) engine = InnoDB;
`
)

// InboxMigration is what OpenInbox runs to make its table, for a host that migrates by itself (Config.Manual); it carries
// the prefix "redress_". It is "" for a dialect that does not exist.
func InboxMigration(of Dialect) string {
	switch of {
	case SQLite:
		return sqliteInbox
	case PostgreSQL:
		return postgresInbox
	case MySQL:
		return mysqlInbox
	}
	return ""
}

// OpenInbox makes an inbox on a pool of the receiver's database and creates its table if there is none; several processes
// may do so at once. Of the configuration, Dialect, Prefix, AllowWeak and Manual count. The pool stays the host's and has
// nothing to be closed for. On SQLite, give the pool a busy timeout: it is how long one receiver waits for another.
//
// Errors: *ConfigError with every fault of the configuration, or of settings under which a database forgets what it has
// committed.
func OpenInbox(ctx context.Context, db *sql.DB, cfg Config) (_ *Inbox, err error) {
	cfg = cfg.withDefaults()
	if faults := cfg.faults(); len(faults) > 0 {
		return nil, &ConfigError{Faults: faults}
	}
	d := dialectOf(cfg.Dialect)
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("sqlstore: open inbox: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	weak, err := d.weak(ctx, conn)
	switch {
	case err != nil:
		return nil, err
	case len(weak) > 0 && !cfg.AllowWeak:
		return nil, &ConfigError{Faults: weak}
	}
	if err := makeInbox(ctx, conn, d, &cfg); err != nil {
		return nil, fmt.Errorf("sqlstore: open inbox: %w", err)
	}
	clock := d.clock
	if clock == "" {
		clock = sqliteClock
	}
	text := func(common string) string { return cfg.rename(d.text(common)) }
	return &Inbox{db: db, d: d, insert: text(fmt.Sprintf(insertInbox, clock)), forget: text(forgetInbox)}, nil
}

// makeInbox creates the table, unless the host does.
func makeInbox(ctx context.Context, conn *sql.Conn, d *dialect, cfg *Config) (err error) {
	if cfg.Manual {
		return nil
	}
	if err := d.lock(ctx, conn, cfg.Prefix); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.unlock(context.WithoutCancel(ctx), conn, cfg.Prefix, err == nil)) }()
	for _, text := range statements(InboxMigration(d.name)) {
		if _, err := conn.ExecContext(ctx, cfg.rename(text)); err != nil {
			return err
		}
	}
	return nil
}

// Once runs do in a transaction, unless it was done for this id before. The id is kept in the same transaction, so both
// are there or neither: when do fails or panics, everything it wrote through tx is taken back, and the next call with the
// id runs it again. It reports whether this call did it; false and no error is a repetition, and just as good an answer
// to whoever delivers. Of two calls at once, on one node or on two, one runs and the other waits for its end: it then
// finds it done, or does it.
//
// do must not end tx, and must not wait for anybody who needs what tx holds; on SQLite that is every other writer of the
// file. It may run again when the database gives up the transaction before do was called, never after it returned nil.
// Ids are unique for one sender (Notice.ID: "case/seq/n"); with several, put the sender's name before them. The parts of
// a digest have ids of their own: ask for each, because a digest that is delivered again may hold more.
//
// Errors: complaint.ErrInvalid for an id that is empty or not a name (see complaint.CheckName); an *UnknownError when the
// database failed while it committed: call again with the same id, which tells. The error of do comes back as it is.
func (in *Inbox) Once(ctx context.Context, id string, do func(tx *sql.Tx) error) (done bool, err error) {
	if id == "" {
		return false, &complaint.Error{Op: "inbox", Code: complaint.ErrInvalid, Fields: []complaint.FieldError{{Field: "id", Rule: "required"}}}
	}
	if err := complaint.CheckName("inbox", "id", id); err != nil {
		return false, err
	}
	for try := 1; ; try++ {
		done, err := in.once(ctx, id, do)
		if !errors.Is(err, errAgain) {
			return done, err
		}
		if try >= raceTries {
			return false, fmt.Errorf("sqlstore: inbox: %w", err)
		}
		if !wait(ctx, pauseAfter(try)) {
			return false, ctx.Err()
		}
	}
}

// once tries a transaction. It gives errAgain when the database gave it up before do was called.
func (in *Inbox) once(ctx context.Context, id string, do func(tx *sql.Tx) error) (done bool, err error) {
	tx, err := in.db.BeginTx(ctx, in.options())
	if err != nil {
		return false, in.mayTryAgain(fmt.Errorf("sqlstore: inbox: begin: %w", err))
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing; a panic of do passes through
	fresh, err := in.note(ctx, tx, id)
	if err != nil || !fresh {
		return false, err
	}
	if err := do(tx); err != nil {
		return false, err
	}
	if err := tx.Commit(); err != nil {
		return false, fmt.Errorf("sqlstore: inbox: %w", &UnknownError{Err: err})
	}
	return true, nil
}

// options are those of a transaction that sees what others have committed while it waited.
func (in *Inbox) options() *sql.TxOptions {
	if in.d.file != nil {
		return nil
	}
	return &sql.TxOptions{Isolation: sql.LevelReadCommitted}
}

// note keeps an id; false when it is there. While another transaction keeps the same one, the database waits for its end.
func (in *Inbox) note(ctx context.Context, tx *sql.Tx, id string) (fresh bool, err error) {
	res, err := tx.ExecContext(ctx, in.insert, id)
	if err != nil && in.d.insertFails && in.d.taken(err) {
		return false, nil
	}
	if err != nil {
		return false, in.mayTryAgain(fmt.Errorf("sqlstore: inbox: %w", err))
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

// mayTryAgain marks an error after which the transaction may be tried again.
func (in *Inbox) mayTryAgain(err error) error {
	if in.d.again(err) || in.d.file != nil && in.d.file.busy(err) {
		return fmt.Errorf("%w: %w", errAgain, err)
	}
	return err
}

// Forget forgets the ids that were kept before an instant, by the database's clock, and returns how many. What is
// forgotten would be done again if it came again: keep ids for longer than the sender tries, and than its operators reach
// back when they replay dead letters.
func (in *Inbox) Forget(ctx context.Context, before time.Time) (int64, error) {
	res, err := in.db.ExecContext(ctx, in.forget, micros(before))
	if err != nil {
		return 0, fmt.Errorf("sqlstore: inbox: forget: %w", err)
	}
	return res.RowsAffected()
}
