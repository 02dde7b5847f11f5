package law_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/complaint/preset/law"
	"github.com/redress-go/redress/sla"
)

// encoded is a playbook as it is stored.
func encoded(t *testing.T, p *playbook.Playbook) string {
	t.Helper()
	data, err := p.Encode()
	require.NoError(t, err)
	return string(data)
}

// names of the targets of a playbook.
func names(p *playbook.Playbook) (out []string) {
	for _, t := range p.Targets {
		out = append(out, t.Name)
	}
	return out
}

// bodies of the appeal rules of a playbook.
func bodies(p *playbook.Playbook) (out []string) {
	for _, a := range p.Appeals {
		out = append(out, a.Body)
	}
	return out
}

func TestLayLeavesThePlaybookAlone(t *testing.T) {
	p := branch()
	before := encoded(t, p)
	laws := some(t, "cn.telecom.2016", "cn.fin.2020")
	data, err := json.Marshal(laws)
	require.NoError(t, err)
	out := laid(t, law.Options{}, p, laws...)
	out.Roles[0].Code, out.Targets[0].Name, out.Laws[0].Limits[0].ID = "x", "x", "x"
	assert.Equal(t, before, encoded(t, p))
	after, err := json.Marshal(laws)
	require.NoError(t, err)
	assert.Equal(t, string(data), string(after), "the laws are the caller's, in the caller's order")
}

// What is laid: the law without its clocks, which stand among the targets.
func TestLayPutsClocksBesideThePlaybooksOwn(t *testing.T) {
	p := laid(t, law.Options{}, branch(), some(t, "cn.fin.2020")...)
	assert.Equal(t, []string{"settle", decide}, names(p))
	limit := p.Law("cn.fin.2020").Limits[0]
	assert.Equal(t, decide, limit.Watches)
	assert.Nil(t, limit.Target, "a clock stands once in the data")
	assert.Empty(t, p.Law("cn.fin.2020").Limits[1].Watches, "a withdrawal ends the case itself")
	assert.Equal(t, "office", p.Target(decide).Calendar, "the desk that never closes has no working days")
	assert.Equal(t, map[string][]string{"law.cn.fin.2020": {"yes"}, "kind": {"complaint"}}, p.Target(decide).Terms[0].When)
	assert.Equal(t, []string{"appraisal", "unsatisfied"}, reasons(p), "the law's reason was added")
	assert.Regexp(t, `^1\+law-[0-9a-f]{8}$`, p.Version)
	assert.Nil(t, p.Appeals, "a playbook that lets anybody turn anywhere still does")
}

func reasons(p *playbook.Playbook) (out []string) {
	for _, r := range p.Reasons {
		out = append(out, r.Code)
	}
	slices.Sort(out)
	return out
}

func TestLayingTwiceIsLayingOnce(t *testing.T) {
	laws := law.For("CN", "telecom")
	first := laid(t, law.Options{}, branch(), laws...)
	again, err := law.Lay(first, laws...)
	require.NoError(t, err)
	assert.Equal(t, encoded(t, first), encoded(t, again))
	none, err := law.Lay(branch())
	require.NoError(t, err)
	assert.Equal(t, "1", none.Version, "no law, no change")
}

// In one call or in several, in any order: the same playbook.
func TestTheOrderOfLayingDoesNotShow(t *testing.T) {
	laws := slices.Concat(law.All(), law.Unverified())
	for i, o := range []law.Options{{}, {Authority: true}} {
		want, err := o.Lay(branch(), laws...)
		require.NoError(t, err)
		r := rand.New(rand.NewPCG(7, uint64(i)))
		for range 8 {
			r.Shuffle(len(laws), func(i, j int) { laws[i], laws[j] = laws[j], laws[i] })
			cut, got := r.IntN(len(laws)), branch()
			for _, part := range [][]playbook.Law{laws[:cut], laws[cut:]} {
				got, err = o.Lay(got, part...)
				require.NoError(t, err)
			}
			require.Equal(t, encoded(t, want), encoded(t, got))
		}
	}
}

