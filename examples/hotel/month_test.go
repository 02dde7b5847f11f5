package main

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/preset"
)

func TestProbeMonth(t *testing.T) {
	zone, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	start := time.Date(2026, 10, 1, 0, 0, 0, 0, zone)
	k := &cast{people: hotelStaff(), zone: zone}
	pb := preset.Hotel()
	f, err := os.Open("complaints.csv")
	require.NoError(t, err)
	rows, bad, err := newInput(pb, k.ids(), start).read(f)
	require.NoError(t, err)
	for _, b := range bad {
		fmt.Println(b.in("zh"))
	}
	clock := &fakeClock{now: start}
	desk, err := openDesk(t.Context(), memstore.New(), pb, clock, k, nil)
	require.NoError(t, err)
	m := newMonth(desk, clock, k, pb, 1, rows)
	require.NoError(t, m.resume(t.Context()))
	begin := time.Now()
	require.NoError(t, m.play(t.Context(), start.AddDate(0, 1, 0)))
	fmt.Println(time.Since(begin), len(m.files.all), m.tally.commands, m.tally.steps, m.tally.notices, len(m.tally.refused), m.tally.expedited, m.tally.linked)
	for _, p := range m.tally.problems {
		fmt.Println("PROBLEM", p)
	}
	st := map[string]int{}
	for _, f := range m.files.all {
		st[string(f.c.State)]++
	}
	fmt.Println(st)
	for _, r := range m.tally.refused { fmt.Println(r.at.Format("01-02 15:04"), r.number, r.who.name, r.cmd, r.err) }
}
