package complaint_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/survey"
)

// refuseToken holds that a token is refused for a reason and that nothing was stored.
func (b *bench) refuseToken(token string, reason survey.TokenReason, code error) {
	b.Helper()
	before := b.stored()
	for _, ask := range []func() error{
		func() error {
			_, err := b.desk.AnswerSurvey(b.ctx, token, survey.Answers{"overall": survey.Score(5)})
			return err
		},
		func() error { _, err := b.desk.SurveyForm(b.ctx, token); return err },
	} {
		err := ask()
		var why *survey.TokenError
		require.ErrorAs(b, err, &why)
		require.Equal(b, reason, why.Reason)
		require.ErrorIs(b, err, code)
		if len(token) > 40 {
			require.NotContains(b, err.Error(), token[23:], "an error does not carry the secret")
		}
	}
	require.Equal(b, before, b.stored())
}

// invited returns a closed case whose invitation has left, and its token.
func (b *bench) invited() (*complaint.Case, string) {
	b.Helper()
	c := b.closed()
	left := b.later(48 * hour)
	require.Len(b, left, 1)
	return c, b.token(left[0])
}

func TestASurveyIsAnsweredByToken(t *testing.T) {
	b := setup(t, inviting(), func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.SurveyLink = "" })
	c, token := b.invited()
	form, err := b.desk.SurveyForm(b.ctx, token)
	require.NoError(t, err)
	require.Equal(t, c.Number, form.Number)
	require.Equal(t, b.reload(c).Invitations[0].Expires, form.Until)
	require.Equal(t, "after", form.Questionnaire.ID)
	done, err := b.desk.AnswerSurvey(b.ctx, token, survey.Answers{"overall": survey.Score(4), "why": survey.Text("王先生觉得还行")})
	require.NoError(t, err)
	require.Equal(t, complaint.SurveyAnswer{Case: c.ID, Number: c.Number, Satisfied: true}, done)
	c = b.reload(c)
	require.Equal(t, complaint.Closed, c.State)
	require.Equal(t, b.clock.Now().UTC(), c.Invitations[0].Answered)
	require.Equal(t, complaint.FollowUpResult{
		ID: 1, At: b.clock.Now().UTC(), By: complaint.Complainant, Reached: true, Satisfied: true, Score: 4, Answered: true, Invitation: 1,
	}, c.FollowUps[0])
	e := b.last(c)
	require.Equal(t, survey.Answers{"overall": survey.Score(4)}, e.Command.(complaint.FollowUp).Answers)
	require.False(t, e.Box.IsZero(), "words are sealed")
	b.refuseToken(token, survey.TokenUsed, complaint.ErrNotAllowed)
	b.verify(c.ID)
}

