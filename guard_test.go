package redress_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The guards hold the promises of the repository that no single package can hold. Each is a function
// from what is there to what is wrong with it, used twice: on the repository, where nothing may be
// wrong, and on a bad snippet, where something must be.

// source is one file of the repository.
type source struct {
	path string // slashed, from the top
	text []byte
}

// isGo reports whether a file is Go code, tests included.
func (s source) isGo() bool { return strings.HasSuffix(s.path, ".go") }

// isTest reports whether a file is a Go test.
func (s source) isTest() bool { return strings.HasSuffix(s.path, "_test.go") }

// unkept are directories that are no part of the repository: its history, what was built, and the
// notes of rapid and of the fuzzer about a failure.
var unkept = []string{".git", "bin", "rapid", "fuzz"}

// repository reads every text file below the top, nested modules included.
func repository(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains(unkept, d.Name()):
			return filepath.SkipDir
		case !d.Type().IsRegular():
			return nil
		}
		text, err := os.ReadFile(path)
		if err == nil && !bytes.ContainsRune(text, 0) {
			all = append(all, source{path: filepath.ToSlash(path), text: text})
		}
		return err
	})
	require.NoError(t, err)
	require.Greater(t, len(all), 10, "the walk found the repository")
	return all
}

// nothingWrong fails with one fault a line.
func nothingWrong(t *testing.T, faults []string) {
	t.Helper()
	if len(faults) > 0 {
		t.Errorf("%d faults:\n%s", len(faults), strings.Join(faults, "\n"))
	}
}

// longestFile is how many lines a Go file may have before it is two things.
const longestFile = 500

// tooLong lists the Go files that are too long.
func tooLong(files []source) (faults []string) {
	for _, f := range files {
		if lines := bytes.Count(f.text, []byte("\n")); f.isGo() && lines > longestFile {
			faults = append(faults, fmt.Sprintf("%s: %d lines, more than %d", f.path, lines, longestFile))
		}
	}
	return faults
}

func TestNoFileIsTooLong(t *testing.T) {
	nothingWrong(t, tooLong(repository(t)))
}

func TestGuardSeesALongFile(t *testing.T) {
	lines := func(n int) []byte { return []byte(strings.Repeat("//\n", n)) }
	assert.Equal(t, []string{"b.go: 501 lines, more than 500"},
		tooLong([]source{{"a.go", lines(500)}, {"b.go", lines(501)}, {"long.json", lines(9000)}}))
}

// machinePath matches an absolute path of somebody's machine.
var machinePath = regexp.MustCompile(`(^|[^\w.~-])(/(work|root|home|Users)/[\w.-]+|[A-Z]:\\+Users\\)`)

// machinePaths lists the lines that name a path of somebody's machine.
func machinePaths(files []source) (faults []string) {
	for _, f := range files {
		for i, line := range bytes.Split(f.text, []byte("\n")) {
			if found := machinePath.Find(line); found != nil {
				faults = append(faults, fmt.Sprintf("%s:%d: %q is a path of one machine", f.path, i+1, found))
			}
		}
	}
	return faults
}

func TestNoFileNamesAMachinePath(t *testing.T) {
	nothingWrong(t, machinePaths(repository(t)))
}

func TestGuardSeesAMachinePath(t *testing.T) {
	at := func(parts ...string) string { return strings.Join(parts, "/") }
	cases := []struct {
		name, line string
		bad        bool
	}{
		{"a home directory", "see " + at("", "home", "ann", "notes"), true},
		{"at the start of a line", at("", "root", "go"), true},
		{"in quotes", `"` + at("", "work", "main") + `"`, true},
		{"on a Mac", "(" + at("", "Users", "ann") + ")", true},
		{"on Windows", "C:" + `\Users\ann`, true},
		{"a module path", "github.com/redress-go/redress", false},
		{"a path on the web", "https://example.org" + at("", "home", "page"), false},
		{"a relative path", "complaint" + at("", "work", "x"), false},
		{"words", "home/office", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.bad, len(machinePaths([]source{{"x.md", []byte("first\n" + c.line + "\n")}})) > 0)
		})
	}
}
