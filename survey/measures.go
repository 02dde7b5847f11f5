package survey

// Figures are the counts and measures of a question, or pooled over the
// five-level questions of a section or of all sections.
type Figures struct {
	// Respondents is the number of people with at least one answer here.
	Respondents int64 `json:"respondents"`
	// Answered, NotApplicable, NotAsked and Missing count answers, one per
	// person and question; together they are responses × questions. Only
	// Answered enters the measures.
	Answered      int64 `json:"answered"`
	NotApplicable int64 `json:"not_applicable"`
	// NotAsked counts questions whose conditions did not hold.
	NotAsked int64 `json:"not_asked,omitempty"`
	Missing  int64 `json:"missing"`
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
	// questions and pools of them, 0 to 10 for a 0–10 question. The interval is
	// Student's; there is none when all answers are the same, and none for a
	// single person.
	Mean Estimate `json:"mean"`
	// Index is the weighted satisfaction index, 0 to 100, where a mean of 1 is
	// 0 and of 5 is 100, or of 1 and of 10 on the ten-level scale. A section
	// weighs the indexes of its questions, the whole those of its sections;
	// weights are renormalised over what was answered by anybody. A section of
	// the three ten-level items of the ACSI has its score here. The interval
	// supposes that one person's answers go together fully and so is never too
	// narrow; there is none where a question has none for its mean. N counts the
	// answers weighed.
	Index Estimate `json:"index"`
}
