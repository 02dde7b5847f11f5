// Package inbox proves that a receiver with an inbox acts once, on every database.
package inbox

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore"
)

// errBroken is what a receiver fails with.
var errBroken = errors.New("out of paper")

func TestARepetitionDoesNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, r *receiver) {
		for n := range 3 {
			done, err := r.inbox.Once(t.Context(), "01JQ/1/0", r.act(t.Context(), "a"))
			require.NoError(t, err)
			require.Equal(t, n == 0, done)
		}
		require.Equal(t, map[string]int{"a": 1}, r.acts(t))
	})
}

func TestAFailureTakesEverythingBack(t *testing.T) {
	everywhere(t, func(t *testing.T, r *receiver) {
		act := r.act(t.Context(), "a")
		done, err := r.inbox.Once(t.Context(), "1", func(tx *sql.Tx) error { return errors.Join(act(tx), errBroken) })
		require.ErrorIs(t, err, errBroken)
		require.False(t, done)
		require.PanicsWithValue(t, "boom", func() {
			_, _ = r.inbox.Once(t.Context(), "1", func(tx *sql.Tx) error { _ = act(tx); panic("boom") })
		})
		require.Empty(t, r.acts(t))
		done, err = r.inbox.Once(t.Context(), "1", act)
		require.NoError(t, err)
		require.True(t, done, "the id was taken back too")
		require.Equal(t, map[string]int{"a": 1}, r.acts(t))
	})
}

// Of two at once one runs, and the other waits for its end: it finds it done, or does it.
func TestTwoAtOnce(t *testing.T) {
	for _, fails := range []bool{false, true} {
		everywhere(t, func(t *testing.T, r *receiver) {
			second, err := sqlstore.OpenInbox(t.Context(), r.pool(), r.cfg)
			require.NoError(t, err)
			started, called, over := make(chan struct{}), make(chan struct{}), make(chan struct{})
			var early atomic.Bool
			var secondDone bool
			var secondErr error
			var wg sync.WaitGroup
			wg.Go(func() {
				<-started
				close(called)
				secondDone, secondErr = second.Once(t.Context(), "1", r.act(t.Context(), "second"))
				select {
				case <-over:
				default:
					early.Store(true)
				}
			})
			done, err := r.inbox.Once(t.Context(), "1", func(tx *sql.Tx) error {
				close(started)
				<-called
				defer close(over)
				if err := r.act(t.Context(), "first")(tx); err != nil || fails {
					return errors.Join(err, errBroken)
				}
				return nil
			})
			wg.Wait()
			require.NoError(t, secondErr)
			require.False(t, early.Load(), "the second one did not wait")
			require.Equal(t, !fails, done)
			require.Equal(t, fails, secondDone)
			require.Equal(t, fails, errors.Is(err, errBroken))
			require.Equal(t, map[string]int{map[bool]string{false: "first", true: "second"}[fails]: 1}, r.acts(t))
		})
	}
}

// When the one that runs fails, those that wait all want its place. InnoDB finds a deadlock among them and gives some up;
// they try again, and one of them does it.
func TestManyWaitForOneThatFails(t *testing.T) {
	everywhere(t, func(t *testing.T, r *receiver) {
		const waiters = 5
		var wg sync.WaitGroup
		var ran atomic.Int32
		_, err := r.inbox.Once(t.Context(), "1", func(*sql.Tx) error {
			for n := range waiters {
				wg.Go(func() {
					done, err := r.inbox.Once(t.Context(), "1", r.act(t.Context(), fmt.Sprint(n)))
					if assert.NoError(t, err) && done {
						ran.Add(1)
					}
				})
			}
			if r.waits != "" {
				assert.Eventually(t, func() bool {
					var n int
					err := r.db.QueryRowContext(t.Context(), r.waits).Scan(&n)
					return err == nil && n >= waiters
				}, 10*time.Second, 20*time.Millisecond, "all of them wait")
			}
			return errBroken
		})
		require.ErrorIs(t, err, errBroken)
		wg.Wait()
		require.EqualValues(t, 1, ran.Load())
		require.Len(t, r.acts(t), 1)
	})
}

