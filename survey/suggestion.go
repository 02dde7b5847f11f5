package survey

// Callback says which answers make somebody dissatisfied enough to be called
// back (差评回访). The zero value asks for bad ratings alone.
type Callback struct {
	// Detractors calls back who scored 0 to 6 on a 0–10 question as well.
	Detractors bool `json:"detractors,omitempty"`
	// Hard calls back who scored 1 to 3 on a seven-level effort question.
	Hard bool `json:"hard,omitempty"`
}

// Suggestion proposes a follow-up case for a dissatisfied person (R21). It is
// the host that opens or reopens a case; complaint handling never happens here.
type Suggestion struct {
	// Person and Occasion are those of the invitation; an occasion that is the
	// key of a case suggests to reopen it.
	Person   string `json:"person"`
	Occasion string `json:"occasion"`
	// Questions are the ids of the answers that led to it, in the order asked;
	// Sections are theirs, each once.
	Questions []string `json:"questions"`
	Sections  []string `json:"sections"`
	// Worst is the lowest of the scores, in the unit of its own scale.
	Worst Score `json:"worst"`
}

// Suggest proposes a follow-up case for the response to an invitation, if it is
// dissatisfied. ok is false when it is not, and always for an anonymous
// invitation: whoever was promised anonymity is not called back. The response
// must pass [Questionnaire.Check]; what does not is ignored.
func (q Questionnaire) Suggest(r Response, i Invitation, rule Callback) (s Suggestion, ok bool) {
	if i.Anonymous {
		return Suggestion{}, false
	}
	s = Suggestion{Person: i.Person, Occasion: i.Occasion}
	for _, section := range q.Sections {
		before := len(s.Questions)
		for _, question := range section.Questions {
			score, given := r.Answers[question.ID].(Score)
			if !given || !rule.counts(question.Kind, int(score)) {
				continue
			}
			if len(s.Questions) == 0 || score < s.Worst {
				s.Worst = score
			}
			s.Questions = append(s.Questions, question.ID)
		}
		if len(s.Questions) > before {
			s.Sections = append(s.Sections, section.ID)
		}
	}
	return s, len(s.Questions) > 0
}

// counts reports whether a score on a scale is dissatisfied.
func (c Callback) counts(k Kind, score int) bool {
	low, high, ok := k.scale()
	if !ok || score < low || score > high {
		return false
	}
	switch k {
	case KindScale5:
		return score <= worstBoxes
	case KindScale10:
		return c.Detractors && score <= 6
	case KindScale7:
		return c.Hard && score <= 3
	case KindOneToTen, KindSingle, KindMultiple, KindText:
	}
	return false
}
