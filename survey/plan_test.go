package survey

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// quarterly asks 20 residents a quarter, by building.
func quarterly() Plan {
	return Plan{
		ID: "residents", Version: 1, Title: Label{ZH: "季度调查", EN: "Quarterly"},
		Questionnaire: "estate", QuestionnaireVersion: 2, Zone: "Asia/Shanghai",
		Every: Quarterly, Contacts: []Wait{Days(60)}, Modes: []Mode{Web, Phone},
		Sample:   Sample{Size: 20, Seed: "estate-2026", By: "building"},
		CoolDown: Days(90), Expires: Days(14), Reminders: []Wait{Days(5), Days(10)},
		Boxes: TopThreeOfFive, Targets: []Target{{Item: "cleaning", Measure: MeasureSatisfied, AtLeast: 0.9}},
	}
}

// afterwards asks again one day and two weeks after a case was closed (R03).
func afterwards() Plan {
	return Plan{
		ID: "after", Version: 1, Title: Label{EN: "Afterwards"}, Questionnaire: "estate", QuestionnaireVersion: 2,
		Zone: "UTC", On: OnClosed, Contacts: []Wait{Days(1), Days(14)}, Modes: []Mode{Phone},
		Expires: Days(3), Boxes: TopTwoOfFive,
	}
}

func TestPlansSurviveJSON(t *testing.T) {
	for _, want := range []Plan{quarterly(), afterwards()} {
		require.NoError(t, want.Validate())
		data, err := json.Marshal(want)
		require.NoError(t, err)
		got, err := ParsePlan(data)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	data, err := json.Marshal(quarterly())
	require.NoError(t, err)
	assert.Contains(t, string(data), `"contacts":["60d"]`)
}

func TestParsePlanIsStrict(t *testing.T) {
	data, err := json.Marshal(quarterly())
	require.NoError(t, err)
	for _, tc := range []struct{ name, from, to, path, rule string }{
		{"a field there is not", `"every"`, `"evry":1,"every"`, "evry", "not a known field"},
		{"nor inside the sample", `"size"`, `"sise":1,"size"`, "sample.sise", "not a known field"},
		{"a bare number is no time", `"60d"`, `60`, "", ""},
		{"nor one without a unit", `"60d"`, `"60"`, "", "whole number"},
		{"the rules hold as well", `"zone":"Asia/Shanghai"`, `"zone":"Asia/Shangri-La"`, "zone", "not a known IANA zone"},
		{"something after it", `"top-three-of-five"`, `"top-three-of-five"}{`, "", "valid JSON"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			require.Contains(t, string(data), tc.from)
			_, err := ParsePlan([]byte(strings.Replace(string(data), tc.from, tc.to, 1)))
			got := faultsOf(t, err)
			if tc.path != "" {
				require.Contains(t, got, tc.path)
				assert.Contains(t, got[tc.path], tc.rule)
			}
		})
	}
}

func TestBrokenPlans(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func(*Plan)
		path   string
		rule   string
	}{
		{"needs an id", func(p *Plan) { p.ID = "" }, "id", "empty"},
		{"and a version", func(p *Plan) { p.Version = 0 }, "version", "1 or more"},
		{"and a title", func(p *Plan) { p.Title = Label{} }, "title", "zh, en or both"},
		{"and a questionnaire", func(p *Plan) { p.Questionnaire = "a b" }, "questionnaire", "letters"},
		{"and its version", func(p *Plan) { p.QuestionnaireVersion = 0 }, "questionnaire_version", "1 or more"},
		{"and a zone", func(p *Plan) { p.Zone = "" }, "zone", "Asia/Shanghai"},
		{"that is not this machine's", func(p *Plan) { p.Zone = "Local" }, "zone", "Asia/Shanghai"},
		{"either events or the calendar", func(p *Plan) { p.On = OnClosed }, "on", "exactly one"},
		{"one of them", func(p *Plan) { p.Every = "" }, "on", "exactly one"},
		{"a rhythm there is", func(p *Plan) { p.Every = "fortnight" }, "every", "not one of month"},
		{"an event is a code", func(p *Plan) { *p = afterwards(); p.On = "case closed" }, "on", "letters"},
		{"a contact", func(p *Plan) { p.Contacts = nil }, "contacts", "1 to 20"},
		{"not twenty-one", func(p *Plan) { *p = afterwards(); p.Contacts = make([]Wait, 21) }, "contacts", "1 to 20"},
		{"contacts in order", func(p *Plan) { *p = afterwards(); p.Contacts = []Wait{Days(2), Days(2)} }, "contacts[1]", "come after"},
		{"not before the event", func(p *Plan) { *p = afterwards(); p.Contacts = []Wait{-1} }, "contacts[0]", "not be negative"},
		{"a wave opens once", func(p *Plan) { p.Contacts = []Wait{Days(1), Days(2)} }, "contacts", "a wave has one"},
		{"and in its period", func(p *Plan) { p.Contacts = []Wait{Days(82)} }, "contacts[0]", "within the period"},
		{"a way to ask", func(p *Plan) { p.Modes = nil }, "modes", "empty"},
		{"that is known", func(p *Plan) { p.Modes = []Mode{Web, "pigeon"} }, "modes[1]", "not one of phone"},
		{"a sample to repeat", func(p *Plan) { p.Sample.Seed = " " }, "sample.seed", "repeated"},
		{"of a size", func(p *Plan) { p.Sample.Size = -1 }, "sample.size", "negative"},
		{"strata need a size", func(p *Plan) { p.Sample.Size = 0 }, "sample.by", "needs a size"},
		{"an allocation there is", func(p *Plan) { p.Sample.Allocation = "neyman" }, "sample.allocation", "not one of"},
		{"of strata", func(p *Plan) { p.Sample.By, p.Sample.Allocation = "", Equal }, "sample.allocation", "needs strata"},
		{"one in is for events", func(p *Plan) { p.Sample.OneIn = 3 }, "sample.one_in", "waves have a size"},
		{"not less than one in one", func(p *Plan) { *p = afterwards(); p.Sample.OneIn = -2 }, "sample.one_in", "negative"},
		{"and a size for waves", func(p *Plan) { *p = afterwards(); p.Sample.Size = 3 }, "sample", "are for waves"},
		{"quotas once", func(p *Plan) { p.Sample.Quotas = []Quota{{"a", "b", 1}, {"a", "b", 2}} }, "sample.quotas[1]", "once"},
		{"quotas not negative", func(p *Plan) { p.Sample.Quotas = []Quota{{"a", "b", -1}} }, "sample.quotas[0].at_most", "negative"},
		{"a cool-down not negative", func(p *Plan) { p.CoolDown = -1 }, "cool_down", "negative"},
		{"time to answer", func(p *Plan) { p.Expires, p.Reminders = 0, nil }, "expires", "at least 1m"},
		{"reminders in order", func(p *Plan) { p.Reminders = []Wait{Days(3), Days(2)} }, "reminders[1]", "come after"},
		{"not at once", func(p *Plan) { p.Reminders = []Wait{0} }, "reminders[0]", "come after"},
		{"before the end", func(p *Plan) { p.Reminders = []Wait{Days(14)} }, "reminders[0]", "before the invitation expires"},
		{"not eleven", func(p *Plan) { p.Reminders = make([]Wait, 11) }, "reminders", "at most 10"},
		{"a box set", func(p *Plan) { p.Boxes = "" }, "boxes", "not one of"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := quarterly()
			tc.change(&p)
			assert.Contains(t, faultsOf(t, p.Validate())[tc.path], tc.rule)
		})
	}
	assert.Len(t, faultsOf(t, Plan{}.Validate()), 11, "all at once")
}

