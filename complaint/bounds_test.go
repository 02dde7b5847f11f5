package complaint_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
)

// TestACaseStaysSmall repeats each thing that adds to a case until it has a thousand entries, or is refused: 64 KB.
func TestACaseStaysSmall(t *testing.T) {
	cycle := func(cmds ...complaint.Command) func(int) complaint.Command {
		return func(i int) complaint.Command { return cmds[i%len(cmds)] }
	}
	for name, next := range map[string]func(int) complaint.Command{
		"messages": cycle(complaint.Message{In: true, Kind: "question", Text: "?"}, complaint.Respond{Text: "…"}),
		"notes":    cycle(complaint.Note{Text: "x"}),
		"holds":    cycle(complaint.Hold{Reason: "complainant"}, complaint.Resume{}),
		"promises": func(i int) complaint.Command {
			return complaint.MakePromise{Due: day.Add(time.Duration(i+2) * time.Hour)}
		},
		"proposals":   cycle(complaint.Propose{Compensation: complaint.Yuan(90)}, complaint.Propose{Compensation: complaint.Yuan(9000)}),
		"transfers":   cycle(complaint.Transfer{Unit: "kitchen", Text: "x"}, complaint.Transfer{Unit: "rooms", Text: "x"}),
		"findings":    cycle(complaint.RecordFinding{Cause: "leak"}),
		"tasks":       cycle(complaint.AddTask{Code: "look"}),
		"reminders":   cycle(complaint.Expedite{}),
		"evidence":    cycle(complaint.Attach{Hash: complaint.Hash{1}}),
		"severities":  cycle(complaint.Reclassify{Judgement: complaint.Judgement{Severity: classify.Minor}, Text: "x"}, complaint.Reclassify{Judgement: complaint.Judgement{Severity: classify.Ordinary}, Text: "x"}),
		"many things": drawn,
	} {
		t.Run(name, func(t *testing.T) {
			b := setup(t)
			c := b.investigated(b.register(guest()))
			for i := range 1000 {
				b.clock.Add(time.Minute)
				if after, err := b.desk.Do(b.ctx, manager, c.ID, next(i)); err == nil {
					c = after
				} else {
					require.NotErrorIs(t, err, complaint.ErrInternal)
				}
			}
			data, err := complaint.EncodeCase(c)
			require.NoError(t, err)
			require.LessOrEqual(t, len(data), 64<<10, "after %d entries", c.Version)
			t.Logf("%d bytes after %d entries", len(data), c.Version)
			b.verify(c.ID)
		})
	}
}

// drawn is one of many things.
func drawn(i int) complaint.Command {
	all := []complaint.Command{
		complaint.MakePromise{Due: day.Add(time.Duration(i+2) * time.Hour)},
		complaint.Propose{Compensation: complaint.Yuan(9000)},
		complaint.Hold{Reason: "complainant"},
		complaint.Resume{},
		complaint.Transfer{Unit: "kitchen", Text: "x"},
		complaint.RecordFinding{Cause: "leak"},
		complaint.AddTask{Code: fmt.Sprintf("look-%d", i)},
		complaint.Transfer{Unit: "rooms", Text: "x"},
		complaint.Respond{},
		complaint.Expedite{},
	}
	return all[i%len(all)]
}
