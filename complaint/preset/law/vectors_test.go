package law_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/law"
	"github.com/redress-go/redress/sla"
)

// The start day is not counted, the last day rolls over rest days, a make-up Saturday is a working day: the vectors of the
// regulations page, as a desk computes them for the laws.
func TestGoldenVectors(t *testing.T) {
	tag := func(s string) complaint.Command { return complaint.Tag{Add: []string{s}} }
	cases := []struct {
		start, law, limit string
		authority         bool
		first             complaint.Command
		due               string
	}{
		{"2026-09-22", "cn.fin.2020", "decide", false, nil, "2026-10-08"},
		{"2026-09-24", "cn.fin.2020", "decide", false, nil, "2026-10-09"},
		{"2026-01-31", "cn.fin.2020", "decide", false, nil, "2026-02-24"},
		{"2026-04-15", "cn.samr.121", "mediate", true, complaint.Admit{}, "2026-06-15"},
		{"2026-09-22", "cn.samr.121", "mediate", true, complaint.Admit{}, "2026-11-23"},
		{"2026-09-24", "cn.tour.14", "accept", true, nil, "2026-09-29"},
		{"2026-09-28", "cn.samr.121", "accept", true, nil, "2026-10-13"},
		{"2026-09-22", "cn.telecom.chongqing", "reply", false, nil, "2026-10-20"},
		{"2026-02-13", "cn.12345.jinan", "report", false, nil, "2026-02-27"},
		{"2026-04-30", "cn.auto.2021", "reply", false, tag("replace-or-return"), "2026-05-18"},
		{"2026-04-30", "cn.auto.2021", "complete", false, tag("replace-or-return"), "2026-06-01"},
	}
	for _, c := range cases {
		t.Run(c.start+" "+c.law+"."+c.limit, func(t *testing.T) {
			p := laid(t, law.Options{Authority: c.authority}, branch(func(p *playbook.Playbook) { p.Targets = nil }), some(t, c.law)...)
			d := open(t, p, c.start)
			got := d.receive("")
			if c.first != nil {
				got = d.do(boss, got, c.first)
			}
			assert.Equal(t, c.due, due(got, c.law+"."+c.limit))
		})
	}
}

// One working day after Friday 13 February 2026 is the make-up Saturday.
func TestAMakeUpSaturdayIsALegalWorkingDay(t *testing.T) {
	l := one(t, law.All(), "cn.12345.jinan")
	l.Limits[0].Term = sla.Term{Span: sla.Workdays(1)}
	l.Limits[0].Target.Terms[0].Term = l.Limits[0].Term
	d := open(t, laid(t, law.Options{}, branch(func(p *playbook.Playbook) { p.Targets = nil }), l), "2026-02-13")
	assert.Equal(t, "2026-02-14", due(d.receive(""), "cn.12345.jinan.report"))
}

// A case received before a change keeps the rule of its day, however late it is entered.
func TestTheRuleOfTheDayOfReceipt(t *testing.T) {
	own := func(p *playbook.Playbook) { p.Targets = nil }
	cases := []struct {
		name, now, received string
		laws                []string
		authority           bool
		first               complaint.Command
		runs, due, not      string
	}{
		{"tourism, the old rule", "2026-03-10", "", []string{"cn.tour.14", "cn.tour.32"}, true, nil, "cn.tour.32.accept", "2026-03-17", "cn.tour.14.accept"},
		{"tourism, its last day", "2026-03-14 23:59", "", []string{"cn.tour.14", "cn.tour.32"}, true, nil, "cn.tour.32.accept", "2026-03-20", "cn.tour.14.accept"},
		{"tourism, the first day of the new rule", "2026-03-15 00:00", "", []string{"cn.tour.14", "cn.tour.32"}, true, nil, "cn.tour.14.accept", "2026-03-17", "cn.tour.32.accept"},
		{"tourism, the new rule", "2026-03-16", "", []string{"cn.tour.14", "cn.tour.32"}, true, nil, "cn.tour.14.accept", "2026-03-18", "cn.tour.32.accept"},
		{"tourism, entered after the change", "2026-03-20", "2026-03-13", []string{"cn.tour.14", "cn.tour.32"}, true, nil, "cn.tour.32.accept", "2026-03-20", "cn.tour.14.accept"},
		{"market regulator, the old rule", "2026-04-14", "", []string{"cn.samr.20", "cn.samr.121"}, true, complaint.Admit{}, "cn.samr.20.mediate", "2026-06-18", "cn.samr.121.mediate"},
		{"market regulator, the new rule", "2026-04-15", "", []string{"cn.samr.20", "cn.samr.121"}, true, complaint.Admit{}, "cn.samr.121.mediate", "2026-06-15", "cn.samr.20.mediate"},
		{"telecom, working days", "2016-07-29", "", []string{"cn.telecom.2001", "cn.telecom.2016"}, false, nil, "cn.telecom.2001.reply", "2016-08-19", "cn.telecom.2016.reply"},
		{"telecom, calendar days", "2016-07-30", "", []string{"cn.telecom.2001", "cn.telecom.2016"}, false, nil, "cn.telecom.2016.reply", "2016-08-15", "cn.telecom.2001.reply"},
		{"telecom, entered after the change", "2016-08-02", "2016-07-29", []string{"cn.telecom.2001", "cn.telecom.2016"}, false, nil, "cn.telecom.2001.reply", "2016-08-19", "cn.telecom.2016.reply"},
		{"Ofcom, eight weeks", "2026-04-07", "", []string{"uk.ofcom.2026", "uk.ofcom.8w"}, false, nil, "uk.ofcom.8w.adr", "2026-06-02", "uk.ofcom.2026.adr"},
		{"Ofcom, six weeks", "2026-04-08", "", []string{"uk.ofcom.2026", "uk.ofcom.8w"}, false, nil, "uk.ofcom.2026.adr", "2026-05-20", "uk.ofcom.8w.adr"},
		{"bank, working days", "2020-02-29", "", []string{"cn.bank.2012", "cn.fin.2020"}, false, nil, "cn.bank.2012.decide", "2020-03-20", "cn.fin.2020.decide"},
		{"bank, calendar days", "2020-03-01", "", []string{"cn.bank.2012", "cn.fin.2020"}, false, nil, "cn.fin.2020.decide", "2020-03-16", "cn.bank.2012.decide"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := open(t, laid(t, law.Options{Authority: c.authority}, branch(own), some(t, c.laws...)...), c.now)
			got := d.receive(c.received)
			if c.first != nil {
				got = d.do(boss, got, c.first)
			}
			assert.Equal(t, c.due, due(got, c.runs))
			require.Len(t, got.Timers(c.not), 1)
			assert.Equal(t, sla.Idle, got.Timers(c.not)[0].Verdict)
			d.mock.Add(400 * 24 * time.Hour)
			_, err := d.Sweep(t.Context())
			require.NoError(t, err)
			got, err = d.Case(t.Context(), boss, got.ID)
			require.NoError(t, err)
			assert.Equal(t, sla.Breached, got.Timers(c.runs)[0].Verdict)
			assert.Equal(t, sla.Idle, got.Timers(c.not)[0].Verdict, "the law of another day never breaches")
		})
	}
}
