package complaint_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/survey"
)

// req: R21.2
func TestASurveyIsSentOnceACycle(t *testing.T) {
	const days = 24 * hour
	for _, tc := range []struct {
		name string
		end  func(b *bench) *complaint.Case
	}{
		{"closed at the desk", func(b *bench) *complaint.Case { return b.closed() }},
		{"closed after the follow-up", func(b *bench) *complaint.Case { return b.in(complaint.Closed) }},
		{"closed by time", func(b *bench) *complaint.Case {
			c := b.in(complaint.Resolved)
			b.clock.Add(6 * days) // a weekend moves the third day
			b.sweep()
			return b.reload(c)
		}},
		{"closed and filed", func(b *bench) *complaint.Case { return b.do(clerk, b.closed(), complaint.Archive{}) }},
		{"contacted once more without the survey", func(b *bench) *complaint.Case {
			return b.do(clerk, b.closed(), complaint.FollowUp{Reached: true, Satisfied: true})
		}},
		{"reviewed before it was sent, and confirmed", func(b *bench) *complaint.Case {
			c := b.do(clerk, b.closed(), complaint.Appeal{})
			require.Empty(b, b.later(2*days), "not while the outcome is under review")
			return b.do(boss, c, complaint.DecideAppeal{Appeal: 1, Text: "维持"})
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, inviting())
			c := tc.end(b)
			require.Equal(t, []string{playbook.SurveyNotice}, surveyKinds(b.later(2*days)))
			for range 20 {
				b.later(days)
			}
			c = b.reload(c)
			require.Equal(t, map[int]int{0: 1}, b.sentSurveys(c))
			require.Len(t, c.Invitations, 1)
			require.Equal(t, c.Invitations[0].Sent.Add(10*days), c.Invitations[0].Expires)
			b.verify(c.ID)
		})
	}
	t.Run("reviewed after it was sent, and confirmed", func(t *testing.T) {
		b := setup(t, inviting())
		c := b.closed()
		require.Len(t, b.later(2*days), 1)
		c = b.do(boss, b.do(clerk, c, complaint.Appeal{}), complaint.DecideAppeal{Appeal: 1, Text: "维持"})
		require.Equal(t, []string{playbook.SurveyReminder}, surveyKinds(b.later(4*days)))
		require.Equal(t, map[int]int{0: 1}, b.sentSurveys(c))
	})
	t.Run("at once, in the entry of the end", func(t *testing.T) {
		b := setup(t, inviting(func(p *playbook.SurveyPolicy) { p.After = sla.Term{} }))
		c := b.closed()
		require.Contains(t, told(b.last(c)), "survey complainant")
		require.Equal(t, []string{playbook.SurveyNotice}, surveyKinds(b.surveyMail()))
	})
}

func TestASurveyIsSentAfterAReopenOnceMore(t *testing.T) {
	for _, tc := range []struct {
		name   string
		before time.Duration // between the first end and the reopening
		first  int           // invitations of the first cycle
	}{
		{"after the first had left", 48 * hour, 1},
		{"before the first has left", hour, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, inviting())
			c := b.in(complaint.Closed)
			require.Len(t, b.later(tc.before), tc.first)
			c = b.do(clerk, c, complaint.Reopen{Reason: "unsatisfied"})
			require.Equal(t, "investigating", c.Invitations[0].Why, "what is out, or was to leave, is taken back")
			require.Empty(t, b.later(48*hour), "nobody is asked about, or reminded of, what is handled again")
			c = b.do(worker, c, complaint.Resolve{Outcome: "settled"})
			c = b.do(boss, c, complaint.Close{})
			require.Equal(t, []string{playbook.SurveyNotice}, surveyKinds(b.later(48*hour)))
			require.Equal(t, []string{playbook.SurveyReminder}, surveyKinds(b.later(72*hour)))
			want := map[int]int{1: 1}
			if tc.first > 0 {
				want[0] = 1
			}
			require.Equal(t, want, b.sentSurveys(c))
			b.verify(c.ID)
		})
	}
	t.Run("and after an appeal that was right", func(t *testing.T) {
		b := setup(t, inviting())
		c := b.in(complaint.Closed)
		b.later(48 * hour)
		c = b.do(boss, b.do(clerk, c, complaint.Appeal{}), complaint.DecideAppeal{Appeal: 1, Upheld: true, Text: "有理"})
		c = b.do(boss, b.do(worker, c, complaint.Resolve{Outcome: "upheld"}), complaint.Close{})
		b.later(48 * hour)
		require.Equal(t, map[int]int{0: 1, 1: 1}, b.sentSurveys(c))
	})
}

