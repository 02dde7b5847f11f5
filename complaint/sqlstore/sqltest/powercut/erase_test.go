package powercut_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
)

// secret is what a complainant said.
const secret = "the-words-of-the-complainant"

// forget registers a complaint and erases it.
func (h *house) forget(t *testing.T) {
	t.Helper()
	reg, err := h.desk.Register(t.Context(), boss(), complaint.Intake{
		Channel: "counter", Severity: classify.Ordinary, Text: secret, Complainant: complaint.Person{Name: secret},
	})
	require.NoError(t, err)
	require.True(t, h.disk.Holds(secret))
	for _, cmd := range []complaint.Command{complaint.Withdraw{}, complaint.Erase{}} {
		_, err = h.desk.Do(t.Context(), boss(), reg.Case.ID, cmd)
		require.NoError(t, err)
	}
}

// forgets waits until nothing of it is on the disk.
func (l *lab) forgets(t *testing.T) {
	t.Helper()
	require.Eventually(t, func() bool { return !l.disk.Holds(secret) }, 20*time.Second, time.Millisecond,
		"what was erased is still on the disk")
}

func TestErasedWordsLeaveTheDisk(t *testing.T) {
	l := newLab(t, 1)
	h, err := l.boot(t.Context())
	require.NoError(t, err)
	h.forget(t)
	l.forgets(t)
	h.end()
	require.Empty(t, l.book.faults)
}

func TestErasedWordsLeaveTheDiskAfterAPowerCut(t *testing.T) {
	for seed := range uint64(20) {
		l := newLab(t, seed)
		h, err := l.boot(t.Context())
		require.NoError(t, err)
		h.forget(t)
		l.disk.Cut() // the log may or may not have been emptied
		h.end()
		l.disk.PowerOn(l.chance)
		h, err = l.boot(t.Context())
		require.NoError(t, err)
		l.forgets(t)
		h.end()
		require.Empty(t, l.book.faults)
	}
}
