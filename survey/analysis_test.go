package survey

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestNewAnalysisRefuses(t *testing.T) {
	broken := estate()
	broken.Version = 0
	for _, tc := range []struct {
		name  string
		q     Questionnaire
		boxes BoxSet
		opts  *Options
		want  map[string]string
	}{
		{"no box set: there is no default", estate(), "", nil, map[string]string{"boxes": `"" is not one of top-two-of-five, top-three-of-five, top-one-of-five`}},
		{"an unknown box set", estate(), "top-box", nil, map[string]string{"boxes": `"top-box" is not one of top-two-of-five, top-three-of-five, top-one-of-five`}},
		{"negative options, both at once", estate(), TopTwoOfFive, &Options{MinCell: -1, MaxGroups: -2}, map[string]string{
			"min_cell": "must not be negative, is -1", "max_groups": "must not be negative, is -2",
		}},
		{"a broken questionnaire", broken, TopTwoOfFive, nil, map[string]string{"version": "must be 1 or more, not 0"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := NewAnalysis(tc.q, tc.boxes, tc.opts)
			assert.Equal(t, tc.want, faultsOf(t, err))
		})
	}
}

func TestAnalysisKeepsItsOwnQuestionnaire(t *testing.T) {
	q := estate()
	a, err := NewAnalysis(q, TopTwoOfFive, nil)
	require.NoError(t, err)
	q.Sections[0].ID, q.Sections[0].Weight = "changed", 7
	q.Sections[0].Questions[0].ID = "changed"
	q.Sections[2].Questions[1].Options[0].ID = "changed"
	r := reply(Answers{"halls": Score(4), "gate": Score(1), "contact": Choices{"phone"}})
	require.NoError(t, a.Add(r))

	untouched, err := NewAnalysis(estate(), TopTwoOfFive, nil)
	require.NoError(t, err)
	require.NoError(t, untouched.Add(r))
	assert.Equal(t, untouched.Result(), a.Result())
}

func TestARefusedResponseIsCountedNowhere(t *testing.T) {
	good := replyIn(Answers{"halls": Score(4), "improve": Choices{"fees", "lifts"}}, "building", "3")
	a, want := analysed(t, good), analysed(t, good).Result()

	bad := replyIn(Answers{"halls": Score(5), "bins": Score(9)}, "building", "4")
	faultsOf(t, a.Add(bad))
	assert.Equal(t, want, a.Result())

	// What the refused response left behind does not reach the next one either.
	require.NoError(t, a.Add(good))
	assert.Equal(t, analysed(t, good, good).Result(), a.Result())
}

func TestGroupsHaveABound(t *testing.T) {
	a, err := NewAnalysis(estate(), TopTwoOfFive, &Options{MaxGroups: 3})
	require.NoError(t, err)
	in := func(groups ...string) Response { return replyIn(Answers{"halls": Score(4)}, groups...) }
	require.NoError(t, a.Add(in("building", "1", "channel", "web")))

	got := faultsOf(t, a.Add(in("building", "2", "channel", "app")))
	assert.Equal(t, "would make 4 groups, at most 3 are allowed", got["groups"])
	assert.Len(t, a.Result().Groups, 2, "neither of the two is opened")
	assert.EqualValues(t, 1, a.Result().Total.Responses)

	require.NoError(t, a.Invited(5, map[string]string{"building": "2"}), "room for one more")
	require.NoError(t, a.Add(in("building", "2", "channel", "web")), "all known")
	assert.Contains(t, faultsOf(t, a.Invited(5, map[string]string{"building": "9"})), "groups")
	assert.EqualValues(t, 5, a.Result().Total.Invited)
}

func TestInvitedRefuses(t *testing.T) {
	a := analysed(t)
	got := faultsOf(t, a.Invited(-1, map[string]string{"building": ""}))
	assert.Len(t, got, 2)
	assert.Contains(t, got, "n")
	assert.Contains(t, got, "groups.building")
	assert.Equal(t, analysed(t).Result(), a.Result())
}