func TestWhoIsNotAskedToAnswerASurvey(t *testing.T) {
	policy := func(change func(*playbook.SurveyPolicy)) func(*complaint.Config, *playbook.Playbook) {
		return inviting(change)
	}
	plain := policy(func(*playbook.SurveyPolicy) {})
	for _, tc := range []struct {
		name   string
		change func(*complaint.Config, *playbook.Playbook)
		end    func(b *bench)
	}{
		{"an anonymous complainant", plain, func(b *bench) {
			in := guest()
			in.Severity, in.Complainant = classify.Minor, complaint.Person{}
			b.do(clerk, b.register(in), complaint.Assess{}, complaint.CloseDirectly{})
		}},
		{"a complaint that is withdrawn", plain, func(b *bench) { b.in(complaint.Withdrawn) }},
		{"a complaint that is refused", plain, func(b *bench) { b.in(complaint.Refused) }},
		{"a complaint that went into another", plain, func(b *bench) { b.in(complaint.Merged) }},
		{"a case that is resolved and no more", plain, func(b *bench) { b.in(complaint.FollowingUp) }},
		{"a house that invites nobody", func(cfg *complaint.Config, pb *playbook.Playbook) {
			inviting()(cfg, pb)
			pb.Invite = playbook.SurveyPolicy{}
		}, func(b *bench) { b.closed() }},
		{"another severity", policy(func(p *playbook.SurveyPolicy) { p.If = map[string][]string{"severity": {"major"}} }), func(b *bench) { b.closed() }},
		{"another outcome", policy(func(p *playbook.SurveyPolicy) { p.If = map[string][]string{"outcome": {"upheld"}} }), func(b *bench) { b.closed() }},
		{"another channel", policy(func(p *playbook.SurveyPolicy) { p.If = map[string][]string{"channel": {"phone"}} }), func(b *bench) { b.closed() }},
		{"who has told us on the phone", plain, func(b *bench) {
			c := b.do(clerk, b.in(complaint.Resolved), complaint.FollowUp{Reached: true, Satisfied: true, Answers: survey.Answers{"overall": survey.Score(4)}})
			b.do(clerk, c, complaint.Close{})
		}},
		{"who told us between the end and the invitation", plain, func(b *bench) {
			b.do(clerk, b.closed(), complaint.FollowUp{Reached: true, Satisfied: true, Answers: survey.Answers{"overall": survey.Score(4)}})
		}},
		{"whose data was erased before it left", plain, func(b *bench) { b.do(boss, b.closed(), complaint.Erase{}) }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, tc.change)
			tc.end(b)
			require.Empty(t, b.later(48*hour))
		})
	}
}

func TestTheEndOfASurveyMayBeTheResolution(t *testing.T) {
	b := setup(t, inviting(func(p *playbook.SurveyPolicy) {
		p.On, p.After = playbook.Resolved, sla.Term{Span: sla.Hours(168)}
	}))
	c := b.in(complaint.Resolved)
	due := c.Invitations[0].Due
	require.Equal(t, b.clock.Now().Add(168*hour).UTC(), due)
	require.Empty(t, b.later(144*hour), "it has closed by itself meanwhile")
	require.Equal(t, complaint.Closed, b.reload(c).State)
	require.Equal(t, []string{playbook.SurveyNotice}, surveyKinds(b.later(25*hour)), "closing neither stops it nor asks again")
	require.Equal(t, map[int]int{0: 1}, b.sentSurveys(c))
	direct := b.closed()
	require.Len(t, direct.Invitations, 1, "a case closed at the desk was never resolved")
}

