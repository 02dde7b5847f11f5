package sqlstore

import (
	"context"
	"fmt"

	"github.com/redress-go/redress/complaint"
)

const (
	insertReceipt = `insert into redress_receipt (org, "key", digest, case_id, seq, how) values (?, ?, ?, ?, ?, ?)
		` + noConflict
	selectReceipt = `select digest, case_id, seq, how from redress_receipt where org = ? and "key" = ?`
)

// readReceipt reads the answer to a request.
func readReceipt(ctx context.Context, s *session, org, key string) (complaint.Receipt, error) {
	r := complaint.Receipt{Org: org, Key: key}
	var digest []byte
	var id, how string
	found, err := s.one(ctx, selectReceipt, []any{org, key}, &digest, &id, &r.Seq, &how)
	switch {
	case err != nil:
		return complaint.Receipt{}, err
	case !found:
		return complaint.Receipt{}, complaint.ErrNotFound
	case len(digest) != len(r.Digest):
		return complaint.Receipt{}, fmt.Errorf("%w: a digest is damaged", complaint.ErrInternal)
	}
	copy(r.Digest[:], digest)
	r.Case, r.How = complaint.CaseID(id), complaint.How(how)
	return r, nil
}

// writeReceipt remembers the answer to a request, unless its key is known.
func writeReceipt(ctx context.Context, s *session, r *complaint.Receipt) error {
	changed, err := s.exec(ctx, insertReceipt, r.Org, r.Key, r.Digest[:], string(r.Case), r.Seq, string(r.How))
	if err == nil && changed == 0 {
		return complaint.ErrDuplicate
	}
	return err
}
