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
	// KindScale7 is the effort scale of seven levels: "they made it easy for me
	// to have my matter handled", 1 strongly disagree to 7 strongly agree. It
	// yields the Customer Effort Score (CES, 客户费力度). Answered with a [Score].
	KindScale7 Kind = "scale-1-7"
	// KindOneToTen is the ten-level scale of the American Customer Satisfaction
	// Index (ACSI): a section with its three items has the ACSI score as its
	// index. Answered with a [Score] of 1 to 10.
	KindOneToTen Kind = "scale-1-10"
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
	// WeightSum, unless 0, is what the weights of the sections must add up to,
	// and the weights of the weighed questions in each section that has any; no
	// weight may then be left out. 100 makes weights percentages. At most
	// 10000. 0 leaves weights relative.
	WeightSum int `json:"weight_sum,omitempty"`
	// Anchor is the id of the question on overall satisfaction, a scale. How
	// closely the answers to another scale follow it is that question's derived
	// importance; see [Result.Matrix]. Empty derives none.
	Anchor string `json:"anchor,omitempty"`
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
	// the other [KindScale5] and [KindOneToTen] questions, 0 to 10000. 0 counts
	// as 1. Other kinds have no part in the index and take no weight.
	Weight int `json:"weight,omitempty"`
	// Required refuses a finished response without an answer, where the
	// question is asked.
	Required bool `json:"required,omitempty"`
	// When lists conditions on earlier questions which must all hold for this
	// question to be asked. Empty asks everybody.
	When []Condition `json:"when,omitempty"`
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

// Condition asks a question only of those who answered an earlier one in one of
// the ways listed (跳转). It never holds for a question left out, not
// applicable, or itself not asked. As it can only look back, branches cannot
// run in circles.
type Condition struct {
	// Question is the id of a question asked before this one.
	Question string `json:"question"`
	// Scores are the answers to a scale for which it holds.
	Scores []int `json:"scores,omitempty"`
	// Options are the choices of a single or multiple question, one of which
	// must be among the answer for it to hold. Exactly one of Scores and
	// Options is given.
	Options []string `json:"options,omitempty"`
}

// Limits on questionnaires and responses. They bound memory; no real form
// comes near them.
const (
	maxCode       = 64
	maxWeight     = 10_000
	maxQuestions  = 500
	maxOptions    = 100
	maxConditions = 20
	// MaxText is the longest free text accepted, in characters (runes).
	MaxText = 4000
)

// hasOptions reports whether answers of the kind choose among options.
func (k Kind) hasOptions() bool { return k == KindSingle || k == KindMultiple }

// weighs reports whether answers of the kind enter the weighted index.
func (k Kind) weighs() bool { return k == KindScale5 || k == KindOneToTen }

// scale gives the lowest and the highest score; ok is false for kinds that are
// not answered with a score.
func (k Kind) scale() (low, high int, ok bool) {
	switch k {
	case KindScale5:
		return 1, 5, true
	case KindScale7:
		return 1, 7, true
	case KindScale10:
		return 0, 10, true
	case KindOneToTen:
		return 1, 10, true
	case KindSingle, KindMultiple, KindText:
	}
	return 0, 0, false
}

// known reports whether the kind is one of the constants.
func (k Kind) known() bool {
	_, _, scale := k.scale()
	return scale || k.hasOptions() || k == KindText
}

// weightOf reads a weight: 0 counts as 1.
func weightOf(w int) int64 { return int64(max(w, 1)) }
