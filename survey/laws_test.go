package survey

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// chanceOf is a source of chance for tokens that a failing case repeats.
func chanceOf(t *rapid.T) *bytes.Reader {
	return bytes.NewReader(rapid.SliceOfN(rapid.Byte(), 48, 48).Draw(t, "chance"))
}

// Whatever is drawn: nobody twice, nobody who cools down, no more than the
// sample, no quota exceeded, and everybody accounted for.
func TestDrawsKeepTheirBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := make([]Person, rapid.IntRange(0, 60).Draw(t, "people"))
		for i := range people {
			people[i] = Person{ID: fmt.Sprint("p", i), Groups: map[string]string{
				"building": rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "building"),
				"floor":    rapid.SampledFrom([]string{"1", "2"}).Draw(t, "floor"),
			}}
			if rapid.Bool().Draw(t, "asked") {
				people[i].LastAsked = noon.AddDate(0, 0, -rapid.IntRange(0, 60).Draw(t, "days"))
			}
		}
		s := Sample{Size: rapid.IntRange(1, 40).Draw(t, "size"), Seed: "x", Quotas: []Quota{
			{"building", "A", rapid.IntRange(0, 10).Draw(t, "A")}, {"floor", "2", rapid.IntRange(0, 10).Draw(t, "2")},
		}}
		if rapid.Bool().Draw(t, "strata") {
			s.By = "building"
		}
		d := rested(t, s, Days(30), people)
		require.LessOrEqual(t, len(d.Chosen), s.Size)
		require.Equal(t, len(people), len(d.Chosen)+d.NotDrawn+d.CoolingDown)
		counts := map[group]int{}
		for i, id := range d.Chosen {
			require.NotContains(t, d.Chosen[:i], id)
			p := people[slices.IndexFunc(people, func(p Person) bool { return p.ID == id })]
			require.True(t, p.LastAsked.IsZero() || noon.Sub(p.LastAsked) >= time.Duration(Days(30)))
			counts[group{"building", p.Groups["building"]}]++
			counts[group{"floor", p.Groups["floor"]}]++
		}
		for _, q := range s.Quotas {
			require.LessOrEqual(t, counts[group{q.Dimension, q.Value}], q.AtMost)
		}
		for _, stratum := range d.Strata {
			require.Equal(t, counts[group{"building", stratum.Value}], stratum.Drawn)
		}
	})
}

// However contacts are made, due is made, open and missed together; nothing that
// was missed comes back, and in the end nothing is open.
func TestCoverageAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := afterwards()
		var events []Event
		var made []Made
		for i := range rapid.IntRange(0, 12).Draw(t, "events") {
			e := Event{Key: fmt.Sprint("e", i), At: noon.Add(time.Duration(rapid.IntRange(0, 40*24).Draw(t, "hour")) * time.Hour)}
			events = append(events, e)
			for n := 1; n <= 2; n++ {
				if rapid.Bool().Draw(t, "made") {
					made = append(made, Made{e.Key, n, p.Contacts[n-1].after(e.At)})
				}
			}
		}
		missed := 0
		for d := range 70 {
			c, err := p.Cover(events, made, noon.AddDate(0, 0, d))
			require.NoError(t, err)
			require.Equal(t, c.Due, c.Made+c.Open+c.Missed)
			require.Len(t, c.Outstanding, c.Open+c.Missed)
			require.GreaterOrEqual(t, c.Missed, missed)
			missed = c.Missed
		}
		end, err := p.Cover(events, made, noon.AddDate(1, 0, 0))
		require.NoError(t, err)
		require.Zero(t, end.Open)
		require.Equal(t, [2]int{2 * len(events), len(made)}, [2]int{end.Due, end.Made})
	})
}

