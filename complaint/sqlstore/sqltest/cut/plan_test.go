package cut

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// closesAfter is a toxic that ends the connection after so many bytes.
func closesAfter(n int) string {
	return fmt.Sprintf(`"type":"limit_data","attributes":{"bytes":%d}`, n)
}

// silence is a toxic that lets nothing through and ends the connection after some milliseconds.
func silence(ms int) string {
	return fmt.Sprintf(`"type":"timeout","attributes":{"timeout":%d}`, ms)
}

// reset is a toxic that ends the connection at the next message, which is lost.
func reset() string { return `"type":"reset_peer","attributes":{"timeout":0}` }

// answerLost commits, and nobody is told.
func answerLost() cut {
	return cut{name: "the answer to a commit is lost", after: -1, stream: "downstream", toxic: closesAfter(0)}
}

// cuts is the plan of a run: one of each kind at a commit first, then drawn ones.
func cuts(rng *rand.Rand, n int) []cut {
	out := []cut{
		answerLost(),
		{name: "a commit is lost", after: -1, stream: "upstream", toxic: closesAfter(0)},
		{name: "half a commit arrives", after: -1, stream: "upstream", toxic: closesAfter(5)},
		{name: "a commit is answered, and then there is nobody to ask", after: -1, stream: "downstream", toxic: closesAfter(0), away: true},
		{name: "a commit is lost, and then there is nobody to ask", after: -1, stream: "upstream", toxic: closesAfter(0), away: true},
	}
	for len(out) < n {
		out = append(out, draw(rng))
	}
	return out[:n]
}

// draw draws a cut; two in three at a commit.
func draw(rng *rand.Rand) cut {
	c := cut{after: -1, stream: "downstream", away: rng.IntN(4) == 0}
	if rng.IntN(3) == 0 {
		c.after = rng.IntN(60)
	}
	if rng.IntN(2) == 0 {
		c.stream = "upstream"
	}
	switch rng.IntN(4) {
	case 0:
		c.toxic = closesAfter(0)
	case 1:
		c.toxic = closesAfter(1 + rng.IntN(16))
	case 2:
		c.toxic = silence(1 + rng.IntN(20))
	default:
		c.toxic = reset()
	}
	c.name = fmt.Sprintf("after %d, %s %s, away %t", c.after, c.stream, c.toxic, c.away)
	return c
}

// seed is REDRESS_SEED, or a new one. It is told when the test fails.
func seed(t *testing.T) *rand.Rand {
	t.Helper()
	n := rand.Uint64()
	if text := os.Getenv("REDRESS_SEED"); text != "" {
		var err error
		n, err = strconv.ParseUint(text, 10, 64)
		require.NoError(t, err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("REDRESS_SEED=%d plans these cuts again", n)
		}
	})
	return rand.New(rand.NewPCG(n, 0))
}
