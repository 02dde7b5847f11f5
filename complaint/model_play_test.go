package complaint_test

import (
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

func modelStaff() []complaint.Actor {
	cook := complaint.Actor{ID: "u9", Name: "钱进", Role: "worker", Unit: "kitchen"}
	return []complaint.Actor{clerk, worker, lead, manager, boss, cook}
}

// modelStaffOf are two people of each role of a playbook, in different units where it has several. The first may register.
func modelStaffOf(pb *playbook.Playbook) []complaint.Actor {
	var out []complaint.Actor
	for i, r := range pb.Roles {
		for j := range 2 {
			a := complaint.Actor{ID: fmt.Sprintf("%s-%d", r.Code, j), Role: r.Code, Unit: pb.Units[(i+j)%len(pb.Units)].Code}
			if slices.ContainsFunc(pb.Grants, func(g playbook.Grant) bool {
				return slices.Contains(g.Roles, r.Code) && slices.Contains(g.Commands, "register") && len(g.Severities) == 0
			}) {
				out = append([]complaint.Actor{a}, out...)
			} else {
				out = append(out, a)
			}
		}
	}
	return out
}

// randomHouse is the tests' house with rules drawn at random, valid ones only.
func randomHouse(rt *rapid.T) *playbook.Playbook {
	yes := func(what string) bool { return rapid.Bool().Draw(rt, what) }
	few := func(what string) int { return rapid.IntRange(0, 2).Draw(rt, what) }
	pb := house()
	pb.MaxReturns, pb.ReturnsNeedRuling = few("returns"), yes("ruled")
	pb.Conflict.Unit = yes("unit keeps away")
	pb.Direct.Accepted = yes("accepted")
	pb.Offers = playbook.NegotiationPolicy{Proposals: few("proposals"), InOrder: yes("in order"), Rounds: few("rounds")}
	pb.FollowUp = playbook.FollowUpPolicy{
		MaxReopens: few("reopen"), Attempts: few("attempts"), Contacts: few("contacts"), OtherUnit: yes("other unit"), Effect: yes("effect"),
	}
	pb.Approval.Need = few("need")
	pb.Promise.Notify = few("again")
	pb.Expedite = playbook.ExpeditePolicy{Notify: few("notify"), Raise: few("raise"), Level: few("level")}
	for i := range pb.Grades {
		g := &pb.Grades[i]
		g.Plan, g.Wording, g.Instruction = yes("plan"), yes("wording"), yes("instruction")
		g.FollowUp, g.CaseStudy, g.Direct = yes("follow-up"), yes("review"), yes("direct")
	}
	commands := playbook.Commands()
	for range few("separations") + 1 {
		pb.Separate = append(pb.Separate, playbook.Separation{
			Command: rapid.SampledFrom(commands).Draw(rt, "not"), After: []string{rapid.SampledFrom(commands).Draw(rt, "after")},
		})
	}
	taken := rapid.SampledFrom(commands).Draw(rt, "taken away")
	pb.Grants[1].Commands = slices.DeleteFunc(slices.Clone(pb.Grants[1].Commands), func(c string) bool { return c == taken })
	pb.Grants[0].Roles = append([]string{"clerk"}, pb.Grants[0].Roles[1+few("fewer roles"):]...)
	if pb.Validate() != nil {
		return house()
	}
	return pb
}

// command draws what somebody might do: likely values, for cases in any state.
func (m *model) command() complaint.Command {
	rt := m.rt
	unit := rapid.SampledFrom(m.pb.Units).Draw(rt, "unit").Code
	person := rapid.SampledFrom(m.actors).Draw(rt, "person").ID
	n := rapid.IntRange(1, 2).Draw(rt, "number")
	yes := rapid.Bool().Draw(rt, "yes")
	money := complaint.Yuan(int64(rapid.SampledFrom([]int{0, 50, 400, 2000}).Draw(rt, "yuan")))
	outcome := rapid.SampledFrom(m.pb.Outcomes).Draw(rt, "outcome").Code
	relief := rapid.SampledFrom(m.pb.Reliefs).Draw(rt, "relief").Code
	remedies := []complaint.Remedy{{Relief: relief}}
	by := m.clock.Now().Add(time.Hour)
	reason := func(command string) string {
		for _, r := range m.pb.Reasons {
			if r.Command == command {
				return r.Code
			}
		}
		return ""
	}
	return rapid.SampledFrom([]complaint.Command{
		complaint.Acknowledge{},
		complaint.Assess{},
		complaint.Assess{},
		complaint.Dispatch{Unit: unit},
		complaint.Dispatch{},
		complaint.Dispatch{With: []string{unit}},
		complaint.TakeOn{},
		complaint.TakeOn{},
		complaint.SendBack{Reason: reason("send-back"), Text: "x"},
		complaint.Ruling{Unit: unit},
		complaint.Ruling{},
		complaint.Transfer{Unit: unit, Person: person, Reason: reason("transfer"), Text: "x"},
		complaint.Recuse{},
		complaint.Recuse{Person: person},
		complaint.Plan{Goal: "x", People: []string{person}},
		complaint.RecordFinding{Cause: "broken", Unit: unit, Upheld: yes, People: []string{person}},
		complaint.AddTask{Code: "look", Unit: unit, Blocks: yes},
		complaint.CompleteTask{Task: n},
		complaint.Propose{Remedies: remedies, Compensation: money},
		complaint.Propose{Remedies: remedies},
		complaint.Approve{Approval: n},
		complaint.Deny{Approval: n, Reason: reason("deny"), Text: "x"},
		complaint.Delegate{Approval: n, To: person},
		complaint.Offer{Proposal: n},
		complaint.Reply{Proposal: n, Accepted: yes},
		complaint.FinalDecision{Proposal: n, Text: "x"},
		complaint.Execute{Proposal: n},
		complaint.Compensate{Amount: complaint.Yuan(90)},
		complaint.Report{},
		complaint.Instruct{},
		complaint.ReleaseWording{Text: "x"},
		complaint.Respond{Text: "x"},
		complaint.MakePromise{Due: by},
		complaint.Note{CaseStudy: yes, Text: "x"},
		complaint.Resolve{Outcome: outcome},
		complaint.Resolve{Outcome: outcome},
		complaint.CloseDirectly{Accepted: yes},
		complaint.FollowUp{Reached: true, Satisfied: yes, Effect: "yes"},
		complaint.FollowUp{},
		complaint.Close{},
		complaint.Close{},
		complaint.Reopen{Reason: reason("reopen"), Text: "x"},
		complaint.Hold{Reason: reason("hold")},
		complaint.Resume{},
		complaint.Expedite{},
		complaint.Escalate{Reason: reason("escalate"), Text: "x"},
		complaint.Appeal{},
		complaint.Appeal{Finding: n},
		complaint.DecideAppeal{Upheld: yes, Text: "x"},
		complaint.Reclassify{Judgement: complaint.Judgement{Severity: rapid.SampledFrom(m.pb.Grades).Draw(rt, "grade").Severity}, Reason: reason("reclassify"), Text: "x"},
		complaint.Correct{Text: "x", About: []string{person}},
		complaint.Withdraw{},
		complaint.Publish{Where: "board"},
		complaint.Extend{Target: "resolve", Rule: "plus", Reason: reason("extend"), Text: "x"},
		complaint.Tag{Add: []string{"vip"}},
	}).Draw(rt, "command")
}
