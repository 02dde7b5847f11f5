package preset_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
)

func TestHotelIsFreshAtEveryCall(t *testing.T) {
	a := preset.Hotel()
	a.Roles[0].Code, a.Targets[0].Name, a.Rules.Lexicon.Keywords[0].Words[0] = "x", "x", "x"
	a.Calendars[0].Week["mon"][0] = "x"
	require.NoError(t, preset.Hotel().Validate(), "the second value does not share anything with the first")
	assert.NotEqual(t, "x", preset.Hotel().Rules.Lexicon.Keywords[0].Words[0])
}

// Every number of the playbook says where it comes from.
func TestHotelNamesASourceForEveryNumber(t *testing.T) {
	pb := preset.Hotel()
	source := map[string]playbook.Source{}
	for _, s := range pb.Sources {
		assert.NotEmpty(t, s.From, s.Rule)
		_, twice := source[s.Rule]
		assert.False(t, twice, "%s stands twice", s.Rule)
		source[s.Rule] = s
	}
	for _, target := range pb.Targets {
		assert.Contains(t, source, "targets."+target.Name)
		assert.True(t, source["targets."+target.Name].Unverified, "no limit of a hotel is law: %s", target.Name)
	}
	for _, r := range pb.Roles {
		if !r.Limit.IsZero() {
			rule := "roles." + r.Code + ".limit"
			assert.True(t, source[rule].Unverified, "R11 names no amounts: %s", rule)
			assert.Contains(t, source[rule].From, strings.TrimSuffix(r.Limit.String(), ".00 CNY")+" yuan")
		}
	}
	for _, g := range pb.Grades {
		assert.Contains(t, source, "grades."+g.Severity.String())
	}
	for _, rule := range []string{"approval.expires", "repeat", "returns", "back_date", "retention", "expedite", "rules.batch", "ladder.operations-director"} {
		assert.True(t, source[rule].Unverified, rule)
	}
}

// R11: who is next when authority ends, and who decides how much.
func TestHotelLadderAndLimits(t *testing.T) {
	pb := preset.Hotel()
	assert.Equal(t, []string{"area-lead", "floor-manager", "operations-director", "deputy-gm", "general-manager"}, pb.Ladder)
	limits := map[string]int64{}
	for i, r := range pb.Roles {
		limits[r.Code] = r.Limit.Amount / 100
		assert.Equal(t, i+1, r.Level, "roles stand in order of rank")
		assert.Equal(t, r.Code == "general-manager", r.Unlimited)
	}
	assert.Equal(t, map[string]int64{
		"employee": 0, "front-desk": 50, "area-lead": 200, "lobby-manager": 500, "floor-manager": 1000, "dept-head": 2000,
		"operations-director": 3000, "deputy-gm": 5000, "general-manager": 0,
	}, limits)
}

func TestHotelLabelsAreBilingual(t *testing.T) {
	pb := preset.Hotel()
	both := func(what string, label playbook.Text) {
		assert.NotEmpty(t, label.ZH, what)
		assert.NotEmpty(t, label.EN, what)
	}
	both("title", pb.Title)
	for _, r := range pb.Roles {
		both(r.Code, r.Label)
	}
	for _, u := range pb.Units {
		both(u.Code, u.Label)
	}
	for _, c := range pb.Channels {
		both(c.Code, c.Label)
	}
	for _, g := range pb.Grades {
		both(g.Severity.String(), g.Label)
		both(g.Severity.String(), g.Definition)
	}
	for _, r := range pb.Reasons {
		both(r.Code, r.Label)
	}
	for _, k := range pb.Kinds {
		both(k.Code, k.Label)
	}
	for _, r := range pb.Reliefs {
		both(r.Code, r.Label)
	}
	for _, list := range [][]playbook.Code{pb.Messages, pb.Outcomes} {
		for _, c := range list {
			both(c.Code, c.Label)
		}
	}
	for _, a := range pb.Rules.Axes {
		for _, leaf := range a.Leaves() {
			assert.NotNil(t, a.Path(leaf), leaf)
		}
	}
}
