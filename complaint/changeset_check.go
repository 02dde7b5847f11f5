package complaint

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The lengths of what a Store keeps, in bytes. They are chosen so that three names fit into one key of every database
// that sqlstore knows: 3 072 bytes of InnoDB, about 2 700 of PostgreSQL.
const (
	MaxName    = 255     // an id, organisation, number, series, unit, person, tag, playbook, state, kind, key
	MaxAddress = 512     // a stream, recipient or digest: a name with a word before it
	MaxRef     = 4 << 10 // what a notice refers to, and the class of an error; no index has them
	MaxBytes   = 8 << 20 // public bytes, a sealed box, a document: half of what a database server takes at once by default
)

// minSecond and maxSecond are the first and the last second of the years 1 to 9999, in Unix time.
const (
	minSecond = -62135596800
	maxSecond = 253402300799
)

// CheckChangeset refuses a unit that not every store can keep as it is. A Store calls it first in Commit and returns its
// error, so that what one of them takes, all of them take: moving a department from memory to a file, and from a file to
// a server, changes nothing.
//
// Names (ids, organisations, numbers, units, persons, tags, kinds, keys, streams, recipients) are valid UTF-8 without a
// zero character and at most as long as MaxName, MaxAddress and MaxRef say; a tag has no control characters either. What
// a row is found by is not empty. Bytes are at most MaxBytes long. Times are UTC in whole microseconds, in the years 1 to
// 9999; others are refused and not rounded, because a rounded time would no longer be the one that was hashed. Only the
// end of a park may have any zone and is cut to microseconds: nothing is hashed there. Whether a name is trimmed, folded
// or composed is its writer's business: a store compares bytes.
//
// The error is an *Error with the code ErrInvalid that names every fault, by place ("cases[0].unit") and rule, and never
// a value. Nothing was written then. The rest of a case's state is not looked at: stores keep its canonical JSON.
//
// CheckChangeset reads u only. It is safe for concurrent use, and allocates nothing when there is no fault.
func CheckChangeset(u *Changeset) error {
	c := changesetCheck{}
	for i := range u.Cases {
		c.at("cases", i)
		c.caseWrite(&u.Cases[i])
	}
	c.records("streams", u.Streams)
	c.receipt(u.Receipt)
	for i := range u.Outbox {
		c.at("outbox", i)
		c.row(&u.Outbox[i])
	}
	for i, id := range u.Cancel {
		c.at("cancel", i)
		c.name("", string(id))
	}
	for i := range u.Boxes {
		c.at("boxes", i)
		c.address("stream", u.Boxes[i].Stream)
		c.box(u.Boxes[i].Box)
	}
	for i := range u.Documents {
		c.at("documents", i)
		c.document(&u.Documents[i])
	}
	c.matches(u)
	for i := range u.Parks {
		c.at("parks", i)
		c.name("case", string(u.Parks[i].Case))
		c.moment("until", u.Parks[i].Until)
	}
	return c.err("commit")
}

// CheckResults refuses results of deliveries that not every store can keep, as CheckChangeset does for units. Ids and
// leases are only compared and may be anything; times may have any zone and are cut to microseconds.
func CheckResults(results []OutboxResult) error {
	c := changesetCheck{}
	for i := range results {
		c.at("results", i)
		c.text("problem", results[i].Problem, MaxRef)
		c.moment("retry", results[i].Retry)
		c.moment("next", results[i].Next)
	}
	return c.err("settle")
}

// CheckName refuses a name that not every store can keep, as CheckChangeset does for those in a unit: what Reserve is
// given, for one. Nothing is stored under such a name either, so a store need not ask its database for it.
func CheckName(op, field, value string) error {
	c := changesetCheck{}
	c.text(field, value, MaxName)
	return c.err(op)
}

// CheckAddress is CheckName for streams, recipients and digests.
func CheckAddress(op, field, value string) error {
	c := changesetCheck{}
	c.text(field, value, MaxAddress)
	return c.err(op)
}

// changesetCheck collects the faults of a unit. It knows where it is as a word and a number, so that a path is put
// together for a fault only.
type changesetCheck struct {
	list   string
	index  int
	faults []FieldError
}

// at moves on to an element of a list; an empty list is the unit itself.
func (c *changesetCheck) at(list string, index int) { c.list, c.index = list, index }

// fault notes a broken rule.
func (c *changesetCheck) fault(field, rule string) {
	path := field
	if c.list != "" {
		path = c.list + "[" + strconv.Itoa(c.index) + "]"
		if field != "" {
			path += "." + field
		}
	}
	c.faults = append(c.faults, FieldError{path, rule})
}

// err is the error about all faults, nil when there is none.
func (c *changesetCheck) err(op string) error {
	if len(c.faults) == 0 {
		return nil
	}
	return &Error{Op: op, Code: ErrInvalid, Fields: c.faults}
}

