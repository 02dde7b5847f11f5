package storetest

import (
	"context"
	"sync/atomic"
)

func numberDefects() []defect {
	return []defect{
		reserves("doubles a number", func(n int64) int64 { return (n + 1) / 2 }),
		reserves("leaves out a number", func(n int64) int64 { return n + n/3 }),
		reserves("starts at zero", func(n int64) int64 { return n - 1 }),
		reserves("overflows at a hundred", func(n int64) int64 { return n % 100 }),
		{"gives a key a new number each time", "numbers", func(b *broken) {
			var n atomic.Int64
			b.reserve = func(context.Context, string, string, string) (int64, error) { return n.Add(1), nil }
		}},
		{"counts all series together", "numbers", func(b *broken) {
			reserve := b.reserve
			b.reserve = func(ctx context.Context, org, series, key string) (int64, error) {
				return reserve(ctx, org, "all", series+key)
			}
		}},
		{"counts all organisations together", "numbers", func(b *broken) {
			reserve := b.reserve
			b.reserve = func(ctx context.Context, org, series, key string) (int64, error) {
				return reserve(ctx, "all", series, org+key)
			}
		}},
	}
}

// reserves returns a defect that gives another number.
func reserves(name string, f func(n int64) int64) defect {
	return defect{name, "numbers", func(b *broken) {
		reserve := b.reserve
		b.reserve = func(ctx context.Context, org, series, key string) (int64, error) {
			n, err := reserve(ctx, org, series, key)
			return f(n), err
		}
	}}
}
