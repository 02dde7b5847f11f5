package main

import (
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// plan is what people will do about a new case. Now and then somebody is slow; the limits do not wait.
func (m *month) plan(f *file) []act {
	agent, unit := m.person("agent", "service-centre"), f.c.Unit
	acts := []act{{agent, m.hours(0.1, 7), complaint.Acknowledge{Told: []string{"process", "limit", "contact"}}}}
	if f.c.Severity == classify.Minor && m.likely(0.7) {
		return append(acts, act{agent, m.hours(0.2, 14), complaint.CloseDirectly{Accepted: true}})
	}
	handler := m.person("handler", unit)
	acts = append(acts, act{agent, 10 * time.Minute, complaint.Assess{}}, act{agent, 5 * time.Minute, complaint.Dispatch{}},
		act{handler, m.hours(0.2, 6), complaint.TakeOn{}})
	if f.c.Severity >= classify.Major {
		acts = append(acts, act{handler, time.Hour, complaint.Plan{Goal: m.Of("查明原因", "find the cause"), Method: m.Of("现场查看", "on site")}})
	}
	if m.likely(0.12) {
		acts = append(acts, act{handler, m.hours(1, 6), complaint.Hold{Reason: "waiting-complainant"}}, act{handler, m.hours(6, 24), complaint.Resume{}})
	}
	acts = append(acts, act{handler, m.hours(1, 30), complaint.RecordFinding{Cause: f.text.matter, Upheld: true}})
	if f.c.Severity >= classify.Major || m.likely(0.4) {
		acts = append(acts, m.settlement(handler)...)
	}
	acts = append(acts, act{handler, m.hours(0.5, 16), complaint.Resolve{Outcome: "upheld"}})
	return append(acts, m.followUp(f, handler)...)
}

// settlement is a proposal within the handler's authority that is agreed on.
func (m *month) settlement(handler complaint.Actor) []act {
	sum := complaint.Yuan(50 + 10*m.chance.Int64N(40))
	return []act{
		{handler, 20 * time.Minute, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}}, Compensation: sum}},
		{handler, 10 * time.Minute, complaint.Offer{Proposal: 1}},
		{handler, m.hours(0.2, 8), complaint.Reply{Proposal: 1, Accepted: true}},
		{handler, m.hours(0.2, 8), complaint.Execute{Proposal: 1}},
	}
}

// followUp is the call afterwards. One in eight is not content, and the case is handled again.
func (m *month) followUp(f *file, handler complaint.Actor) []act {
	if f.c.Severity == classify.Minor {
		return nil // the clock closes it after 15 days
	}
	agent, lead := m.person("agent", "service-centre"), m.person("supervisor", "service-centre")
	content := complaint.FollowUp{Reached: true, Satisfied: true, Score: 4 + m.chance.IntN(2), Effect: "yes"}
	var acts []act
	if m.likely(0.125) {
		acts = append(acts, act{agent, m.hours(2, 30), complaint.FollowUp{Reached: true, Score: 2, Effect: "no"}},
			act{lead, time.Hour, complaint.Reopen{Reason: "unsatisfied"}}, act{handler, m.hours(4, 20), complaint.Resolve{Outcome: "upheld"}})
	}
	return append(acts, act{agent, m.hours(2, 30), content}, act{lead, 10 * time.Minute, complaint.Close{}})
}

// complaintText is what somebody complains of, and what the desk ticks.
type complaintText struct {
	channel, matter string
	words           playbook.Text
	facts           map[string]string
}

func texts() []complaintText {
	t := func(channel, matter, zh, en string, facts ...string) complaintText {
		out := complaintText{channel, matter, playbook.Text{ZH: zh, EN: en}, map[string]string{}}
		for i := 0; i+1 < len(facts); i += 2 {
			out.facts[facts[i]] = facts[i+1]
		}
		return out
	}
	return []complaintText{
		t("app", "late", "衣柜说好周二送，周五还没到。", "The wardrobe was due on Tuesday. It is Friday.", "fault", "true"),
		t("hotline", "late", "改了三次送货时间，没人通知。", "Three new dates for the delivery, and nobody told me."),
		t("hotline", "assembly", "床架装反了，师傅不肯返工。", "The bed was put together back to front, and they will not come again.", "fault", "true"),
		t("app", "assembly", "安装把地板划了一道。", "They scratched the floor.", "fault", "true", "loss", "80000"),
		t("chat", "quality", "餐桌开裂，才用两个月。", "The table cracked after two months.", "fault", "true"),
		t("email", "quality", "色差太大，和图片不一样。", "The colour is nothing like the picture."),
		t("hotline", "charges", "多收了一次上楼费。", "I was charged twice for the stairs."),
		t("chat", "attitude", "客服挂我电话。", "They hung up on me.", "upset", "true"),
		t("app", "safety", "书柜没固定，倒下来砸了脚。", "The bookcase was not fixed to the wall. It fell on my foot.", "safety", "harmed"),
	}
}
