package complaint_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
)

// node opens another desk on a store; each has ids of its own.
func node(t *testing.T, store complaint.Store, n byte, change ...func(*complaint.Config, *playbook.Playbook)) *bench {
	t.Helper()
	return setupOn(t, store, append(change, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Rand = newSeeded(n) })...)
}

func TestAnIntakeThatArrivesOnTwoNodesAtOnceIsOneCase(t *testing.T) {
	store := &raceOnce{Store: memstore.New()}
	one, two := node(t, store, 1), node(t, store, 2)
	var first *complaint.Case
	store.before = func() { first = two.register(guest()) } // between the look and the commit
	reg, err := one.desk.Register(one.ctx, clerk, guest())
	require.NoError(t, err)
	require.Equal(t, complaint.HowExpedited, reg.How)
	require.Equal(t, first.ID, reg.Case.ID)
	require.Equal(t, 1, reg.Case.Expedites)
	one.verify(first.ID)
}

func TestManyNodesTakeOneIntakeInOnce(t *testing.T) {
	store := memstore.New()
	var wg sync.WaitGroup
	var mu sync.Mutex
	how := map[complaint.How]int{}
	for n := range byte(8) {
		b := node(t, store, n)
		for range 4 {
			wg.Go(func() {
				reg, err := b.desk.Register(b.ctx, clerk, guest())
				require.NoError(t, err)
				mu.Lock()
				defer mu.Unlock()
				how[reg.How]++
			})
		}
	}
	wg.Wait()
	require.Equal(t, map[complaint.How]int{complaint.HowNew: 1, complaint.HowExpedited: 31}, how)
}

func TestNodesCountABatchTogether(t *testing.T) {
	store := memstore.New()
	var wg sync.WaitGroup
	var mu sync.Mutex
	tagged := 0
	for n := range 8 {
		b := node(t, store, byte(n), crowd)
		wg.Go(func() {
			reg, err := b.desk.Register(b.ctx, clerk, b.intakeOf(n, "lift"))
			require.NoError(t, err)
			mu.Lock()
			defer mu.Unlock()
			if reg.Case.HasTag("batch") {
				tagged++
			}
		})
	}
	wg.Wait()
	require.Equal(t, 6, tagged, "all but the first two, whoever they were")
}

func TestWhatTwoNodesContendForNamesNobody(t *testing.T) {
	b := setup(t)
	b.register(guest())
	for n := range 16 * 16 * 16 {
		doc, err := b.store.Document(b.ctx, "tally", "intake/"+hex3(n))
		if err == nil {
			require.Equal(t, "{}", string(doc.Data))
			return
		}
	}
	t.Fatal("no counter was found")
}

func hex3(n int) string {
	const digits = "0123456789abcdef"
	return string([]byte{digits[n>>8], digits[n>>4&15], digits[n&15]})
}
