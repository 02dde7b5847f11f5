package chain_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/complaint/internal/chain"
)

// ledger makes a whole stream of n entries, each with the given number of sealed boxes.
func ledger(stream string, n, boxes int) []chain.Entry {
	entries := make([]chain.Entry, n)
	var prev chain.Hash
	for i := range entries {
		e := chain.Entry{Seq: int64(i) + 1, Prev: prev, Public: fmt.Appendf(nil, `{"n":%d}`, i)}
		for b := range boxes {
			stored := fmt.Appendf(nil, "sealed %d/%d", i, b)
			e.Boxes = append(e.Boxes, chain.Box{Digest: chain.Digest(stored), Stored: stored})
		}
		entries[i] = rehash(stream, e)
		prev = entries[i].Hash
	}
	return entries
}

// rehash gives an entry the hash of what it holds.
func rehash(stream string, e chain.Entry) chain.Entry {
	digests := make([]chain.Hash, len(e.Boxes))
	for i, b := range e.Boxes {
		digests[i] = b.Digest
	}
	e.Hash = chain.Link(stream, e.Prev, e.Public, digests...)
	return e
}

// faults takes an error of the package apart.
func faults(t require.TestingT, err error) []chain.Fault {
	if err == nil {
		return nil
	}
	all := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		all = nil
		for _, e := range joined.Unwrap() {
			if more, ok := e.(interface{ Unwrap() []error }); ok {
				all = append(all, more.Unwrap()...)
				continue
			}
			all = append(all, e)
		}
	}
	found := make([]chain.Fault, len(all))
	for i, e := range all {
		var f *chain.Fault
		require.ErrorAs(t, e, &f)
		found[i] = *f
	}
	return found
}

// brief is a fault without its texts.
type brief struct {
	seq  int64
	box  int
	what chain.What
}

func TestVerifyNamesWhatDiffers(t *testing.T) {
	const stream = "case/1"
	cases := []struct {
		name   string
		change func(entries []chain.Entry) []chain.Entry
		want   []brief
	}{
		{
			"a whole stream",
			func(e []chain.Entry) []chain.Entry { return e }, nil,
		},
		{
			"an empty stream",
			func([]chain.Entry) []chain.Entry { return nil }, nil,
		},
		{
			"public bytes changed",
			func(e []chain.Entry) []chain.Entry { e[1].Public = []byte("{}"); return e },
			[]brief{{2, -1, chain.HashDiffers}},
		},
		{
			"public bytes changed and hashed again: the next entry tells",
			func(e []chain.Entry) []chain.Entry {
				e[1].Public = []byte("{}")
				e[1] = rehash(stream, e[1])
				return e
			},
			[]brief{{3, -1, chain.PrevDiffers}},
		},
		{
			"an entry taken out of the middle",
			func(e []chain.Entry) []chain.Entry { return slices.Delete(e, 1, 2) },
			[]brief{{3, -1, chain.SeqDiffers}},
		},
		{
			"an entry taken out and the numbers closed up",
			func(e []chain.Entry) []chain.Entry { e[2].Seq = 2; return []chain.Entry{e[0], e[2]} },
			[]brief{{2, -1, chain.PrevDiffers}},
		},
		{
			"the first entry missing",
			func(e []chain.Entry) []chain.Entry { return e[1:] },
			[]brief{{2, -1, chain.SeqDiffers}},
		},
		{
			"an entry doubled",
			func(e []chain.Entry) []chain.Entry { return slices.Insert(e, 1, e[0]) },
			[]brief{{1, -1, chain.SeqDiffers}},
		},
		{
			"a first entry that claims something before it",
			func(e []chain.Entry) []chain.Entry {
				e[0].Prev = chain.Hash{7}
				e[0] = rehash(stream, e[0])
				return e[:1]
			},
			[]brief{{1, -1, chain.PrevDiffers}},
		},
		{
			"an entry of another stream",
			func(e []chain.Entry) []chain.Entry { return ledger("case/2", 1, 0) },
			[]brief{{1, -1, chain.HashDiffers}},
		},
		{
			"a box changed as stored",
			func(e []chain.Entry) []chain.Entry { e[1].Boxes[1].Stored = []byte("other"); return e },
			[]brief{{2, 1, chain.BoxDiffers}},
		},
		{
			"a box changed with its digest",
			func(e []chain.Entry) []chain.Entry {
				e[1].Boxes[1] = chain.Box{Digest: chain.Digest([]byte("other")), Stored: []byte("other")}
				return e
			},
			[]brief{{2, -1, chain.HashDiffers}},
		},
		{
			"two boxes swapped as stored",
			func(e []chain.Entry) []chain.Entry {
				b := e[0].Boxes
				b[0].Stored, b[1].Stored = b[1].Stored, b[0].Stored
				return e
			},
			[]brief{{1, 0, chain.BoxDiffers}, {1, 1, chain.BoxDiffers}},
		},
		{
			"a box gone that nobody erased",
			func(e []chain.Entry) []chain.Entry { e[2].Boxes[0].Stored = nil; return e },
			[]brief{{3, 0, chain.BoxMissing}},
		},
		{
			"an empty box is not a missing one",
			func(e []chain.Entry) []chain.Entry { e[2].Boxes[0].Stored = []byte{}; return e },
			[]brief{{3, 0, chain.BoxDiffers}},
		},
		{
			"three things at once",
			func(e []chain.Entry) []chain.Entry {
				e[0].Public = []byte("{}")
				e[1].Prev = chain.Hash{7}
				e[2].Boxes[1].Stored = nil
				return e
			},
			[]brief{{1, -1, chain.HashDiffers}, {2, -1, chain.PrevDiffers}, {3, 1, chain.BoxMissing}},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []brief
			for _, f := range faults(t, chain.Verify(stream, c.change(ledger(stream, 3, 2)))) {
				assert.Equal(t, stream, f.Stream)
				got = append(got, brief{f.Seq, f.Box, f.What})
			}
			assert.Equal(t, c.want, got)
		})
	}
}

