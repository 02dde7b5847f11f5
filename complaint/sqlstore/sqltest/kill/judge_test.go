package kill

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint"
)

// judge walks through a database that nobody writes to any more and compares it with what was seen. It reads the store
// itself, so that the desk's cache and order have no part in it.
func judge(ctx context.Context, store complaint.Store, s *seen) (*verdict, error) {
	v := &verdict{early: s.early, faults: s.faults}
	j := &judgement{verdict: v, seen: s, store: store, keys: map[string]spot{}, numbers: map[string]complaint.CaseID{}, told: map[string]bool{}}
	for q := (complaint.Query{Limit: 500}); ; {
		page, err := store.Query(ctx, q)
		if err != nil {
			return v, err
		}
		for _, c := range page.Cases {
			if err := j.one(ctx, c); err != nil {
				return v, err
			}
		}
		if q.After = page.Next; page.Next == (complaint.Cursor{}) {
			break
		}
	}
	j.answers()
	j.notices()
	return v, j.whole(ctx)
}

// judgement is a walk under way.
type judgement struct {
	*verdict
	seen    *seen
	store   complaint.Store
	keys    map[string]spot // where each request's entry is
	numbers map[string]complaint.CaseID
	told    map[string]bool // notices of the ledgers
}

// spot is one entry of a ledger.
type spot struct {
	id       complaint.CaseID
	seq      int64
	hash     string
	recorded time.Time
}

// one judges a case: its chain, its state, and each entry.
func (j *judgement) one(ctx context.Context, c *complaint.Case) error {
	var records []complaint.Record
	for {
		page, err := j.store.Entries(ctx, "case/"+string(c.ID), int64(len(records)), 0)
		if err != nil {
			return err
		}
		if records = append(records, page...); len(page) == 0 || int64(len(records)) >= c.Version {
			break
		}
	}
	j.cases++
	j.entries += len(records)
	if other, taken := j.numbers[c.Number]; taken {
		j.doubled = append(j.doubled, fmt.Sprintf("number %s: %s and %s", c.Number, other, c.ID))
	}
	j.numbers[c.Number] = c.ID
	folded, entries, err := complaint.ReadExport(records)
	if err != nil {
		j.broken = append(j.broken, fmt.Sprintf("case %s: %v", c.ID, err))
		return nil
	}
	a, errA := complaint.EncodeCase(c)
	b, errB := complaint.EncodeCase(folded)
	if errA != nil || errB != nil || string(a) != string(b) {
		j.broken = append(j.broken, fmt.Sprintf("case %s: the stored state is not what its ledger gives %v %v", c.ID, errA, errB))
	}
	steps := newSteps(folded)
	for _, e := range entries {
		j.entry(e, steps)
	}
	j.missing = append(j.missing, steps.wrong()...)
	j.doubled = append(j.doubled, steps.twice...)
	j.armed += steps.armed
	j.unchecked += steps.unchecked
	return nil
}

// entry takes in an entry: whose request it is, or which step; and what it tells whom.
func (j *judgement) entry(e *complaint.Entry, steps *steps) {
	if tick, ok := e.Command.(complaint.Tick); ok {
		j.ticks++
		steps.take(tick.StepID)
		j.late = append(j.late, lateness{tick.At, e.Recorded})
		if e.Recorded.Before(tick.At) {
			j.early = append(j.early, fmt.Sprintf("case %s entry %d: due %v, recorded %v", e.Case, e.Seq, tick.At, e.Recorded))
		}
	} else {
		at := spot{e.Case, e.Seq, e.Hash.String(), e.Recorded}
		if before, again := j.keys[e.Actor.Name]; again {
			j.doubled = append(j.doubled, fmt.Sprintf("%s: %v and %v", e.Actor.Name, before, at))
		} else {
			j.keys[e.Actor.Name] = at
		}
	}
	n := 0
	for _, fx := range e.Effects {
		if notice, ok := fx.(complaint.NoticedEffect); ok && notice.To != complaint.Nobody {
			j.told[fmt.Sprintf("%s/%d/%d", e.Case, e.Seq, n)] = true
			n++
		}
	}
}

// answers compares the answers that were given with the ledgers.
func (j *judgement) answers() {
	for key, a := range j.seen.acks {
		is, ok := j.keys[key]
		switch {
		case !ok, is.id != a.id, is.seq != a.seq:
			j.lost = append(j.lost, fmt.Sprintf("%s: answered with %s %d, found %v", key, a.id, a.seq, is))
		case a.hash != "-" && a.hash != is.hash:
			j.lost = append(j.lost, fmt.Sprintf("%s: %s %d has another hash", key, a.id, a.seq))
		case is.recorded.After(a.at):
			j.early = append(j.early, fmt.Sprintf("%s: answered at %v, recorded at %v", key, a.at, is.recorded))
		}
	}
	for key, rule := range j.seen.refused {
		if is, ok := j.keys[key]; ok {
			j.doubled = append(j.doubled, fmt.Sprintf("%s: refused by %s, and stored: %v", key, rule, is))
		}
	}
	for key, is := range j.keys {
		_, known := j.seen.acks[key]
		if _, refused := j.seen.refused[key]; !known && !refused {
			j.lost = append(j.lost, fmt.Sprintf("%s: stored as %v, and nobody was ever told", key, is))
		}
	}
}

// notices compares what was delivered with the ledgers.
func (j *judgement) notices() {
	j.verdict.notices = len(j.told)
	for id := range j.told {
		if times := j.seen.told[id]; times == 0 {
			j.untold = append(j.untold, id)
		} else {
			j.again += times - 1
		}
	}
	for id := range j.seen.told {
		if !j.told[id] && !strings.HasPrefix(id, "desk/") {
			j.untold = append(j.untold, id+" is in no ledger")
		}
	}
}

// whole judges what is no single case's: numbers, the desk's own chain, the outbox.
func (j *judgement) whole(ctx context.Context) error {
	desk, err := complaint.Open(ctx, j.store, config(clock{}), rules())
	if err != nil {
		return err
	}
	gaps, err := desk.NumberGaps(ctx, complaint.Actor{ID: "judge", Role: "boss", Unit: "desk"})
	if err != nil {
		return err
	}
	for _, g := range gaps {
		if g.Reason == "" {
			j.verdict.numbers = append(j.verdict.numbers, g.Number)
		}
	}
	own, err := desk.VerifyDesk(ctx, "default")
	if err != nil {
		return err
	}
	for _, fault := range own.Faults {
		j.broken = append(j.broken, fault.Error())
	}
	rows, err := j.store.Claim(ctx, complaint.OutboxQuery{Now: time.Now().Add(24 * time.Hour), Lease: time.Second})
	for _, r := range rows {
		j.untold = append(j.untold, r.ID+" still waits")
	}
	return err
}
