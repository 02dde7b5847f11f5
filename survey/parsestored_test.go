package survey

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestStoredInvitationsAreChecked(t *testing.T) {
	require.NoError(t, pinnedInvitation(t).Validate())
	for _, tc := range []struct {
		name   string
		change func(*Invitation)
		path   string
		rule   string
	}{
		{"an id of a token", func(i *Invitation) { i.ID = "7" }, "id", "16 bytes"},
		{"one spelling of it", func(i *Invitation) { i.ID = i.ID[:11] + "\n" + i.ID[11:] }, "id", "16 bytes"},
		{"a plan", func(i *Invitation) { i.Plan = "" }, "plan", "empty"},
		{"and its version", func(i *Invitation) { i.Version = 0 }, "version", "1 or more"},
		{"a questionnaire", func(i *Invitation) { i.Questionnaire = "問" }, "questionnaire", "letters"},
		{"and its version", func(i *Invitation) { i.QuestionnaireVersion = -1 }, "questionnaire_version", "1 or more"},
		{"somebody", func(i *Invitation) { i.Person = " " }, "person", "blank"},
		{"an occasion", func(i *Invitation) { i.Occasion = "" }, "occasion", "blank"},
		{"groups with values", func(i *Invitation) { i.Groups["building"] = "" }, "groups.building", "blank"},
		{"a mode there is", func(i *Invitation) { i.Mode = "fax" }, "mode", "phone"},
		{"an end after its beginning", func(i *Invitation) { i.Expires = i.Issued }, "expires", "after issued"},
		{"a beginning", func(i *Invitation) { i.Issued = time.Time{} }, "expires", "set"},
		{"a digest", func(i *Invitation) { i.Digests = nil }, "digests", "empty"},
		{"of the right length", func(i *Invitation) { i.Digests[0] = i.Digests[0][2:] }, "digests[0]", "SHA-256"},
		{"in one spelling", func(i *Invitation) { i.Digests[0] = strings.ToUpper(i.Digests[0]) }, "digests[0]", "lower-case"},
		{"the first not missed", func(i *Invitation) { i.Digests = append([]string{""}, i.Digests...) }, "digests[0]", "SHA-256"},
		{"nor the last", func(i *Invitation) { i.Digests = append(i.Digests, "") }, "digests[1]", "SHA-256"},
		{"used or revoked", func(i *Invitation) { i.Used, i.Revoked = noon, noon }, "revoked", "beside used"},
		{"used after it was issued", func(i *Invitation) { i.Used = noon.Add(-1) }, "used", "between"},
		{"used before it expired", func(i *Invitation) { i.Used = i.Expires }, "used", "between"},
		{"anonymous by the day", func(i *Invitation) { i.Anonymous, i.Used = true, noon }, "used", "midnight"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			i := pinnedInvitation(t)
			tc.change(&i)
			got := faultsOf(t, i.Validate())
			assert.Contains(t, got[tc.path], tc.rule)
			assert.Len(t, got, 1)
			data, err := json.Marshal(i)
			require.NoError(t, err)
			_, err = ParseInvitation(data)
			faultsOf(t, err)
		})
	}
	for name, change := range map[string]func(*Invitation){
		"a reminder that was missed":      func(i *Invitation) { i.Digests = []string{i.Digests[0], "", i.Digests[0]} },
		"used at its first instant":       func(i *Invitation) { i.Used = i.Issued },
		"revoked":                         func(i *Invitation) { i.Revoked = noon },
		"anonymous on the day of issuing": func(i *Invitation) { i.Anonymous, i.Used = true, noon.Truncate(day) },
	} {
		i := pinnedInvitation(t)
		change(&i)
		assert.NoError(t, i.Validate(), name)
	}
}

