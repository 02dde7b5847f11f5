// Package benchmarks is the module of the measurements that need a peer: each figure the README quotes
// stands here beside another library, or a bare program that writes the same rows, in the same run.
// The module is its own so that no peer is required of a host.
package benchmarks
