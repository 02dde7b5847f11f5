package cut

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/complaint/sqlstore/sqltest"
)

// patience is how long one step of a cut may take.
const patience = 20 * time.Second

// writers is how many requests are under way at once.
const writers = 4

// scene is a desk behind a line, and the same store without it.
type scene struct {
	*staff
	witness *witness
	direct  complaint.Store
	prefix  string
	plays   int
}

// begin opens a desk behind a line.
func begin(t *testing.T, s sqltest.Server, keys bool) *scene {
	t.Helper()
	s.Need(t)
	l, db := newLine(t, s)
	prefix := s.Prefix(t)
	w := &witness{line: l, Store: s.Store(t, db, prefix)}
	desk, err := complaint.Open(t.Context(), w, nil, preset.Hotel())
	require.NoError(t, err)
	return &scene{
		staff:   &staff{desk: desk, line: l, keys: keys, failed: make(chan error, 1)},
		witness: w, direct: s.Store(t, s.DB(t), prefix), prefix: prefix,
	}
}

// play cuts while the staff works, one cut after the other, and lets the staff finish. Each play has cases of its own.
func (s *scene) play(t *testing.T, plan []cut) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var wg sync.WaitGroup
	errs := make(chan error, writers)
	s.plays++
	shared, err := s.register(ctx, fmt.Sprintf("shared %d", s.plays))
	require.NoError(t, err)
	for i := range writers {
		own, err := s.register(ctx, fmt.Sprintf("case %d of %d", i, s.plays))
		require.NoError(t, err)
		wg.Go(func() { errs <- s.work(ctx, own, shared) })
	}
	var failure error
	for i, c := range plan {
		if failure = s.cut(c); failure != nil {
			t.Errorf("cut %d, %s: %v", i, c.name, failure)
			break
		}
	}
	require.NoError(t, s.line.mend())
	stop()
	wg.Wait()
	for range writers {
		require.NoError(t, <-errs)
	}
}

var errPatience = errors.New("nothing happened")

// cut makes one cut and mends it.
func (s *scene) cut(c cut) error {
	select {
	case <-s.failed: // of an earlier cut
	default:
	}
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case <-s.line.arm(c):
	case <-late.C:
		return errPatience
	}
	if c.away {
		select {
		case <-s.failed:
		case <-late.C:
			return errPatience
		}
	}
	return s.line.mend()
}

func TestConnectionsCutWhileCommitting(t *testing.T) {
	for _, server := range sqltest.Servers() {
		t.Run(server.Name, func(t *testing.T) {
			rng := seed(t)
			s := begin(t, server, true)
			n := sqltest.Rounds(5, 100, 5000)
			s.play(t, cuts(rng, n))

			done, undone, err := s.witness.outcomes(t.Context(), s.direct)
			require.NoError(t, err)
			assert.Positive(t, done, "a commit whose answer was lost")
			if n > 5 { // a desk that finds somebody to ask in time makes good what was lost
				assert.Positive(t, undone, "a commit that was lost for good")
			}
			v := judge(t, s.direct, s.told)
			assert.Zero(t, v.lost, "lost")
			assert.Zero(t, v.doubled, "doubled")
			assert.Zero(t, v.broken, "broken")
			t.Logf("%d cuts: %d commits without an answer were done, %d were not; %d requests in %d cases, %d sent again, %d of them were answered from their key",
				n, done, undone, v.requests, v.cases, s.again.Load(), s.replayed.Load())
		})
	}
}

// Without a key, whoever asks again after a failure that says “outcome” does it twice. The judge has to see that.
func TestWithoutAKeyAskingAgainDoubles(t *testing.T) {
	for _, server := range sqltest.Servers() {
		t.Run(server.Name, func(t *testing.T) {
			s := begin(t, server, false)
			c := answerLost()
			c.away = true
			var v verdict
			for range 10 { // the desk finds out by itself when the line is mended in time
				s.play(t, []cut{c, c, c})
				if v = judge(t, s.direct, s.told); v.doubled > 0 {
					break
				}
			}
			assert.Zero(t, v.lost)
			assert.Positive(t, v.doubled, "the judge sees what was done twice")
		})
	}
}
