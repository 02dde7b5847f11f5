package classify

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func questions(costs ...int) []Question {
	var out []Question
	for i, c := range costs {
		id := fmt.Sprintf("q%d", i+1)
		out = append(out, Question{ID: id, Ask: Label{EN: "Question " + id}, Cost: c})
	}
	return out
}

// interconnection is scene 1 of R05: three answers as expected mean a fault between
// networks, closed at the desk.
func interconnection() Script {
	return Script{
		ID: "interconnection", Version: "1", Questions: questions(1, 1, 1), Hit: HitUnique,
		Verdicts: Codes("close", "dispatch"), Default: "dispatch",
		Rows: []ScriptRow{{ID: "fault", When: All(Is("q1", "yes"), Is("q2", "no"), Is("q3", "no")), Then: "close"}},
	}
}

// messages is scene 3 of R05 with its overlaps: expected are yes, yes, no, yes, yes.
func messages() Script {
	q := func(n int, answer string) Cond { return Is(fmt.Sprintf("q%d", n), answer) }
	return Script{
		ID: "messages", Version: "1", Questions: questions(1, 1, 1, 2, 3), Hit: HitFirst,
		Verdicts: Codes("close", "support", "coverage", "dispatch"), Default: "dispatch",
		Rows: []ScriptRow{
			{ID: "user", When: Any(Not(q(2, "yes")), Not(q(3, "no"))), Then: "close"},
			{ID: "all", When: All(q(1, "yes"), q(2, "yes"), q(3, "no"), q(4, "yes"), q(5, "yes")), Then: "close"},
			{ID: "prefix", When: All(q(1, "yes"), q(2, "yes"), q(3, "no"), q(4, "yes")), Then: "support"},
			{ID: "station", When: All(q(1, "yes"), q(2, "yes"), q(3, "no"), q(5, "yes")), Then: "coverage"},
		},
	}
}

func TestDialogue(t *testing.T) {
	d, err := interconnection().Compile()
	require.NoError(t, err)
	for _, tc := range []struct {
		name    string
		answers map[string]Answer
		want    Turn
	}{
		{"nothing asked yet", nil, Turn{Question: "q1", Open: []string{"close", "dispatch"}}},
		{"one answer off settles it", map[string]Answer{"q1": No}, Turn{Done: true, Verdict: "dispatch", Open: []string{"dispatch"}}},
		{"not knowing is not the expected answer", map[string]Answer{"q2": DontKnow}, Turn{Done: true, Verdict: "dispatch", Open: []string{"dispatch"}}},
		{"two as expected", map[string]Answer{"q1": Yes, "q3": No}, Turn{Question: "q2", Open: []string{"close", "dispatch"}}},
		{"all as expected", map[string]Answer{"q1": Yes, "q2": No, "q3": No}, Turn{Done: true, Verdict: "close", Row: "fault", Open: []string{"close"}}},
		{"unasked is no answer", map[string]Answer{"q1": Unasked}, Turn{Question: "q1", Open: []string{"close", "dispatch"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := d.Next(tc.answers)
			require.NoError(t, err)
			assert.Equal(t, tc.want, got)
		})
	}
	_, err = d.Next(map[string]Answer{"q9": Yes, "q1": "maybe"})
	require.ErrorIs(t, err, ErrInvalid)
	assert.ErrorContains(t, err, `q1: yes, no or unknown expected, got "maybe"; q9: no such question (did you mean "q1"?)`)
}

func TestTheCheapestSeparatingQuestionIsAsked(t *testing.T) {
	s := messages()
	d, err := s.Compile()
	require.NoError(t, err)
	turn, err := d.Next(nil)
	require.NoError(t, err)
	assert.Equal(t, "q1", turn.Question, "the first among equals that changes what is possible")

	turn, err = d.Next(map[string]Answer{"q2": Yes, "q3": No, "q1": Yes})
	require.NoError(t, err)
	assert.Equal(t, "q4", turn.Question, "the cheaper of the two left")
	turn, err = d.Next(map[string]Answer{"q2": Yes, "q3": No, "q1": Yes, "q4": Yes})
	require.NoError(t, err)
	assert.Equal(t, Turn{Question: "q5", Open: []string{"close", "support"}}, turn)

	s.Questions[0].Cost = 9
	d, err = s.Compile()
	require.NoError(t, err)
	turn, err = d.Next(nil)
	require.NoError(t, err)
	assert.Equal(t, "q2", turn.Question)
}

func TestScriptOverlapsAreFoundAndCanBeAccepted(t *testing.T) {
	s := messages()
	assert.Empty(t, s.Validate(), "under a first-match policy the order decides")
	s.Hit = HitUnique
	_, err := s.Compile()
	require.ErrorIs(t, err, ErrInvalid)
	assert.Equal(t, []string{
		`error conflict [all prefix] {"q1":"yes","q2":"yes","q3":"no","q4":"yes","q5":"yes"}`,
		`error conflict [all station] {"q1":"yes","q2":"yes","q3":"no","q4":"yes","q5":"yes"}`,
		`error conflict [prefix station] {"q1":"yes","q2":"yes","q3":"no","q4":"yes","q5":"yes"}`,
	}, findingLines(s.Validate()))
	for _, rows := range [][]string{{"all", "prefix"}, {"all", "station"}, {"prefix", "station"}} {
		s.Accepted = append(s.Accepted, Accepted{Finding: FindingConflict, Rows: rows, Reason: "the earlier row rules"})
	}
	_, err = s.Compile()
	require.NoError(t, err)
}

func TestEveryPathEndsInTheVerdictOfItsAnswers(t *testing.T) {
	for _, s := range []Script{interconnection(), messages()} {
		d, err := s.Compile()
		require.NoError(t, err)
		paths, all := d.Paths(10_000)
		require.True(t, all)
		require.NotEmpty(t, paths)
		seen := map[string]bool{}
		for _, p := range paths {
			answers := map[string]Answer{}
			for i, q := range p.Questions {
				answers[q] = p.Answers[i]
			}
			everyCompletion(s.Questions, answers, func() {
				assert.Equal(t, verdictOf(s, answers), p.Verdict, "%v", answers)
			})
			seen[p.Verdict] = true
		}
		assert.Len(t, seen, len(s.Verdicts))
	}
	d, err := messages().Compile()
	require.NoError(t, err)
	_, all := d.Paths(3)
	assert.False(t, all)
}

func everyCompletion(qs []Question, answers map[string]Answer, visit func()) {
	for _, q := range qs {
		if answers[q.ID] != Unasked {
			continue
		}
		for _, a := range []Answer{Yes, No, DontKnow} {
			answers[q.ID] = a
			everyCompletion(qs, answers, visit)
		}
		delete(answers, q.ID)
		return
	}
	visit()
}

// verdictOf reads the script row by row.
func verdictOf(s Script, answers map[string]Answer) string {
	var holds func(c Cond) bool
	holds = func(c Cond) bool {
		switch c.op {
		case opNot:
			return !holds(c.kids[0])
		case opAny, opAll:
			for _, k := range c.kids {
				if holds(k) == (c.op == opAny) {
					return c.op == opAny
				}
			}
			return c.op == opAll
		}
		return c.op == opAlways || string(answers[c.field]) == c.lits[0].str
	}
	for _, r := range s.Rows {
		if holds(r.When) {
			return r.Then
		}
	}
	return s.Default
}

func TestRandomScriptsSettleRightly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Script{ID: "s", Version: "1", Questions: questions(3, 1, 2, 1), Hit: HitFirst, Verdicts: Codes("a", "b", "c"), Default: "c"}
		for i := range rapid.IntRange(1, 5).Draw(t, "rows") {
			var conds []Cond
			for q := range 4 {
				switch rapid.IntRange(0, 4).Draw(t, "use") {
				case 0:
					conds = append(conds, Is(fmt.Sprintf("q%d", q+1), "yes"))
				case 1:
					conds = append(conds, Not(Is(fmt.Sprintf("q%d", q+1), "no")))
				}
			}
			s.Rows = append(s.Rows, ScriptRow{ID: fmt.Sprintf("r%d", i), When: All(conds...), Then: string(rune('a' + i%3))})
		}
		d, err := s.Compile()
		if err != nil {
			t.Fatal(err)
		}
		answers := map[string]Answer{}
		for range 5 {
			turn, err := d.Next(answers)
			if err != nil {
				t.Fatal(err)
			}
			if turn.Done {
				everyCompletion(s.Questions, answers, func() {
					if verdictOf(s, answers) != turn.Verdict {
						t.Fatalf("settled on %s too early: %v", turn.Verdict, answers)
					}
				})
				return
			}
			answers[turn.Question] = rapid.SampledFrom([]Answer{Yes, No, DontKnow}).Draw(t, "answer")
		}
		t.Fatal("asked more questions than there are")
	})
}

