package complaint_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// deed is something a person does at an instant, whatever it comes to.
type deed struct {
	at   time.Duration
	who  complaint.Actor
	what complaint.Command
	n    int // which case
}

// play does the same deeds at the same instants, sweeping in between as often as every says; zero sweeps only at the end.
func play(t require.TestingT, deeds []deed, cases int, every, until time.Duration, change ...func(*complaint.Config, *playbook.Playbook)) string {
	b := setupFor(t, change...)
	ids := make([]complaint.CaseID, cases)
	for i := range ids {
		in := guest()
		in.Complainant.Phone = fmt.Sprintf("138000001%02d", i)
		in.Severity = []classify.Severity{classify.Ordinary, classify.Major, classify.Minor}[i%3]
		reg, err := b.desk.Register(b.ctx, clerk, in)
		require.NoError(t, err)
		ids[i] = reg.Case.ID
	}
	swept := time.Duration(0)
	sweepTo := func(at time.Duration) {
		for every > 0 && swept+every <= at {
			swept += every
			b.clock.Set(day.Add(swept))
			_, err := b.desk.Sweep(b.ctx)
			require.NoError(t, err)
		}
	}
	for _, d := range deeds {
		sweepTo(d.at)
		b.clock.Set(day.Add(d.at))
		_, _ = b.desk.Do(b.ctx, d.who, ids[d.n], d.what) // a refusal is part of the play
	}
	sweepTo(until)
	b.clock.Set(day.Add(until))
	_, err := b.desk.Sweep(b.ctx)
	require.NoError(t, err)
	return b.story(t, ids)
}

// story is what the ledgers say, without what a sweep schedule may change: when it was recorded, and the hashes.
func (b *bench) story(t require.TestingT, ids []complaint.CaseID) string {
	var out strings.Builder
	for i, id := range ids {
		for e, err := range b.desk.Ledger(b.ctx, boss, id) {
			require.NoError(t, err)
			fmt.Fprintf(&out, "%d %d %s %s %+v %+v\n", i, e.Seq, e.Effective.Format(time.RFC3339Nano), e.Actor.ID, e.Command, e.Effects)
		}
		v, err := b.desk.Verify(b.ctx, id)
		require.NoError(t, err)
		require.Empty(t, v.Faults)
	}
	return out.String()
}

// setupFor is setup for a rapid run.
func setupFor(t require.TestingT, change ...func(*complaint.Config, *playbook.Playbook)) *bench {
	b := &bench{ctx: context.Background()}
	b.openHouse(t, memstore.New(), change...)
	return b
}

func drawDeeds(t *rapid.T, cases int, span time.Duration) []deed {
	people := []complaint.Actor{clerk, worker, lead, manager, boss}
	commands := []complaint.Command{
		complaint.Assess{},
		complaint.Dispatch{Unit: "rooms"},
		complaint.TakeOn{},
		complaint.Respond{},
		complaint.Acknowledge{},
		complaint.Hold{Reason: "complainant"},
		complaint.Resume{},
		complaint.Propose{Compensation: complaint.Yuan(80)},
		complaint.Propose{Compensation: complaint.Yuan(900)},
		complaint.Approve{Approval: 1},
		complaint.Offer{Proposal: 1},
		complaint.Reply{Proposal: 1, Accepted: true},
		complaint.Execute{Proposal: 1},
		complaint.Resolve{Outcome: "settled"},
		complaint.FollowUp{Reached: true, Satisfied: true},
		complaint.Reopen{Reason: "unsatisfied"},
		complaint.Withdraw{},
		complaint.Reclassify{Judgement: complaint.Judgement{Severity: classify.Major}, Text: "x"},
		complaint.Report{},
		complaint.Instruct{},
		complaint.Expedite{},
		complaint.Escalate{Text: "x"},
		complaint.Extend{Target: "resolve", Rule: "plus", Text: "x"},
		complaint.MakePromise{Due: day.Add(30 * time.Hour)},
		complaint.Transfer{Unit: "kitchen", Text: "x"},
		complaint.CompleteTask{Task: 1},
	}
	n := rapid.IntRange(0, 30).Draw(t, "deeds")
	deeds := make([]deed, n)
	at := time.Duration(0)
	for i := range deeds {
		at += time.Duration(rapid.Int64Range(0, int64(span)/int64(n)/int64(time.Second)).Draw(t, "gap")) * time.Second
		deeds[i] = deed{at, rapid.SampledFrom(people).Draw(t, "who"), rapid.SampledFrom(commands).Draw(t, "what"), rapid.IntRange(0, cases-1).Draw(t, "case")}
	}
	return deeds
}

func TestTheLedgerDoesNotDependOnTheSweepSchedule(t *testing.T) {
	const month = 30 * 24 * time.Hour
	rapid.Check(t, func(rt *rapid.T) {
		deeds := drawDeeds(rt, 3, 10*24*time.Hour)
		hourly := play(rt, deeds, 3, time.Hour, month)
		require.Equal(rt, hourly, play(rt, deeds, 3, 24*time.Hour, month), "hourly and daily")
		require.Equal(rt, hourly, play(rt, deeds, 3, 0, month), "hourly and once after a month")
	})
}

func TestStepsAreTakenOnceEachWithTheirScheduledTimes(t *testing.T) {
	b := setup(t)
	c := b.register(guest())
	b.clock.Add(30 * 24 * time.Hour)
	s := b.sweep()
	require.Equal(t, complaint.Swept{Cases: 1, Steps: 4, Next: time.Time{}}, s)
	require.Zero(t, b.sweep().Steps, "a second sweep finds nothing")
	var steps []string
	for _, e := range b.ledger(c.ID) {
		if tick, ok := e.Command.(complaint.Tick); ok {
			steps = append(steps, tick.Target+"/"+tick.Step+" "+e.Effective.In(shanghai).Format("01-02 15:04"))
		}
	}
	require.Equal(t, []string{"respond/breach 03-04 09:30", "resolve/half 03-04 14:00", "resolve/breach 03-04 18:00", "resolve/day 03-05 18:00"}, steps)
}

func TestAnActAtTheVeryInstantIsInTime(t *testing.T) {
	b := setup(t)
	c := b.register(guest())
	b.clock.Set(c.Due("respond"))
	c = b.do(clerk, c, complaint.Respond{})
	require.Equal(t, sla.Met, c.Timers("respond")[0].Verdict)
}

func TestACaseWhoseTickFailsIsSetAsideAlone(t *testing.T) {
	bad := true
	b := setup(t, func(cfg *complaint.Config, _ *playbook.Playbook) {
		cfg.Staff = func() *complaint.Staff {
			if bad {
				panic("the directory is down")
			}
			return nil
		}
	})
	bad = false
	b.register(guest())
	bad = true
	b.clock.Add(time.Hour)
	s, err := b.desk.Sweep(b.ctx)
	require.NoError(t, err)
	require.Equal(t, 1, s.Parked)
	s, err = b.desk.Sweep(b.ctx)
	require.NoError(t, err)
	require.Zero(t, s.Parked, "it is left alone until its retry time")
	bad = false
	b.clock.Add(2 * time.Minute)
	require.Equal(t, 1, b.sweep().Steps, "then it is made up")
}
