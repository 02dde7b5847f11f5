package survey

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// Topics groups free-text comments (意见归类). The texts themselves are read once
// and never kept.
type Topics struct {
	// Name identifies the grouping with its version, for example
	// "hotel-lexicon/3": counts under different names are not merged.
	Name string
	// Of names the topics of a text, in any order; none for a text that fits
	// nowhere. It must give the same topics for the same text, and must be safe
	// to call from the goroutine that adds. The leaf packages import no
	// sibling, so a host puts its lexicon here, for example classify's.
	Of func(text string) []string
}

// topic is one topic of the comments to one question.
type topic struct {
	question int
	name     string
}

// mentions counts the people who mentioned a topic.
type mentions struct{ people, bad int64 }

// noTopic is the topic of comments that fit nowhere.
const noTopic = ""

// group names the topics of the texts of a response, each once per question.
func (a *Analysis) group(r Response) error {
	if a.topics == "" {
		return nil
	}
	bad := faults{what: "response"}
	for i := range a.form.questions {
		q := &a.form.questions[i]
		text, given := r.Answers[q.ID].(Text)
		if !given || q.Kind != KindText || a.sheet.slots[i].state != answered {
			continue
		}
		if a.opts.Topics == nil {
			bad.add(under("answers", q.ID), fmt.Sprintf("its topics are named by %q, which ParseAnalysis was not given", a.topics))
		} else if rule := a.sheet.name(i, a.opts.Topics.Of(string(text))); rule != "" {
			bad.add(under("answers", q.ID), rule)
		}
	}
	return bad.err()
}

// name notes the topics of one text.
func (s *sheet) name(question int, names []string) (rule string) {
	if len(names) == 0 {
		s.topics = append(s.topics, topic{question, noTopic})
	}
	for _, n := range names {
		if !goodName(n) {
			return fmt.Sprintf("the grouping gave %q, a topic is text of 1 to %d bytes", n, maxName)
		}
		if t := (topic{question, n}); !slices.Contains(s.topics, t) {
			s.topics = append(s.topics, t)
		}
	}
	return ""
}

// mention counts the topics of a response.
func (t *tally) mention(s *sheet) {
	for _, key := range s.topics {
		m := t.of(key)
		m.people++
		if s.all.bad > 0 {
			m.bad++
		}
	}
}

// of gives the counts of a topic.
func (t *tally) of(key topic) *mentions {
	m := t.topics[key]
	if m == nil {
		if t.topics == nil {
			t.topics = map[topic]*mentions{}
		}
		m = &mentions{}
		t.topics[key] = m
	}
	return m
}

func (t *tally) mergeTopics(o *tally) {
	for key, m := range o.topics {
		into := t.of(key)
		into.people += m.people
		into.bad += m.bad
	}
}

// topicsOf gives the topics of a question, the most frequent first, equally
// frequent ones by name.
func (t *tally) topicsOf(question int) (list []TopicResult) {
	for key, m := range t.topics {
		if key.question == question {
			list = append(list, TopicResult{Topic: key.name, People: m.people, Bad: m.bad})
		}
	}
	slices.SortFunc(list, func(x, y TopicResult) int {
		return cmp.Or(cmp.Compare(y.People, x.People), cmp.Compare(x.Topic, y.Topic))
	})
	return list
}

// newTopics counts the topics that neither the tally nor, twice, the list has.
func (t *tally) newTopics(list []topic) (fresh int) {
	for _, key := range list {
		if t.topics[key] == nil {
			fresh++
		}
	}
	return fresh
}

// topicKeys lists the topics in a fixed order.
func (t *tally) topicKeys() []topic {
	return slices.SortedFunc(maps.Keys(t.topics), func(x, y topic) int {
		return cmp.Or(cmp.Compare(x.question, y.question), cmp.Compare(x.name, y.name))
	})
}
