package sla

import "time"

// Backdating bounds a time that somebody gives for a hold or a resume that was
// not written down when it happened.
type Backdating struct {
	// Received is when the case was received: nothing lies before it.
	Received time.Time
	// Last is when the case was last held or resumed; zero when it never was.
	Last time.Time
	// Now is the present: nothing lies in the future.
	Now time.Time
}

// ReadHoldTime reads the time of a hold or resume: an RFC 3339 instant, or a
// date, which means its start in the calendar's zone. A date is compared with
// the bounds as a date; the result is never before Received or Last, in UTC.
// It returns an *InvalidError for text that is neither, and a *RefusedError
// for a time before receipt, before the last hold or resume, or in the future.
func (c *Calendar) ReadHoldTime(text string, b Backdating) (time.Time, error) {
	if d, err := ParseDate(text); err == nil {
		refused := checkOrder(text, d.Before(c.Date(b.Received)), !b.Last.IsZero() && d.Before(c.Date(b.Last)), d.After(c.Date(b.Now)))
		return instant(latest(latest(c.StartOfDay(d), b.Received), b.Last)), refused
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return time.Time{}, invalid("at", "must be an RFC 3339 time or a date", text)
	}
	return instant(at), checkOrder(text, at.Before(b.Received), at.Before(b.Last), at.After(b.Now))
}

func checkOrder(text string, early, disorder, future bool) error {
	switch {
	case early:
		return &RefusedError{Target: "hold", Rule: RefusedBeforeReceipt, Detail: text + " lies before the receipt"}
	case disorder:
		return &RefusedError{Target: "hold", Rule: RefusedOrder, Detail: text + " lies before the last hold or resume"}
	case future:
		return &RefusedError{Target: "hold", Rule: RefusedFuture, Detail: text + " lies in the future"}
	}
	return nil
}
