// Package benchmarks is the module of the measurements that need a peer: each figure the README quotes
// stands here beside another library, or a bare program that does the same work, in the same run.
// The module is its own so that no peer is required of a host.
//
// Working time (package sla) is measured against github.com/rickar/cal/v2, with and without its cache
// of holidays, and against the loop over dates a host would write itself. The search for words (package
// classify) is measured against cloudflare/ahocorasick, petar-dambovaliev/aho-corasick,
// BobuSumisu/aho-corasick and anknown/ahocorasick, its rules against expr-lang/expr and google/cel-go.
// The bars of the design are tests (TestBars…), the figures are benchmarks:
//
//	go test -run='^$' -bench=. -benchmem ./...
//	go test -run=TestBars -v ./...
package benchmarks