// text checks a string that becomes a column.
func (c *changesetCheck) text(field, s string, limit int) {
	switch {
	case len(s) > limit:
		c.fault(field, fmt.Sprintf("at most %d bytes", limit))
	case !utf8.ValidString(s):
		c.fault(field, "valid UTF-8")
	case strings.IndexByte(s, 0) >= 0:
		c.fault(field, "no zero character")
	}
}

// name checks a string that may be part of a key.
func (c *changesetCheck) name(field, s string) { c.text(field, s, MaxName) }

// key checks a name by which something is found.
func (c *changesetCheck) key(field, s string) {
	if s == "" {
		c.fault(field, "required")
	}
	c.name(field, s)
}

// address checks a name with a word before it.
func (c *changesetCheck) address(field, s string) { c.text(field, s, MaxAddress) }

// bytes checks the length of what is stored as it is.
func (c *changesetCheck) bytes(field string, b []byte) {
	if len(b) > MaxBytes {
		c.fault(field, fmt.Sprintf("at most %d bytes", MaxBytes))
	}
}

// box checks a sealed box, nil when there is none.
func (c *changesetCheck) box(b []byte) {
	if b != nil && len(b) == 0 {
		c.fault("box", "nil or not empty")
	}
	c.bytes("box", b)
}

// time checks an instant that comes back as it was given; the zero time is one.
func (c *changesetCheck) time(field string, t time.Time) {
	switch {
	case t.Location() != time.UTC:
		c.fault(field, "in UTC")
	case t.Nanosecond()%1000 != 0:
		c.fault(field, "in whole microseconds")
	default:
		c.moment(field, t)
	}
}

// moment checks an instant that only says when to look again.
func (c *changesetCheck) moment(field string, t time.Time) {
	if sec := t.Unix(); sec < minSecond || sec > maxSecond {
		c.fault(field, "a year from 1 to 9999")
	}
}

// caseWrite checks the write of a case and, under the same place, its records.
func (c *changesetCheck) caseWrite(w *CaseWrite) {
	v := w.Case
	c.key("id", string(v.ID))
	c.name("org", v.Org)
	c.name("number", v.Number)
	c.name("series", v.Series)
	c.name("playbook.id", v.Playbook.ID)
	c.name("state", string(v.State))
	c.name("unit", v.Unit)
	c.name("owner", v.Owner)
	for _, tag := range v.Tags {
		c.tag(tag)
	}
	c.time("received", v.Received)
	c.time("wake", v.Wake)
	for i := range w.Records {
		c.record(&w.Records[i])
	}
}

// tag checks a tag. Stores may keep several in one column, with a control character between them.
func (c *changesetCheck) tag(s string) {
	c.name("tags", s)
	for i := range len(s) {
		if b := s[i]; b != 0 && b < ' ' || b == 0x7f {
			c.fault("tags", "no control characters")
			return
		}
	}
}

// records checks the records of a list.
func (c *changesetCheck) records(list string, records []Record) {
	for i := range records {
		c.at(list, i)
		c.record(&records[i])
	}
}

func (c *changesetCheck) record(r *Record) {
	if r.Stream == "" {
		c.fault("stream", "required")
	}
	c.address("stream", r.Stream)
	c.time("recorded", r.Recorded)
	c.bytes("public", r.Public)
	c.box(r.Box)
}

func (c *changesetCheck) receipt(r *Receipt) {
	if r == nil {
		return
	}
	c.at("", 0)
	c.name("receipt.org", r.Org)
	c.key("receipt.key", r.Key)
	c.name("receipt.case", string(r.Case))
	c.name("receipt.how", string(r.How))
}

func (c *changesetCheck) row(r *OutboxRow) {
	c.key("id", r.ID)
	c.name("org", r.Org)
	c.name("case", string(r.Case))
	c.name("kind", r.Kind)
	c.address("to", r.To)
	c.text("ref", r.Ref, MaxRef)
	c.address("digest", r.Digest)
	c.time("not_before", r.NotBefore)
	if r.Window < 0 || r.Window%time.Microsecond != 0 {
		c.fault("window", "whole microseconds, not negative")
	}
}

func (c *changesetCheck) document(d *Document) {
	c.key("kind", d.Kind)
	c.key("id", d.ID)
	c.bytes("data", d.Data)
}

func (c *changesetCheck) matches(u *Changeset) {
	for i := range u.Matches {
		m := &u.Matches[i]
		c.at("matches", i)
		c.name("org", m.Org)
		c.key("key", m.Key)
		c.name("case", string(m.Case))
		c.time("at", m.At)
	}
	for i, id := range u.Unmatch {
		c.at("unmatch", i)
		c.name("", string(id))
	}
}
