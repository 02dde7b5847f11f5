package main

import (
	"bytes"
	"encoding/csv"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/memstore"
)

func TestFlags(t *testing.T) {
	o, err := parse([]string{"-db", "x.db", "-days", "3", "-seed", "9", "-lang", "en", "-input", "in.csv", "-ack", "3"}, io.Discard)
	require.NoError(t, err)
	assert.Equal(t, options{db: "x.db", input: "in.csv", lang: "en", ack: "3", days: 3, seed: 9}, o)
	for name, args := range map[string][]string{
		"an unknown language": {"-lang", "fr"}, "days that are none": {"-days", "-1"}, "an argument": {"now"}, "an unknown flag": {"-x"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parse(args, io.Discard)
			require.Error(t, err)
		})
	}
	_, err = parse([]string{"-h"}, io.Discard)
	require.ErrorIs(t, err, flag.ErrHelp)
}

func TestAckGoesToAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ack")
	w, err := openAck(path)
	require.NoError(t, err)
	_, err = w.Write([]byte("x\n"))
	require.NoError(t, err)
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "x\n", string(got))
	none, err := openAck("")
	require.NoError(t, err)
	assert.Nil(t, none)
}

// The whole program on a file: a few days, both outputs, and the ledger beside the database.
func TestRunLeavesADatabaseAndALedger(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "hotel.db")
	var out, progress bytes.Buffer
	require.NoError(t, run(t.Context(), []string{"-db", db, "-days", "2"}, &out, &progress))
	for _, want := range []string{"## 案件一览", "## 一案全录", "## 时限", "## 审批", "## 回访", "## 月度小结", "核验通过", "第 61 行（g060）", "HT2610-0001"} {
		assert.Contains(t, out.String(), want)
	}
	assert.Contains(t, progress.String(), "10-01")
	assert.FileExists(t, db)
	first := ledgerOf(t, dir)

	out.Reset()
	require.NoError(t, run(t.Context(), []string{"-db", db, "-days", "2", "-lang", "en"}, &out, io.Discard))
	assert.Contains(t, out.String(), "were known from before")
	assert.NotContains(t, out.String(), "not as planned")
	second := ledgerOf(t, dir)
	assert.Greater(t, len(second), len(first), "the second run goes on")
}

// ledgerOf reads ledger.csv: every case's entries run from 1 without a gap, and each names the hash of the one before.
func ledgerOf(t *testing.T, dir string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "ledger.csv"))
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	last := map[string][]string{}
	for _, r := range rows[1:] {
		if before := last[r[1]]; before != nil {
			assert.Equal(t, before[11], r[10], "%s %s", r[0], r[2])
			n, _ := strconv.Atoi(before[2])
			assert.Equal(t, strconv.Itoa(n+1), r[2])
		} else {
			assert.Equal(t, "1", r[2])
		}
		last[r[1]] = r
	}
	return rows
}

// Neither the report nor the ledger holds a name, a phone number or a word of a guest.
func TestOutputHoldsNoPersonalData(t *testing.T) {
	s := whole(t, 1)
	h, err := gather(t.Context(), s.desk, s.clock.Now())
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "ledger.csv")
	require.NoError(t, writeLedger(path, h, s.cast.zone))
	ledger, err := os.ReadFile(path)
	require.NoError(t, err)
	for _, lang := range []string{"zh", "en"} {
		var out bytes.Buffer
		copied := *s
		copied.lang = lang
		require.NoError(t, (&report{session: &copied, tongue: tongue(lang), history: h, w: &out}).print(t.Context(), path))
		text := out.String() + string(ledger)
		for _, r := range s.month.rows {
			if r.Phone != "" && strings.Contains(text, r.Phone) || len(r.Name) > 6 && strings.Contains(text, r.Name) {
				t.Errorf("%s: the output names %s", lang, r.Key)
			}
			if strings.Contains(text, r.Text) {
				t.Errorf("%s: the output quotes %s", lang, r.Key)
			}
		}
	}
}

func TestReportOfAnEmptyDay(t *testing.T) {
	s := playedOn(t, memstore.New(), options{seed: 1, days: 1})
	h, err := gather(t.Context(), s.desk, s.clock.Now())
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, (&report{session: s, tongue: "zh", history: h, w: &out}).print(t.Context(), "ledger.csv"))
	assert.Contains(t, out.String(), "在库 0 案")
}

func TestLedgerIsWholeOrNotThere(t *testing.T) {
	err := writeLedger(filepath.Join(t.TempDir(), "nowhere", "ledger.csv"), &history{}, time.UTC)
	var missing *os.PathError
	require.ErrorAs(t, err, &missing)
}

func TestSpansReadInTwoUnits(t *testing.T) {
	for want, d := range map[string]time.Duration{
		"4m07s": 4*time.Minute + 7*time.Second, "-1h05m": -65 * time.Minute, "47h59m": 48*time.Hour - time.Minute, "2d03h": 51 * time.Hour, "0m00s": 0,
	} {
		assert.Equal(t, want, span(d))
	}
}
