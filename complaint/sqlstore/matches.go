package sqlstore

import (
	"context"

	"github.com/redress-go/redress/complaint"
)

const (
	insertMatch   = `insert into redress_match ("key", case_id, org, at) values (?, ?, ?, ?) ` + noConflict
	deleteMatches = `delete from redress_match where case_id = ?`
)

// writeMatches deletes the search hashes of some cases, then adds new ones.
func writeMatches(ctx context.Context, s *session, unmatch []complaint.CaseID, matches []complaint.SearchHash) error {
	for _, id := range unmatch {
		if _, err := s.exec(ctx, deleteMatches, string(id)); err != nil {
			return err
		}
	}
	for i := range matches {
		m := &matches[i]
		if _, err := s.exec(ctx, insertMatch, m.Key, string(m.Case), m.Org, micros(m.At)); err != nil {
			return err
		}
	}
	return nil
}
