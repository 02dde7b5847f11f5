package chain

import (
	"crypto/sha256"
	"math/bits"
)

// The bytes in front of a leaf and of a node, RFC 6962 section 2.1.
const (
	leafPrefix = 0
	nodePrefix = 1
)

// MerkleRoot gives one value over the heads of many streams, in the order given, for a signed
// checkpoint: the Merkle tree hash of RFC 6962 section 2.1, with 0 before a leaf and 1 before a
// node, so that a node can never pass for a leaf. No heads give SHA-256 of nothing. The caller fixes
// the order (by stream name) and keeps the list, without which the root proves nothing about a
// single stream. It takes one pass and no memory. Safe for concurrent use.
func MerkleRoot(heads []Hash) Hash {
	var t tree
	for i := range heads {
		t.add(leaf(heads[i][:]))
	}
	return t.root()
}

// tree is a Merkle tree under construction: the roots of its complete subtrees. Bit i of count says
// whether done[i] holds one of 2^i leaves.
type tree struct {
	count uint64
	done  [64]Hash
}

// add takes the next leaf and completes every subtree it completes.
func (t *tree) add(h Hash) {
	level := bits.TrailingZeros64(^t.count)
	for i := range level {
		h = node(t.done[i], h)
	}
	t.done[level] = h
	t.count++
}

// root joins the complete subtrees, the smallest (rightmost) first.
func (t *tree) root() Hash {
	if t.count == 0 {
		return sha256.Sum256(nil)
	}
	level := bits.TrailingZeros64(t.count)
	h := t.done[level]
	for i := level + 1; i < len(t.done); i++ {
		if t.count>>i&1 == 1 {
			h = node(t.done[i], h)
		}
	}
	return h
}

// leaf hashes one leaf of the tree.
func leaf(data []byte) (sum Hash) {
	h := sha256.New()
	h.Write([]byte{leafPrefix})
	h.Write(data)
	h.Sum(sum[:0])
	return sum
}

// node hashes two subtrees into one.
func node(left, right Hash) Hash {
	b := [1 + 2*len(left)]byte{nodePrefix}
	copy(b[1:], left[:])
	copy(b[1+len(left):], right[:])
	return sha256.Sum256(b[:])
}
