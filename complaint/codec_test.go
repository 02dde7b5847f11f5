package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

func TestACaseIsEncodedAsItIsOrNotAtAll(t *testing.T) {
	for _, c := range []struct {
		name, text string
		kept       bool
	}{
		{"text", "1208 房", true},
		{"a replacement character that somebody wrote", "\ufffd", true},
		{"the escape of one, as text", `\ufffd and \\ufffd`, true},
		{"bytes that are not UTF-8", "a\xffb", false},
		{"such bytes behind a backslash", "\\\xff", false},
		{"such bytes behind the escape as text", `\ufffd` + "\xff", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := complaint.EncodeCase(&complaint.Case{ID: "a", Fields: map[string]string{"note": c.text}})
			if !c.kept {
				require.ErrorIs(t, err, complaint.ErrInvalid)
				return
			}
			require.NoError(t, err)
			back, err := complaint.DecodeCase(b)
			require.NoError(t, err)
			require.Equal(t, c.text, back.Fields["note"])
		})
	}
}