func TestOneCaseInNIsAsked(t *testing.T) {
	b := setup(t, inviting(func(p *playbook.SurveyPolicy) { p.Sample = 4 }))
	drawn := 0
	for n := range 200 {
		in := b.intakeOf(n, "1208")
		in.Severity = classify.Minor
		c := b.do(clerk, b.register(in), complaint.Assess{}, complaint.CloseDirectly{})
		again := b.do(boss, b.do(boss, b.do(clerk, c, complaint.Reopen{Reason: "unsatisfied"}), complaint.Resolve{Outcome: "settled"}), complaint.Close{})
		require.Contains(t, []int{0, 2}, len(again.Invitations), "drawn for every cycle, or for none")
		drawn += len(c.Invitations)
	}
	require.InDelta(t, 50, drawn, 25)
}

func TestTheReminderOfASurvey(t *testing.T) {
	const days = 24 * hour
	t.Run("leaves once", func(t *testing.T) {
		b := setup(t, inviting())
		b.closed()
		require.Equal(t, []string{playbook.SurveyNotice}, surveyKinds(b.later(2*days)))
		require.Equal(t, []string{playbook.SurveyReminder}, surveyKinds(b.later(3*days)))
		require.Empty(t, b.later(30*days))
	})
	t.Run("not after the answer", func(t *testing.T) {
		b := setup(t, inviting())
		b.closed()
		b.answer(b.token(b.later(2 * days)[0]), 5)
		require.Empty(t, b.later(30*days))
	})
	t.Run("not when the answer came while it waited to leave", func(t *testing.T) {
		b := setup(t, inviting())
		b.closed()
		token := b.token(b.later(2 * days)[0])
		b.clock.Add(3 * days)
		b.sweep()
		b.answer(token, 5)
		d := b.deliver(new(mail))
		require.Equal(t, 1, d.Dropped)
	})
	t.Run("not with an invitation that itself leaves late", func(t *testing.T) {
		b := setup(t, inviting())
		b.closed()
		b.clock.Add(6 * days)
		b.sweep()
		require.Equal(t, []string{playbook.SurveyNotice}, surveyKinds(b.surveyMail()), "one message, not two at once")
	})
	t.Run("neither leaves when the invitation is over", func(t *testing.T) {
		b := setup(t, inviting())
		b.closed()
		require.Empty(t, b.later(60*days))
	})
}

func TestAComplainantIsLeftInPeaceAfterASurvey(t *testing.T) {
	const days = 24 * hour
	peace := inviting(func(p *playbook.SurveyPolicy) {
		p.CoolDown, p.After, p.Remind = sla.Hours(30*24), sla.Term{}, sla.Span{}
	})
	another := func(b *bench, phone, place string) *complaint.Case {
		in := guest()
		in.Severity, in.Complainant.Phone, in.Place = classify.Minor, phone, place
		return b.do(clerk, b.register(in), complaint.Assess{}, complaint.CloseDirectly{})
	}
	b := setup(t, peace)
	first, second, stranger := another(b, "13800000001", "1"), another(b, "13800000001", "2"), another(b, "13900000002", "3")
	left := b.later(hour)
	require.Len(t, left, 2, "one to each of two people")
	require.Equal(t, []complaint.CaseID{first.ID, stranger.ID}, []complaint.CaseID{left[0].Case, left[1].Case})
	second = b.reload(second)
	require.Equal(t, "cool-down", second.Invitations[0].Why)
	require.IsType(t, complaint.SpareSurvey{}, b.last(second).Command, "the ledger says that it did not leave")
	b.verify(second.ID)
	again := b.do(boss, b.do(clerk, first, complaint.Reopen{Reason: "unsatisfied"}), complaint.Resolve{Outcome: "settled"})
	b.do(boss, again, complaint.Close{})
	require.Len(t, b.later(hour), 1, "the case of before is asked about again")
	another(b, "13800000001", "4")
	require.Empty(t, b.later(29*days))
	another(b, "13800000001", "5")
	require.Len(t, b.later(2*days), 1, "a month later they may be asked")
}

