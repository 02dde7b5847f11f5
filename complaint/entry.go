package complaint

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/redress-go/redress/complaint/internal/canon"
	"github.com/redress-go/redress/complaint/internal/chain"
)

// formatVersion is the version of an entry's public bytes. Every release reads every version before it.
const formatVersion = 1

// Entry is one accepted command with everything it computed. Applying its effects needs no playbook, calendar, clock or
// private part: that is why folding a ledger gives the stored case whatever has changed since.
type Entry struct {
	Case      CaseID
	Seq       int64     // 1 is the registration
	Recorded  time.Time // when the desk wrote it, UTC; never before the entry before it
	Effective time.Time // when it happened; earlier than Recorded when it was entered late
	Actor     Actor
	Staff     string  // version of the staff snapshot that was used, if one was
	From      CaseID  // the case the command was given to, when it is another one (merge, link, split)
	Command   Command // with its personal part only when the reader was allowed to open the box
	Effects   []Effect
	Box       Hash   // digest of the sealed box, zero when there is none
	Nonce     string // of a person's entry without a box: chance, so that no two entries ever have the same hash
	Prev      Hash
	Hash      Hash

	Withheld   bool // it is about something the reader may not know of; Command is Withheld{}
	Unreadable bool // details were asked for, but the key of the box was destroyed
}

// wireHead is the beginning of the public bytes: who, when, what to.
type wireHead struct {
	V         int       `json:"v"`
	Case      CaseID    `json:"case"`
	Seq       int64     `json:"n"`
	Recorded  time.Time `json:"rec"`
	Effective time.Time `json:"eff"`
	Actor     Actor     `json:"by"`
	Staff     string    `json:"staff,omitempty"`
	From      CaseID    `json:"from,omitempty"`
}

// wireEntry is the JSON form of the public bytes.
type wireEntry struct {
	wireHead
	Command json.RawMessage   `json:"cmd"`
	Effects []json.RawMessage `json:"fx"`
	Box     Hash              `json:"box,omitzero"`
	Nonce   string            `json:"nonce,omitempty"`
}

// caseStream is the name of a case's ledger.
func caseStream(id CaseID) string { return "case/" + string(id) }

// readStream is the name of the ledger of who read a case's personal data.
func readStream(id CaseID) string { return "read/" + string(id) }

// deskStream is the name of an organisation's own ledger.
func deskStream(org string) string { return "desk/" + org }

// encodeEntry returns the public bytes of an entry: a wireEntry, written without the detour. The command must be its
// public part.
func encodeEntry(e *Entry, public Command) ([]byte, error) {
	head := wireHead{
		V: formatVersion, Case: e.Case, Seq: e.Seq, Recorded: e.Recorded, Effective: e.Effective, Actor: e.Actor,
		Staff: e.Staff, From: e.From,
	}
	buf := buffers().Get().(*[]byte)
	defer buffers().Put(buf)
	b, err := canon.Append((*buf)[:0], head)
	if err != nil {
		return nil, err
	}
	b = append(b[:len(b)-1], `,"cmd":`...)
	if b, err = appendTagged(b, "do", public.Name(), public); err != nil {
		return nil, err
	}
	b = append(b, `,"fx":[`...)
	for i, fx := range e.Effects {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = appendTagged(b, "fx", fx.Name(), fx); err != nil {
			return nil, err
		}
	}
	b = append(b, ']')
	if !e.Box.IsZero() {
		b = append(b, `,"box":"`...)
		b = append(hex.AppendEncode(b, e.Box[:]), '"')
	}
	if e.Nonce != "" {
		b = append(b, `,"nonce":"`...)
		b = append(append(b, e.Nonce...), '"')
	}
	b = append(b, '}')
	*buf = b
	return slices.Clone(b), nil
}

// buffers are reused between entries; what is kept is an exact copy.
var buffers = sync.OnceValue(func() *sync.Pool {
	return &sync.Pool{New: func() any { b := make([]byte, 0, 4096); return &b }}
})

// decodeEntry reads a record. The private part of the command is laid over it when plain is not nil.
func decodeEntry(r *Record, plain []byte) (*Entry, error) {
	var w wireEntry
	if err := json.Unmarshal(r.Public, &w); err != nil {
		return nil, damaged(r.Stream, r.Seq, err)
	}
	if w.V > formatVersion {
		return nil, damaged(r.Stream, r.Seq, fmt.Errorf("format %d is newer than this library", w.V))
	}
	e := &Entry{
		Case: w.Case, Seq: w.Seq, Recorded: w.Recorded, Effective: w.Effective, Actor: w.Actor, Staff: w.Staff,
		From: w.From, Box: w.Box, Nonce: w.Nonce, Prev: r.Prev, Hash: r.Hash, Effects: make([]Effect, len(w.Effects)),
	}
	var err error
	if e.Command, err = decodeCommand(w.Command, plain, false); err != nil {
		return nil, damaged(r.Stream, r.Seq, err)
	}
	for i, raw := range w.Effects {
		if e.Effects[i], err = decodeEffect(raw); err != nil {
			return nil, damaged(r.Stream, r.Seq, err)
		}
	}
	return e, nil
}

// record seals an entry into the record that is stored: bytes, previous hash, hash.
func record(stream string, seq int64, prev Hash, recorded time.Time, public, box []byte, digest Hash) Record {
	r := Record{Stream: stream, Seq: seq, Recorded: recorded, Public: public, Prev: prev, Box: box}
	if digest.IsZero() {
		r.Hash = chain.Link(stream, prev, public)
	} else {
		r.Hash = chain.Link(stream, prev, public, digest)
	}
	return r
}

// damaged is the error about stored data that cannot be what was written.
func damaged(stream string, seq int64, cause error) error {
	return &Error{Op: "read", Code: ErrInternal, Rule: "damaged", Err: fmt.Errorf("%s entry %d: %w", stream, seq, cause)}
}
