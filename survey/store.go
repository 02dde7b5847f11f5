package survey

import (
	"encoding/json"
	"fmt"
)

// storedFormat is the version of the form an analysis is stored in.
const storedFormat = 1

// The stored form of an analysis. Options are the reader's own.
type (
	storedAnalysis struct {
		Format        int           `json:"format"`
		Questionnaire Questionnaire `json:"questionnaire"`
		Boxes         BoxSet        `json:"boxes"`
		Topics        string        `json:"topics,omitempty"`
		Total         storedTally   `json:"total"`
		Groups        []storedGroup `json:"groups,omitempty"`
	}
	storedGroup struct {
		Dimension string      `json:"dimension"`
		Value     string      `json:"value"`
		Tally     storedTally `json:"tally"`
	}
	storedTally struct {
		Invited    int64          `json:"invited,omitempty"`
		Population int64          `json:"population,omitempty"`
		Responses  int64          `json:"responses"`
		Partial    int64          `json:"partial,omitempty"`
		Cells      []int64        `json:"cells"`
		Sections   []storedPooled `json:"sections"`
		All        storedPooled   `json:"all"`
		Topics     []storedTopic  `json:"topics,omitempty"`
	}
	storedPooled struct {
		Respondents   int64   `json:"respondents"`
		Answered      int64   `json:"answered"`
		NotApplicable int64   `json:"not_applicable"`
		NotAsked      int64   `json:"not_asked"`
		AnsweredSq    int64   `json:"answered_sq"`
		Satisfied     []int64 `json:"satisfied"`
		Bad           []int64 `json:"bad"`
		Total         []int64 `json:"total"`
	}
	storedTopic struct {
		Question int    `json:"question"`
		Topic    string `json:"topic"`
		People   int64  `json:"people"`
		Bad      int64  `json:"bad"`
	}
)

// MarshalJSON writes the questionnaire, the box set and all counts, so that an
// analysis can be stored, sent to another node and merged there; the same
// counts give the same bytes. [ParseAnalysis] reads it. Options are not part
// of it, and neither are texts.
func (a *Analysis) MarshalJSON() ([]byte, error) {
	out := storedAnalysis{
		Format: storedFormat, Boxes: a.boxes, Topics: a.topics, Total: a.total.stored(),
	}
	if err := json.Unmarshal([]byte(a.form.content), &out.Questionnaire); err != nil {
		return nil, err
	}
	for _, key := range a.sortedGroups() {
		out.Groups = append(out.Groups, storedGroup{key.dimension, key.value, a.groups[key].stored()})
	}
	return json.Marshal(out)
}

func (t *tally) stored() storedTally {
	out := storedTally{
		Invited: t.invited, Population: t.population, Responses: t.responses, Partial: t.partial,
		Cells: t.cells, All: t.all.stored(),
	}
	for i := range t.sections {
		out.Sections = append(out.Sections, t.sections[i].stored())
	}
	for _, key := range t.topicKeys() {
		m := t.topics[key]
		out.Topics = append(out.Topics, storedTopic{key.question, key.name, m.people, m.bad})
	}
	return out
}

func (c *pooled) stored() storedPooled {
	return storedPooled{
		Respondents: c.respondents, Answered: c.answered, NotApplicable: c.notApplicable,
		NotAsked: c.notAsked, AnsweredSq: c.answeredSq,
		Satisfied: c.satisfied.stored(), Bad: c.bad.stored(), Total: c.total.stored(),
	}
}

func (h hits) stored() []int64 { return []int64{h.count, h.square, h.answered} }

// ParseAnalysis reads what [Analysis.MarshalJSON] wrote, under options of the
// reader's own. It refuses, with an [*InvalidError], another format, unknown
// fields, a broken questionnaire, and counts that no responses can have given;
// with a [*MismatchError] a grouping of comments by another name. Without
// Topics in the options an analysis that has them can be read and merged, but
// takes no more comments.
func ParseAnalysis(data []byte, opts *Options) (*Analysis, error) {
	var in storedAnalysis
	if err := strictDecode("analysis", data, &in); err != nil {
		return nil, err
	}
	bad := faults{what: "analysis"}
	if in.Format != storedFormat {
		bad.add("format", fmt.Sprintf("must be %d, not %d", storedFormat, in.Format))
		return nil, bad.err()
	}
	a, err := NewAnalysis(in.Questionnaire, in.Boxes, opts)
	if err != nil {
		return nil, err
	}
	if a.opts.Topics != nil && a.topics != in.Topics {
		return nil, &MismatchError{Field: "topics", Have: a.topics, Got: in.Topics}
	}
	a.topics = in.Topics
	a.restore(&bad, &in)
	if err := bad.err(); err != nil {
		return nil, err
	}
	return a, nil
}

// restore takes over the stored counts.
func (a *Analysis) restore(bad *faults, in *storedAnalysis) {
	a.total = in.Total.tally(bad, "total", a)
	if len(in.Groups) > a.opts.MaxGroups {
		bad.add("groups", fmt.Sprintf("would make %d groups, at most %d are allowed", len(in.Groups), a.opts.MaxGroups))
		return
	}
	for i := range in.Groups {
		g := &in.Groups[i]
		path, key := at("groups", i), group{g.Dimension, g.Value}
		if !goodName(g.Dimension) || !goodName(g.Value) || a.groups[key] != nil {
			bad.add(path, fmt.Sprintf("dimension and value must be text of 1 to %d bytes, not blank, and not repeated", maxName))
		}
		a.groups[key] = g.Tally.tally(bad, under(path, "tally"), a)
	}
	if len(bad.list) == 0 {
		a.divides(bad)
	}
}

// divides checks that the groups of each dimension hold no more than the total
// together: a response is in one of them.
func (a *Analysis) divides(bad *faults) {
	var sum *tally
	last := ""
	for _, key := range a.sortedGroups() {
		if sum == nil || key.dimension != last {
			sum, last = newTally(a.form), key.dimension
		}
		if !sum.fits(a.groups[key], a.total) {
			bad.add("groups", fmt.Sprintf("of %q hold more than the total", key.dimension))
			return
		}
	}
}

// fits adds the counts of a group and reports whether the sum is still within
// the whole. Sums of squares are left out: they follow from the counts.
func (t *tally) fits(group, whole *tally) bool {
	t.invited += group.invited
	t.population += group.population
	t.responses += group.responses
	t.partial += group.partial
	good := t.invited <= whole.invited && t.population <= whole.population && t.responses <= whole.responses && t.partial <= whole.partial
	for i, n := range group.cells {
		t.cells[i] += n
		good = good && t.cells[i] <= whole.cells[i]
	}
	return good
}
