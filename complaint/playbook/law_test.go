package playbook_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

func term(span sla.Span) sla.Term { return sla.Term{Span: span} }

func happens(events ...string) []sla.Condition {
	out := make([]sla.Condition, len(events))
	for i, e := range events {
		out[i] = sla.Condition{Event: e}
	}
	return out
}

func reaches(states ...string) []sla.Condition {
	return []sla.Condition{{Event: playbook.EventEnter, With: map[string][]string{"state": states}}}
}

// act is a law of 1 March 2026: an answer in 15 days, 30 at most. Its clock is named xx.1.answer.
func act() (playbook.Law, sla.Target) {
	l := playbook.Law{
		ID: "xx.1", Version: "1", Title: text("条例", "Act"), Number: "第1号", Jurisdiction: "CN",
		From: sla.Date{Year: 2026, Month: time.March, Day: 1}, Replaces: []string{"xx.0"},
		Limits: []playbook.LegalLimit{{
			ID: "answer", Article: "Art 9", Label: text("答复", "answer"), Starts: text("收到", "receipt"), Whom: playbook.BindsCompany,
			Term: term(sla.Days(15)), Most: term(sla.Days(30)), Confidence: playbook.Official,
			Verified: sla.Date{Year: 2026, Month: time.November, Day: 21}, Watches: "xx.1.answer",
		}},
	}
	return l, sla.Target{
		Name: "xx.1.answer", Owner: sla.OwnerStatutory, Calendar: "office", Start: happens("register"), Stop: append(reaches("resolved", "closed"), happens("withdraw")...),
		Terms:      []sla.Choice{{When: map[string][]string{"law.xx.1": {"yes"}}, Term: term(sla.Days(15))}},
		Extensions: []sla.ExtensionRule{{Name: "long", Shape: sla.ExtendTo, Span: sla.Days(30)}}, ExtendLimit: sla.Days(30),
	}
}

// lawful is a good playbook that carries a law, without limits of its own.
func lawful(spoil func(p *playbook.Playbook, l *playbook.Law, legal *sla.Target)) func(*playbook.Playbook) {
	return func(p *playbook.Playbook) {
		l, legal := act()
		p.Laws, p.Targets = []playbook.Law{l}, []sla.Target{legal}
		spoil(p, &p.Laws[0], &p.Targets[0])
	}
}

func TestFaultsOfLaws(t *testing.T) {
	limit := func(spoil func(x *playbook.LegalLimit)) func(*playbook.Playbook) {
		return lawful(func(_ *playbook.Playbook, l *playbook.Law, _ *sla.Target) { spoil(&l.Limits[0]) })
	}
	run(t, []mutation{
		{"an id in words", "laws[0].id targets[0].terms[0].when.law.xx.1", lawful(func(_ *playbook.Playbook, l *playbook.Law, _ *sla.Target) { l.ID = "Act 1" })},
		{"a law twice", "laws[1].id", lawful(func(p *playbook.Playbook, l *playbook.Law, _ *sla.Target) { p.Laws = append(p.Laws, *l) })},
		{"no title", "laws[0]", lawful(func(_ *playbook.Playbook, l *playbook.Law, _ *sla.Target) { l.Title = playbook.Text{} })},
		{"no version", "laws[0]", lawful(func(_ *playbook.Playbook, l *playbook.Law, _ *sla.Target) { l.Version = "" })},
		{"no place", "laws[0]", lawful(func(_ *playbook.Playbook, l *playbook.Law, _ *sla.Target) { l.Jurisdiction = "" })},
		{"an end before its beginning", "laws[0].to", lawful(func(_ *playbook.Playbook, l *playbook.Law, _ *sla.Target) { l.To = l.From.AddDays(-1) })},
		{"a law that replaces itself", "laws[0].replaces[0]", lawful(func(_ *playbook.Playbook, l *playbook.Law, _ *sla.Target) { l.Replaces = []string{"xx.1"} })},
		{"a fact of a law that is not carried", "targets[0].terms[0].when.law.xx.2", lawful(func(_ *playbook.Playbook, _ *playbook.Law, t *sla.Target) {
			t.Terms[0].When = map[string][]string{"law.xx.2": {"yes"}}
		})},
		{"a fact with another value", "targets[0].terms[0].when.law.xx.1", lawful(func(_ *playbook.Playbook, _ *playbook.Law, t *sla.Target) {
			t.Terms[0].When["law.xx.1"] = []string{"perhaps"}
		})},
		{"a limit twice", "laws[0].limits[1].id", lawful(func(_ *playbook.Playbook, l *playbook.Law, _ *sla.Target) { l.Limits = append(l.Limits, l.Limits[0]) })},
		{"a limit in words", "laws[0].limits[0].id", limit(func(x *playbook.LegalLimit) { x.ID = "Answer!" })},
		{"nobody bound", "laws[0].limits[0].whom", limit(func(x *playbook.LegalLimit) { x.Whom = "" })},
		{"no confidence", "laws[0].limits[0].confidence", limit(func(x *playbook.LegalLimit) { x.Confidence = "sure" })},
		{"never looked up", "laws[0].limits[0].verified", limit(func(x *playbook.LegalLimit) { x.Verified = sla.Date{} })},
		{"no label", "laws[0].limits[0]", limit(func(x *playbook.LegalLimit) { x.Label = playbook.Text{} })},
		{"no beginning", "laws[0].limits[0]", limit(func(x *playbook.LegalLimit) { x.Starts = playbook.Text{} })},
		{"a body in words", "laws[0].limits[0].body", limit(func(x *playbook.LegalLimit) { x.Body = "The Court" })},
		{"a clock without a number", "laws[0].limits[0].term", limit(func(x *playbook.LegalLimit) { x.Term, x.Most = sla.Term{}, sla.Term{} })},
		{"a maximum without a number", "laws[0].limits[0].term", limit(func(x *playbook.LegalLimit) { x.Term, x.Watches = sla.Term{}, "" })},
		{"a term that cannot be counted", "laws[0].limits[0].term", limit(func(x *playbook.LegalLimit) { x.Term.Landing = 99 })},
		{"a maximum that cannot be counted", "laws[0].limits[0].most", limit(func(x *playbook.LegalLimit) { x.Most.Landing = 99 })},
		{"a clock there is not", "laws[0].limits[0].watches", limit(func(x *playbook.LegalLimit) { x.Watches = "xx.2" })},
		{"a clock for what is only practice", "laws[0].limits[0].watches", limit(func(x *playbook.LegalLimit) { x.Practice = true })},
	})
}

