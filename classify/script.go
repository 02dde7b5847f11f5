package classify

// Answer is what a caller said to a question of a [Script]. The zero value means
// that the question has not been asked.
type Answer string

// The answers.
const (
	Unasked  Answer = ""
	Yes      Answer = "yes"
	No       Answer = "no"
	DontKnow Answer = "unknown"
)

const (
	maxQuestions  = 16
	maxScriptRows = 256
)

// Script is a front desk's diagnostic questions (诊断话术) as a table: answers in, a
// verdict out (R05). What a verdict means, such as direct close or dispatch, is for
// the playbook to say.
type Script struct {
	ID        string      `json:"id"`
	Version   string      `json:"version"`
	Label     Label       `json:"label,omitzero"`
	Say       Label       `json:"say,omitzero"` // what to say before the first question
	Questions []Question  `json:"questions"`    // at most 16
	Verdicts  []Code      `json:"verdicts"`
	Hit       HitPolicy   `json:"hit"`  // unique or first
	Rows      []ScriptRow `json:"rows"` // at most 256
	// Default is the verdict when no row matches; required unless the rows cover every
	// way to answer.
	Default  string     `json:"default,omitempty"`
	Accepted []Accepted `json:"accepted,omitempty"`
	// Replies are what to say under each verdict, Vars what the wordings mention.
	Replies []Reply    `json:"replies,omitempty"`
	Vars    []Variable `json:"vars,omitempty"`
}

// Question is one question of a [Script], answered yes, no or unknown.
type Question struct {
	ID   string `json:"id"`
	Ask  Label  `json:"ask"`
	Say  Label  `json:"say,omitzero"`   // what to say first
	Cost int    `json:"cost,omitempty"` // relative effort of asking, up to 1000; defaults to 1
}

func (q Question) cost() int {
	if q.Cost == 0 {
		return 1
	}
	return q.Cost
}

// ScriptRow is one rule of a [Script].
type ScriptRow struct {
	ID string `json:"id"`
	// When is a condition on the answers, with question ids as code fields:
	// Is("q1", "yes").
	When   Cond   `json:"when,omitzero"`
	Then   string `json:"then"` // a code of Verdicts
	Source string `json:"source,omitempty"`
}

// ParseScript reads the JSON form of a script as strictly as [ParseRuleSet].
func ParseScript(data []byte) (Script, error) {
	var s Script
	if err := decodeStrict("script", data, &s); err != nil {
		return Script{}, err
	}
	return s, nil
}
