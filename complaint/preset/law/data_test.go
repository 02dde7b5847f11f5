package law_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/law"
	"github.com/redress-go/redress/sla"
)

// each calls do for every limit of both sets.
func each(do func(l *playbook.Law, x *playbook.LegalLimit)) {
	for _, set := range [][]playbook.Law{law.All(), law.Unverified()} {
		for i := range set {
			for j := range set[i].Limits {
				do(&set[i], &set[i].Limits[j])
			}
		}
	}
}

// The table of every law is what a compliance officer reads.
func TestTableOfLaws(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		got := "# " + map[string]string{"zh": "默认时限", "en": "Default set"}[lang] + "\n\n" + law.Table(law.All(), lang) +
			"\n# " + map[string]string{"zh": "未核实，不在默认之列", "en": "Not verified, not in the default set"}[lang] + "\n\n" + law.Table(law.Unverified(), lang)
		golden := filepath.Join("testdata", "laws."+lang+".md")
		if *update {
			require.NoError(t, os.MkdirAll("testdata", 0o755))
			require.NoError(t, os.WriteFile(golden, []byte(got), 0o600))
		}
		want, err := os.ReadFile(golden)
		require.NoError(t, err)
		assert.Equal(t, string(want), got)
	}
}

// The numbers of the regulations page, row by row: term, at most, whom, confidence.
func TestNumbersOfTheLaws(t *testing.T) {
	want := map[string]string{
		"cn.fin.2020.decide": "15d 60d company reported", "cn.fin.2020.withdraw": "0d  company copy", "cn.bank.2012.decide": "15wd 60wd company reported",
		"cn.telecom.2016.reply": "15d  company official", "cn.telecom.2016.accept": "5wd  regulator official", "cn.telecom.2016.answer": "30d  regulator official",
		"cn.telecom.2016.window-charges": "5mo  complainant official", "cn.telecom.2016.window-other": "24mo  complainant official",
		"cn.telecom.2001.reply": "15wd  company reported", "cn.telecom.2001.window-charges": "5mo  complainant reported",
		"cn.telecom.2001.window-other": "24mo  complainant reported",
		"cn.telecom.fault.urban":       "48h  company official", "cn.telecom.fault.rural": "72h  company official",
		"cn.telecom.henan.reply": "5wd  company official", "cn.telecom.henan.answer": "15d  regulator official",
		"cn.telecom.chongqing.reply": "15wd  company official", "cn.telecom.chongqing.answer": "30d  regulator official",
		"cn.property.national.handle": "  regulator official", "cn.property.hangzhou.reply": "10d  company official",
		"cn.property.binzhou.handle": "5wd  regulator official", "cn.property.heze.handle": "5wd  regulator official", "cn.property.liaocheng.handle": "5wd  regulator official",
		"cn.auto.2021.reply": "10wd  company official", "cn.auto.2021.complete": "20wd  company official", "cn.air.2021.handle": "10wd  company reported",
		"cn.consumer.zhejiang.metering": "3d  company official", "cn.consumer.zhejiang.accept": "5wd  regulator official",
		"cn.consumer.zhejiang.mediate": "10wd  regulator official", "cn.consumer.shanghai.mediate": "60d 90d regulator official",
		"cn.12345.jinan.report": "5wd  company official", "cn.12345.weifang.report": "5wd  company official", "cn.12345.beijing.ticket": "  company official",
		"cn.samr.121.accept": "7wd  regulator reported", "cn.samr.121.mediate": "60d  regulator copy",
		"cn.samr.20.accept": "7wd  regulator official", "cn.samr.20.mediate": "45wd  regulator official", "cn.samr.20.terminated": "7wd  regulator official",
		"cn.samr.20.leads": "15wd 30wd regulator official", "cn.samr.20.informer": "5wd  regulator official",
		"cn.tour.14.accept": "2wd  regulator reported", "cn.tour.14.settle": "60d  regulator reported", "cn.tour.32.accept": "5wd  regulator reported",
		"cn.tour.shanghai.transfer": "5wd  regulator official", "cn.tour.shanghai.settle": "45d  regulator official",
		"cn.tour.shandong.accept": "3wd  regulator official", "cn.tour.shandong.settle": "45d 75d regulator official",
		"cn.xinfang.2022.notify": "15d  regulator official", "cn.xinfang.2022.routing": "5wd  regulator official", "cn.xinfang.2022.finish": "60d 90d regulator official",
		"cn.xinfang.2022.review": "30d  regulator official", "cn.xinfang.2022.recheck": "30d  regulator official", "cn.xinfang.2022.window": "30d  complainant official",
		"practice.tiers.rating": "15wd  company reported", "practice.tiers.one": "1wd  company reported", "practice.tiers.two": "2wd  company reported",
		"practice.tiers.three": "3wd  company reported", "practice.tiers.five": "5wd  company reported", "practice.tiers.fifteen": "15wd  company reported",
		"practice.hotel.first": "5m  company reported", "practice.hotel.call-back": "10m  company reported", "practice.hotel.check-back": "15m  company reported",
		"practice.hotline.answer": "15s  company reported", "practice.hotline.media": "3m  company reported",
		"uk.disp.ack": "  company copy", "uk.disp.src": "3wd  company copy", "uk.disp.final": "8w  company copy", "uk.disp.psd": "15wd 35wd company copy",
		"uk.disp.fos-window": "6mo  complainant copy", "uk.ofcom.2026.adr": "6w  company reported", "uk.ofcom.8w.adr": "8w  company reported",
		"eu.psd2.reply": "15wd 35wd company copy", "eu.jc.2018.35.prompt": "  company reported",
		"us.cfpb.respond": "15d 60d company copy", "us.cfpb.feedback": "60d  complainant copy",
		"au.rg271.ack": "24h  company reported", "au.rg271.standard": "30d  company reported", "au.rg271.super": "45d  company reported", "au.rg271.quick": "5wd  company reported",
		"hk.hkma.ic4.ack": "7d  company reported", "hk.hkma.ic4.final": "30d 60d company reported",
		"sg.fa.chr.ack": "2wd  company copy", "sg.fa.chr.final": "20wd  company copy",
		"in.irdai.2024.ack": "  company reported", "in.irdai.2024.details": "1w  company reported", "in.irdai.2024.resolve": "2w  company reported",
		"in.irdai.2024.silent": "8w  complainant reported", "in.rbi.2026.appeal": "30d  complainant reported",
	}
	got := map[string]string{}
	for _, l := range law.All() {
		for _, x := range l.Limits {
			got[l.ID+"."+x.ID] = strings.Join([]string{span(x.Term), span(x.Most), string(x.Whom), string(x.Confidence)}, " ")
		}
	}
	assert.Equal(t, want, got)
}

