package main

import (
	"time"

	"github.com/redress-go/redress/complaint"
)

// move is what somebody will do with a case, and when.
type move struct {
	at    time.Time
	who   *person
	cmd   complaint.Command
	tries []attempt // what is tried before it, in vain
}

// attempt is something that the rules refuse: a person beyond their authority, or out of turn.
type attempt struct {
	who  *person
	cmd  complaint.Command
	want error // the kind of refusal
}

// policy is how the staff and the guests behave: a function of the stored case, the seed and the rota.
type policy struct {
	seed  seed
	cast  *cast
	files *files
	unit  map[string]string // the department of each matter
}

// plan says what happens next to a case, nil when nothing does. A promise to the guest is kept beside everything else.
func (p *policy) plan(f *file) *move {
	if f.stuck {
		return nil
	}
	next := p.work(f)
	if m := p.remind(f); m != nil && (next == nil || m.at.Before(next.at)) {
		return m
	}
	if answer := p.keepPromise(f); answer != nil && (next == nil || answer.at.Before(next.at)) {
		return answer
	}
	return next
}

// work is the next move of the main line, by state.
func (p *policy) work(f *file) *move {
	if m := p.joinBatch(f); m != nil {
		return m
	}
	switch f.c.State {
	case complaint.Registered:
		return p.registered(f)
	case complaint.Assessed:
		return p.assessed(f)
	case complaint.Dispatched:
		return p.dispatched(f)
	case complaint.Investigating:
		return p.investigating(f)
	case complaint.Proposing:
		return p.proposing(f)
	case complaint.AwaitingApproval:
		return p.awaiting(f)
	case complaint.Negotiating:
		return p.negotiating(f)
	case complaint.Executing:
		return p.executing(f)
	case complaint.Resolved:
		return p.resolved(f)
	case complaint.FollowingUp:
		return p.followed(f)
	case complaint.Closed, complaint.Refused, complaint.Withdrawn:
		return p.ended(f)
	}
	return nil
}

// chance and wait are the draws of a case at its present step.
func (p *policy) chance(f *file, question string, probability float64) bool {
	return p.seed.chance(f.row.Key, len(f.log), question, probability)
}

// wait is how long somebody takes; with a probability they are late, up to five times the longest.
func (p *policy) wait(f *file, what string, lo, hi time.Duration, late float64) time.Duration {
	if p.chance(f, what+" late", late) {
		return p.seed.between(f.row.Key, len(f.log), what, hi, 5*hi)
	}
	return p.seed.between(f.row.Key, len(f.log), what, lo, hi)
}

// by is a move after a wait, by the first person on duty who fits a want and is not complained about. A case that time
// has just taken up the ladder is not left lying.
func (p *policy) by(f *file, after time.Duration, cmd complaint.Command, wants ...want) *move {
	at := f.base().Add(after)
	if hurry := f.raised.Add(20 * time.Minute); !f.raised.IsZero() && f.raised.After(f.base()) && hurry.Before(at) {
		at = hurry
	}
	who, at := p.cast.find(at, f.c.About, wants...)
	if who == nil {
		return nil
	}
	return &move{at: at, who: who, cmd: cmd}
}

// try puts a vain attempt before a move.
func (m *move) try(who *person, cmd complaint.Command, want error) *move {
	if m != nil && who != nil {
		m.tries = append(m.tries, attempt{who, cmd, want})
	}
	return m
}

// The people asked for most.

func role(role string) want { return want{role: role} }

func (p *policy) lobby() []want { return []want{role("lobby-manager"), role("floor-manager")} }

// handlers are whoever may work on a case now: for a serious one the deputy general manager, else the owner, a lead of
// the unit, its head, and at last the lobby.
func (p *policy) handlers(f *file) []want {
	if f.serious() {
		return []want{role("deputy-gm"), role("general-manager")}
	}
	wants := []want{}
	if owner := p.cast.person(f.c.Owner); owner != nil && owner.role != "employee" {
		wants = append(wants, want{id: f.c.Owner})
	}
	for _, r := range []string{"area-lead", "floor-manager", "dept-head"} {
		wants = append(wants, want{role: r, unit: f.c.Unit})
	}
	return append(wants, p.lobby()...)
}

// keepPromise answers at the promised time, mostly.
func (p *policy) keepPromise(f *file) *move {
	pr := f.promise()
	if pr == nil || f.c.State.Ended() || f.c.State == complaint.UnderReview {
		return nil
	}
	early := p.seed.between(f.row.Key, pr.ID, "answer", 5*time.Minute, 40*time.Minute)
	at := pr.Due.Add(-early)
	if p.seed.chance(f.row.Key, pr.ID, "forgotten", 0.12) {
		at = pr.Due.Add(2 * early)
	}
	if at.Before(f.base()) {
		at = f.base().Add(time.Minute)
	}
	who, at := p.cast.find(at, f.c.About, p.handlers(f)...)
	if who == nil {
		return nil
	}
	return &move{at: at, who: who, cmd: complaint.Respond{Promise: pr.ID, Text: "按约回复客人：进展如下。"}}
}

// remind is a reminder from above, when time has just taken the case up the ladder.
func (p *policy) remind(f *file) *move {
	working := !f.c.State.Ended() && f.c.State != complaint.Resolved && f.c.State != complaint.FollowingUp
	last := f.log[len(f.log)-1].at
	if !working || !f.raised.After(last) || !p.chance(f, "remind", 0.6) {
		return nil
	}
	who, at := p.cast.find(f.raised.Add(6*time.Minute), f.c.About, p.lobby()...)
	if who == nil {
		return nil
	}
	return &move{at: at, who: who, cmd: complaint.Expedite{By: "supervisor", Text: "已超时，请立即处理。"}}
}

// joinBatch marks the cases of one event and ties them to the first of them.
func (p *policy) joinBatch(f *file) *move {
	lead := p.files.byRow[f.batch]
	if lead == nil || f.c.State.Ended() || f.c.State == complaint.Merged {
		return nil
	}
	tag := "batch-" + f.row.Matter
	switch {
	case !f.c.HasTag(tag):
		return p.by(f, 2*time.Minute, complaint.Tag{Add: []string{tag}}, p.lobby()...)
	case lead != f && !hasLink(f.c, lead.c.ID):
		return p.by(f, time.Minute, complaint.LinkTo{Case: lead.c.ID}, p.lobby()...)
	}
	return nil
}

func hasLink(c *complaint.Case, to complaint.CaseID) bool {
	for _, l := range c.Links {
		if l.Kind == "related" && l.Case == to {
			return true
		}
	}
	return false
}
