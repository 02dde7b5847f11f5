package main

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
)

// acked is a line that the program wrote after a command was acknowledged.
type acked struct {
	id  complaint.CaseID
	seq int64
}

// victim is a program that is killed again and again, and everything it ever acknowledged.
type victim struct {
	*testing.T
	binary string
	db     string
	byKey  map[string]acked
	byLine map[acked]string
	kills  int
}

// What was acknowledged is in the ledger, once, whenever the program dies; and the month goes on as if it had not died.
func TestKilledProgramLosesAndDoublesNothing(t *testing.T) {
	kills := 50
	if testing.Short() {
		kills = 5
	}
	v := &victim{T: t, binary: build(t), db: filepath.Join(t.TempDir(), "hotel.db"), byKey: map[string]acked{}, byLine: map[acked]string{}}
	chance := rand.New(rand.NewPCG(7, 11))
	for v.kills < kills {
		how := blow{lines: 1 + chance.IntN(90), after: time.Duration(chance.IntN(8_000)) * time.Microsecond}
		if v.kills%5 == 4 { // while it opens the file and finds out where it stands
			how = blow{after: time.Duration(chance.IntN(150)) * time.Millisecond}
		}
		died := v.run(&how)
		v.check()
		if !died {
			break
		}
	}
	t.Logf("%d kills, %d commands acknowledged", v.kills, len(v.byLine))
	assert.Equal(t, kills, v.kills, "the month is long enough for every kill")
	if !testing.Short() {
		require.False(t, v.run(nil), "the last run ends by itself")
		v.check()
		v.sameAsUndisturbed()
	}
}

// build compiles the program once.
func build(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "hotel.exe")
	out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput()
	require.NoError(t, err, string(out))
	return binary
}

// blow says when the program dies: some time after so many new acknowledgements.
type blow struct {
	lines int
	after time.Duration
}

// run starts the program and kills it; without a blow it ends by itself. It reports whether it was killed.
func (v *victim) run(how *blow) (killed bool) {
	v.Helper()
	r, w, err := os.Pipe()
	require.NoError(v, err)
	cmd := exec.Command(v.binary, "-db", v.db, "-ack", "3")
	cmd.Dir = filepath.Dir(v.db)
	cmd.ExtraFiles = []*os.File{w}
	var said bytes.Buffer
	cmd.Stderr = &said
	require.NoError(v, cmd.Start())
	require.NoError(v, w.Close())
	known := len(v.byKey)
	strike := func() {
		if how != nil && len(v.byKey) == known+how.lines {
			time.AfterFunc(how.after, func() { _ = cmd.Process.Kill() })
			how = nil
		}
	}
	strike()
	for lines := bufio.NewScanner(r); lines.Scan(); strike() {
		v.line(lines.Text())
	}
	require.NoError(v, r.Close())
	if cmd.Wait() == nil {
		return false
	}
	require.Equal(v, "signal: killed", cmd.ProcessState.String(), "it died of nothing else: %s", said.String())
	v.kills++
	return true
}

// line takes in what the program acknowledged: a key means one entry for ever, and an entry has one key.
func (v *victim) line(text string) {
	v.Helper()
	var l acked
	var key string
	n, err := fmt.Sscan(text, &l.id, &l.seq, &key)
	if n != 3 || err != nil {
		require.NoError(v, err, "line %q", text)
	}
	if before, again := v.byKey[key]; again {
		require.Equal(v, before, l, "the key %s was answered with another entry", key)
	}
	if other, taken := v.byLine[l]; taken {
		require.Equal(v, other, key, "two commands were answered with one entry")
	}
	v.byKey[key], v.byLine[l] = l, key
}

// check opens the store again: every line is in the ledger, every chain is whole, and of what people did at most one
// command a kill was written without being acknowledged.
func (v *victim) check() {
	v.Helper()
	store, closer, err := openStore(v.Context(), v.db)
	require.NoError(v, err)
	defer func() { require.NoError(v, closer.Close()) }()
	staff := &cast{people: hotelStaff(), zone: time.UTC}
	desk, err := openDesk(v.Context(), store, preset.Hotel(), &fakeClock{now: begins(time.UTC)}, staff, nil)
	require.NoError(v, err)
	h, err := gather(v.Context(), desk, begins(time.UTC))
	require.NoError(v, err)
	require.Empty(v, h.faults)
	written, silent := map[acked]bool{}, 0
	h.each(func(c *complaint.Case, e *complaint.Entry) {
		l := acked{c.ID, e.Seq}
		written[l] = true
		if _, tick := e.Command.(complaint.Tick); !tick && e.From == "" && v.byLine[l] == "" {
			silent++
		}
	})
	for l, key := range v.byLine {
		require.True(v, written[l], "acknowledged and lost: %s %d %s", l.id, l.seq, key)
	}
	require.LessOrEqual(v, silent, v.kills, "entries that nobody acknowledged")
}

// sameAsUndisturbed compares the month with one that nobody interrupted.
func (v *victim) sameAsUndisturbed() {
	v.Helper()
	store, closer, err := openStore(v.Context(), v.db)
	require.NoError(v, err)
	defer func() { require.NoError(v, closer.Close()) }()
	killed := playedOn(v.T, store, options{lang: "zh", seed: 1, db: v.db})
	got := strings.Join(killed.acts(v.T), "\n")
	want := strings.Join(whole(v.T, 1).acts(v.T), "\n")
	assert.Equal(v, want, got)
}
