package playbook

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Encode returns the canonical JSON of a playbook: field order as declared, no HTML escapes. The same value always
// gives the same bytes, and Decode gives the value back without loss.
func (p *Playbook) Encode() ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(p); err != nil {
		return nil, fmt.Errorf("playbook: encode: %w", err)
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

// Decode reads a playbook strictly: an unknown field, or anything after the value, is an error. It does not validate.
func Decode(data []byte) (*Playbook, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	p := new(Playbook)
	if err := dec.Decode(p); err != nil {
		return nil, fmt.Errorf("playbook: decode: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("playbook: decode: something follows the playbook")
	}
	return p, nil
}
