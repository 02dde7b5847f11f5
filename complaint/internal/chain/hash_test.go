package chain_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/complaint/internal/chain"
)

func TestHashTextForm(t *testing.T) {
	var h chain.Hash
	h[0], h[31] = 0xab, 0x01
	text := "ab" + strings.Repeat("00", 30) + "01"

	assert.Equal(t, text, h.String())
	assert.False(t, h.IsZero())
	assert.True(t, chain.Hash{}.IsZero())

	asJSON, err := json.Marshal(map[string]chain.Hash{"head": h})
	require.NoError(t, err)
	assert.JSONEq(t, `{"head":"`+text+`"}`, string(asJSON))

	var back map[string]chain.Hash
	require.NoError(t, json.Unmarshal(asJSON, &back))
	assert.Equal(t, h, back["head"])
}

func TestHashHasOneSpelling(t *testing.T) {
	good := strings.Repeat("0a", 32)
	cases := []struct{ name, text, says string }{
		{"an empty text is no hash", "", "not 0 bytes"},
		{"one digit short", good[1:], "not 63 bytes"},
		{"one digit long", good + "0", "not 65 bytes"},
		{"upper case is another spelling", strings.ToUpper(good), `byte 1 of a hash is 'A'`},
		{"a letter after f", good[:63] + "g", `byte 63 of a hash is 'g'`},
		{"a letter outside ASCII", good[:62] + "é", `byte 62 of a hash is 'Ã'`},
		{"a space in front", " " + good[1:], `byte 0 of a hash is ' '`},
		{"the byte before 0", good[:63] + "/", `byte 63 of a hash is '/'`},
		{"the byte after 9", good[:63] + ":", `byte 63 of a hash is ':'`},
		{"the byte before a", good[:63] + "`", "byte 63 of a hash is '`'"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			h := chain.Hash{1, 2, 3}
			err := h.UnmarshalText([]byte(c.text))
			var wrong *chain.TextError
			require.ErrorAs(t, err, &wrong)
			require.ErrorContains(t, err, c.says)
			assert.Equal(t, len(c.text), wrong.Length)
			assert.Equal(t, chain.Hash{1, 2, 3}, h, "a refused text leaves the hash alone")
		})
	}
}

func TestHashTextRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawHash(t, "hash")
		text, err := h.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, h.String(), string(text))

		var back chain.Hash
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, h, back)
	})
}

func FuzzHashUnmarshalText(f *testing.F) {
	f.Add(strings.Repeat("0f", 32))
	f.Add(strings.Repeat("0F", 32))
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		var h chain.Hash
		if err := h.UnmarshalText([]byte(text)); err == nil {
			assert.Equal(t, text, h.String(), "what is read is written the same")
		}
	})
}

// drawHash draws any hash.
func drawHash(t *rapid.T, label string) (h chain.Hash) {
	copy(h[:], rapid.SliceOfN(rapid.Byte(), len(h), len(h)).Draw(t, label))
	return h
}
