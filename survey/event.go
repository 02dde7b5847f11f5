package survey

import (
	"encoding/binary"
	"math"
	"strings"
	"time"
)

// Event is something a plan follows with contacts: a case closed, a claim
// settled.
type Event struct {
	// Key identifies the event, not blank: for example the case's number and
	// cycle, so that a case reopened and closed again is asked about again, and
	// one closing told twice is not.
	Key string `json:"key"`
	// Person is who is contacted. Groups are those of the person.
	Person Person `json:"-"`
	// At is when it happened.
	At time.Time `json:"at"`
}

// Contact is one contact an event calls for.
type Contact struct {
	Event string `json:"event"`
	// N counts the contacts of an event from 1.
	N int `json:"n"`
	// Due is the earliest instant for it; Until the end of its time.
	Due   time.Time `json:"due"`
	Until time.Time `json:"until"`
}

// Follow lists the contacts an event calls for, in order of time: none when the
// plan's one-in sample passes it over, or the person cools down at the first of
// them. The choice depends on the seed and the event's key alone. A plan that
// repeats by the calendar, a blank key and a zero time come in an
// [*InvalidError].
func (p Plan) Follow(e Event) ([]Contact, error) {
	bad := faults{what: "event"}
	if p.On == "" {
		bad.add("", "the plan does not follow events")
	}
	if strings.TrimSpace(e.Key) == "" {
		bad.add("key", "must not be blank")
	}
	if e.At.IsZero() {
		bad.add("at", "must be set")
	}
	if err := bad.err(); err != nil {
		return nil, err
	}
	if len(p.Contacts) == 0 || !p.Sample.picks(e.Key) || coolingDown(e.Person, p.CoolDown, p.Contacts[0].after(e.At)) {
		return nil, nil
	}
	list := make([]Contact, len(p.Contacts))
	for i, wait := range p.Contacts {
		due := wait.after(e.At)
		list[i] = Contact{Event: e.Key, N: i + 1, Due: due, Until: p.Expires.after(due)}
	}
	return list, nil
}

// picks decides whether the one-in sample takes a key.
func (s Sample) picks(key string) bool {
	if s.OneIn <= 1 {
		return true
	}
	r := rank(s.Seed, key)
	return binary.BigEndian.Uint64(r[:]) < math.MaxUint64/uint64(s.OneIn)
}