// Everything together is a good playbook, but for our own limit, which is longer than some limits of some places.
func TestEveryLawCanBeLaid(t *testing.T) {
	for _, o := range []law.Options{{}, {Authority: true}} {
		for _, set := range [][]playbook.Law{law.All(), law.Unverified()} {
			p := laid(t, o, branch(func(p *playbook.Playbook) {
				p.Targets = nil
				p.Kinds = append(p.Kinds, playbook.Kind{Code: "fault", Label: label("fault")})
			}), set...)
			for _, l := range set {
				for _, x := range l.Limits {
					limit := p.Law(l.ID).Limits[slices.IndexFunc(p.Law(l.ID).Limits, func(y playbook.LegalLimit) bool { return y.ID == x.ID })]
					theirs := x.Whom == playbook.BindsRegulator
					switch {
					case x.Target == nil || theirs != o.Authority && (o.Authority || x.Body == "" || x.ID == "accept"):
						assert.Empty(t, limit.Watches, l.ID+"."+x.ID)
					default:
						assert.Equal(t, l.ID+"."+x.ID, limit.Watches)
						assert.Equal(t, theirs && !o.Authority || x.ID == "review" && !theirs, p.Target(limit.Watches).Per == "appeal", limit.Watches)
						assert.Equal(t, x.Whom == playbook.BindsCompany || o.Authority, p.Owes(&limit), limit.Watches)
					}
				}
			}
		}
	}
}

// What a trade is used to stands in the data and runs no clock, whoever wrote one for it.
func TestPracticeRunsNoClock(t *testing.T) {
	usual := one(t, law.All(), "cn.air.2021")
	usual.Limits[0].Practice = true
	p := laid(t, law.Options{}, branch(), append(some(t, "practice.tiers"), usual)...)
	assert.Equal(t, []string{"settle"}, names(p))
	assert.Len(t, p.Laws, 2)
}

func TestPresetsTakeTheLaw(t *testing.T) {
	p := laid(t, law.Options{}, preset.Hotel(), law.For("CN", "hotel")...)
	assert.Contains(t, names(p), "cn.tour.14.settle")
	assert.Equal(t, "office", p.Target("cn.tour.14.settle").Calendar)
}

func TestLayingOverAnOverlay(t *testing.T) {
	overlay := playbook.Overlay{ID: "acme", Version: "3", Change: json.RawMessage(`{"returns": 2}`)}
	laws := some(t, "cn.fin.2020")
	over, err := branch().Overlay(overlay)
	require.NoError(t, err)
	before := laid(t, law.Options{}, over, laws...)
	under, err := laid(t, law.Options{}, branch(), laws...).Overlay(overlay)
	require.NoError(t, err)
	_, digest, _ := strings.Cut(before.Version, "+law-")
	digest = "+law-" + digest
	assert.Equal(t, "1+acme-3"+digest, before.Version)
	assert.Equal(t, "1"+digest+"+acme-3", under.Version, "the version says in which order")
	before.Version, under.Version = "", ""
	assert.Equal(t, encoded(t, before), encoded(t, under), "and it is all that differs")
}

// An overlay may make a legal clock stricter; laying again does not undo it, and more laws can be laid on.
func TestAnOverlayOfALegalClockStays(t *testing.T) {
	p := laid(t, law.Options{}, branch(), some(t, "cn.fin.2020")...)
	strict, err := p.Overlay(playbook.Overlay{ID: "acme", Version: "1", Change: json.RawMessage(
		`{"targets":[{"name":"cn.fin.2020.decide","terms":[{"when":{"law.cn.fin.2020":["yes"]},"term":"10d"}]}]}`)})
	require.NoError(t, err)
	more := laid(t, law.Options{}, strict, some(t, "cn.fin.2020", "cn.samr.121")...)
	assert.Equal(t, sla.Days(10), more.Target(decide).Terms[0].Term.Span)
	assert.Contains(t, names(more), "cn.samr.121.mediate")
	assert.Equal(t, 1, strings.Count(more.Version, "+law-"), more.Version)
}

// A law taken off again takes its fact with it, and Validate names what still asks for it.
func TestTakingALawOff(t *testing.T) {
	p, err := laid(t, law.Options{}, branch(), some(t, "cn.fin.2020")...).Overlay(playbook.Overlay{ID: "acme", Version: "1", Remove: []string{"laws[cn.fin.2020]"}})
	require.NoError(t, err)
	assert.Equal(t, []string{`targets[1].terms[0].when.law.cn.fin.2020: "cn.fin.2020" is not one of the laws`}, faults(t, p.Validate()))
	p, err = laid(t, law.Options{}, branch(), some(t, "cn.fin.2020")...).Overlay(playbook.Overlay{
		ID: "acme", Version: "1", Remove: []string{"laws[cn.fin.2020]", "targets[cn.fin.2020.decide]"},
	})
	require.NoError(t, err)
	require.NoError(t, p.Validate())
}

