package complaint

import (
	"context"
	"time"
)

// Store keeps cases, their ledgers and everything a desk needs to survive a restart. It has one write, Commit;
// there is no transaction type in sight. All methods are safe for concurrent use, and several processes may share
// one store when it says so.
//
// Times are UTC in whole microseconds. A Store returns ErrNotFound, ErrConflict and ErrDuplicate (wrapped or bare)
// where the methods say so, and ErrInvalid for what CheckChangeset refuses; nothing is written then. Any other error means
// that the outcome is unknown and the desk looks for the entry (stream, seq, hash) before it answers its caller; one that
// is ErrUnknown means that looking is not enough, because the write may still be under way.
//
// Cases handed in and out are shared, not copied: nobody may change a Case reached through a pointer.
type Store interface {
	// Load returns the stored state of one case. ErrNotFound when there is none.
	Load(ctx context.Context, id CaseID) (*Case, error)

	// Query returns one page of cases, in the order and after the key the query names.
	Query(ctx context.Context, q Query) (Page, error)

	// Entries returns the records of one stream with seq > after, in order, at most limit of them (0 means 1 000).
	// An unknown stream is an empty one.
	Entries(ctx context.Context, stream string, after int64, limit int) ([]Record, error)

	// Commit writes a unit whole or not at all. ErrConflict when a stream already holds one of the sequence numbers,
	// a case has another version than the unit expects, or a document is already there with other bytes;
	// ErrDuplicate when the unit's receipt key is already known.
	Commit(ctx context.Context, u *Changeset) error

	// Claim leases outbox rows that may be sent at q.Now: row by row, never “id greater than the last one”. Rows of one
	// case leave in order: a row is held back while an older one of its case is neither delivered, dead nor cancelled.
	// Express rows have an order of their own beside the others of their case. Rows of a digest leave with q.Digest only,
	// in no order: all that may go of one digest, whole, to one caller.
	Claim(ctx context.Context, q OutboxQuery) ([]OutboxRow, error)

	// Settle ends leases: delivered, failed (with the next attempt's time) or dead. A lease that has passed to another
	// worker is left alone and no error. The rows of one digest are settled in one call. A result with Revive puts a dead row
	// back instead.
	Settle(ctx context.Context, results []OutboxResult) error

	// Reserve returns the next number of a series (1, 2, 3 …) for a key; the same key always gets the same number. It
	// has a transaction of its own, so a number may stay unused: it is voided with a reason in the desk's stream and
	// never used again.
	Reserve(ctx context.Context, org, series, key string) (int64, error)

	// Receipt returns what was answered to a request with this key (a digest, see Receipt.Key). ErrNotFound when the
	// key is new.
	Receipt(ctx context.Context, org, key string) (Receipt, error)

	// Document returns a stored document: a playbook, a calendar, a tally. ErrNotFound when there is none.
	Document(ctx context.Context, kind, id string) (Document, error)
}

// Changeset is everything one accepted command changes, in one to eight cases. A Store applies it in one transaction.
type Changeset struct {
	Cases     []CaseWrite  // in order of case id
	Streams   []Record     // records of streams other than the cases': reads of personal data, the desk's own
	Receipt   *Receipt     // the idempotency key, nil when the request had none
	Outbox    []OutboxRow  // new rows to deliver
	Cancel    []CaseID     // cases whose undelivered outbox rows are cancelled (erasure)
	Boxes     []BoxWrite   // sealed boxes replaced or deleted
	Documents []Document   // documents to put
	Matches   []SearchHash // search hashes to add
	Unmatch   []CaseID     // cases whose search hashes are deleted
	Parks     []Park       // cases set aside after a failed tick; not part of the ledger
}

// CaseWrite replaces the stored state of one case and appends to its ledger.
type CaseWrite struct {
	Case    *Case    // the state after the last of Records
	Was     int64    // the version the unit was decided on: 0 for a new case
	Records []Record // in order; seq runs from Was+1 to Case.Version
}

// Record is one entry of a ledger as stored: the exact bytes that were hashed, and the sealed box beside them.
type Record struct {
	Stream   string
	Seq      int64     // 1, 2, 3 … without a gap
	Recorded time.Time // UTC, microseconds
	Public   []byte    // canonical JSON, stored byte for byte
	Prev     Hash
	Hash     Hash
	Box      []byte // the sealed personal part as stored; nil when there is none or it was erased
}

// BoxWrite replaces the sealed box of a stored record, or deletes it when Box is nil. The record itself never changes.
type BoxWrite struct {
	Stream string
	Seq    int64
	Box    []byte
}

// Receipt remembers the answer to a request that carried an idempotency key.
type Receipt struct {
	Org    string
	Key    string // hex SHA-256 of the host's key: the key itself may hold personal data
	Digest Hash   // of the request
	Case   CaseID
	Seq    int64 // the entry that the request appended
	How    How
}

