package chain

import "strconv"

// Ref names one sealed box of a stream.
type Ref struct {
	Seq int64 // the entry it was sealed with, from 1
	Box int   // its place in that entry, from 0
}

// String gives the text form, entry and box: "3/0".
func (r Ref) String() string {
	return strconv.FormatInt(r.Seq, 10) + "/" + strconv.Itoa(r.Box)
}

// Box is one sealed box of an entry.
type Box struct {
	Digest Hash   // its digest when the entry was written; part of the entry's hash for ever
	Stored []byte // its bytes as stored now; nil when they are gone
}

// Reseal says that a box has been encrypted again, with another key or another salt.
type Reseal struct {
	Ref    Ref  // the box, of an earlier entry
	Digest Hash // its digest from now on
}

// Entry is what a Verifier has to know about one entry of a stream. The caller reads Resealed and
// Erased out of the public bytes, so that the chain itself vouches for them.
type Entry struct {
	Seq      int64    // its number in the stream, contiguous from 1
	Prev     Hash     // the hash of the entry before, as stored; zero for the first
	Hash     Hash     // its own hash, as stored
	Public   []byte   // its public bytes exactly as stored
	Boxes    []Box    // its sealed boxes, in the order they were hashed
	Resealed []Reseal // the boxes of earlier entries that this entry seals again
	Erased   []Ref    // the boxes of earlier entries that this entry erases, by their bytes or their key
}
