package classify

import (
	"encoding/json"
	"maps"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestReplayGivesTheSameBytes(t *testing.T) {
	c := mustCompile(t, hotelRules())
	rapid.Check(t, func(t *rapid.T) {
		d, err := c.Decide(anyFacts().Draw(t, "facts"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Replay(d); err != nil {
			t.Fatal(err)
		}
	})
}

func TestReplayAfterStorage(t *testing.T) {
	c := mustCompile(t, hotelRules())
	d := decide(t, c, Facts{}.Text("text", "空调不制冷").Number("people", 6).Money("demand", 5, "CNY").Tags("marks", "vip"))
	public, err := json.Marshal(d)
	require.NoError(t, err)
	sealed, _ := d.Sealed()
	private, err := json.Marshal(sealed)
	require.NoError(t, err)

	var back Decision
	require.NoError(t, json.Unmarshal(public, &back))
	_, err = c.Replay(back)
	require.ErrorIs(t, err, ErrSealed)

	var box Sealed
	require.NoError(t, json.Unmarshal(private, &box))
	again, err := c.Replay(back.Unseal(box))
	require.NoError(t, err)
	assert.Equal(t, d.Unit, again.Unit)

	back.Severity = Urgent
	_, err = c.Replay(back.Unseal(box))
	require.ErrorIs(t, err, ErrDiffers)

	rs := hotelRules()
	rs.Version = "2"
	_, err = mustCompile(t, rs).Replay(d)
	require.ErrorIs(t, err, ErrOtherRuleSet)
}

func TestDiffListsWhatANewRuleSetChanges(t *testing.T) {
	rs := hotelRules()
	rs.Version = "2"
	rs.Tables[3].Rows[4].Then = "major" // large demands are major now
	rs.Fields = append(rs.Fields[:3:3], append([]Field{{Name: "new", Type: TypeBool}}, rs.Fields[3:]...)...)
	before, after := mustCompile(t, hotelRules()), mustCompile(t, rs)
	cases := map[string]Facts{
		"C1": Facts{}.Money("demand", 500_000, "CNY"),
		"C2": Facts{}.Money("demand", 500, "CNY").Bool("new", true),
	}
	got, err := Diff(before, after, maps.All(cases))
	require.NoError(t, err)
	assert.Equal(t, []Change{
		{"C1", "severity", "ordinary", "major"}, {"C1", "unit", "front", "centre"}, {"C1", "advisers", "", "front"},
	}, got)
	got, err = Diff(before, before, maps.All(cases))
	require.NoError(t, err)
	assert.Empty(t, got)
	cases["C3"] = Facts{}.Code("channel", "pigeon")
	_, err = Diff(before, after, maps.All(cases))
	require.ErrorIs(t, err, ErrInvalid)
	assert.ErrorContains(t, err, "case C3")
}

func TestOverridesWinUntilReleased(t *testing.T) {
	c := mustCompile(t, hotelRules())
	facts := Facts{}.Text("text", "前台态度差")
	at := time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)
	first := decide(t, c, facts)
	require.Equal(t, "front", first.Unit)

	raise := Override{Dimension: DimSeverity, Outcome: "major", Why: "press is asking", By: "u1", At: at}
	d, err := c.DecideWith(facts, append(first.Overrides, raise))
	require.NoError(t, err)
	assert.Equal(t, Major, d.Severity)
	assert.Equal(t, "centre", d.Unit, "what reads the severity is decided anew")
	assert.Equal(t, Reason{Dimension: "severity", Outcome: "major", Override: true}, reasonOf(d, DimSeverity))

	again, err := c.DecideWith(facts.Bool("injury", true), d.Overrides)
	require.NoError(t, err)
	assert.Equal(t, Major, again.Severity, "a later automatic run does not undo it")
	_, err = c.Replay(again)
	require.NoError(t, err)

	lower := Override{Dimension: DimSeverity, Outcome: "minor", Why: "a mistake", By: "u2", At: at}
	d, err = c.DecideWith(facts, append(d.Overrides, lower))
	require.NoError(t, err)
	assert.Equal(t, Minor, d.Severity, "the last override counts")

	release := Override{Dimension: DimSeverity, Release: true, Why: "back to the rules", By: "u2", At: at}
	d, err = c.DecideWith(facts, append(d.Overrides, release))
	require.NoError(t, err)
	assert.Equal(t, Ordinary, d.Severity)
	assert.Len(t, d.Overrides, 3, "nothing is forgotten")
}

func TestOverridesOfOtherDimensions(t *testing.T) {
	c := mustCompile(t, hotelRules())
	d, err := c.DecideWith(Facts{}.Code("against", "front"), []Override{
		{Dimension: "category.content", Outcome: "water", Why: "seen on site"},
		{Dimension: DimValidity, Outcome: Invalid, ValidityReason: "anonymous", Why: "no name given"},
		{Dimension: DimUnit, Outcome: "housekeeping", Why: "they offered"},
		{Dimension: DimKind, Outcome: "consultation", Why: "only asks"},
	})
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"content": "water"}, d.Categories)
	assert.Equal(t, "anonymous", d.ValidityReason)
	assert.Equal(t, "housekeeping", d.Unit)
	assert.Equal(t, "consultation", d.Kind)
	assert.Equal(t, []string{"against", "person"}, d.Avoid)
}

func TestOverrideFaults(t *testing.T) {
	c := mustCompile(t, hotelRules())
	for _, tc := range []struct {
		name string
		o    Override
		want string
	}{
		{"without a reason", Override{Dimension: DimSeverity, Outcome: "major", Why: " "}, "overrides[0].why: an override needs a reason"},
		{"unknown dimension", Override{Dimension: "severty", Outcome: "major", Why: "x"}, `did you mean "severity"?`},
		{"a field is no dimension", Override{Dimension: "people", Outcome: "3", Why: "x"}, `no single-valued dimension "people"`},
		{"flags are not single-valued", Override{Dimension: DimFlags, Outcome: "loss", Why: "x"}, `no single-valued dimension "flags"`},
		{"unknown outcome", Override{Dimension: DimSeverity, Outcome: "majr", Why: "x"}, `did you mean "major"?`},
		{"a branch is no leaf", Override{Dimension: "category.content", Outcome: "facility", Why: "x"}, `has no code "facility"`},
		{"invalid without reason", Override{Dimension: DimValidity, Outcome: Invalid, Why: "x"}, "validity_reason: an invalid outcome needs"},
		{"a reason without invalid", Override{Dimension: DimValidity, Outcome: Valid, ValidityReason: "anonymous", Why: "x"}, "only an invalid outcome"},
		{"a release with an outcome", Override{Dimension: DimSeverity, Outcome: "major", Release: true, Why: "x"}, "a release has no outcome"},
		{"nothing to release", Override{Dimension: DimSeverity, Release: true, Why: "x"}, `"severity" is not overridden`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := c.DecideWith(Facts{}, []Override{tc.o})
			require.ErrorIs(t, err, ErrInvalid)
			assert.ErrorContains(t, err, tc.want)
		})
	}
}
