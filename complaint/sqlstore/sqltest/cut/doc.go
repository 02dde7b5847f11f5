// Package cut proves that a desk comes through connections that break while it commits. Its tests put a proxy between a
// desk and its server and cut at random moments: before a commit arrives, in the middle of it, and behind it, when it is
// done and nobody is told.
//
// REDRESS_PROOF=ci and long run more; REDRESS_SEED repeats the plan of one run, though not the scheduler's part in it.
package cut
