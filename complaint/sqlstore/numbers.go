package sqlstore

import "context"

const (
	selectNumber = `select n from redress_number where org = ? and series = ? and "key" = ?`
	insertNumber = `insert into redress_number (org, series, "key", n) values (?, ?, ?, ?) ` + noConflict
	firstOf      = `insert into redress_series (org, series, last) values (?, ?, 0) ` + noConflict
	nextOf       = `update redress_series set last = last + 1 where org = ? and series = ?`
	lastOf       = `select last from redress_series where org = ? and series = ?`
)

// reserve gives a key the next number of a series, or the one it has. The row of the series keeps others from counting
// until the transaction ends; when somebody else gave the key a number meanwhile, this one is rolled back.
func reserve(ctx context.Context, s *session, org, series, key string) (int64, error) {
	var n int64
	found, err := s.one(ctx, selectNumber, []any{org, series, key}, &n)
	if err != nil || found {
		return n, err
	}
	if err := count(ctx, s, org, series); err != nil {
		return 0, err
	}
	if _, err := s.one(ctx, lastOf, []any{org, series}, &n); err != nil {
		return 0, err
	}
	changed, err := s.exec(ctx, insertNumber, org, series, key, n)
	if err == nil && changed == 0 {
		err = errAgain
	}
	return n, err
}

// count raises the last number of a series by one, from 0 when it is new.
func count(ctx context.Context, s *session, org, series string) error {
	changed, err := s.exec(ctx, nextOf, org, series)
	if err != nil || changed == 1 {
		return err
	}
	if _, err := s.exec(ctx, firstOf, org, series); err != nil {
		return err
	}
	_, err = s.exec(ctx, nextOf, org, series)
	return err
}
