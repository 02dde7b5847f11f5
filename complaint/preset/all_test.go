package preset_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
)

var update = flag.Bool("update", false, "write the golden files")

// each runs a test for every preset.
func each(t *testing.T, f func(t *testing.T, pb *playbook.Playbook)) {
	t.Helper()
	for _, pb := range preset.All() {
		t.Run(pb.ID, func(t *testing.T) { f(t, pb) })
	}
}

func TestEveryPresetIsValid(t *testing.T) {
	each(t, func(t *testing.T, pb *playbook.Playbook) {
		require.NoError(t, pb.Validate())
		for _, w := range pb.Warnings() {
			t.Errorf("%s: %s", w.Path, w.Rule)
		}
	})
}

func TestEveryPresetHasAnIDOfItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, pb := range preset.All() {
		assert.False(t, seen[pb.ID], pb.ID)
		seen[pb.ID] = true
	}
}

func TestEveryPresetSurvivesJSON(t *testing.T) {
	each(t, func(t *testing.T, pb *playbook.Playbook) {
		first, err := pb.Encode()
		require.NoError(t, err)
		back, err := playbook.Decode(first)
		require.NoError(t, err)
		require.NoError(t, back.Validate())
		second, err := back.Encode()
		require.NoError(t, err)
		assert.Equal(t, string(first), string(second))
	})
}

// Every label a person reads stands in both languages.
func TestEveryPresetSpeaksTwoLanguages(t *testing.T) {
	each(t, func(t *testing.T, pb *playbook.Playbook) {
		for path, label := range labelsOf(pb) {
			assert.NotEmpty(t, label.ZH, path)
			assert.NotEmpty(t, label.EN, path)
		}
	})
}

// labelsOf are the labels of a playbook's lists.
func labelsOf(pb *playbook.Playbook) map[string]playbook.Text {
	out := map[string]playbook.Text{"title": pb.Title}
	for _, r := range pb.Roles {
		out["roles."+r.Code] = r.Label
	}
	for _, u := range pb.Units {
		out["units."+u.Code] = u.Label
	}
	for _, c := range pb.Channels {
		out["channels."+c.Code] = c.Label
	}
	for _, k := range pb.Kinds {
		out["kinds."+k.Code] = k.Label
	}
	for _, g := range pb.Grades {
		out["grades."+g.Severity.String()], out["definition of "+g.Severity.String()] = g.Label, g.Definition
	}
	for _, f := range pb.Fields {
		out["fields."+f.Name] = f.Label
	}
	for _, r := range pb.Reasons {
		out["reasons."+r.Command+"."+r.Code] = r.Label
	}
	for _, r := range pb.Reliefs {
		out["reliefs."+r.Code] = r.Label
	}
	for _, task := range pb.Tasks {
		out["tasks."+task.Code] = task.Label
	}
	for _, t := range pb.Templates {
		out["templates."+t.Notice] = t.Body
	}
	return out
}

// Every preset says where its rules come from; what stands in no source says that it is ours.
func TestEveryPresetNamesItsSources(t *testing.T) {
	each(t, func(t *testing.T, pb *playbook.Playbook) {
		require.NotEmpty(t, pb.Sources)
		seen := map[string]bool{}
		for _, s := range pb.Sources {
			assert.NotEmpty(t, s.From, s.Rule)
			assert.False(t, seen[s.Rule], "%s stands twice", s.Rule)
			seen[s.Rule] = true
		}
	})
}

// The life cycle and the limits of each preset stand in files that a person can read.
func TestEveryPresetIsDrawn(t *testing.T) {
	each(t, func(t *testing.T, pb *playbook.Playbook) {
		for _, lang := range []string{"zh", "en"} {
			golden(t, pb.ID+"."+lang+".mmd", pb.Mermaid(lang))
			golden(t, pb.ID+".targets."+lang+".md", pb.TargetTable(lang))
		}
	})
}

// golden compares a text with the file of that name under testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o600))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), got, name)
}
