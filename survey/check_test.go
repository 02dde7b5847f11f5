package survey

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestResponsesThatFit(t *testing.T) {
	for name, r := range map[string]Response{
		"one answer is enough":         reply(Answers{"halls": Score(3)}),
		"not applicable where offered": reply(Answers{"gate": NotApplicable{}, "improve": NotApplicable{}}),
		"lowest scores":                reply(Answers{"halls": Score(1), "recommend": Score(0)}),
		"highest scores":               reply(Answers{"halls": Score(5), "recommend": Score(10)}),
		"one choice":                   reply(Answers{"contact": Choices{"phone"}}),
		"all choices":                  reply(Answers{"improve": Choices{"fees", "parking", "lifts"}}),
		"longest text":                 reply(Answers{"comment": Text(strings.Repeat("好", MaxText))}),
		"in groups":                    replyIn(Answers{"halls": Score(3)}, "楼栋", "三号楼"),
	} {
		assert.NoError(t, estate().Check(r), name)
	}
}

func TestResponsesThatDoNotFit(t *testing.T) {
	for _, tc := range []struct {
		name string
		r    Response
		path string
		rule string
	}{
		{"another questionnaire", Response{Questionnaire: "hotel", Version: 2, Answers: Answers{"halls": Score(3)}}, "questionnaire", `must be "estate", not "hotel"`},
		{"an older version", Response{Questionnaire: "estate", Version: 1, Answers: Answers{"halls": Score(3)}}, "version", "must be 2, not 1"},
		{"no answer at all", reply(nil), "answers", "empty"},
		{"unknown question", reply(Answers{"hals": Score(3)}), "answers.hals", "not a question"},
		{"below the scale", reply(Answers{"halls": Score(0)}), "answers.halls", "between 1 and 5, not 0"},
		{"above the scale", reply(Answers{"halls": Score(6)}), "answers.halls", "between 1 and 5, not 6"},
		{"above ten", reply(Answers{"recommend": Score(11)}), "answers.recommend", "between 0 and 10, not 11"},
		{"below zero", reply(Answers{"recommend": Score(-1)}), "answers.recommend", "between 0 and 10, not -1"},
		{"not applicable where not offered", reply(Answers{"bins": NotApplicable{}}), "answers.bins", "does not offer"},
		{"two choices for one", reply(Answers{"contact": Choices{"phone", "desk"}}), "answers.contact", "exactly one"},
		{"no choice for one", reply(Answers{"contact": Choices{}}), "answers.contact", "exactly one"},
		{"no choice of several", reply(Answers{"improve": Choices{}}), "answers.improve", "one choice or more"},
		{"a choice twice", reply(Answers{"improve": Choices{"fees", "fees"}}), "answers.improve", "chosen twice"},
		{"a choice there is not", reply(Answers{"improve": Choices{"pool"}}), "answers.improve", `"pool" is not an option`},
		{"choices on a scale", reply(Answers{"halls": Choices{"phone"}}), "answers.halls", "with a number"},
		{"a score for a choice", reply(Answers{"contact": Score(1)}), "answers.contact", "list of options"},
		{"a text on a scale", reply(Answers{"recommend": Text("10")}), "answers.recommend", "with a number"},
		{"a score as text", reply(Answers{"comment": Score(5)}), "answers.comment", "with a string"},
		{"blank text", reply(Answers{"comment": Text(" \n")}), "answers.comment", "blank"},
		{"text without end", reply(Answers{"comment": Text(strings.Repeat("好", MaxText+1))}), "answers.comment", "4000"},
		{"broken text", reply(Answers{"comment": Text("\xff")}), "answers.comment", "UTF-8"},
		{"nil", reply(Answers{"halls": nil}), "answers.halls", "must be a Score"},
		{"a pointer", reply(Answers{"halls": new(Score)}), "answers.halls", "must be a Score"},
		{"blank group", replyIn(Answers{"halls": Score(3)}, "building", " "), "groups.building", "not blank"},
		{"blank dimension", replyIn(Answers{"halls": Score(3)}, "", "3"), "groups.", "not blank"},
		{"endless group", replyIn(Answers{"halls": Score(3)}, "building", strings.Repeat("x", 201)), "groups.building", "200"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := faultsOf(t, estate().Check(tc.r))
			require.Len(t, got, 1)
			assert.Contains(t, got[tc.path], tc.rule)
		})
	}
}

func TestCheckReportsEverythingAtOnceInOrder(t *testing.T) {
	r := Response{
		Questionnaire: "hotel", Groups: map[string]string{"b": "", "a": ""},
		Answers: Answers{"gate": Score(9), "halls": Score(7), "zoo": Score(1), "pool": Score(1)},
	}
	var invalid *InvalidError
	require.ErrorAs(t, estate().Check(r), &invalid)
	var paths []string
	for _, f := range invalid.Faults {
		paths = append(paths, f.Path)
	}
	assert.Equal(t, []string{
		"questionnaire", "version", "groups.a", "groups.b",
		"answers.halls", "answers.gate", "answers.pool", "answers.zoo",
	}, paths)
}

func TestCheckAgainstABrokenQuestionnaire(t *testing.T) {
	q := estate()
	q.Version = 0
	assert.Contains(t, faultsOf(t, q.Check(reply(Answers{"halls": Score(3)}))), "version")
}

func TestBadRatings(t *testing.T) {
	for _, tc := range []struct {
		name    string
		answers Answers
		want    []string
	}{
		{"the two lowest of five", Answers{"halls": Score(1), "bins": Score(2), "gate": Score(3)}, []string{"halls", "bins"}},
		{"in the order asked", Answers{"gate": Score(1), "halls": Score(1)}, []string{"halls", "gate"}},
		{"a detractor has not rated a service", Answers{"recommend": Score(0)}, nil},
		{"not applicable is not bad", Answers{"halls": NotApplicable{}}, nil},
		{"a score off the scale is ignored", Answers{"halls": Score(0)}, nil},
		{"nothing", nil, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			assert.Equal(t, tc.want, estate().BadRatings(reply(tc.answers)))
		})
	}
}