func TestVerifyFollowsResealsAndErasures(t *testing.T) {
	const stream = "case/1"
	again := []byte("sealed again")
	reseal := []chain.Reseal{{Ref: chain.Ref{Seq: 1, Box: 0}, Digest: chain.Digest(again)}}
	erase := []chain.Ref{{Seq: 1, Box: 0}}
	cases := []struct {
		name   string
		change func(e []chain.Entry)
		want   []brief
	}{
		{
			"a box sealed again by a later entry",
			func(e []chain.Entry) { e[0].Boxes[0].Stored, e[1].Resealed = again, reseal }, nil,
		},
		{
			"a box sealed again though no entry says so",
			func(e []chain.Entry) { e[0].Boxes[0].Stored = again },
			[]brief{{1, 0, chain.BoxDiffers}},
		},
		{
			"an entry says so, but the old box is still there",
			func(e []chain.Entry) { e[1].Resealed = reseal },
			[]brief{{1, 0, chain.BoxDiffers}},
		},
		{
			"sealed again twice: the last seal counts",
			func(e []chain.Entry) {
				e[0].Boxes[0].Stored = again
				e[1].Resealed = []chain.Reseal{{Ref: chain.Ref{Seq: 1}, Digest: chain.Hash{5}}}
				e[2].Resealed = reseal
			}, nil,
		},
		{
			"an erased box may be missing",
			func(e []chain.Entry) { e[0].Boxes[0].Stored, e[2].Erased = nil, erase }, nil,
		},
		{
			"an erased box may stay when its key is gone",
			func(e []chain.Entry) { e[2].Erased = erase }, nil,
		},
		{
			"an erased box that stays is still the same box",
			func(e []chain.Entry) { e[0].Boxes[0].Stored, e[2].Erased = again, erase },
			[]brief{{1, 0, chain.BoxDiffers}},
		},
		{
			"sealed again, then erased",
			func(e []chain.Entry) {
				e[0].Boxes[0].Stored = nil
				e[1].Resealed, e[2].Erased = reseal, erase
			}, nil,
		},
		{
			"erased, then sealed again",
			func(e []chain.Entry) { e[1].Erased, e[2].Resealed = erase, reseal },
			[]brief{{3, -1, chain.BoxErased}},
		},
		{
			"an entry cannot seal its own box again",
			func(e []chain.Entry) { e[0].Resealed = reseal },
			[]brief{{1, -1, chain.BoxUnknown}},
		},
		{
			"nor erase a box of a later entry",
			func(e []chain.Entry) { e[0].Erased = []chain.Ref{{Seq: 2, Box: 0}} },
			[]brief{{1, -1, chain.BoxUnknown}},
		},
		{
			"nor erase a box that never was",
			func(e []chain.Entry) { e[2].Erased = []chain.Ref{{Seq: 1, Box: 9}} },
			[]brief{{3, -1, chain.BoxUnknown}},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			entries := ledger(stream, 3, 1)
			c.change(entries)
			var got []brief
			for _, f := range faults(t, chain.Verify(stream, entries)) {
				got = append(got, brief{f.Seq, f.Box, f.What})
			}
			assert.Equal(t, c.want, got)
		})
	}
}

