package survey

import (
	"fmt"
	"testing"
)

// wide is a form of n five-level questions in two sections, and a thousand
// responses to it in two dimensions of groups.
func wide(b *testing.B, n int, grouped bool) (*Analysis, []Response) {
	b.Helper()
	q := Questionnaire{ID: "wide", Version: 1, Title: Label{EN: "Wide"}}
	for s := range 2 {
		section := Section{ID: fmt.Sprint("s", s), Title: Label{EN: "S"}}
		for i := range n / 2 {
			section.Questions = append(section.Questions, Question{ID: fmt.Sprintf("q%d-%d", s, i), Kind: KindScale5, Text: Label{EN: "Q"}})
		}
		q.Sections = append(q.Sections, section)
	}
	responses := make([]Response, 1000)
	chance := seeded(1)
	for i := range responses {
		answers := Answers{}
		for _, s := range q.Sections {
			for _, question := range s.Questions {
				answers[question.ID] = Score(1 + chance.IntN(5))
			}
		}
		responses[i] = Response{Questionnaire: "wide", Version: 1, Answers: answers}
		if grouped {
			responses[i].Groups = map[string]string{"building": fmt.Sprint(i % 30), "channel": fmt.Sprint(i % 4)}
		}
	}
	a, err := NewAnalysis(q, TopTwoOfFive, nil)
	if err != nil {
		b.Fatal(err)
	}
	return a, responses
}

func addAll(b *testing.B, a *Analysis, responses []Response, n int) {
	for i := range n {
		if err := a.Add(responses[i%len(responses)]); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAdd adds responses to a ten-question form in two groups, without
// allocation.
func BenchmarkAdd(b *testing.B) {
	a, responses := wide(b, 10, true)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if err := a.Add(responses[i%len(responses)]); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMillion adds a million sheets of twenty answers, twenty million
// answers in all: the bar of a million answers is a second on one core. Memory
// is what the analysis holds afterwards, whatever the count.
func BenchmarkMillion(b *testing.B) {
	for _, grouped := range []bool{false, true} {
		b.Run(fmt.Sprintf("groups=%t", grouped), func(b *testing.B) {
			a, responses := wide(b, 20, grouped)
			addAll(b, a, responses, len(responses)) // groups are known from here
			b.ReportAllocs()
			for b.Loop() {
				addAll(b, a, responses, 1_000_000)
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/1M-sheets")
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/20, "s/1M-answers")
		})
	}
}

// BenchmarkResult computes all figures; the cost follows the questionnaire and
// the groups, not the number of answers.
func BenchmarkResult(b *testing.B) {
	a := analysed(b, times(1000, replyIn(Answers{"halls": Score(4), "recommend": Score(9)}, "building", "3"))...)
	for b.Loop() {
		_ = a.Result()
	}
}
