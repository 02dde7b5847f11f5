package survey

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// improvement is an action on the halls, 60 % satisfied of at least 80 %.
func improvement(t testing.TB) Improvement {
	review, err := winter(t, unchanged, TopThreeOfFive, 60).Review(Target{Item: "halls", Measure: MeasureSatisfied, AtLeast: 0.8})
	require.NoError(t, err)
	i, err := review.Below[0].Improve("2026-01", sweep)
	require.NoError(t, err)
	return i
}

// sweep is a measure.
var sweep = Action{What: "每日两次清扫", Owner: "保洁部", Due: noon}

// req: R21.18
func TestEffectOfAnAction(t *testing.T) {
	newer := func(q *Questionnaire) { q.Version = 3 }
	for _, tc := range []struct {
		name           string
		satisfied      int
		change         float64
		reached, clear bool
	}{
		{"reached, beyond chance", 85, 0.25, true, true},
		{"better, beyond chance, but not there", 76, 0.16, false, true},
		{"better, perhaps by chance", 65, 0.05, false, false},
		{"unchanged", 60, 0, false, false},
		{"worse, beyond chance", 40, -0.2, false, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			e, err := improvement(t).Finding.Effect(winter(t, newer, TopThreeOfFive, tc.satisfied))
			require.NoError(t, err)
			assert.InDelta(t, tc.change, known(t, e.Change), 1e-12)
			assert.Equal(t, tc.reached, e.Reached)
			assert.Equal(t, tc.clear, e.Clear)
			assert.False(t, e.Small)
			assert.Equal(t, Wilson(60, 100), e.Before)
		})
	}
	t.Run("nobody answered: neither success nor failure", func(t *testing.T) {
		e, err := improvement(t).Finding.Effect(analysed(t).Result())
		require.NoError(t, err)
		assert.Equal(t, Effect{Before: Wilson(60, 100), Small: true}, e)
	})
}

func TestAnEffectOnFewPeopleIsMarked(t *testing.T) {
	few, many := analysed(t, scores("halls", 1, 1)...).Result(), winter(t, unchanged, TopThreeOfFive, 60)
	for name, tc := range map[string]struct {
		before, after Result
		small         bool
	}{
		"few before":   {few, many, true},
		"few after":    {many, few, true},
		"many in both": {many, many, false},
	} {
		review, err := tc.before.Review(Target{Item: "halls", Measure: MeasureSatisfied, AtLeast: 0.8})
		require.NoError(t, err)
		effect, err := review.Below[0].Effect(tc.after)
		require.NoError(t, err)
		assert.Equal(t, tc.small, effect.Small, name)
	}
}

func TestEffectRefuses(t *testing.T) {
	finding := improvement(t).Finding
	t.Run("another questionnaire", func(t *testing.T) {
		_, err := finding.Effect(winter(t, func(q *Questionnaire) { q.ID = "hotel" }, TopThreeOfFive, 60))
		var mismatch *MismatchError
		require.ErrorAs(t, err, &mismatch)
		assert.Equal(t, MismatchError{"questionnaire", "estate", "hotel"}, *mismatch)
	})
	t.Run("another box set would show an effect that is none", func(t *testing.T) {
		_, err := finding.Effect(winter(t, unchanged, TopTwoOfFive, 60))
		var mismatch *MismatchError
		require.ErrorAs(t, err, &mismatch)
		assert.Equal(t, "boxes", mismatch.Field)
	})
	t.Run("the question is no longer asked", func(t *testing.T) {
		next := winter(t, unchanged, TopThreeOfFive, 60)
		next.Total.Sections[0].Questions[0].ID = "hall"
		_, err := finding.Effect(next)
		assert.Contains(t, faultsOf(t, err)["target"], `"halls"`)
	})
}