func TestFaultSaysWhatWasExpected(t *testing.T) {
	entries := ledger("case/1", 2, 1)
	entries[1].Seq = 5
	err := chain.Verify("case/1", entries)
	require.EqualError(t, err, `chain: stream "case/1", entry 5: sequence, want 2, have 5`)

	entries = ledger("case/1", 2, 1)
	entries[0].Boxes[0].Stored = nil
	err = chain.Verify("case/1", entries)
	require.EqualError(t, err, `chain: stream "case/1", entry 1, box 0: missing box, want `+entries[0].Boxes[0].Digest.String())

	entries = ledger("case/1", 2, 1)
	entries[1].Erased = []chain.Ref{{Seq: 7, Box: 2}}
	require.EqualError(t, chain.Verify("case/1", entries), `chain: stream "case/1", entry 2: unknown box, have 7/2`)
}

func TestVerifierKnowsItsHead(t *testing.T) {
	entries := ledger("case/1", 4, 0)
	v := chain.NewVerifier("case/1")
	seq, head := v.Head()
	assert.Zero(t, seq)
	assert.True(t, head.IsZero())

	for _, e := range entries[:3] {
		require.NoError(t, v.Add(e))
	}
	require.NoError(t, v.Close())
	seq, head = v.Head()
	assert.EqualValues(t, 3, seq)
	assert.Equal(t, entries[2].Hash, head)
	assert.NotEqual(t, entries[3].Hash, head, "an entry cut off at the end shows in the head alone")
}

// TestAnyChangeIsFound: whatever single byte of a stored stream is changed, the stream no longer
// verifies or its head is another.
func TestAnyChangeIsFound(t *testing.T) {
	const stream = "case/1"
	rapid.Check(t, func(t *rapid.T) {
		entries := ledger(stream, rapid.IntRange(1, 5).Draw(t, "entries"), 2)
		e := &entries[rapid.IntRange(0, len(entries)-1).Draw(t, "entry")]
		box := &e.Boxes[rapid.IntRange(0, 1).Draw(t, "box")]
		part := rapid.SampledFrom([][]byte{e.Prev[:], e.Hash[:], e.Public, box.Digest[:], box.Stored}).Draw(t, "part")
		part[rapid.IntRange(0, len(part)-1).Draw(t, "byte")] ^= byte(rapid.IntRange(1, 255).Draw(t, "bits"))

		var fault *chain.Fault
		assert.ErrorAs(t, chain.Verify(stream, entries), &fault)
	})
}

func BenchmarkVerify1000Entries(b *testing.B) {
	entries := ledger("case/1", 1000, 1)
	b.ReportAllocs()
	for b.Loop() {
		if err := chain.Verify("case/1", entries); err != nil {
			b.Fatal(err)
		}
	}
}
