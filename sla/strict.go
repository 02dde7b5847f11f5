package sla

import (
	"bytes"
	"encoding/json"
	"io"
)

// decodeStrict decodes exactly one JSON value with no unknown fields and no
// name given twice: of two overrides of one date neither may win in silence.
func decodeStrict(data []byte, field string, into any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return invalid(field, err.Error(), "")
	}
	if _, err := dec.Token(); err != io.EOF {
		return invalid(field, "must be one JSON value with nothing after it", "")
	}
	if path, twice := nameTwice(data); twice {
		return invalid(joinPath(field, path), "must be given once", "")
	}
	return nil
}

// scope is an object or array a scan of JSON stands in.
type scope struct {
	names map[string]bool // nil in an array
	name  string          // the name whose value comes next; "" before a name
}

// nameTwice finds a name that an object of a well-formed JSON value has twice.
func nameTwice(data []byte) (path string, twice bool) {
	dec := json.NewDecoder(bytes.NewReader(data))
	var stack []scope
	for {
		token, err := dec.Token()
		if err != nil {
			return "", false
		}
		if n := len(stack); n > 0 && stack[n-1].names != nil && !dec.More() && token == json.Delim('}') {
			stack = stack[:n-1]
			continue
		}
		if path, twice = step(&stack, token); twice {
			return path, true
		}
	}
}
