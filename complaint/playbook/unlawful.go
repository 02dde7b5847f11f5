package playbook

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/redress-go/redress/sla"
)

// Unlawful lists the time limits of the playbook that are longer than a law it carries allows, each with the article and
// a complaint that would be late. Two kinds are looked at: a target of our own for the same duty, which starts with the
// legal one or later and stops on the same act, when it falls due after it for some day of receipt or may be extended
// beyond what the law allows with every extension; and the legal clock itself, when it was loosened after it was laid.
// The act is the first condition that stops the legal clock. A law whose successor the playbook carries is not compared
// with our own targets: it binds receipts of the past only. Validate reports the faults, too.
func (p *Playbook) Unlawful() []Fault {
	b := bound{p: p, calendars: map[string]*sla.Calendar{}, known: map[comparison]lateness{}}
	if rule := p.tooMany(); rule != "" {
		return []Fault{{"laws", rule}}
	}
	for _, spec := range p.Calendars {
		cal, err := sla.NewCalendar(spec)
		if err != nil {
			return nil // Validate says so
		}
		b.calendars[spec.ID] = cal
	}
	if b.calendars[p.Calendar] == nil {
		return nil
	}
	statutory, replaced := map[string]bool{}, map[string]bool{}
	for _, l := range p.Laws {
		for _, r := range l.Replaces {
			replaced[r] = true
		}
		for _, x := range l.Limits {
			statutory[x.Watches] = true
		}
	}
	var out []Fault
	for i := range p.Laws {
		b.law = &p.Laws[i]
		for j := range b.law.Limits {
			b.limit = &b.law.Limits[j]
			b.legal = p.Target(b.limit.Watches)
			if b.legal == nil || !p.Owes(b.limit) {
				continue
			}
			for k := range p.Targets {
				b.target = &p.Targets[k]
				if b.target == b.legal || !statutory[b.target.Name] && !replaced[b.law.ID] && b.sameDuty() {
					out = append(out, b.faults()...)
				}
				if len(b.known) > maxCompared {
					return append(out, Fault{"laws", fmt.Sprintf("more than %d pairs of terms to compare", maxCompared)})
				}
			}
		}
	}
	return out
}

// bound compares one target with one limit of a law.
type bound struct {
	p         *Playbook
	law       *Law
	limit     *LegalLimit
	legal     *sla.Target // the clock that runs for the limit
	target    *sla.Target // ours, or the legal one
	calendars map[string]*sla.Calendar
	known     map[comparison]lateness
}

// What is compared is bounded: every pair of terms is tried on each day of two years, which takes half a millisecond, and
// a playbook comes from outside.
const (
	maxPairs    = 1 << 16 // limits of laws times targets of our own
	maxChoices  = 64      // terms of one target, and rules to extend it
	maxCompared = 1024    // pairs of terms that differ
)

// tooMany says what there is too much of to be compared, "" when it can be.
func (p *Playbook) tooMany() string {
	limits := 0
	for i := range p.Laws {
		limits += len(p.Laws[i].Limits)
	}
	if limits*len(p.Targets) > maxPairs {
		return fmt.Sprintf("%d limits and %d targets are too many to compare", limits, len(p.Targets))
	}
	for i := range p.Targets {
		if t := &p.Targets[i]; limits > 0 && len(t.Terms)+len(t.Extensions) > maxChoices {
			return fmt.Sprintf("the terms and extensions of targets[%s] are too many to compare", t.Name)
		}
	}
	return ""
}

// comparison is two terms for the days of receipt of a law.
type comparison struct {
	own, law     sla.Term
	ours, theirs *sla.Calendar
	from, to     sla.Date
}

// lateness is the first receipt on which a term ends after another, zero when there is none.
type lateness struct{ received, due, legal sla.Date }

// sameDuty reports whether a target of our own is about what the law asks for.
func (b *bound) sameDuty() bool {
	return len(b.legal.Stop) > 0 && share(b.legal.Stop[:1], b.target.Stop) && b.notEarlier()
}

// notEarlier reports whether our clock starts with the legal one, or, where that one starts with the receipt, with
// something that comes after it.
func (b *bound) notEarlier() bool {
	if share(b.legal.Start, b.target.Start) {
		return true
	}
	receipt := func(c sla.Condition) bool { return c.Event == "register" }
	later := []string{"acknowledge", "assess", "admit", "dispatch", "assigned", "take-on"}
	return slices.ContainsFunc(b.legal.Start, receipt) &&
		slices.ContainsFunc(b.target.Start, func(c sla.Condition) bool { return slices.Contains(later, c.Event) })
}

func (b *bound) faults() []Fault {
	at := fmt.Sprintf("targets[%s]", b.target.Name)
	var out []Fault
	if b.target == b.legal && len(b.target.Pause) > 0 && b.limit.Pauses == (Text{}) {
		out = append(out, Fault{at + ".pause", "stands still, which is not allowed by " + b.cite()})
	}
	for i, own := range b.target.Terms {
		if b.applies(own) {
			if says := b.late(own.Term, b.limit.Term); says != "" {
				out = append(out, Fault{fmt.Sprintf("%s.terms[%d]", at, i), says})
			}
		}
	}
	most := b.limit.Term // with every extension that the law knows
	if !b.limit.Most.IsZero() {
		most = b.limit.Most
	}
	for i, own := range b.target.Terms {
		if len(b.target.Extensions) == 0 || !b.applies(own) {
			continue
		}
		longer, endless := b.extended(own.Term)
		if endless {
			return append(out, Fault{fmt.Sprintf("%s.terms[%d] extended", at, i), "without end, longer than " + b.cite() + " allows"})
		}
		for _, longest := range longer {
			if says := b.late(longest, most); says != "" {
				return append(out, Fault{fmt.Sprintf("%s.terms[%d] extended", at, i), says})
			}
		}
	}
	return out
}

