package playbook_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

// acme is an overlay with that change.
func acme(change string, remove ...string) playbook.Overlay {
	return playbook.Overlay{ID: "acme", Version: "3", Change: json.RawMessage(change), Remove: remove}
}

func laid(t *testing.T, pb *playbook.Playbook, o ...playbook.Overlay) *playbook.Playbook {
	t.Helper()
	out, err := pb.Overlay(o...)
	require.NoError(t, err)
	require.NoError(t, out.Validate())
	return out
}

func roleOf(t *testing.T, pb *playbook.Playbook, code string) playbook.Role {
	t.Helper()
	for _, r := range pb.Roles {
		if r.Code == code {
			return r
		}
	}
	require.Fail(t, "no role "+code)
	return playbook.Role{}
}

func targetOf(pb *playbook.Playbook, name string) *sla.Target {
	for i := range pb.Targets {
		if pb.Targets[i].Name == name {
			return &pb.Targets[i]
		}
	}
	return nil
}

func TestAnOverlayChangesOneMemberOfOneElement(t *testing.T) {
	base := preset.Service()
	out := laid(t, base, acme(`{"roles":[{"code":"handler","limit":{"amount":88800,"currency":"CNY"}}],"returns":3}`))
	assert.Equal(t, playbook.Yuan(888), roleOf(t, out, "handler").Limit)
	assert.Equal(t, "经办人", roleOf(t, out, "handler").Label.ZH, "the rest of the role stays")
	assert.Len(t, out.Roles, len(base.Roles))
	assert.Equal(t, 3, out.MaxReturns)
	assert.Equal(t, "1+acme-3", out.Version)
	assert.Equal(t, "service", out.ID)
	assert.Equal(t, playbook.Yuan(200), roleOf(t, base, "handler").Limit, "the playbook itself stays as it is")
	assert.Equal(t, "1", base.Version)
}

func TestAnOverlayAddsAndRemovesElements(t *testing.T) {
	out := laid(t, preset.Service(), acme(`{"channels":[{"code":"fax","label":{"zh":"传真","en":"fax"}}]}`,
		"targets[auto-close]", "roles[manager].limit", "repeat", "reasons[hold,authority]"))
	assert.Equal(t, "fax", out.Channels[len(out.Channels)-1].Code)
	assert.Nil(t, targetOf(out, "auto-close"))
	assert.NotNil(t, targetOf(out, "follow-up"))
	assert.Zero(t, roleOf(t, out, "manager").Limit)
	assert.Zero(t, out.Repeat.Window)
	for _, r := range out.Reasons {
		assert.False(t, r.Command == "hold" && r.Code == "authority")
	}
}

func TestAnOverlayReplacesAListWithoutNames(t *testing.T) {
	out := laid(t, preset.Service(), acme(`{"targets":[{"name":"resolve","terms":[{"term":"4wd"}]}]}`))
	resolve := targetOf(out, "resolve")
	require.Len(t, resolve.Terms, 1)
	assert.Equal(t, sla.Workdays(4), resolve.Terms[0].Term.Span)
	assert.Len(t, resolve.Steps, 3, "what the overlay does not name stays")
}

func TestTheLaterOverlayWins(t *testing.T) {
	two := acme(`{"returns":5}`)
	two.ID = "branch"
	out := laid(t, preset.Service(), acme(`{"returns":3,"back_date":"7d"}`), two)
	assert.Equal(t, 5, out.MaxReturns)
	assert.Equal(t, sla.Days(7), out.BackDate)
	assert.Equal(t, "1+acme-3+branch-3", out.Version)
	other := laid(t, preset.Service(), two, acme(`{"returns":3}`))
	assert.Equal(t, 3, other.MaxReturns)
}