func TestLayRefusesWhatContradicts(t *testing.T) {
	fin := one(t, law.All(), "cn.fin.2020")
	other := one(t, law.All(), "cn.fin.2020")
	other.Version = "2"
	changed := one(t, law.All(), "cn.fin.2020")
	changed.Limits[0].Term = sla.Term{Span: sla.Days(20)}
	telecom := one(t, law.All(), "cn.telecom.2016")
	cases := []struct {
		name string
		p    *playbook.Playbook
		o    law.Options
		laws []playbook.Law
		want []string
	}{
		{"two versions of a law", branch(), law.Options{}, []playbook.Law{fin, other}, []string{"laws[cn.fin.2020]: the playbook carries another text of it, version 1"}},
		{"two texts of a limit", branch(), law.Options{}, []playbook.Law{fin, changed}, []string{"laws[cn.fin.2020].limits[decide]: the playbook carries another one"}},
		{
			"a target of that name", branch(func(p *playbook.Playbook) { p.Targets[0].Name = decide }),
			law.Options{},
			[]playbook.Law{fin},
			[]string{"targets[cn.fin.2020.decide]: the playbook has a target of that name"},
		},
		{
			"a rule for that body", branch(func(p *playbook.Playbook) {
				p.Appeals = []playbook.AppealRule{{Body: "telecom-appeal", Label: label("x")}}
			}), law.Options{}, []playbook.Law{telecom}, []string{"appeals[telecom-appeal]: the playbook has a rule for that body"},
		},
		{
			"no calendar that rests", branch(func(p *playbook.Playbook) { p.Calendars, p.Targets = p.Calendars[:1], nil }),
			law.Options{},
			[]playbook.Law{fin},
			[]string{"calendars: none has rest days: name the one that counts working days"},
		},
		{"a calendar there is not", branch(), law.Options{Calendar: "moon"}, []playbook.Law{fin}, []string{`calendar: "moon" is not one of the calendars`}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			out, err := c.o.Lay(c.p, c.laws...)
			assert.Equal(t, c.want, faults(t, err))
			assert.Nil(t, out)
		})
	}
}

func TestTheCalendarThatCounts(t *testing.T) {
	calendar := func(o law.Options, change func(*playbook.Playbook)) string {
		return laid(t, o, branch(change), some(t, "cn.fin.2020")...).Target(decide).Calendar
	}
	assert.Equal(t, "always", calendar(law.Options{Calendar: "always"}, func(*playbook.Playbook) {}))
	assert.Equal(t, "office", calendar(law.Options{}, func(p *playbook.Playbook) { p.Calendar = "office" }))
	assert.Equal(t, "hall", calendar(law.Options{}, func(p *playbook.Playbook) {
		hall := p.Calendars[1]
		hall.ID = "hall"
		p.Calendars, p.Calendar = append(p.Calendars, hall), "hall"
	}), "of two that rest, the playbook's own")
	assert.Equal(t, "always", calendar(law.Options{}, func(p *playbook.Playbook) {
		p.Calendars[0].Holidays = []sla.Holiday{{Date: "2026-10-01"}}
	}), "a desk open all seven days but for holidays has rest days, and is the playbook's own")
}

func TestTheKindsTheLawIsAbout(t *testing.T) {
	kinds := func(o law.Options, change func(*playbook.Playbook)) []string {
		return laid(t, o, branch(change), some(t, "cn.fin.2020")...).Target(decide).Terms[0].When["kind"]
	}
	none := func(p *playbook.Playbook) { p.Kinds = nil }
	assert.Equal(t, []string{"complaint"}, kinds(law.Options{}, func(*playbook.Playbook) {}))
	assert.Equal(t, []string{"query"}, kinds(law.Options{Kinds: []string{"query"}}, func(*playbook.Playbook) {}))
	assert.Nil(t, kinds(law.Options{}, none))
	assert.Nil(t, kinds(law.Options{}, func(p *playbook.Playbook) { p.Kinds = p.Kinds[1:] }), "no kind is called a complaint: every kind")

	faulty := func(p *playbook.Playbook) {
		p.Kinds = append(p.Kinds, playbook.Kind{Code: "fault", Label: label("fault")})
	}
	assert.Equal(t, []string{"settle"}, names(laid(t, law.Options{}, branch(), some(t, "cn.telecom.fault")...)), "no kind of that name, no clock")
	p := laid(t, law.Options{}, branch(func(p *playbook.Playbook) { p.Targets = nil }, faulty), some(t, "cn.telecom.fault")...)
	assert.Equal(t, []string{"cn.telecom.fault.rural", "cn.telecom.fault.urban"}, names(p))
	assert.Equal(t, []string{"fault"}, p.Targets[0].Terms[0].When["kind"])
}