// extended are the terms that the extensions of a target may end in: the target's limit of all of them, or each used as
// often as it may be, those that add to the term all together. Working days and calendar days cannot be added up; then the
// sums of each stand apart. A holding response begins anew when it is sent, on the last day at the latest. What adds up to
// more than a span may be (a hundred years) is endless.
func (b *bound) extended(term sla.Term) (longer []sla.Term, endless bool) {
	with := func(s sla.Span) sla.Term {
		longer := term
		longer.Span = s
		return longer
	}
	if !b.target.ExtendLimit.IsZero() {
		return []sla.Term{with(b.target.ExtendLimit)}, false
	}
	var bases, out []sla.Term
	bases = append(bases, term)
	for _, x := range b.target.Extensions {
		if x.Shape == sla.ExtendTo {
			bases = append(bases, with(x.Span))
		}
	}
	for _, base := range bases {
		n, unit := base.Span.N(), base.Span.Unit()
		if unit == sla.NoUnit {
			continue // due when it begins
		}
		for _, x := range b.target.Extensions {
			switch {
			case x.Shape == sla.ExtendTo:
			case x.Span.Unit() == unit:
				n += x.Span.N() * min(max(x.Max, 1), 1<<20) // more of anything is endless
			default:
				out = append(out, with(x.Span))
			}
		}
		sum, err := sla.ParseSpan(fmt.Sprintf("%d%s", n, unit))
		if err != nil {
			return nil, true
		}
		out = append(out, with(sum))
	}
	return out, false
}

// applies reports whether a case may have both: no fact is asked to have one value by the one, another by the other.
func (b *bound) applies(own sla.Choice) bool {
	return slices.ContainsFunc(b.legal.Terms, func(c sla.Choice) bool {
		for name, values := range c.When {
			if theirs, ok := own.When[name]; ok && !slices.ContainsFunc(values, func(s string) bool { return slices.Contains(theirs, s) }) {
				return false
			}
		}
		return true
	})
}

// late looks for a day of receipt on which a term of the target ends after the law's, over two years that the law holds
// for. It returns what the fault says, "" when there is none.
func (b *bound) late(own, law sla.Term) string {
	ours, theirs := b.calendar(b.target), b.calendar(b.legal)
	if own == law && ours == theirs {
		return ""
	}
	c := comparison{own, law, ours, theirs, b.law.From, b.law.To}
	late, ok := b.known[c]
	if !ok {
		late = c.first(b.law)
		b.known[c] = late
	}
	if late == (lateness{}) {
		return ""
	}
	return fmt.Sprintf("longer than %s allows, %s: received %s, due %s, by law %s",
		b.cite(), law.Span, late.received, late.due, late.legal)
}

// first tries each day of two years on which a law holds.
func (c *comparison) first(law *Law) lateness {
	const years = 2 * 365
	first := sla.Date{Year: 2025, Month: time.January, Day: 1}
	switch {
	case c.from.After(first):
		first = c.from
	case !c.to.IsZero() && c.to.Before(first.AddDays(years)):
		first = c.to.AddDays(-years)
	}
	for i := range years {
		date := first.AddDays(i)
		if !law.Holds(date) {
			continue
		}
		at := c.theirs.StartOfDay(date).Add(10 * time.Hour)
		mine, err := c.own.Due(c.ours, at)
		if err != nil {
			return lateness{}
		}
		due, err := c.law.Due(c.theirs, at)
		if err == nil && mine.At.After(due.At) {
			return lateness{date, mine.Date, due.Date}
		}
	}
	return lateness{}
}

// cite names the limit with its article and instrument.
func (b *bound) cite() string {
	words := []string{b.law.ID + "." + b.limit.ID}
	for _, s := range []string{b.limit.Article, b.law.Title.In("zh"), b.law.Number} {
		if s != "" {
			words = append(words, s)
		}
	}
	return strings.Join(words, ", ")
}

func (b *bound) calendar(t *sla.Target) *sla.Calendar {
	if c := b.calendars[t.Calendar]; c != nil {
		return c
	}
	return b.calendars[b.p.Calendar]
}

// share reports whether an event may meet a condition of both lists.
func share(a, b []sla.Condition) bool {
	return slices.ContainsFunc(a, func(x sla.Condition) bool {
		return slices.ContainsFunc(b, func(y sla.Condition) bool {
			if x.Event != y.Event {
				return false
			}
			for name := range maps.Keys(x.With) {
				theirs, ok := y.With[name]
				if ok && !slices.ContainsFunc(x.With[name], func(s string) bool { return slices.Contains(theirs, s) }) {
					return false
				}
			}
			return true
		})
	})
}
