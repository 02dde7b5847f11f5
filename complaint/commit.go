package complaint

import (
	"context"
	"crypto/rand"
	"errors"
	"math/big"
	"time"
)

// commit writes the unit. When the store cannot say whether it did, the desk looks for the entry.
func (d *Desk) commit(ctx context.Context, t *attempt) error {
	err := d.store.Commit(ctx, &t.unit)
	if err == nil || errors.Is(err, ErrConflict) || errors.Is(err, ErrDuplicate) {
		return err
	}
	last := t.unit.Cases[0].Records[len(t.unit.Cases[0].Records)-1]
	probe, cancel := bounded(ctx)
	defer cancel()
	found, probeErr := d.store.Entries(probe, last.Stream, last.Seq-1, 1)
	switch {
	case probeErr != nil:
		return &Error{Code: ErrInternal, Rule: "outcome", Err: errors.Join(err, probeErr)}
	case len(found) == 1 && found[0].Hash == last.Hash:
		return nil
	}
	return err
}

// backOff waits a little, longer each time, so that processes that fight over a case take turns.
func backOff(ctx context.Context, try int) {
	n, err := rand.Int(rand.Reader, big.NewInt(int64(time.Millisecond)<<min(try, 5)))
	if err != nil {
		return
	}
	pause(ctx, time.Duration(n.Int64()))
}

// bounded is a context for what has to be asked or said after the caller may be gone, but not for ever.
func bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
}
