package classify

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSeverity(t *testing.T) {
	assert.True(t, Unrated < Minor && Minor < Ordinary && Ordinary < Major && Major < Urgent)
	for s, code := range map[Severity]string{Unrated: "unrated", Minor: "minor", Ordinary: "ordinary", Major: "major", Urgent: "urgent"} {
		got, err := ParseSeverity(code)
		require.NoError(t, err)
		assert.Equal(t, s, got)
		assert.Equal(t, code, s.String())
		data, err := json.Marshal(map[Severity]Severity{s: s})
		require.NoError(t, err)
		var back map[Severity]Severity
		require.NoError(t, json.Unmarshal(data, &back))
		assert.Equal(t, map[Severity]Severity{s: s}, back)
		assert.NotEmpty(t, s.Label().ZH)
	}
	assert.Equal(t, "重大", Major.Label().ZH)
	assert.Equal(t, "severity(9)", Severity(9).String())
	assert.Equal(t, Label{}, Severity(9).Label())
	assert.False(t, Severity(9).Known())
	_, err := json.Marshal(Severity(9))
	require.Error(t, err)
	_, err = ParseSeverity("Major")
	require.ErrorIs(t, err, ErrInvalid)
	assert.ErrorContains(t, err, `did you mean "major"?`)
}

func TestLabelInALanguage(t *testing.T) {
	l := Label{ZH: "噪音", EN: "Noise"}
	for lang, want := range map[string]string{"zh": "噪音", "zh-Hans": "噪音", "ZH-TW": "噪音", "en": "Noise", "de": "Noise", "": "Noise"} {
		assert.Equal(t, want, l.In(lang), lang)
	}
	assert.Equal(t, "噪音", Label{ZH: "噪音"}.In("en"), "the other language stands in")
	assert.Empty(t, Label{}.In("zh"))
}

func TestWindow(t *testing.T) {
	for in, want := range map[string]time.Duration{"30d": 720 * time.Hour, "12h": 12 * time.Hour, "90m": 90 * time.Minute} {
		w, err := ParseWindow(in)
		require.NoError(t, err)
		assert.Equal(t, want, time.Duration(w))
		assert.Equal(t, in, w.String())
	}
	w, err := ParseWindow("24h")
	require.NoError(t, err)
	assert.Equal(t, "1d", w.String())
	for _, bad := range []string{"", "30", "0d", "-1d", "1.5h", "d", "1s", "3661d", "99999999999d", "1d ", "１d"} {
		_, err := ParseWindow(bad)
		assert.ErrorIs(t, err, ErrInvalid, bad)
	}
	_, err = json.Marshal(Window(time.Second))
	assert.Error(t, err)
}

func TestDidYouMean(t *testing.T) {
	for _, tc := range []struct{ word, want string }{
		{"chanel", "channel"}, {"channle", "channel"}, {"CHANNEL", ""}, {"channel", ""}, {"xyz", ""}, {"", ""}, {"txt", "text"}, {"人", ""},
	} {
		assert.Equal(t, tc.want, didYouMean(tc.word, []string{"channel", "text"}), tc.word)
	}
}

func FuzzParseWindow(f *testing.F) {
	f.Add("30d")
	f.Fuzz(func(t *testing.T, s string) {
		w, err := ParseWindow(s)
		if err != nil {
			assert.ErrorIs(t, err, ErrInvalid)
			return
		}
		again, err := ParseWindow(w.String())
		require.NoError(t, err)
		assert.Equal(t, w, again)
	})
}
