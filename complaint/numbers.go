package complaint

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// NumberGap is a number that no case carries.
type NumberGap struct {
	Number string
	Reason string // why it was voided; "" when nobody knows: the process ended between reserving and registering
}

// NumberGaps explains the gaps in the actor's organisation's case numbers, in order. A number is never given twice: one
// that was reserved and not used is voided with a reason in the desk's stream. It walks through all cases.
//
// Errors: ErrForbidden for a role that does not reach every unit's cases.
func (d *Desk) NumberGaps(ctx context.Context, actor Actor) ([]NumberGap, error) {
	if who := d.everywhere(); !slices.Contains(who, actor.Role) {
		return nil, d.wrap("numbers", &Request{}, forbidden("reach", who...))
	}
	used := map[string]*series{}
	for c, err := range d.All(ctx, actor, Filter{}) {
		if err != nil {
			return nil, err
		}
		digits := strings.TrimPrefix(c.Number, c.Series)
		if n, err := strconv.Atoi(digits); err == nil {
			s := used[c.Series]
			if s == nil {
				s = &series{width: len(digits)}
				used[c.Series] = s
			}
			s.numbers, s.width = append(s.numbers, n), min(s.width, len(digits))
		}
	}
	voided, err := d.voided(ctx, d.org(actor))
	if err != nil {
		return nil, d.maybeWrap("numbers", err)
	}
	var gaps []NumberGap
	for number, reason := range voided {
		gaps = append(gaps, NumberGap{number, reason})
	}
	for prefix, s := range used {
		for _, number := range s.missing(prefix) {
			if _, known := voided[number]; !known {
				gaps = append(gaps, NumberGap{Number: number})
			}
		}
	}
	slices.SortFunc(gaps, func(a, b NumberGap) int { return strings.Compare(a.Number, b.Number) })
	return gaps, nil
}

// everywhere lists the roles of this desk's playbooks that reach every unit's cases.
func (d *Desk) everywhere() []string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var who []string
	for _, r := range d.rules {
		who = append(who, r.rolesOfAllUnits()...)
	}
	slices.Sort(who)
	return slices.Compact(who)
}

// series is the running numbers in use behind one prefix.
type series struct {
	numbers []int
	width   int // digits of the shortest
}

// missing lists the numbers below the highest that no case carries.
func (s *series) missing(prefix string) []string {
	slices.Sort(s.numbers)
	var out []string
	next := 1
	for _, n := range s.numbers {
		for ; next < n; next++ {
			out = append(out, prefix+fmt.Sprintf("%0*d", s.width, next))
		}
		next = max(next, n+1)
	}
	return out
}

// voided reads the numbers that were voided, with their reasons.
func (d *Desk) voided(ctx context.Context, org string) (map[string]string, error) {
	out := map[string]string{}
	err := d.eachRecord(ctx, deskStream(org), func(r *Record) error {
		var e deskEntry
		if err := json.Unmarshal(r.Public, &e); err != nil {
			return damaged(r.Stream, r.Seq, err)
		}
		if e.What == "number-voided" && len(e.Detail) == 2 {
			out[e.Detail[0]] = e.Detail[1]
		}
		return nil
	})
	return out, err
}
