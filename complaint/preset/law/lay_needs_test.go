package law_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/law"
	"github.com/redress-go/redress/sla"
)

// A playbook without appeal rules names its own review and the bodies of the laws, once a law brings a rule.
func TestAppealRulesOfTheLaws(t *testing.T) {
	p := laid(t, law.Options{}, branch(), some(t, "cn.samr.121", "cn.samr.20")...)
	assert.Empty(t, bodies(p), "no rule of the laws, no list")
	p = laid(t, law.Options{}, p, some(t, "cn.telecom.2016", "cn.telecom.2001")...)
	assert.Equal(t, []string{"", "telecom-appeal", "telecom-appeal", "market-regulation", "telecom-appeal"}, bodies(p))
	assert.True(t, slices.ContainsFunc(p.Fields, func(f playbook.Field) bool { return f.Name == law.MatterDate && f.Type == playbook.DateField }))
	assert.Equal(t, []string{"", "telecom-adr"}, bodies(laid(t, law.Options{}, branch(), some(t, "uk.ofcom.2026")...)), "we owe that letter: no plain rule beside it")
	strict := playbook.AppealRule{Body: "market-regulation", Label: label("ours"), Within: sla.Term{Span: sla.Days(9)}}
	p = laid(t, law.Options{}, branch(func(p *playbook.Playbook) { p.Appeals = []playbook.AppealRule{strict} }), some(t, "cn.samr.121")...)
	assert.Equal(t, []playbook.AppealRule{strict}, p.Appeals, "the playbook's own rule for a body stays")
	own := branch(func(p *playbook.Playbook) {
		p.Appeals = []playbook.AppealRule{{Body: "court", Label: label("court")}}
	})
	assert.Equal(t, []string{"court", "telecom-appeal", "telecom-appeal"}, bodies(laid(t, law.Options{}, own, some(t, "cn.telecom.2016")...)))
}

func TestMessagesAndReasonsOfTheLaws(t *testing.T) {
	p := laid(t, law.Options{}, branch(), some(t, "sg.fa.chr", "cn.auto.2021")...)
	assert.Equal(t, "holding-letter", p.Messages[0].Code)
	assert.Equal(t, []string{"complainant", "unsatisfied"}, reasons(p))
	assert.Empty(t, p.Fields, "no way outside, no date")
	other := branch(func(p *playbook.Playbook) {
		p.Reasons = []playbook.Reason{{Command: "refuse", Code: "complainant", Label: label("ours")}}
	})
	assert.Equal(t, []string{"complainant", "complainant"}, reasons(laid(t, law.Options{}, other, some(t, "cn.auto.2021")...)), "the reason of another command is another one")
	own := branch(func(p *playbook.Playbook) {
		p.Reasons = append(p.Reasons, playbook.Reason{Command: "hold", Code: "appraisal", Label: label("ours")})
		p.Messages = []playbook.Code{code("holding-letter")}
	})
	p = laid(t, law.Options{}, own, some(t, "cn.fin.2020", "sg.fa.chr")...)
	assert.Equal(t, []string{"appraisal", "unsatisfied"}, reasons(p))
	assert.Equal(t, label("ours"), p.Reasons[1].Label, "the playbook's own label stays")
	assert.Len(t, p.Messages, 1)

	own = branch(func(p *playbook.Playbook) {
		p.Reactions = []playbook.Reaction{{Name: "appraisal", On: []sla.Condition{{Event: "hold"}}, Do: map[string]string{"notify": "head"}}}
	})
	p = laid(t, law.Options{}, own, some(t, "cn.fin.2020")...)
	assert.Len(t, p.Reactions, 1, "the playbook's own reaction stays")
	assert.Empty(t, p.Templates)
}

// Whoever lays what is not verified is warned, limit by limit.
func TestUnverifiedLimitsWarn(t *testing.T) {
	p := laid(t, law.Options{}, branch(), one(t, law.Unverified(), "cn.fin.2020"), one(t, law.All(), "cn.fin.2020"))
	assert.Equal(t, []string{"decide", "review", "same", "withdraw"}, []string{
		p.Laws[0].Limits[0].ID, p.Laws[0].Limits[1].ID, p.Laws[0].Limits[2].ID, p.Laws[0].Limits[3].ID,
	}, "both sets of one law join")
	var paths []string
	for _, w := range p.Warnings() {
		if strings.HasPrefix(w.Path, "laws[") {
			paths = append(paths, w.Path)
		}
	}
	assert.Equal(t, []string{"laws[cn.fin.2020].limits[review]", "laws[cn.fin.2020].limits[same]"}, paths)
}
