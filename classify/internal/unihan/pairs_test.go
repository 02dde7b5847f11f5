package main

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const database = `# Unihan_Variants.txt
# Unicode version: 15.0.0
U+570B	kSimplifiedVariant	U+56FD
U+570B	kZVariant	U+56F6
U+4E7E	kSimplifiedVariant	U+4E7E U+5E72
U+88E1	kSimplifiedVariant	U+88E1 U+91CC
U+5230	kSimplifiedVariant	U+5230
U+8457	kSimplifiedVariant	U+7740 U+8457
U+20A0B	kSimplifiedVariant	U+20BDF
`

func TestReadTakesTheFirstOtherVariant(t *testing.T) {
	version, pairs, err := read(strings.NewReader(database))
	require.NoError(t, err)
	assert.Equal(t, "15.0.0", version)
	assert.Equal(t, map[rune]rune{'國': '国', '乾': '干', '裡': '里', '著': '着', 0x20A0B: 0x20BDF}, pairs)
}

func TestReadRefusesWhatIsNoDatabase(t *testing.T) {
	for name, text := range map[string]string{
		"empty":            "",
		"without version":  "U+570B\tkSimplifiedVariant\tU+56FD\n",
		"no simplified":    "# Unicode version: 15.0.0\nU+570B\tkZVariant\tU+56FD\n",
		"no code point":    "# Unicode version: 15.0.0\nU+XYZ\tkSimplifiedVariant\tU+56FD\n",
		"no code point to": "# Unicode version: 15.0.0\nU+570B\tkSimplifiedVariant\tU+56FDFFFF\n",
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := read(strings.NewReader(text))
			assert.Error(t, err)
		})
	}
}

func TestSettleFollowsChainsAndCircles(t *testing.T) {
	got := settle(map[rune]rune{'a': 'b', 'b': 'c', 'x': 'y', 'y': 'z', 'z': 'y', 's': 's'})
	assert.Equal(t, map[rune]rune{'a': 'c', 'b': 'c', 'x': 'y', 'z': 'y'}, got)
	for from, to := range got {
		_, moved := got[to]
		assert.False(t, moved, "%c is folded to %c, which folds on", from, to)
	}
}

func TestSupplementWins(t *testing.T) {
	pairs := map[rune]rune{'託': '讬'}
	supplement(pairs)
	assert.Equal(t, '托', pairs['託'])
	assert.Equal(t, '你', pairs['妳'])
	assert.Zero(t, len([]rune(ours))%2, "pairs")
}

func TestSourceIsGo(t *testing.T) {
	text := source("15.0.0", map[rune]rune{'國': '国', '乾': '干', 0x20A0B: 0x20BDF})
	_, err := parser.ParseFile(token.NewFileSet(), "x.go", text, 0)
	require.NoError(t, err)
	assert.Contains(t, text, `"乾干國国"`, "ascending")
	assert.Contains(t, text, "Unicode 15.0.0")
	assert.Contains(t, text, "DO NOT EDIT")
}

func TestRunWritesTheFile(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "in.txt"), filepath.Join(dir, "out.go")
	require.NoError(t, os.WriteFile(from, []byte(database), 0o600))
	require.NoError(t, run(from, to))
	text, err := os.ReadFile(to)
	require.NoError(t, err)
	assert.Contains(t, string(text), "國国")
	require.Error(t, run(filepath.Join(dir, "nothing"), to))
}
