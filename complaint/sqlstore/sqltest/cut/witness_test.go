package cut

import (
	"context"
	"errors"
	"sync"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore"
)

// witness stands between a desk and its store and notes the commits whose outcome the store could not tell.
type witness struct {
	complaint.Store
	line    *line
	mu      sync.Mutex
	unknown []complaint.Record // the last record of the first case of each
}

func (w *witness) Commit(ctx context.Context, u *complaint.Changeset) error {
	w.line.units.Add(1)
	err := w.Store.Commit(ctx, u)
	w.line.units.Add(-1)
	var unknown *sqlstore.UnknownError
	if errors.As(err, &unknown) && len(u.Cases) > 0 {
		w.mu.Lock()
		defer w.mu.Unlock()
		records := u.Cases[0].Records
		w.unknown = append(w.unknown, records[len(records)-1])
	}
	return err
}

// outcomes counts the noted commits that happened, and those that did not. It is asked when all is quiet.
func (w *witness) outcomes(ctx context.Context, store complaint.Store) (done, undone int, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i := range w.unknown {
		r := &w.unknown[i]
		found, err := store.Entries(ctx, r.Stream, r.Seq-1, 1)
		if err != nil {
			return 0, 0, err
		}
		if len(found) == 1 && found[0].Hash == r.Hash {
			done++
		} else {
			undone++
		}
	}
	return done, undone, nil
}
