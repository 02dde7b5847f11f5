package cn_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/sla/cn"
)

// desk replays one limit of a rule book over a Chinese office calendar.
type desk struct {
	t      *testing.T
	policy *sla.Policy
	timers []sla.Timer
}

func deskFor(t *testing.T, edit func(*sla.Target)) *desk {
	t.Helper()
	target := sla.Target{
		Name: "limit", Owner: sla.OwnerStatutory,
		Start: []sla.Condition{{Event: "received"}}, Stop: []sla.Condition{{Event: "answered"}},
	}
	edit(&target)
	p, err := sla.NewPolicy([]sla.Target{target}, []*sla.Calendar{office(t)}, "office")
	require.NoError(t, err)
	return &desk{t: t, policy: p}
}

func terms(text string) []sla.Choice {
	term, err := sla.ParseTerm(text)
	if err != nil {
		panic(err)
	}
	return []sla.Choice{{Term: term}}
}

func (d *desk) at(s string) time.Time {
	d.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, d.policy.Calendar("limit").Zone())
	require.NoError(d.t, err)
	return at
}

func (d *desk) on(kind, at string, attrs ...string) *desk {
	d.t.Helper()
	ev := sla.Event{Kind: kind, At: d.at(at), Attrs: map[string]string{}}
	for i := 0; i < len(attrs); i += 2 {
		ev.Attrs[attrs[i]] = attrs[i+1]
	}
	var err error
	d.timers, err = d.policy.Apply(d.timers, ev, nil)
	require.NoError(d.t, err)
	return d
}

func (d *desk) extend(rule, at string) error {
	timers, err := d.policy.Extend(d.timers, "limit", sla.Extension{Rule: rule, Reason: "complex"}, d.at(at))
	d.timers = timers
	return err
}

func (d *desk) due(want string) *desk {
	d.t.Helper()
	require.Equal(d.t, want, d.timers[len(d.timers)-1].DueDate.String())
	return d
}

// Banks and insurers decide within 15 calendar days, 30 when complex, 60 when
// specially complex; time of an outside appraisal is excluded (2020 No. 3).
func TestBankingAndInsuranceComplaint(t *testing.T) {
	open := func(t *testing.T) *desk {
		return deskFor(t, func(x *sla.Target) {
			x.Terms = terms("15d")
			x.Pause = []sla.Condition{{Event: "held", With: map[string][]string{"reason": {"appraisal", "inspection"}}}}
			x.Resume = []sla.Condition{{Event: "resumed"}}
			x.Extensions = []sla.ExtensionRule{
				{Name: "complex", Shape: sla.ExtendTo, Span: sla.Days(30)},
				{Name: "special", Shape: sla.ExtendPlus, Span: sla.Days(30), Approver: "head office"},
			}
			x.ExtendLimit = sla.Days(60)
		}).on("received", "2026-09-22 10:00").due("2026-10-08")
	}
	t.Run("to 30 days in total, then 30 more", func(t *testing.T) {
		d := open(t)
		require.NoError(t, d.extend("complex", "2026-10-08 10:00"))
		d.due("2026-10-22")
		require.NoError(t, d.extend("special", "2026-10-20 10:00"))
		d.due("2026-11-23") // 60 days from receipt end on Saturday 11-21
	})
	t.Run("not after expiry", func(t *testing.T) {
		var refused *sla.RefusedError
		require.ErrorAs(t, open(t).extend("complex", "2026-10-09 00:01"), &refused)
		assert.Equal(t, sla.RefusedExpired, refused.Rule)
	})
	t.Run("an appraisal stops the days, waiting for the customer does not", func(t *testing.T) {
		d := open(t).on("held", "2026-09-23 10:00", "reason", "customer").due("2026-10-08")
		d.on("held", "2026-09-24 10:00", "reason", "appraisal").on("resumed", "2026-09-29 10:00").due("2026-10-12")
	})
}

// The rule of 2012 counted working days, the one of 2020 counts calendar days:
// the same number, another unit.
func TestTheSameNumberInAnotherUnit(t *testing.T) {
	deskFor(t, func(x *sla.Target) { x.Terms = terms("15wd") }).on("received", "2026-09-22 10:00").due("2026-10-20")
	deskFor(t, func(x *sla.Target) { x.Terms = terms("15d") }).on("received", "2026-09-22 10:00").due("2026-10-08")
}

