package powercut_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/redress-go/redress/complaint"
)

// check holds what a process finds on the disk against the book, and notes every fault. An error says that it could not
// be read to the end, which is a fault too unless the power is off.
func (h *house) check(ctx context.Context) error {
	var verdict string
	if err := h.read.QueryRowContext(ctx, "pragma integrity_check").Scan(&verdict); err != nil {
		return fmt.Errorf("integrity check: %w", err)
	}
	if strings.Contains(verdict, "unable to get the page") {
		return fmt.Errorf("integrity check: %s", verdict) // it tells of a page that cannot be read as of one that is damaged
	}
	if verdict != "ok" {
		h.book.fault("integrity check: %s", verdict)
	}
	cases, err := h.cases(ctx)
	if err != nil {
		return err
	}
	l := &ledgers{house: h, hashes: map[place]complaint.Hash{}, keys: map[string]int{}}
	for _, c := range cases {
		if err := l.read(ctx, c); err != nil {
			return err
		}
	}
	if _, err := l.stream(ctx, "desk/default", false); err != nil {
		return err
	}
	l.acknowledged()
	l.counted()
	h.numbered(cases)
	return nil
}

// cases reads every case.
func (h *house) cases(ctx context.Context) ([]*complaint.Case, error) {
	page, err := h.store.Query(ctx, complaint.Query{Limit: 10 * maxCases})
	return page.Cases, err
}

// numbered finds a number that two cases carry, or have carried.
func (h *house) numbered(cases []*complaint.Case) {
	for _, c := range cases {
		if other, taken := h.book.carried[c.Number]; taken && other != c.ID {
			h.book.fault("number %s: %s and %s", c.Number, other, c.ID)
		}
		h.book.carried[c.Number] = c.ID
	}
}

// ledgers is what was read of all of them.
type ledgers struct {
	*house
	hashes map[place]complaint.Hash
	keys   map[string]int // how many entries hold a key
}

// read reads a case's ledger, and proves it unless these very bytes were proven before.
func (l *ledgers) read(ctx context.Context, c *complaint.Case) error {
	records, err := l.stream(ctx, "case/"+string(c.ID), l.gone(c.ID))
	if err != nil {
		return err
	}
	state, err := complaint.EncodeCase(c)
	if err != nil {
		return err
	}
	sum := sha256.New()
	sum.Write(state)
	for i := range records {
		r := &records[i]
		for _, part := range [][]byte{r.Public, r.Prev[:], r.Hash[:], r.Box} {
			fmt.Fprintf(sum, "%d ", len(part))
			sum.Write(part)
		}
	}
	key := complaint.Hash(sum.Sum(nil))
	if l.proven[key] {
		return nil
	}
	if err := l.prove(ctx, c, records); err != nil {
		return err
	}
	l.proven[key] = true
	return nil
}

// prove verifies a case and looks at the steps of time in its ledger.
func (l *ledgers) prove(ctx context.Context, c *complaint.Case, records []complaint.Record) error {
	v, err := l.desk.Verify(ctx, c.ID)
	if err != nil {
		return fmt.Errorf("verify: %w", err)
	}
	if !v.OK() {
		l.book.fault("case %s: %v", c.ID, errors.Join(v.Faults...))
	}
	taken := map[complaint.StepID]bool{}
	for i := range records {
		if err := l.effects(c.ID, &records[i], taken); err != nil {
			return fmt.Errorf("case %s: %w", c.ID, err)
		}
	}
	return nil
}

// effects reads what an entry did: steps of time that were recorded twice or before their time are faults, notices are
// owed from now on.
func (l *ledgers) effects(id complaint.CaseID, r *complaint.Record, taken map[complaint.StepID]bool) error {
	var entry struct {
		Effects []struct {
			Kind string `json:"fx"`
			complaint.SteppedEffect
		} `json:"fx"`
	}
	if err := json.Unmarshal(r.Public, &entry); err != nil {
		return err
	}
	notices := 0
	for _, fx := range entry.Effects {
		switch s := fx.StepID; {
		case fx.Kind == "notice":
			l.book.note(func() { l.book.owed[fmt.Sprintf("%s/%d/%d", id, r.Seq, notices)] = id })
			notices++
		case fx.Kind != "step" || fx.Restored:
		case taken[s]:
			l.book.fault("%s: step %v is there twice", r.Stream, s)
		case r.Recorded.Before(s.At):
			l.book.fault("%s: step %v was recorded early, at %v", r.Stream, s, r.Recorded)
		default:
			taken[s] = true
		}
	}
	return nil
}

// stream reads the records of a stream, whose boxes may have been erased.
func (l *ledgers) stream(ctx context.Context, name string, erased bool) ([]complaint.Record, error) {
	records, err := l.store.Entries(ctx, name, 0, 0)
	if err != nil {
		return nil, fmt.Errorf("entries: %w", err)
	}
	for i := range records {
		r := &records[i]
		l.hashes[place{name, r.Seq}] = r.Hash
		if _, rest, ok := bytes.Cut(r.Box, []byte(keyMark)); ok {
			l.keys[keyMark+string(rest[:keyDigits])]++
		}
		if erased && r.Box != nil {
			l.book.fault("%s was erased, and entry %d has its box", name, r.Seq)
		}
	}
	return records, nil
}

func (h *house) gone(id complaint.CaseID) (gone bool) {
	h.book.note(func() { gone = h.book.erased[id] })
	return gone
}

// acknowledged finds records that were acknowledged and are not there as they were. What was seen once has to stay, too.
func (l *ledgers) acknowledged() {
	var missing []string
	l.book.note(func() {
		for at, hash := range l.book.records {
			if l.hashes[at] != hash {
				missing = append(missing, fmt.Sprintf("%s entry %d was acknowledged and is lost", at.stream, at.seq))
			}
		}
		maps.Copy(l.book.records, l.hashes)
	})
	slices.Sort(missing)
	for _, m := range missing {
		l.book.fault("%s", m)
	}
}

// counted finds keys whose request was done twice, or was answered and is not there.
func (l *ledgers) counted() {
	for _, key := range slices.Sorted(maps.Keys(l.keys)) {
		if l.keys[key] > 1 {
			l.book.fault("key %s was done %d times", key, l.keys[key])
		}
	}
	var lost []string
	l.book.note(func() {
		for key, k := range l.book.keys {
			if k.answered && l.keys[key] == 0 && !l.book.erased[k.result] && !l.book.tried[k.result] {
				lost = append(lost, key)
			}
		}
	})
	slices.Sort(lost)
	for _, key := range lost {
		l.book.fault("key %s was answered and is not there", key)
	}
}
