package sla

import "time"

// dueOf returns the due an event carries, as text that readDue accepts and that
// is the same in every zone, and whether the event can start a clock of the
// target.
func (t *target) dueOf(ev Event) (due string, startable bool, err error) {
	if t.DueFrom == "" {
		return "", true, nil
	}
	text := ev.Attrs[t.DueFrom]
	if text == "" {
		return "", len(t.Terms) > 0, nil
	}
	at, on, ok := t.readDue(text)
	if !ok {
		return "", false, invalid("event.attrs."+t.DueFrom, "must be an RFC 3339 time or a date", text)
	}
	if err := checkCovered(at); err != nil {
		return "", false, under("event.attrs."+t.DueFrom, err)
	}
	return (&Timer{Fixed: at, FixedDate: on}).dueText(), true, nil
}

// readDue reads an instant, or a date that lands at 24:00 in the calendar's
// zone.
func (t *target) readDue(text string) (at time.Time, on Date, ok bool) {
	if d, err := ParseDate(text); err == nil {
		return instant(t.cal.EndOfDay(d)), d, true
	}
	parsed, err := time.Parse(time.RFC3339Nano, text)
	return instant(parsed), Date{}, err == nil
}

// sinceOf returns the instant to count from when it is not the event's.
func (t *target) sinceOf(ev Event, facts Facts) (time.Time, error) {
	if t.Since == "" {
		return time.Time{}, nil
	}
	text := ev.Attrs[t.Since]
	if text == "" && facts != nil {
		text = facts(t.Since)
	}
	if text == "" {
		return time.Time{}, nil
	}
	parsed, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return time.Time{}, invalid("since "+t.Since, "must be an RFC 3339 time", text)
	}
	if err := checkCovered(parsed); err != nil {
		return time.Time{}, under("since "+t.Since, err)
	}
	return instant(parsed), nil
}
