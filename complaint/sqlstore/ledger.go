package sqlstore

import (
	"context"
	"fmt"

	"github.com/redress-go/redress/complaint"
)

// defaultEntries is how many records are read when the caller names no limit.
const defaultEntries = 1000

const (
	insertEntry = `insert into redress_entry (stream, seq, recorded, public, prev, hash)
		values (?, ?, ?, ?, ?, ?) ` + noConflict

	boxOfLast = `insert into redress_box (entry, box) values (last_insert_rowid(), ?)` // of the entry just inserted
	insertBox = `insert into redress_box (entry, box) values (?, ?)`
	deleteBox = `delete from redress_box where entry = ?`
	findEntry = `select id from redress_entry where stream = ? and seq = ?`

	readEntries = `select e.seq, e.recorded, e.public, e.prev, e.hash, b.box
		from redress_entry e left join redress_box b on b.entry = e.id
		where e.stream = ? and e.seq > ? order by e.seq limit ?`
)

// readRecords reads a stretch of a stream.
func readRecords(ctx context.Context, s *session, stream string, after int64, limit int) ([]complaint.Record, error) {
	if limit <= 0 {
		limit = defaultEntries
	}
	var out []complaint.Record
	err := s.each(ctx, readEntries, []any{stream, after, limit}, func(scan func(...any) error) error {
		r := complaint.Record{Stream: stream}
		var recorded int64
		var prev, hash []byte
		if err := scan(&r.Seq, &recorded, &r.Public, &prev, &hash, &r.Box); err != nil {
			return err
		}
		r.Recorded = fromMicros(recorded)
		if len(prev) != len(r.Prev) || len(hash) != len(r.Hash) {
			return fmt.Errorf("record %d of %s: %w: a hash is damaged", r.Seq, stream, complaint.ErrInternal)
		}
		copy(r.Prev[:], prev)
		copy(r.Hash[:], hash)
		out = append(out, r)
		return nil
	})
	return out, err
}

// tip is the last record of a stream that is known to be there.
type tip struct {
	stream string
	seq    int64
}

// writeRecords appends records to their streams: each goes in when it is the first of its stream or the one before it is
// there, and nobody was faster. What is known to be there is not asked for.
func writeRecords(ctx context.Context, s *session, records []complaint.Record, known tip) error {
	for i := range records {
		r := &records[i]
		if r.Seq != 1 && known != (tip{r.Stream, r.Seq - 1}) {
			var id int64
			found, err := s.one(ctx, findEntry, []any{r.Stream, r.Seq - 1}, &id)
			if err != nil {
				return err
			}
			if !found {
				return lost("stream %s: record %d is not the next", r.Stream, r.Seq)
			}
		}
		if err := writeRecord(ctx, s, r); err != nil {
			return err
		}
		known = tip{r.Stream, r.Seq}
	}
	return nil
}

// writeRecord stores one record and its box.
func writeRecord(ctx context.Context, s *session, r *complaint.Record) error {
	changed, err := s.exec(ctx, insertEntry, r.Stream, r.Seq, micros(r.Recorded), r.Public, r.Prev[:], r.Hash[:])
	if err != nil {
		return err
	}
	if changed == 0 {
		return lost("stream %s: record %d is there", r.Stream, r.Seq)
	}
	if r.Box != nil {
		_, err = s.exec(ctx, boxOfLast, r.Box)
	}
	return err
}

// writeBoxes replaces or deletes the boxes of stored records.
func writeBoxes(ctx context.Context, s *session, boxes []complaint.BoxWrite) error {
	for i := range boxes {
		b := &boxes[i]
		var entry int64
		found, err := s.one(ctx, findEntry, []any{b.Stream, b.Seq}, &entry)
		if err != nil {
			return err
		}
		if !found {
			return missing("box of %s/%d", b.Stream, b.Seq)
		}
		if _, err := s.exec(ctx, deleteBox, entry); err != nil {
			return err
		}
		if b.Box == nil {
			continue
		}
		if _, err := s.exec(ctx, insertBox, entry, b.Box); err != nil {
			return err
		}
	}
	return nil
}