func TestWhoeverWaitsMayGiveUp(t *testing.T) {
	everywhere(t, func(t *testing.T, r *receiver) {
		done, err := r.inbox.Once(t.Context(), "1", func(tx *sql.Tx) error {
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			defer cancel()
			ran, err := r.inbox.Once(ctx, "1", r.act(ctx, "second"))
			assert.Error(t, err)
			assert.False(t, ran)
			return r.act(t.Context(), "first")(tx)
		})
		require.NoError(t, err)
		require.True(t, done)
		require.Equal(t, map[string]int{"first": 1}, r.acts(t))
	})
}

func TestForgottenIDsAreNew(t *testing.T) {
	everywhere(t, func(t *testing.T, r *receiver) {
		_, err := r.inbox.Once(t.Context(), "1", r.act(t.Context(), "a"))
		require.NoError(t, err)
		for _, c := range []struct {
			before time.Time
			n      int64
			done   bool
		}{{time.Now().Add(-time.Hour), 0, false}, {time.Now().Add(time.Hour), 1, true}} {
			n, err := r.inbox.Forget(t.Context(), c.before)
			require.NoError(t, err)
			require.Equal(t, c.n, n)
			done, err := r.inbox.Once(t.Context(), "1", r.act(t.Context(), "a"))
			require.NoError(t, err)
			require.Equal(t, c.done, done)
		}
	})
}

func TestIDsAreBytes(t *testing.T) {
	everywhere(t, func(t *testing.T, r *receiver) {
		for _, id := range []string{"a", "A", "a ", "á", "a\u0301", "'; --", `a\`, "%", strings.Repeat("x", complaint.MaxName)} {
			for n := range 2 {
				done, err := r.inbox.Once(t.Context(), id, func(*sql.Tx) error { return nil })
				require.NoError(t, err, "%q", id)
				require.Equal(t, n == 0, done, "%q", id)
			}
		}
		for _, id := range []string{"", "\x00", "\xff", strings.Repeat("x", complaint.MaxName+1)} {
			_, err := r.inbox.Once(t.Context(), id, func(*sql.Tx) error { panic("not reached") })
			require.ErrorIs(t, err, complaint.ErrInvalid, "%q", id)
		}
	})
}

func TestManyOpenAtOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, r *receiver) {
		cfg := r.cfg
		if cfg.Prefix == "" {
			cfg.Prefix = "redress_"
		}
		cfg.Prefix += "many_"
		var wg sync.WaitGroup
		for range 4 {
			pool := r.pool()
			wg.Go(func() {
				in, err := sqlstore.OpenInbox(t.Context(), pool, cfg)
				if assert.NoError(t, err) {
					_, err = in.Once(t.Context(), "1", r.act(t.Context(), "a"))
					assert.NoError(t, err)
				}
			})
		}
		wg.Wait()
		require.Equal(t, map[string]int{"a": 1}, r.acts(t))
	})
}

func TestTheHostMigrates(t *testing.T) {
	everywhere(t, func(t *testing.T, r *receiver) {
		cfg := r.cfg
		if cfg.Prefix == "" {
			cfg.Prefix = "redress_"
		}
		cfg.Prefix += "own_"
		cfg.Manual = true
		in, err := sqlstore.OpenInbox(t.Context(), r.db, cfg)
		require.NoError(t, err)
		_, err = in.Once(t.Context(), "1", func(*sql.Tx) error { panic("not reached") })
		require.Error(t, err, "there is no table yet")
		for range 2 {
			for text := range strings.SplitSeq(sqlstore.InboxMigration(dialect(cfg)), ";\n") {
				if text = strings.ReplaceAll(strings.TrimSpace(text), "redress_", cfg.Prefix); text != "" {
					_, err := r.db.ExecContext(t.Context(), text)
					require.NoError(t, err)
				}
			}
		}
		done, err := in.Once(t.Context(), "1", r.act(t.Context(), "a"))
		require.NoError(t, err)
		require.True(t, done)
	})
}

func dialect(cfg sqlstore.Config) sqlstore.Dialect {
	if cfg.Dialect == "" {
		return sqlstore.SQLite
	}
	return cfg.Dialect
}

func TestBadConfiguration(t *testing.T) {
	_, err := sqlstore.OpenInbox(t.Context(), nil, sqlstore.Config{Dialect: "oracle"})
	var bad *sqlstore.ConfigError
	require.ErrorAs(t, err, &bad, fmt.Sprint(err))
	require.Empty(t, sqlstore.InboxMigration("oracle"))
}
