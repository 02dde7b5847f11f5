package complaint_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
)

func TestSixtyFourCallersOnOneCase(t *testing.T) {
	const callers, each = 64, 20
	store := memstore.New()
	one := setupOn(t, store)
	two := setupOn(t, store, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Clock = one.clock; cfg.Rand = newSeeded(2) })
	c := one.register(guest())
	var wg sync.WaitGroup
	for i := range callers {
		desk := []*complaint.Desk{one.desk, two.desk}[i%2]
		wg.Go(func() {
			for j := range each {
				_, err := desk.Do(t.Context(), clerk, c.ID, complaint.Note{Text: fmt.Sprintf("%d/%d", i, j)})
				if err != nil {
					t.Errorf("caller %d gave up: %v", i, err)
				}
			}
		})
	}
	wg.Wait()
	c, err := one.desk.Case(t.Context(), boss, c.ID)
	require.NoError(t, err)
	require.EqualValues(t, 1+callers*each, c.Version, "none lost")
	seen := map[string]int{}
	for e, err := range one.desk.LedgerWithDetails(t.Context(), boss, c.ID) {
		require.NoError(t, err)
		if n, ok := e.Command.(complaint.Note); ok {
			seen[n.Text]++
		}
	}
	require.Len(t, seen, callers*each, "each note once")
	one.verify(c.ID)
}

