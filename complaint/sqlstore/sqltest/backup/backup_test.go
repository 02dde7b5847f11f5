package backup

import (
	"os/exec"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/sqlstore/sqltest"
)

// takeWhileWriting takes a backup while others write, and returns what had been answered before it.
func takeWhileWriting(t *testing.T, p place, b *book) (restore func(t *testing.T) place, before map[complaint.CaseID]kept) {
	t.Helper()
	for range 10 {
		b.await(t, sqltest.Rounds(8, 80, 2000))
		cases, n := b.copy()
		restore := p.backup(t)
		if _, after := b.copy(); after > n {
			t.Logf("%d answers before the backup, %d during it", n, after-n)
			return restore, cases
		}
	}
	t.Fatal("nobody wrote during a backup")
	return nil, nil
}

func TestARestoredBackupIsWholeAndWorksOn(t *testing.T) {
	everywhere(t, true, func(t *testing.T, p place) {
		b := &book{cases: map[complaint.CaseID]kept{}}
		o := openOffice(t, p.open(t), morning())
		stop := o.write(t, b)
		restore, before := takeWhileWriting(t, p, b)
		b.await(t, 8)
		stop()

		again := openOffice(t, restore(t).open(t), morning())
		assert.Empty(t, missing(t, again.store, before), "answered before the backup began")
		assert.Empty(t, again.prove(t), "every stream is whole, and its fold is the state")
		restored := map[complaint.CaseID]kept{}
		for id, c := range again.all(t) {
			restored[id] = kept{c.Number, c.Version, c.Head}
		}
		assert.Empty(t, missing(t, o.store, restored), "nothing is there that was not written")
		worksOn(t, again)
	})
}

// worksOn does what a desk does all day on a restored store.
func worksOn(t *testing.T, o *office) {
	t.Helper()
	ctx := t.Context()
	numbers := map[string]bool{}
	cases := o.all(t)
	for _, c := range cases {
		numbers[c.Number] = true
	}
	known, err := o.Submit(ctx, request("w0-0"))
	require.NoError(t, err)
	assert.True(t, known.Replayed, "what was done before the backup is not done again")
	for i := range 5 {
		res, err := o.Submit(ctx, request("restored-"+string(rune('a'+i))))
		require.NoError(t, err)
		assert.False(t, numbers[res.Case.Number], "number %s is used", res.Case.Number)
		numbers[res.Case.Number] = true
	}
	for id := range cases {
		_, err := o.Do(ctx, chief(), id, complaint.Note{Text: "接着处理"})
		require.NoError(t, err)
		break
	}
	o.clock.Add(2 * 24 * time.Hour)
	swept, err := o.Sweep(ctx)
	require.NoError(t, err)
	assert.GreaterOrEqual(t, swept.Steps, len(cases), "clocks that ran before the backup go on")
	sent, err := o.Deliver(ctx, accept)
	require.NoError(t, err)
	assert.GreaterOrEqual(t, sent.Sent, len(cases), "what waited to be sent")
	assert.Empty(t, o.prove(t))
}

// A SQLite file is two: what was committed last is in the log beside it.
func TestCopyingTheFileAloneLosesWhatWasAnswered(t *testing.T) {
	p := newFile(t)
	b := &book{cases: map[complaint.CaseID]kept{}}
	o := openOffice(t, p.open(t), morning())
	require.NoError(t, o.story(t.Context(), b, "w0-0", 4))
	copied := newFile(t)
	// In a process of its own: SQLite's locks end when any file handle of the process on that file is closed.
	run(t, exec.Command(program(t, "cp"), p.path, copied.path))
	answered, _ := b.copy()
	assert.Len(t, missing(t, copied.open(t), answered), len(answered))
	assert.Empty(t, missing(t, p.backup(t)(t).open(t), answered), "unlike a backup")
}
