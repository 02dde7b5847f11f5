package survey

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rounds is the visit plan of R02: the director every year, each estate officer
// the assigned area every quarter, the residents' meeting every half year.
func rounds() VisitPlan {
	return VisitPlan{
		ID: "rounds", Version: 1, Title: Label{ZH: "走访计划", EN: "Visits"}, Zone: "Asia/Shanghai",
		Duties: []VisitDuty{
			{ID: "director", Title: Label{ZH: "主任家访", EN: "Director"}, Every: Yearly, AtLeast: 1, AtMost: 2, Areas: []VisitArea{
				{ID: "estate", Title: Label{ZH: "全小区", EN: "Estate"}, Officer: "dir"},
			}},
			{ID: "officer", Title: Label{ZH: "管理员走访", EN: "Officer"}, Every: Quarterly, AtLeast: 1, Areas: []VisitArea{
				{ID: "east", Title: Label{ZH: "东区", EN: "East"}, Officer: "李敏"},
				{ID: "west", Title: Label{ZH: "西区", EN: "West"}, Officer: "u17"},
			}},
			{ID: "meeting", Title: Label{ZH: "业主座谈会", EN: "Meeting"}, Every: HalfYearly, AtLeast: 1, Areas: []VisitArea{
				{ID: "estate", Title: Label{ZH: "全小区", EN: "Estate"}, Officer: "dir"},
			}},
		},
	}
}

// in2026 is noon of a day in Shanghai.
func in2026(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 4, 0, 0, 0, time.UTC)
}

func visited(id, duty, area string, at time.Time, items ...VisitItem) VisitDone {
	return VisitDone{ID: id, Duty: duty, Area: area, By: "u17", At: at, Items: items}
}

// year is a year of visits, looked at on 20 August.
func year(t testing.TB) VisitReview {
	t.Helper()
	r, err := rounds().Review([]VisitDone{
		visited("1", "director", "estate", in2026(1, 5)),
		visited("2", "director", "estate", in2026(2, 5)),
		visited("3", "director", "estate", in2026(3, 5)),
		visited("4", "officer", "east", in2026(2, 1),
			VisitItem{ID: "a", Kind: VisitQuestion, Promised: in2026(2, 8), Solved: in2026(2, 7)},
			VisitItem{ID: "b", Kind: VisitComplaint, Serious: true, Case: "WY-7", Valid: true, Solved: in2026(3, 1)},
		),
		visited("5", "officer", "east", in2026(5, 1),
			VisitItem{ID: "a", Kind: VisitQuestion, Promised: in2026(5, 8)},
			VisitItem{ID: "b", Kind: VisitRequest, Promised: in2026(9, 8), Serious: true},
			VisitItem{ID: "c", Kind: VisitOpinion, Solved: in2026(8, 21)},
		),
		visited("6", "officer", "west", in2026(3, 31).Add(12*time.Hour)), // April by then
		visited("7", "officer", "east", in2026(8, 25)),                   // after the day looked at
		visited("8", "officer", "west", in2026(8, 1).AddDate(-1, 0, 0)),  // another year
	}, in2026(1, 1).Add(-12*time.Hour), in2026(12, 31), in2026(8, 20))
	require.NoError(t, err)
	return r
}

func TestVisitsByAreaAndQuarter(t *testing.T) {
	got := map[string]string{}
	for _, c := range year(t).Cells {
		got[c.Duty+" "+c.Area+" "+c.Period] = c.String()
	}
	assert.Equal(t, map[string]string{
		"director estate 2026": "3/1",
		"officer east 2026-Q1": "1/1", "officer east 2026-Q2": "1/1", "officer east 2026-Q3": "0/1 …", "officer east 2026-Q4": "0/1 …",
		"officer west 2026-Q1": "0/1 !", "officer west 2026-Q2": "1/1", "officer west 2026-Q3": "0/1 …", "officer west 2026-Q4": "0/1 …",
		"meeting estate 2026-H1": "0/1 !", "meeting estate 2026-H2": "0/1 …",
	}, got)
	assert.Equal(t, 1, year(t).Cells[0].Extra, "the director visits once or twice a year")
	assert.Zero(t, year(t).Cells[1].Extra)

	var missing []string
	for _, c := range year(t).Missing() {
		missing = append(missing, c.Area+" "+c.Period)
	}
	assert.Equal(t, []string{"west 2026-Q1", "estate 2026-H1", "east 2026-Q3", "west 2026-Q3", "east 2026-Q4", "west 2026-Q4", "estate 2026-H2"}, missing,
		"what is over first, then what is to come")
}

