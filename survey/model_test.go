package survey

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// slow counts one question from the list of responses.
type slow struct {
	answered, na, notAsked, missing int64
	scores                          []float64
	options                         map[string]int64
}

func slowly(q Question, responses []Response) (s slow) {
	s.options = map[string]int64{}
	for _, r := range responses {
		value, given := r.Answers[q.ID]
		_, na := value.(NotApplicable)
		switch {
		case !slowlyAsked(q, r.Answers):
			s.notAsked++
		case na:
			s.na++
		case !given:
			s.missing++
		default:
			s.answered++
			if score, ok := value.(Score); ok {
				s.scores = append(s.scores, float64(score))
			}
			choices, _ := value.(Choices)
			for _, id := range choices {
				s.options[id]++
			}
		}
	}
	return s
}

func (s slow) share(from, to float64) (n int64) {
	for _, v := range s.scores {
		if v >= from && v <= to {
			n++
		}
	}
	return n
}

// Whatever the form: what follows its branches passes the check, and every count
// is the one a list of all responses gives.
func TestAnyFormIsCountedAsTheListSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := anyForm().Draw(t, "form")
		require.NoError(t, q.Validate())
		a, err := NewAnalysis(q, TopTwoOfFive, nil)
		require.NoError(t, err)
		responses := make([]Response, rapid.IntRange(0, 25).Draw(t, "responses"))
		for i := range responses {
			responses[i] = filled(t, q)
			require.NoError(t, a.Add(responses[i]))
		}
		r := a.Result().Total
		for _, question := range all(q) {
			_, got, _, found := r.item(question.ID)
			require.True(t, found)
			sameQuestion(t, slowly(question, responses), got)
		}
		for _, section := range r.Sections {
			want := slow{}
			for _, question := range section.Questions {
				if question.Kind == KindScale5 {
					want.answered += question.Answered
					want.na += question.NotApplicable
					want.notAsked += question.NotAsked
					want.missing += question.Missing
				}
			}
			require.Equal(t, [4]int64{want.answered, want.na, want.notAsked, want.missing},
				[4]int64{section.Answered, section.NotApplicable, section.NotAsked, section.Missing})
		}
	})
}

func sameQuestion(t *rapid.T, want slow, got QuestionResult) {
	require.Equal(t, [4]int64{want.answered, want.na, want.notAsked, want.missing},
		[4]int64{got.Answered, got.NotApplicable, got.NotAsked, got.Missing}, got.ID)
	mean, ok := got.Mean.Value()
	require.Equal(t, len(want.scores) > 0, ok)
	if ok {
		sum := 0.0
		for _, v := range want.scores {
			sum += v
		}
		require.InDelta(t, sum/float64(len(want.scores)), mean, 1e-9)
	}
	switch got.Kind {
	case KindScale5:
		require.Equal(t, Wilson(want.share(4, 5), want.answered), got.Satisfied)
		require.Equal(t, Wilson(want.share(1, 2), want.answered), got.Dissatisfied)
	case KindScale7:
		require.Equal(t, Wilson(want.share(5, 7), want.answered), got.Easy)
	case KindScale10:
		require.Equal(t, NetPromoter(want.share(9, 10), want.share(7, 8), want.share(0, 6)), got.NPS)
	case KindOneToTen:
		if ok {
			require.InDelta(t, (mean-1)/9*100, got.Index.value, 1e-9)
		}
	case KindSingle, KindMultiple:
		for _, o := range got.Options {
			require.Equal(t, Wilson(want.options[o.ID], want.answered), o.Chosen)
		}
	case KindText:
	}
}