func TestATokenOpensASurveyOnceAndInItsTime(t *testing.T) {
	const days = 24 * hour
	for _, tc := range []struct {
		name   string
		reason survey.TokenReason
		code   error
		do     func(b *bench, c *complaint.Case, token string) string
	}{
		{"used", survey.TokenUsed, complaint.ErrNotAllowed, func(b *bench, _ *complaint.Case, token string) string { b.answer(token, 5); return token }},
		{"over", survey.TokenExpired, complaint.ErrNotAllowed, func(b *bench, c *complaint.Case, token string) string {
			b.clock.Set(b.reload(c).Invitations[0].Expires)
			return token
		}},
		{"taken back by a reopening", survey.TokenRevoked, complaint.ErrNotAllowed, func(b *bench, c *complaint.Case, token string) string {
			b.do(clerk, c, complaint.Reopen{Reason: "unsatisfied"})
			return token
		}},
		{"answered to staff meanwhile", survey.TokenUsed, complaint.ErrNotAllowed, func(b *bench, c *complaint.Case, token string) string {
			b.do(clerk, c, complaint.FollowUp{Reached: true, Satisfied: true, Answers: survey.Answers{"overall": survey.Score(4)}})
			return token
		}},
		{"erased", survey.TokenAltered, complaint.ErrForbidden, func(b *bench, c *complaint.Case, token string) string {
			b.do(boss, c, complaint.Erase{})
			return token
		}},
		{"altered", survey.TokenAltered, complaint.ErrForbidden, func(_ *bench, _ *complaint.Case, token string) string {
			return token[:65] + string("AQ"[strings.Count(token[65:], "A")])
		}},
		{"of an invitation there is not", survey.TokenAltered, complaint.ErrForbidden, func(_ *bench, _ *complaint.Case, token string) string {
			return "AAAAAAAAAAAAAAAAAAAAAA" + token[22:]
		}},
		{"no token at all", survey.TokenAltered, complaint.ErrForbidden, func(*bench, *complaint.Case, string) string { return "please" }},
		{"empty", survey.TokenAltered, complaint.ErrForbidden, func(*bench, *complaint.Case, string) string { return "" }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, inviting())
			c, token := b.invited()
			b.refuseToken(tc.do(b, c, token), tc.reason, tc.code)
			b.verify(c.ID)
		})
	}
	t.Run("until the last instant", func(t *testing.T) {
		b := setup(t, inviting())
		c, token := b.invited()
		b.clock.Set(b.reload(c).Invitations[0].Expires.Add(-1000))
		require.True(t, b.answer(token, 5).Satisfied)
	})
	t.Run("also when the case was filed meanwhile", func(t *testing.T) {
		b := setup(t, inviting())
		c, token := b.invited()
		b.do(clerk, c, complaint.Archive{})
		require.False(t, b.answer(token, 1).Satisfied)
		require.Equal(t, complaint.Archived, b.reload(c).State)
	})
	t.Run("not while the outcome is under review, and afterwards", func(t *testing.T) {
		b := setup(t, inviting())
		c, token := b.invited()
		c = b.do(clerk, c, complaint.Appeal{})
		_, err := b.desk.AnswerSurvey(b.ctx, token, survey.Answers{"overall": survey.Score(5)})
		require.ErrorIs(t, err, complaint.ErrNotAllowed)
		b.do(boss, c, complaint.DecideAppeal{Appeal: 1, Text: "维持"})
		require.True(t, b.answer(token, 5).Satisfied, "a refusal does not use it up")
	})
	t.Run("by the invitation or by the reminder, not by both", func(t *testing.T) {
		b := setup(t, inviting())
		_, first := b.invited()
		reminder := b.token(b.later(3 * days)[0])
		require.NotEqual(t, first, reminder)
		b.answer(first, 5)
		b.refuseToken(reminder, survey.TokenUsed, complaint.ErrNotAllowed)
	})
	t.Run("a notice sent again has a token of its own, and the last sixteen count", func(t *testing.T) {
		b := setup(t, inviting())
		b.closed()
		n := b.later(48 * hour)[0]
		tokens := make([]string, 17)
		for i := range tokens {
			tokens[i] = b.token(n)
		}
		b.refuseToken(tokens[0], survey.TokenAltered, complaint.ErrForbidden)
		b.answer(tokens[1], 5)
	})
}

func TestOneOfManyAnswersWithATokenCounts(t *testing.T) {
	store := memstore.New()
	one := setupOn(t, store, inviting())
	two := setupOn(t, store, inviting())
	c, token := one.invited()
	two.clock.Set(one.clock.Now())
	var wg sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		wg.Go(func() {
			desk := []*bench{one, two}[i%2].desk
			_, errs[i] = desk.AnswerSurvey(t.Context(), token, survey.Answers{"overall": survey.Score(5)})
		})
	}
	wg.Wait()
	done := 0
	for _, err := range errs {
		if err == nil {
			done++
			continue
		}
		var why *survey.TokenError
		require.ErrorAs(t, err, &why)
		require.Equal(t, survey.TokenUsed, why.Reason)
	}
	require.Equal(t, 1, done)
	require.Len(t, one.reload(c).FollowUps, 1)
}

func TestAnswersByTokenAreCheckedAllAtOnce(t *testing.T) {
	b := setup(t, inviting())
	_, token := b.invited()
	for _, tc := range []struct {
		name    string
		answers survey.Answers
		fields  []string
	}{
		{"nothing", nil, []string{"answers"}},
		{"an unknown question, a score off the scale", survey.Answers{"overall": survey.Score(9), "colour": survey.Score(1)}, []string{"answers.answers.overall", "answers.answers.colour"}},
		{"words alone, which do not say whether they are satisfied", survey.Answers{"why": survey.Text("好")}, []string{"answers.answers.overall"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			before := b.stored()
			_, err := b.desk.AnswerSurvey(b.ctx, token, tc.answers)
			require.ErrorIs(t, err, complaint.ErrInvalid)
			var refusal *complaint.Error
			require.ErrorAs(t, err, &refusal)
			require.ElementsMatch(t, tc.fields, fields(refusal))
			require.Equal(t, before, b.stored())
		})
	}
	require.True(t, b.answer(token, 3).Satisfied, "none of it used the token up; 3 of 5 is no bad rating")
}

