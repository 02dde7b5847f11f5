package redress_test

import (
	"fmt"
	"go/ast"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// realTime are the functions that read the wall clock or wait on it, by import path.
var realTime = map[string][]string{
	"time":    {"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"},
	"context": {"WithTimeout", "WithTimeoutCause", "WithDeadline", "WithDeadlineCause"},
}

// mayWait are the places that may, "file:function" or "file:*", each with its reason. Everything
// else gets its time from the injected clock.
var mayWait = map[string]string{
	"complaint/run.go:*":             "Run waits for the earliest due; with a test clock nobody calls it",
	"complaint/sqlstore/pooled.go:*": "a server that does not answer is waited for, and asked again; nothing is due by it",
	"complaint/sqlstore/writer.go:*": "a log that somebody reads is emptied later; nothing is due by it",
	"complaint/commit.go:bounded":    "asking the store for an unknown outcome has to end, though the caller may be gone",
}

// noLibrary are the directories that are programs or measure time.
var noLibrary = []string{"examples", "benchmarks", "complaint/sqlstore/sqltest"}

// reading is one use of the wall clock.
type reading struct {
	place string // file:function
	text  string // file:line: call
}

// wallClock lists every use of the wall clock in library code.
func wallClock(files []code) (all []reading) {
	for _, c := range files {
		if slices.ContainsFunc(noLibrary, func(dir string) bool { return within(c.path, dir) }) {
			continue
		}
		names := c.clocks()
		for _, decl := range c.file.Decls {
			place := c.path + ":" + function(decl)
			ast.Inspect(decl, func(n ast.Node) bool {
				if call, ok := n.(*ast.SelectorExpr); ok && reads(names, call) {
					line := c.fset.Position(call.Pos()).Line
					all = append(all, reading{place, fmt.Sprintf("%s:%d: %s.%s", c.path, line, call.X, call.Sel.Name)})
				}
				return true
			})
		}
	}
	return all
}

// clocks gives the import path behind each local name of a package that knows the wall clock.
func (c code) clocks() map[string]string {
	names := make(map[string]string)
	for _, spec := range c.file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if _, knows := realTime[imported]; err != nil || !knows {
			continue
		}
		name := imported
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = imported
	}
	return names
}

// reads reports whether a selector names a function of the wall clock.
func reads(names map[string]string, call *ast.SelectorExpr) bool {
	pkg, ok := call.X.(*ast.Ident)
	return ok && slices.Contains(realTime[names[pkg.Name]], call.Sel.Name)
}

// function names a declaration: a function, a method as Type.Method, or "" outside any.
func function(decl ast.Decl) string {
	f, ok := decl.(*ast.FuncDecl)
	if !ok {
		return ""
	}
	if f.Recv == nil {
		return f.Name.Name
	}
	kind := f.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	return fmt.Sprintf("%s.%s", kind, f.Name.Name)
}

// unexplained lists the uses of the wall clock that no reason covers, the dot imports that would hide
// one, and the reasons that cover nothing any more in a file that is there.
func unexplained(files []code, reasons map[string]string) (faults []string) {
	used := make(map[string]bool)
	for _, r := range wallClock(files) {
		file, _, _ := strings.Cut(r.place, ":")
		switch {
		case reasons[r.place] != "":
			used[r.place] = true
		case reasons[file+":*"] != "":
			used[file+":*"] = true
		default:
			faults = append(faults, r.text)
		}
	}
	for _, c := range files {
		if _, hidden := c.clocks()["."]; hidden {
			faults = append(faults, c.path+": imports the clock with a dot")
		}
		for place := range reasons {
			if strings.HasPrefix(place, c.path+":") && !used[place] {
				faults = append(faults, place+": a reason for nothing")
			}
		}
	}
	return faults
}

func TestLibraryNeverReadsTheWallClock(t *testing.T) {
	nothingWrong(t, unexplained(parsed(t, repository(t)), mayWait))
}

func TestGuardSeesTheWallClock(t *testing.T) {
	cases := []struct {
		name, path, text string
		want             []string
	}{
		{"a call", "a.go", `import "time"; func f() { time.Sleep(1) }`, []string{"a.go:1: time.Sleep"}},
		{"a function passed on", "a.go", `import "time"; var now = time.Now`, []string{"a.go:1: time.Now"}},
		{"under another name", "a.go", `import t "time"; func f() { <-t.After(1) }`, []string{"a.go:1: t.After"}},
		{"with a dot", "a.go", `import . "time"; func f() { Sleep(1) }`, []string{"a.go: imports the clock with a dot"}},
		{"a context that waits", "a.go", `import "context"; func f() { context.WithTimeout(nil, 1) }`, []string{"a.go:1: context.WithTimeout"}},
		{"arithmetic is fine", "a.go", `import "time"; var d = time.Unix(0, 0).Add(time.Hour)`, nil},
		{"another Now is fine", "a.go", `type c struct{}; func (c) Now() {}; func f(time c) { time.Now() }`, nil},
		{"an example is fine", "examples/a.go", `import "time"; var now = time.Now()`, nil},
		{"a place with a reason is fine", "run.go", `import "time"; func (d *Desk) wait() { time.NewTimer(1) }`, nil},
		{"the same call elsewhere in that file", "run.go", `import "time"; func (d *Desk) wait() { time.NewTimer(1) }; func g() { time.Now() }`, []string{"run.go:1: time.Now"}},
		{"a whole file with a reason is fine", "all.go", `import "time"; func f() { time.Now() }`, nil},
		{"a reason for nothing", "run.go", `func g() {}`, []string{"run.go:Desk.wait: a reason for nothing"}},
	}
	reasons := map[string]string{"run.go:Desk.wait": "it waits", "all.go:*": "it waits", "gone.go:f": "not there yet"}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			files := parsed(t, []source{{c.path, []byte("package a; " + c.text)}})
			assert.Equal(t, c.want, unexplained(files, reasons))
		})
	}
}
