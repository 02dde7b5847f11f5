package classify

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// priced is a script whose wordings mention a price and a term.
func priced() Script {
	s := interconnection()
	s.Say = Label{ZH: "这项业务每月{fee}元", EN: "This service is {fee} yuan a month"}
	s.Vars = []Variable{
		{Name: "fee", Value: Label{ZH: "5"}},
		{Name: "service", Label: Label{ZH: "业务名称", EN: "name of the service"}},
		{Name: "term", Value: Label{ZH: "两个工作日", EN: "two working days"}},
	}
	s.Replies = []Reply{
		{ID: "explain", Verdicts: []string{"close"}, Say: Label{ZH: "您订购了{service}，{fee}元", EN: "You subscribed to {service}, {fee} yuan"}},
		{ID: "dispatch", Verdicts: []string{"dispatch"}, Say: Label{ZH: "{term}内答复", EN: "An answer within {term}"}},
		{ID: "deadline", Say: Label{ZH: "请保持联系", EN: "Please stay in touch"}},
	}
	return s
}

func TestRepliesOfAVerdict(t *testing.T) {
	d, err := priced().Compile()
	require.NoError(t, err)
	ids := func(verdict string) (out []string) {
		for _, r := range d.Replies(verdict) {
			out = append(out, r.ID)
		}
		return out
	}
	assert.Equal(t, []string{"explain", "deadline"}, ids("close"))
	assert.Equal(t, []string{"dispatch", "deadline"}, ids("dispatch"))
	assert.Equal(t, []string{"deadline"}, ids("nothing like it"))
}

func TestFill(t *testing.T) {
	d, err := priced().Compile()
	require.NoError(t, err)
	reply := d.Replies("close")[0].Say
	for _, tc := range []struct {
		name   string
		words  Label
		values map[string]string
		want   Label
		err    string
	}{
		{"values of the desk and of the script", reply, map[string]string{"service": "天气"}, Label{ZH: "您订购了天气，5元", EN: "You subscribed to 天气, 5 yuan"}, ""},
		{"the desk's value wins", reply, map[string]string{"service": "X", "fee": "9.9"}, Label{ZH: "您订购了X，9.9元", EN: "You subscribed to X, 9.9 yuan"}, ""},
		{"a value in each language", Label{ZH: "{term}", EN: "{term}"}, nil, Label{ZH: "两个工作日", EN: "two working days"}, ""},
		{"a value is not looked through again", Label{ZH: "{service}"}, map[string]string{"service": "{fee}"}, Label{ZH: "{fee}"}, ""},
		{"braces without a name stay", Label{ZH: "{ 1 } } {"}, nil, Label{ZH: "{ 1 } } {"}, ""},
		{"a variable without a value, named once", reply, nil, Label{}, "invalid wording: service: the variable has no value"},
		{"an unknown value", Label{}, map[string]string{"servise": "x"}, Label{}, `servise: no such variable (did you mean "service"?)`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := d.Fill(tc.words, tc.values)
			if tc.err != "" {
				require.ErrorIs(t, err, ErrInvalid)
				assert.ErrorContains(t, err, tc.err)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, tc.want, got)
		})
	}
}

func TestWordingFaults(t *testing.T) {
	s := priced()
	s.Vars = append(s.Vars, Variable{Name: "fee"}, Variable{Name: "a b"})
	s.Questions[0].Ask.EN, s.Questions[1].Say.ZH = "{fe}?", "{tarm}"
	s.Replies = append(s.Replies, Reply{ID: "deadline", Verdicts: []string{"clos"}})
	_, err := s.Compile()
	var bad *InvalidError
	require.ErrorAs(t, err, &bad)
	var got []string
	for _, f := range bad.Faults {
		got = append(got, f.String())
	}
	assert.Equal(t, []string{
		`vars[3].name: variable "fee" stands twice`,
		`vars[4].name: "a b" is no name: letters, digits, _ - . starting with a letter, at most 64`,
		`replies[3].id: reply "deadline" stands twice`,
		`replies[3].say: the reply has no wording`,
		`replies[3].verdicts[0]: no verdict "clos" (did you mean "close"?)`,
		`questions[0].ask.en: no variable "fe" (did you mean "fee"?)`,
		`questions[1].say.zh: no variable "tarm" (did you mean "term"?)`,
	}, got)
}

func TestAScriptWithoutWordingsKeepsItsForm(t *testing.T) {
	data, err := json.Marshal(interconnection())
	require.NoError(t, err)
	assert.NotContains(t, string(data), "vars")
	assert.NotContains(t, string(data), "replies")

	data, err = json.Marshal(priced())
	require.NoError(t, err)
	back, err := ParseScript(data)
	require.NoError(t, err)
	assert.Equal(t, priced().Replies, back.Replies)
	assert.Equal(t, priced().Vars, back.Vars)
}
