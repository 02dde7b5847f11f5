package survey

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// printed as it is stored, indented so that a difference can be read.
func indented(t *testing.T, v any) func(*strings.Builder) error {
	t.Helper()
	return func(b *strings.Builder) error {
		data, err := json.MarshalIndent(v, "", "\t")
		b.Write(data)
		b.WriteByte('\n')
		return err
	}
}

// kept is a file of testdata.
func kept(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	return data
}

// What is stored today must be read by every later release: if one of these
// files changes, so has the format.
func TestStoredFormsArePinned(t *testing.T) {
	golden(t, "stored-questionnaire.json", indented(t, anchored()))
	golden(t, "stored-plan.json", indented(t, quarterly()))
	golden(t, "stored-visits.json", indented(t, rounds()))
	golden(t, "stored-analysis.json", indented(t, counted(t, manyResponses(24)...)))
	golden(t, "stored-improvement.json", indented(t, pinnedImprovement(t)))
	golden(t, "stored-invitation.json", indented(t, pinnedInvitation(t)))

	q, err := ParseQuestionnaire(kept(t, "stored-questionnaire.json"))
	require.NoError(t, err)
	assert.Equal(t, anchored(), q)
	p, err := ParsePlan(kept(t, "stored-plan.json"))
	require.NoError(t, err)
	assert.Equal(t, quarterly(), p)
	v, err := ParseVisitPlan(kept(t, "stored-visits.json"))
	require.NoError(t, err)
	assert.Equal(t, rounds(), v)
	a, err := ParseAnalysis(kept(t, "stored-analysis.json"), nil)
	require.NoError(t, err)
	assert.Equal(t, counted(t, manyResponses(24)...).Result(), a.Result())
	improvement, err := ParseImprovement(kept(t, "stored-improvement.json"))
	require.NoError(t, err)
	assert.Equal(t, StatusIneffective, improvement.Status())
	i, err := ParseInvitation(kept(t, "stored-invitation.json"))
	require.NoError(t, err)
	assert.Equal(t, pinnedInvitation(t), i)
}

// A token sent under an earlier release opens its invitation for ever: the
// digest is pinned with it.
func TestTokensOfEarlierReleasesOpen(t *testing.T) {
	var i Invitation
	require.NoError(t, json.Unmarshal(kept(t, "stored-invitation.json"), &i))
	const token = "AAECAwQFBgcICQoLDA0ODw.EBESExQVFhcYGRobHB0eHyAhIiMkJSYnKCkqKywtLi8"
	used, err := i.Redeem(token, noon)
	require.NoError(t, err)
	assert.Equal(t, noon, used.Used)
	// Computed by another program from the rule in the comment: SHA-256 of
	// 0000000000000016, the id, and the bytes 10 to 2f.
	assert.Equal(t, []string{"267b57f8525f58bb140cc8d2033c5eaf453871231af2fbef5a225e3537dc99c9"}, i.Digests)
}

// countUp is the bytes from a number up to another.
func countUp(from, to byte) (out []byte) {
	for b := from; b < to; b++ {
		out = append(out, b)
	}
	return out
}

func pinnedInvitation(t *testing.T) Invitation {
	t.Helper()
	i, _, err := quarterly().Invite(Person{ID: "r001", Groups: map[string]string{"building": "3"}}, "2026-Q3", Phone, noon, bytes.NewReader(countUp(0, 48)))
	require.NoError(t, err)
	return i
}

func pinnedImprovement(t *testing.T) Improvement {
	t.Helper()
	i, err := carriedOut(t).Link("WY-7").Check("2026-10", winter(t, unchanged, TopThreeOfFive, 65), noon.AddDate(0, 1, 0))
	require.NoError(t, err)
	return i
}
