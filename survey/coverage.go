package survey

import (
	"fmt"
	"slices"
	"time"
)

// Made is a contact that was made.
type Made struct {
	Event string    `json:"event"`
	N     int       `json:"n"`
	At    time.Time `json:"at"`
}

// Coverage says which contacts of a plan were made (回访率): R07 follows up every
// settled claim, R03 asks again once or twice after a solution.
type Coverage struct {
	// Due is how many contacts should have begun by the instant asked about;
	// it is Made + Open + Missed.
	Due  int `json:"due"`
	Made int `json:"made"`
	// Open are due and still in time; Missed are past it.
	Open   int `json:"open"`
	Missed int `json:"missed"`
	// Rate is Made of Due, 0 to 1, without interval. No data when none is due.
	Rate Estimate `json:"rate"`
	// Outstanding are the open and missed contacts by due time.
	Outstanding []Contact `json:"outstanding,omitempty"`
}

// Cover compares the contacts that events call for with those that were made,
// as of an instant. A contact made late counts as made. Contacts made for
// events not given are ignored; an event given twice counts once, and so does a
// contact. The cool-down is judged by when the person was last asked before the
// event; once a contact of the event was made, it has been judged. Errors are as
// in [Plan.Follow].
func (p Plan) Cover(events []Event, made []Made, at time.Time) (Coverage, error) {
	done, begun := map[Contact]bool{}, map[string]bool{}
	for _, m := range made {
		contact := Contact{Event: m.Event, N: m.N}
		done[contact] = done[contact] || !m.At.After(at)
		begun[m.Event] = true
	}
	var c Coverage
	seen := map[string]bool{}
	for i, e := range events {
		if begun[e.Key] { // the contact itself made the person cool down
			e.Person.LastAsked = time.Time{}
		}
		contacts, err := p.Follow(e)
		if err != nil {
			return Coverage{}, fmt.Errorf("survey: events[%d]: %w", i, err)
		}
		if !seen[e.Key] {
			c.count(contacts, done, at)
		}
		seen[e.Key] = true
	}
	c.Due = c.Made + c.Open + c.Missed
	c.Rate = point(float64(c.Made)/float64(c.Due), int64(c.Due))
	slices.SortStableFunc(c.Outstanding, func(x, y Contact) int { return x.Due.Compare(y.Due) })
	return c, nil
}

func (c *Coverage) count(contacts []Contact, done map[Contact]bool, at time.Time) {
	for _, contact := range contacts {
		switch {
		case done[Contact{Event: contact.Event, N: contact.N}]:
			c.Made++
			continue
		case contact.Due.After(at):
			continue
		case at.Before(contact.Until):
			c.Open++
		default:
			c.Missed++
		}
		c.Outstanding = append(c.Outstanding, contact)
	}
}
