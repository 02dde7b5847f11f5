package classify

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWordsInQuotations(t *testing.T) {
	c := mustCompile(t, lexRules(Lexicon{Keywords: []Keyword{
		{ID: "said", Words: []string{"着火"}}, {ID: "meant", Words: []string{"着火"}, Unquoted: true},
	}}))
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"outside", "着火了", []string{"said", "meant"}},
		{"in quotation marks", "他说“着火了”", []string{"said"}},
		{"in corner brackets", "他說「著火了」", []string{"said"}},
		{"a quotation within one", "他说“我喊‘着火’他不理”", []string{"said"}},
		{"a title", "大堂放《着火的夏天》", []string{"said"}},
		{"straight marks", `he said "着火" twice`, []string{"said"}},
		{"after a quotation", "他说“没事”，着火了", []string{"said", "meant"}},
		{"between two", `"a"着火"b"`, []string{"said", "meant"}},
		{"never closed, no quotation", "他说“着火了", []string{"said", "meant"}},
		{"a paragraph ends it", "他说“\n着火了”", []string{"said", "meant"}},
		{"one of each", "“着火”？真的着火", []string{"said", "meant"}},
		{"nested of one kind", "“他说“x”着火”", []string{"said"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			assert.Equal(t, tc.want, decide(t, c, Facts{}.Text("text", tc.text)).Flags)
		})
	}
}