func span(t sla.Term) string {
	if t.IsZero() {
		return ""
	}
	return t.Span.String()
}

// What was read nowhere stands apart, and nothing else does.
func TestWhatIsNotVerifiedStandsApart(t *testing.T) {
	for _, l := range law.All() {
		for _, x := range l.Limits {
			assert.NotEqual(t, playbook.Unverified, x.Confidence, l.ID+"."+x.ID)
		}
	}
	got := map[string]string{}
	for _, l := range law.Unverified() {
		for _, x := range l.Limits {
			assert.Equal(t, playbook.Unverified, x.Confidence, l.ID+"."+x.ID)
			got[l.ID+"."+x.ID] = span(x.Term) + " " + span(x.Most)
		}
	}
	assert.Equal(t, map[string]string{
		"cn.fin.2020.review": "30d ", "cn.fin.2020.same": " ", "cn.samr.121.appraisal": " ", "cn.ins.2013.accept": "5wd ", "cn.ins.2013.simple": "10wd ",
		"cn.ins.2013.other": "30d 60d", "cn.pbc.2020.forwarded": "15d 60d", "cn.securities.12386.settle": "15wd 30wd", "eu.rail.reply": "1mo 3mo", "eu.sea.reply": "1mo 2mo",
		"eu.bus.reply": "1mo 3mo", "us.rege.decide": "10wd ", "us.rege.longer": "45d 90d", "us.regz.ack": "30d ", "us.regz.decide": "90d ", "us.regx.ack": "5wd ",
		"us.regx.decide": "30wd 45wd", "us.fcra.decide": "30d 45d", "au.rg271.credit": "21d ", "in.rbi.2026.entity": "30d ",
	}, got)
}