// Every visit within the periods counts in one cell; what is lacking is missing
// when the period is over and due before, never both.
func TestVisitsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rounds()
		from, to := in2026(1, 1), in2026(12, 30)
		at := from.AddDate(0, 0, rapid.IntRange(0, 400).Draw(t, "at"))
		var visits []VisitDone
		want := 0
		for i := range rapid.IntRange(0, 20).Draw(t, "visits") {
			d := rapid.SampledFrom(p.Duties).Draw(t, "duty")
			v := visited(fmt.Sprint(i), d.ID, rapid.SampledFrom(d.Areas).Draw(t, "area").ID, from.AddDate(0, 0, rapid.IntRange(-30, 400).Draw(t, "day")))
			visits = append(visits, v)
			if !v.At.After(at) && v.At.In(zone(t, p.Zone)).Year() == 2026 {
				want++
			}
		}
		r, err := p.Review(visits, from, to, at)
		require.NoError(t, err)
		require.Len(t, r.Cells, 1+2*4+2)
		done := 0
		for _, c := range r.Cells {
			done += c.Done
			require.True(t, c.Missing == 0 || c.Due == 0)
			require.Equal(t, max(0, c.Planned-c.Done), c.Missing+c.Due)
			require.True(t, c.Missing == 0 || !at.Before(c.Until))
		}
		require.Equal(t, want, done)
	})
}

// However an invitation is treated, it is opened once at most, only in its time,
// and only by a token that was sent for it.
func TestInvitationsAreOpenedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := quarterly()
		i, n, err := p.Invite(Person{ID: "a"}, "w", "", noon, chanceOf(t))
		require.NoError(t, err)
		tokens := []string{n.Token.Reveal()}
		at, opened, revoked := noon, 0, false
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			at = at.Add(time.Duration(rapid.IntRange(0, 72).Draw(t, "hours")) * time.Hour)
			switch rapid.SampledFrom([]string{"redeem", "remind", "revoke", "store", "guess"}).Draw(t, "step") {
			case "redeem":
				next, err := i.Redeem(rapid.SampledFrom(tokens).Draw(t, "token"), at)
				require.Equal(t, opened == 0 && !revoked && at.Before(i.Expires), err == nil)
				if err == nil {
					i, opened = next, opened+1
				}
			case "remind":
				next, notice, err := p.Remind(i, at, chanceOf(t))
				if err == nil {
					require.True(t, opened == 0 && !revoked && at.Before(i.Expires))
					i, tokens = next, append(tokens, notice.Token.Reveal())
				}
			case "revoke":
				revoked = revoked || opened == 0
				i = i.Revoke(at)
			case "store":
				data, err := json.Marshal(i)
				require.NoError(t, err)
				i = Invitation{}
				require.NoError(t, json.Unmarshal(data, &i))
			case "guess":
				stranger, _, err := newStranger(p, chanceOf(t))
				require.NoError(t, err)
				if slices.Contains(tokens, stranger) {
					continue // the same chance twice
				}
				_, err = i.Redeem(stranger, at)
				require.Error(t, err)
			}
			_, wakes := p.Wake(i, at)
			require.Equal(t, opened == 0 && !revoked && at.Before(i.Expires), wakes)
			require.LessOrEqual(t, i.Reminded(), len(p.Reminders))
		}
		require.LessOrEqual(t, opened, 1)
	})
}

// newStranger is a token of somebody else's invitation.
func newStranger(p Plan, chance *bytes.Reader) (token string, i Invitation, err error) {
	i, n, err := p.Invite(Person{ID: "stranger"}, "w", "", noon, chance)
	return n.Token.Reveal(), i, err
}