// req: R21.19
func TestADissatisfiedAnswerByTokenIsFollowedUp(t *testing.T) {
	t.Run("by people, who are told", func(t *testing.T) {
		b := setup(t, inviting())
		c, token := b.invited()
		require.Equal(t, complaint.SurveyAnswer{Case: c.ID, Number: c.Number}, b.answer(token, 2))
		c = b.reload(c)
		require.Equal(t, complaint.Closed, c.State)
		require.Contains(t, strings.Join(told(b.last(c)), ";"), "unsatisfied")
		require.Equal(t, complaint.Investigating, b.do(clerk, c, complaint.Reopen{Reason: "unsatisfied"}).State)
	})
	t.Run("a case that was not closed yet does not close against it", func(t *testing.T) {
		b := setup(t, inviting(func(p *playbook.SurveyPolicy) { p.On, p.After = playbook.Resolved, sla.Term{} }))
		c := b.in(complaint.Resolved)
		b.answer(b.token(b.surveyMail()[0]), 1)
		c = b.reload(c)
		require.Equal(t, complaint.FollowingUp, c.State)
		require.Equal(t, "followed-up", b.refuse(boss, c, complaint.Close{}, complaint.ErrNotAllowed).Rule)
	})
	reopening := inviting(func(p *playbook.SurveyPolicy) { p.Reopen = "unsatisfied" })
	t.Run("by reopening, where the playbook says so", func(t *testing.T) {
		b := setup(t, reopening)
		c, token := b.invited()
		require.True(t, b.answer(token, 2).Reopened)
		c = b.reload(c)
		require.Equal(t, complaint.Investigating, c.State)
		require.Equal(t, 1, c.Cycle)
		require.NotZero(t, c.Due("resolve"), "its clock runs again")
		c = b.do(boss, b.do(boss, c, complaint.Resolve{Outcome: "settled"}), complaint.Close{})
		require.Len(t, b.later(48*hour), 1, "and the new end is asked about once more")
		b.verify(c.ID)
	})
	t.Run("by people, where the rules of reopening refuse", func(t *testing.T) {
		b := setup(t, reopening, func(_ *complaint.Config, pb *playbook.Playbook) {
			pb.FollowUp.ReopenWithin = sla.Term{Span: sla.Hours(1)}
		})
		c, token := b.invited()
		require.False(t, b.answer(token, 2).Reopened)
		c = b.reload(c)
		require.Equal(t, complaint.Closed, c.State)
		e := b.last(c)
		require.Contains(t, e.Effects, complaint.ReactedEffect{Reaction: "survey", Event: "follow-up", Refused: "reopen-window"})
		require.Zero(t, c.Cycle)
		b.verify(c.ID)
	})
	t.Run("a satisfied one reopens nothing", func(t *testing.T) {
		b := setup(t, reopening)
		_, token := b.invited()
		require.False(t, b.answer(token, 3).Reopened)
	})
	t.Run("any bad rating counts where no question decides", func(t *testing.T) {
		b := setup(t, inviting(func(p *playbook.SurveyPolicy) { p.Decides = "" }))
		_, token := b.invited()
		require.False(t, b.answer(token, 2).Satisfied)
	})
}

func TestTheTokenOfASurveyIsKeptNowhere(t *testing.T) {
	b := setup(t, inviting(), func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.SurveyLink = "https://inn.example/s?t=" })
	c := b.closed()
	n := b.later(48 * hour)[0]
	link, ok := strings.CutPrefix(b.token(n), "https://inn.example/s?t=")
	require.True(t, ok)
	_, secret, _ := strings.Cut(link, ".")
	require.Len(t, secret, 43, "256 bits in base64")
	token, err := b.desk.SurveyToken(b.ctx, n)
	require.NoError(t, err)
	require.NotEqual(t, link, token.Reveal(), "each letter has its own")
	var seen strings.Builder
	for _, stream := range []string{"case/", "read/"} {
		records, err := b.store.Entries(b.ctx, stream+string(c.ID), 0, 0)
		require.NoError(t, err)
		for _, r := range records {
			seen.Write(r.Public)
			seen.Write(r.Box)
		}
	}
	state, err := json.Marshal(b.reload(c))
	require.NoError(t, err)
	id, err := survey.TokenID(link)
	require.NoError(t, err)
	doc, err := b.store.Document(b.ctx, "tally", "survey:"+id)
	require.NoError(t, err)
	all := seen.String() + string(state) + string(doc.Data) + fmt.Sprintf("%+v", n)
	require.NotContains(t, all, secret)
	require.NotContains(t, seen.String()+string(state), id, "the ledger does not even hold the digest")
	require.Contains(t, string(doc.Data), "digests")
	b.do(boss, c, complaint.Erase{})
	doc, err = b.store.Document(b.ctx, "tally", "survey:"+id)
	require.NoError(t, err)
	require.Equal(t, "{}", string(doc.Data), "erasure leaves nothing of it")
	_, err = b.desk.SurveyToken(b.ctx, n)
	require.ErrorIs(t, err, complaint.ErrNotAllowed)
	_, err = b.desk.SurveyToken(b.ctx, complaint.Notice{Org: n.Org, Case: c.ID, Kind: "resolved", To: complaint.Complainant})
	require.ErrorIs(t, err, complaint.ErrInvalid)
	n.Org = "another"
	_, err = b.desk.SurveyToken(b.ctx, n)
	require.ErrorIs(t, err, complaint.ErrNotFound)
}

