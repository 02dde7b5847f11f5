package kill

import (
	"bytes"
	"context"
	"sync/atomic"
	"time"

	"github.com/redress-go/redress/complaint"
)

// The ways in which a node can be broken on purpose. The checker has to find each.
const (
	losesCommits = "loses-commits" // acknowledges some entries without writing them
	forgetsKeys  = "forgets-keys"  // sends a request again without a key
	fastClock    = "fast-clock"    // its desk's clock runs ahead of the machine's
	changesBytes = "changes-bytes" // writes other bytes than were hashed
	losesTimers  = "loses-timers"  // writes some cases without their wake
	keepsNotices = "keeps-notices" // says that notices were delivered that were not
	burnsNumbers = "burns-numbers" // takes numbers that no case gets
)

// every is how often a broken node does it.
const every = 16

// ahead is how far a fast clock is ahead.
const ahead = 400 * time.Millisecond

// broken is a store that does not do what it says.
type broken struct {
	complaint.Store
	how string
	n   atomic.Int64
}

// now and then reports whether it is time to be broken again.
func (b *broken) nowAndThen(how string) bool { return b.how == how && b.n.Add(1)%every == 0 }

func (b *broken) Commit(ctx context.Context, u *complaint.Changeset) error {
	if len(u.Cases) != 1 {
		return b.Store.Commit(ctx, u)
	}
	w := &u.Cases[0]
	switch {
	case w.Was > 0 && u.Receipt != nil && b.nowAndThen(losesCommits):
		return nil
	case b.how == losesTimers && w.Case.FirstContact == "a-0":
		c := *w.Case
		c.Wake = time.Time{}
		w.Case = &c
	case b.nowAndThen(changesBytes):
		r := &w.Records[0]
		r.Public = bytes.Replace(r.Public, []byte(`"role":"`), []byte(`"role":"x`), 1)
	}
	return b.Store.Commit(ctx, u)
}

func (b *broken) Reserve(ctx context.Context, org, series, key string) (int64, error) {
	if b.how == burnsNumbers {
		if _, err := b.Store.Reserve(ctx, org, series, "burnt/"+key); err != nil {
			return 0, err
		}
	}
	return b.Store.Reserve(ctx, org, series, key)
}

// clock is the machine's, or one that is ahead of it.
type clock struct{ ahead time.Duration }

func (c clock) Now() time.Time { return time.Now().Add(c.ahead) }