// However an improvement is pushed about, only the steps its status allows
// succeed, each cycle is done before it is checked, and it survives storage.
func TestImprovementsKeepTheirOrder(t *testing.T) {
	results := []Result{quarter(t, 100, 40), quarter(t, 100, 95)}
	review, err := results[0].Review(Target{Item: "halls", Measure: MeasureSatisfied, AtLeast: 0.8})
	require.NoError(t, err)
	allowed := map[string]Status{"complete": StatusOpen, "check": StatusDone, "reopen": StatusIneffective}
	rapid.Check(t, func(t *rapid.T) {
		i, err := review.Below[0].Improve("x", sweep)
		require.NoError(t, err)
		for range rapid.IntRange(1, 15).Draw(t, "steps") {
			step := rapid.SampledFrom([]string{"complete", "check", "reopen"}).Draw(t, "step")
			before, next := i.Status(), i
			switch step {
			case "complete":
				next, err = i.Complete("u", noon)
			case "check":
				next, err = i.Check("w", rapid.SampledFrom(results).Draw(t, "result"), noon)
			case "reopen":
				next, err = i.Reopen(sweep)
			}
			require.Equal(t, before == allowed[step], err == nil, "%s when %s", step, before)
			if err != nil {
				continue
			}
			data, err := json.Marshal(next)
			require.NoError(t, err)
			i = Improvement{}
			require.NoError(t, json.Unmarshal(data, &i))
			require.Equal(t, next.Status(), i.Status())
		}
		for n, c := range i.Cycles {
			last := n == len(i.Cycles)-1
			require.True(t, c.Effect == nil || !c.Done.IsZero())
			require.True(t, last || c.Effect != nil && !c.Effect.Reached, "only what failed is followed by another")
		}
	})
}

// Comparing the other way round turns every change over.
func TestComparisonsMirror(t *testing.T) {
	anySurvey := rapid.Custom(func(t *rapid.T) map[string][2]int {
		out := map[string][2]int{}
		for _, g := range []string{"a", "b", "c"} {
			if n := rapid.IntRange(0, 20).Draw(t, "n"); n > 0 {
				out[g] = [2]int{rapid.IntRange(0, n).Draw(t, "satisfied"), n}
			}
		}
		out["d"] = [2]int{1, 2}
		return out
	})
	rapid.Check(t, func(rt *rapid.T) {
		before, after := halves(t, anySurvey.Draw(rt, "before")), halves(t, anySurvey.Draw(rt, "after"))
		there, err := Compare(before, after, "building", "halls")
		require.NoError(rt, err)
		back, err := Compare(after, before, "building", "halls")
		require.NoError(rt, err)
		require.InDelta(rt, there.Overall.value, -back.Overall.value, 1e-12)
		require.InDelta(rt, there.Adjusted.value, -back.Adjusted.value, 1e-9)
		require.InDelta(rt, there.Adjusted.low, -back.Adjusted.high, 1e-9)
		require.Equal(rt, there.Reversed, back.Reversed)
		require.ElementsMatch(rt, there.Unmatched, back.Unmatched)
		require.LessOrEqual(rt, there.Adjusted.low, there.Adjusted.value)

		// A stored result compares as the fresh one does.
		data, err := json.Marshal(before)
		require.NoError(rt, err)
		var stored Result
		require.NoError(rt, json.Unmarshal(data, &stored))
		again, err := Compare(stored, after, "building", "halls")
		require.NoError(rt, err)
		require.Equal(rt, there, again)
	})
}

// The quadrants divide the items: each lies where its own numbers put it.
func TestQuadrantsDivide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := Matrix{}
		for i := range rapid.IntRange(1, 10).Draw(t, "items") {
			m.Items = append(m.Items, MatrixItem{
				ID: fmt.Sprint(i), Importance: rapid.Float64Range(-1, 1).Draw(t, "importance"), Performance: rapid.Float64Range(1, 5).Draw(t, "performance"),
			})
		}
		require.NoError(t, m.divide(nil))
		for _, i := range m.Items {
			important := i.Quadrant == Concentrate || i.Quadrant == KeepUp
			strong := i.Quadrant == KeepUp || i.Quadrant == Overkill
			require.Equal(t, i.Importance >= m.ImportanceCut, important)
			require.Equal(t, i.Performance >= m.PerformanceCut, strong)
		}
	})
}
