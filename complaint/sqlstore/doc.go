// Package sqlstore is a complaint.Store on database/sql. It imports no driver: the host opens a *sql.DB and passes it.
//
// # SQLite
//
// One goroutine writes. Callers that wait are written together, each in a savepoint of one transaction (group commit),
// and get their answers when that transaction is on disk; so many callers share one flush, in the order they came, and
// none ever meets SQLITE_BUSY of another. Reads go past it, on the pool.
//
// Open looks at the connection it writes on and refuses settings that would lose acknowledged units or block reads: a
// journal other than WAL, synchronous below FULL, a database in memory, a pool of one connection. Config.AllowWeak takes
// them all, for tests.
//
// A box that is deleted is overwritten in the file (secure_delete), and the write-ahead log that held it is cut off as
// soon as nobody reads from it and the writer has nothing else to do.
//
// # PostgreSQL, MySQL and MariaDB
//
// Every caller has a transaction of its own, READ COMMITTED, and the server brings them together. What the server gives up
// for another transaction's sake is tried again; a commit whose answer was lost is an *UnknownError. A caller whose context
// ends before the commit is sent takes everything back; after that the outcome is waited for, a few seconds at most.
//
// Any number of processes may use one database with one primary. Galera with several writers is refused, and so are
// settings under which the server forgets what it has acknowledged. Deleted boxes are gone from the tables at once, from
// the server's files when it reuses their place; what that means for backups, and how to take them, is in docs/stores.md.
//
// # Tables
//
// The names of all tables begin with a prefix. Times are integers, UTC in microseconds. The bytes of the ledger are
// blobs exactly as they were hashed. Migrations returns the files that Open runs, for hosts that run their own.
package sqlstore
