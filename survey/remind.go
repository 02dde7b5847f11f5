package survey

import (
	"fmt"
	"io"
	"slices"
	"time"
)

// Wake gives the instant at which something is next to be done about an
// invitation under its plan, seen from now: the next reminder, which may have
// been due already, or the end of the invitation. ok is false when nothing is to
// come, because it was used, revoked or has expired.
func (p Plan) Wake(i Invitation, now time.Time) (at time.Time, ok bool) {
	if reason := i.closed(now); reason != "" && reason != TokenEarly {
		return time.Time{}, false
	}
	if sent := i.Reminded(); sent < len(p.Reminders) {
		return p.Reminders[sent].after(i.Issued), true
	}
	return i.Expires, true
}

// Remind makes the reminder that is due, with a token of its own, since the
// first was not kept; the earlier ones go on opening the invitation. Reminders
// that were missed while nobody looked are made up by one, not by several at
// once. None being due, or the invitation being closed, comes in an
// [*InvalidError].
func (p Plan) Remind(i Invitation, at time.Time, random io.Reader) (Invitation, Notice, error) {
	bad := faults{what: "reminder"}
	passed := 0
	for passed < len(p.Reminders) && !p.Reminders[passed].after(i.Issued).After(at) {
		passed++
	}
	if reason := i.closed(at); reason != "" {
		bad.add("invitation", fmt.Sprintf("is closed: %s", reason))
	} else if passed <= i.Reminded() {
		bad.add("at", "no reminder is due yet")
	}
	if err := bad.err(); err != nil {
		return Invitation{}, Notice{}, err
	}
	token, _, digest, err := newToken(i.ID, random)
	if err != nil {
		return Invitation{}, Notice{}, err
	}
	i.Digests = slices.Clone(i.Digests)
	for i.Reminded() < passed-1 { // a place for each that was missed
		i.Digests = append(i.Digests, "")
	}
	i.Digests = append(i.Digests, digest)
	return i, i.notice(NoticeRemind, at, token), nil
}

// Reminded is how many reminders the invitation has had, missed ones included.
func (i Invitation) Reminded() int { return max(0, len(i.Digests)-1) }