func TestNobodyAnswersInTheComplainantsPlaceWithoutAToken(t *testing.T) {
	b := setup(t, inviting())
	c, _ := b.invited()
	b.refuse(complaint.Actor{ID: complaint.Complainant, Role: complaint.Complainant}, c, complaint.FollowUp{Reached: true, Satisfied: true}, complaint.ErrInvalid)
	b.refuse(boss, c, complaint.SpareSurvey{Invitation: 1}, complaint.ErrInvalid)
}

func TestAnAdoptedPlaybookWithoutSurveysAsksNobody(t *testing.T) {
	first := inviting(func(p *playbook.SurveyPolicy) { p.On = playbook.Resolved })
	b := setup(t, first)
	c := b.in(complaint.Resolved)
	require.Len(t, c.Invitations, 1)
	old, next := house(), house()
	first(new(complaint.Config), old)
	next.Version = "2"
	var err error
	b.desk, err = complaint.Open(b.ctx, b.store, &complaint.Config{Clock: b.clock, Rand: newSeeded(2)}, old, next)
	require.NoError(t, err)
	c = b.do(boss, c, complaint.AdoptPlaybook{Version: "2"})
	require.Empty(t, b.later(60*24*hour))
	b.verify(c.ID)
}

func TestTheAnswersOfClosedCasesAreAnalysed(t *testing.T) {
	b := setup(t, inviting(func(p *playbook.SurveyPolicy) { p.After, p.Remind = sla.Term{}, sla.Span{} }))
	for i, score := range []survey.Score{5, 4, 2} {
		in := b.intakeOf(i, fmt.Sprint(i))
		in.Severity = classify.Minor
		b.do(clerk, b.register(in), complaint.Assess{}, complaint.CloseDirectly{})
		_, err := b.desk.AnswerSurvey(b.ctx, b.token(b.surveyMail()[0]), survey.Answers{"overall": score, "why": survey.Text("王先生的话")})
		require.NoError(t, err)
	}
	c := b.closed() // invited, and silent
	told := b.do(clerk, b.in(complaint.Resolved), complaint.FollowUp{Reached: true, Satisfied: true, Answers: survey.Answers{"overall": survey.Score(3)}})
	form, err := b.desk.Playbook(b.ctx, boss, c.ID)
	require.NoError(t, err)
	a, err := survey.NewAnalysis(*form.Survey, survey.TopThreeOfFive, nil)
	require.NoError(t, err)
	var asked []string
	for r, err := range b.desk.SurveyResponses(b.ctx, boss, complaint.Filter{States: []complaint.State{complaint.Closed}}) {
		require.NoError(t, err)
		require.NotContains(t, r.Answers, "why", "nobody's words")
		asked = append(asked, r.Groups["asked"]+" "+r.Groups["severity"]+" "+r.Groups["unit"])
		require.NoError(t, a.Add(r))
	}
	require.Equal(t, []string{"token minor desk", "token minor desk", "token minor desk"}, asked)
	for c, err := range b.desk.All(b.ctx, boss, complaint.Filter{}) {
		require.NoError(t, err)
		require.NoError(t, a.Invited(len(c.Invitations), c.SurveyGroups()))
	}
	result := a.Result()
	require.EqualValues(t, 3, result.Total.Responses)
	require.EqualValues(t, 4, result.Total.Invited)
	require.Equal(t, complaint.FollowingUp, told.State)
	every := 0
	for _, err := range b.desk.SurveyResponses(b.ctx, boss, complaint.Filter{}) {
		require.NoError(t, err)
		every++
		if every == 4 {
			break
		}
	}
	require.Equal(t, 4, every, "answers given to staff are answers")
	for r := range b.desk.SurveyResponses(b.ctx, worker, complaint.Filter{}) {
		require.Equal(t, "staff", r.Groups["asked"], "whoever reaches fewer cases sees fewer answers")
	}
}
