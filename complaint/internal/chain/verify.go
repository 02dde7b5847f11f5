package chain

import (
	"errors"
	"strconv"
)

// Verifier checks one stream, entry by entry, in memory that follows the number of sealed boxes and
// not the size of the ledger. It keeps nothing of what it is given. It is not safe for concurrent
// use.
type Verifier struct {
	stream string
	last   int64 // number of the last entry, as stored
	head   Hash  // hash of the last entry, as stored
	boxes  []sealed
	index  map[Ref]int // place of a box in boxes
	sums   []Hash      // room for the digests of one entry
}

// sealed is what is known of one box: which digest the last seal gave it, and what is stored.
type sealed struct {
	ref     Ref
	want    Hash
	have    Hash // digest of what is stored, if anything is
	present bool
	erased  bool
}

// NewVerifier starts the verification of the stream of that name.
func NewVerifier(stream string) *Verifier {
	return &Verifier{stream: stream, index: make(map[Ref]int)}
}

// Verify checks a whole stream held in memory: Add for each entry, then Close. Every *Fault comes
// back at once, joined; nil means the stream is whole. Safe for concurrent use.
func Verify(stream string, entries []Entry) error {
	v := NewVerifier(stream)
	var faults []error
	for i := range entries {
		if err := v.Add(entries[i]); err != nil {
			faults = append(faults, err)
		}
	}
	return errors.Join(append(faults, v.Close())...)
}

// Add checks the next entry: its number follows the one before, its previous hash is the hash of the
// entry before, its own hash is that of its contents, and what it says about earlier boxes can be.
// It gives the first thing that is wrong as a *Fault, and then goes on from the entry as stored, so
// that one bad entry is one fault and not a row of them.
func (v *Verifier) Add(e Entry) error {
	first := v.checkLink(e)
	v.last, v.head = e.Seq, e.Hash
	for _, r := range e.Resealed {
		first = sooner(first, v.reseal(e.Seq, r))
	}
	for _, ref := range e.Erased {
		first = sooner(first, v.erase(e.Seq, ref))
	}
	v.remember(e)
	if first == nil {
		return nil
	}
	return first
}

// Close checks the boxes, now that every later entry has had its say: what is stored must have the
// digest of the last seal, and only an erased box may be missing. Every box that is wrong comes back
// at once, joined, each as a *Fault.
func (v *Verifier) Close() error {
	var faults []error
	for _, b := range v.boxes {
		switch {
		case b.present && b.have != b.want:
			faults = append(faults, v.fault(b.ref.Seq, b.ref.Box, BoxDiffers, b.want.String(), b.have.String()))
		case !b.present && !b.erased:
			faults = append(faults, v.fault(b.ref.Seq, b.ref.Box, BoxMissing, b.want.String(), ""))
		}
	}
	return errors.Join(faults...)
}

// Head gives the number and the hash of the last entry added, 0 and zero before the first. Only a
// comparison with a head kept elsewhere shows that entries were cut off at the end.
func (v *Verifier) Head() (seq int64, head Hash) {
	return v.last, v.head
}

// checkLink compares number, previous hash and hash of an entry, in this order.
func (v *Verifier) checkLink(e Entry) *Fault {
	if e.Seq != v.last+1 {
		return v.fault(e.Seq, -1, SeqDiffers, strconv.FormatInt(v.last+1, 10), strconv.FormatInt(e.Seq, 10))
	}
	if e.Prev != v.head {
		return v.fault(e.Seq, -1, PrevDiffers, v.head.String(), e.Prev.String())
	}
	v.sums = v.sums[:0]
	for i := range e.Boxes {
		v.sums = append(v.sums, e.Boxes[i].Digest)
	}
	if sum := Link(v.stream, e.Prev, e.Public, v.sums...); sum != e.Hash {
		return v.fault(e.Seq, -1, HashDiffers, sum.String(), e.Hash.String())
	}
	return nil
}

// reseal gives an earlier box its new digest.
func (v *Verifier) reseal(seq int64, r Reseal) *Fault {
	i, ok := v.index[r.Ref]
	switch {
	case !ok:
		return v.fault(seq, -1, BoxUnknown, "", r.Ref.String())
	case v.boxes[i].erased:
		return v.fault(seq, -1, BoxErased, "", r.Ref.String())
	}
	v.boxes[i].want = r.Digest
	return nil
}

// erase lets an earlier box be missing from now on.
func (v *Verifier) erase(seq int64, ref Ref) *Fault {
	i, ok := v.index[ref]
	if !ok {
		return v.fault(seq, -1, BoxUnknown, "", ref.String())
	}
	v.boxes[i].erased = true
	return nil
}

// remember notes the boxes of an entry, whose contents are judged at Close. A doubled entry, which
// is a fault already, does not replace the first.
func (v *Verifier) remember(e Entry) {
	for i := range e.Boxes {
		b := sealed{ref: Ref{Seq: e.Seq, Box: i}, want: e.Boxes[i].Digest}
		if stored := e.Boxes[i].Stored; stored != nil {
			b.present, b.have = true, Digest(stored)
		}
		if _, doubled := v.index[b.ref]; !doubled {
			v.index[b.ref] = len(v.boxes)
			v.boxes = append(v.boxes, b)
		}
	}
}

// fault makes a *Fault of this stream; box is -1 when the entry itself is at fault.
func (v *Verifier) fault(seq int64, box int, what What, want, have string) *Fault {
	return &Fault{Stream: v.stream, Seq: seq, Box: box, What: what, Want: want, Have: have}
}

// sooner keeps the first of two faults.
func sooner(first, next *Fault) *Fault {
	if first != nil {
		return first
	}
	return next
}
