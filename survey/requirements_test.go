package survey

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Who is asked is drawn from those concerned, and each may be asked in any of the plan's ways, the preferred first.
//
// req: R21.1
func TestAPlanSaysWhoIsAskedAndHow(t *testing.T) {
	for _, mode := range []Mode{Phone, Visit, Form, Web} {
		p := quarterly()
		p.Modes = []Mode{mode}
		require.NoError(t, p.Validate(), mode)
	}
	p := quarterly()
	p.Modes = []Mode{"fax"}
	assert.Contains(t, faultsOf(t, p.Validate()), "modes[0]")
	p.Modes = nil
	assert.Contains(t, faultsOf(t, p.Validate()), "modes")

	p = quarterly()
	people := residents(60)
	for i := range people {
		people[i].Groups = map[string]string{"building": string(rune('A' + i%3))}
	}
	w := p.Waves(in2026(1, 1), in2026(12, 31))[0]
	draw, err := p.Draw(w, people)
	require.NoError(t, err)
	require.Len(t, draw.Chosen, 20)
	known := map[string]bool{}
	for _, person := range people {
		known[person.ID] = true
	}
	for _, id := range draw.Chosen {
		assert.True(t, known[id], "only who was concerned")
	}
}

// req: R21.3, R21.4
func TestSurveysByTheCalendar(t *testing.T) {
	for _, tc := range []struct {
		every Every
		want  []string
	}{
		{Quarterly, []string{"2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"}},
		{HalfYearly, []string{"2026-H1", "2026-H2"}},
		{Yearly, []string{"2026"}},
	} {
		p := quarterly()
		p.Every, p.Contacts = tc.every, []Wait{Days(10)}
		require.NoError(t, p.Validate())
		var got []string
		for _, w := range p.Waves(in2026(1, 1), in2026(12, 31)) {
			got = append(got, w.Period.ID)
		}
		assert.Equal(t, tc.want, got)
	}
}

// services are the five of R21, each a section of its own.
func services() Questionnaire {
	q := Questionnaire{ID: "services", Version: 1, Title: Label{ZH: "服务满意度", EN: "Services"}, WeightSum: 100}
	for i, s := range []struct{ id, zh string }{
		{"cleaning", "保洁"}, {"security", "秩序"}, {"engineering", "工程"}, {"conference", "会务"}, {"transport", "车辆"},
	} {
		q.Sections = append(q.Sections, Section{
			ID: s.id, Title: Label{ZH: s.zh, EN: s.id}, Weight: []int{40, 30, 10, 10, 10}[i],
			Questions: []Question{{ID: s.id + "-1", Kind: KindScale5, Text: Label{ZH: s.zh, EN: s.id}, Weight: 100, AllowNA: true}},
		})
	}
	return q
}

// req: R21.6, R21.9, R21.10
func TestEachServiceHasASectionAndAWeight(t *testing.T) {
	a, err := NewAnalysis(services(), TopTwoOfFive, nil)
	require.NoError(t, err)
	satisfied := map[string]int{"cleaning": 9, "security": 5, "engineering": 10, "conference": 0, "transport": 2}
	for i := range 10 {
		answers := Answers{}
		for section, n := range satisfied {
			answers[section+"-1"] = Score(1)
			if i < n {
				answers[section+"-1"] = Score(5)
			}
		}
		require.NoError(t, a.Add(Response{Questionnaire: "services", Version: 1, Answers: answers}))
	}
	r := a.Result().Total
	require.Len(t, r.Sections, 5)
	for _, s := range r.Sections {
		assert.InDelta(t, float64(satisfied[s.ID])/10, known(t, s.Satisfied), 1e-12, s.ID)
		assert.InDelta(t, float64(satisfied[s.ID])*10, known(t, s.Index), 1e-12, s.ID)
	}
	assert.InDelta(t, 26./50, known(t, r.Overall.Satisfied), 1e-12)
	assert.InDelta(t, 0.4*90+0.3*50+0.1*100+0.1*0+0.1*20, known(t, r.Overall.Index), 1e-12, "by weight")
	unweighed := services()
	unweighed.Sections[0].Weight = 41
	assert.Contains(t, fmt.Sprint(unweighed.Validate()), "add up to 100")
}

// Every item under its threshold is found, and only those; each becomes an action of its own.
//
// req: R21.16, R21.17
func TestEachItemUnderItsThresholdBecomesAnAction(t *testing.T) {
	r := winter(t, unchanged, TopThreeOfFive, 60) // halls 60 %, bins 95 %, a Net Promoter Score of 20
	review, err := r.Review(
		Target{Item: "halls", Measure: MeasureSatisfied, AtLeast: 0.8}, Target{Item: "bins", Measure: MeasureSatisfied, AtLeast: 0.8},
		Target{Item: "recommend", Measure: MeasureNPS, AtLeast: 30},
	)
	require.NoError(t, err)
	require.Len(t, review.Below, 2)
	for i, item := range []string{"halls", "recommend"} {
		require.Equal(t, item, review.Below[i].Target.Item)
		action, err := review.Below[i].Improve(item, sweep)
		require.NoError(t, err)
		assert.Equal(t, sweep, action.Current().Action)
		_, err = review.Below[i].Improve(item, Action{What: sweep.What, Due: sweep.Due})
		assert.Contains(t, faultsOf(t, err), "action.owner")
		_, err = review.Below[i].Improve(item, Action{What: sweep.What, Owner: sweep.Owner})
		assert.Contains(t, faultsOf(t, err), "action.due")
	}
}
