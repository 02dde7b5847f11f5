package chain

import (
	"fmt"
	"strings"
)

// What says in which way a stream does not verify.
type What string

// The ways in which a stream can fail to verify.
const (
	SeqDiffers  What = "sequence"      // the number does not follow the one before: an entry is missing, doubled or out of order
	PrevDiffers What = "previous hash" // the entry does not continue the one before it
	HashDiffers What = "hash"          // the entry's contents are not those that were hashed
	BoxDiffers  What = "box"           // a sealed box is not the one its digest stands for
	BoxMissing  What = "missing box"   // a sealed box is gone, and no entry erased it
	BoxUnknown  What = "unknown box"   // an entry seals again or erases a box that no earlier entry holds
	BoxErased   What = "erased box"    // an entry seals again a box that was erased before
)

// Fault says where a stream does not verify, and how. It repeats no contents, hashes and numbers only.
type Fault struct {
	Stream string // the stream
	Seq    int64  // the entry at fault, by the number it carries
	Box    int    // the box at fault, from 0; -1 when it is the entry itself
	What   What   // what differs
	Want   string // what the chain calls for, a number or a hash; empty where it calls for nothing
	Have   string // what is there instead, a number, a hash or a Ref; empty where nothing is
}

// Error says in English where and how the stream does not verify.
func (f *Fault) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "chain: stream %q, entry %d", f.Stream, f.Seq)
	if f.Box >= 0 {
		fmt.Fprintf(&b, ", box %d", f.Box)
	}
	fmt.Fprintf(&b, ": %s", f.What)
	if f.Want != "" {
		fmt.Fprintf(&b, ", want %s", f.Want)
	}
	if f.Have != "" {
		fmt.Fprintf(&b, ", have %s", f.Have)
	}
	return b.String()
}