// What a period lacks is due until its last instant, and missing from its end.
func TestVisitsAreMissingFromTheEndOfTheirPeriod(t *testing.T) {
	end := time.Date(2026, 4, 1, 0, 0, 0, 0, zone(t, "Asia/Shanghai"))
	for at, want := range map[time.Time][2]int{end.Add(-1): {1, 0}, end: {0, 1}} {
		r, err := rounds().Review(nil, in2026(2, 1), in2026(2, 2), at)
		require.NoError(t, err)
		assert.Equal(t, "2026-Q1", r.Cells[1].Period)
		assert.Equal(t, want, [2]int{r.Cells[1].Due, r.Cells[1].Missing})
	}
	last, err := rounds().Review([]VisitDone{visited("1", "officer", "east", end.Add(-1)), visited("2", "officer", "west", end)}, in2026(2, 1), in2026(2, 2), end)
	require.NoError(t, err)
	assert.Equal(t, [2]int{1, 0}, [2]int{last.Cells[1].Done, last.Cells[2].Done}, "the end belongs to the next")
}

func TestWhatVisitsRaised(t *testing.T) {
	r := year(t)
	assert.Equal(t, [4]int64{5, 2, 1, 2}, [4]int64{r.Items, r.Solved, r.Late, r.Open})
	assert.InDelta(t, 0.4, known(t, r.Handled), 1e-12)
	assert.InDelta(t, 0.2, known(t, r.Valid), 1e-12)
	assert.Equal(t, [2]int64{1, 1}, [2]int64{r.Referred, r.Unreferred})

	empty, err := rounds().Review(nil, in2026(1, 1), in2026(2, 1), in2026(1, 2))
	require.NoError(t, err)
	assert.Equal(t, Estimate{}, empty.Handled, "nothing raised is no rate")
	assert.Len(t, empty.Cells, 4)
}

func TestVisitTable(t *testing.T) {
	golden(t, "visits-zh.txt", func(b *strings.Builder) error { return year(t).WriteTable(b, rounds(), Chinese) })
	golden(t, "visits-en.txt", func(b *strings.Builder) error { return year(t).WriteTable(b, rounds(), English) })
	assert.ErrorIs(t, year(t).WriteTable(full{}, rounds(), English), errFull)
}

func TestVisitReviewRefuses(t *testing.T) {
	_, err := rounds().Review([]VisitDone{
		{ID: " ", Duty: "officer", Area: "east", At: noon},
		visited("1", "officer", "north", noon),
		visited("1", "director", "estate", time.Time{}, VisitItem{Kind: "praise"}),
	}, noon, noon, noon)
	assert.Equal(t, map[string]string{
		"visits[0].id": "must not be blank or repeated", "visits[2].id": "must not be blank or repeated",
		"visits[1].area": `the plan has no duty "officer" in area "north"`, "visits[2].at": "must be set",
		"visits[2].items[0].kind": `"praise" is not one of question, opinion, request, complaint`,
	}, faultsOf(t, err))
	_, err = VisitPlan{}.Review(nil, noon, noon, noon)
	assert.Len(t, faultsOf(t, err), 5, "a broken plan comes first")
}

