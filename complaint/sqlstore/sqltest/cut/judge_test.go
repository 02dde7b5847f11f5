package cut

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
)

// verdict is what a store holds against what was answered.
type verdict struct {
	cases, requests       int
	lost, doubled, broken int
}

// judge reads everything, over a connection of its own, and compares it with the answers.
func judge(t *testing.T, store complaint.Store, told []request) (v verdict) {
	t.Helper()
	ctx := t.Context()
	desk, err := complaint.Open(ctx, store, nil, preset.Hotel())
	require.NoError(t, err)
	type place struct {
		id  complaint.CaseID
		seq int64
	}
	found := map[string][]place{}
	for c, err := range desk.All(ctx, chief(), complaint.Filter{}) {
		require.NoError(t, err)
		v.cases++
		for e, err := range desk.LedgerWithDetails(ctx, chief(), c.ID) {
			require.NoError(t, err)
			if text := textOf(e); text != "" {
				found[text] = append(found[text], place{c.ID, e.Seq})
			}
		}
		proof, err := desk.Verify(ctx, c.ID)
		require.NoError(t, err)
		if !proof.OK() {
			v.broken++
			t.Logf("%s: %v", c.ID, proof.Faults)
		}
	}
	proof, err := desk.VerifyDesk(ctx, "default")
	require.NoError(t, err)
	assert.True(t, proof.OK(), "%v", proof.Faults)
	for _, r := range told {
		v.requests++
		at := found[r.text]
		switch {
		case len(at) == 0:
			v.lost++
			t.Logf("lost: %q", r.text)
		case len(at) > 1:
			v.doubled++
		case at[0] != place{r.res.Case.ID, r.res.Seq}:
			v.broken++
			t.Logf("%q is at %v, the answer said %s/%d", r.text, at[0], r.res.Case.ID, r.res.Seq)
		}
		delete(found, r.text)
	}
	assert.Empty(t, found, "what nobody was told of")
	return v
}

// textOf is the text of a complaint or a note.
func textOf(e *complaint.Entry) string {
	switch cmd := e.Command.(type) {
	case complaint.Intake:
		return cmd.Text
	case complaint.Note:
		return cmd.Text
	}
	return ""
}
