package survey

// Kind is the form an answer takes.
type Kind string

// The kinds of question.
const (
	// KindScale5 is the five-level satisfaction scale (五级量表): 5 very
	// satisfied (非常满意), 4 satisfied (满意), 3 fairly satisfied (基本满意),
	// 2 dissatisfied (不满意), 1 very dissatisfied (非常不满意), as in the public
	// service rating 政务服务好差评. Answered with a [Score] of 1 to 5.
	KindScale5 Kind = "scale-5"
	// KindScale10 asks how likely the person is to recommend, from 0 to 10,
	// and yields the Net Promoter Score (净推荐值). Answered with a [Score].
	KindScale10 Kind = "scale-0-10"
	// KindSingle has one choice among the options. Answered with [Choices].
	KindSingle Kind = "single"
	// KindMultiple has one or more choices. Answered with [Choices].
	KindMultiple Kind = "multiple"
	// KindText is free text. Answered with [Text].
	KindText Kind = "text"
)

// Questionnaire is a set of questions (问卷), fixed under an id and a version:
// whoever changes a question raises the version, because counts of different
// versions cannot be pooled. It is plain data; a changed copy is a new value.
// Reading it from several goroutines is safe while none writes.
type Questionnaire struct {
	// ID is a code: letters, digits, '-', '_' and '.', at most 64 bytes.
	ID string `json:"id"`
	// Version counts from 1.
	Version int `json:"version"`
	// Title decides the languages: each other label must have text in every
	// language the title has.
	Title Label `json:"title"`
	// Sections are asked in this order, one or more.
	Sections []Section `json:"sections"`
}

// Section is a group of questions on one service (分项), for example cleaning,
// security or engineering.
type Section struct {
	// ID is a code, unique in the questionnaire.
	ID    string `json:"id"`
	Title Label  `json:"title"`
	// Weight is the section's part in the overall index, relative to the other
	// sections, 0 to 10000. 0 counts as 1.
	Weight int `json:"weight,omitempty"`
	// Questions are asked in this order, one or more.
	Questions []Question `json:"questions"`
}

// Question is one question of a section.
type Question struct {
	// ID is a code, unique among the questions and sections of the
	// questionnaire.
	ID   string `json:"id"`
	Kind Kind   `json:"kind"`
	Text Label  `json:"text"`
	// Weight is the question's part in the index of its section, relative to
	// the other [KindScale5] questions, 0 to 10000. 0 counts as 1. Other kinds
	// have no part in the index and take no weight.
	Weight int `json:"weight,omitempty"`
	// AllowNA lets the person answer "not applicable" (不适用). Such answers
	// are left out of every figure and reported beside it. Free text has none.
	AllowNA bool `json:"allow_na,omitempty"`
	// Options are what [KindSingle] and [KindMultiple] choose from, two or
	// more; other kinds have none.
	Options []Option `json:"options,omitempty"`
}

// Option is one choice of a question.
type Option struct {
	// ID is a code, unique in its question.
	ID    string `json:"id"`
	Label Label  `json:"label"`
}

// Limits on questionnaires and responses. They bound memory; no real form
// comes near them.
const (
	maxCode      = 64
	maxWeight    = 10_000
	maxQuestions = 500
	maxOptions   = 100
	// MaxText is the longest free text accepted, in characters (runes).
	MaxText = 4000
)

// hasOptions reports whether answers of the kind choose among options.
func (k Kind) hasOptions() bool { return k == KindSingle || k == KindMultiple }

// known reports whether the kind is one of the constants.
func (k Kind) known() bool {
	switch k {
	case KindScale5, KindScale10, KindSingle, KindMultiple, KindText:
		return true
	}
	return false
}

// weightOf reads a weight: 0 counts as 1.
func weightOf(w int) int64 { return int64(max(w, 1)) }
