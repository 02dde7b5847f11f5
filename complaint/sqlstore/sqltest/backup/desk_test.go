package backup

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"testing"
	"time"

	"github.com/benbjohnson/clock"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/preset"
)

// patience is how long something that has to happen may take.
const patience = 30 * time.Second

// chief may do everything.
func chief() complaint.Actor {
	return complaint.Actor{ID: "u1", Name: "周明", Role: "general-manager", Unit: "management"}
}

// office is a desk on a store, with a clock that the test moves.
type office struct {
	*complaint.Desk
	store complaint.Store
	clock *clock.Mock
}

// morning is when every test begins.
func morning() time.Time { return time.Date(2026, 3, 4, 1, 0, 0, 0, time.UTC) }

// openOffice opens a desk at a time.
func openOffice(t *testing.T, store complaint.Store, now time.Time) *office {
	t.Helper()
	o := &office{store: store, clock: clock.NewMock()}
	o.clock.Set(now)
	var err error
	o.Desk, err = complaint.Open(t.Context(), store, &complaint.Config{Clock: o.clock, MaxClockSkew: -1}, preset.Hotel())
	require.NoError(t, err)
	return o
}

// kept is what a host can keep of an answer, outside the database.
type kept struct {
	number  string
	version int64
	head    complaint.Hash
}

// book is what was answered: the last of each case, and how many answers there were.
type book struct {
	mu      sync.Mutex
	cases   map[complaint.CaseID]kept
	answers int
}

func (b *book) note(c *complaint.Case) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.cases[c.ID] = kept{c.Number, c.Version, c.Head}
	b.answers++
}

// copy is the book as it stands.
func (b *book) copy() (map[complaint.CaseID]kept, int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return maps.Clone(b.cases), b.answers
}

// await waits until a number of answers more have been given.
func (b *book) await(t *testing.T, more int) {
	t.Helper()
	_, before := b.copy()
	require.Eventually(t, func() bool { _, n := b.copy(); return n >= before+more }, patience, 5*time.Millisecond)
}

// request is a registration with a key of the host's.
func request(key string) complaint.Request {
	return complaint.Request{Actor: chief(), Key: key, Command: complaint.Intake{
		Channel: "counter", Place: "1208", Text: "空调不制冷，要求换房", Complainant: complaint.Person{ID: key, Name: "王先生"},
	}}
}

// write registers complaints and writes on them, from several goroutines, until stop is called.
func (o *office) write(t *testing.T, b *book) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				if err := o.story(context.WithoutCancel(ctx), b, fmt.Sprintf("w%d-%d", w, i), 20); err != nil {
					t.Errorf("writer %d: %v", w, err)
					return
				}
			}
		})
	}
	stop = sync.OnceFunc(func() { cancel(); wg.Wait() })
	t.Cleanup(stop)
	return stop
}

// story is a complaint with so many notes on it.
func (o *office) story(ctx context.Context, b *book, key string, notes int) error {
	res, err := o.Submit(ctx, request(key))
	if err != nil {
		return err
	}
	b.note(res.Case)
	for i := range notes {
		c, err := o.Do(ctx, chief(), res.Case.ID, complaint.Note{Text: fmt.Sprintf("%s, %d: 工程部已到场", key, i)})
		if err != nil {
			return err
		}
		b.note(c)
	}
	return nil
}

// all are the cases, by id.
func (o *office) all(t *testing.T) map[complaint.CaseID]*complaint.Case {
	t.Helper()
	out := map[complaint.CaseID]*complaint.Case{}
	for c, err := range o.All(t.Context(), chief(), complaint.Filter{}) {
		require.NoError(t, err)
		out[c.ID] = c
	}
	return out
}

// prove proves every case and the organisation's own stream, and returns the faulty cases.
func (o *office) prove(t *testing.T) (faulty []complaint.CaseID) {
	t.Helper()
	for id := range o.all(t) {
		v, err := o.Verify(t.Context(), id)
		require.NoError(t, err)
		if !v.OK() {
			faulty = append(faulty, id)
			t.Logf("%s: %v", id, v.Faults)
		}
	}
	v, err := o.VerifyDesk(t.Context(), "default")
	require.NoError(t, err)
	require.True(t, v.OK(), "%v", v.Faults)
	return faulty
}

// missing lists the cases of which a store does not hold what was answered: the entry with that number and that hash.
func missing(t *testing.T, store complaint.Store, answered map[complaint.CaseID]kept) (out []complaint.CaseID) {
	t.Helper()
	for id, k := range answered {
		found, err := store.Entries(t.Context(), "case/"+string(id), k.version-1, 1)
		require.NoError(t, err)
		if len(found) != 1 || found[0].Hash != k.head {
			out = append(out, id)
		}
	}
	return out
}
