package complaint

import (
	"context"
	"crypto/rand"
	"errors"
	"math/big"
	"time"
)

// commit writes the unit. When the store cannot say whether it did, the desk looks for the entry. When a server may even
// still be at it, because only the way to it broke, one look proves nothing: the same unit is committed once more, and
// whoever writes the same sequence number waits for the first.
func (d *Desk) commit(ctx context.Context, t *attempt) error {
	err := d.store.Commit(ctx, &t.unit)
	if err == nil || errors.Is(err, ErrConflict) || errors.Is(err, ErrDuplicate) || errors.Is(err, ErrInvalid) {
		return err
	}
	probe, cancel := bounded(ctx)
	defer cancel()
	answer := err
	if errors.Is(err, ErrUnknown) {
		if answer = d.store.Commit(probe, &t.unit); answer == nil {
			return nil
		}
	}
	last := t.unit.Cases[0].Records[len(t.unit.Cases[0].Records)-1]
	found, probeErr := d.store.Entries(probe, last.Stream, last.Seq-1, 1)
	lost := errors.Is(answer, ErrConflict) || errors.Is(answer, ErrDuplicate)
	switch {
	case probeErr == nil && len(found) == 1 && found[0].Hash == last.Hash:
		return nil
	case probeErr == nil && (lost || !errors.Is(err, ErrUnknown)):
		return answer
	}
	return &Error{Code: ErrInternal, Rule: "outcome", Err: errors.Join(err, probeErr)}
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
