package survey

// Result is what an [Analysis] found: plain data, detached from the analysis,
// safe to read from several goroutines, and the same after a trip through JSON.
// Every figure says how many answers are behind it, and is no data, never zero,
// where there are none.
type Result struct {
	Questionnaire string `json:"questionnaire"`
	Version       int    `json:"version"`
	Title         Label  `json:"title"`
	// Boxes says which scores the satisfied shares count.
	Boxes BoxSet `json:"boxes"`
	// MinCell is the number of people below which a cell is marked small.
	MinCell int `json:"min_cell"`
	// Total is over all responses.
	Total Breakdown `json:"total"`
	// Groups are sorted by dimension and value. A response is in one group of
	// each dimension it carries.
	Groups []Group `json:"groups,omitempty"`
}

// Group is the breakdown of the responses with one value in one dimension, for
// example dimension "building", value "3".
type Group struct {
	Dimension string `json:"dimension"`
	Value     string `json:"value"`
	Breakdown
}

// Breakdown holds the figures of one set of responses, in the order of the
// questionnaire.
type Breakdown struct {
	// Invited is the number of people asked, as told to [Analysis.Invited].
	Invited   int64 `json:"invited"`
	Responses int64 `json:"responses"`
	// ResponseRate is Responses of Invited, 0 to 1, without an interval. No
	// data when nobody was invited, or fewer than responded.
	ResponseRate Estimate `json:"response_rate"`
	// Overall pools the five-level questions of all sections; its index weighs
	// the section indexes.
	Overall  Figures         `json:"overall"`
	Sections []SectionResult `json:"sections"`
}

// SectionResult holds the figures of one section.
type SectionResult struct {
	ID    string `json:"id"`
	Title Label  `json:"title"`
	// Figures pool the section's five-level questions.
	Figures
	Questions []QuestionResult `json:"questions"`
}

// QuestionResult holds the figures of one question.
type QuestionResult struct {
	ID   string `json:"id"`
	Kind Kind   `json:"kind"`
	Text Label  `json:"text"`
	Figures
	// Scores are the numbers of answers by score, ascending: five counts for
	// 1 to 5, eleven for 0 to 10, none for other kinds.
	Scores []int64 `json:"scores,omitempty"`
	// NPS is the Net Promoter Score of a 0–10 question, in points from −100 to
	// 100; see [NetPromoter]. No data for other kinds.
	NPS Estimate `json:"nps"`
	// Options are the counts of a single or multiple question.
	Options []OptionResult `json:"options,omitempty"`
}

// OptionResult says how often an option was chosen.
type OptionResult struct {
	ID    string `json:"id"`
	Label Label  `json:"label"`
	// Chosen is a share of those who answered the question, 0 to 1, with the
	// [Wilson] interval. Shares of a multiple question add up to more than 1.
	Chosen Estimate `json:"chosen"`
}

// Figures are the counts and measures of a question, or pooled over the
// five-level questions of a section or of all sections.
type Figures struct {
	// Respondents is the number of people with at least one answer here.
	Respondents int64 `json:"respondents"`
	// Answered, NotApplicable and Missing count answers, one per person and
	// question; together they are responses × questions. Only Answered enters
	// the measures.
	Answered      int64 `json:"answered"`
	NotApplicable int64 `json:"not_applicable"`
	Missing       int64 `json:"missing"`
	// Small marks a cell with fewer than MinCell respondents.
	Small bool `json:"small"`
	// Satisfied is the share of five-level answers in the box set (满意率), 0
	// to 1, with a Wilson interval. Pooled over several questions, the interval
	// allows for the likeness of one person's answers.
	Satisfied Estimate `json:"satisfied"`
	// Dissatisfied is the share of bad ratings (差评率), scores 1 and 2
	// whatever the box set, like Satisfied.
	Dissatisfied Estimate `json:"dissatisfied"`
	// Mean is the mean score in the unit of the scale: 1 to 5 for five-level
	// questions and pools of them, 0 to 10 for a 0–10 question. No interval.
	Mean Estimate `json:"mean"`
	// Index is the weighted satisfaction index, 0 to 100, where a mean of 1 is
	// 0 and of 5 is 100. A section weighs the means of its questions, the
	// whole weighs the indexes of its sections; weights are renormalised over
	// what was answered by anybody. No interval.
	Index Estimate `json:"index"`
}
