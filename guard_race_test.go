package redress_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// together is what CI's section race runs of the leaves and the playbooks, which start no goroutine themselves: the tests
// in which several meet. The pattern stands in .ci/run, too.
var together = regexp.MustCompile(`Concurrent|Parallel`)

func TestTestsInWhichGoroutinesMeetRunUnderTheDetector(t *testing.T) {
	meet := 0
	for _, dir := range []string{"sla", "classify", "survey", "complaint/playbook", "complaint/preset"} {
		require.NoError(t, filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			for _, decl := range file.Decls {
				if f, ok := decl.(*ast.FuncDecl); ok && startsGoroutines(f) && f.Name.Name != "within" { // a limit of time on one
					meet++
					assert.Regexp(t, together, f.Name.Name, "%s: the name of a test that starts goroutines says so", path)
				}
			}
			return nil
		}))
	}
	require.Positive(t, meet)
}

// startsGoroutines reports whether a function has a go statement or calls the Go of a group.
func startsGoroutines(f *ast.FuncDecl) (found bool) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			found = true
		case *ast.CallExpr:
			s, ok := n.Fun.(*ast.SelectorExpr)
			found = found || ok && s.Sel.Name == "Go" && len(n.Args) == 1
		}
		return !found
	})
	return found
}
