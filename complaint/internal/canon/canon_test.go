package canon_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/complaint/internal/canon"
)

type code uint8

func (c code) MarshalText() ([]byte, error) { return []byte{'a' + byte(c)%26}, nil }

type money struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency,omitempty"`
}

func (m money) IsZero() bool { return m.Amount == 0 }

type own struct{ N int }

func (o own) MarshalJSON() ([]byte, error) { return json.Marshal(map[string]int{"<n>": o.N}) }

type inner struct {
	Text string            `json:"text,omitempty"`
	Map  map[string]string `json:"map,omitempty"`
}

type outer struct {
	inner
	Name   string          `json:"name"`
	Plain  []string        // no tag
	List   []inner         `json:"list"`
	Tree   []outer         `json:"tree,omitempty"`
	Code   code            `json:"code,omitempty"`
	Codes  []code          `json:"codes,omitempty"`
	At     time.Time       `json:"at"`
	Maybe  time.Time       `json:"maybe,omitzero"`
	Money  money           `json:"money,omitzero"`
	Own    own             `json:"own"`
	Any    any             `json:"any,omitempty"`
	Ptr    *inner          `json:"ptr,omitempty"`
	Raw    json.RawMessage `json:"raw,omitempty"`
	Bytes  []byte          `json:"bytes"`
	Off    bool            `json:"off,omitempty"`
	Size   uint32          `json:"size"`
	Hidden string          `json:"-"`
	hidden string
}

func draw(t *rapid.T, depth int) outer {
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "<b>&</b>", "\u2028\u2029", "a\xffb", "\x00\x1f\x7f\b\f\n\r\t\"\\", "投诉处理", "😀"}))
	in := func() inner {
		return inner{text.Draw(t, "text"), rapid.MapOfN(text, text, 0, 3).Draw(t, "map")}
	}
	o := outer{
		inner: in(), Name: text.Draw(t, "name"), Plain: rapid.SliceOfN(text, 0, 3).Draw(t, "plain"), Code: code(rapid.Uint8().Draw(t, "code")),
		At: time.UnixMicro(rapid.Int64Range(0, 4e15).Draw(t, "at")).UTC(), Money: money{Amount: rapid.Int64().Draw(t, "amount"), Currency: "CNY"},
		Own: own{rapid.Int().Draw(t, "n")}, Size: rapid.Uint32().Draw(t, "size"), Bytes: rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"),
		Off: rapid.Bool().Draw(t, "off"), Hidden: "x", hidden: "y",
	}
	if rapid.Bool().Draw(t, "more") {
		i := in()
		o.Ptr, o.Any, o.List, o.Codes = &i, i, []inner{in(), in()}, []code{1, 2}
		o.Maybe, o.Raw = o.At, json.RawMessage(`{"a": [1, 2]}`)
	}
	if depth > 0 && rapid.Bool().Draw(t, "deeper") {
		o.Tree = []outer{draw(t, depth-1)}
	}
	return o
}

func TestCanonIsWhatEncodingJSONWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := draw(t, 2)
		got, err := canon.Append([]byte("x"), v)
		require.NoError(t, err)
		var want bytes.Buffer
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		require.NoError(t, enc.Encode(v))
		require.Equal(t, "x"+string(bytes.TrimSuffix(want.Bytes(), []byte("\n"))), string(got))
	})
}

func TestCanonRefuses(t *testing.T) {
	_, err := canon.Append(nil, struct{ T time.Time }{time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)})
	require.Error(t, err)
	_, err = canon.Append(nil, struct{ R json.RawMessage }{json.RawMessage("{")})
	require.Error(t, err)
	require.Panics(t, func() { _, _ = canon.Append(nil, struct{ F float64 }{1}) }, "a number without one form")
	got, err := canon.Append(nil, nil)
	require.NoError(t, err)
	require.Equal(t, "null", string(got))
}