func TestBrokenVisitPlans(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func(*VisitPlan)
		path   string
		rule   string
	}{
		{"a zone", func(p *VisitPlan) { p.Zone = "Mars" }, "zone", "not a known"},
		{"duties", func(p *VisitPlan) { p.Duties = nil }, "duties", "empty"},
		{"of different ids", func(p *VisitPlan) { p.Duties[1].ID = "director" }, "duties[1].id", "already"},
		{"with titles", func(p *VisitPlan) { p.Duties[0].Title.EN = "" }, "duties[0].title.en", "as the title has"},
		{"a rhythm", func(p *VisitPlan) { p.Duties[0].Every = "week" }, "duties[0].every", "not one of"},
		{"at least one visit", func(p *VisitPlan) { p.Duties[0].AtLeast = 0 }, "duties[0].at_least", "between 1 and"},
		{"a bound not below it", func(p *VisitPlan) { p.Duties[0].AtLeast = 3 }, "duties[0].at_most", "at least 3"},
		{"areas", func(p *VisitPlan) { p.Duties[0].Areas = nil }, "duties[0].areas", "empty"},
		{"once each", func(p *VisitPlan) { p.Duties[1].Areas[1].ID = "east" }, "duties[1].areas[1].id", "twice"},
		{"somebody for each", func(p *VisitPlan) { p.Duties[1].Areas[1].Officer = " " }, "duties[1].areas[1].officer", "blank"},
		{"a version", func(p *VisitPlan) { p.Version = 0 }, "version", "1 or more"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := rounds()
			tc.change(&p)
			assert.Contains(t, faultsOf(t, p.Validate())[tc.path], tc.rule)
		})
	}
}

func TestVisitPlanSurvivesJSON(t *testing.T) {
	data, err := json.Marshal(rounds())
	require.NoError(t, err)
	got, err := ParseVisitPlan(data)
	require.NoError(t, err)
	assert.Equal(t, rounds(), got)
	_, err = ParseVisitPlan([]byte(strings.Replace(string(data), `"duties"`, `"dutys"`, 1)))
	assert.Contains(t, faultsOf(t, err), "dutys")
	_, err = ParseVisitPlan([]byte(`{}`))
	assert.Contains(t, faultsOf(t, err), "duties")
}

func FuzzParseVisitPlan(f *testing.F) {
	data, err := json.Marshal(rounds())
	require.NoError(f, err)
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := ParseVisitPlan(data)
		if err != nil {
			faultsOf(t, err)
			return
		}
		r, err := p.Review(nil, noon, noon.AddDate(0, 1, 0), noon)
		require.NoError(t, err)
		require.NoError(t, r.WriteTable(&strings.Builder{}, p, Bilingual))
	})
}

// R02: everything raised is handled, and valid complaints stay below 1 %.
func TestTargetsOfVisits(t *testing.T) {
	r02 := VisitTargets{Handled: 1, ValidBelow: 0.01}
	for _, tc := range []struct {
		name                 string
		solved, valid, items float64
		targets              VisitTargets
		missed               []string
	}{
		{"both missed", 99, 1, 100, r02, []string{"handled", "valid_below"}},
		{"exactly 1 % is not below", 100, 1, 100, r02, []string{"valid_below"}},
		{"below 1 %", 201, 2, 201, r02, nil},
		{"no targets", 0, 100, 100, VisitTargets{}, nil},
		{"nothing raised", 0, 0, 0, r02, nil},
	} {
		n := int64(tc.items)
		r := VisitReview{Handled: point(tc.solved/tc.items, n), Valid: point(tc.valid/tc.items, n)}
		assert.Equal(t, tc.missed, tc.targets.Missed(r), tc.name)
	}
	p := rounds()
	p.Targets = r02
	var b strings.Builder
	require.NoError(t, year(t).WriteTable(&b, p, English))
	assert.Contains(t, b.String(), "! solved 40.0%, must reach 100.0%\n! valid complaints 20.0%, must be below 1.0%\n")
	data, err := json.Marshal(p)
	require.NoError(t, err)
	assert.Contains(t, string(data), `"targets":{"handled":1,"valid_below":0.01}`)
	p.Targets = VisitTargets{Handled: 100, ValidBelow: -0.1}
	got := faultsOf(t, p.Validate())
	assert.Contains(t, got["targets.handled"], "between 0 and 1")
	assert.Contains(t, got["targets.valid_below"], "between 0 and 1")
}

func TestItemsOfAVisitAreOnePieceEach(t *testing.T) {
	_, err := rounds().Review([]VisitDone{visited("1", "officer", "east", noon,
		VisitItem{ID: "a", Kind: VisitOpinion}, VisitItem{ID: "a", Kind: VisitRequest})}, noon, noon.Add(1), noon)
	assert.Contains(t, faultsOf(t, err)["visits[0].items[1].id"], "twice")
}
