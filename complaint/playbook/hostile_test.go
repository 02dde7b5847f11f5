package playbook_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
)

// within fails a test that does not return in time: what it does would take minutes.
func within(t *testing.T, limit time.Duration, do func()) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); do() }()
	select {
	case <-done:
	case <-time.After(limit):
		require.FailNow(t, "it has no end")
	}
}

func TestAnOverlayOfOneMegabyteIsLaidAtOnce(t *testing.T) {
	var change strings.Builder
	change.WriteString(`{"tasks":[{"code":"a"}`)
	for i := 0; change.Len() < 1<<20-32; i++ {
		fmt.Fprintf(&change, `,{"code":"a%d"}`, i)
	}
	change.WriteString("]}")
	within(t, 20*time.Second, func() {
		out, err := preset.Service().Overlay(acme(change.String()))
		assert.NoError(t, err)
		assert.Greater(t, len(out.Tasks), 50_000)
	})
}

func TestAnOverlayIsBoundedAndNamesEachMemberOnce(t *testing.T) {
	for _, tc := range []struct {
		name string
		o    playbook.Overlay
		path string
	}{
		{"more than a megabyte", acme(`{"title":{"zh":"` + strings.Repeat("x", 1<<20) + `"}}`), "overlay acme.change"},
		{"more removals than a playbook has parts", acme("", strings.Split(strings.Repeat("quiet,", 300), ",")...), "overlay acme.remove"},
		{"targets in other letters", acme(`{"Targets":[]}`), "overlay acme.change.targets"},
		{"a member in other letters", acme(`{"follow_up":{"answer":true,"Answer":false}}`), "overlay acme.change.follow_up.answer"},
		{"an element's member in other letters", acme(`{"roles":[{"code":"handler","Level":9}]}`), "overlay acme.change.roles[1].level"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := preset.Service().Overlay(tc.o)
			var bad *playbook.InvalidError
			require.ErrorAs(t, err, &bad)
			require.Len(t, bad.Faults, 1)
			assert.Equal(t, tc.path, bad.Faults[0].Path)
		})
	}
}

// TestAPlaybookOfManyLawsIsJudgedInTime: each pair of terms is tried on 730 days.
func TestAPlaybookOfManyLawsIsJudgedInTime(t *testing.T) {
	many := func(targets, limits, terms int) *playbook.Playbook {
		p := rich()
		lawful(func(p *playbook.Playbook, l *playbook.Law, _ *sla.Target) {
			for i := range limits {
				x := l.Limits[0]
				x.ID, x.Term, x.Most = fmt.Sprintf("x%d", i), term(sla.Days(20_000+i)), sla.Term{}
				l.Limits = append(l.Limits, x)
			}
			l.Limits = l.Limits[1:]
		})(p)
		for i := range targets {
			own := ours(sla.Days(1 + i))
			own.Name = fmt.Sprintf("ours-%d", i)
			for j := range terms {
				own.Terms = append(own.Terms, sla.Choice{Term: term(sla.Hours(100 + j))})
			}
			p.Targets = append(p.Targets, own)
		}
		return p
	}
	for _, tc := range []struct {
		name                   string
		targets, limits, terms int
		want                   string
	}{
		{"ten thousand of each", 10_000, 10_000, 0, "are too many to compare"},
		{"two hundred of each", 200, 200, 0, "more than 1024 pairs"},
		{"a thousand terms", 1, 20, 1000, "targets[ours-0] are too many to compare"},
		{"as many as a big house has", 30, 30, 0, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			within(t, 60*time.Second, func() {
				faults := many(tc.targets, tc.limits, tc.terms).Unlawful()
				if tc.want == "" {
					assert.Empty(t, faults)
					return
				}
				if assert.NotEmpty(t, faults) {
					assert.Equal(t, "laws", faults[len(faults)-1].Path)
					assert.Contains(t, faults[len(faults)-1].Rule, tc.want)
				}
			})
		})
	}
}

func TestAnExtensionWithoutEndIsLongerThanTheLaws(t *testing.T) {
	for name, rule := range map[string]sla.ExtensionRule{
		"more than a hundred years of them": {Name: "p", Shape: sla.ExtendPlus, Span: sla.Days(15), Max: 10_000},
		"more than can be counted":          {Name: "p", Shape: sla.ExtendPlus, Span: sla.Days(16), Max: 1 << 60},
	} {
		t.Run(name, func(t *testing.T) {
			own := ours(sla.Days(15))
			own.Extensions = []sla.ExtensionRule{rule}
			assert.Equal(t, []string{"targets[ours].terms[0] extended: without end, longer than xx.1.answer, Art 9, 条例, 第1号 allows"},
				unlawful(func(p *playbook.Playbook, _ *playbook.Law, _ *sla.Target) { p.Targets = append(p.Targets, own) }))
		})
	}
}

func TestNoChangeIsSignedUnseen(t *testing.T) {
	long := strings.Repeat("甲", 200)
	from, to := preset.Service(), preset.Service()
	from.Roles[0].Label.ZH, to.Roles[0].Label.ZH = long+"二百元", long+"两万元"
	to.Roles[1].Label.ZH = "<!-- `|` \\"
	report, err := playbook.Report(from, to, "zh")
	require.NoError(t, err)
	assert.Contains(t, report, "甲二百元 | …")
	assert.Contains(t, report, "甲两万元 |")
	assert.NotContains(t, report, " <!--", "it would hide what comes after it")
	assert.Contains(t, report, "\\<!-- \\`\\|\\` \\\\ |")
}
