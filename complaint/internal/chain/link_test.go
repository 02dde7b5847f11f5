package chain_test

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/complaint/internal/chain"
)

// input is everything the hash of one entry covers.
type input struct {
	stream string
	prev   chain.Hash
	public []byte
	boxes  []chain.Hash
}

const linkTag = "redress.ledger.link.v1\n"

// encode writes the canonical bytes a second time, independently of the package, as the
// documentation describes them.
func encode(in input) []byte {
	b := []byte(linkTag)
	b = binary.BigEndian.AppendUint64(b, uint64(len(in.stream)))
	b = append(b, in.stream...)
	b = append(b, in.prev[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(len(in.public)))
	b = append(b, in.public...)
	b = binary.BigEndian.AppendUint64(b, uint64(len(in.boxes)))
	for _, box := range in.boxes {
		b = append(b, box[:]...)
	}
	return b
}

// decode reads the canonical bytes back. That it can is the proof that no two inputs share them.
func decode(b []byte) (in input, err error) {
	rest, ok := strings.CutPrefix(string(b), linkTag)
	if !ok {
		return in, errors.New("no tag")
	}
	take := func(n uint64) string {
		if n > uint64(len(rest)) {
			err = errors.New("cut short")
			return ""
		}
		part := rest[:n]
		rest = rest[n:]
		return part
	}
	length := func() uint64 {
		word := take(8)
		if err != nil {
			return 0
		}
		return binary.BigEndian.Uint64([]byte(word))
	}
	in.stream = take(length())
	copy(in.prev[:], take(32))
	in.public = []byte(take(length()))
	for range length() {
		var box chain.Hash
		copy(box[:], take(32))
		in.boxes = append(in.boxes, box)
	}
	if err == nil && rest != "" {
		err = errors.New("bytes left over")
	}
	return in, err
}

// drawInput draws any input; small ones are likely, so that two draws often differ in one part only.
func drawInput(t *rapid.T, label string) input {
	in := input{
		stream: rapid.String().Draw(t, label+" stream"),
		prev:   drawHash(t, label+" prev"),
		public: rapid.SliceOf(rapid.Byte()).Draw(t, label+" public"),
	}
	for range rapid.IntRange(0, 3).Draw(t, label+" boxes") {
		in.boxes = append(in.boxes, drawHash(t, label+" box"))
	}
	return in
}

// link hashes an input with the package.
func link(in input) chain.Hash {
	return chain.Link(in.stream, in.prev, in.public, in.boxes...)
}

func TestLinkHashesTheDocumentedBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t, "input")
		assert.Equal(t, chain.Hash(sha256.Sum256(encode(in))), link(in))
	})
}

func TestLinkEncodingIsInjective(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t, "input")
		back, err := decode(encode(in))
		require.NoError(t, err)
		assert.Equal(t, in.stream, back.stream)
		assert.Equal(t, in.prev, back.prev)
		assert.Equal(t, string(in.public), string(back.public))
		assert.Equal(t, in.boxes, back.boxes)
	})
}

// TestLinkSeparates holds the pairs an encoding without lengths would confuse.
func TestLinkSeparates(t *testing.T) {
	a, b := chain.Hash{1}, chain.Hash{2}
	cases := []struct {
		name     string
		one, two input
	}{
		{"a letter moves from the stream to the bytes", input{stream: "ab", public: []byte("c")}, input{stream: "a", public: []byte("bc")}},
		{"the stream moves into the previous hash", input{stream: string(a[:])}, input{prev: a}},
		{"a box moves into the public bytes", input{boxes: []chain.Hash{a}}, input{public: a[:]}},
		{"two boxes in another order", input{boxes: []chain.Hash{a, b}}, input{boxes: []chain.Hash{b, a}}},
		{"a box of zeros is not no box", input{boxes: make([]chain.Hash, 1)}, input{}},
		{"another stream", input{stream: "case/1"}, input{stream: "case/2"}},
		{"another previous hash", input{prev: a}, input{prev: b}},
		{"a zero byte at the end", input{public: []byte("x")}, input{public: []byte("x\x00")}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			assert.NotEqual(t, link(c.one), link(c.two))
		})
	}
}

func TestLinkTakesLongStreams(t *testing.T) {
	in := input{stream: strings.Repeat("长", 300), prev: chain.Hash{9}, public: []byte("{}")}
	assert.Equal(t, chain.Hash(sha256.Sum256(encode(in))), link(in))
}

// TestStoredFormatIsFrozen: ledgers outlive releases. A change here breaks every stored ledger.
func TestStoredFormatIsFrozen(t *testing.T) {
	box := chain.Digest([]byte("sealed"))
	entry := chain.Link("case/1", chain.Hash{}, []byte(`{"do":"register"}`), box)
	assert.Equal(t, "a802574beda6f57eff8030f4b82e5ec60f87e8ea341f695b0b42e0759e97f6f3", box.String())
	assert.Equal(t, "b9121acb6afd8e4194ab938c5321ed98d268fd934a828921767da7528e4976dd", entry.String())
}

func TestDigestHasItsOwnDomain(t *testing.T) {
	box := []byte("sealed")
	assert.Equal(t, chain.Hash(sha256.Sum256([]byte("redress.ledger.box.v1\nsealed"))), chain.Digest(box))
	assert.NotEqual(t, chain.Hash(sha256.Sum256(box)), chain.Digest(box), "not the bare SHA-256")
	assert.Equal(t, chain.Digest(nil), chain.Digest([]byte{}))
}

func TestHashingAllocatesNothing(t *testing.T) {
	public, boxes := make([]byte, 600), make([]chain.Hash, 2)
	allocs := testing.AllocsPerRun(100, func() {
		boxes[0] = chain.Link("case/0198c2f0-7c4e-7000-8000-000000000001", boxes[1], public, boxes...)
		boxes[1] = chain.Digest(public)
	})
	assert.Zero(t, allocs)
}

func BenchmarkLink(b *testing.B) {
	public, box := make([]byte, 600), chain.Hash{1}
	var prev chain.Hash
	b.ReportAllocs()
	for b.Loop() {
		prev = chain.Link("case/0198c2f0-7c4e-7000-8000-000000000001", prev, public, box)
	}
}

// BenchmarkLinkBare is the bar: SHA-256 over as many bytes as BenchmarkLink hashes.
func BenchmarkLinkBare(b *testing.B) {
	bytes := encode(input{stream: "case/0198c2f0-7c4e-7000-8000-000000000001", public: make([]byte, 600), boxes: make([]chain.Hash, 1)})
	b.ReportAllocs()
	for b.Loop() {
		sha256.Sum256(bytes)
	}
}

func BenchmarkDigest(b *testing.B) {
	box := make([]byte, 300)
	b.ReportAllocs()
	for b.Loop() {
		chain.Digest(box)
	}
}
