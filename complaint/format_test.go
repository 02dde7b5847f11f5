package complaint_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

var update = flag.Bool("update", false, "write golden files")

// xorSealer is a test cipher with a key in front of each box. It is no encryption.
type xorSealer struct {
	key  byte
	keys []byte
}

func (s *xorSealer) Seal(plain []byte) ([]byte, error) {
	box := append([]byte{s.key}, plain...)
	for i := range plain {
		box[i+1] ^= s.key
	}
	return box, nil
}

func (s *xorSealer) Open(box []byte) ([]byte, error) {
	if len(box) == 0 || !slices.Contains(s.keys, box[0]) {
		return nil, complaint.ErrKeyDestroyed
	}
	plain := slices.Clone(box[1:])
	for i := range plain {
		plain[i] ^= box[0]
	}
	return plain, nil
}

// golden compares records with a file of the release that first wrote them. The file is never rewritten in place: a new
// format gets a new file, and the old one must still fold and verify.
func golden(t *testing.T, name string, records []complaint.Record) {
	t.Helper()
	path := filepath.Join("testdata", "ledgers", name+".json")
	got, err := json.MarshalIndent(records, "", " ")
	require.NoError(t, err)
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, append(got, '\n'), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(bytes.TrimSpace(want)), string(got), "the bytes of %s have changed", name)
}

// export returns the records of a case after proving them.
func (b *bench) export(id complaint.CaseID) []complaint.Record {
	b.Helper()
	b.verify(id)
	records, err := b.desk.Export(b.ctx, boss, id)
	require.NoError(b, err)
	folded, _, err := complaint.ReadExport(records)
	require.NoError(b, err)
	stored, err := b.desk.Case(b.ctx, boss, id)
	require.NoError(b, err)
	want, err := complaint.EncodeCase(stored)
	require.NoError(b, err)
	got, err := complaint.EncodeCase(folded)
	require.NoError(b, err)
	require.JSONEq(b, string(want), string(got))
	return records
}

func TestFormatMergeOfTwoCases(t *testing.T) {
	b := setup(t)
	first := b.register(guest())
	in := guest()
	in.Complainant.Phone, in.Place = "13800000002", "1210"
	b.clock.Add(time.Minute)
	second := b.register(in)
	b.clock.Add(time.Minute)

	second = b.do(clerk, second, complaint.Merge{Into: first.ID})
	require.Equal(t, complaint.Merged, second.State)
	require.Equal(t, first.ID, second.MergedInto)
	require.Zero(t, second.Wake, "nothing of a merged case fires")
	due := first.Due("resolve")
	first, err := b.desk.Case(b.ctx, boss, first.ID)
	require.NoError(t, err)
	require.Equal(t, due, first.Due("resolve"), "the case merged into keeps its own due")
	require.Equal(t, []complaint.Link{{Kind: "merged-from", Case: second.ID, People: 1}}, first.Links)

	b.clock.Add(48 * time.Hour)
	require.Equal(t, 1, b.sweep().Cases, "only the case merged into is swept")
	golden(t, "merge-source", b.export(second.ID))
	golden(t, "merge-target", b.export(first.ID))
}

func TestFormatErasureOfABox(t *testing.T) {
	b := setup(t)
	c := b.register(guest())
	c = b.do(clerk, c, complaint.Note{Text: "客人情绪激动"}, complaint.Correct{Complainant: complaint.Person{Name: "王伟"}})
	details, err := b.desk.Details(b.ctx, manager, c.ID)
	require.NoError(t, err)
	require.Equal(t, "王伟", details.Complainant.Name)
	require.Equal(t, "13800000001", details.Complainant.Phone)

	_, err = b.desk.Do(b.ctx, boss, c.ID, complaint.Erase{})
	require.ErrorIs(t, err, complaint.ErrNotAllowed, "an open case is not erased")
	c = b.do(clerk, c, complaint.Withdraw{})
	c = b.do(boss, c, complaint.LegalHold{On: true})
	_, err = b.desk.Do(b.ctx, boss, c.ID, complaint.Erase{})
	require.ErrorIs(t, err, complaint.ErrNotAllowed, "a legal hold keeps the boxes")
	c = b.do(boss, c, complaint.LegalHold{}, complaint.Erase{})

	require.Empty(t, c.Sealed)
	require.True(t, c.Erased)
	details, err = b.desk.Details(b.ctx, manager, c.ID)
	require.NoError(t, err)
	require.Equal(t, complaint.Details{Erased: true}, details)
	for _, r := range b.export(c.ID) {
		require.NotContains(t, string(r.Public)+string(r.Box), "王")
	}
	golden(t, "erasure", b.export(c.ID))
}

func TestFormatBackdatedStopRestoresABreach(t *testing.T) {
	b := setup(t)
	c := b.investigated(b.register(guest()))
	b.clock.Set(time.Date(2026, 3, 4, 11, 0, 0, 0, time.UTC)) // 19:00: an hour past the due
	b.sweep()
	c, err := b.desk.Case(b.ctx, boss, c.ID)
	require.NoError(t, err)
	require.Equal(t, sla.Breached, c.Timers("resolve")[0].Verdict)
	require.Equal(t, 1, c.Level)

	// It had been resolved in time, and only entered late.
	res, err := b.desk.Submit(b.ctx, complaint.Request{
		Actor: worker, Case: c.ID, Command: complaint.Resolve{Outcome: "explained"}, At: time.Date(2026, 3, 4, 9, 30, 0, 0, time.UTC),
	})
	require.NoError(t, err)
	require.Equal(t, sla.Met, res.Case.Timers("resolve")[0].Verdict)
	entries := b.ledger(c.ID)
	last := entries[len(entries)-1]
	require.Equal(t, []string{"resolve/breach"}, restored(last), "the breach stays in the ledger, and so does its restoration")
	require.True(t, last.Effective.Before(last.Recorded))
	golden(t, "restored", b.export(c.ID))
}

