package redress_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// code is one parsed Go file.
type code struct {
	path string
	fset *token.FileSet
	file *ast.File
}

// parsed parses the Go files among the sources, tests aside.
func parsed(t *testing.T, files []source) (all []code) {
	t.Helper()
	for _, f := range files {
		if f.isGo() && !f.isTest() {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, f.path, f.text, parser.ParseComments|parser.SkipObjectResolution)
			require.NoError(t, err)
			all = append(all, code{f.path, fset, file})
		}
	}
	return all
}

// undocumented lists what is exported and has no comment: packages, functions, methods of exported
// types, types, constants, variables, fields and interface methods. A comment on a const or var group
// covers the group; one on a struct type or a field covers the fields on the lines right below it, up
// to a blank line; a method of an interface has its own, unless it is the only one.
func undocumented(files []code) (faults []string) {
	documented := make(map[string]bool)
	var packages []string
	for _, c := range files {
		pkg := path.Dir(c.path)
		if !slices.Contains(packages, pkg) {
			packages = append(packages, pkg)
		}
		documented[pkg] = documented[pkg] || c.file.Doc != nil
		for _, decl := range c.file.Decls {
			faults = append(faults, c.declaration(decl)...)
		}
	}
	for _, pkg := range packages {
		if !documented[pkg] {
			faults = append(faults, pkg+": the package has no comment")
		}
	}
	return faults
}

// declaration lists what is exported without a comment in one declaration.
func (c code) declaration(decl ast.Decl) (faults []string) {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) {
			faults = append(faults, c.fault(d.Name))
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				faults = append(faults, c.typeSpec(s, d.Doc != nil && !d.Lparen.IsValid())...)
			case *ast.ValueSpec:
				faults = append(faults, c.names(s.Names, d.Doc != nil || s.Doc != nil || s.Comment != nil)...)
			}
		}
	}
	return faults
}

// exportedReceiver reports whether a function is none of an unexported type.
func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	kind := d.Recv.List[0].Type
	for {
		switch k := kind.(type) {
		case *ast.StarExpr:
			kind = k.X
		case *ast.IndexExpr:
			kind = k.X
		case *ast.IndexListExpr:
			kind = k.X
		case *ast.Ident:
			return k.IsExported()
		default:
			return true
		}
	}
}

// typeSpec lists what is exported without a comment in one type.
func (c code) typeSpec(s *ast.TypeSpec, covered bool) (faults []string) {
	if !s.Name.IsExported() {
		return nil
	}
	faults = c.names([]*ast.Ident{s.Name}, covered || s.Doc != nil || s.Comment != nil)
	switch kind := s.Type.(type) {
	case *ast.StructType:
		faults = append(faults, c.fields(kind.Fields)...)
	case *ast.InterfaceType:
		for _, m := range kind.Methods.List {
			only := len(kind.Methods.List) == 1
			faults = append(faults, c.names(m.Names, only || m.Doc != nil || m.Comment != nil)...)
		}
	}
	return faults
}

// fields lists the exported fields that have no comment and stand below no commented line.
func (c code) fields(list *ast.FieldList) (faults []string) {
	covered, last := true, c.line(list.Opening)
	for _, f := range list.List {
		covered = f.Doc != nil || f.Comment != nil || covered && c.line(f.Pos()) <= last+1
		last = c.line(f.End())
		faults = append(faults, c.names(f.Names, covered)...)
		if inner, ok := f.Type.(*ast.StructType); ok {
			faults = append(faults, c.fields(inner.Fields)...)
		}
	}
	return faults
}

// line is the line of a position.
func (c code) line(pos token.Pos) int { return c.fset.Position(pos).Line }

// names lists the exported names, unless a comment covers them.
func (c code) names(names []*ast.Ident, covered bool) (faults []string) {
	for _, name := range names {
		if name.IsExported() && !covered {
			faults = append(faults, c.fault(name))
		}
	}
	return faults
}

// fault says that a name has no comment.
func (c code) fault(name *ast.Ident) string {
	return fmt.Sprintf("%s:%d: %s has no comment", c.path, c.line(name.Pos()), name.Name)
}

func TestEverythingExportedIsDocumented(t *testing.T) {
	nothingWrong(t, undocumented(parsed(t, repository(t))))
}

func TestGuardSeesMissingComments(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"a function", "// Package a is.\npackage a\nfunc Open() {}", []string{"a/a.go:3: Open has no comment"}},
		{"a package", "package a", []string{"a: the package has no comment"}},
		{"a method of an exported type", "// Package a is.\npackage a\nfunc (d *Desk[T]) Open() {}", []string{"a/a.go:3: Open has no comment"}},
		{"a method of an unexported type is fine", "// Package a is.\npackage a\nfunc (d *desk) Open() {}", nil},
		{"a type", "// Package a is.\npackage a\ntype Desk int", []string{"a/a.go:3: Desk has no comment"}},
		{"a type in a group, which has a comment", "// Package a is.\npackage a\n// Both.\ntype (\nDesk int\n)", []string{"a/a.go:5: Desk has no comment"}},
		{"a constant", "// Package a is.\npackage a\nconst Open, shut = 1, 2", []string{"a/a.go:3: Open has no comment"}},
		{"a group of constants with a comment is fine", "// Package a is.\npackage a\n// States.\nconst (\nOpen = 1\nShut = 2\n)", nil},
		{"a variable with a comment behind it is fine", "// Package a is.\npackage a\nvar Open = 1 // the state", nil},
		{
			"the comment of a type covers the fields right below it, no blank line between",
			"// Package a is.\npackage a\n// Desk is.\ntype Desk struct {\nName string\nRoom string\n\nID int\n}",
			[]string{"a/a.go:8: ID has no comment"},
		},
		{
			"a commented line covers the fields right below it, no blank line between",
			"// Package a is.\npackage a\n// Desk is.\ntype Desk struct {\n\n// From and to.\nFrom int\nTo int\n\nName string\n}",
			[]string{"a/a.go:10: Name has no comment"},
		},
		{
			"a field above the commented line",
			"// Package a is.\npackage a\n// Desk is.\ntype Desk struct {\n\nFrom int\nTo int // the end\nName string\n}",
			[]string{"a/a.go:6: From has no comment"},
		},
		{"a field of an unexported type is fine", "// Package a is.\npackage a\ntype desk struct { Name string }", nil},
		{
			"a method of an interface",
			"// Package a is.\npackage a\n// Desk is.\ntype Desk interface {\n// Shut shuts.\nShut()\nOpen()\n}",
			[]string{"a/a.go:7: Open has no comment"},
		},
		{"the only method of an interface is fine", "// Package a is.\npackage a\n// Desk opens.\ntype Desk interface {\nOpen()\n}", nil},
		{
			"a field of a struct within",
			"// Package a is.\npackage a\n// Desk is.\ntype Desk struct {\n// In is.\nIn struct {\n\nX int\n}\n}",
			[]string{"a/a.go:8: X has no comment"},
		},
		{"an embedded type is fine", "// Package a is.\npackage a\n// Desk is.\ntype Desk struct {\nOther\n}", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, undocumented(parsed(t, []source{{"a/a.go", []byte(c.text)}})))
		})
	}
}