func TestMergeRefuses(t *testing.T) {
	start := func(change func(*Questionnaire), boxes BoxSet) *Analysis {
		q := estate()
		change(&q)
		a, err := NewAnalysis(q, boxes, nil)
		require.NoError(t, err)
		return a
	}
	same := func(*Questionnaire) {}
	for _, tc := range []struct {
		name  string
		other *Analysis
		want  MismatchError
	}{
		{"another questionnaire", start(func(q *Questionnaire) { q.ID = "hotel" }, TopTwoOfFive), MismatchError{"questionnaire", "estate", "hotel"}},
		{"another version", start(func(q *Questionnaire) { q.Version = 3 }, TopTwoOfFive), MismatchError{"version", "2", "3"}},
		{"another box set", start(same, TopThreeOfFive), MismatchError{"boxes", "top-two-of-five", "top-three-of-five"}},
		{"a question changed under the same version", start(func(q *Questionnaire) { q.Sections[0].Questions[0].Weight = 9 }, TopTwoOfFive), MismatchError{Field: "content"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a := start(same, TopTwoOfFive)
			require.NoError(t, a.Add(reply(Answers{"halls": Score(4)})))
			require.NoError(t, tc.other.Invited(7, nil))
			before := a.Result()
			var mismatch *MismatchError
			require.ErrorAs(t, a.Merge(tc.other), &mismatch)
			assert.Equal(t, tc.want, *mismatch)
			assert.Equal(t, before, a.Result())
		})
	}
	t.Run("itself, or nothing", func(t *testing.T) {
		a := analysed(t, reply(Answers{"halls": Score(4)}))
		faultsOf(t, a.Merge(a))
		faultsOf(t, a.Merge(nil))
		assert.EqualValues(t, 1, a.Result().Total.Responses)
	})
	t.Run("more groups than allowed", func(t *testing.T) {
		a, err := NewAnalysis(estate(), TopThreeOfFive, &Options{MaxGroups: 1})
		require.NoError(t, err)
		other := analysed(t, replyIn(Answers{"halls": Score(4)}, "b", "1"), replyIn(Answers{"halls": Score(4)}, "b", "2"))
		assert.Contains(t, faultsOf(t, a.Merge(other)), "groups")
		assert.Zero(t, a.Result().Total.Responses)
		assert.Empty(t, a.Result().Groups)
	})
}

// anyResponse draws a response that fits estate.
func anyResponse() *rapid.Generator[Response] {
	return rapid.Custom(func(t *rapid.T) Response {
		answers := Answers{}
		give := func(id string, values ...Value) {
			if v := rapid.SampledFrom(append(values, nil)).Draw(t, id); v != nil {
				answers[id] = v
			}
		}
		give("halls", Score(1), Score(2), Score(3), Score(4), Score(5), NotApplicable{})
		give("bins", Score(1), Score(2), Score(3), Score(4), Score(5))
		give("gate", Score(1), Score(3), Score(5), NotApplicable{})
		give("recommend", Score(0), Score(6), Score(7), Score(9), Score(10), NotApplicable{})
		give("contact", Choices{"phone"}, Choices{"desk"})
		give("improve", Choices{"fees"}, Choices{"lifts", "fees"}, NotApplicable{})
		give("comment", Text("好"))
		if len(answers) == 0 {
			answers["bins"] = Score(3)
		}
		building := rapid.SampledFrom([]string{"1", "2", "3"}).Draw(t, "building")
		return replyIn(answers, "building", building, "channel", fmt.Sprint(len(answers)%2))
	})
}

func TestMergingPartsEqualsAddingAll(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		responses := rapid.SliceOfN(anyResponse(), 0, 30).Draw(rt, "responses")
		whole := analysed(t, responses...)
		parts := []*Analysis{analysed(t), analysed(t), analysed(t)}
		for i, r := range responses {
			require.NoError(rt, parts[rapid.IntRange(0, 2).Draw(rt, "part")].Add(r))
			require.NoError(rt, parts[i%3].Invited(2, r.Groups))
			require.NoError(rt, whole.Invited(2, r.Groups))
		}
		for _, order := range [][3]int{{0, 1, 2}, {2, 0, 1}} {
			merged := analysed(t)
			for _, i := range order {
				require.NoError(rt, merged.Merge(parts[i]))
			}
			require.Equal(rt, whole.Result(), merged.Result())
		}
	})
}

func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		responses := rapid.SliceOfN(anyResponse(), 0, 30).Draw(rt, "responses")
		want := analysed(t, responses...).Result()
		shuffled := rapid.Permutation(responses).Draw(rt, "shuffled")
		require.Equal(rt, want, analysed(t, shuffled...).Result())
	})
}

func TestAddDoesNotAllocate(t *testing.T) {
	r := replyIn(Answers{
		"halls": Score(5), "bins": Score(2), "gate": NotApplicable{}, "recommend": Score(9),
		"contact": Choices{"desk"}, "improve": Choices{"fees", "lifts"}, "comment": Text("谢谢"),
	}, "building", "3", "channel", "web")
	a := analysed(t, r)
	assert.Zero(t, testing.AllocsPerRun(1000, func() { _ = a.Add(r) }), "memory must not depend on the number of answers")
}
