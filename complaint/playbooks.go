package complaint

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
)

// openPlaybook validates a playbook, keeps it in the store and makes it ready to run. What runs is a copy read back from
// its own JSON, so nothing the host does to its value later reaches a case.
func (d *Desk) openPlaybook(ctx context.Context, pb *playbook.Playbook) (*rules, error) {
	if pb == nil {
		return nil, invalid("playbook", "required")
	}
	if err := pb.ValidateWith(d.cfg.Funcs); err != nil {
		return nil, err
	}
	data, err := pb.Encode()
	if err != nil {
		return nil, err
	}
	r, err := d.load(data)
	if err != nil {
		return nil, err
	}
	if err := d.keepPlaybook(ctx, r, data); err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.rules[r.pin], d.versions[versionID(r.pin.ID, r.pin.Version)] = r, r.pin
	return r, nil
}

// load compiles a playbook from its canonical JSON.
func (d *Desk) load(data []byte) (*rules, error) {
	pb, err := playbook.Decode(data)
	if err != nil {
		return nil, err
	}
	d.mu.RLock()
	loaded := maps.Clone(d.calendars)
	d.mu.RUnlock()
	return compile(pb, sha256.Sum256(data), d.cfg.Funcs, loaded)
}

func versionID(id, version string) string { return id + "@" + version }

// keepPlaybook writes a playbook and its calendars to the store, once, with an entry in the desk's stream. A stored
// version with other bytes is an error.
func (d *Desk) keepPlaybook(ctx context.Context, r *rules, data []byte) error {
	docs := []Document{{Kind: "playbook", ID: versionID(r.pin.ID, r.pin.Version), Version: 1, Data: data}}
	for _, spec := range r.pb.Calendars {
		b, err := encode(spec)
		if err != nil {
			return err
		}
		docs = append(docs, Document{Kind: "calendar", ID: versionID(spec.ID, spec.Version), Version: 1, Data: b})
	}
	for {
		fresh, err := d.unkept(ctx, docs)
		if err != nil || len(fresh) == 0 {
			return err
		}
		err = d.logDesk(ctx, d.cfg.Org, "opened", fresh)
		if !errors.Is(err, ErrConflict) {
			return err
		}
	}
}

// unkept returns the documents that the store does not have; one it has with other bytes is an error.
func (d *Desk) unkept(ctx context.Context, docs []Document) ([]Document, error) {
	var fresh []Document
	for _, doc := range docs {
		stored, err := d.store.Document(ctx, doc.Kind, doc.ID)
		switch {
		case errors.Is(err, ErrNotFound):
			fresh = append(fresh, doc)
		case err != nil:
			return nil, err
		case !bytes.Equal(stored.Data, doc.Data):
			return nil, &Error{Code: ErrConflict, Rule: "version", Err: fmt.Errorf("%s %s is stored with other content: give it a new version", doc.Kind, doc.ID)}
		}
	}
	return fresh, nil
}

// deskEntry is one line of an organisation's own stream.
type deskEntry struct {
	V        int       `json:"v"`
	Seq      int64     `json:"n"`
	Recorded time.Time `json:"rec"`
	What     string    `json:"what"`
	Detail   []string  `json:"detail,omitempty"`
}

// logDesk appends a line to the desk's stream together with documents. ErrConflict means that another desk was first.
func (d *Desk) logDesk(ctx context.Context, org, what string, docs []Document, detail ...string) error {
	stream := deskStream(org)
	seq, prev, err := d.tip(ctx, stream)
	if err != nil {
		return err
	}
	e := deskEntry{V: formatVersion, Seq: seq + 1, Recorded: d.now(), What: what, Detail: detail}
	for _, doc := range docs {
		e.Detail = append(e.Detail, fmt.Sprintf("%s %s %x", doc.Kind, doc.ID, sha256.Sum256(doc.Data)))
	}
	b, err := encode(e)
	if err != nil {
		return err
	}
	r := record(stream, e.Seq, prev, e.Recorded, b, nil, Hash{})
	return d.store.Commit(ctx, &Changeset{Streams: []Record{r}, Documents: docs})
}

// tip returns the last sequence number and hash of a stream.
func (d *Desk) tip(ctx context.Context, stream string) (seq int64, head Hash, err error) {
	for {
		records, err := d.store.Entries(ctx, stream, seq, 0)
		if err != nil || len(records) == 0 {
			return seq, head, err
		}
		last := records[len(records)-1]
		seq, head = last.Seq, last.Hash
	}
}

// rulesOf returns the rules a case is pinned to: from memory, or from the store, so that a version outlives its code.
func (d *Desk) rulesOf(ctx context.Context, pin Pin) (*rules, error) {
	d.mu.RLock()
	r := d.rules[pin]
	d.mu.RUnlock()
	if r != nil {
		return r, nil
	}
	doc, err := d.store.Document(ctx, "playbook", versionID(pin.ID, pin.Version))
	if err != nil {
		return nil, &Error{Code: ErrInternal, Rule: "playbook", Err: err}
	}
	if r, err = d.load(doc.Data); err != nil {
		return nil, &Error{Code: ErrInternal, Rule: "playbook", Err: err}
	}
	if r.pin != pin {
		return nil, &Error{Code: ErrInternal, Rule: "damaged", Err: fmt.Errorf("playbook %s@%s is not the one the case is pinned to", pin.ID, pin.Version)}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.rules[pin] = r
	return r, nil
}

// opened returns a function that finds the rules of a version which this desk has opened.
func (d *Desk) opened(ctx context.Context) func(id, version string) (*rules, error) {
	return func(id, version string) (*rules, error) {
		d.mu.RLock()
		pin, ok := d.versions[versionID(id, version)]
		d.mu.RUnlock()
		if !ok {
			return nil, invalid("version", "not opened by this desk")
		}
		return d.rulesOf(ctx, pin)
	}
}
