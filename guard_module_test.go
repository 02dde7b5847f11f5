package redress_test

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// goMod is what go mod edit -json says about a module.
type goMod struct {
	Go        string
	Toolchain string
	Require   []struct {
		Path     string
		Indirect bool
	}
	Replace []struct{ Old struct{ Path string } }
	Exclude []struct{ Path string }
}

// direct are the only modules the root module may require itself. A host that adds Redress gets
// nothing heavier: drivers, brokers and formats live in modules of their own.
var direct = []string{looplab, zerolog, clock, testify, rapid}

// floor is the oldest Go a host may have.
const floor = "1.25.0"

// impure lists what in the go.mod of the root module would be lifted onto a host.
func impure(m goMod) (faults []string) {
	if m.Go != floor {
		faults = append(faults, fmt.Sprintf("go %s, not %s", m.Go, floor))
	}
	if m.Toolchain != "" {
		faults = append(faults, "toolchain "+m.Toolchain)
	}
	for _, r := range m.Require {
		if !r.Indirect && !slices.Contains(direct, r.Path) {
			faults = append(faults, "requires "+r.Path)
		}
	}
	for _, r := range m.Replace {
		faults = append(faults, "replaces "+r.Old.Path)
	}
	for _, e := range m.Exclude {
		faults = append(faults, "excludes "+e.Path)
	}
	return faults
}

// parse reads the answer of go mod edit -json.
func parse(t *testing.T, text []byte) (m goMod) {
	t.Helper()
	require.NoError(t, json.Unmarshal(text, &m))
	return m
}

func TestRootModuleStaysPure(t *testing.T) {
	text, err := exec.Command("go", "mod", "edit", "-json", "go.mod").Output()
	require.NoError(t, err)
	nothingWrong(t, impure(parse(t, text)))
}

func TestGuardSeesAnImpureModule(t *testing.T) {
	bad := parse(t, []byte(`{
		"Go": "1.26.0", "Toolchain": "go1.26.8",
		"Require": [
			{"Path": "github.com/looplab/fsm"},
			{"Path": "modernc.org/sqlite"},
			{"Path": "golang.org/x/sys", "Indirect": true}
		],
		"Replace": [{"Old": {"Path": "github.com/rs/zerolog"}}],
		"Exclude": [{"Path": "golang.org/x/text"}]
	}`))
	assert.Equal(t, []string{
		"go 1.26.0, not 1.25.0", "toolchain go1.26.8", "requires modernc.org/sqlite",
		"replaces github.com/rs/zerolog", "excludes golang.org/x/text",
	}, impure(bad))
}
