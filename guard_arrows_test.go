package redress_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// module is the path of the root module; the guards name packages without it.
const module = "github.com/redress-go/redress"

// listed is what go list says about a package.
type listed struct {
	ImportPath string
	Standard   bool
	Imports    []string
	Deps       []string
}

// list asks go list for every package of the root module. Nested modules have arrows of their own.
func list(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Standard,Imports,Deps", "./...").Output()
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		require.NoError(t, err, string(failed.Stderr))
	}
	require.NoError(t, err)
	var all []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			require.NoError(t, err)
		}
		all = append(all, p)
	}
}

// arrow says what the packages below a path may import besides the standard library, packages below
// the same path included.
type arrow struct {
	from string   // a package and everything below it; the longest match counts
	to   []string // what it may import, and everything below that; a name ending in "!" means that package alone
}

const (
	looplab = "github.com/looplab/fsm"
	zerolog = "github.com/rs/zerolog"
	clock   = "github.com/benbjohnson/clock"
	testify = "github.com/stretchr/testify"
	rapid   = "pgregory.net/rapid"
)

// arrows is the map of the repository: one way only, and what every package rests on. A new package
// needs a line here, which is the moment to think about where it belongs.
var arrows = []arrow{
	{"", nil},
	{"sla", []string{"sla"}},
	{"classify", []string{"classify"}},
	{"survey", []string{"survey"}},
	{"complaint/internal/fsm", []string{looplab}},
	{"complaint/internal/canon", nil},
	{"complaint/internal/chain", nil},
	{"complaint/playbook", []string{"complaint/playbook", "sla", "classify", "survey"}},
	{"complaint/preset", []string{"complaint/preset", "complaint/playbook", "sla", "classify", "survey"}},
	{"complaint/preset/law", []string{"complaint/preset/law", "complaint/playbook", "sla", "classify", "survey"}},
	{"complaint", []string{"complaint/internal", "complaint/playbook", "sla", "classify", "survey", zerolog, clock}},
	{"complaint/memstore", []string{"complaint/memstore", "complaint!", "complaint/playbook", "sla", "classify", "survey"}},
	{"complaint/sqlstore", []string{"complaint/sqlstore", "complaint!", "complaint/playbook", "sla", "classify", "survey"}},
	{"complaint/report", []string{"complaint/report", "complaint!", "complaint/playbook", "sla", "classify", "survey"}},
	{"complaint/storetest", []string{"complaint/storetest", "complaint!", "complaint/playbook", "sla", "classify", "survey", testify, rapid, clock}},
	{"complaint/complainttest", []string{"complaint", "sla", "classify", "survey", testify, rapid, clock}},
}

// wrongArrows lists the imports that point the wrong way.
func wrongArrows(packages []listed) (faults []string) {
	for _, p := range packages {
		name := short(p.ImportPath)
		rule, ok := ruleOf(name)
		if !ok {
			faults = append(faults, name+": has no line in arrows")
			continue
		}
		for _, imported := range p.Imports {
			if !allowed(rule, short(imported)) {
				faults = append(faults, fmt.Sprintf("%s: must not import %s", name, short(imported)))
			}
		}
	}
	return faults
}

// short is an import path without the module.
func short(path string) string {
	if path == module {
		return ""
	}
	return strings.TrimPrefix(path, module+"/")
}

// within reports whether a package is another one or below it.
func within(name, top string) bool {
	return name == top || top != "" && strings.HasPrefix(name, top+"/")
}

// ruleOf finds the longest line that covers a package. The line of complaint covers that package
// alone: what is below it is no part of it.
func ruleOf(name string) (rule arrow, ok bool) {
	for _, a := range arrows {
		covers := within(name, a.from) && (a.from != "complaint" || name == "complaint")
		if covers && (!ok || len(a.from) > len(rule.from)) {
			rule, ok = a, true
		}
	}
	return rule, ok
}

// allowed reports whether a package may import another one.
func allowed(rule arrow, imported string) bool {
	if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") && !ours(imported) {
		return true
	}
	return slices.ContainsFunc(rule.to, func(to string) bool {
		alone, only := strings.CutSuffix(to, "!")
		return imported == alone || !only && within(imported, to)
	})
}

