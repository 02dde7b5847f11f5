package complaint

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Gap is a number that no case carries.
type Gap struct {
	Number string
	Reason string // why it was voided; "" when nobody knows: the process ended between reserving and registering
}

// Numbers explains the gaps in the actor's organisation's case numbers, in order. A number is never given twice: one
// that was reserved and not used is voided with a reason in the desk's stream.
func (d *Desk) Numbers(ctx context.Context, actor Actor) ([]Gap, error) {
	org := d.org(actor)
	used := map[string][]int{} // numbers in use by series and width
	for c, err := range d.All(ctx, actor, Filter{}) {
		if err != nil {
			return nil, err
		}
		if series, n, ok := splitNumber(c.Number); ok {
			used[series] = append(used[series], n)
		}
	}
	voided, err := d.voided(ctx, org)
	if err != nil {
		return nil, d.maybeWrap("numbers", err)
	}
	var gaps []Gap
	for number, reason := range voided {
		gaps = append(gaps, Gap{number, reason})
	}
	for series, ns := range used {
		slices.Sort(ns)
		for n, next := 1, 0; next < len(ns); n++ {
			if n == ns[next] {
				next++
				continue
			}
			number := numberLike(series, n)
			if _, known := voided[number]; !known {
				gaps = append(gaps, Gap{Number: number})
			}
		}
	}
	slices.SortFunc(gaps, func(a, b Gap) int { return strings.Compare(a.Number, b.Number) })
	return gaps, nil
}

// splitNumber takes a number apart: the series, with the width of its running number in front, and the number.
func splitNumber(number string) (series string, n int, ok bool) {
	digits := len(number) - len(strings.TrimRight(number, "0123456789"))
	n, err := strconv.Atoi(number[len(number)-digits:])
	return fmt.Sprintf("%d:%s", digits, number[:len(number)-digits]), n, err == nil
}

// numberLike is a number of the same series.
func numberLike(series string, n int) string {
	width, prefix, _ := strings.Cut(series, ":")
	w, _ := strconv.Atoi(width)
	return prefix + fmt.Sprintf("%0*d", w, n)
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