func TestScriptJSON(t *testing.T) {
	data, err := json.Marshal(messages())
	require.NoError(t, err)
	back, err := ParseScript(data)
	require.NoError(t, err)
	again, err := json.Marshal(back)
	require.NoError(t, err)
	assert.Equal(t, string(data), string(again))
	_, err = ParseScript([]byte(`{"rows":[{"id":"r","wen":{}}]}`))
	assert.ErrorContains(t, err, `rows[0].wen: unknown member "wen" (did you mean "when"?)`)
}

func TestScriptFaults(t *testing.T) {
	s := Script{
		ID: "s 1", Questions: []Question{{ID: "q1"}, {ID: "q1", Ask: Label{EN: "?"}, Cost: -1}},
		Verdicts: Codes("a", "a"), Hit: HitPriority, Default: "b",
		Rows: []ScriptRow{{ID: "r", When: Is("q2", "yes"), Then: "a"}, {ID: "r", When: Is("q1", "maybe"), Then: "c"}, {ID: "v", When: Has("the verdict"), Then: "a"}},
	}
	_, err := s.Compile()
	var bad *InvalidError
	require.ErrorAs(t, err, &bad)
	var got []string
	for _, f := range bad.Faults {
		got = append(got, f.Path)
	}
	assert.Equal(t, []string{
		"id", "version", "questions[0].ask", "questions[1].id", "questions[1].cost", "verdicts[1].code", "hit",
		"script.rows[1].id", "rows[0].when.field", "rows[1].when.eq", "rows[2].when.field", "rows[1].then", "default",
	}, got)

	s = interconnection()
	s.Default = ""
	_, err = s.Compile()
	assert.ErrorContains(t, err, "no row matches this input, and there is no default")
	_, err = Script{}.Compile()
	assert.ErrorIs(t, err, ErrInvalid)
}

func FuzzParseScript(f *testing.F) {
	for _, s := range []Script{interconnection(), messages()} {
		data, err := json.Marshal(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := ParseScript(data)
		if err != nil {
			assert.ErrorIs(t, err, ErrInvalid)
			return
		}
		if d, err := s.Compile(); err == nil {
			_, err = d.Next(nil)
			assert.NoError(t, err)
		}
	})
}

func BenchmarkDialogueNext(b *testing.B) {
	d, err := messages().Compile()
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = d.Next(map[string]Answer{"q1": Yes})
	}
}