// ours reports whether a short path is a package of the root module, and not of the standard library.
func ours(name string) bool {
	return slices.ContainsFunc([]string{"sla", "classify", "survey", "complaint", "examples", "benchmarks"},
		func(top string) bool { return within(name, top) }) || name == ""
}

func TestArrowsGoOneWay(t *testing.T) {
	nothingWrong(t, wrongArrows(list(t)))
}

func TestGuardSeesAWrongArrow(t *testing.T) {
	cases := []struct {
		name, from, to string
		bad            bool
	}{
		{"a leaf and its own part", "sla/cn", "sla", false},
		{"a leaf and the standard library", "sla", "time", false},
		{"a leaf and a sibling", "classify", "sla", true},
		{"a leaf and a part of a sibling", "survey", "sla/cn", true},
		{"a leaf and the engine", "sla", "complaint", true},
		{"a leaf and anything from elsewhere", "classify", zerolog, true},
		{"a playbook and a leaf", "complaint/playbook", "classify", false},
		{"a playbook and the engine", "complaint/playbook", "complaint", true},
		{"a preset and a playbook", "complaint/preset", "complaint/playbook", false},
		{"a preset and the engine", "complaint/preset", "complaint", true},
		{"a preset and the machine", "complaint/preset", "complaint/internal/fsm", true},
		{"the law and the presets that use it", "complaint/preset/law", "complaint/preset", true},
		{"the engine and a playbook", "complaint", "complaint/playbook", false},
		{"the engine and its machine", "complaint", "complaint/internal/fsm", false},
		{"the engine and looplab itself", "complaint", looplab, true},
		{"the engine and a store", "complaint", "complaint/memstore", true},
		{"the engine and a report", "complaint", "complaint/report", true},
		{"the engine and a preset", "complaint", "complaint/preset", true},
		{"a store and the engine", "complaint/memstore", "complaint", false},
		{"a store and the other store", "complaint/memstore", "complaint/sqlstore", true},
		{"a store and a driver", "complaint/sqlstore", "modernc.org/sqlite", true},
		{"a store and a preset", "complaint/sqlstore", "complaint/preset", true},
		{"the suite and testify", "complaint/storetest", testify + "/require", false},
		{"the suite and one store", "complaint/storetest", "complaint/memstore", true},
		{"the machine and looplab", "complaint/internal/fsm", looplab, false},
		{"the chain and the engine", "complaint/internal/chain", "complaint", true},
		{"a package nobody thought about", "complaint/stuff", "time", true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			to := c.to
			if ours(to) {
				to = module + "/" + to
			}
			faults := wrongArrows([]listed{{ImportPath: module + "/" + c.from, Imports: []string{to}}})
			assert.Equal(t, c.bad, len(faults) > 0, "%v", faults)
		})
	}
}

// testOnly reports whether a package belongs to tests and must not be linked into a host.
func testOnly(path string) bool {
	return within(path, "testing") || within(path, testify) || within(path, rapid)
}

// testPackages are made for tests, and may link what tests link.
var testPackages = []string{"complaint/storetest", "complaint/complainttest"}

// linkedTests lists the production packages that link packages of tests, however far away.
func linkedTests(packages []listed) (faults []string) {
	for _, p := range packages {
		name := short(p.ImportPath)
		if slices.ContainsFunc(testPackages, func(top string) bool { return within(name, top) }) {
			continue
		}
		for _, dep := range p.Deps {
			if testOnly(dep) {
				faults = append(faults, fmt.Sprintf("%s: links %s", name, dep))
			}
		}
	}
	return faults
}

func TestProductionLinksNoTests(t *testing.T) {
	nothingWrong(t, linkedTests(list(t)))
}

func TestGuardSeesLinkedTests(t *testing.T) {
	faults := linkedTests([]listed{
		{ImportPath: module + "/sla", Deps: []string{"time", "testing/synctest"}},
		{ImportPath: module + "/survey", Deps: []string{"math", testify + "/assert", rapid, "testing"}},
		{ImportPath: module + "/complaint/storetest", Deps: []string{"testing", testify + "/require"}},
		{ImportPath: module + "/classify", Deps: []string{"testingx"}},
	})
	assert.Equal(t, []string{
		"sla: links testing/synctest",
		"survey: links " + testify + "/assert", "survey: links " + rapid, "survey: links testing",
	}, faults)
}
