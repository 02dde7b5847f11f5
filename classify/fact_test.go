package classify

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestFactsAreImmutable(t *testing.T) {
	base := Facts{}.Code("channel", "web").Number("people", 1)
	a := base.Number("people", 2)
	b := base.Bool("injury", true)
	c := base.Bool("injury", false)
	text := func(f Facts) string {
		data, err := json.Marshal(f)
		require.NoError(t, err)
		return string(data)
	}
	assert.Equal(t, `{"channel":"web","people":1}`, text(base))
	assert.Equal(t, `{"channel":"web","people":2}`, text(a))
	assert.Equal(t, `{"channel":"web","injury":true,"people":1}`, text(b))
	assert.Equal(t, `{"channel":"web","injury":false,"people":1}`, text(c))
	tags := []string{"vip"}
	d := base.Tags("marks", tags...)
	tags[0] = "changed"
	assert.Equal(t, `{"channel":"web","marks":["vip"],"people":1}`, text(d))
	assert.Equal(t, `{"channel":"web","injury":true,"people":2}`, text(a.Merge(b).Merge(a)))
	assert.Equal(t, []string{"channel", "people"}, a.Names())
	assert.Equal(t, 1, a.Only(func(n string) bool { return n == "people" }).Len())
}

func TestFactsOf(t *testing.T) {
	f, err := FactsOf(map[string]any{
		"a": "x", "b": true, "c": 5, "d": int64(-5), "e": 3.0, "f": []string{"t"}, "g": []any{"t", "u"}, "h": nil,
		"i": json.Number("7"), "j": map[string]any{"minor": 5, "currency": "CNY"}, "k": Major, "l": uint8(9), "m": false,
		"n": int8(1), "o": int16(2), "p": int32(3), "q": uint16(4), "r": uint32(5),
	})
	require.NoError(t, err)
	data, err := json.Marshal(f)
	require.NoError(t, err)
	assert.Equal(t, `{"a":"x","b":true,"c":5,"d":-5,"e":3,"f":["t"],"g":["t","u"],"h":null,"i":7,"j":{"minor":5,"currency":"CNY"},`+
		`"k":"major","l":9,"m":false,"n":1,"o":2,"p":3,"q":4,"r":5}`, string(data))
}

func TestFactsOfRefusesWhatIsNoFact(t *testing.T) {
	_, err := FactsOf(map[string]any{
		"a": 1.5, "b": math.NaN(), "c": math.Inf(1), "d": []any{1}, "e": map[string]any{"minor": 1}, "f": struct{}{},
		"g": json.Number("1e3"), "h": 1e300, "i": map[string]any{"minor": "1", "currency": "CNY"}, "ok": 1,
	})
	var bad *InvalidError
	require.ErrorAs(t, err, &bad)
	var paths []string
	for _, f := range bad.Faults {
		paths = append(paths, f.Path)
		assert.Equal(t, RuleType, f.Rule)
	}
	assert.Equal(t, []string{"a", "b", "c", "d", "e", "f", "g", "h", "i"}, paths)
}

func TestFactsJSONDecidesAlike(t *testing.T) {
	c := mustCompile(t, hotelRules())
	rapid.Check(t, func(t *rapid.T) {
		f := anyFacts().Draw(t, "facts")
		data, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var back Facts
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatal(err)
		}
		a, errA := c.Decide(f)
		b, errB := c.Decide(back)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		x, _ := json.Marshal(a)
		y, _ := json.Marshal(b)
		if string(x) != string(y) {
			t.Fatalf("%s\n%s", x, y)
		}
	})
}

func FuzzFactsJSON(f *testing.F) {
	c, err := Compile(hotelRules())
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(`{"channel":"web","people":5,"marks":["vip"],"demand":{"minor":1,"currency":"CNY"},"text":"着火"}`))
	f.Add([]byte(`{"people":null}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var facts Facts
		if err := facts.UnmarshalJSON(data); err != nil {
			assert.ErrorIs(t, err, ErrInvalid)
			return
		}
		if _, err := c.Decide(facts); err != nil {
			assert.ErrorIs(t, err, ErrInvalid)
		}
	})
}