func TestEveryLimitSaysWhereItComesFrom(t *testing.T) {
	seen := map[string]bool{}
	each(func(l *playbook.Law, x *playbook.LegalLimit) {
		id := l.ID + "." + x.ID
		assert.False(t, seen[id], "%s stands twice", id)
		seen[id] = true
		for what, label := range map[string]playbook.Text{"title": l.Title, "label": x.Label, "starts": x.Starts} {
			assert.NotEmpty(t, label.ZH, "%s %s", id, what)
			assert.NotEmpty(t, label.EN, "%s %s", id, what)
		}
		assert.Equal(t, x.Pauses.ZH == "", x.Pauses.EN == "", id)
		assert.NotEmpty(t, l.Jurisdiction, id)
		assert.Equal(t, "2026-11-21", x.Verified.String(), id)
		assert.NotEmpty(t, l.Number+x.Article+l.From.String()+l.To.String(), "%s: no number, article or date", id)
		assert.False(t, !l.Issued.IsZero() && !l.From.IsZero() && l.From.Before(l.Issued), "%s: in force before it was issued", id)
	})
}

// The day after a rule ended its successor begins.
func TestARuleEndsTheDayBeforeItsSuccessor(t *testing.T) {
	every := slices.Concat(law.All(), law.Unverified())
	for _, l := range every {
		for _, id := range l.Replaces {
			assert.Equal(t, l.From.AddDays(-1), one(t, every, id).To, "%s → %s", id, l.ID)
		}
		if !l.To.IsZero() {
			assert.True(t, slices.ContainsFunc(every, func(n playbook.Law) bool { return slices.Contains(n.Replaces, l.ID) }), "%s was replaced by nothing", l.ID)
		}
	}
}

// A clock says what its limit says: it runs while the law holds, for its term, within what the law allows at most; it
// pauses only where the law says so.
func TestClocksAreWhatTheLimitsSay(t *testing.T) {
	each(func(l *playbook.Law, x *playbook.LegalLimit) {
		id := l.ID + "." + x.ID
		if x.Target == nil {
			return
		}
		assert.Equal(t, id, x.Target.Name)
		assert.Equal(t, sla.OwnerStatutory, x.Target.Owner, id)
		require.NoError(t, x.Target.Check(), id)
		require.Len(t, x.Target.Terms, 1, id)
		assert.Equal(t, x.Term, x.Target.Terms[0].Term, id)
		assert.Equal(t, []string{"yes"}, x.Target.Terms[0].When["law."+l.ID], id)
		assert.Equal(t, x.Pauses != playbook.Text{}, len(x.Target.Pause) > 0, "%s: pauses", id)
		assert.Equal(t, !x.Most.IsZero(), len(x.Target.Extensions) > 0, "%s: extensions", id)
		assert.Equal(t, x.Most.Span, x.Target.ExtendLimit, id)
		assert.False(t, x.Practice, "%s: practice runs no clock", id)
		assert.NotEqual(t, playbook.BindsComplainant, x.Whom, "%s: a gate is no clock", id)
	})
}

