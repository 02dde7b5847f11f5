package memstore

import (
	"slices"

	"github.com/redress-go/redress/complaint"
)

// passes reports whether a case is one that the query asks for. The search hash is not looked at: the candidates of
// such a query carry it.
func (r *row) passes(q *complaint.Query) bool {
	c := r.state
	return is(q.Org, c.Org) && is(q.Unit, c.Unit) && is(q.Owner, c.Owner) &&
		is(q.Number, c.Number) && is(q.Playbook, c.Playbook.ID) &&
		isAny(q.States, c.State) && isAny(q.Severities, c.Severity) &&
		(q.Tag == "" || c.HasTag(q.Tag)) &&
		(!q.Open || !c.State.Ended()) &&
		r.receivedWithin(&q.Filter) && r.awake(q)
}

// receivedWithin holds the case against the half-open interval of receipt.
func (r *row) receivedWithin(f *complaint.Filter) bool {
	at := r.state.Received
	return (f.ReceivedFrom.IsZero() || !at.Before(f.ReceivedFrom)) &&
		(f.ReceivedTo.IsZero() || at.Before(f.ReceivedTo))
}

// awake holds the case against the wake: due by WakeUntil and not parked beyond it. A query by wake that names no
// instant leaves out every parked case.
func (r *row) awake(q *complaint.Query) bool {
	if q.WakeUntil.IsZero() {
		return q.Order != complaint.ByWake || r.park.Until.IsZero()
	}
	wake := r.state.Wake
	return !wake.IsZero() && !wake.After(q.WakeUntil) && !r.park.Until.After(q.WakeUntil)
}

// is reports whether a field has the wanted value; "" wants nothing.
func is(want, have string) bool { return want == "" || want == have }

// isAny reports whether a field has one of the wanted values; none wants nothing.
func isAny[T comparable](want []T, have T) bool { return len(want) == 0 || slices.Contains(want, have) }
