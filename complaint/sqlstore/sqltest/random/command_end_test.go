package random

import (
	"time"

	"github.com/redress-go/redress/complaint"
)

// ending draws what ends a case and what comes after.
func (s *scene) ending(d dice, name string) complaint.Command {
	switch name {
	case "resolve":
		return complaint.Resolve{Outcome: s.outcome(d), Text: words(d)}
	case "close-directly":
		return complaint.CloseDirectly{Accepted: chance(d, "accepted", 80), Text: words(d)}
	case "publish":
		return complaint.Publish{Where: "board", Text: words(d)}
	case "confirm":
		return complaint.Confirm{Text: words(d)}
	case "follow-up":
		return complaint.FollowUp{
			Reached: chance(d, "reached", 75), Satisfied: chance(d, "satisfied", 75), Effect: "yes", Text: words(d),
		}
	case "reopen":
		return complaint.Reopen{Reason: s.reason(d, name), Text: words(d)}
	case "close":
		return complaint.Close{}
	case "archive":
		return complaint.Archive{}
	case "withdraw":
		return complaint.Withdraw{Consent: true, Text: words(d)}
	case "appeal":
		cmd := complaint.Appeal{Text: words(d)}
		if chance(d, "outside", 30) {
			cmd.Body, cmd.Due = "12345", s.now.Add(100*time.Hour)
		}
		return cmd
	case "decide-appeal":
		return complaint.DecideAppeal{Upheld: chance(d, "upheld", 50), Text: words(d)}
	case "legal-hold":
		return complaint.LegalHold{On: !s.c.LegalHold}
	case "erase":
		return complaint.Erase{}
	case "reseal":
		return complaint.Reseal{}
	}
	return nil
}

// beside draws what happens beside the road: time given and taken, and what is said.
func (s *scene) beside(d dice, name string) complaint.Command {
	switch name {
	case "hold":
		return complaint.Hold{Reason: s.reason(d, name), Text: words(d)}
	case "resume":
		return complaint.Resume{Text: words(d)}
	case "expedite":
		return complaint.Expedite{}
	case "escalate":
		return complaint.Escalate{Reason: s.reason(d, name), Text: words(d)}
	case "extend":
		return s.extension(d)
	case "withdraw-extension":
		return complaint.WithdrawExtension{Target: pick(d, "target", s.pb.Targets).Name}
	case "promise":
		return complaint.MakePromise{What: "answer", Due: s.now.Add(time.Duration(1+d.roll("hours", 60)) * time.Hour), Text: words(d)}
	case "respond":
		return complaint.Respond{Promise: d.roll("promise", 2) * len(s.c.Promises), Text: words(d)}
	case "message":
		kind := "question"
		if len(s.pb.Messages) > 0 {
			kind = pick(d, "kind", s.pb.Messages).Code
		}
		return complaint.Message{In: chance(d, "in", 50), Kind: kind, Text: words(d)}
	case "tag":
		return complaint.Tag{Add: []string{pick(d, "tag", []string{"vip", "press", "回头客"})}}
	}
	return nil
}

// extension asks for one that a target of the playbook knows, if there is one.
func (s *scene) extension(d dice) complaint.Command {
	for i := range s.pb.Targets {
		if t := &s.pb.Targets[i]; len(t.Extensions) > 0 && chance(d, "this target", 50) {
			rule := pick(d, "rule", t.Extensions)
			return complaint.Extend{Target: t.Name, Rule: rule.Name, Reason: s.reason(d, "extend"), Text: words(d)}
		}
	}
	return complaint.Extend{Target: "resolve", Rule: "plus", Text: words(d)}
}

// among draws what concerns several cases.
func (s *scene) among(d dice, name string) complaint.Command {
	other := s.c.ID
	if len(s.others) > 0 {
		other = pick(d, "other case", s.others)
	}
	switch name {
	case "merge":
		return complaint.Merge{Into: other, Text: words(d)}
	case "unmerge":
		return complaint.Unmerge{Text: words(d)}
	case "split":
		return complaint.Split{Intake: s.intake(d)}
	case "link":
		kind := pick(d, "kind", []string{"", "report", "child", "batch"})
		return complaint.LinkTo{Case: other, Kind: kind, Remove: chance(d, "remove", 10)}
	case "each":
		return complaint.ForEachMember{Command: pick(d, "each", []complaint.Command{
			complaint.Tag{Add: []string{"each"}},
			complaint.Note{Text: words(d)},
			complaint.Escalate{Text: words(d)},
			complaint.Hold{Reason: s.reason(d, "hold"), Text: words(d)},
			complaint.Acknowledge{},
		})}
	case "adopt":
		return complaint.AdoptPlaybook{Version: "next"}
	}
	return nil
}
