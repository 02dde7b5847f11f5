package kill

import (
	"os"
	"testing"
)

// asNode makes the test binary run as a node: it takes one job on its standard input and never runs a test.
const asNode = "REDRESS_KILL_NODE"

func TestMain(m *testing.M) {
	if os.Getenv(asNode) != "" {
		os.Exit(runNode(os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}
