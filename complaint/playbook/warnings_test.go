package playbook_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

func warned(pb *playbook.Playbook) []string {
	var out []string
	for _, w := range pb.Warnings() {
		out = append(out, w.Path)
	}
	return out
}

func TestWhatIsHardlyMeantIsWarnedOf(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*playbook.Playbook)
		path  string
	}{
		"a role that may do nothing": {func(p *playbook.Playbook) {
			p.Roles = append(p.Roles, playbook.Role{Code: "guest", Label: text("客", "guest"), Level: 1})
		}, "roles[guest]"},
		"nobody grants everything": {func(p *playbook.Playbook) {
			for i := range p.Roles {
				p.Roles[i].Unlimited = false
			}
		}, "roles"},
		"a unit no case reaches": {func(p *playbook.Playbook) {
			p.Units = append(p.Units, playbook.Unit{Code: "attic", Label: text("阁楼", "attic")})
		}, "units[attic]"},
		"a severity nobody watches": {func(p *playbook.Playbook) {
			t := targetOf(p, "resolve")
			t.Terms = []sla.Choice{{When: map[string][]string{"severity": {"major", "urgent", "ordinary"}}, Term: sla.Term{Span: sla.Workdays(1)}}}
		}, "grades[minor]"},
		"a breach nobody hears of": {func(p *playbook.Playbook) { targetOf(p, "take-on").Steps = nil }, "targets[take-on]"},
		"a limit from memory": {func(p *playbook.Playbook) {
			p.Laws = []playbook.Law{{ID: "xx.1", Limits: []playbook.LegalLimit{{ID: "answer", Confidence: playbook.Unverified}}}}
		}, "laws[xx.1].limits[answer]"},
		"an acknowledgement of nothing": {func(p *playbook.Playbook) {
			p.Acknowledged = []playbook.Acknowledgement{{Path: "units[cellar]", Reason: "once it was there"}}
		}, "acknowledged[0]"},
		"rules that overlap": {func(p *playbook.Playbook) {
			for i := range p.Rules.Tables {
				if t := &p.Rules.Tables[i]; t.ID == "kind" {
					t.Rows = append(t.Rows, classify.Row{ID: "again", Then: t.Rows[0].Then, When: t.Rows[0].When, Source: "x"})
				}
			}
		}, "rules."},
	} {
		t.Run(name, func(t *testing.T) {
			pb := preset.Service()
			require.Empty(t, pb.Warnings())
			c.spoil(pb)
			got := warned(pb)
			require.NotEmpty(t, got)
			assert.Contains(t, got[0], c.path)
			pb.Acknowledged = append(pb.Acknowledged[:0:0], playbook.Acknowledgement{Path: got[0], Reason: "meant"})
			if name != "an acknowledgement of nothing" {
				assert.NotContains(t, warned(pb), got[0], "acknowledged")
			}
			pb.Acknowledged = []playbook.Acknowledgement{{Path: got[0]}}
			assert.Contains(t, warned(pb), got[0], "an acknowledgement without a reason acknowledges nothing")
		})
	}
}

func TestTheTableOfTargetsNamesEveryLimit(t *testing.T) {
	for _, pb := range preset.All() {
		table := pb.TargetTable("zh")
		for i := range pb.Targets {
			assert.Contains(t, table, "| "+pb.Targets[i].Name+" |")
		}
	}
	assert.Contains(t, preset.Service().TargetTable("en"), "complex: plus 5wd (manager)")
}