// What a law need not say: a number, and more than one day.
func TestLawsWithoutFaults(t *testing.T) {
	for name, change := range map[string]func(l *playbook.Law){
		"as it is": func(*playbook.Law) {},
		"one day":  func(l *playbook.Law) { l.To = l.From },
		"without number": func(l *playbook.Law) {
			l.Limits[0].Term, l.Limits[0].Most, l.Limits[0].Watches = sla.Term{}, sla.Term{}, ""
		},
	} {
		p := rich()
		lawful(func(_ *playbook.Playbook, l *playbook.Law, _ *sla.Target) { change(l) })(p)
		assert.NoError(t, p.Validate(), name)
	}
}

func TestALawHoldsFromItsFirstDayToItsLast(t *testing.T) {
	on := func(y int, m time.Month, d int) sla.Date { return sla.Date{Year: y, Month: m, Day: d} }
	l := playbook.Law{From: on(2026, 3, 15), To: on(2026, 4, 14)}
	for date, want := range map[sla.Date]bool{
		on(2026, 3, 14): false, on(2026, 3, 15): true, on(2026, 4, 14): true, on(2026, 4, 15): false,
	} {
		assert.Equal(t, want, l.Holds(date), date.String())
	}
	assert.True(t, (&playbook.Law{}).Holds(on(1950, 1, 1)), "unknown dates hold always")
	assert.True(t, (&playbook.Law{From: on(2020, 1, 1)}).Holds(on(2199, 1, 1)), "no end: in force")
}

func TestWhoOwesALimit(t *testing.T) {
	p := rich()
	lawful(func(*playbook.Playbook, *playbook.Law, *sla.Target) {})(p)
	x := p.Laws[0].Limits[0]
	assert.True(t, p.Owes(&x))
	x.Practice = true
	assert.False(t, p.Owes(&x), "practice binds nobody")
	x.Practice, x.Whom = false, playbook.BindsRegulator
	assert.True(t, p.Owes(&x), "an authority's own desk")
	p.Targets[0].Per = "appeal"
	assert.False(t, p.Owes(&x), "somebody else's clock")
	x.Watches = ""
	assert.False(t, p.Owes(&x))
	x.Whom = playbook.BindsComplainant
	assert.False(t, p.Owes(&x))
	assert.Nil(t, p.Target("nobody"))
	assert.Nil(t, p.Law("xx.9"))
	require.NotNil(t, p.Law("xx.1"))
}

// Several rules may stand for one body, each but the last with a condition; a rule names a calendar there is.
func TestFaultsOfAppealRulesByFacts(t *testing.T) {
	rules := func(list ...playbook.AppealRule) func(*playbook.Playbook) {
		return func(p *playbook.Playbook) {
			for i := range list {
				list[i].Label = text("法院", "court")
			}
			p.Appeals = list
		}
	}
	when := func(value string) map[string][]string { return map[string][]string{"tag.rent": {value}} }
	run(t, []mutation{
		{"one after a rule that always holds", "appeals[1].body", rules(playbook.AppealRule{Body: "court"}, playbook.AppealRule{Body: "court", If: when("yes")})},
		{"an unknown fact", "appeals[0].if.weather", rules(playbook.AppealRule{Body: "court", If: map[string][]string{"weather": {"bad"}}})},
		{"a value that a fact never has", "appeals[0].if.tag.rent", rules(playbook.AppealRule{Body: "court", If: when("perhaps")})},
		{"a calendar there is not", "appeals[0].calendar", rules(playbook.AppealRule{Body: "court", Calendar: "moon"})},
	})
	p := rich()
	rules(playbook.AppealRule{Body: "court", If: when("yes"), Calendar: "office"}, playbook.AppealRule{Body: "court"})(p)
	require.NoError(t, p.Validate())
}
