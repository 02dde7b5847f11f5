package survey

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// estateLife is an estate that asks its residents every quarter (R21, R02).
type estateLife struct {
	t      *testing.T
	plan   Plan
	people []Person
	asked  map[string]time.Time
}

func newEstateLife(t *testing.T) *estateLife {
	l := &estateLife{t: t, plan: quarterly(), people: residents(400), asked: map[string]time.Time{}}
	l.plan.Sample.Size, l.plan.CoolDown = 120, Days(100)
	for i := range l.people {
		l.people[i].Groups = map[string]string{"building": string(rune('A' + i%4))}
	}
	require.NoError(t, l.plan.Validate())
	return l
}

// person looks somebody up.
func (l *estateLife) person(id string) Person {
	for _, p := range l.people {
		if p.ID == id {
			return p
		}
	}
	require.Fail(l.t, "nobody is called "+id)
	return Person{}
}

// wave draws, invites, reminds, and lets two nodes count what comes back: of
// those asked three in four answer, and so many in ten of them are satisfied with
// the halls. What the nodes counted is stored and merged.
func (l *estateLife) wave(w Wave, satisfied int) (Result, Progress, []Suggestion) {
	for i := range l.people {
		l.people[i].LastAsked = l.asked[l.people[i].ID]
	}
	draw, err := l.plan.Draw(w, l.people)
	require.NoError(l.t, err)
	require.Len(l.t, draw.Chosen, 120)
	nodes := []*Analysis{analysed(l.t), analysed(l.t)}
	var progress Progress
	var suggestions []Suggestion
	for n, id := range draw.Chosen {
		person := l.person(id)
		invitation, notice, err := l.plan.Invite(person, w.Period.ID, "", w.Opens, rand.Reader)
		require.NoError(l.t, err)
		l.asked[id] = w.Opens
		require.NoError(l.t, nodes[n%2].Invited(1, person.Groups))
		wake, ok := l.plan.Wake(invitation, w.Opens)
		require.True(l.t, ok)
		switch n % 4 {
		case 0: // answers at the reminder, with its token
			invitation, notice, err = l.plan.Remind(invitation, wake, rand.Reader)
			require.NoError(l.t, err)
		case 1: // never answers
			progress.Add(invitation, w.Closes)
			continue
		}
		invitation, err = invitation.Redeem(notice.Token.Reveal(), wake.Add(time.Hour))
		require.NoError(l.t, err)
		r := invitation.Response()
		r.Answers["halls"], r.Answers["bins"] = Score(2), Score(4)
		if n%10 < satisfied {
			r.Answers["halls"] = Score(5)
		}
		require.NoError(l.t, nodes[n%2].Add(r))
		progress.Add(invitation, w.Closes)
		if s, ok := estate().Suggest(r, invitation, Callback{}); ok {
			suggestions = append(suggestions, s)
		}
	}
	whole := analysed(l.t)
	for _, node := range nodes {
		data, err := json.Marshal(node)
		require.NoError(l.t, err)
		part, err := ParseAnalysis(data, nil)
		require.NoError(l.t, err)
		require.NoError(l.t, whole.Merge(part))
	}
	return whole.Result(), progress, suggestions
}

// A year of R21: asked, below target, acted on, ineffective, taken up again,
// effective; the dissatisfied become follow-up cases.
//
// req: R21.3, R21.16, R21.17, R21.18, R21.19
func TestAYearOfSurveys(t *testing.T) {
	l := newEstateLife(t)
	waves := l.plan.Waves(in2026(1, 1), in2026(12, 31))
	require.Len(t, waves, 4)
	target := Target{Item: "halls", Measure: MeasureSatisfied, AtLeast: 0.8}

	first, progress, suggestions := l.wave(waves[0], 5)
	assert.Equal(t, Progress{Invited: 120, Answered: 90, Expired: 30, Reminded: 30}, progress)
	assert.Equal(t, progress.ResponseRate(), first.Total.ResponseRate)
	assert.InDelta(t, 0.75, known(t, first.Total.ResponseRate), 1e-12)
	review, err := first.Review(target)
	require.NoError(t, err)
	require.Len(t, review.Below, 1)
	assert.True(t, review.Below[0].Clear)
	assert.NotEmpty(t, suggestions)

	improvement, err := review.Below[0].Improve("2026-01", Action{What: "每日两次清扫", Owner: "保洁部", Due: waves[1].Opens})
	require.NoError(t, err)
	for i, s := range suggestions {
		assert.Equal(t, []string{"halls"}, s.Questions)
		assert.Equal(t, "2026-Q1", s.Occasion)
		improvement = improvement.Link(fmt.Sprint("WY-", i))
	}
	assert.Len(t, improvement.Cases, len(suggestions))
	assert.True(t, improvement.Overdue(waves[1].Opens.Add(1)))
	improvement, err = improvement.Complete("u17", waves[1].Opens.Add(-time.Hour))
	require.NoError(t, err)

	second, _, _ := l.wave(waves[1], 6)
	improvement, err = improvement.Check(waves[1].Period.ID, second, waves[1].Closes)
	require.NoError(t, err)
	assert.Equal(t, StatusIneffective, improvement.Status())

	improvement, err = improvement.Reopen(Action{What: "换保洁公司", Owner: "项目部", Due: waves[2].Opens})
	require.NoError(t, err)
	improvement, err = improvement.Complete("u18", waves[2].Opens.Add(-time.Hour))
	require.NoError(t, err)
	third, _, _ := l.wave(waves[2], 9)
	improvement, err = improvement.Check(waves[2].Period.ID, third, waves[2].Closes)
	require.NoError(t, err)
	assert.Equal(t, StatusEffective, improvement.Status())
	assert.Equal(t, []string{"2026-Q2", "2026-Q3"}, []string{improvement.Cycles[0].Wave, improvement.Cycles[1].Wave})

	trend, err := NewTrend("halls", MeasureSatisfied, Reading{"2026-Q1", first}, Reading{"2026-Q2", second}, Reading{"2026-Q3", third})
	require.NoError(t, err)
	assert.True(t, trend.Test.Significant(0.01))
	c, err := Compare(first, third, "building", "halls")
	require.NoError(t, err)
	assert.False(t, c.Reversed)
	assert.Len(t, c.Groups, 4)
}