func TestSixtyFourCallersOnOneNumberSeries(t *testing.T) {
	const callers, each = 64, 10
	b := setup(t)
	var mu sync.Mutex
	var numbers []string
	var wg sync.WaitGroup
	for i := range callers {
		wg.Go(func() {
			for j := range each {
				in := guest()
				in.Complainant.Phone = fmt.Sprintf("139%04d%04d", i, j)
				reg, err := b.desk.Register(t.Context(), clerk, in)
				if err != nil {
					t.Errorf("caller %d gave up: %v", i, err)
					return
				}
				mu.Lock()
				numbers = append(numbers, reg.Case.Number)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	slices.Sort(numbers)
	require.Len(t, slices.Compact(numbers), callers*each, "no number twice")
	require.Equal(t, "GH2603-001", numbers[0])
	require.Equal(t, fmt.Sprintf("GH2603-%03d", callers*each), numbers[len(numbers)-1], "and no gap")
}

// tantrums makes the host's callbacks panic now and then.
type tantrums struct{ n atomic.Uint64 }

func (x *tantrums) maybe() {
	if x.n.Add(1)%97 == 0 {
		panic("callback")
	}
}

type angryClock struct {
	*handClock
	*tantrums
}

func (c angryClock) Now() time.Time { c.maybe(); return c.handClock.Now() }

type angryPicker struct{ *tantrums }

func (p angryPicker) Pick(_ *complaint.Case, _ string, people []complaint.StaffMember) string {
	p.maybe()
	return people[0].ID
}

func anyCommand(r *rand.Rand) complaint.Command {
	commands := []complaint.Command{
		complaint.Assess{},
		complaint.Dispatch{Unit: "rooms"},
		complaint.TakeOn{},
		complaint.Propose{Compensation: complaint.Yuan(int64(r.IntN(5000)))},
		complaint.Approve{Approval: 1 + r.IntN(3)},
		complaint.Deny{Approval: 1 + r.IntN(3), Text: "x"},
		complaint.Offer{Proposal: 1 + r.IntN(3)},
		complaint.Reply{Proposal: 1 + r.IntN(3), Accepted: r.IntN(2) == 0},
		complaint.Execute{Proposal: 1 + r.IntN(3)},
		complaint.Resolve{Outcome: "settled"},
		complaint.FollowUp{Reached: true, Satisfied: r.IntN(2) == 0},
		complaint.Reopen{Text: "x"},
		complaint.Close{},
		complaint.Archive{},
		complaint.Hold{Reason: "complainant"},
		complaint.Resume{},
		complaint.Expedite{},
		complaint.Note{Text: "x"},
		complaint.Tag{Add: []string{"a"}},
		complaint.Message{In: true, Kind: "question"},
		complaint.Respond{},
		complaint.Escalate{Text: "x"},
		complaint.Withdraw{},
		complaint.Reclassify{Judgement: complaint.Judgement{Severity: classify.Severity(1 + r.IntN(3))}, Text: "x"},
		complaint.SendBack{Text: "x"},
		complaint.Transfer{Unit: "kitchen", Text: "x"},
		complaint.Appeal{},
		complaint.DecideAppeal{Upheld: true, Text: "x"},
		complaint.Report{},
		complaint.Instruct{},
		complaint.CloseDirectly{},
		complaint.Erase{},
		complaint.MakePromise{Due: day.Add(400 * time.Hour)},
		complaint.Recuse{},
		complaint.Unmerge{},
	}
	return commands[r.IntN(len(commands))]
}

// storm is a desk in bad weather: cases that live again and again, callers without patience, callbacks that panic.
type storm struct {
	*testing.T
	desk  *complaint.Desk
	hand  *handClock
	store complaint.Store
	mu    sync.Mutex
	ids   []complaint.CaseID // the cases at play
	all   []complaint.CaseID // every case there was

	done, refused, cancelled, panicked, delivered atomic.Int64
}

func (s *storm) register() complaint.CaseID {
	for {
		in := guest()
		s.mu.Lock()
		in.Complainant.Phone = fmt.Sprint(13800000000 + len(s.all))
		s.mu.Unlock()
		if reg, err := s.desk.Register(s.Context(), clerk, in); err == nil {
			s.mu.Lock()
			s.all = append(s.all, reg.Case.ID)
			s.mu.Unlock()
			return reg.Case.ID
		}
	}
}

// pick returns a case at play; an ended one is replaced by a new one.
func (s *storm) pick(r *rand.Rand) complaint.CaseID {
	i := r.IntN(len(s.ids))
	s.mu.Lock()
	id := s.ids[i]
	s.mu.Unlock()
	c, err := s.store.Load(s.Context(), id)
	if err != nil || c.State != complaint.Archived && r.IntN(3) > 0 || !c.State.Ended() {
		return id
	}
	id = s.register()
	s.mu.Lock()
	s.ids[i] = id
	s.mu.Unlock()
	return id
}

func (s *storm) command(r *rand.Rand) {
	ctx, cancel := context.WithCancel(s.Context())
	defer cancel()
	switch r.IntN(20) {
	case 0:
		cancel()
	case 1:
		go cancel()
	}
	cmd := anyCommand(r)
	if r.IntN(40) == 0 {
		cmd = complaint.Merge{Into: s.pick(r)}
	}
	_, err := s.desk.Do(ctx, []complaint.Actor{clerk, worker, lead, manager, boss}[r.IntN(5)], s.pick(r), cmd)
	var e *complaint.Error
	switch {
	case err == nil:
		s.done.Add(1)
	case errors.Is(err, context.Canceled):
		s.cancelled.Add(1)
	case errors.As(err, &e) && e.Rule == "panic":
		s.panicked.Add(1)
	case errors.Is(err, complaint.ErrInternal):
		s.Errorf("%s: %v", cmd.Name(), err)
	default:
		s.refused.Add(1)
	}
}

// TestNothingWedges throws 100 000 random commands with cancelled contexts and panicking callbacks at a desk.
func TestNothingWedges(t *testing.T) {
	total := 100_000
	if testing.Short() {
		total = 10_000
	}
	anger := &tantrums{}
	s := &storm{T: t, hand: new(handClock), store: memstore.New()}
	s.hand.Set(day)
	pb := house()
	pb.Rules = &classify.RuleSet{
		ID: "angry", Version: "1", Fields: []classify.Field{{Name: "people", Type: classify.TypeNumber}},
		Flags: []classify.Code{{Code: "seen", Label: classify.Label{EN: "seen"}}},
		Tables: []classify.Table{{
			ID: "flags", Sets: classify.DimFlags, Hit: classify.HitCollect,
			Rows: []classify.Row{{ID: "seen", When: classify.Func("anger"), Then: "seen"}},
		}},
	}
	staff := &complaint.Staff{Version: "1", People: []complaint.StaffMember{{ID: "u2", Role: "worker", Unit: "rooms"}, {ID: "u3", Role: "lead", Unit: "rooms"}}}
	var err error
	s.desk, err = complaint.Open(t.Context(), s.store, &complaint.Config{
		Clock: angryClock{s.hand, anger}, Rand: newSeeded(1), Picker: angryPicker{anger},
		Staff: func() *complaint.Staff { anger.maybe(); return staff },
		Funcs: map[string]func(classify.Facts) bool{"anger": func(classify.Facts) bool { anger.maybe(); return true }},
	}, pb)
	require.NoError(t, err)
	for range 16 {
		s.ids = append(s.ids, s.register())
	}
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(w), 7))
			for range total / 4 {
				s.command(r)
				if r.IntN(500) == 0 {
					s.hand.Add(time.Hour)
					_ = calm(func() error { _, err := s.desk.Sweep(t.Context()); return err })
					_ = calm(func() error {
						_, err := s.desk.Deliver(t.Context(), func(context.Context, complaint.Notice) error {
							anger.maybe()
							s.delivered.Add(1)
							return nil
						})
						return err
					})
				}
			}
		})
	}
	wg.Wait()
	t.Logf("%d cases: %d done, %d refused, %d cancelled, %d panicked, %d notices delivered",
		len(s.all), s.done.Load(), s.refused.Load(), s.cancelled.Load(), s.panicked.Load(), s.delivered.Load())
	for _, n := range []int64{s.done.Load(), s.refused.Load(), s.cancelled.Load(), s.panicked.Load(), s.delivered.Load()} {
		require.Positive(t, n)
	}
	anger.n.Store(1 << 62) // calm from here on: it counts up, and 2⁶² is not near a multiple of 97
	b := &bench{T: t, desk: s.desk, ctx: t.Context()}
	for _, id := range s.all {
		b.verify(id)
		require.Eventually(t, func() bool {
			return calm(func() error {
				_, err := s.desk.Do(t.Context(), calmClerk, id, complaint.Tag{Add: []string{"still-answers"}})
				return err
			}) == nil
		}, 5*time.Second, time.Microsecond)
	}
}

// calmClerk has stepped down from no case, as the clerk of the storm may have.
var calmClerk = complaint.Actor{ID: "u90", Role: "clerk", Unit: "desk"}

// calm lets nothing of a panic through: the desk turned it into an error, or this test fails.
func calm(do func() error) error { return do() }
