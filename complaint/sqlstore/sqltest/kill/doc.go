// Package kill proves what a desk promises when it is killed. Its tests start nodes, processes of their own that register
// cases, work on them, record steps of time and deliver notices, and kill them at random moments, or the database server
// under them. What was acknowledged is written down outside the database; in the end a checker compares it with the ledgers.
//
//   - Nothing acknowledged is lost: each answer is in its ledger, with the same place and hash.
//   - Nothing is doubled: a request that was sent again after a kill is one entry, a step of time is recorded once.
//   - Nothing is early by the clock of the node that recorded it, and nothing that was due is missing.
//   - Every chain holds and folds to the stored case, numbers are unique and have no unexplained gap, every notice is told.
//
// REDRESS_PROOF=ci and REDRESS_PROOF=long run more of it, see sqltest.Rounds. A failure prints its seed; REDRESS_KILL_SEED
// draws the same kills again, which is as close to a repetition as killed processes allow.
package kill
