package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint"
)

// writeLedger writes the ledger of all cases as CSV: who did what when, what it changed, and the chain of hashes. It
// holds no personal data. The file is there whole or not at all.
func writeLedger(path string, h *history, zone *time.Location) (err error) {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".ledger-*.csv")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) //nolint:errcheck // gone already when all went well
	w := csv.NewWriter(tmp)
	_ = w.Write([]string{"number", "case", "seq", "recorded", "effective", "actor", "role", "unit", "command", "effects", "previous", "hash"})
	h.each(func(c *complaint.Case, e *complaint.Entry) {
		_ = w.Write([]string{
			c.Number, string(c.ID), strconv.FormatInt(e.Seq, 10), stampIn(e.Recorded, zone), stampIn(e.Effective, zone),
			e.Actor.ID, e.Actor.Role, e.Actor.Unit, e.Command.Name(), strings.Join(effects(e), " "), e.Prev.String(), e.Hash.String(),
		})
	})
	w.Flush()
	if err := w.Error(); err != nil {
		_ = tmp.Close()
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

func stampIn(t time.Time, zone *time.Location) string {
	return t.In(zone).Format("2006-01-02T15:04:05.000000-07:00")
}
