package survey

import (
	"fmt"
	"testing"
)

// BenchmarkAdd adds responses to a ten-question form in two groups: the bar is 1 000 000 in a second on one core, without allocation.
func BenchmarkAdd(b *testing.B) {
	q := Questionnaire{ID: "ten", Version: 1, Title: Label{EN: "Ten"}}
	for s := range 2 {
		section := Section{ID: fmt.Sprint("s", s), Title: Label{EN: "S"}}
		for i := range 5 {
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
		responses[i] = Response{Questionnaire: "ten", Version: 1, Answers: answers, Groups: map[string]string{
			"building": fmt.Sprint(i % 30), "channel": fmt.Sprint(i % 4),
		}}
	}
	a, err := NewAnalysis(q, TopTwoOfFive, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if err := a.Add(responses[i%len(responses)]); err != nil {
			b.Fatal(err)
		}
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

// BenchmarkDraw draws 400 of 10 000 people.
func BenchmarkDraw(b *testing.B) {
	people := residents(10_000)
	for b.Loop() {
		if _, err := (Plan{Size: 400, Seed: "2026-Q3"}).Draw(people, noon); err != nil {
			b.Fatal(err)
		}
	}
}
