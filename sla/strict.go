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

// scope is an object or array that a scan of JSON stands in.
type scope struct {
	names map[string]bool // those seen; nil in an array
	name  string          // the last of them
	value bool            // whether its value comes next
}

// nameTwice finds a name that an object of a well-formed JSON value has twice.
func nameTwice(data []byte) (path string, twice bool) {
	dec := json.NewDecoder(bytes.NewReader(data))
	stack := []scope{{}}
	for {
		token, err := dec.Token()
		if err != nil {
			return "", false
		}
		top := &stack[len(stack)-1]
		if name, ok := token.(string); ok && top.names != nil && !top.value {
			if top.names[name] {
				return pathTo(stack, name), true
			}
			top.names[name], top.name, top.value = true, name, true
			continue
		}
		switch token {
		case json.Delim('{'):
			stack = append(stack, scope{names: map[string]bool{}})
		case json.Delim('['):
			stack = append(stack, scope{})
		case json.Delim('}'), json.Delim(']'):
			stack = stack[:len(stack)-1]
			stack[len(stack)-1].value = false
		default:
			top.value = false
		}
	}
}

func pathTo(stack []scope, name string) string {
	path := ""
	for _, s := range stack[:len(stack)-1] {
		path = joinPath(path, s.name)
	}
	return joinPath(path, name)
}
