package chain

import (
	"crypto/sha256"
	"encoding/binary"
)

// The domain tags keep the uses of SHA-256 apart and name the version of the encoding. A changed
// encoding gets a new tag and the old one stays, because ledgers outlive releases. None starts with
// the bytes 0 or 1, which MerkleRoot uses.
const (
	linkTag = "redress.ledger.link.v1\n"
	boxTag  = "redress.ledger.box.v1\n"
)

// Link gives the hash of one entry: SHA-256 over a versioned domain tag, the stream, the hash of the
// entry before (zero for the first), the public bytes exactly as stored, and the digest of each
// sealed box in order. Lengths and the number of boxes stand in front of what they count, so no two
// different inputs share an encoding. Safe for concurrent use.
func Link(stream string, prev Hash, public []byte, boxes ...Hash) (sum Hash) {
	h := sha256.New()
	var room [192]byte
	b := append(room[:0], linkTag...)
	b = binary.BigEndian.AppendUint64(b, uint64(len(stream)))
	b = append(b, stream...)
	b = append(b, prev[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(len(public)))
	h.Write(b)
	h.Write(public)
	h.Write(binary.BigEndian.AppendUint64(b[:0], uint64(len(boxes))))
	for i := range boxes {
		h.Write(boxes[i][:])
	}
	h.Sum(sum[:0])
	return sum
}

// Digest gives the hash that stands for a sealed box in the chain: SHA-256 over its own domain tag
// and the box exactly as stored. The box carries a random salt inside, so the digest gives nothing
// away after the box is erased. Safe for concurrent use.
func Digest(box []byte) (sum Hash) {
	h := sha256.New()
	h.Write([]byte(boxTag))
	h.Write(box)
	h.Sum(sum[:0])
	return sum
}
