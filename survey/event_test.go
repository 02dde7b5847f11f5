package survey

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFollow(t *testing.T) {
	e := Event{Key: "HT-001", Person: Person{ID: "p1"}, At: noon}
	for _, tc := range []struct {
		name   string
		change func(*Plan, *Event)
		want   []Contact
	}{
		{"each contact after the event, R03", func(*Plan, *Event) {}, []Contact{
			{"HT-001", 1, noon.AddDate(0, 0, 1), noon.AddDate(0, 0, 4)},
			{"HT-001", 2, noon.AddDate(0, 0, 14), noon.AddDate(0, 0, 17)},
		}},
		{"at once, if the plan says so", func(p *Plan, _ *Event) { p.Contacts = []Wait{0} }, []Contact{{"HT-001", 1, noon, noon.AddDate(0, 0, 3)}}},
		{"asked too short a time ago", func(p *Plan, e *Event) { p.CoolDown, e.Person.LastAsked = Days(30), noon.AddDate(0, 0, -28) }, nil},
		{"rested by the time of the contact", func(p *Plan, e *Event) {
			p.CoolDown, e.Person.LastAsked, p.Contacts = Days(30), noon.AddDate(0, 0, -29), []Wait{Days(1)}
		}, []Contact{{"HT-001", 1, noon.AddDate(0, 0, 1), noon.AddDate(0, 0, 4)}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p, e := afterwards(), e
			tc.change(&p, &e)
			got, err := p.Follow(e)
			require.NoError(t, err)
			assert.Equal(t, tc.want, got)
		})
	}
}

func TestFollowRefuses(t *testing.T) {
	_, err := quarterly().Follow(Event{Key: " "})
	assert.Equal(t, map[string]string{
		"": "the plan does not follow events", "key": "must not be blank", "at": "must be set",
	}, faultsOf(t, err))
}

// One in four, chosen by the key alone: the same on every node and every time,
// and no key knows beforehand.
func TestOneIn(t *testing.T) {
	p := afterwards()
	p.Sample = Sample{OneIn: 4, Seed: "2026"}
	require.NoError(t, p.Validate())
	picked, other := 0, 0
	for i := range 20_000 {
		e := Event{Key: fmt.Sprint("case-", i), At: noon}
		got, err := p.Follow(e)
		require.NoError(t, err)
		again, err := p.Follow(e)
		require.NoError(t, err)
		require.Equal(t, got, again)
		if len(got) > 0 {
			picked++
			if (Sample{OneIn: 4, Seed: "2027"}).picks(e.Key) {
				other++
			}
		}
	}
	assert.InDelta(t, 5000, picked, 4*61, "four standard deviations")
	assert.InDelta(t, 1250, other, 4*31, "another seed draws anew")
	assert.True(t, Sample{OneIn: 1}.picks("x"))
}

// R07: every settled claim is followed up, and those that were not are named.
func TestCoverageOfSettledClaims(t *testing.T) {
	p := afterwards()
	p.On, p.Contacts = OnSettled, []Wait{Days(2)}
	require.NoError(t, p.Validate())
	at := noon.AddDate(0, 0, 10)
	events := []Event{
		{Key: "made", At: noon},
		{Key: "made late", At: noon},
		{Key: "missed", At: noon},
		{Key: "open", At: noon.AddDate(0, 0, 6)},
		{Key: "not due", At: noon.AddDate(0, 0, 9)},
		{Key: "made later", At: noon},
		{Key: "missed", At: noon}, // told twice
	}
	made := []Made{
		{"made", 1, noon.AddDate(0, 0, 3)},
		{"made late", 1, noon.AddDate(0, 0, 9)},
		{"stranger", 1, noon},
		{"made later", 1, at.Add(1)},
	}
	c, err := p.Cover(events, made, at)
	require.NoError(t, err)
	assert.Equal(t, [4]int{5, 2, 1, 2}, [4]int{c.Due, c.Made, c.Open, c.Missed})
	assert.InDelta(t, 0.4, known(t, c.Rate), 1e-12)
	var keys []string
	for _, contact := range c.Outstanding {
		keys = append(keys, contact.Event)
	}
	assert.Equal(t, []string{"missed", "made later", "open"}, keys, "by the time they were due")

	// The edges: due from the instant on, missed from the end on.
	for at, want := range map[time.Time][2]int{
		noon.AddDate(0, 0, 2).Add(-1): {0, 0}, noon.AddDate(0, 0, 2): {1, 0},
		noon.AddDate(0, 0, 5).Add(-1): {1, 0}, noon.AddDate(0, 0, 5): {0, 1},
	} {
		c, err := p.Cover(events[2:3], nil, at)
		require.NoError(t, err)
		assert.Equal(t, want, [2]int{c.Open, c.Missed}, at)
	}
	c, err = p.Cover(nil, nil, at)
	require.NoError(t, err)
	assert.Equal(t, Coverage{}, c)
	_, err = p.Cover([]Event{{Key: "x"}}, nil, at)
	assert.ErrorContains(t, err, "events[0]")
	assert.Contains(t, faultsOf(t, err), "at")
}

func TestCoverageCountsEachLaterContact(t *testing.T) {
	c, err := afterwards().Cover([]Event{{Key: "a", At: noon}}, []Made{{"a", 2, noon.AddDate(0, 0, 15)}}, noon.AddDate(0, 1, 0))
	require.NoError(t, err)
	assert.Equal(t, [3]int{2, 1, 1}, [3]int{c.Due, c.Made, c.Missed})
	assert.Equal(t, 1, c.Outstanding[0].N)
}

// The order in which contacts were noted changes nothing, nor does a later one.
func TestAContactNotedTwiceIsMade(t *testing.T) {
	p := afterwards()
	event := Event{Key: "claim-1", At: noon}
	for _, made := range [][]Made{
		{{Event: "claim-1", N: 1, At: noon.Add(26 * time.Hour)}, {Event: "claim-1", N: 1, At: noon.Add(90 * 24 * time.Hour)}},
		{{Event: "claim-1", N: 1, At: noon.Add(90 * 24 * time.Hour)}, {Event: "claim-1", N: 1, At: noon.Add(26 * time.Hour)}},
	} {
		c, err := p.Cover([]Event{event}, made, noon.Add(36*time.Hour))
		require.NoError(t, err)
		assert.Equal(t, 1, c.Made)
	}
}

// Who was contacted about an event was asked because of it: the cool-down that
// this began does not make the contact disappear from the figures.
func TestAContactMadeStaysInTheCoverage(t *testing.T) {
	p := afterwards()
	p.CoolDown = Days(180)
	asked := noon.Add(26 * time.Hour)
	event := Event{Key: "claim-1", At: noon, Person: Person{ID: "x", LastAsked: asked}}
	c, err := p.Cover([]Event{event}, []Made{{Event: "claim-1", N: 1, At: asked}}, noon.Add(36*time.Hour))
	require.NoError(t, err)
	assert.Equal(t, []int{1, 1}, []int{c.Due, c.Made})
}
