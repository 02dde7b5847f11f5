package survey

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
)

// MarshalJSON writes {"not_applicable":true}: a null would be taken for "not
// answered" by most programs that fill in forms.
func (NotApplicable) MarshalJSON() ([]byte, error) {
	return []byte(`{"not_applicable":true}`), nil
}

// UnmarshalJSON reads each answer by its form: a number is a [Score], a list
// [Choices], a string [Text] and {"not_applicable":true} is [NotApplicable]. It
// reports all that are none of these in one [*InvalidError]; null is one of
// them.
func (a *Answers) UnmarshalJSON(data []byte) error {
	var raw map[string]json.RawMessage
	if err := strictDecode("answers", data, &raw); err != nil {
		return err
	}
	f := faults{what: "answers"}
	out := make(Answers, len(raw))
	for _, id := range slices.Sorted(maps.Keys(raw)) {
		value, rule := readValue(raw[id])
		if rule != "" {
			f.add(id, rule)
			continue
		}
		out[id] = value
	}
	if err := f.err(); err != nil {
		return err
	}
	*a = out
	return nil
}

// readValue reads one answer, or says which rule it breaks.
func readValue(raw json.RawMessage) (value Value, rule string) {
	raw = bytes.TrimSpace(raw)
	switch raw[0] {
	case '"':
		var s string
		_ = json.Unmarshal(raw, &s)
		return Text(s), ""
	case '[':
		var ids []string
		if json.Unmarshal(raw, &ids) != nil {
			return nil, "must be a list of option ids"
		}
		return Choices(ids), ""
	case '{':
		var na struct {
			Yes bool `json:"not_applicable"`
		}
		if strictDecode("", raw, &na) != nil || !na.Yes {
			return nil, `must be {"not_applicable":true}`
		}
		return NotApplicable{}, ""
	}
	n, err := strconv.Atoi(string(raw))
	if err != nil {
		return nil, "must be a whole number, a list, a string or not applicable; leave out what was not answered"
	}
	return Score(n), ""
}
