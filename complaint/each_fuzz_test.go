package complaint_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// FuzzForEachMember reads anything as the JSON of the command: what is accepted survives the way there and back, with its inner command
// whole; what is refused leaves nothing behind.
func FuzzForEachMember(f *testing.F) {
	for _, cmd := range fullCommands() {
		inner, err := complaint.MarshalCommand(cmd)
		require.NoError(f, err)
		f.Add([]byte(`{"command":` + string(inner) + `,"members":["03","04"]}`))
	}
	for _, s := range []string{
		`{}`, `null`, `[]`, `{"command":null}`, `{"command":{}}`, `{"command":{"do":"each","command":{"do":"note","text":"x"}}}`,
		`{"command":{"do":"note","text":"x","later":1},"later":2}`, `{"command":{"do":"note"}} {}`, `{"members":[null,""]}`,
		`{"command":{"do":"tick"}}`, `{"command":"note"}`, `{"command":{"do":"note","text":"\ud800"}}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var each complaint.ForEachMember
		if err := json.Unmarshal(data, &each); err != nil {
			require.Empty(t, each.Command, "a refused command is not half a command")
			return
		}
		if each.Command != nil {
			require.NotEqual(t, "each", each.Command.Name(), "none holds another")
		}
		once, err := json.Marshal(each)
		require.NoError(t, err)
		var again complaint.ForEachMember
		require.NoError(t, json.Unmarshal(once, &again), string(once))
		twice, err := json.Marshal(again)
		require.NoError(t, err)
		require.Equal(t, string(once), string(twice))

		whole, err := complaint.MarshalCommand(each)
		require.NoError(t, err)
		strict, err := complaint.UnmarshalCommand(whole)
		require.NoError(t, err, "what is written is read back strictly: %s", whole)
		require.Equal(t, again, strict)
	})
}
