package complaint

import (
	"time"
)

// Request is one command with everything around it.
type Request struct {
	Actor     Actor
	Case      CaseID // empty for Intake
	Command   Command
	Playbook  string    // for Intake: "id@version" or "" for the desk's first playbook
	Key       string    // idempotency key, unique in the organisation; "" means none
	IfVersion int64     // refuse with ErrConflict unless the case has this version; 0 means any
	At        time.Time // when it happened, within the playbook's back-dating limit; zero means now

	from CaseID // the case whose Each gave the command
}

// Result is what a request did.
type Result struct {
	Case     *Case // the case afterwards; for a replayed request as it is now
	Seq      int64 // the entry that recorded it
	How      How   // for Intake
	Replayed bool  // the key was known: nothing was done this time
}

// How says what became of a registration.
type How string

// The outcomes of Register.
const (
	HowNew       How = "new"       // a new case
	HowReplayed  How = "replayed"  // the same request as before, by its key
	HowExpedited How = "expedited" // the same complaint while it is being handled: counted as a reminder (催办)
	HowLinked    How = "linked"    // the same complaint after it was handled: a new case linked to the earlier one
)

// Registration is the result of Register.
type Registration struct {
	Case *Case
	How  How
}
