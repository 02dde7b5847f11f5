package survey

import "strconv"

// Merge adds the counts of another analysis, which is left as it was. The
// result is the same as if all responses had been added here, in any order. It
// refuses, with a [*MismatchError], another questionnaire, version, box set or
// grouping of comments; with an [*InvalidError] more groups or topics than its
// own options allow, more people than 2^38, and itself, which would count
// everybody twice. After an
// error nothing is merged. The receiver's options stay.
func (a *Analysis) Merge(other *Analysis) error {
	if err := a.mergeable(other); err != nil {
		return err
	}
	bad := faults{what: "merge"}
	bounded(&bad, "responses", a.total.responses, other.total.responses)
	bounded(&bad, "invited", a.total.invited, other.total.invited)
	bounded(&bad, "population", a.total.population, other.total.population)
	if err := bad.err(); err != nil {
		return err
	}
	fresh := 0
	for key := range other.groups {
		if a.groups[key] == nil {
			fresh++
		}
	}
	if err := a.room("merge", fresh); err != nil {
		return err
	}
	if err := a.topicRoom("merge", a.total.newTopics(other.total.topicKeys())); err != nil {
		return err
	}
	a.total.merge(other.total)
	for key, counts := range other.groups {
		if a.groups[key] == nil {
			a.groups[key] = newTally(a.form)
		}
		a.groups[key].merge(counts)
	}
	return nil
}

// mergeable says why two analyses must stay apart.
func (a *Analysis) mergeable(other *Analysis) error {
	if other == nil || other == a {
		bad := faults{what: "merge"}
		bad.add("", "must be another analysis")
		return bad.err()
	}
	have, got := &a.form.questionnaire, &other.form.questionnaire
	switch {
	case have.ID != got.ID:
		return &MismatchError{Field: "questionnaire", Have: have.ID, Got: got.ID}
	case have.Version != got.Version:
		return &MismatchError{Field: "version", Have: strconv.Itoa(have.Version), Got: strconv.Itoa(got.Version)}
	case a.boxes != other.boxes:
		return &MismatchError{Field: "boxes", Have: string(a.boxes), Got: string(other.boxes)}
	case a.form.content != other.form.content:
		return &MismatchError{Field: "content"}
	case a.topics != other.topics:
		return &MismatchError{Field: "topics", Have: a.topics, Got: other.topics}
	}
	return nil
}
