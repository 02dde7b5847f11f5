package kill

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/redress-go/redress/complaint"
)

// watch is a store that looks at the machine's clock before a step of time is written.
type watch struct {
	complaint.Store
	out speech
}

// Commit says when a step comes early, and lets it through: the proof is that this does not happen.
func (w *watch) Commit(ctx context.Context, u *complaint.Changeset) error {
	now := time.Now()
	for i := range u.Cases {
		for j := range u.Cases[i].Records {
			r := &u.Cases[i].Records[j]
			if at := scheduled(r.Public); at.After(now) {
				w.out.say("early %s %d %d", u.Cases[i].Case.ID, r.Seq, at.Sub(now).Microseconds())
			}
		}
	}
	return w.Store.Commit(ctx, u)
}

// StoreTime is that of the store below.
func (w *watch) StoreTime(ctx context.Context) (time.Time, error) {
	if c, ok := w.Store.(complaint.StoreClock); ok {
		return c.StoreTime(ctx)
	}
	return time.Time{}, errors.ErrUnsupported
}

// scheduled is when the step was due that these public bytes record, zero when they record none.
func scheduled(public []byte) time.Time {
	if !bytes.Contains(public, []byte(`"cmd":{"do":"tick"`)) {
		return time.Time{}
	}
	var e struct {
		Cmd struct {
			At time.Time `json:"at"`
		} `json:"cmd"`
	}
	if err := json.Unmarshal(public, &e); err != nil {
		return time.Time{}
	}
	return e.Cmd.At
}
