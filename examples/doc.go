// Package examples is the module of the programs that show Redress at work: one directory each, run
// with go run, with nothing to install; only nodes wants a PostgreSQL server. The hotel leaves its database and an export
// in the directory it was run in; the others leave nothing, unless -db names a file or -keep is said. The module is its own
// so that what an example needs is not required of a host.
package examples
