package chain

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestTreeOfRFC6962 uses the known leaves and roots of the reference implementation of RFC 6962.
func TestTreeOfRFC6962(t *testing.T) {
	leaves := []string{"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"}
	roots := []string{
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
		"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
		"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
		"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
		"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
		"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
		"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
		"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
	}
	var tr tree
	assert.Equal(t, roots[0], tr.root().String(), "no leaves")
	for i, text := range leaves {
		data, err := hex.DecodeString(text)
		require.NoError(t, err)
		tr.add(leaf(data))
		assert.Equal(t, roots[i+1], tr.root().String(), "%d leaves", i+1)
	}
}

// plainRoot is the definition of RFC 6962 section 2.1, recursive as it stands there.
func plainRoot(heads []Hash) Hash {
	switch len(heads) {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return sha256.Sum256(append([]byte{0}, heads[0][:]...))
	}
	k := 1
	for k*2 < len(heads) {
		k *= 2
	}
	left, right := plainRoot(heads[:k]), plainRoot(heads[k:])
	return sha256.Sum256(append(append([]byte{1}, left[:]...), right[:]...))
}

func TestMerkleRootIsTheOneOfTheRFC(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		heads := make([]Hash, rapid.IntRange(0, 70).Draw(t, "heads"))
		for i := range heads {
			heads[i] = Digest([]byte{byte(i)})
		}
		assert.Equal(t, plainRoot(heads), MerkleRoot(heads))
	})
}

func TestMerkleRootSeparates(t *testing.T) {
	a, b, c := Hash{1}, Hash{2}, Hash{3}
	cases := []struct {
		name     string
		one, two []Hash
	}{
		{"another order", []Hash{a, b}, []Hash{b, a}},
		{"one head less", []Hash{a, b, c}, []Hash{a, b}},
		{"the last head doubled", []Hash{a, b, c}, []Hash{a, b, c, c}},
		{"a root given as a head", []Hash{a, b}, []Hash{MerkleRoot([]Hash{a, b})}},
		{"no head and a zero head", nil, []Hash{{}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			assert.NotEqual(t, MerkleRoot(c.one), MerkleRoot(c.two))
		})
	}
}

func TestMerkleRootAllocatesNothing(t *testing.T) {
	heads := make([]Hash, 1000)
	assert.Zero(t, testing.AllocsPerRun(10, func() { heads[0] = MerkleRoot(heads) }))
}

func BenchmarkMerkleRoot1000(b *testing.B) {
	heads := make([]Hash, 1000)
	b.ReportAllocs()
	for b.Loop() {
		heads[0] = MerkleRoot(heads)
	}
}