func TestStoredImprovementsAreChecked(t *testing.T) {
	require.NoError(t, pinnedImprovement(t).Validate())
	for _, tc := range []struct {
		name   string
		change func(*Improvement)
		path   string
		rule   string
	}{
		{"an id", func(i *Improvement) { i.ID = "" }, "id", "blank"},
		{"a questionnaire", func(i *Improvement) { i.Finding.Questionnaire = "" }, "finding.questionnaire", "empty"},
		{"its version", func(i *Improvement) { i.Finding.Version = 0 }, "finding.version", "1 or more"},
		{"a box set", func(i *Improvement) { i.Finding.Boxes = "top" }, "finding.boxes", "not one of"},
		{"a measure", func(i *Improvement) { i.Finding.Target.Measure = "joy" }, "finding.target.measure", "not one of"},
		{"an item that can be", func(i *Improvement) { i.Finding.Target.Item = "a b" }, "finding.target.item", "letters"},
		{"a bound that can be", func(i *Improvement) { i.Finding.Target.AtLeast = 1.1 }, "finding.target.at_least", "between 0 and 1"},
		{"the bound of its measure", func(i *Improvement) { i.Finding.Target.AtMost = 0.1 }, "finding.target", "at_least, not at_most"},
		{"a scale", func(i *Improvement) { i.Finding.Kind = KindText }, "finding.kind", "not a scale"},
		{"a figure", func(i *Improvement) { i.Finding.Measured = Estimate{} }, "finding.measured", "data"},
		{"a cycle", func(i *Improvement) { i.Cycles = nil }, "cycles", "empty"},
		{"with a measure", func(i *Improvement) { i.Cycles[0].Action.What = "" }, "cycles[0].action.what", "blank"},
		{"reported by somebody", func(i *Improvement) { i.Cycles[0].By = "" }, "cycles[0].by", "who"},
		{"checked in a wave", func(i *Improvement) { i.Cycles[0].Wave = "" }, "cycles[0].effect", "wave"},
		{"at some time", func(i *Improvement) { i.Cycles[0].Checked = time.Time{} }, "cycles[0].effect", "checked"},
		{"with an effect", func(i *Improvement) { i.Cycles[0].Effect = nil }, "cycles[0].effect", "wave"},
		{"after it was done", func(i *Improvement) { i.Cycles[0].Done = i.Cycles[0].Checked.Add(1) }, "cycles[0].checked", "before"},
		{"reached only where it is", func(i *Improvement) { i.Cycles[0].Effect.Reached = true }, "cycles[0].effect.reached", "meets"},
		{"by a figure", func(i *Improvement) { i.Cycles[0].Effect.After = Estimate{} }, "cycles[0].effect.reached", "meets"},
		{"one open cycle, the last", func(i *Improvement) { i.Cycles = append([]Cycle{{Action: sweep}}, i.Cycles...) }, "cycles[0]", "ineffective"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			i := pinnedImprovement(t)
			tc.change(&i)
			got := faultsOf(t, i.Validate())
			assert.Contains(t, got[tc.path], tc.rule)
			data, err := json.Marshal(i)
			require.NoError(t, err)
			_, err = ParseImprovement(data)
			faultsOf(t, err)
		})
	}
	again, err := pinnedImprovement(t).Reopen(sweep)
	require.NoError(t, err)
	require.NoError(t, again.Validate())
	require.NoError(t, improvement(t).Validate())
}

// A fault inside a figure or a time is named with its whole path.
func TestStoredValuesAreNamedByPath(t *testing.T) {
	stored := string(kept(t, "stored-improvement.json"))
	for from, path := range map[string]string{
		`"value": 0.65`:                  "cycles[0].effect.after.value",
		`"done": "2026-09-30T11:00:00Z"`: "cycles[0].done",
		`"due": "2026-09-30T12:00:00Z"`:  "cycles[0].action.due",
		`"measure": "satisfied"`:         "finding.target.measur",
		`"questionnaire": "estate"`:      "finding.questionnaire",
		`"reached": false`:               "cycles[0].effect.reached",
	} {
		to := map[string]string{
			`"value": 0.65`: `"value": 7`, `"done": "2026-09-30T11:00:00Z"`: `"done": "yesterday"`, `"due": "2026-09-30T12:00:00Z"`: `"due": 5`,
			`"measure": "satisfied"`: `"measur": "satisfied"`, `"questionnaire": "estate"`: `"questionnaire": 1`, `"reached": false`: `"reached": "no"`,
		}[from]
		require.Contains(t, stored, from)
		_, err := ParseImprovement([]byte(strings.Replace(stored, from, to, 1)))
		assert.Contains(t, faultsOf(t, err), path, from)
	}
	_, err := ParseInvitation([]byte(strings.Replace(string(kept(t, "stored-invitation.json")), `"digests"`, `"secrets"`, 1)))
	assert.Contains(t, faultsOf(t, err), "secrets")
}

func FuzzParseImprovement(f *testing.F) {
	f.Add([]byte(`{"id":"1","finding":{"questionnaire":"q","version":1,"boxes":"top-two-of-five","target":{"measure":"dissatisfied","at_least":0,"at_most":0.05},"kind":"scale-5","measured":{"n":1,"value":1},"small":true,"clear":false},"cycles":[{"action":{"what":"a","owner":"b","due":"2026-01-01T00:00:00Z"}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		i, err := ParseImprovement(data)
		if err != nil {
			faultsOf(t, err)
			return
		}
		out, err := json.Marshal(i)
		require.NoError(t, err)
		again, err := ParseImprovement(out)
		require.NoError(t, err)
		require.Equal(t, i.Status(), again.Status())
	})
}
