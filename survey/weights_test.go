package survey

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// req: R21.9
func TestWeightsAddUp(t *testing.T) {
	whole := func(change func(*Questionnaire)) Questionnaire {
		q := estate()
		q.WeightSum = 100
		q.Sections[0].Weight, q.Sections[1].Weight = 60, 40
		q.Sections[0].Questions[0].Weight, q.Sections[0].Questions[1].Weight = 70, 30
		q.Sections[1].Questions[0].Weight = 100
		change(&q)
		return q
	}
	require.NoError(t, whole(func(*Questionnaire) {}).Validate(), "a section without weighed questions has no part in it")
	for _, tc := range []struct {
		name   string
		change func(*Questionnaire)
		path   string
		rule   string
	}{
		{"of the sections", func(q *Questionnaire) { q.Sections[0].Weight = 61 }, "sections", "must add up to 100, not 101"},
		{"of the questions", func(q *Questionnaire) { q.Sections[0].Questions[1].Weight = 20 }, "sections[0].questions", "must add up to 100, not 90"},
		{"none is left out", func(q *Questionnaire) { q.Sections[1].Questions[0].Weight = 0 }, "sections[1].questions", "every weight"},
		{"to a sum in bounds", func(q *Questionnaire) { q.WeightSum = 10_001 }, "weight_sum", "between 0 and 10000"},
		{"not negative", func(q *Questionnaire) { q.WeightSum = -1 }, "weight_sum", "not -1"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			assert.Contains(t, faultsOf(t, whole(tc.change).Validate())[tc.path], tc.rule)
		})
	}
}

func TestAnchorIsAScale(t *testing.T) {
	for _, anchor := range []string{"comment", "contact", "cleaning", "zoo"} {
		q := estate()
		q.Anchor = anchor
		assert.Contains(t, faultsOf(t, q.Validate())["anchor"], "is not a scale question", anchor)
	}
	q := estate()
	q.Anchor = "recommend"
	require.NoError(t, q.Validate())
}