// restored lists the steps an entry restores.
func restored(e *complaint.Entry) []string {
	var out []string
	for _, fx := range e.Effects {
		if s, ok := fx.(complaint.SteppedEffect); ok && s.Restored {
			out = append(out, s.Target+"/"+s.Step)
		}
	}
	return out
}

func TestFormatResealWithAnotherKey(t *testing.T) {
	sealer := &xorSealer{key: 7, keys: []byte{7, 9}}
	b := setup(t, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Sealer = sealer })
	c := b.register(guest())
	c = b.do(clerk, c, complaint.Note{Text: "回电两次"})
	for _, r := range b.export(c.ID) {
		require.NotContains(t, string(r.Box), "王先生", "boxes are not in clear")
	}
	sealer.key = 9
	c = b.do(boss, c, complaint.Reseal{})
	sealer.keys = []byte{9} // the old key is destroyed
	details, err := b.desk.Details(b.ctx, manager, c.ID)
	require.NoError(t, err)
	require.Equal(t, "王先生", details.Complainant.Name)
	golden(t, "reseal", b.export(c.ID))

	// A box sealed again, then erased, may be missing.
	c = b.do(clerk, c, complaint.Withdraw{})
	b.do(boss, c, complaint.Erase{})
	golden(t, "reseal-erased", b.export(c.ID))
}

func TestFormatPlaybookChangedUnderARunningCase(t *testing.T) {
	store := memstore.New()
	b := setupOn(t, store)
	c := b.register(guest())
	due := c.Due("resolve")

	second := house()
	second.Version = "2"
	second.Targets[1].Terms = []sla.Choice{{Term: sla.Term{Span: sla.BusinessHours(24)}}}
	b2 := setupOn(t, store, func(cfg *complaint.Config, pb *playbook.Playbook) {
		*pb = *second
		cfg.Clock = b.clock
		cfg.Rand = newSeeded(2)
	})
	b.clock.Add(time.Hour)
	c = b2.do(clerk, c, complaint.Respond{})
	require.Equal(t, "1", c.Playbook.Version, "a case stays with the version it was registered under, although no code has it any more")
	require.Equal(t, due, c.Due("resolve"))

	c = b2.do(boss, c, complaint.AdoptPlaybook{Version: "2"})
	require.Equal(t, "2", c.Playbook.Version)
	require.Equal(t, "2026-03-06 18:00", c.Due("resolve").In(shanghai).Format("2006-01-02 15:04"), "24 business hours from receipt")
	golden(t, "adopt", b2.export(c.ID))

	changed := house()
	changed.MaxReturns = 5
	_, err := complaint.Open(t.Context(), store, nil, changed)
	require.ErrorIs(t, err, complaint.ErrConflict, "the same version with another content")
}

func TestFormatTwoDesksOnOneStore(t *testing.T) {
	store := memstore.New()
	one := setupOn(t, store)
	two := setupOn(t, store, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Clock = one.clock; cfg.Rand = newSeeded(2) })
	c := one.register(guest())
	one.clock.Add(time.Minute)
	c = two.do(clerk, c, complaint.Assess{})
	c = one.do(clerk, c, complaint.Dispatch{Unit: "rooms"})
	one.clock.Add(72 * time.Hour)
	first, second := one.sweep(), two.sweep()
	require.Positive(t, first.Steps)
	require.Zero(t, second.Steps, "what one desk has recorded the other does not record again")
	other := two.register(guest())
	require.Equal(t, c.ID, other.ID, "the same complaint while it is handled is a reminder, on whichever desk")
	golden(t, "two-desks", two.export(c.ID))
}

// TestGoldenLedgersOfEveryRelease folds and verifies every ledger that any release has written.
func TestGoldenLedgersOfEveryRelease(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "ledgers", "*.json"))
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 8)
	for _, format := range []string{"first", "second"} { // the second has no nonces yet
		old, err := filepath.Glob(filepath.Join("testdata", "ledgers", format, "*.json"))
		require.NoError(t, err)
		require.Len(t, old, 8, "the ledgers of the %s format stay readable", format)
		files = append(files, old...)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		require.NoError(t, err)
		var records []complaint.Record
		require.NoError(t, json.Unmarshal(data, &records), f)
		c, entries, err := complaint.ReadExport(records)
		require.NoError(t, err, f)
		require.Equal(t, int64(len(entries)), c.Version, f)

		broken := slices.Clone(records)
		broken[0].Public = bytes.Replace(broken[0].Public, []byte("1208"), []byte("1209"), 1)
		if !bytes.Equal(broken[0].Public, records[0].Public) {
			_, _, err = complaint.ReadExport(broken)
			require.Error(t, err, "%s: one changed byte is found", f)
		}
	}
}
