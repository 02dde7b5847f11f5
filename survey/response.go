package survey

// Response is what one person answered on one occasion (答卷). It names no
// person, so every response is anonymous by itself: who answered, and that nobody
// is counted twice, is for the host or an [Invitation] to know.
type Response struct {
	// Questionnaire and Version say which form was filled in.
	Questionnaire string `json:"questionnaire"`
	Version       int    `json:"version"`
	// Groups place the response in the breakdowns wanted, dimension to value:
	// {"building": "3", "channel": "web"}. Nil when none is wanted.
	Groups map[string]string `json:"groups,omitempty"`
	// Partial marks a form that was broken off: required questions may be
	// missing. Its answers count like all others, and partial responses are
	// counted beside.
	Partial bool `json:"partial,omitempty"`
	// Answers holds at least one answer; questions may be left out.
	Answers Answers `json:"answers"`
}

// Answers maps question ids to values. An id that is absent was not answered;
// that is different from [NotApplicable].
type Answers map[string]Value

// Value is an answer: a [Score], [Choices], [Text] or [NotApplicable].
type Value interface{ isValue() }

// Score answers a scale: 1 to 5, or 0 to 10. In JSON it is a number.
type Score int

// Choices answers a single or multiple question with the ids of the options
// chosen, each once; a single question has exactly one. In JSON it is a list.
type Choices []string

// Text answers a free-text question; it is not blank. In JSON it is a string.
type Text string

// NotApplicable says that the question does not apply (不适用): the person does
// not use the service asked about. In JSON it is {"not_applicable":true}.
type NotApplicable struct{}

func (Score) isValue()         {}
func (Choices) isValue()       {}
func (Text) isValue()          {}
func (NotApplicable) isValue() {}
