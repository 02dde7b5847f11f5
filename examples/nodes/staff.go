package main

import (
	"hash/fnv"
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
)

// act is what somebody does next with a case.
type act struct {
	what string // once in the life of a case
	who  complaint.Actor
	cmd  complaint.Command
	at   time.Time
}

// The staff. Each may act on any node.

func clerk() complaint.Actor {
	return complaint.Actor{ID: "u01", Name: "李敏", Role: "front-desk", Unit: "front-office"}
}

func lobby() complaint.Actor {
	return complaint.Actor{ID: "u05", Name: "周岚", Role: "lobby-manager", Unit: "front-office"}
}

func floor() complaint.Actor {
	return complaint.Actor{ID: "u33", Name: "谢云", Role: "floor-manager", Unit: "restaurant"}
}

func deputy() complaint.Actor {
	return complaint.Actor{ID: "u42", Name: "潘毅", Role: "deputy-gm", Unit: "complaint-centre"}
}

func director() complaint.Actor {
	return complaint.Actor{ID: "u41", Name: "苏航", Role: "operations-director", Unit: "management"}
}

// manager sees every case.
func manager() complaint.Actor {
	return complaint.Actor{ID: "u43", Name: "葛成", Role: "general-manager", Unit: "management"}
}

// plan says what is next for a case, nil when nothing is. It follows from the stored case alone, so every node comes to the
// same answer and a node that was killed has forgotten nothing.
func plan(c *complaint.Case) *act {
	next := intake(c)
	if next == nil {
		next = settle(c)
	}
	if next == nil {
		next = after(c)
	}
	if next != nil {
		next.at = c.ActiveAt.Add(takes(c.ID, next.what))
	}
	return next
}

// intake: the guest hears from us, and the case goes to where it belongs.
func intake(c *complaint.Case) *act {
	switch {
	case c.State == complaint.Registered && !c.Due("next-step").IsZero():
		return &act{what: "answer", who: lobby(), cmd: complaint.Respond{Text: "已致歉并说明由谁处理。"}}
	case c.State == complaint.Registered:
		return &act{what: "assess", who: lobby(), cmd: complaint.Assess{}}
	case c.State == complaint.Assessed && serious(c) && !c.Reported:
		return &act{what: "report", who: lobby(), cmd: complaint.Report{Role: "deputy-gm", Text: "情况属实，请指示。"}}
	case c.State == complaint.Assessed:
		return &act{what: "dispatch", who: lobby(), cmd: complaint.Dispatch{Unit: c.Unit}}
	case c.State == complaint.Dispatched:
		return &act{what: "take on", who: handler(c), cmd: complaint.TakeOn{}}
	}
	return nil
}

// settle: find out, agree with the guest, put it right.
func settle(c *complaint.Case) *act {
	n := len(c.Proposals)
	switch c.State {
	case complaint.Investigating:
		for _, t := range c.Tasks {
			if t.Blocks && t.Done.IsZero() {
				return &act{what: "secure evidence", who: lobby(), cmd: complaint.CompleteTask{Task: t.ID, Result: "secured"}}
			}
		}
		if len(c.Findings) == 0 {
			return &act{what: "find", who: handler(c), cmd: complaint.RecordFinding{Cause: "process", Upheld: true, Text: "经查属实。"}}
		}
		return &act{what: "propose", who: handler(c), cmd: complaint.Propose{
			Remedies: []complaint.Remedy{{Relief: "apology"}}, Compensation: c.Wanted, Text: "致歉并补偿。",
		}}
	case complaint.AwaitingApproval:
		who := director()
		if serious(c) {
			who = manager()
		}
		return &act{what: "approve", who: who, cmd: complaint.Approve{Approval: len(c.Approvals)}}
	case complaint.Proposing:
		if c.Severity == classify.Major && !c.Instructed {
			return &act{what: "instruct", who: manager(), cmd: complaint.Instruct{Text: "同意按方案处理。"}}
		}
		return &act{what: "offer", who: handler(c), cmd: complaint.Offer{Proposal: n}}
	case complaint.Negotiating:
		return &act{what: "reply", who: handler(c), cmd: complaint.Reply{Proposal: n, Accepted: true}}
	case complaint.Executing:
		if !c.Proposals[n-1].Executed {
			return &act{what: "execute", who: handler(c), cmd: complaint.Execute{Proposal: n}}
		}
		return &act{what: "resolve", who: handler(c), cmd: complaint.Resolve{Outcome: "settled"}}
	}
	return nil
}

// after: is the guest content? Small matters are left to close by themselves.
func after(c *complaint.Case) *act {
	switch {
	case c.State == complaint.Resolved && c.Severity > classify.Minor:
		return &act{what: "follow up", who: lobby(), cmd: complaint.FollowUp{Reached: true, Satisfied: true, Score: 5}}
	case c.State == complaint.FollowingUp:
		return &act{what: "close", who: lobby(), cmd: complaint.Close{}}
	}
	return nil
}

// handler works on a case.
func handler(c *complaint.Case) complaint.Actor {
	if serious(c) {
		return deputy()
	}
	return floor()
}

func serious(c *complaint.Case) bool { return c.Severity >= classify.Major }

// takes is how long an act takes: one to four tenths of a second, and for one in eight so long that a limit may be missed.
func takes(id complaint.CaseID, what string) time.Duration {
	n := draw(id, what)
	wait := time.Duration(100+n%300) * time.Millisecond
	if n%8 == 0 {
		wait += 2 * time.Second
	}
	return wait
}

// draw is a number that follows from a case and an act, and looks like chance.
func draw(id complaint.CaseID, what string) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(string(id) + what))
	return int(h.Sum32() >> 8)
}
