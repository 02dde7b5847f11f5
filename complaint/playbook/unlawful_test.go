package playbook_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// unlawful are the faults of a playbook with the law of the fixture, as "path: rule".
func unlawful(change func(p *playbook.Playbook, l *playbook.Law, legal *sla.Target)) []string {
	p := rich()
	lawful(change)(p)
	var out []string
	for _, f := range p.Unlawful() {
		out = append(out, f.Path+": "+f.Rule)
	}
	return out
}

// ours is a limit of our own, from the receipt to the outcome.
func ours(span sla.Span) sla.Target {
	return sla.Target{
		Name: "ours", Calendar: "office", Start: happens("register"), Stop: reaches("resolved"), Terms: []sla.Choice{{Term: term(span)}},
	}
}

func TestOurLimitIsNotLongerThanTheLaws(t *testing.T) {
	const says = "longer than xx.1.answer, Art 9, 条例, 第1号 allows, "
	with := func(own sla.Target) []string {
		return unlawful(func(p *playbook.Playbook, _ *playbook.Law, _ *sla.Target) { p.Targets = append(p.Targets, own) })
	}
	changed := func(span sla.Span, change func(*sla.Target)) sla.Target {
		own := ours(span)
		change(&own)
		return own
	}
	extended := func(rules ...sla.ExtensionRule) sla.Target {
		return changed(sla.Days(15), func(own *sla.Target) { own.Extensions = rules })
	}
	plus := func(span sla.Span, n int) sla.ExtensionRule {
		return sla.ExtensionRule{Name: "p", Shape: sla.ExtendPlus, Span: span, Max: n}
	}
	cases := []struct {
		name string
		own  sla.Target
		want string
	}{
		{"fifteen days", ours(sla.Days(15)), ""},
		{"sixteen days", ours(sla.Days(16)), "targets[ours].terms[0]: " + says + "15d: received 2026-03-01, due 2026-03-17, by law 2026-03-16"},
		{"fifteen working days", ours(sla.Workdays(15)), "targets[ours].terms[0]: " + says + "15d: received 2026-03-01, due 2026-03-20, by law 2026-03-16"},
		{"eleven working days", ours(sla.Workdays(11)), ""},
		{"twelve working days", ours(sla.Workdays(12)), "targets[ours].terms[0]: " + says + "15d: received 2026-03-01, due 2026-03-17, by law 2026-03-16"},
		{"one that stops on something else", changed(sla.Days(99), func(own *sla.Target) { own.Stop = happens("follow-up") }), ""},
		{"one that stops on what only makes the law's needless", changed(sla.Days(99), func(own *sla.Target) { own.Stop = happens("withdraw") }), ""},
		{"one that starts with the outcome", changed(sla.Days(99), func(own *sla.Target) { own.Start = reaches("resolved") }), ""},
		{"one that starts later", changed(sla.Days(16), func(own *sla.Target) { own.Start = happens("assigned") }), "targets[ours].terms[0]: " + says + "15d: received 2026-03-01, due 2026-03-17, by law 2026-03-16"},
		{"one that starts later and is short", changed(sla.Days(9), func(own *sla.Target) { own.Start = happens("assigned") }), ""},
		{"one for the cases of other days", changed(sla.Days(99), func(own *sla.Target) {
			own.Terms[0].When = map[string][]string{"law.xx.1": {"no"}}
		}), ""},
		{"one for the same days", changed(sla.Days(99), func(own *sla.Target) {
			own.Terms[0].When = map[string][]string{"law.xx.1": {"yes"}, "severity": {"major"}}
		}), "targets[ours].terms[0]: " + says + "15d: received 2026-03-01, due 2026-06-08, by law 2026-03-16"},
		{"one that calls itself statutory", changed(sla.Days(16), func(own *sla.Target) { own.Owner = sla.OwnerStatutory }), "targets[ours].terms[0]: " + says + "15d: received 2026-03-01, due 2026-03-17, by law 2026-03-16"},
		{"extended to thirty", extended(sla.ExtensionRule{Name: "t", Shape: sla.ExtendTo, Span: sla.Days(30)}), ""},
		{"extended to thirty-one", extended(sla.ExtensionRule{Name: "t", Shape: sla.ExtendTo, Span: sla.Days(31)}), "targets[ours].terms[0] extended: " + says + "30d: received 2026-03-01, due 2026-04-01, by law 2026-03-31"},
		{"extended by fifteen once", extended(plus(sla.Days(15), 0)), ""},
		{"extended by fifteen twice", extended(plus(sla.Days(15), 2)), "targets[ours].terms[0] extended: " + says + "30d: received 2026-03-01, due 2026-04-15, by law 2026-03-31"},
		{"extended to thirty, and by one", extended(sla.ExtensionRule{Name: "t", Shape: sla.ExtendTo, Span: sla.Days(30)}, plus(sla.Days(1), 1)), "targets[ours].terms[0] extended: " + says + "30d: received 2026-03-01, due 2026-04-01, by law 2026-03-31"},
		{"extended to thirty, twice", extended(sla.ExtensionRule{Name: "t", Shape: sla.ExtendTo, Span: sla.Days(30), Max: 2}), ""},
		{"extended by working days beyond", extended(plus(sla.Workdays(40), 1)), "targets[ours].terms[0] extended: " + says + "30d: received 2026-03-01, due 2026-04-24, by law 2026-03-31"},
		{"a holding response, and 16 days from it", extended(sla.ExtensionRule{Name: "h", Shape: sla.ExtendHolding, Span: sla.Days(16)}), "targets[ours].terms[0] extended: " + says + "30d: received 2026-03-01, due 2026-04-01, by law 2026-03-31"},
		{"extended, for the cases of other days", changed(sla.Days(99), func(own *sla.Target) {
			own.Terms[0].When = map[string][]string{"law.xx.1": {"no"}}
			own.Terms = append(own.Terms, sla.Choice{Term: term(sla.Days(9))})
			own.Extensions = []sla.ExtensionRule{plus(sla.Days(5), 1)}
		}), ""},
		{"all extensions within thirty", changed(sla.Days(15), func(own *sla.Target) {
			own.Extensions, own.ExtendLimit = []sla.ExtensionRule{plus(sla.Days(15), 9)}, sla.Days(30)
		}), ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var want []string
			if c.want != "" {
				want = []string{c.want}
			}
			assert.Equal(t, want, with(c.own))
		})
	}
}

