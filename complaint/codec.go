package complaint

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/redress-go/redress/complaint/internal/canon"
)

// EncodeCase returns the canonical JSON of a case: field order as declared, maps sorted, no HTML escapes. A store that
// keeps bytes keeps these, and the same state always gives the same bytes.
//
// Text that is not UTF-8 is an ErrInvalid: JSON could only keep something else in its place.
func EncodeCase(c *Case) ([]byte, error) {
	b, err := encode(c)
	if err == nil && replaced(b) {
		return nil, &Error{Op: "encode", Code: ErrInvalid, Case: c.ID, Fields: []FieldError{{"case", "utf-8"}}}
	}
	return b, err
}

// replaced reports whether canonical JSON has the escape that stands for bytes that are not UTF-8. A U+FFFD that was in the
// text itself is not escaped, and a backslash there is doubled.
func replaced(b []byte) bool {
	for {
		i := bytes.Index(b, []byte(`\ufffd`))
		if i < 0 {
			return false
		}
		before := b[:i]
		if (len(before)-len(bytes.TrimRight(before, `\`)))%2 == 0 {
			return true
		}
		b = b[i+1:]
	}
}

// DecodeCase reads what EncodeCase wrote. Fields of a later release are ignored.
func DecodeCase(b []byte) (*Case, error) {
	c := new(Case)
	if err := json.Unmarshal(b, c); err != nil {
		return nil, &Error{Op: "decode", Code: ErrInternal, Rule: "damaged", Err: fmt.Errorf("case row: %w", err)}
	}
	return c, nil
}

// encode returns the canonical JSON of a value.
func encode(v any) ([]byte, error) { return canon.Append(make([]byte, 0, 512), v) }
