package storetest

import (
	"context"
	"slices"
	"sync"

	"github.com/redress-go/redress/complaint"
)

func erasureDefects() []defect {
	return []defect{
		edit("forgets boxes written", "boxes", func(u *complaint.Changeset) { u.Boxes = nil }),
		edit("keeps boxes deleted", "boxes", func(u *complaint.Changeset) {
			u.Boxes = slices.DeleteFunc(slices.Clone(u.Boxes), func(b complaint.BoxWrite) bool { return b.Box == nil })
		}),
		edit("deletes boxes replaced", "boxes", func(u *complaint.Changeset) {
			u.Boxes = slices.Clone(u.Boxes)
			for i := range u.Boxes {
				u.Boxes[i].Box = nil
			}
		}),
		edit("deletes the first box of the stream too", "boxes", func(u *complaint.Changeset) {
			if len(u.Boxes) > 0 {
				u.Boxes = append(slices.Clone(u.Boxes), complaint.BoxWrite{Stream: u.Boxes[0].Stream, Seq: 1})
			}
		}),
		{"writes boxes before records", "boxes", boxesFirst},
		{"refuses to delete a box twice", "boxes", boxOnce},
		{"hands out its own records", "boxes", ownRecords},
		edit("keeps cancelled rows", "outbox", func(u *complaint.Changeset) { u.Cancel = nil }),
		edit("cancels the rows of the unit itself", "outbox", func(u *complaint.Changeset) {
			u.Outbox = slices.DeleteFunc(slices.Clone(u.Outbox), func(o complaint.OutboxRow) bool {
				return slices.Contains(u.Cancel, o.Case)
			})
		}),
		edit("cancels every case's rows", "outbox", func(u *complaint.Changeset) {
			if len(u.Cancel) > 0 {
				u.Cancel = list(1, 2, 3, 4, 5)
			}
		}),
		edit("keeps search hashes deleted", "matches", func(u *complaint.Changeset) { u.Unmatch = nil }),
		edit("deletes every case's search hashes", "matches", func(u *complaint.Changeset) {
			if len(u.Unmatch) > 0 {
				u.Unmatch = list(1, 2, 3)
			}
		}),
		edit("deletes search hashes when the case is written", "matches", func(u *complaint.Changeset) {
			for _, w := range u.Cases {
				u.Unmatch = append(u.Unmatch, w.Case.ID)
			}
		}),
		edit("deletes search hashes after adding", "matches", func(u *complaint.Changeset) {
			if len(u.Unmatch) > 0 {
				u.Matches = nil
			}
		}),
		edit("keeps one search hash a case", "matches", func(u *complaint.Changeset) {
			for _, m := range u.Matches {
				u.Unmatch = append(u.Unmatch, m.Case)
			}
		}),
		{"fails on a search hash it has", "matches", hashOnce},
		edit("lifts the park of every case that is written", "wake", func(u *complaint.Changeset) {
			for _, w := range u.Cases {
				u.Parks = append(slices.Clone(u.Parks), complaint.Park{Case: w.Case.ID})
			}
		}),
		{"keeps parks when the case is written", "wake", parkStays},
		edit("parks for ever", "wake", func(u *complaint.Changeset) {
			u.Parks = slices.Clone(u.Parks)
			for i := range u.Parks {
				u.Parks[i].Until = minute(1 << 20)
			}
		}),
		{"counts a park as a version", "wake", parkCounts},
	}
}

// boxesFirst applies boxes before the rest of the unit.
func boxesFirst(b *broken) {
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		if err := commit(ctx, &complaint.Changeset{Boxes: u.Boxes}); err != nil {
			return err
		}
		v := *u
		v.Boxes = nil
		return commit(ctx, &v)
	}
}

// boxOnce refuses to delete a box that is not there.
func boxOnce(b *broken) {
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		for _, x := range u.Boxes {
			all, _ := b.Store.Entries(ctx, x.Stream, x.Seq-1, 1)
			if x.Box == nil && len(all) == 1 && all[0].Box == nil {
				return complaint.ErrNotFound
			}
		}
		return commit(ctx, u)
	}
}

// ownRecords hands out one slice for ever and keeps it up to date.
func ownRecords(b *broken) {
	commit, entries := b.commit, b.entries
	given := map[string][]complaint.Record{}
	b.entries = func(ctx context.Context, stream string, after int64, limit int) ([]complaint.Record, error) {
		all, err := entries(ctx, stream, after, limit)
		if stream == "desk" {
			given[stream] = all
		}
		return all, err
	}
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		for _, x := range u.Boxes {
			if all := given[x.Stream]; int64(len(all)) >= x.Seq {
				all[x.Seq-1].Box = x.Box
			}
		}
		return commit(ctx, u)
	}
}

// hashOnce fails on a search hash that the case carries already.
func hashOnce(b *broken) {
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		for _, m := range u.Matches {
			p, _ := b.Store.Query(ctx, complaint.Query{Filter: complaint.Filter{Match: m.Key}})
			if slices.Contains(ids(p.Cases), m.Case) {
				return complaint.ErrConflict
			}
		}
		return commit(ctx, u)
	}
}

// parkCounts writes a new version of every parked case.
func parkCounts(b *broken) {
	commit := b.commit
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		for _, p := range u.Parks {
			if c, err := b.Store.Load(ctx, p.Case); err == nil {
				if err := commit(ctx, unit(next(c))); err != nil {
					return err
				}
			}
		}
		return commit(ctx, u)
	}
}

// parkStays parks a case again after each write of it.
func parkStays(b *broken) {
	commit := b.commit
	parks := map[complaint.CaseID]complaint.Park{}
	var mu sync.Mutex
	b.commit = func(ctx context.Context, u *complaint.Changeset) error {
		mu.Lock()
		defer mu.Unlock()
		for _, p := range u.Parks {
			parks[p.Case] = p
		}
		v := *u
		for _, w := range u.Cases {
			if p, ok := parks[w.Case.ID]; ok {
				v.Parks = append(slices.Clone(v.Parks), p)
			}
		}
		return commit(ctx, &v)
	}
}
