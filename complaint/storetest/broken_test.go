package storetest

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
)

// recorder is a testing.TB that remembers a failure instead of failing.
type recorder struct {
	testing.TB
	failed, skipped atomic.Bool
	mu              sync.Mutex
	why             string
}

func (r *recorder) Errorf(format string, args ...any) {
	r.failed.Store(true)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.why += fmt.Sprintf(format, args...)
}

func (r *recorder) FailNow() {
	r.failed.Store(true)
	runtime.Goexit()
}

func (r *recorder) Skip(...any) {
	r.skipped.Store(true)
	runtime.Goexit()
}

func (r *recorder) Helper() {}

// fails reports whether a case fails on a store. A panic is a failure.
func fails(t *testing.T, c testCase, h Harness) (failed bool, why string) {
	t.Helper()
	r := &recorder{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			if p := recover(); p != nil {
				r.Errorf("panic: %v", p)
			}
		}()
		c.run(r, h)
	}()
	<-done
	return r.failed.Load(), r.why
}

// failing runs the rules of the suite that are asked for and returns those that fail, as "theme/rule".
func failing(t *testing.T, h Harness, asked func(theme string, c testCase) bool) (rules []string, why string) {
	t.Helper()
	for _, g := range suite() {
		for _, c := range g.cases {
			if !asked(g.theme, c) {
				continue
			}
			if failed, reason := fails(t, c, h); failed {
				rules = append(rules, g.theme+"/"+c.rule)
				why += reason
			}
		}
	}
	return rules, why
}

// everything asks for the whole suite.
func everything(string, testCase) bool { return true }

// sound is a harness on a correct store that claims every capability: in memory, a store after a crash and the store of
// a second process are the store itself.
func sound() Harness {
	same := func(_ testing.TB, s complaint.Store) complaint.Store { return s }
	return Harness{Open: func(testing.TB) complaint.Store { return memstore.New() }, Crash: same, Share: same}
}

// broken is a correct store with some methods replaced.
type broken struct {
	complaint.Store
	load     func(context.Context, complaint.CaseID) (*complaint.Case, error)
	query    func(context.Context, complaint.Query) (complaint.Page, error)
	entries  func(context.Context, string, int64, int) ([]complaint.Record, error)
	commit   func(context.Context, *complaint.Changeset) error
	claim    func(context.Context, complaint.OutboxQuery) ([]complaint.OutboxRow, error)
	settle   func(context.Context, []complaint.OutboxResult) error
	reserve  func(context.Context, string, string, string) (int64, error)
	receipt  func(context.Context, string, string) (complaint.Receipt, error)
	document func(context.Context, string, string) (complaint.Document, error)
}

// newBroken returns a store with every method sound.
func newBroken() *broken {
	s := memstore.New()
	return &broken{
		Store: s, load: s.Load, query: s.Query, entries: s.Entries, commit: s.Commit, claim: s.Claim,
		settle: s.Settle, reserve: s.Reserve, receipt: s.Receipt, document: s.Document,
	}
}

func (b *broken) Load(ctx context.Context, id complaint.CaseID) (*complaint.Case, error) {
	return b.load(ctx, id)
}

func (b *broken) Query(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	return b.query(ctx, q)
}

func (b *broken) Entries(ctx context.Context, stream string, after int64, limit int) ([]complaint.Record, error) {
	return b.entries(ctx, stream, after, limit)
}

func (b *broken) Commit(ctx context.Context, u *complaint.Changeset) error { return b.commit(ctx, u) }

func (b *broken) Claim(ctx context.Context, q complaint.OutboxQuery) ([]complaint.OutboxRow, error) {
	return b.claim(ctx, q)
}

func (b *broken) Settle(ctx context.Context, r []complaint.OutboxResult) error {
	return b.settle(ctx, r)
}

func (b *broken) Reserve(ctx context.Context, org, series, key string) (int64, error) {
	return b.reserve(ctx, org, series, key)
}