// req: R21.3
func TestWaves(t *testing.T) {
	shanghai := zone(t, "Asia/Shanghai")
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, shanghai)
	waves := quarterly().Waves(from, from.AddDate(1, 0, 0))
	require.Len(t, waves, 4)
	assert.Equal(t, "2026-Q1", waves[0].Period.ID)
	assert.Equal(t, "2026-03-02", waves[0].Opens.In(shanghai).Format(time.DateOnly))
	assert.Equal(t, "2026-03-16", waves[0].Closes.In(shanghai).Format(time.DateOnly))

	// Each wave opens in exactly one of the windows a host looks at.
	total := 0
	for d := range 365 {
		total += len(quarterly().Waves(from.AddDate(0, 0, d), from.AddDate(0, 0, d+1)))
	}
	assert.Equal(t, 4, total)
	at := waves[1].Opens
	assert.Len(t, quarterly().Waves(at, at.Add(1)), 1)
	assert.Empty(t, quarterly().Waves(at.Add(1), at.Add(2)))
	assert.Empty(t, quarterly().Waves(at.Add(-1), at))
	assert.Empty(t, afterwards().Waves(from, from.AddDate(1, 0, 0)))
}

func TestWavesDrawDifferentPeople(t *testing.T) {
	p := quarterly()
	people := residents(200)
	for i := range people {
		people[i].Groups = map[string]string{"building": string(rune('A' + i%4))}
	}
	waves := p.Waves(noon, noon.AddDate(0, 9, 0))
	require.GreaterOrEqual(t, len(waves), 2)
	first, err := p.Draw(waves[0], people)
	require.NoError(t, err)
	second, err := p.Draw(waves[1], people)
	require.NoError(t, err)
	again, err := p.Draw(waves[1], people)
	require.NoError(t, err)
	assert.NotEqual(t, first.Chosen, second.Chosen)
	assert.Equal(t, second, again)
	assert.Len(t, first.Chosen, 20)

	for i := range people {
		people[i].LastAsked = waves[0].Opens
	}
	rested, err := p.Draw(waves[0], people)
	require.NoError(t, err)
	assert.Equal(t, 200, rested.CoolingDown)
	all := p
	all.Sample = Sample{}
	draw, err := all.Draw(waves[1], people[:3])
	require.NoError(t, err)
	assert.Len(t, draw.Chosen, 3)
}

// FuzzParsePlan holds that whatever is accepted is valid and comes back the same.
func FuzzParsePlan(f *testing.F) {
	for _, p := range []Plan{quarterly(), afterwards()} {
		data, err := json.Marshal(p)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := ParsePlan(data)
		if err != nil {
			faultsOf(t, err)
			return
		}
		out, err := json.Marshal(p)
		require.NoError(t, err)
		back, err := ParsePlan(out)
		require.NoError(t, err)
		again, err := json.Marshal(back)
		require.NoError(t, err)
		require.Equal(t, string(out), string(again))
		for _, w := range p.Waves(noon, noon.AddDate(1, 0, 0)) {
			_, err := p.Draw(w, nil)
			require.NoError(t, err)
		}
	})
}
