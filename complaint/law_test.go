package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// decreed is a house under a law of 5 March 2026, the day after the tests begin: an answer in three days. Until the day
// before the older law gave five. Our own limits are left out.
func decreed(pb *playbook.Playbook) {
	legal := func(id string, days int, from, to sla.Date, replaces ...string) {
		term := sla.Term{Span: sla.Days(days)}
		pb.Laws = append(pb.Laws, playbook.Law{
			ID: id, Version: "1", Title: text("条例", "Act"), Jurisdiction: "CN", From: from, To: to, Replaces: replaces,
			Limits: []playbook.LegalLimit{{
				ID: "answer", Label: text("答复", "answer"), Starts: text("收到", "receipt"), Whom: playbook.BindsCompany, Term: term,
				Confidence: playbook.Official, Verified: from, Watches: id,
			}},
		})
		pb.Laws[len(pb.Laws)-1].Limits[0].Verified = sla.Date{Year: 2026, Month: time.March, Day: 1}
		pb.Targets = append(pb.Targets, sla.Target{
			Name: id, Owner: sla.OwnerStatutory, Terms: []sla.Choice{{When: map[string][]string{"law." + id: {"yes"}}, Term: term}},
			Start: on("register"), Stop: entered("resolved", "closed", "refused"),
		})
	}
	pb.Targets = nil
	first := sla.Date{Year: 2026, Month: time.March, Day: 5}
	legal("act.old", 5, sla.Date{}, first.AddDays(-1))
	legal("act.new", 3, first, sla.Date{}, "act.old")
}

// The day of receipt decides, in the playbook's zone, to the minute at which it changes; entering it late changes nothing.
func TestTheLawOfTheDayOfReceipt(t *testing.T) {
	midnight := time.Date(2026, 3, 4, 16, 0, 0, 0, time.UTC) // of 5 March in Shanghai
	for _, tc := range []struct {
		name          string
		now, received time.Time
		law, not      string
		due           string
	}{
		{"the day before", day, time.Time{}, "act.old", "act.new", "03-10 00:00"},
		{"its last moment", midnight.Add(-time.Microsecond), time.Time{}, "act.old", "act.new", "03-10 00:00"},
		{"its first moment", midnight, time.Time{}, "act.new", "act.old", "03-10 00:00"},
		{"entered a day late", midnight.Add(10 * hour), midnight.Add(-hour), "act.old", "act.new", "03-10 00:00"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, with(decreed))
			b.clock.Set(tc.now)
			in := guest()
			in.Received = tc.received
			c := b.register(in)
			require.Equal(t, sla.Running, c.Timers(tc.law)[0].Verdict)
			require.Equal(t, sla.Idle, c.Timers(tc.not)[0].Verdict)
			require.Equal(t, tc.due, at(c.Due(tc.law)))
			b.clock.Add(30 * 24 * hour)
			b.sweep()
			c, err := b.desk.Case(b.ctx, boss, c.ID)
			require.NoError(t, err)
			require.Equal(t, sla.Breached, c.Timers(tc.law)[0].Verdict, "the change of law moved nothing")
			require.Equal(t, sla.Idle, c.Timers(tc.not)[0].Verdict)
			b.verify(c.ID)
		})
	}
}

// A tag that a term reads moves the clock at once, on and off.
func TestATagThatATermReadsMovesTheClock(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) {
		pb.Targets = []sla.Target{{
			Name: "answer", Start: on("register"), Stop: entered("resolved"),
			Terms: []sla.Choice{{When: map[string][]string{"tag.fire": {"yes"}}, Term: sla.Term{Span: sla.Hours(1)}}, {Term: sla.Term{Span: sla.Hours(5)}}},
		}}
	}))
	c := b.register(guest())
	require.Equal(t, day.Add(5*hour), c.Due("answer"))
	c = b.do(clerk, c, complaint.Tag{Add: []string{"fire"}})
	require.Equal(t, day.Add(hour), c.Due("answer"))
	c = b.do(clerk, c, complaint.Tag{Remove: []string{"fire"}})
	require.Equal(t, day.Add(5*hour), c.Due("answer"))
	b.verify(c.ID)
}

// Of several rules for one body the first whose facts hold is used, and its terms count by its own calendar.
func TestAppealRulesByFacts(t *testing.T) {
	always := sla.CalendarSpec{ID: "always", Version: "1", Zone: "Asia/Shanghai", Week: sla.EveryDay("00:00-24:00")}
	silent := func(span sla.Span) sla.Term { return sla.Term{Span: span} }
	b := setup(t, with(func(pb *playbook.Playbook) {
		pb.Calendars = append(pb.Calendars, always)
		pb.Appeals = []playbook.AppealRule{
			{Body: "court", Label: text("法院", "court"), If: map[string][]string{"tag.rent": {"yes"}}, NoOutcomeWithin: silent(sla.Workdays(3)), Calendar: "always", Answer: silent(sla.Workdays(3))},
			{Body: "court", Label: text("法院", "court"), If: map[string][]string{"tag.noise": {"yes"}}, NoOutcomeWithin: silent(sla.Workdays(3))},
		}
	}))
	open := func(place, tag string) *complaint.Case {
		in := guest()
		in.Place = place
		c := b.register(in)
		if tag != "" {
			c = b.do(clerk, c, complaint.Tag{Add: []string{tag}})
		}
		return c
	}
	rent, noise, other := open("1", "rent"), open("2", "noise"), open("3", "")
	appeal := complaint.Appeal{Body: "court", Text: "未答复"}
	b.clock.Set(time.Date(2026, 3, 7, 16, 0, 0, 1000, time.UTC)) // Sunday 8 March, past midnight
	rent = b.do(clerk, rent, appeal)
	require.Equal(t, "03-11 00:00", at(rent.Appeals[0].Due.Add(-24*hour)), "three days of a calendar that never rests")
	require.Equal(t, "state", b.refuse(clerk, noise, appeal, complaint.ErrNotAllowed).Rule, "three working days are not over on a Sunday")
	b.refuse(clerk, other, appeal, complaint.ErrInvalid)
	b.clock.Set(time.Date(2026, 3, 9, 10, 0, 0, 1000, time.UTC)) // Monday 9 March, past 18:00
	b.do(clerk, noise, appeal)
}
