// Package backup proves the ways to back up and restore that docs/stores.md gives to operators: taken while desks write,
// restored into an empty database, proven, and worked on.
package backup
