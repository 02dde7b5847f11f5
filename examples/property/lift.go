package main

import (
	"time"

	"github.com/redress-go/redress/complaint"
)

// lift: Thursday night. The third home to complain of one lift makes a batch: one case leads, and what is said and done
// there reaches the others.
func (w *week) lift() {
	w.Scene("周四：一部电梯，三户投诉", "Thursday: one lift, three homes")
	w.At("2026-09-24 19:02")
	homes := []struct{ name, phone, zh, en string }{
		{"关山", "13900000021", "6号楼电梯困人二十分钟，对讲没人应。", "Stuck in the lift of building 6 for twenty minutes, and nobody answered."},
		{"闻静", "13900000022", "6号楼电梯又坏了，老人爬不了18层。", "The lift of building 6 is out again. My mother cannot climb 18 floors."},
		{"洪亮", "13900000023", "电梯一个月坏三次，要个说法。", "Three times in a month. We want an explanation."},
	}
	var cases []*complaint.Case
	for i, h := range homes {
		in := w.from("phone", "own", w.Of("6号楼电梯", "lift, building 6"), h.name, h.phone, h.zh, h.en)
		in.Fields["fault"] = "true"
		zh, en := "", ""
		if i == 2 {
			zh, en = "一日内第三户：疑似批量，报主管", "the third home in a day: a batch, the supervisor is told"
		}
		cases = append(cases, w.Register(w.reception, in, zh, en))
		w.Until(w.Now().Add(4 * time.Minute))
	}
	lead := cases[0]
	for _, c := range cases[1:] {
		lead = w.Do(w.reception, lead, complaint.LinkTo{Case: c.ID, Kind: "batch"}, "并入 "+c.Number, "with "+c.Number)
	}
	lead = w.Do(w.reception, lead, complaint.Assess{}, "", "")
	lead = w.Do(w.reception, lead, complaint.Dispatch{Unit: "engineering", Person: w.engineer.ID}, "", "")
	lead = w.Do(w.engineer, lead, complaint.TakeOn{}, "一人负责到底", "one person answers for all")
	lead = w.all(w.reception, lead, complaint.Assess{})
	lead = w.all(w.reception, lead, complaint.Dispatch{Unit: "engineering", Person: w.engineer.ID})
	lead = w.all(w.engineer, lead, complaint.TakeOn{})

	w.At("2026-09-25 09:30")
	lead = w.Do(w.engineer, lead, complaint.RecordFinding{Cause: "door-operator", Upheld: true}, "门机老化，当夜换件", "worn door drive, replaced that night")
	lead = w.all(w.engineer, lead, complaint.Respond{Text: w.Of("门机已更换，对讲改接监控室。", "The drive is replaced; the intercom now rings in the control room.")})
	w.Refused(w.engineer, lead, complaint.Resolve{Outcome: "upheld"}, "两案未结，牵头案不能先结", "two are open, so the lead stays open")
	for _, c := range cases[1:] {
		c = w.Do(w.engineer, c, complaint.RecordFinding{Cause: "door-operator", Upheld: true}, "", "")
		w.Do(w.engineer, c, complaint.Resolve{Outcome: "upheld"}, "", "")
	}
	w.trapped = w.Do(w.engineer, lead, complaint.Resolve{Outcome: "upheld"}, "", "")
}

// all gives a command to every member of a batch, which Deliver carries out.
func (w *week) all(who complaint.Actor, lead *complaint.Case, cmd complaint.Command) *complaint.Case {
	label := w.Command(cmd.Name())
	lead = w.Do(who, lead, complaint.ForEachMember{Command: cmd}, label+"，逐案执行", label+", in each of them")
	w.Carry()
	return lead
}

// followUps: operations, which handled nothing, asks everybody within three days.
func (w *week) followUps() {
	w.Scene("周五：执行与回访", "Friday: done, and asked")
	w.At("2026-09-25 10:00")
	w.leak = w.Do(w.engineer, w.leak, complaint.Execute{Proposal: 1}, "修好，墙纸款已付；当日须登记结果", "mended and paid; the result is due on record today")
	w.leak = w.Do(w.engineer, w.leak, complaint.Resolve{Outcome: "settled"}, "", "")
	asked := complaint.FollowUp{Reached: true, Satisfied: true, Score: 5, Effect: "yes"}
	w.Refused(w.engineer, w.leak, asked, "经手人不得回访", "who handled it does not ask")
	w.leak = w.ask(w.leak, asked, "满意", "content")
	w.noise = w.ask(w.noise, complaint.FollowUp{Reached: true, Score: 2, Effect: "no", Text: w.Of("换了人，音乐照放。", "Another guard, the same music.")},
		"不满意，措施无效", "not content: it did not work")
	w.Refused(w.operations, w.noise, complaint.Close{}, "不满意的不能结案", "not against the answer")
	w.noise = w.Do(w.operations, w.noise, complaint.Reopen{Reason: "not-done"}, "重新处理", "taken up again")
	w.At("2026-09-27 16:00")
	w.trapped = w.ask(w.trapped, asked, "满意", "content")
	w.Sheet(w.leak)
}

// ask is a follow-up call; a case whose complainant is content is closed and archived.
func (w *week) ask(c *complaint.Case, answer complaint.FollowUp, zh, en string) *complaint.Case {
	c = w.Do(w.operations, c, answer, zh, en)
	if answer.Satisfied {
		c = w.Do(w.operations, c, complaint.Close{}, "", "")
		c = w.Do(w.operations, c, complaint.Archive{}, "", "")
	}
	return c
}
