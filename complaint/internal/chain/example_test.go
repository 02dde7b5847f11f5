package chain_test

import (
	"fmt"

	"github.com/redress-go/redress/complaint/internal/chain"
)

// Two entries, a box sealed with the first and erased by the second: the chain holds without it.
func ExampleVerify() {
	box := []byte("salt and name, encrypted")
	first := chain.Entry{
		Seq: 1, Public: []byte(`{"do":"register"}`),
		Boxes: []chain.Box{{Digest: chain.Digest(box), Stored: box}},
	}
	first.Hash = chain.Link("case/1", first.Prev, first.Public, first.Boxes[0].Digest)

	second := chain.Entry{
		Seq: 2, Prev: first.Hash, Public: []byte(`{"do":"erase"}`),
		Erased: []chain.Ref{{Seq: 1, Box: 0}},
	}
	second.Hash = chain.Link("case/1", second.Prev, second.Public)

	first.Boxes[0].Stored = nil
	fmt.Println(chain.Verify("case/1", []chain.Entry{first, second}))

	first.Public = []byte(`{"do":"approve"}`)
	fmt.Println(chain.Verify("case/1", []chain.Entry{first, second}) != nil)
	// Output:
	// <nil>
	// true
}

// The root over all heads is what a host signs and keeps elsewhere.
func ExampleMerkleRoot() {
	heads := []chain.Hash{
		chain.Link("case/1", chain.Hash{}, []byte("one")),
		chain.Link("case/2", chain.Hash{}, []byte("two")),
	}
	before := chain.MerkleRoot(heads)
	heads[1] = chain.Link("case/2", heads[1], []byte("three"))
	fmt.Println(before != chain.MerkleRoot(heads))
	// Output: true
}