func TestAnOverlayIsRefusedWithEveryFault(t *testing.T) {
	for name, c := range map[string]struct {
		overlay playbook.Overlay
		path    string
	}{
		"no name":               {playbook.Overlay{Version: "1"}, "overlay .id"},
		"no version":            {playbook.Overlay{ID: "a"}, "overlay a.version"},
		"a version with a plus": {playbook.Overlay{ID: "a", Version: "1+2"}, "overlay a.version"},
		"another playbook":      {playbook.Overlay{ID: "a", Version: "1", Over: "hotel"}, "overlay a.over"},
		"nothing to remove":     {playbook.Overlay{ID: "a", Version: "1", Remove: []string{"targets[nobody]"}}, "overlay a.remove"},
		"no such member":        {playbook.Overlay{ID: "a", Version: "1", Remove: []string{"colour"}}, "overlay a.remove"},
		"a path into a value":   {playbook.Overlay{ID: "a", Version: "1", Remove: []string{"version.x"}}, "overlay a.remove"},
		"a path that ends open": {playbook.Overlay{ID: "a", Version: "1", Remove: []string{"roles[head"}}, "overlay a.remove"},
		"a list for a change":   {playbook.Overlay{ID: "a", Version: "1", Change: json.RawMessage(`[1]`)}, "overlay a.change"},
		"no JSON":               {playbook.Overlay{ID: "a", Version: "1", Change: json.RawMessage(`{`)}, "overlay a.change"},
		"the id of the trade":   {playbook.Overlay{ID: "a", Version: "1", Change: json.RawMessage(`{"id":"x"}`)}, "overlay a.change.id"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := preset.Service().Overlay(c.overlay)
			var bad *playbook.InvalidError
			require.ErrorAs(t, err, &bad)
			assert.Equal(t, c.path, bad.Faults[0].Path)
		})
	}
	_, err := preset.Service().Overlay(acme(`{"colour":"red"}`))
	assert.ErrorContains(t, err, "colour", "a member no playbook has")
}

func TestAnOverlayOfNothingChangesNothingButTheVersion(t *testing.T) {
	for _, pb := range preset.All() {
		out := laid(t, pb, acme(`{}`))
		changes, err := playbook.Diff(pb, out)
		require.NoError(t, err)
		assert.Equal(t, []playbook.Change{{Path: "version", Old: pb.Version, New: pb.Version + "+acme-3"}}, changes, pb.ID)
	}
}

func TestDiffNamesWhatDiffers(t *testing.T) {
	out := laid(t, preset.Service(), acme(`{"roles":[{"code":"handler","limit":{"amount":88800,"currency":"CNY"}}],
		"targets":[{"name":"resolve","terms":[{"term":"4wd"}]}],"channels":[{"code":"fax","label":{"zh":"传真","en":"fax"}}]}`, "targets[auto-close]"))
	changes, err := playbook.Diff(preset.Service(), out)
	require.NoError(t, err)
	seen := map[string]playbook.Change{}
	for _, c := range changes {
		seen[c.Path] = c
	}
	assert.Len(t, changes, 5)
	assert.Empty(t, seen["channels[fax]"].Old)
	assert.Contains(t, seen["channels[fax]"].New, "传真")
	assert.Empty(t, seen["targets[auto-close]"].New)
	assert.Contains(t, seen["targets[resolve].terms"].Old, "10wd")
	assert.Equal(t, `[{"term":"4wd"}]`, seen["targets[resolve].terms"].New)
	limit := seen["roles[handler].limit.amount"]
	assert.Equal(t, []string{"20000", "88800"}, []string{limit.Old, limit.New})

	same, err := playbook.Diff(preset.Service(), preset.Service())
	require.NoError(t, err)
	assert.Empty(t, same)
}

func TestTheReportOfADiffCanBeRead(t *testing.T) {
	out := laid(t, preset.Service(), acme(`{"targets":[{"name":"resolve","terms":[{"term":"4wd"}]}]}`))
	zh, err := playbook.Report(preset.Service(), out, "zh")
	require.NoError(t, err)
	assert.Contains(t, zh, "| targets[resolve].terms |")
	assert.Contains(t, zh, "service@1 → service@1+acme-3")
	assert.Contains(t, zh, "未加载法规")
	en, err := playbook.Report(out, out, "en")
	require.NoError(t, err)
	assert.Contains(t, en, "Nothing does.")
}
