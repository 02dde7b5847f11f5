package sqlstore

import (
	"bytes"
	"context"

	"github.com/redress-go/redress/complaint"
)

// tally is the kind of document that many desks add to. Every put of it counts, so the same bytes again are a lost
// update and not a repetition.
const tally = "tally"

const (
	insertDocument = `insert into redress_document (kind, id, version, data) values (?, ?, ?, ?) ` + noConflict
	updateDocument = `update redress_document set version = ?, data = ? where kind = ? and id = ? and version = ?`
	selectDocument = `select version, data from redress_document where kind = ? and id = ?`
)

// readDocument reads one document.
func readDocument(ctx context.Context, s *session, kind, id string) (complaint.Document, error) {
	d := complaint.Document{Kind: kind, ID: id}
	found, err := s.one(ctx, selectDocument, []any{kind, id}, &d.Version, &d.Data)
	if err == nil && !found {
		err = missing("document %s %s", kind, id)
	}
	if err != nil {
		return complaint.Document{}, err
	}
	return d, nil
}

// writeDocuments puts documents: new ones, and those whose stored version is the expected one.
func writeDocuments(ctx context.Context, s *session, documents []complaint.Document) error {
	for i := range documents {
		if err := writeDocument(ctx, s, &documents[i]); err != nil {
			return err
		}
	}
	return nil
}

func writeDocument(ctx context.Context, s *session, d *complaint.Document) error {
	var changed int64
	var err error
	if d.Was == 0 {
		changed, err = s.exec(ctx, insertDocument, d.Kind, d.ID, d.Version, d.Data)
	} else {
		changed, err = s.exec(ctx, updateDocument, d.Version, d.Data, d.Kind, d.ID, d.Was)
	}
	if err != nil || changed == 1 {
		return err
	}
	if d.Kind != tally {
		old, err := readDocument(ctx, s, d.Kind, d.ID)
		if err == nil && old.Version == d.Version && bytes.Equal(old.Data, d.Data) {
			return nil
		}
	}
	return lost("document %s %s has another version than %d", d.Kind, d.ID, d.Was)
}
