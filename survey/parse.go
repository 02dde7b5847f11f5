package survey

// ParseQuestionnaire reads a questionnaire from JSON and validates it. Unknown
// and repeated fields are refused, so that a misspelt weight is not silently
// ignored. Any error is an [*InvalidError] with every fault of the first stage
// that failed: the form of the JSON, its types, or the rules of
// [Questionnaire.Validate].
func ParseQuestionnaire(data []byte) (Questionnaire, error) {
	var q Questionnaire
	if err := strictDecode("questionnaire", data, (*plainQuestionnaire)(&q)); err != nil {
		return Questionnaire{}, err
	}
	if err := q.Validate(); err != nil {
		return Questionnaire{}, err
	}
	return q, nil
}

// plainQuestionnaire has no UnmarshalJSON, so that decoding does not recurse.
type plainQuestionnaire Questionnaire

// UnmarshalJSON makes a questionnaire inside a larger document as strict as
// [ParseQuestionnaire], except that the rules are left to [Questionnaire.Validate].
func (q *Questionnaire) UnmarshalJSON(data []byte) error {
	var in plainQuestionnaire
	if err := strictDecode("questionnaire", data, &in); err != nil {
		return err
	}
	*q = Questionnaire(in)
	return nil
}

// ParseResponse reads a response from JSON as strictly as
// [ParseQuestionnaire]. Whether it fits its questionnaire is for
// [Questionnaire.Check]. Any error is an [*InvalidError].
func ParseResponse(data []byte) (Response, error) {
	var r Response
	if err := strictDecode("response", data, &r); err != nil {
		return Response{}, err
	}
	return r, nil
}