func TestForSelectsByPlaceAndTrade(t *testing.T) {
	ids := func(laws []playbook.Law) (out []string) {
		for _, l := range laws {
			out = append(out, l.ID)
		}
		return out
	}
	assert.Equal(t, []string{"cn.bank.2012", "cn.fin.2020", "cn.samr.121", "cn.samr.20"}, ids(law.For("CN", "bank")))
	assert.Equal(t, []string{"cn.consumer.zhejiang", "cn.property.hangzhou", "cn.property.national", "cn.samr.121", "cn.samr.20"}, ids(law.For("CN-ZJ-HZ", "property")))
	assert.Equal(t, []string{"cn.consumer.zhejiang", "cn.property.national", "cn.samr.121", "cn.samr.20"}, ids(law.For("CN-ZJ", "property")))
	assert.Equal(t, []string{"eu.jc.2018.35", "eu.psd2"}, ids(law.For("DE", "bank")))
	assert.Equal(t, []string{"eu.jc.2018.35", "eu.psd2"}, ids(law.For("EU", "")))
	assert.Empty(t, law.For("GBX", ""), "a code that only begins alike is another place")
	assert.Equal(t, []string{"uk.ofcom.2026", "uk.ofcom.8w"}, ids(law.For("GB", "telecom")))
	assert.Empty(t, law.For("", ""))
	assert.NotContains(t, ids(law.For("CN", "hotline")), "practice.hotline", "practice is no law")
}

func TestOnSelectsByDay(t *testing.T) {
	day := func(m time.Month, d int) (out []string) {
		for _, l := range law.On(law.For("CN", "tourism"), sla.Date{Year: 2026, Month: m, Day: d}) {
			out = append(out, l.ID)
		}
		return out
	}
	assert.Equal(t, []string{"cn.samr.20", "cn.tour.32"}, day(3, 14))
	assert.Equal(t, []string{"cn.samr.20", "cn.tour.14"}, day(3, 15))
	assert.Equal(t, []string{"cn.samr.20", "cn.tour.14"}, day(4, 14))
	assert.Equal(t, []string{"cn.samr.121", "cn.tour.14"}, day(4, 15))
}

func TestTheSetsAreFreshAtEveryCall(t *testing.T) {
	a := law.All()
	for i := range a {
		a[i].ID = "x"
		for j := range a[i].Limits {
			if target := a[i].Limits[j].Target; target != nil {
				target.Terms[0].When["x"] = nil
				target.Stop[0].Event = "x"
			}
		}
	}
	b, c := law.All(), law.All()
	assert.Equal(t, b, c)
	assert.NotEqual(t, "x", b[0].ID)
	for _, l := range b {
		for _, x := range l.Limits {
			if x.Target != nil {
				assert.NotContains(t, x.Target.Terms[0].When, "x", l.ID)
				assert.NotEqual(t, "x", x.Target.Stop[0].Event, l.ID)
			}
		}
	}
}

// The laws are data: they survive their JSON form.
func TestTheLawsSurviveJSON(t *testing.T) {
	for _, set := range [][]playbook.Law{law.All(), law.Unverified()} {
		data, err := json.Marshal(set)
		require.NoError(t, err)
		var back []playbook.Law
		require.NoError(t, json.Unmarshal(data, &back))
		assert.Equal(t, set, back)
	}
}

// No two ways to one body are open to the same case by two laws of one place.
func TestWaysToABodyDoNotOverlap(t *testing.T) {
	ways := map[string][]playbook.Law{}
	each(func(l *playbook.Law, x *playbook.LegalLimit) {
		if x.Appeal != nil {
			assert.Equal(t, x.Body, x.Appeal.Body, l.ID+"."+x.ID)
			for _, o := range ways[x.Body] {
				assert.True(t, !o.To.IsZero() && o.To.Before(l.From) || !l.To.IsZero() && l.To.Before(o.From), "%s and %s", o.ID, l.ID)
			}
			ways[x.Body] = append(ways[x.Body], *l)
		}
	})
	assert.Len(t, ways["telecom-appeal"], 2)
}