func TestQuietHoursKeepASurveyBack(t *testing.T) {
	b := setup(t, inviting(func(p *playbook.SurveyPolicy) { p.On, p.After = playbook.Resolved, sla.Term{} }), quiet(), func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Digest = playbook.DigestPolicy{Window: sla.Minutes(15), To: []string{"complainant", "person", "role", "unit"}}
	})
	b.clock.Set(day.Add(12 * hour)) // 21:00
	c := b.in(complaint.Resolved)
	require.Contains(t, told(b.last(c)), "resolved complainant", "there is something to gather it with")
	require.Empty(t, b.surveyMail())
	b.clock.Set(day.Add(24 * hour))
	require.Equal(t, []string{playbook.SurveyNotice}, surveyKinds(b.surveyMail()), "in the morning, and a message of its own: it carries a token")
}

func TestNobodyIsSparedForAnotherInTheirTally(t *testing.T) {
	b := setup(t, inviting(func(p *playbook.SurveyPolicy) { p.CoolDown, p.After = sla.Hours(720), sla.Term{} }))
	c := b.closed()
	doc, err := b.store.Document(b.ctx, "tally", "payee/"+string(c.ID))
	require.NoError(t, err)
	var payee struct{ Who string }
	require.NoError(t, json.Unmarshal(doc.Data, &payee))
	other := fmt.Sprintf(`{"asked":[{"who":"%s","case":"01","number":1,"until":"2026-06-01T00:00:00Z"}]}`, strings.Repeat("0", 64))
	require.NoError(t, b.store.Commit(b.ctx, &complaint.Changeset{Documents: []complaint.Document{
		{Kind: "tally", ID: "paid/" + payee.Who[:4], Version: 1, Data: []byte(other)},
	}}))
	require.Len(t, b.surveyMail(), 1, "one document holds many people")
	b.do(boss, c, complaint.Erase{})
	doc, err = b.store.Document(b.ctx, "tally", "paid/"+payee.Who[:4])
	require.NoError(t, err)
	require.Equal(t, other, string(doc.Data), "erasure takes out their own line, and no other")
}

// TestSurveysDoNotDependOnTheSweepSchedule plays the same deeds under three schedules, in a house that invites.
func TestSurveysDoNotDependOnTheSweepSchedule(t *testing.T) {
	const month = 30 * 24 * time.Hour
	runs := func(rt *rapid.T, deeds []deed, every time.Duration) string {
		return play(rt, deeds, 3, every, month, inviting(), anythingDirect)
	}
	asked := 0
	rapid.Check(t, func(rt *rapid.T) {
		deeds := drawDeeds(rt, 3, 6*24*time.Hour)
		for i := range deeds {
			if rapid.IntRange(0, 3).Draw(rt, "ends") == 0 {
				deeds[i].who, deeds[i].what = boss, rapid.SampledFrom([]complaint.Command{
					complaint.CloseDirectly{},
					complaint.Close{},
					complaint.Reopen{Reason: "unsatisfied"},
					complaint.Resolve{Outcome: "settled"},
					complaint.Appeal{},
					complaint.DecideAppeal{Appeal: 1},
					complaint.DecideAppeal{Appeal: 1, Upheld: true},
					complaint.Archive{},
				}).Draw(rt, "end")
			}
		}
		hourly := runs(rt, deeds, time.Hour)
		require.Equal(rt, hourly, runs(rt, deeds, 24*time.Hour), "hourly and daily")
		require.Equal(rt, hourly, runs(rt, deeds, 0), "hourly and once after a month")
		asked += strings.Count(hourly, "{Notice:survey To:complainant")
	})
	require.Positive(t, asked, "some of the plays invite")
}

// anythingDirect lets every case be closed at the desk.
func anythingDirect(_ *complaint.Config, pb *playbook.Playbook) {
	for i := range pb.Grades {
		pb.Grades[i].Direct = true
	}
}