// Document is a named JSON value beside the cases: playbooks and calendars, immutable by (kind, id), and tallies,
// which carry a version. Put succeeds when the stored version is Was, or nothing is stored and Was is 0; putting the very
// same bytes again is no conflict, except for a tally.
type Document struct {
	Kind    string // "playbook", "calendar", "tally"
	ID      string // unique within the kind: "org/id@version"
	Version int64  // 1 for an immutable document
	Was     int64  // expected stored version; 0 means there is none yet
	Data    []byte
}

// SearchHash is a search hash of a case, for finding repeats and batches. Hashes are deletable and never in the ledger.
type SearchHash struct {
	Org  string
	Key  string // hex, keyed by the desk
	Case CaseID
	At   time.Time // when the complaint was received
}

// Park sets a case aside after its tick failed, so that it does not block the page. A zero Until lifts it, and so does any
// write of the case. Tries is kept for the operator to look at.
type Park struct {
	Case  CaseID
	Until time.Time
	Tries int
}

// OutboxRow is a notice on its way out. It holds references only: text is rendered when it is delivered.
type OutboxRow struct {
	ID        string // "case/seq/n", unique
	Org       string
	Case      CaseID
	Seq       int64  // the entry that caused it
	N         int    // position among the entry's notices, from 0
	Kind      string // what it is about: "acknowledged", "breach", "approval" …
	To        string // whom: "person:u17", "role:duty-manager", "unit:housekeeping", "complainant"
	Ref       string // what it refers to inside the case: "target:resolve/breach", "proposal:1"
	NotBefore time.Time
	Express   bool          // nothing holds it back: it does not wait for the other rows of its case
	Digest    string        // the digest it is gathered in, unique in its organisation; "" means a message of its own
	Window    time.Duration // of a digest: at most one message in each window, counted from 1970, UTC
	Attempts  int
	Lease     string // the token to settle with; empty outside a claim
	Problem   string // of a dead row: the class of the last error
}

// OutboxQuery asks for outbox rows.
type OutboxQuery struct {
	Org   string // "" means every organisation
	Now   time.Time
	Lease time.Duration // how long the rows stay ours
	Limit int           // 0 means 100; does not apply to a digest

	// Digest asks for every row of one digest that may leave, instead of rows that are messages of their own: the digest
	// whose oldest row has waited longest. Until the lease is over or settled, no row of that digest is given to anybody.
	Digest bool

	// Dead asks for rows that were given up, in order of id and behind After. They are listed, not leased; Now does not
	// matter.
	Dead  bool
	After string // id of the last row of the page before
}

// OutboxResult is the result of one delivery.
type OutboxResult struct {
	ID      string
	Lease   string
	Done    bool      // delivered
	Dead    bool      // given up; releases the rows behind it
	Retry   time.Time // when neither: not before this time
	Problem string    // error class for the operator; never personal data
	Next    time.Time // of a digest's row: nothing more of the digest leaves before this time, new rows neither

	// Revive puts a dead row back, as if it had never been tried: it may leave from Retry on, before the younger rows of
	// its case that still wait. Lease does not matter. A row that is not dead is left alone.
	Revive bool
}

// Order says how a query sorts. Every order ends with the case id, so pages are stable.
type Order string

// The orders a Store supports.
const (
	ByID       Order = ""         // case id, ascending: the order of creation within a millisecond
	ByReceived Order = "received" // time received, oldest first
	ByWake     Order = "wake"     // next wake, earliest first; cases without one and parked ones are left out
)

// Filter narrows a query; a zero field does not narrow. Several values in one field mean any of them.
type Filter struct {
	Org          string
	States       []State
	Severities   []Severity
	Unit         string // responsible unit
	Owner        string // person in charge
	Number       string
	Tag          string
	Playbook     string // id without version
	Match        string // a search hash
	ReceivedFrom time.Time
	ReceivedTo   time.Time // exclusive
	WakeUntil    time.Time // next wake at or before, and not parked beyond it
	Open         bool      // only cases that are not in a final or closed state
}

// Query asks for one page.
type Query struct {
	Filter
	Order Order
	After Cursor // zero means from the start
	Limit int    // 0 means 100. A Store returns fewer on the last page only, Desk.Cases also where cases are out of reach
}

// Cursor is the key of the last row of a page.
type Cursor struct {
	Time time.Time // received or wake, by the order
	ID   CaseID
}

// Page is a page of cases. Next is zero on the last page.
type Page struct {
	Cases []*Case
	Next  Cursor
}

// StoreClock is implemented by stores that have a clock of their own (a database server). A desk compares it with its
// own when it opens and refuses to work when they are too far apart. A store that is one of several kinds, some without
// a clock, answers errors.ErrUnsupported for those.
type StoreClock interface {
	StoreTime(ctx context.Context) (time.Time, error)
}