// A legal clock may be made stricter by whoever runs it, and not looser.
func TestTheLegalClockItselfIsNotLoosened(t *testing.T) {
	loosened := func(change func(legal *sla.Target)) []string {
		return unlawful(func(_ *playbook.Playbook, _ *playbook.Law, legal *sla.Target) { change(legal) })
	}
	assert.Empty(t, loosened(func(legal *sla.Target) { legal.Terms[0].Term = term(sla.Days(10)) }))
	assert.Contains(t, loosened(func(legal *sla.Target) { legal.Terms[0].Term = term(sla.Days(20)) })[0], "targets[xx.1.answer].terms[0]: longer than xx.1.answer")
	assert.Contains(t, loosened(func(legal *sla.Target) { legal.ExtendLimit = sla.Days(31) })[0], "targets[xx.1.answer].terms[0] extended: ")
	assert.Equal(t, []string{"targets[xx.1.answer].pause: stands still, which is not allowed by xx.1.answer, Art 9, 条例, 第1号"},
		loosened(func(legal *sla.Target) { legal.Pause = happens("hold") }))
	assert.Empty(t, unlawful(func(_ *playbook.Playbook, l *playbook.Law, legal *sla.Target) {
		legal.Pause, l.Limits[0].Pauses = happens("hold"), text("鉴定", "appraisal")
	}))
}

// A rule that was replaced binds complaints of the past: our present limits are compared with its successor alone.
func TestAReplacedLawIsNotComparedWithOurLimits(t *testing.T) {
	both := func(own sla.Span) []string {
		return unlawful(func(p *playbook.Playbook, l *playbook.Law, legal *sla.Target) {
			old, clock := *l, *legal
			old.ID, old.Replaces, old.To, old.From = "xx.0", nil, l.From.AddDays(-1), sla.Date{}
			old.Limits = []playbook.LegalLimit{l.Limits[0]}
			old.Limits[0].Term, old.Limits[0].Most, old.Limits[0].Watches = term(sla.Days(5)), sla.Term{}, "xx.0.answer"
			clock.Name, clock.Extensions, clock.ExtendLimit = "xx.0.answer", nil, sla.Span{}
			clock.Terms = []sla.Choice{{When: map[string][]string{"law.xx.0": {"yes"}}, Term: term(sla.Days(5))}}
			p.Laws, p.Targets = append(p.Laws, old), append(p.Targets, clock, ours(own))
		})
	}
	assert.Empty(t, both(sla.Days(15)), "longer than the old law allowed, as long as the new one does")
	assert.Len(t, both(sla.Days(16)), 1)
}

