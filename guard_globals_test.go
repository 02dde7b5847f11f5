package redress_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// cheapCalls may give a package-level variable its value: sentinel errors, tables built at first use,
// and what the compiler could have written itself.
var cheapCalls = []string{
	"errors.New", "fmt.Errorf", "sync.OnceFunc", "sync.OnceValue", "sync.OnceValues",
	"reflect.TypeFor", "strings.NewReplacer", "time.FixedZone",
}

// computed are the variables that a call gives their value, "file:name", each with its reason.
var computed = map[string]string{
	"sla/calendar.go:firstInstant": "a constant the compiler cannot fold",
	"sla/calendar.go:lastInstant":  "a constant the compiler cannot fold",
	"sla/workday.go:firstDay":      "a constant the compiler cannot fold",
	"sla/workday.go:lastDay":       "a constant the compiler cannot fold",
}

// state lists the package-level variables of library code that hold state or do work when the package
// is imported: without a value, with one that is computed, or written to later. Tables, sentinel
// errors and embedded files pass. So does no func init.
func state(files []code) (faults []string) {
	written := make(map[string]bool) // package:name
	for _, c := range files {
		c.writes(func(name string) { written[path.Dir(c.path)+":"+name] = true })
	}
	for _, c := range files {
		if slices.ContainsFunc(noLibrary, func(dir string) bool { return within(c.path, dir) }) {
			continue
		}
		for _, decl := range c.file.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Name.Name == "init" {
					faults = append(faults, fmt.Sprintf("%s:%d: init does work at import", c.path, c.line(d.Pos())))
				}
			case *ast.GenDecl:
				faults = append(faults, c.globals(d, written)...)
			}
		}
	}
	return faults
}

// globals lists the variables of one declaration that are state.
func (c code) globals(d *ast.GenDecl, written map[string]bool) (faults []string) {
	for _, spec := range d.Specs {
		s, ok := spec.(*ast.ValueSpec)
		if !ok || d.Tok != token.VAR || embedded(d, s) {
			continue
		}
		for i, name := range s.Names {
			why := ""
			switch {
			case name.Name == "_":
			case i >= len(s.Values):
				why = "has no value yet"
			case !cheap(s.Values[i]) && computed[c.path+":"+name.Name] == "":
				why = "is computed at import"
			case written[path.Dir(c.path)+":"+name.Name]:
				why = "is written to"
			}
			if why != "" {
				faults = append(faults, fmt.Sprintf("%s:%d: %s %s", c.path, c.line(name.Pos()), name.Name, why))
			}
		}
	}
	return faults
}

// embedded reports whether the compiler fills a variable from a file.
func embedded(d *ast.GenDecl, s *ast.ValueSpec) bool {
	for _, doc := range []*ast.CommentGroup{d.Doc, s.Doc} {
		if doc == nil {
			continue
		}
		if slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") }) {
			return true
		}
	}
	return false
}

// cheap reports whether a value costs nothing at import.
func cheap(value ast.Expr) bool {
	sound := true
	ast.Inspect(value, func(n ast.Node) bool {
		switch e := n.(type) {
		case *ast.FuncLit:
			return false // runs later
		case *ast.CallExpr:
			sound = sound && slices.Contains(cheapCalls, called(e.Fun))
		}
		return sound
	})
	return sound
}

// called names the function of a call as it is written.
func called(fun ast.Expr) string {
	switch f := fun.(type) {
	case *ast.SelectorExpr:
		return fmt.Sprintf("%s.%s", f.X, f.Sel.Name)
	case *ast.IndexExpr:
		return called(f.X)
	}
	return ""
}

// writes names every variable a file assigns to, whole or in part, or takes the address of. Names of
// locals are among them; a local of the same name as a table is worth another name.
func (c code) writes(found func(name string)) {
	target := func(e ast.Expr) {
		for {
			switch x := e.(type) {
			case *ast.IndexExpr:
				e = x.X
			case *ast.SelectorExpr:
				e = x.X
			case *ast.Ident:
				found(x.Name)
				return
			default:
				return
			}
		}
	}
	ast.Inspect(c.file, func(n ast.Node) bool {
		switch s := n.(type) {
		case *ast.AssignStmt:
			if s.Tok != token.DEFINE {
				for _, left := range s.Lhs {
					target(left)
				}
			}
		case *ast.IncDecStmt:
			target(s.X)
		}
		return true
	})
}

func TestLibraryKeepsNoGlobalState(t *testing.T) {
	nothingWrong(t, state(parsed(t, repository(t))))
}

func TestGuardSeesGlobalState(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"a cache", "var cache = map[string]int{}\nfunc f() { cache[`a`] = 1 }", []string{"p/a.go:2: cache is written to"}},
		{"a counter", "var n = 0\nfunc f() { n++ }", []string{"p/a.go:2: n is written to"}},
		{"a field of a global", "var c = config{}\nfunc f() { c.a.b = 1 }", []string{"p/a.go:2: c is written to"}},
		{"a variable without a value", "var mu sync.Mutex", []string{"p/a.go:2: mu has no value yet"}},
		{"work at import", "var re = regexp.MustCompile(`a`)", []string{"p/a.go:2: re is computed at import"}},
		{"work inside a table", "var t = []int{build()}", []string{"p/a.go:2: t is computed at import"}},
		{"init", "func init() {}", []string{"p/a.go:2: init does work at import"}},
		{"a table is fine", "var days = [...]string{`mon`, `tue`}", nil},
		{"a sentinel error is fine", "var ErrGone = errors.New(`gone`)", nil},
		{"a table built at first use is fine", "var t = sync.OnceValue(func() int { return build() })", nil},
		{"an assertion is fine", "var _ Store = (*store)(nil)", nil},
		{"an embedded file is fine", "//go:embed a.json\nvar data []byte", nil},
		{"a constant is fine", "const n = 1", nil},
		{"a method called init is fine", "func (d *desk) init() {}", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			files := parsed(t, []source{{"p/a.go", []byte("package p\n" + c.text)}})
			assert.Equal(t, c.want, state(files))
		})
	}
}
