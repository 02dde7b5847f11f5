package preset_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/survey"
)

// raised is what somebody says on a visit.
func raised(n int, purpose string) complaint.Intake {
	in := household("visit", "area-2", "engineering")
	in.Complainant.Phone = fmt.Sprintf("139000002%02d", n)
	in.Fields["visit_record"], in.Fields["purpose"] = "ZF-2026-031", purpose
	return in
}

// req: R02.11
func TestResidentialVisitsAreItemised(t *testing.T) {
	h := houseOf(t, preset.Residential(), "2026-09-14 10:00", nil)
	kinds := map[string]string{"ask": "query", "suggest": "suggestion", "request": "request", "complain": "complaint"}
	n := 0
	for purpose, kind := range kinds {
		n++
		c := h.register(areaOfficer, raised(n, purpose))
		assert.Equal(t, kind, c.Kind)
		assert.Empty(t, c.Missing)
	}
	unrecorded := raised(9, "complain")
	delete(unrecorded.Fields, "visit_record")
	c := h.register(areaOfficer, unrecorded)
	assert.Equal(t, []string{"visit_record"}, c.Missing)
	h.refused(areaOfficer, c, complaint.Assess{}, complaint.ErrNotAllowed)
	stats, err := h.desk.Stats(t.Context(), estateDirect)
	require.NoError(t, err)
	assert.Equal(t, 5, stats.Open, "each item is a case that is open until it is solved")
}

// req: R02.12
func TestResidentialQuestionsGetAPromisedTime(t *testing.T) {
	h := houseOf(t, preset.Residential(), "2026-09-14 19:00", nil)
	c := h.register(areaOfficer, raised(1, "ask"))
	h.due(c, "answer-or-promise", "09-14 24:00")
	c = h.do(areaOfficer, c, complaint.MakePromise{What: "answer", Due: h.time("2026-09-16 20:00")})
	assert.Equal(t, sla.Met, h.verdict(c, "answer-or-promise"))
	h.due(c, "promise", "09-16 20:00")
	h.at("2026-09-16 20:01")
	assert.Equal(t, sla.Breached, h.verdict(h.now(estateDirect, c), "promise"))

	silent := h.register(areaOfficer, raised(2, "ask"))
	h.at("2026-09-17 00:01")
	assert.Equal(t, sla.Breached, h.verdict(h.now(estateDirect, silent), "answer-or-promise"))
	h.due(h.register(areaOfficer, raised(3, "complain")), "answer-or-promise", "none")
}

// req: R02.13
func TestResidentialSeriousItemsAreReferredUpward(t *testing.T) {
	h := houseOf(t, preset.Residential(), "2026-09-14 10:00", nil)
	assert.Equal(t, 0, h.register(areaOfficer, raised(1, "complain")).Level)
	in := raised(2, "complain")
	in.Fields["safety"] = "harmed"
	c := h.register(areaOfficer, in)
	assert.Equal(t, 1, c.Level)
	assert.Equal(t, []string{"role:supervisor", "role:head"}, h.told("serious-on-a-visit"))
}

// visitYear is the record of a year: officers once a quarter, the director and the meeting as often as given, and items of
// which some complaints were valid and some are still open.
func visitYear(t *testing.T, director, meetings, items, valid, open int) survey.VisitReview {
	t.Helper()
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	day := func(month time.Month, d int) time.Time { return time.Date(2026, month, d, 10, 0, 0, 0, shanghai) }
	var visits []survey.VisitDone
	add := func(duty, area string, at time.Time, list ...survey.VisitItem) {
		visits = append(visits, survey.VisitDone{ID: fmt.Sprint(len(visits) + 1), Duty: duty, Area: area, By: area, At: at, Items: list})
	}
	for _, area := range []string{"area-1", "area-2", "area-3"} {
		for quarter := range 4 {
			add("officer", area, day(time.Month(3*quarter+2), 10))
		}
	}
	for i := range director {
		add("director", "estate", day(time.Month(2*i+1), 20))
	}
	for i := range meetings {
		add("meeting", "estate", day(time.Month(6*i+3), 5))
	}
	list := make([]survey.VisitItem, items)
	for i := range list {
		list[i] = survey.VisitItem{ID: fmt.Sprint(i), Kind: survey.VisitComplaint, Solved: day(11, 1), Valid: i < valid}
		if i >= items-open {
			list[i].Solved = time.Time{}
		}
	}
	visits[0].Items = list
	review, err := preset.ResidentialVisits().Review(visits, day(1, 1), day(12, 31), day(12, 31).AddDate(0, 0, 2))
	require.NoError(t, err)
	return review
}

