package classify

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// contentV1 and contentV2 are two versions of one axis: "water" was renamed, "service" split,
// "smoke" and "fire" merged, "fax" dropped.
func contentV1() Axis {
	return Axis{ID: "content", Version: "1", Other: "other", Nodes: []Node{
		{Code: "facility", Children: []Node{{Code: "water"}, {Code: "lift"}}},
		{Code: "service"},
		{Code: "smoke"},
		{Code: "fire"},
		{Code: "fax"},
		{Code: "other"},
	}}
}

func contentV2() Axis {
	return Axis{
		ID: "content", Version: "2", Other: "other",
		Nodes: []Node{
			{Code: "facility", Children: []Node{{Code: "leak"}, {Code: "lift"}}},
			{Code: "service", Children: []Node{{Code: "attitude"}, {Code: "efficiency"}}},
			{Code: "fire"},
			{Code: "other"},
		},
		Earlier: []Earlier{{Version: "1", Moves: []Move{
			{Code: "water", To: []string{"leak"}},
			{Code: "service", To: []string{"attitude", "efficiency"}, Note: Label{EN: "look at the words"}},
			{Code: "smoke", To: []string{"fire"}},
			{Code: "fax"},
		}}},
	}
}

func TestCodesOfAnEarlierVersionTranslate(t *testing.T) {
	a := contentV2()
	require.NoError(t, a.Succeeds(contentV1()))
	for _, tc := range []struct {
		name, version, code string
		want                []string
	}{
		{"a leaf of today is itself", "2", "leak", []string{"leak"}},
		{"renamed", "1", "water", []string{"leak"}},
		{"unchanged", "1", "lift", []string{"lift"}},
		{"merged", "1", "smoke", []string{"fire"}},
		{"what it was merged into stays", "1", "fire", []string{"fire"}},
		{"split: a person chooses", "1", "service", []string{"attitude", "efficiency"}},
		{"dropped", "1", "fax", []string{"other"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := a.Translate(tc.version, tc.code)
			require.NoError(t, err)
			assert.Equal(t, tc.want, got)
		})
	}
	for _, tc := range []struct{ name, version, code, want string }{
		{"an unknown version", "0", "water", `does not know version "0"`},
		{"an unknown code", "1", "watr", `version "1" says nothing of "watr"`},
		{"a branch is no leaf", "2", "service", `no leaf "service"`},
		{"a near miss", "2", "lea", `did you mean "leak"?`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := a.Translate(tc.version, tc.code)
			require.ErrorIs(t, err, ErrInvalid)
			assert.ErrorContains(t, err, tc.want)
		})
	}
}

func TestSucceedsNamesWhatWasForgotten(t *testing.T) {
	a := contentV2()
	a.Earlier[0].Moves = append(a.Earlier[0].Moves[1:], Move{Code: "telex", To: []string{"other"}})
	assert.EqualError(t, a.Succeeds(contentV1()),
		`classify: invalid axis: earlier: nothing is said of "water" of version "1"; earlier[0].moves[3].code: version "1" has no leaf "telex"`)
	other := contentV1()
	other.ID = "channel"
	require.ErrorIs(t, a.Succeeds(other), ErrInvalid)
}

func TestEarlierVersionsAreChecked(t *testing.T) {
	rs := hotelRules()
	a := contentV2()
	a.Earlier = append(a.Earlier, Earlier{Version: "2"}, Earlier{Version: "1"}, Earlier{Version: "0", Moves: []Move{
		{Code: "x", To: []string{"leek"}}, {Code: "x"}, {Code: ""},
	}})
	rs.Axes, rs.Tables, rs.Routes, rs.Repeat, rs.Batch = []Axis{a}, rs.Tables[:2], nil, nil, nil
	rs.Tests = nil
	assert.Equal(t, []string{
		`axes[0].earlier[1].version: a version of its own is expected, got "2"`,
		`axes[0].earlier[2].version: a version of its own is expected, got "1"`,
		`axes[0].earlier[3].moves[0].to[0]: no leaf "leek" (did you mean "leak"?)`,
		`axes[0].earlier[3].moves[1].code: a code of its own is expected, got "x"`,
		`axes[0].earlier[3].moves[2].code: a code of its own is expected, got ""`,
	}, faultLines(t, rs))
	data, err := json.Marshal(contentV1())
	require.NoError(t, err)
	assert.NotContains(t, string(data), "earlier", "an axis without a past keeps its form")
}