// A fault report is repaired within 48 hours in town, 72 in the country:
// hours run from the moment, rest days or not (Civil Code, art. 201).
func TestTelecomFaultReport(t *testing.T) {
	d := deskFor(t, func(x *sla.Target) {
		x.Terms = terms("48h")
		x.Terms = []sla.Choice{{When: map[string][]string{"area": {"country"}}, Term: sla.Term{Span: sla.Hours(72)}}, x.Terms[0]}
	}).on("received", "2026-09-30 16:20")
	assert.True(t, d.timers[0].Due.Equal(d.at("2026-10-02 16:20")))
	assert.False(t, d.timers[0].Provisional)
}

// Tourism: the decision to accept in two working days since 2026-03-15, the
// outcome within 60 calendar days of acceptance.
func TestTourismComplaint(t *testing.T) {
	deskFor(t, func(x *sla.Target) { x.Terms = terms("2wd") }).on("received", "2026-09-24 10:00").due("2026-09-29")
	deskFor(t, func(x *sla.Target) { x.Terms = terms("60d") }).on("received", "2026-04-15 10:00").due("2026-06-15")
}

// A summary resolution ends at close of business of the third working day
// after the day of receipt; what comes after close is received the next day.
func TestReceiptAfterCloseOfBusiness(t *testing.T) {
	term := func(x *sla.Target) { x.Terms = terms("3wd cutoff=close") }
	deskFor(t, term).on("received", "2026-11-16 17:59").due("2026-11-19")
	deskFor(t, term).on("received", "2026-11-16 18:01").due("2026-11-20")
	deskFor(t, term).on("received", "2026-11-21 10:00").due("2026-11-26")
}

// Payment services: 15 working days, and with a holding response 35 in total.
func TestPaymentServiceComplaint(t *testing.T) {
	d := deskFor(t, func(x *sla.Target) {
		x.Terms = terms("15wd")
		x.Extensions = []sla.ExtensionRule{{Name: "holding", Shape: sla.ExtendTo, Span: sla.Workdays(35)}}
	}).on("received", "2026-09-22 10:00").due("2026-10-20")
	require.NoError(t, d.extend("holding", "2026-10-20 17:00"))
	d.due("2026-11-17")
}

// Eight weeks are eight weeks: nothing pauses them and no holiday moves them.
func TestEightWeeks(t *testing.T) {
	d := deskFor(t, func(x *sla.Target) { x.Terms = terms("8w roll=none") }).on("received", "2026-08-06 10:00").due("2026-10-01")
	d.on("held", "2026-08-10 10:00").due("2026-10-01")
	d.on("answered", "2026-10-01 23:59")
	assert.Equal(t, sla.Met, d.timers[0].Verdict)
}

// The wish to withdraw ends the matter the same day.
func TestTheSameDay(t *testing.T) {
	deskFor(t, func(x *sla.Target) { x.Terms = terms("0d roll=none") }).on("received", "2026-10-03 10:00").due("2026-10-03")
}

// New facts before the limit start the clock on the new material.
func TestNewFactsStartTheClockAnew(t *testing.T) {
	d := deskFor(t, func(x *sla.Target) {
		x.Terms = terms("15d")
		x.Reset = []sla.Condition{{Event: "new_facts"}}
	}).on("received", "2026-10-12 10:00").due("2026-10-27")
	d.on("new_facts", "2026-10-20 10:00").due("2026-11-04")
	assert.Len(t, d.timers, 2)
}

// Minutes of a hotel run round the clock while the office sleeps.
func TestHotelMinutes(t *testing.T) {
	always, err := sla.Always("front-desk", cn.Zone)
	require.NoError(t, err)
	due, err := sla.Term{Span: sla.Minutes(10)}.Due(always, time.Date(2026, 10, 1, 23, 55, 0, 0, always.Zone()))
	require.NoError(t, err)
	assert.Equal(t, "2026-10-02 00:05", due.At.Format("2006-01-02 15:04"))
}
