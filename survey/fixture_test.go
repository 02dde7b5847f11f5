package survey

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// estate is a questionnaire for the residents of a managed estate with every
// kind of question.
func estate() Questionnaire {
	return Questionnaire{
		ID: "estate", Version: 2, Title: Label{ZH: "物业服务满意度", EN: "Estate services"},
		Sections: []Section{
			{
				ID: "cleaning", Title: Label{ZH: "保洁", EN: "Cleaning"}, Weight: 3,
				Questions: []Question{
					{ID: "halls", Kind: KindScale5, Text: Label{ZH: "楼道", EN: "Halls"}, Weight: 2, AllowNA: true},
					{ID: "bins", Kind: KindScale5, Text: Label{ZH: "垃圾", EN: "Bins"}, Weight: 1},
				},
			},
			{
				ID: "security", Title: Label{ZH: "秩序", EN: "Security"},
				Questions: []Question{
					{ID: "gate", Kind: KindScale5, Text: Label{ZH: "门岗", EN: "Gate"}, AllowNA: true},
				},
			},
			{
				ID: "general", Title: Label{ZH: "综合", EN: "General"},
				Questions: []Question{
					{ID: "recommend", Kind: KindScale10, Text: Label{ZH: "推荐", EN: "Recommend"}, AllowNA: true},
					{ID: "contact", Kind: KindSingle, Text: Label{ZH: "渠道", EN: "Contact"}, Options: []Option{
						{ID: "phone", Label: Label{ZH: "电话", EN: "Phone"}},
						{ID: "desk", Label: Label{ZH: "前台", EN: "Desk"}},
					}},
					{ID: "improve", Kind: KindMultiple, Text: Label{ZH: "改进", EN: "Improve"}, AllowNA: true, Options: []Option{
						{ID: "lifts", Label: Label{ZH: "电梯", EN: "Lifts"}},
						{ID: "parking", Label: Label{ZH: "停车", EN: "Parking"}},
						{ID: "fees", Label: Label{ZH: "收费", EN: "Fees"}},
					}},
					{ID: "comment", Kind: KindText, Text: Label{ZH: "意见", EN: "Comment"}},
				},
			},
		},
	}
}

// reply is a response to estate.
func reply(answers Answers) Response {
	return Response{Questionnaire: "estate", Version: 2, Answers: answers}
}

// replyIn is a reply in groups, given as dimension, value, dimension, value …
func replyIn(answers Answers, groups ...string) Response {
	r := reply(answers)
	r.Groups = map[string]string{}
	for i := 0; i < len(groups); i += 2 {
		r.Groups[groups[i]] = groups[i+1]
	}
	return r
}

// analysed is an analysis of estate, top three boxes, with the responses added.
func analysed(t testing.TB, responses ...Response) *Analysis {
	t.Helper()
	a, err := NewAnalysis(estate(), TopThreeOfFive, nil)
	require.NoError(t, err)
	for _, r := range responses {
		require.NoError(t, a.Add(r))
	}
	return a
}

// times repeats a response.
func times(n int, r Response) []Response {
	out := make([]Response, n)
	for i := range out {
		out[i] = r
	}
	return out
}

// known is the value of an estimate that must have data.
func known(t testing.TB, e Estimate) float64 {
	t.Helper()
	v, ok := e.Value()
	require.True(t, ok, "no data")
	return v
}

// bounds is the interval of an estimate that must have one.
func bounds(t testing.TB, e Estimate) (low, high float64) {
	t.Helper()
	low, high, ok := e.Interval()
	require.True(t, ok, "no interval")
	return low, high
}

// faultsOf is the list of faults of an InvalidError, as path → rule.
func faultsOf(t testing.TB, err error) map[string]string {
	t.Helper()
	var invalid *InvalidError
	require.ErrorAs(t, err, &invalid)
	require.NotEmpty(t, invalid.Faults)
	out := map[string]string{}
	for _, f := range invalid.Faults {
		out[f.Path] = f.Rule
	}
	return out
}

// seeded is a repeatable source of chance.
func seeded(n uint64) *rand.Rand { return rand.New(rand.NewPCG(n, 20261122)) }
