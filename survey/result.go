package survey

// Result is what an [Analysis] found: plain data, detached from the analysis,
// safe to read from several goroutines, and the same after a trip through JSON.
// Every figure says how many answers are behind it, and is no data, never zero,
// where there are none.
type Result struct {
	Questionnaire string `json:"questionnaire"`
	Version       int    `json:"version"`
	Title         Label  `json:"title"`
	// Anchor is the question that derived importances are measured against.
	Anchor string `json:"anchor,omitempty"`
	// Boxes says which scores the satisfied shares count.
	Boxes BoxSet `json:"boxes"`
	// MinCell is the number of people below which a cell is marked small.
	MinCell int `json:"min_cell"`
	// Topics names the grouping of comments, empty when there was none.
	Topics string `json:"topics,omitempty"`
	// Total is over all responses.
	Total Breakdown `json:"total"`
	// Withheld is how many groups [Result.Withhold] left out.
	Withheld int `json:"withheld,omitempty"`
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
	Invited int64 `json:"invited"`
	// Population is the number of people who could have been, as told to
	// [Analysis.Population]; 0 when unknown.
	Population int64 `json:"population,omitempty"`
	Responses  int64 `json:"responses"`
	// Partial is how many of the responses were broken off.
	Partial int64 `json:"partial,omitempty"`
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
	// Weight is the section's part in the overall index, 1 or more.
	Weight int `json:"weight"`
	// Figures pool the section's five-level questions.
	Figures
	Questions []QuestionResult `json:"questions"`
}

// QuestionResult holds the figures of one question.
type QuestionResult struct {
	ID   string `json:"id"`
	Kind Kind   `json:"kind"`
	Text Label  `json:"text"`
	// Weight is the question's part in the index of its section, 1 or more; 0
	// for kinds that have none.
	Weight int `json:"weight,omitempty"`
	Figures
	// Scores are the numbers of answers by score of a scale, ascending from its
	// lowest: five counts for 1 to 5, eleven for 0 to 10. None for other kinds.
	Scores []int64 `json:"scores,omitempty"`
	// NPS is the Net Promoter Score of a 0–10 question, in points from −100 to
	// 100; see [NetPromoter]. No data for other kinds.
	NPS Estimate `json:"nps"`
	// Easy is the share of answers 5 to 7 to a seven-level effort question, 0
	// to 1, with the [Wilson] interval. The Customer Effort Score is given both
	// ways: this share, and the mean in Figures. No data for other kinds.
	Easy Estimate `json:"easy,omitzero"`
	// Importance is the correlation of a scale with the anchor, −1 to 1, see
	// [Questionnaire]. No data without an anchor and for the anchor itself.
	Importance Estimate `json:"importance,omitzero"`
	// Options are the counts of a single or multiple question.
	Options []OptionResult `json:"options,omitempty"`
	// Topics are what the comments to a text question are about, the most
	// frequent first.
	Topics []TopicResult `json:"topics,omitempty"`
}

// TopicResult counts the people whose comment mentions a topic.
type TopicResult struct {
	// Topic is empty for comments that fit none.
	Topic  string `json:"topic"`
	People int64  `json:"people"`
	// Bad is how many of them gave a bad rating to any five-level question.
	Bad int64 `json:"bad"`
}

// OptionResult says how often an option was chosen.
type OptionResult struct {
	ID    string `json:"id"`
	Label Label  `json:"label"`
	// Chosen is a share of those who answered the question, 0 to 1, with the
	// [Wilson] interval. Shares of a multiple question add up to more than 1.
	Chosen Estimate `json:"chosen"`
}
