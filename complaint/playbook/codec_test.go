package playbook_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

func roundTrip(t require.TestingT, p *playbook.Playbook) {
	data, err := p.Encode()
	require.NoError(t, err)
	back, err := playbook.Decode(data)
	require.NoError(t, err)
	require.Equal(t, p, back)
	again, err := back.Encode()
	require.NoError(t, err)
	require.Equal(t, string(data), string(again), "the same value gives the same bytes")
}

func TestAPlaybookSurvivesItsJSONForm(t *testing.T) {
	roundTrip(t, rich())
	roundTrip(t, &playbook.Playbook{})
	data, err := rich().Encode()
	require.NoError(t, err)
	require.Contains(t, string(data), `"version":"2026.1"`)
	require.NotContains(t, string(data), `\u003c`, "no HTML escapes")
}

func TestAnyPlaybookSurvivesItsJSONForm(t *testing.T) {
	str := rapid.StringMatching(`[^\x00-\x1f\x7f-\x9f\x{2028}\x{2029}\x{fffd}]{0,12}`)
	texts := rapid.Custom(func(t *rapid.T) playbook.Text { return playbook.Text{ZH: str.Draw(t, "zh"), EN: str.Draw(t, "en")} })
	codes := rapid.Custom(func(t *rapid.T) playbook.Code {
		return playbook.Code{Code: str.Draw(t, "code"), Label: texts.Draw(t, "label")}
	})
	money := rapid.Custom(func(t *rapid.T) playbook.Money {
		m := playbook.Money{Amount: rapid.Int64().Draw(t, "amount"), Currency: rapid.SampledFrom([]string{"", "CNY", "USD"}).Draw(t, "currency")}
		if m.IsZero() {
			return playbook.Money{} // no money has no currency
		}
		return m
	})
	words := rapid.SliceOfN(str, 1, 3)
	rapid.Check(t, func(t *rapid.T) {
		p := rich()
		p.ID, p.Version, p.Title, p.FallbackUnit = str.Draw(t, "id"), str.Draw(t, "version"), texts.Draw(t, "title"), str.Draw(t, "desk")
		for _, c := range rapid.SliceOfN(codes, 1, 4).Draw(t, "kinds") {
			p.Kinds = append(p.Kinds, playbook.Kind{Code: c.Code, Label: c.Label})
		}
		p.Outcomes = rapid.SliceOfN(codes, 1, 4).Draw(t, "outcomes")
		p.Roles[0] = playbook.Role{
			Code: str.Draw(t, "role"), Label: texts.Draw(t, "role label"), Level: rapid.Int().Draw(t, "level"), Limit: money.Draw(t, "limit"),
			Unlimited: rapid.Bool().Draw(t, "unlimited"), SeesPersonal: rapid.Bool().Draw(t, "sees"), AllUnits: rapid.Bool().Draw(t, "everyone"),
		}
		p.Grants[1] = playbook.Grant{
			Roles: words.Draw(t, "roles"), Commands: words.Draw(t, "commands"),
			Severities: rapid.SliceOfN(rapid.SampledFrom([]classify.Severity{classify.Minor, classify.Urgent}), 1, 3).Draw(t, "severities"),
		}
		p.Approval = playbook.ApprovalPolicy{
			Need: rapid.Int().Draw(t, "need"), Expires: rapid.SampledFrom([]sla.Span{{}, sla.Hours(3), sla.Workdays(2), sla.Months(1)}).Draw(t, "expires"),
			Above: []playbook.Band{{Amount: money.Draw(t, "above"), Need: rapid.Int().Draw(t, "band")}},
		}
		p.Lifecycle[0].Guards = words.Draw(t, "guards")
		p.Targets[0].Steps[0].Do = rapid.MapOfN(str, str, 1, 4).Draw(t, "do")
		p.MaxReturns = rapid.Int().Draw(t, "returns")
		p.Repeat.By = words.Draw(t, "by")
		roundTrip(t, p)
	})
}

func TestDecodingIsStrict(t *testing.T) {
	good, err := rich().Encode()
	require.NoError(t, err)
	for _, tc := range []struct{ name, old, new, problem string }{
		{"an unknown field", `"id":"inn"`, `"id":"inn","colour":"red"`, `"colour"`},
		{"an unknown field of a role", `"level":1`, `"level":1,"salary":7`, `"salary"`},
		{"an unknown field of a target", `"name":"resolve"`, `"name":"resolve","dew":"1d"`, `dew`},
		{"an unknown field of a calendar", `"zone":"Asia/Shanghai"`, `"zone":"Asia/Shanghai","zoon":1`, `zoon`},
		{"a field of another type", `"returns":1`, `"returns":"one"`, "returns"},
		{"an amount that is no whole number", `"amount":10000`, `"amount":100.5`, "amount"},
		{"a span without a unit", `"back_date":"2wd"`, `"back_date":"2"`, "unit"},
		{"an unknown severity", `"severity":"minor"`, `"severity":"huge"`, "huge"},
		{"a second value behind it", "", "{}", "something follows"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			bad := string(good) + tc.new
			if tc.old != "" {
				require.Contains(t, string(good), tc.old)
				bad = strings.Replace(string(good), tc.old, tc.new, 1)
			}
			_, err := playbook.Decode([]byte(bad))
			require.ErrorContains(t, err, "playbook: decode: ")
			require.ErrorContains(t, err, tc.problem)
		})
	}
	for _, bad := range []string{"", "null7", "[]", "7", `{"id":`} {
		_, err := playbook.Decode([]byte(bad))
		require.Error(t, err, bad)
	}
	padded := append([]byte(" \n"), good...)
	_, err = playbook.Decode(append(padded, " \n"...))
	require.NoError(t, err, "white space is no fault")
}

func FuzzDecode(f *testing.F) {
	r := rich()
	for _, part := range []*playbook.Playbook{ // small seeds: the fuzzer shortens whatever it finds
		{},
		{Targets: r.Targets},
		{Calendars: r.Calendars, Calendar: r.Calendar},
		{Roles: r.Roles, Ladder: r.Ladder, Grants: r.Grants[1:]},
		{Grades: r.Grades, Fields: r.Fields},
		{Lifecycle: r.Lifecycle[:3]},
		{Survey: r.Survey},
		{Approval: r.Approval, Repeat: r.Repeat},
	} {
		data, err := part.Encode()
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add([]byte(`{"id":"x","targets":[{"name":"a","start":[{}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := playbook.Decode(data)
		if err != nil {
			return
		}
		_ = p.Validate() // never panics
		_ = p.Mermaid("zh")
		once, err := p.Encode()
		require.NoError(t, err)
		back, err := playbook.Decode(once)
		require.NoError(t, err)
		twice, err := back.Encode()
		require.NoError(t, err)
		require.True(t, bytes.Equal(once, twice))
		require.True(t, json.Valid(once))
	})
}
