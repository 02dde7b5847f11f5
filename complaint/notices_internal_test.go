package complaint

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/playbook"
)

// The names of the engine's notices are literals in the calls that send them; those that are not are listed here.
func TestTheEnginesNoticesAreThePlaybooks(t *testing.T) {
	named := []string{"approved", "denied", "lapsed", playbook.DigestNotice, playbook.SurveyNotice, playbook.SurveyReminder}
	pkgs, err := parser.ParseDir(token.NewFileSet(), ".", func(f fs.FileInfo) bool { //nolint:staticcheck // no build tags here
		return !strings.HasSuffix(f.Name(), "_test.go")
	}, 0)
	require.NoError(t, err)
	ast.Inspect(pkgs["complaint"], func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if name := noticeIn(call); name != "" && !slices.Contains(named, name) {
				named = append(named, name)
			}
		}
		return true
	})
	require.ElementsMatch(t, named, playbook.Notices())
}

// noticeIn is the literal name of the notice that a call sends, "" for any other call.
func noticeIn(call *ast.CallExpr) string {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	at := map[string]int{"tell": 2, "reach": 2, "notice": 0, "tellDeciders": 1}
	i, ok := at[fun.Sel.Name]
	if !ok || i >= len(call.Args) {
		return ""
	}
	lit, ok := call.Args[i].(*ast.BasicLit)
	if !ok {
		return ""
	}
	name, _ := strconv.Unquote(lit.Value)
	return name
}
