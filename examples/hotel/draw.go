package main

import (
	"encoding/binary"
	"hash/fnv"
	"time"
)

// seed makes every chance of the month: the same seed, case, step and question give the same answer, in any order and
// after any interruption.
type seed int64

// draw is a number in [0, 1).
func (s seed) draw(key string, step int, question string) float64 {
	h := fnv.New64a()
	var b [16]byte
	binary.LittleEndian.PutUint64(b[:8], uint64(s))
	binary.LittleEndian.PutUint64(b[8:], uint64(step))
	h.Write(b[:])
	h.Write([]byte(key + "\x00" + question))
	return float64(mix(h.Sum64())>>11) / (1 << 53)
}

// mix spreads the bits of a hash (the finalizer of SplitMix64): neighbouring keys must not give neighbouring numbers.
func mix(x uint64) uint64 {
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb
	return x ^ (x >> 31)
}

// chance reports whether something with a probability happens.
func (s seed) chance(key string, step int, question string, p float64) bool {
	return s.draw(key, step, question) < p
}

// between is a time in [lo, hi), in whole seconds.
func (s seed) between(key string, step int, question string, lo, hi time.Duration) time.Duration {
	return (lo + time.Duration(s.draw(key, step, question)*float64(hi-lo))).Truncate(time.Second)
}
