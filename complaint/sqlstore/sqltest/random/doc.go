// Package random holds the proofs that draw what they do: the same commands on every store give the same ledgers, what
// many callers do to one case at once is as if they had done it one after the other, and a department on a store that
// fails, forgets its answers and dies keeps its promises. Everything drawn follows from a seed, which is printed when a
// proof fails; REDRESS_SEED repeats that one.
package random
