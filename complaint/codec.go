package complaint

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// EncodeCase returns the canonical JSON of a case: field order as declared, maps sorted, no HTML escapes. A store that
// keeps bytes keeps these, and the same state always gives the same bytes.
func EncodeCase(c *Case) ([]byte, error) { return encode(c) }

// DecodeCase reads what EncodeCase wrote. Fields of a later release are ignored.
func DecodeCase(b []byte) (*Case, error) {
	c := new(Case)
	if err := json.Unmarshal(b, c); err != nil {
		return nil, fmt.Errorf("complaint: decode case: %w", err)
	}
	return c, nil
}

// encode is json.Marshal without HTML escapes.
func encode(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("complaint: encode: %w", err)
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}