// Nobody is asked in two waves within the cool-down, and nobody twice in one.
func TestNobodyIsAskedTooOften(t *testing.T) {
	l := newEstateLife(t)
	waves := l.plan.Waves(in2026(1, 1), in2026(12, 31))
	last := map[string]time.Time{}
	for _, w := range waves[:3] {
		before := map[string]time.Time{}
		for id, at := range l.asked {
			before[id] = at
		}
		l.wave(w, 8)
		for id, at := range l.asked {
			if at.Equal(before[id]) {
				continue
			}
			if prior, seen := last[id]; seen {
				assert.GreaterOrEqual(t, at.Sub(prior), time.Duration(l.plan.CoolDown), id)
			}
			last[id] = at
		}
	}
	assert.Greater(t, len(last), 240, "and different people are asked")
}

// Asked again after a reopen, never twice for one closing: the event is the
// closing, not the case.
//
// req: R21.2
func TestAReopenedCaseIsAskedAboutAgain(t *testing.T) {
	p := afterwards()
	p.Contacts = []Wait{Days(1)}
	events := []Event{
		{Key: "HT-1/1", At: noon}, {Key: "HT-1/1", At: noon}, // told twice
		{Key: "HT-1/2", At: noon.AddDate(0, 0, 7)}, // closed again
	}
	c, err := p.Cover(events, []Made{{"HT-1/1", 1, noon.AddDate(0, 0, 2)}}, noon.AddDate(0, 0, 9))
	require.NoError(t, err)
	assert.Equal(t, [3]int{2, 1, 1}, [3]int{c.Due, c.Made, c.Open})
	assert.Equal(t, "HT-1/2", c.Outstanding[0].Event)
}

// R15: satisfaction is measured every month and a correction checked in the next.
func TestAMonthlyMeasureWithEffectCheck(t *testing.T) {
	p := quarterly()
	p.Every, p.Contacts, p.Expires, p.Reminders, p.Sample = Monthly, []Wait{Days(1)}, Days(20), nil, Sample{}
	require.NoError(t, p.Validate())
	waves := p.Waves(in2026(1, 15), in2027())
	require.Len(t, waves, 11)
	var ids []string
	for i, w := range waves[:2] {
		ids = append(ids, w.Period.ID)
		if i > 0 {
			assert.False(t, w.Opens.Before(waves[i-1].Closes), "one wave at a time")
		}
	}
	assert.Equal(t, []string{"2026-02", "2026-03"}, ids)

	review, err := quarter(t, 100, 60).Review(Target{Item: "halls", Measure: MeasureSatisfied, AtLeast: 0.7})
	require.NoError(t, err)
	i, err := review.Below[0].Improve("m", sweep)
	require.NoError(t, err)
	i, err = i.Complete("u", waves[1].Opens)
	require.NoError(t, err)
	i, err = i.Check(waves[1].Period.ID, quarter(t, 100, 75), waves[1].Closes)
	require.NoError(t, err)
	assert.Equal(t, StatusEffective, i.Status())
	assert.True(t, i.Current().Effect.Clear)
}

func in2027() time.Time { return time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC) }

// What an analysis holds does not grow with what it has counted.
func TestMemoryDoesNotFollowTheCount(t *testing.T) {
	responses := manyResponses(200)
	a := counted(t, responses...)
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	size := func() int {
		data, err := json.Marshal(a)
		require.NoError(t, err)
		return len(data)
	}
	small, before := size(), heap()
	for range 200 {
		for _, r := range responses {
			require.NoError(t, a.Add(r))
		}
	}
	after := heap()
	assert.Less(t, after, before+64<<10, "40 000 responses later")
	assert.Less(t, size(), small*2, "only the digits of the counts grow")
	assert.EqualValues(t, 40_200, a.Result().Total.Responses)
}

// Zero answers and nothing but not applicable give "no data" everywhere: in
// figures, trends, comparisons, reviews, charts.
func TestNothingMeasuredIsNoDataEverywhere(t *testing.T) {
	silent := analysed(t).Result()
	shrugged := analysed(t, times(40, reply(Answers{"halls": NotApplicable{}, "gate": NotApplicable{}, "recommend": NotApplicable{}, "improve": NotApplicable{}}))...).Result()
	for name, r := range map[string]Result{"nobody answered": silent, "nothing applied": shrugged} {
		checkEstimates(t, r, func(figure string, e Estimate) {
			_, ok := e.Value()
			assert.False(t, ok, name+": "+figure)
		})
		review, err := r.Review(Target{Measure: MeasureSatisfied, AtLeast: 0.5})
		require.NoError(t, err)
		assert.Len(t, review.NoData, 1, "no data is not met")
		trend, err := NewTrend("", MeasureSatisfied, readings(r, r)...)
		require.NoError(t, err)
		assert.Equal(t, [2]Estimate{}, [2]Estimate{trend.Slope, trend.Last})
		assert.Equal(t, Test{}, trend.Test)
		assert.Equal(t, Estimate{}, Change(r.Total.Overall.Satisfied, Wilson(1, 2)))
	}
	assert.EqualValues(t, 80, shrugged.Total.Overall.NotApplicable, "what did not apply is reported beside")
}