func (b *broken) Receipt(ctx context.Context, org, key string) (complaint.Receipt, error) {
	return b.receipt(ctx, org, key)
}

func (b *broken) Document(ctx context.Context, kind, id string) (complaint.Document, error) {
	return b.document(ctx, kind, id)
}

// defect is one way to break a store.
type defect struct {
	name  string
	theme string // where the suite must notice
	spoil func(b *broken)
}

// harness returns a harness on stores with the defect. They are shared with nobody: what two processes do to each other is
// checked inside one as well.
func (d defect) harness() Harness {
	h := sound()
	h.Share = nil
	h.Open = func(testing.TB) complaint.Store {
		b := newBroken()
		d.spoil(b)
		return b
	}
	return h
}

func defects() []defect {
	return slices.Concat(commitDefects(), erasureDefects(), readDefects(), queryDefects(), outboxDefects(), digestDefects(), numberDefects(), raceDefects(), hostileDefects(), meetingDefects())
}

func TestSoundStorePasses(t *testing.T) {
	rules, why := failing(t, sound(), everything)
	require.Empty(t, rules, why)
}

// Every broken store fails, where it should, and every rule fails for some store: a rule that nothing can break checks
// nothing.
func TestBrokenStoreFails(t *testing.T) {
	var broke sync.Map
	t.Run("store", func(t *testing.T) {
		for _, d := range defects() {
			t.Run(d.name, func(t *testing.T) {
				t.Parallel()
				rules, _ := failing(t, d.harness(), func(theme string, _ testCase) bool { return theme == d.theme })
				require.NotEmpty(t, rules, "no rule about %s fails", d.theme)
				for _, r := range rules {
					broke.Store(r, true)
				}
			})
		}
	})
	open := func(theme string, c testCase) bool {
		_, ok := broke.Load(theme + "/" + c.rule)
		return !ok && c.needs == nothing
	}
	for _, d := range defects() { // a rule may be broken by a store that another theme notices, too
		rules, _ := failing(t, d.harness(), open)
		for _, r := range rules {
			broke.Store(r, true)
		}
	}
	for _, g := range suite() {
		for _, c := range g.cases {
			assert.False(t, open(g.theme, c), "no broken store fails %s/%s", g.theme, c.rule)
		}
	}
}

func TestBrokenCapabilityFails(t *testing.T) {
	empty := func(testing.TB, complaint.Store) complaint.Store { return memstore.New() }
	for _, c := range []struct {
		name  string
		theme string
		spoil func(h *Harness)
	}{
		{"a crash loses everything", "crash", func(h *Harness) { h.Crash = empty }},
		{"a second process has data of its own", "shared", func(h *Harness) { h.Share = empty }},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := sound()
			c.spoil(&h)
			rules, _ := failing(t, h, func(theme string, _ testCase) bool { return theme == c.theme })
			for _, g := range suite() {
				for _, rule := range g.cases {
					name := g.theme + "/" + rule.rule
					if g.theme == c.theme && !exempt()[name] {
						require.Contains(t, rules, name)
					}
				}
			}
		})
	}
}

// exempt names the rules that an empty store passes, each with its reason. The same checks run on one store in the group
// about concurrency, where broken stores do fail them.
func exempt() map[string]bool {
	return map[string]bool{
		"shared/of callers of both on one version exactly one wins": true, // an empty store refuses every later version
		"shared/a row is claimed by one process only":               true, // an empty store gives no row at all
	}
}

func TestRulesHaveNames(t *testing.T) {
	seen, n := map[string]bool{}, 0
	for _, g := range suite() {
		for _, c := range g.cases {
			name := g.theme + "/" + c.rule
			require.False(t, seen[name], "%s is there twice", name)
			require.NotEmpty(t, c.rule)
			seen[name] = true
			n++
		}
	}
	require.GreaterOrEqual(t, n, 100, "the suite has shrunk")
}