// What binds somebody else, or nobody, forbids us nothing.
func TestWhatDoesNotBindUsForbidsNothing(t *testing.T) {
	for name, change := range map[string]func(x *playbook.LegalLimit, legal *sla.Target){
		"a body outside":      func(x *playbook.LegalLimit, legal *sla.Target) { x.Whom, legal.Per = playbook.BindsRegulator, "appeal" },
		"the complainant":     func(x *playbook.LegalLimit, _ *sla.Target) { x.Whom = playbook.BindsComplainant },
		"practice":            func(x *playbook.LegalLimit, _ *sla.Target) { x.Practice = true },
		"a law with no clock": func(x *playbook.LegalLimit, _ *sla.Target) { x.Watches = "" },
	} {
		assert.Empty(t, unlawful(func(p *playbook.Playbook, l *playbook.Law, legal *sla.Target) {
			change(&l.Limits[0], legal)
			p.Targets = append(p.Targets, ours(sla.Days(99)))
		}), name)
	}
	assert.NotEmpty(t, unlawful(func(p *playbook.Playbook, l *playbook.Law, _ *sla.Target) {
		l.Limits[0].Whom = playbook.BindsRegulator
		p.Targets = append(p.Targets, ours(sla.Days(99)))
	}), "an authority's own desk is bound")
}

// What cannot be compared is left to the other checks.
func TestUnlawfulIsQuietAboutWhatCannotRun(t *testing.T) {
	assert.Empty(t, unlawful(func(p *playbook.Playbook, _ *playbook.Law, _ *sla.Target) {
		p.Calendars[0].Zone = "Moon"
		p.Targets = append(p.Targets, ours(sla.Days(99)))
	}))
	assert.Empty(t, unlawful(func(p *playbook.Playbook, _ *playbook.Law, _ *sla.Target) {
		p.Calendar = "moon"
		p.Targets = append(p.Targets, ours(sla.Days(99)))
	}))
}

// Compared are days of receipt on which the law holds: the first two years of one to come, the last two of one that ended
// without a successor, and of a law of three days these alone.
func TestDaysOnWhichTheLawHolds(t *testing.T) {
	date := func(y, m, d int) sla.Date { return sla.Date{Year: y, Month: time.Month(m), Day: d} }
	between := func(from, to sla.Date, law, own sla.Span) []string {
		return unlawful(func(p *playbook.Playbook, l *playbook.Law, legal *sla.Target) {
			l.From, l.To, l.Limits[0].Term, l.Limits[0].Most = from, to, term(law), sla.Term{}
			legal.Terms[0].Term, legal.Extensions, legal.ExtendLimit = term(law), nil, sla.Span{}
			p.Targets = append(p.Targets, ours(own))
		})
	}
	assert.Contains(t, between(date(2031, 5, 1), sla.Date{}, sla.Days(15), sla.Days(16))[0], "received 2031-05-")
	assert.Contains(t, between(sla.Date{}, date(2016, 7, 29), sla.Days(15), sla.Days(16))[0], "received 2014-")
	assert.Empty(t, between(date(2026, 3, 2), date(2026, 3, 4), sla.Days(4), sla.Workdays(3)), "Monday to Wednesday")
	assert.Len(t, between(date(2026, 3, 2), date(2026, 3, 5), sla.Days(4), sla.Workdays(3)), 1, "three working days after a Thursday end on Tuesday, four days on Monday")
}

// Each side counts by its own calendar.
func TestOurCalendarAndTheLaws(t *testing.T) {
	got := unlawful(func(p *playbook.Playbook, _ *playbook.Law, _ *sla.Target) {
		p.Calendars = append(p.Calendars, sla.CalendarSpec{ID: "always", Version: "1", Zone: "Asia/Shanghai", Week: sla.EveryDay("00:00-24:00")})
		p.Calendar = "always"
		rests, never := ours(sla.Workdays(12)), ours(sla.Workdays(12))
		never.Name, never.Calendar = "never", ""
		p.Targets = append(p.Targets, rests, never)
	})
	assert.Len(t, got, 1)
	assert.Contains(t, got[0], "targets[ours].terms[0]")
}
