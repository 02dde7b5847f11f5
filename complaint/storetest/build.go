package storetest

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/redress-go/redress/complaint"
)

// org is the organisation of the cases, unless they say otherwise.
const org = "grand-hotel"

// morning is when the first complaint of every test was received.
func morning() time.Time { return time.Date(2026, time.March, 2, 8, 0, 0, 123456000, time.UTC) }

// id returns the id of the nth case of a test, in the order of n.
func id(n int) complaint.CaseID { return complaint.CaseID(fmt.Sprintf("01JQ%022d", n)) }

// stream returns the name of a case's ledger.
func stream(id complaint.CaseID) string { return "case/" + string(id) }

// change is a difference to the case that is written otherwise.
type change func(*complaint.Case)

// newCase returns the write of the nth case, registered n minutes after the first, with one record.
func newCase(n int, changes ...change) complaint.CaseWrite {
	return next(&complaint.Case{
		ID: id(n), Org: org, Number: fmt.Sprintf("C2026-%06d", n), State: complaint.Registered,
		Playbook: complaint.Pin{ID: "hotel", Version: "1"}, Channel: "counter", Place: "1208",
		Received: morning().Add(time.Duration(n) * time.Minute),
	}, changes...)
}

// next returns the write of the version that follows a case, with one record.
func next(c *complaint.Case, changes ...change) complaint.CaseWrite { return nextBy(c, 1, changes...) }

// nextBy returns the write of a later version, with as many records as it takes.
func nextBy(c *complaint.Case, records int, changes ...change) complaint.CaseWrite {
	after := *c
	for _, f := range changes {
		f(&after)
	}
	w := complaint.CaseWrite{Case: &after, Was: c.Version}
	for range records {
		r := record(stream(c.ID), after.Version+1, after.Head)
		w.Records = append(w.Records, r)
		after.Version, after.Head, after.Updated = r.Seq, r.Hash, r.Recorded
	}
	return w
}

// record returns a record of a stream, chained to the one before.
func record(stream string, seq int64, prev complaint.Hash) complaint.Record {
	r := complaint.Record{
		Stream: stream, Seq: seq, Prev: prev,
		Recorded: morning().Add(time.Duration(seq) * time.Second),
		Public:   fmt.Appendf(nil, `{"do":"note","seq":%d,"by":"u17"}`, seq),
		Box:      fmt.Appendf(nil, "sealed %s/%d", stream, seq),
	}
	r.Hash = hash(&r)
	return r
}

// records returns the first n records of a stream.
func records(stream string, n int) []complaint.Record {
	var prev complaint.Hash
	out := make([]complaint.Record, 0, n)
	for seq := range int64(n) {
		out = append(out, record(stream, seq+1, prev))
		prev = out[seq].Hash
	}
	return out
}

// hash is a digest over what a record holds. A store never computes it, so any will do.
func hash(r *complaint.Record) complaint.Hash {
	b := append([]byte(r.Stream), r.Prev[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(r.Seq))
	return sha256.Sum256(append(append(b, r.Public...), r.Box...))
}

// unit returns a unit that writes cases. They must be in the order of their ids.
func unit(writes ...complaint.CaseWrite) *complaint.Changeset {
	return &complaint.Changeset{Cases: writes}
}

// notice returns the nth row that the last entry of a case sends, free to leave at once.
func notice(c *complaint.Case, n int) complaint.OutboxRow {
	return complaint.OutboxRow{
		ID: fmt.Sprintf("%s/%d/%d", c.ID, c.Version, n), Org: c.Org, Case: c.ID, Seq: c.Version, N: n,
		Kind: "breach", To: "role:duty-manager", Ref: "target:resolve/breach", NotBefore: morning(),
	}
}

// receipt returns the receipt of a request that wrote a case.
func receipt(c *complaint.Case, key string) *complaint.Receipt {
	return &complaint.Receipt{
		Org: c.Org, Key: key, Digest: sha256.Sum256([]byte(key)), Case: c.ID, Seq: c.Version, How: "new",
	}
}

// state changes the state of a case.
func state(s complaint.State) change { return func(c *complaint.Case) { c.State = s } }

// wake changes the next wake of a case, in minutes after the morning.
func wake(minutes int) change {
	return func(c *complaint.Case) { c.Wake = morning().Add(time.Duration(minutes) * time.Minute) }
}

// noWake leaves a case without a next wake.
func noWake(c *complaint.Case) { c.Wake = time.Time{} }

// of changes the organisation of a case.
func of(org string) change { return func(c *complaint.Case) { c.Org = org } }

// ids returns the ids of cases; empty, not nil, when there are none.
func ids(cases []*complaint.Case) []complaint.CaseID {
	out := make([]complaint.CaseID, 0, len(cases))
	for _, c := range cases {
		out = append(out, c.ID)
	}
	return out
}
