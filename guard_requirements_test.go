package redress_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The rule books that the presets come from are taken apart in docs/requirements, one file a book, one row a rule, each with
// an id that never changes: R10.3. A test says which of them it holds in a comment of its own or above it:
//
//	// req: R10.3, R10.4
//
// An id without a test, and a test of an id that is not there, fail here. The third column of the tables is written by
// go test . -run Requirement -update.

var update = flag.Bool("update", false, "write the generated parts of documents")

// requirement is one row of a table.
type requirement struct {
	file string
	line int
	id   string
	rule string
}

// requirementRow matches | R10.3 | the rule | … |.
func requirementRow() *regexp.Regexp {
	return regexp.MustCompile(`^\| (R\d\d\.\d+) \| (.+?) \| (.*) \|$`)
}

// requirementsIn reads the tables.
func requirementsIn(files []source) (rows []requirement, wrong []string) {
	seen := map[string]string{}
	for _, f := range files {
		if !strings.HasPrefix(f.path, "docs/requirements/") || !strings.HasSuffix(f.path, ".md") {
			continue
		}
		book := strings.ToUpper(strings.SplitN(strings.TrimPrefix(f.path, "docs/requirements/"), "-", 2)[0])
		for i, line := range strings.Split(string(f.text), "\n") {
			if !strings.HasPrefix(line, "| R") {
				continue
			}
			m := requirementRow().FindStringSubmatch(line)
			switch {
			case m == nil:
				wrong = append(wrong, fmt.Sprintf("%s:%d: a row is | R10.3 | the rule | tests |", f.path, i+1))
				continue
			case !strings.HasPrefix(m[1], book+"."):
				wrong = append(wrong, fmt.Sprintf("%s:%d: %s stands in the file of %s", f.path, i+1, m[1], book))
			case seen[m[1]] != "":
				wrong = append(wrong, fmt.Sprintf("%s:%d: %s stands already in %s", f.path, i+1, m[1], seen[m[1]]))
			}
			seen[m[1]] = f.path
			rows = append(rows, requirement{f.path, i, m[1], m[2]})
		}
	}
	return rows, wrong
}

// heldBy maps each id that a test names to the tests that name it.
func heldBy(files []source) (map[string][]string, error) {
	out := map[string][]string{}
	names := regexp.MustCompile(`req: ((?:R\d\d\.\d+(?:, *)?)+)`)
	for _, f := range files {
		if !f.isTest() {
			continue
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, f.path, f.text, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, d := range tree.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || !strings.HasPrefix(fn.Name.Name, "Test") && !strings.HasPrefix(fn.Name.Name, "Example") {
				continue
			}
			begin := fn.Pos()
			if fn.Doc != nil {
				begin = fn.Doc.Pos()
			}
			for _, group := range tree.Comments {
				if group.Pos() < begin || group.End() > fn.End() {
					continue
				}
				for _, m := range names.FindAllStringSubmatch(group.Text(), -1) {
					for _, id := range strings.Split(m[1], ",") {
						id = strings.TrimSpace(id)
						test := filepath.ToSlash(filepath.Dir(f.path)) + "." + fn.Name.Name
						if id != "" && !slices.Contains(out[id], test) {
							out[id] = append(out[id], test)
						}
					}
				}
			}
		}
	}
	return out, nil
}

// unheld compares the two.
func unheld(rows []requirement, held map[string][]string) (wrong []string) {
	known := map[string]bool{}
	for _, r := range rows {
		known[r.id] = true
		if len(held[r.id]) == 0 {
			wrong = append(wrong, r.id+" has no test: "+r.rule)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(held)) {
		if !known[id] {
			wrong = append(wrong, fmt.Sprintf("%s is in no table; named by %v", id, held[id]))
		}
	}
	return wrong
}

func TestEveryRequirementHasATest(t *testing.T) {
	files := repository(t)
	rows, wrong := requirementsIn(files)
	held, err := heldBy(files)
	require.NoError(t, err)
	for _, r := range rows {
		t.Logf("%-7s %s\n        %s", r.id, r.rule, strings.Join(held[r.id], ", "))
	}
	assert.Empty(t, append(wrong, unheld(rows, held)...))
	tablesAreCurrent(t, files, held)
}

// tablesAreCurrent checks, or writes, the third column.
func tablesAreCurrent(t *testing.T, files []source, held map[string][]string) {
	t.Helper()
	for _, f := range files {
		if !strings.HasPrefix(f.path, "docs/requirements/R") {
			continue
		}
		lines := strings.Split(string(f.text), "\n")
		for i, line := range lines {
			if m := requirementRow().FindStringSubmatch(line); m != nil {
				var tests []string
				for _, name := range held[m[1]] {
					tests = append(tests, "`"+name+"`")
				}
				lines[i] = fmt.Sprintf("| %s | %s | %s |", m[1], m[2], strings.Join(tests, ", "))
			}
		}
		want := strings.Join(lines, "\n")
		if *update && want != string(f.text) {
			require.NoError(t, os.WriteFile(f.path, []byte(want), 0o600))
			continue
		}
		assert.Equal(t, want, string(f.text), "%s: go test . -run Requirement -update", f.path)
	}
}

func TestTheRequirementGuardSeesWhatIsMissing(t *testing.T) {
	files := []source{
		{"docs/requirements/R10-x.md", []byte("| R10.1 | one |  |\n| R10.2 | two |  |\n| R11.1 | elsewhere |  |\n| R10.1 | again |  |\n| R10.9 |\n")},
		{"a/a_test.go", []byte("package a\n\n// req: R10.1, R99.1\nfunc TestOne(t *T) {\n}\n\n// req: R10.2\nfunc helper() {}\n")},
	}
	rows, wrong := requirementsIn(files)
	held, err := heldBy(files)
	require.NoError(t, err)
	assert.Equal(t, []string{
		"docs/requirements/R10-x.md:3: R11.1 stands in the file of R10",
		"docs/requirements/R10-x.md:4: R10.1 stands already in docs/requirements/R10-x.md",
		"docs/requirements/R10-x.md:5: a row is | R10.3 | the rule | tests |",
	}, wrong)
	assert.Equal(t, []string{"a.TestOne"}, held["R10.1"])
	assert.Equal(t, []string{
		"R10.2 has no test: two", "R11.1 has no test: elsewhere", "R99.1 is in no table; named by [a.TestOne]",
	}, unheld(rows, held))
}
