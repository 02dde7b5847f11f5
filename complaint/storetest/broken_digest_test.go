package storetest

import (
	"context"
	"slices"
	"time"

	"github.com/redress-go/redress/complaint"
)

// digests returns a defect of claims for digests.
func digests(name string, f func(ctx context.Context, b *broken, q complaint.OutboxQuery, claim claimer) ([]complaint.OutboxRow, error)) defect {
	return defect{name, "digest", func(b *broken) {
		claim := b.claim
		b.claim = func(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
			if !q.Digest {
				return claim(ctx, q)
			}
			return f(ctx, b, q, claim)
		}
	}}
}

type claimer func(context.Context, complaint.OutboxQuery) ([]complaint.OutboxRow, error)

// writes returns a defect that stores rows otherwise than they are.
func writes(name, theme string, f func(o *complaint.OutboxRow)) defect {
	return defect{name, theme, func(b *broken) {
		commit := b.commit
		b.commit = func(ctx context.Context, u *complaint.Changeset) error {
			v := *u
			v.Outbox = slices.Clone(u.Outbox)
			for i := range v.Outbox {
				f(&v.Outbox[i])
			}
			return commit(ctx, &v)
		}
	}}
}

func digestDefects() []defect {
	return []defect{
		writes("lets express rows wait", "outbox", func(o *complaint.OutboxRow) { o.Express = false }),
		writes("knows no digests", "digest", func(o *complaint.OutboxRow) { o.Digest = "" }),
		writes("gathers for every organisation", "digest", func(o *complaint.OutboxRow) { o.Org = org }),
		writes("forgets the window", "digest", func(o *complaint.OutboxRow) { o.Window = 0 }),
		claims("takes every claim for one of digests", "digest", func(q *complaint.OutboxQuery) { q.Digest = true }),
		claims("takes no claim for one of digests", "digest", func(q *complaint.OutboxQuery) { q.Digest = false }),
		settles("forgets the pause of a digest", "digest", func(s *complaint.OutboxResult) { s.Next = time.Time{} }),
		settles("pauses a digest for ever", "digest", func(s *complaint.OutboxResult) { s.Next = s.Next.Add(1e4 * time.Hour) }),
		digests("gives one row of a digest", oneRow),
		digests("gives several digests at once", severalDigests),
		digests("gives rows that may not leave yet", func(ctx context.Context, _ *broken, q complaint.OutboxQuery, claim claimer) ([]complaint.OutboxRow, error) {
			q.Now = q.Now.Add(10 * time.Minute)
			return claim(ctx, q)
		}),
		digests("gives a digest to several workers", func(ctx context.Context, _ *broken, q complaint.OutboxQuery, claim claimer) ([]complaint.OutboxRow, error) {
			q.Lease = 0
			return claim(ctx, q)
		}),
		digests("keeps a digest for ever", func(ctx context.Context, _ *broken, q complaint.OutboxQuery, claim claimer) ([]complaint.OutboxRow, error) {
			q.Lease = 1e6 * time.Hour
			return claim(ctx, q)
		}),
		digests("gives a digest in no order", func(ctx context.Context, _ *broken, q complaint.OutboxQuery, claim claimer) ([]complaint.OutboxRow, error) {
			rows, err := claim(ctx, q)
			slices.Reverse(rows)
			return rows, err
		}),
	}
}

// oneRow gives the first row and leaves the others in the hands of nobody.
func oneRow(ctx context.Context, _ *broken, q complaint.OutboxQuery, claim claimer) ([]complaint.OutboxRow, error) {
	rows, err := claim(ctx, q)
	return rows[:min(1, len(rows))], err
}

// severalDigests gives two digests in one answer.
func severalDigests(ctx context.Context, _ *broken, q complaint.OutboxQuery, claim claimer) ([]complaint.OutboxRow, error) {
	first, err := claim(ctx, q)
	if err != nil {
		return nil, err
	}
	second, err := claim(ctx, q)
	return append(first, second...), err
}
