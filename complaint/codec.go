package complaint

import (
	"encoding/json"
	"fmt"

	"github.com/redress-go/redress/complaint/internal/canon"
)

// EncodeCase returns the canonical JSON of a case: field order as declared, maps sorted, no HTML escapes. A store that
// keeps bytes keeps these, and the same state always gives the same bytes.
func EncodeCase(c *Case) ([]byte, error) { return encode(c) }

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
