package sqlstore

import "context"

const (
	selectNumber = `select n from redress_number where org = ? and series = ? and key = ?`
	insertNumber = `insert into redress_number (org, series, key, n) values (?, ?, ?, ?)`
	firstOf      = `insert into redress_series (org, series, last) values (?, ?, 1)`
	nextOf       = `update redress_series set last = last + 1 where org = ? and series = ?`
	lastOf       = `select last from redress_series where org = ? and series = ?`
)

// reserve gives a key the next number of a series, or the one it has.
func reserve(ctx context.Context, s *session, org, series, key string) (int64, error) {
	var n int64
	found, err := s.one(ctx, selectNumber, []any{org, series, key}, &n)
	if err != nil || found {
		return n, err
	}
	changed, err := s.exec(ctx, nextOf, org, series)
	if err != nil {
		return 0, err
	}
	if changed == 0 {
		if _, err := s.exec(ctx, firstOf, org, series); err != nil {
			return 0, err
		}
	}
	if _, err := s.one(ctx, lastOf, []any{org, series}, &n); err != nil {
		return 0, err
	}
	_, err = s.exec(ctx, insertNumber, org, series, key, n)
	return n, err
}
