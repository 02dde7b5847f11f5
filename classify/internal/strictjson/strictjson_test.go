package strictjson

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type leafy struct {
	Name string `json:"name"`
	N    uint8  `json:"n,omitempty"`
}

// custom has its own JSON form: a string, described by wire.
type custom struct{ s string }

func (c *custom) UnmarshalJSON(data []byte) error { return json.Unmarshal(data, &c.s) }

type wire struct {
	Word string `json:"word"`
}

type tree struct {
	leafy
	Kids   []leafy           `json:"kids"`
	ByName map[string]leafy  `json:"by_name"`
	Ptr    *leafy            `json:"ptr"`
	Flag   bool              `json:"flag"`
	Share  float64           `json:"share"`
	Own    custom            `json:"own"`
	Any    any               `json:"any"`
	Hidden string            `json:"-"`
	Plain  map[string]string //nolint:tagliatelle // shows the default name
}

func check(t *testing.T, in string) []string {
	t.Helper()
	c := Checker{
		Wire: map[reflect.Type]reflect.Type{reflect.TypeFor[custom](): reflect.TypeFor[wire]()},
		Also: map[reflect.Type]func(string, *Object) []Problem{
			reflect.TypeFor[wire](): func(path string, o *Object) []Problem {
				if o.Get("word") == "bad" {
					return []Problem{{Path: path, Message: "bad word"}}
				}
				return nil
			},
		},
	}
	problems, err := c.Check([]byte(in), reflect.TypeFor[tree]())
	require.NoError(t, err)
	var out []string
	for _, p := range problems {
		out = append(out, p.Path+": "+p.Message)
	}
	return out
}

func TestCheck(t *testing.T) {
	for _, tc := range []struct {
		name, in string
		want     []string
	}{
		{"everything in place", `{"kids":[{"name":"a","n":1}],"by_name":{"x":{"name":"y"}},"ptr":{"name":"z"},"flag":true,"share":0.5,"own":{"word":"w"},"any":{"a":[1]},"Plain":{}}`, nil},
		{"unknown members with their paths", `{"kid":1,"kids":[{},{"nam":"a"}],"by_name":{"x":{"z":1}}}`, []string{
			`kid: unknown member "kid"`, `kids[1].nam: unknown member "nam"`, `by_name.x.z: unknown member "z"`,
		}},
		{"names match in one case only", `{"FLAG":true}`, []string{`FLAG: unknown member "FLAG"`}},
		{"hidden fields are unknown", `{"Hidden":"x"}`, []string{`Hidden: unknown member "Hidden"`}},
		{"members that stand twice", `{"flag":true,"flag":false,"any":[{"a":1,"a":2}]}`, []string{
			`flag: member "flag" stands twice`, `any[0].a: member "a" stands twice`,
		}},
		{"wrong types", `{"kids":{},"flag":"yes","share":"0.5","by_name":[],"ptr":3}`, []string{
			"kids: array expected, got object", "flag: boolean expected, got string",
			"share: number expected, got string", "by_name: object expected, got array", "ptr: object expected, got number",
		}},
		{"numbers", `{"kids":[{"n":1.5},{"n":-1}]}`, []string{"kids[0].n: whole number expected", "kids[1].n: must not be negative"}},
		{"null", `{"flag":null}`, []string{"flag: null is not allowed"}},
		{"types with their own form", `{"own":{"wrd":"x","word":"bad"}}`, []string{`own.wrd: unknown member "wrd"`, "own: bad word"}},
	} {
		t.Run(tc.name, func(t *testing.T) { assert.Equal(t, tc.want, check(t, tc.in)) })
	}
}

func TestCheckRefusesBrokenJSON(t *testing.T) {
	for name, in := range map[string]string{
		"empty": "", "cut off": `{"kids":[`, "two values": `{} {}`, "trailing comma": `{"flag":true,}`,
		"deep": strings.Repeat(`[`, 100_000),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Checker{}.Check([]byte(in), reflect.TypeFor[tree]())
			assert.Error(t, err)
		})
	}
}

func TestNumbersKeepsDigits(t *testing.T) {
	var v any
	require.NoError(t, Numbers([]byte("9007199254740993"), &v))
	assert.Equal(t, json.Number("9007199254740993"), v)
	assert.Error(t, Numbers([]byte("1 2"), &v))
}

func FuzzCheck(f *testing.F) {
	f.Add([]byte(`{"kids":[{"name":"a"}],"own":{"word":"w"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		problems, err := Checker{}.Check(data, reflect.TypeFor[tree]())
		var v tree
		if err == nil && len(problems) == 0 && !strings.Contains(string(data), "own") {
			assert.NoError(t, json.Unmarshal(data, &v), "what passes the check decodes")
		}
	})
}