// req: R02.14, R02.15
func TestResidentialRatesOfVisits(t *testing.T) {
	targets := preset.ResidentialVisits().Targets
	assert.Empty(t, targets.Missed(visitYear(t, 1, 2, 200, 1, 0)), "one valid complaint in two hundred, all handled")
	assert.Equal(t, []string{"valid_below"}, targets.Missed(visitYear(t, 1, 2, 100, 1, 0)), "one in a hundred is not below one per cent")
	assert.Equal(t, []string{"handled"}, targets.Missed(visitYear(t, 1, 2, 200, 1, 1)), "one of two hundred is not handled")
}

// req: R02.16, R02.17, R02.18
func TestResidentialVisitPlan(t *testing.T) {
	assert.Empty(t, visitYear(t, 1, 2, 0, 0, 0).Missing())
	var cells []string
	for _, c := range visitYear(t, 0, 1, 0, 0, 0).Missing() {
		cells = append(cells, c.Duty+" "+c.Period)
	}
	assert.Equal(t, []string{"director 2026", "meeting 2026-H2"}, cells)
	extra := func(director int) (n int) {
		for _, c := range visitYear(t, director, 2, 0, 0, 0).Cells {
			n += c.Extra
		}
		return n
	}
	assert.Zero(t, extra(2))
	assert.Equal(t, 1, extra(3), "three times a year is more than planned")

	shanghai, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	one := []survey.VisitDone{{ID: "1", Duty: "officer", Area: "area-2", By: "x1", At: time.Date(2026, 2, 10, 10, 0, 0, 0, shanghai)}}
	review, err := preset.ResidentialVisits().Review(one, time.Date(2026, 1, 1, 0, 0, 0, 0, shanghai), time.Date(2026, 7, 1, 0, 0, 0, 0, shanghai),
		time.Date(2026, 7, 1, 0, 0, 0, 0, shanghai))
	require.NoError(t, err)
	quarters := map[string]int{}
	for _, c := range review.Missing() {
		if c.Duty == "officer" {
			quarters[c.Area]++
		}
	}
	assert.Equal(t, map[string]int{"area-1": 2, "area-2": 1, "area-3": 2}, quarters)
}

// req: R02.19
func TestResidentialOpinionsAtFestivals(t *testing.T) {
	h := houseOf(t, preset.Residential(), "2026-09-25 16:00", nil)
	in := household("event", "area-2", "cleaning")
	in.Fields["purpose"] = "suggest"
	assert.Equal(t, "suggestion", h.register(areaOfficer, in).Kind)

	plan := preset.ResidentialPlans()[0]
	require.NoError(t, plan.Validate())
	at := h.time("2026-09-25 19:00")
	contacts, err := plan.Follow(survey.Event{Key: "mid-autumn/401", Person: survey.Person{ID: "401"}, At: at})
	require.NoError(t, err)
	require.Len(t, contacts, 1)
	assert.Equal(t, at.AddDate(0, 0, 1), contacts[0].Due)
}

// req: R02.20
func TestResidentialTopicQuestionnaires(t *testing.T) {
	topics, plan := preset.ResidentialTopics(), preset.ResidentialPlans()[1]
	require.NoError(t, topics.Validate())
	require.NoError(t, plan.Validate())
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	waves := plan.Waves(from, from.AddDate(1, 0, 0))
	var people []survey.Person
	for i := range 200 {
		people = append(people, survey.Person{ID: fmt.Sprint(i), Groups: map[string]string{"area": fmt.Sprintf("area-%d", i%3+1)}})
	}
	require.NotEmpty(t, waves)
	draw, err := plan.Draw(waves[0], people)
	require.NoError(t, err)
	assert.Len(t, draw.Chosen, 30)
	areas := map[string]int{}
	for _, id := range draw.Chosen {
		for _, p := range people {
			if p.ID == id {
				areas[p.Groups["area"]]++
			}
		}
	}
	assert.Equal(t, map[string]int{"area-1": 10, "area-2": 10, "area-3": 10}, areas)
}
