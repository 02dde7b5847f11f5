package survey

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Every value of the wrong type is named with its place in its list, all at once.
func TestWrongTypesAreAllNamed(t *testing.T) {
	_, err := ParseQuestionnaire([]byte(`{"id":7,"version":"1","title":"T","sections":[
		{"id":"s","title":{"en":"S"},"weight":1.5,"questions":[{"id":"q"},{"id":"r","kind":true,"text":{},"required":"yes","options":{}}]}]}`))
	assert.Equal(t, map[string]string{
		"id":                                "must be a string",
		"version":                           "must be a whole number",
		"title":                             "must be an object",
		"sections[0].weight":                "must be a whole number",
		"sections[0].questions[1].kind":     "must be a string",
		"sections[0].questions[1].required": "must be true or false",
		"sections[0].questions[1].options":  "must be a list",
	}, faultsOf(t, err))
}

// A wait or a time that cannot be read is named like everything else.
func TestWaitsAndTimesAreNamed(t *testing.T) {
	_, err := ParsePlan([]byte(`{"expires":"soon","contacts":["1d","2 weeks"],"cool_down":90,"sample":{"seed":1}}`))
	got := faultsOf(t, err)
	assert.Contains(t, got["expires"], `not "soon"`)
	assert.Contains(t, got["contacts[1]"], `not "2 weeks"`)
	assert.Equal(t, "must be a string", got["cool_down"])
	assert.Equal(t, "must be a string", got["sample.seed"])
	assert.Len(t, got, 4)
}

func TestAResponseOfAnotherShapeIsRefused(t *testing.T) {
	for _, data := range []string{`null`, `[]`, `"x"`, `7`} {
		_, err := ParseResponse([]byte(data))
		assert.Equal(t, map[string]string{"": "must be an object"}, faultsOf(t, err), data)
	}
	_, err := ParseResponse([]byte(`{"questionnaire":"estate","version":1e400,"answers":{"a":1}}`))
	assert.Contains(t, faultsOf(t, err), "version")
}
