package complaint_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// crowd lets three people within a day about one place be a batch.
func crowd(_ *complaint.Config, pb *playbook.Playbook) {
	pb.Batch = playbook.BatchPolicy{Window: classify.Window(24 * time.Hour), By: []string{"place"}, Threshold: 3}
	pb.Targets = append(pb.Targets, crowdClock())
}

// complains registers a complaint of the nth person about a place.
func (b *bench) complains(n int, place string) *complaint.Case {
	b.Helper()
	in := guest()
	in.Complainant.Phone, in.Place = fmt.Sprintf("138%08d", n), place
	return b.register(in)
}

func TestABatchIsRecognisedWhenEnoughPeopleComplainAboutOneThing(t *testing.T) {
	b := setup(t, crowd)
	first, second := b.complains(1, "lift"), b.complains(2, "lift")
	other := b.complains(3, "pool")
	require.False(t, first.HasTag("batch") || second.HasTag("batch") || other.HasTag("batch"))
	third := b.complains(3, "lift")
	require.True(t, third.HasTag("batch"))
	require.NotEmpty(t, third.Batch)
	require.Equal(t, []string{"batch-suspected role:lead", "registered unit:desk"}, sorted(told(b.last(third))))
	require.NotEmpty(t, third.Timers("crowd"), "the event starts clocks")
	fourth := b.complains(4, "lift")
	require.Equal(t, third.Batch, fourth.Batch, "later ones likewise")
	page, err := b.desk.Cases(b.ctx, boss, complaint.Query{Filter: complaint.Filter{Match: third.Batch}})
	require.NoError(t, err)
	require.Len(t, page.Cases, 4, "the earlier ones are found by its hash, for whoever gathers them")
	lead := b.do(clerk, third, complaint.LinkTo{Case: first.ID, Kind: "batch"})
	require.Equal(t, lead.Batch, b.reload(first).Batch)
	b.verify(first.ID)
	b.verify(fourth.ID)
}

func TestWhatMakesABatch(t *testing.T) {
	for _, tc := range []struct {
		name  string
		who   []int // people, in order
		every time.Duration
		batch bool
	}{
		{"three people", []int{1, 2, 3}, time.Hour, true},
		{"two people", []int{1, 2}, time.Hour, false},
		{"one person three times", []int{1, 1, 1}, time.Hour, false},
		{"two people, one of them twice", []int{1, 2, 1}, time.Hour, false},
		{"three people, one of them twice", []int{1, 1, 2, 3}, time.Hour, true},
		{"three people in too long a time", []int{1, 2, 3}, 13 * time.Hour, false},
		{"three people, the first of whom came back lately", []int{1, 2, 1, 3}, 11 * time.Hour, true},
		{"nobody knows who", []int{0, 0, 0}, time.Hour, false},
		{"somebody unknown after three others", []int{1, 2, 3, 0}, time.Hour, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, crowd, func(_ *complaint.Config, pb *playbook.Playbook) { pb.Repeat = playbook.RepeatPolicy{} })
			var last *complaint.Case
			for i, who := range tc.who {
				if i > 0 {
					b.clock.Add(tc.every)
				}
				in := guest()
				in.Complainant.Phone, in.Place = fmt.Sprintf("138%08d", who), "lift"
				if who == 0 {
					in.Complainant = complaint.Person{}
				}
				last = b.register(in)
			}
			require.Equal(t, tc.batch, last.HasTag("batch"))
			b.verify(last.ID)
		})
	}
}

func TestAThingNobodyNamesIsNoBatch(t *testing.T) {
	b := setup(t, crowd)
	for n := range 5 {
		require.False(t, b.complains(n, "").HasTag("batch"), "an unknown place is not one place")
	}
}

func TestAReminderIsNobodyNew(t *testing.T) {
	b := setup(t, crowd)
	b.complains(1, "lift")
	for range 3 {
		reg, err := b.desk.Register(b.ctx, clerk, b.intakeOf(1, "lift"))
		require.NoError(t, err)
		require.Equal(t, complaint.HowExpedited, reg.How)
	}
	require.False(t, b.complains(2, "lift").HasTag("batch"))
}

func (b *bench) intakeOf(n int, place string) complaint.Intake {
	in := guest()
	in.Complainant.Phone, in.Place = fmt.Sprintf("138%08d", n), place
	return in
}

func TestABatchIsRecognisedOverNodesAndRestarts(t *testing.T) {
	store := memstore.New()
	for n := range 3 {
		b := setupOn(t, store, crowd, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Rand = newSeeded(byte(n)) })
		require.Equal(t, n == 2, b.complains(n, "lift").HasTag("batch"))
	}
}

func TestTheTallyOfABatchStaysSmallAndNamesNobody(t *testing.T) {
	b := setup(t, crowd)
	var c *complaint.Case
	for n := range 200 {
		c = b.complains(n, "lift")
	}
	doc, err := b.store.Document(b.ctx, "tally", "batch/"+c.Batch)
	require.NoError(t, err)
	require.EqualValues(t, 200, doc.Version)
	require.Less(t, len(doc.Data), 256, "as many people as the threshold asks for, no more")
	require.NotContains(t, string(doc.Data), "138")
}

// crowdClock runs from the moment a case belongs to a batch.
func crowdClock() sla.Target {
	return sla.Target{Name: "crowd", Terms: []sla.Choice{{Term: sla.Term{Span: sla.Hours(4)}}}, Start: on("batched"), Stop: entered("resolved")}
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }
