package survey

import "fmt"

// sums checks that weights add up where the questionnaire says to what.
func (v *validator) sums(q Questionnaire) {
	if q.WeightSum < 0 || q.WeightSum > maxWeight {
		v.add("weight_sum", fmt.Sprintf("must lie between 0 and %d, not %d", maxWeight, q.WeightSum))
		return
	}
	if q.WeightSum == 0 {
		return
	}
	var sections []int
	for i, s := range q.Sections {
		var questions []int
		for _, question := range s.Questions {
			if question.Kind.weighs() {
				questions = append(questions, question.Weight)
			}
		}
		v.sum(under(at("sections", i), "questions"), questions, q.WeightSum)
		if len(questions) > 0 {
			sections = append(sections, s.Weight)
		}
	}
	v.sum("sections", sections, q.WeightSum)
}

// sum checks one list of weights.
func (v *validator) sum(path string, weights []int, want int) {
	total, left := 0, false
	for _, w := range weights {
		total += w
		left = left || w == 0
	}
	switch {
	case len(weights) == 0:
	case left:
		v.add(path, "every weight must be given when weight_sum is")
	case total != want:
		v.add(path, fmt.Sprintf("weights must add up to %d, not %d", want, total))
	}
}

// anchor checks that the anchor is a scale.
func (v *validator) anchor(id string) {
	if id == "" {
		return
	}
	if _, _, scale := v.before[id].Kind.scale(); !scale {
		v.add("anchor", fmt.Sprintf("%q is not a scale question", id))
	}
}
