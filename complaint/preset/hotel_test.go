package preset_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/preset"
)

func TestHotelIsValid(t *testing.T) {
	require.NoError(t, preset.Hotel().Validate())
	for _, f := range preset.Hotel().Rules.Validate() {
		t.Log(f.Code, f.Level, f.Path, f.Message)
	}
}
