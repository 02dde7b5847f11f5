// Package examples is the module of the programs that show Redress at work: one directory each, run
// with go run, with nothing to install. What they leave (a database, an export) lies in the directory they were run
// in. The module is its own so that what an
// example needs is not required of a host.
package examples
