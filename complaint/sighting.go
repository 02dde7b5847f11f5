package complaint

import (
	"context"
	"slices"
	"time"
)

// seenIn says which sighting a case has brought to the tally of what it is about. It is a document beside the case, never
// part of the case or an entry: erasing the case empties it.
type seenIn struct {
	Batch string    `json:"batch,omitempty"` // search hash of what it is about
	Who   string    `json:"who,omitempty"`
	At    time.Time `json:"at,omitzero"`
}

func seenID(id CaseID) string { return "seen/" + string(id) }

// forgetSighting takes the complainant of a case out of the tally of what the case is about. A later complaint of the
// same person about it stays, with its own case.
func (d *Desk) forgetSighting(ctx context.Context, t *attempt, id CaseID) error {
	var mine seenIn
	was, err := d.readTally(ctx, t, seenID(id), &mine)
	if err != nil || mine.Batch == "" {
		return err
	}
	var b batchTally
	tally := "batch/" + mine.Batch
	version, err := d.readTally(ctx, t, tally, &b)
	if err != nil {
		return err
	}
	kept := slices.DeleteFunc(slices.Clone(b.Seen), func(s sighting) bool { return s.Who == mine.Who && s.At.Equal(mine.At) })
	if len(kept) < len(b.Seen) {
		if err := t.putTally(tally, version, batchTally{Seen: kept}); err != nil {
			return err
		}
	}
	return t.putTally(seenID(id), was, seenIn{})
}