// Derived importance equals the correlation over the list of pairs.
func TestAnyImportanceEqualsTheListed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := anyForm().Filter(func(q Questionnaire) bool { return q.Anchor != "" }).Draw(t, "form")
		a, err := NewAnalysis(q, TopTwoOfFive, nil)
		require.NoError(t, err)
		var responses []Response
		for range rapid.IntRange(0, 30).Draw(t, "responses") {
			responses = append(responses, filled(t, q))
			require.NoError(t, a.Add(responses[len(responses)-1]))
		}
		for _, s := range a.Result().Total.Sections {
			for _, question := range s.Questions {
				var n, sx, sy, sxx, syy, sxy float64
				for _, r := range responses {
					x, ok1 := r.Answers[question.ID].(Score)
					y, ok2 := r.Answers[q.Anchor].(Score)
					if ok1 && ok2 {
						fx, fy := float64(x), float64(y)
						n, sx, sy, sxx, syy, sxy = n+1, sx+fx, sy+fy, sxx+fx*fx, syy+fy*fy, sxy+fx*fy
					}
				}
				dx, dy := n*sxx-sx*sx, n*syy-sy*sy
				got, ok := question.Importance.Value()
				require.Equal(t, n >= 4 && dx > 0 && dy > 0 && question.ID != q.Anchor, ok, question.ID)
				if ok {
					require.InDelta(t, (n*sxy-sx*sy)/math.Sqrt(dx*dy), got, 1e-9)
				}
			}
		}
	})
}

// Whatever is broken in a response, the check says so and nothing is counted;
// it never panics, whatever hangs on the broken answer.
func TestAnyBrokenResponseIsRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := anyForm().Draw(t, "form")
		a, err := NewAnalysis(q, TopTwoOfFive, nil)
		require.NoError(t, err)
		r := filled(t, q)
		victim := rapid.SampledFrom(all(q)).Draw(t, "victim").ID
		r.Answers[victim] = rapid.SampledFrom([]Value{
			Score(-1), Score(99), Score(math.MinInt), Score(math.MaxInt), Choices{}, Choices{"zoo"}, Choices{"o0", "o0"}, Text(" "), Text("\xff"), nil,
		}).Draw(t, "value")
		_, err = q.Asked(r.Answers)
		require.NoError(t, err, "a form can be shown whatever was answered so far")
		faultsOfRapid(t, q.Check(r))
		faultsOfRapid(t, a.Add(r))
		require.Zero(t, a.Result().Total.Responses)
	})
}

func faultsOfRapid(t *rapid.T, err error) {
	var invalid *InvalidError
	require.ErrorAs(t, err, &invalid)
	require.NotEmpty(t, invalid.Faults)
}

// Whatever the form, counts survive storage, and parts stored apart merge to the
// same bytes as the whole.
func TestAnyFormSurvivesStorageAndMerging(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := anyForm().Draw(t, "form")
		fresh := func() *Analysis {
			a, err := NewAnalysis(q, TopThreeOfFive, &Options{Topics: lexicon()})
			require.NoError(t, err)
			return a
		}
		whole, parts := fresh(), []*Analysis{fresh(), fresh(), fresh()}
		for range rapid.IntRange(0, 20).Draw(t, "responses") {
			r := filled(t, q)
			r.Groups = map[string]string{ByUnit: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "unit")}
			require.NoError(t, whole.Add(r))
			require.NoError(t, parts[rapid.IntRange(0, 2).Draw(t, "part")].Add(r))
		}
		merged := fresh()
		for _, p := range rapid.Permutation(parts).Draw(t, "order") {
			data, err := json.Marshal(p)
			require.NoError(t, err)
			back, err := ParseAnalysis(data, nil)
			require.NoError(t, err)
			require.NoError(t, merged.Merge(back))
		}
		want, err := json.Marshal(whole)
		require.NoError(t, err)
		got, err := json.Marshal(merged)
		require.NoError(t, err)
		require.Equal(t, string(want), string(got))
	})
}

// A form survives JSON, whatever its branches.
func TestAnyFormSurvivesJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := anyForm().Draw(t, "form")
		data, err := json.Marshal(want)
		require.NoError(t, err)
		got, err := ParseQuestionnaire(data)
		require.NoError(t, err)
		require.Equal(t, want, got)
	})
}
