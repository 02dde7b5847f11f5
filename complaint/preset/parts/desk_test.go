package parts_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
)

// TestScenesAsAPlaybookCarriesThem loses nothing of what a verdict means.
func TestScenesAsAPlaybookCarriesThem(t *testing.T) {
	scripts := parts.Scripts()
	require.Len(t, scripts, 8)
	for i, scene := range parts.Scenes() {
		s := scripts[i]
		assert.Equal(t, scene.Script, s.Script)
		require.Len(t, s.Meanings, len(scene.Script.Verdicts), scene.Script.ID)
		for _, o := range scene.Outcomes {
			m := s.Meaning(o.Verdict)
			require.NotNil(t, m, o.Verdict)
			assert.Equal(t, o.Direct, m.Action == playbook.CloseAtDesk, o.Verdict)
			assert.Equal(t, !o.Direct, m.Action == playbook.DispatchUnit, o.Verdict)
			assert.Equal(t, parts.Outcome{
				Verdict: m.Verdict, Direct: o.Direct, Unit: m.Unit, Promise: m.Promise, Collect: m.Collect, CallBack: m.CallBack, Source: m.Source,
			}, o)
		}
	}
	messages := parts.Messages().Desk()
	assert.Equal(t, "prefix", messages.Meaning("prefix").Reply)
	assert.Empty(t, messages.Meaning("close").Reply, "there are two to choose from")
	assert.Equal(t, sla.Workdays(2), messages.Meaning("dispatch").Promise)
}
