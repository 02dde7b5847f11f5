package playbook

import (
	"fmt"
	"strings"
)

// open are the states in which somebody still works on a case.
func open() []string {
	return []string{Registered, Assessed, Dispatched, Investigating, Proposing, AwaitingApproval, Negotiating, Executing}
}

// DefaultLifecycle returns the transition table of a playbook that brings none of its own. Commands that do not move
// the state are not in it.
func DefaultLifecycle() []Transition {
	working := []string{Investigating, Proposing, Negotiating}
	return []Transition{
		{Event: "assess", From: []string{Registered}, To: Assessed, Guards: []string{"complete", "rated"}},
		{Event: "refuse", From: []string{Registered, Assessed, Dispatched}, To: Refused},
		{Event: "convert", From: []string{Assessed, Dispatched}, To: Registered},
		{Event: "dispatch", From: []string{Assessed}, To: Dispatched},
		{Event: "send-back", From: []string{Dispatched, Investigating}, To: Assessed},
		{Event: "take-on", From: []string{Dispatched}, To: Investigating},
		{Event: "propose", From: []string{Dispatched, Investigating, Negotiating}, To: Proposing},
		{Event: "propose-beyond", From: []string{Dispatched, Investigating, Proposing, Negotiating}, To: AwaitingApproval},
		{Event: "approve", From: []string{AwaitingApproval}, To: Proposing},
		{Event: "deny", From: []string{AwaitingApproval}, To: Proposing},
		{Event: "offer", From: []string{Proposing}, To: Negotiating, Guards: []string{"approved", "instructed", "planned", "worded"}},
		{Event: "agree", From: []string{Proposing, AwaitingApproval, Negotiating}, To: Executing, Guards: []string{"approved", "instructed"}},
		{Event: "final-decision", From: []string{Proposing, Negotiating}, To: Executing, Guards: []string{"approved", "instructed", "planned", "worded"}},
		{Event: "resolve", From: append([]string{Executing}, working...), To: Resolved, Guards: []string{"steps", "instructed", "planned", "evidence", "tasks", "children"}},
		{Event: "close-directly", From: []string{Registered, Assessed, Dispatched}, To: Closed, Guards: []string{"complete", "rated", "direct", "children"}},
		{Event: "follow-up", From: []string{Resolved}, To: FollowingUp},
		{Event: "close", From: []string{Resolved, FollowingUp}, To: Closed, Guards: []string{"followed-up", "children"}},
		{Event: "reopen", From: []string{Resolved, FollowingUp, Closed}, To: Investigating},
		{Event: "archive", From: []string{Closed, Refused, Withdrawn, Merged}, To: Archived, Guards: []string{"reviewed"}},
		{Event: "withdraw", From: append(open(), UnderReview), To: Withdrawn},
		{Event: "merge", From: open(), To: Merged, Guards: []string{"children"}},
		{Event: "unmerge", From: []string{Merged}, To: Registered},
		{Event: "appeal", From: []string{Resolved, FollowingUp, Closed, Refused}, To: UnderReview},
		{Event: "uphold", From: []string{UnderReview}, To: Investigating},
		{Event: "dismiss", From: []string{UnderReview}, To: Closed, Guards: []string{"children"}},
		{Event: "amend", From: []string{UnderReview}, To: Closed, Guards: []string{"children"}},
	}
}

// Transitions returns the life cycle in force: the playbook's own, or the default.
func (p *Playbook) Transitions() []Transition {
	if len(p.Lifecycle) > 0 {
		return p.Lifecycle
	}
	return DefaultLifecycle()
}

// Mermaid draws the life cycle as a Mermaid state diagram with labels in a language ("zh" or "en"). The same playbook
// always gives the same text.
func (p *Playbook) Mermaid(lang string) string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	labels := StateLabels()
	used := map[string]bool{Registered: true}
	for _, t := range p.Transitions() {
		used[t.To] = true
		for _, f := range t.From {
			used[f] = true
		}
	}
	for _, s := range States() {
		if used[s] {
			fmt.Fprintf(&b, "    %s: %s\n", s, labels[s].In(lang))
		}
	}
	fmt.Fprintf(&b, "    [*] --> %s\n", Registered)
	for _, t := range p.Transitions() {
		for _, f := range t.From {
			fmt.Fprintf(&b, "    %s --> %s: %s\n", f, t.To, t.Event)
		}
	}
	if used[Archived] {
		fmt.Fprintf(&b, "    %s --> [*]\n", Archived)
	}
	return b.String()
}
