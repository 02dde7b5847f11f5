package complaint_test

import (
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

// modelHotelStaff are people of the hotel's roles, one unit each.
func modelHotelStaff() []complaint.Actor {
	return []complaint.Actor{
		{ID: "h1", Role: "front-desk", Unit: "front-office"},
		{ID: "h2", Role: "area-lead", Unit: "housekeeping"},
		{ID: "h3", Role: "lobby-manager", Unit: "front-office"},
		{ID: "h4", Role: "dept-head", Unit: "housekeeping"},
		{ID: "h5", Role: "deputy-gm", Unit: "complaint-centre"},
		{ID: "h6", Role: "general-manager", Unit: "complaint-centre"},
	}
}

// randomHouse is the tests' house with rules drawn at random, valid ones only.
func randomHouse(rt *rapid.T) *playbook.Playbook {
	yes := func(what string) bool { return rapid.Bool().Draw(rt, what) }
	few := func(what string) int { return rapid.IntRange(0, 2).Draw(rt, what) }
	pb := house()
	pb.Returns, pb.Ruled = few("returns"), yes("ruled")
	pb.Conflict.Unit = yes("unit keeps away")
	pb.Direct.Accepted = yes("accepted")
	pb.Offers = playbook.NegotiationPolicy{Proposals: few("proposals"), InOrder: yes("in order"), Rounds: few("rounds")}
	pb.FollowUp = playbook.FollowUpPolicy{
		Reopen: few("reopen"), Attempts: few("attempts"), Contacts: few("contacts"), Other: yes("other unit"), Effect: yes("effect"),
	}
	pb.Approval.Need = few("need")
	pb.Promise.Again = few("again")
	pb.Expedite = playbook.ExpeditePolicy{Notify: few("notify"), Raise: few("raise"), Level: few("level")}
	for i := range pb.Grades {
		g := &pb.Grades[i]
		g.Plan, g.Wording, g.Instruction = yes("plan"), yes("wording"), yes("instruction")
		g.FollowUp, g.Review, g.Direct = yes("follow-up"), yes("review"), yes("direct")
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
	remedies := []complaint.Remedy{{Kind: relief}}
	by := m.clock.Now().Add(time.Hour)
	return rapid.SampledFrom([]complaint.Command{
		complaint.Acknowledge{},
		complaint.Assess{},
		complaint.Assess{},
		complaint.Dispatch{Unit: unit},
		complaint.Dispatch{},
		complaint.Dispatch{With: []string{unit}},
		complaint.TakeOn{},
		complaint.TakeOn{},
		complaint.SendBack{Text: "x"},
		complaint.Ruling{Unit: unit},
		complaint.Ruling{},
		complaint.Transfer{Unit: unit, Person: person, Text: "x"},
		complaint.Recuse{},
		complaint.Plan{Goal: "x", People: []string{person}},
		complaint.Find{Cause: "broken", Unit: unit, Upheld: yes, People: []string{person}},
		complaint.AddTask{Code: "look", Unit: unit, Blocks: yes},
		complaint.CompleteTask{Task: n},
		complaint.Propose{Remedies: remedies, Compensation: money},
		complaint.Propose{Remedies: remedies},
		complaint.Approve{Approval: n},
		complaint.Deny{Approval: n, Text: "x"},
		complaint.Delegate{Approval: n, To: person},
		complaint.Offer{Proposal: n},
		complaint.Reply{Proposal: n, Accepted: yes},
		complaint.FinalDecision{Proposal: n, Text: "x"},
		complaint.Execute{Proposal: n},
		complaint.Compensate{Amount: complaint.Yuan(90)},
		complaint.Report{},
		complaint.Instruct{},
		complaint.Release{Text: "x"},
		complaint.Respond{Text: "x"},
		complaint.MakePromise{By: by},
		complaint.Note{Study: yes, Text: "x"},
		complaint.Resolve{Outcome: outcome},
		complaint.Resolve{Outcome: outcome},
		complaint.CloseDirectly{Accepted: yes},
		complaint.FollowUp{Reached: true, Satisfied: yes, Effect: "yes"},
		complaint.FollowUp{},
		complaint.Close{},
		complaint.Close{},
		complaint.Reopen{Text: "x"},
		complaint.Hold{Reason: "complainant"},
		complaint.Resume{},
		complaint.Expedite{},
		complaint.Escalate{Text: "x"},
		complaint.Appeal{},
		complaint.Appeal{Finding: n},
		complaint.DecideAppeal{Upheld: yes, Text: "x"},
		complaint.Reclassify{Judgement: complaint.Judgement{Severity: rapid.SampledFrom(m.pb.Grades).Draw(rt, "grade").Severity}, Text: "x"},
		complaint.Correct{Text: "x", About: []string{person}},
		complaint.Withdraw{},
		complaint.Publish{Where: "board"},
		complaint.Extend{Target: "resolve", Rule: "plus", Text: "x"},
		complaint.Tag{Add: []string{"vip"}},
	}).Draw(rt, "command")
}
