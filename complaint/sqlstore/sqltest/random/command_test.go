package random

import (
	"time"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// handling draws what brings a case to whoever handles it.
func (s *scene) handling(d dice, name string) complaint.Command {
	switch name {
	case "acknowledge":
		return complaint.Acknowledge{Told: codes(d, s.pb.Tell), Text: words(d)}
	case "assess":
		return complaint.Assess{}
	case "reclassify":
		return complaint.Reclassify{
			Judgement: complaint.Judgement{Severity: s.severity(d)}, Reason: s.reason(d, name), Text: words(d),
		}
	case "admit":
		return complaint.Admit{}
	case "refuse":
		return complaint.Refuse{Reason: s.reason(d, name), Recourse: codes(d, s.pb.Recourse), Text: words(d)}
	case "convert":
		if len(s.pb.Kinds) > 0 {
			return complaint.Convert{Kind: pick(d, "kind", s.pb.Kinds).Code, Text: words(d)}
		}
	case "dispatch":
		cmd := complaint.Dispatch{Text: words(d)}
		if chance(d, "named", 60) {
			cmd.Unit = s.unit(d)
		}
		if chance(d, "with", 20) {
			cmd.With = []string{s.unit(d)}
		}
		return cmd
	case "take-on":
		return complaint.TakeOn{}
	case "send-back":
		return complaint.SendBack{Reason: s.reason(d, name), Text: words(d)}
	case "ruling":
		return complaint.Ruling{Unit: pick(d, "to", []string{"", s.unit(d)}), Text: words(d)}
	case "transfer":
		return complaint.Transfer{Unit: s.unit(d), Reason: s.reason(d, name), Text: words(d)}
	case "recuse":
		return complaint.Recuse{Person: pick(d, "whom", []string{"", s.anybody(d)}), Text: words(d)}
	}
	return nil
}

// working draws what is done to find out.
func (s *scene) working(d dice, name string) complaint.Command {
	switch name {
	case "plan":
		cmd := complaint.Plan{Goal: words(d), Needs: codes(d, s.pb.Evidence)}
		if chance(d, "until", 30) {
			cmd.Until = s.now.Add(time.Duration(1+d.roll("hours", 90)) * time.Hour)
		}
		return cmd
	case "find":
		cmd := complaint.RecordFinding{Cause: "broken", Unit: s.unit(d), Upheld: chance(d, "upheld", 50), Text: words(d)}
		if chance(d, "held", 20) {
			cmd.People = []string{s.anybody(d)}
		}
		return cmd
	case "add-task":
		cmd := complaint.AddTask{Code: "look", Unit: s.unit(d), Blocks: chance(d, "blocks", 30), Text: words(d)}
		if len(s.pb.Tasks) > 0 && chance(d, "of the book", 50) {
			cmd = complaint.AddTask{Code: pick(d, "task", s.pb.Tasks).Code}
		}
		return cmd
	case "complete-task":
		return s.completion(d)
	case "attach":
		return complaint.Attach{Title: words(d), Kind: pick(d, "kind", []string{"camera", "interview"}), Text: words(d)}
	case "note":
		return complaint.Note{CaseStudy: chance(d, "study", 30), Text: words(d)}
	case "correct":
		return complaint.Correct{Text: words(d), Fields: s.fields(d, s.pb.Fields, 30)}
	}
	return nil
}

// completion reports an open task with what its rule records.
func (s *scene) completion(d dice) complaint.Command {
	var open []complaint.Task
	for i := range s.c.Tasks {
		if s.c.Tasks[i].Done.IsZero() {
			open = append(open, s.c.Tasks[i])
		}
	}
	if len(open) == 0 {
		return complaint.CompleteTask{Task: 1}
	}
	t := pick(d, "task", open)
	cmd := complaint.CompleteTask{Task: t.ID, Result: "done", Text: words(d)}
	for i := range s.pb.Tasks {
		if rule := &s.pb.Tasks[i]; rule.Code == t.Code {
			cmd.Values = s.fields(d, rule.Records, 95)
			if len(rule.Results) > 0 {
				cmd.Result = pick(d, "result", rule.Results)
			}
		}
	}
	return cmd
}

// deciding draws what is offered, approved and carried out.
func (s *scene) deciding(d dice, name string) complaint.Command {
	proposal, approval := last(d, len(s.c.Proposals)), last(d, len(s.c.Approvals))
	switch name {
	case "propose":
		return complaint.Propose{
			Remedies: []complaint.Remedy{{Relief: s.relief(d), Money: money(d)}}, Compensation: money(d), Text: words(d),
		}
	case "approve":
		return complaint.Approve{Approval: approval}
	case "deny":
		return complaint.Deny{Approval: approval, Reason: s.reason(d, name), Text: words(d)}
	case "delegate":
		return complaint.Delegate{Approval: approval, To: s.anybody(d)}
	case "offer":
		return complaint.Offer{Proposal: proposal, Text: words(d)}
	case "reply":
		yes := chance(d, "accepted", 60)
		cmd := complaint.Reply{Proposal: proposal, Accepted: yes, Consent: true, Text: words(d)}
		if !yes && chance(d, "counter", 50) {
			cmd.Wanted = money(d)
		}
		return cmd
	case "final-decision":
		return complaint.FinalDecision{Proposal: proposal, Recourse: codes(d, s.pb.Recourse), Text: words(d)}
	case "execute":
		return complaint.Execute{Proposal: proposal, Text: words(d)}
	case "compensate":
		return complaint.Compensate{Amount: money(d), Text: words(d)}
	case "report":
		return complaint.Report{Text: words(d)}
	case "instruct":
		return complaint.Instruct{Text: words(d)}
	case "release":
		return complaint.ReleaseWording{Text: words(d)}
	}
	return nil
}

func (s *scene) relief(d dice) string {
	if len(s.pb.Reliefs) == 0 {
		return "apology"
	}
	return pick(d, "relief", s.pb.Reliefs).Code
}

// outcome is one of the playbook's outcomes.
func (s *scene) outcome(d dice) string {
	if len(s.pb.Outcomes) == 0 {
		return playbook.Explained
	}
	return pick(d, "outcome", s.pb.Outcomes).Code
}
