package main

import (
	"time"

	"github.com/redress-go/redress/complaint"
)

// trapped: Thursday night. The third home to complain of one lift makes a batch: one case leads, and what is said and done
// there reaches the others.
func (w *week) trapped() {
	w.Scene("周四晚：一部电梯，三户投诉", "Thursday night: one lift, three homes")
	w.At("2026-09-24 19:02")
	homes := []struct{ name, phone, zh, en string }{
		{"关山", "13900000021", "6号楼电梯困人二十分钟，对讲没人应。", "Stuck in the lift of building 6 for twenty minutes, and nobody answered."},
		{"闻静", "13900000022", "6号楼电梯又坏了，老人爬不了18层。", "The lift of building 6 is out again. My mother cannot climb 18 floors."},
		{"洪亮", "13900000023", "电梯一个月坏三次，要个说法。", "Three times in a month. We want an explanation."},
	}
	for i, h := range homes {
		in := w.from("phone", "own", w.Of("6号楼电梯", "lift, building 6"), h.name, h.phone, h.zh, h.en)
		in.Fields["fault"] = "true"
		zh, en := "", ""
		if i == 2 {
			zh, en = "一日内第三户：疑似批量，逐级告知", "the third home in a day: a batch, the ladder is told"
		}
		w.lift = append(w.lift, w.Register(w.reception, in, zh, en))
		w.Until(w.Now().Add(4 * time.Minute))
	}
	for _, c := range w.lift[1:] {
		w.lift[0] = w.Do(w.reception, w.lift[0], complaint.LinkTo{Case: c.ID, Kind: "batch"}, "并入 "+c.Number, "with "+c.Number)
	}
	w.leading(w.reception, complaint.Assess{}, "", "")
	w.leading(w.reception, complaint.Dispatch{Unit: "engineering", Person: w.engineer.ID}, "", "")
	w.all(complaint.Assess{})
	w.all(complaint.Dispatch{Unit: "engineering", Person: w.engineer.ID})
	for i := range w.lift {
		w.lift[i] = w.Do(w.engineer, w.lift[i], complaint.TakeOn{}, "一人负责到底", "one person answers for all")
	}
}

// leading gives a command to the case that leads the batch.
func (w *week) leading(who complaint.Actor, cmd complaint.Command, zh, en string) {
	w.lift[0] = w.Do(who, w.lift[0], cmd, zh, en)
}

// all gives a command to every member of the batch, which Deliver carries out case by case.
func (w *week) all(cmd complaint.Command) {
	label := w.Command(cmd.Name())
	w.leading(w.head, complaint.ForEachMember{Command: cmd}, "并入的各案："+label, "each of the others: "+label)
	w.Carry()
}

// friday: the promised answer, the lift, and what was agreed on is done.
func (w *week) friday() {
	w.Scene("周五：兑现与办结", "Friday: done as promised")
	w.At("2026-09-25 09:00")
	w.market = w.Do(w.liaison, w.market, complaint.Respond{Promise: 1, Text: w.Of("街道同意限时经营，下周装净化器。", "The street office limits the hours; filters come next week.")},
		"按约答复", "answered as promised")
	w.leading(w.engineer, complaint.RecordFinding{Cause: "door-operator", Upheld: true}, "门机老化，当夜已换", "a worn door drive, replaced that night")
	w.all(complaint.Respond{Text: w.Of("门机已更换，对讲改接监控室。", "The drive is replaced; the intercom now rings in the control room.")})
	w.Refused(w.engineer, w.lift[0], complaint.Resolve{Outcome: "upheld"}, "还有两案未办结，牵头案不能先结", "two are open, so the lead stays open")
	for i := range w.lift {
		i = (i + 1) % len(w.lift) // the lead last
		w.lift[i] = w.Do(w.engineer, w.lift[i], complaint.Resolve{Outcome: "upheld"}, "", "")
	}
	w.leak = w.Do(w.engineer, w.leak, complaint.Execute{Proposal: 1}, "修好，墙纸款已付；结果须当日登记", "mended and paid; the result is due on record today")
	w.leak = w.Do(w.engineer, w.leak, complaint.Resolve{Outcome: "settled"}, "", "")
}

// sunday: everybody is asked within three days.
func (w *week) sunday() {
	w.Scene("周日：回访与归档", "Sunday: asked, closed, archived")
	w.At("2026-09-27 16:00")
	w.leak = w.ask(w.leak, content(), "满意", "content")
	for i := range w.lift {
		w.lift[i] = w.ask(w.lift[i], content(), "满意", "content")
	}
	w.Sheet(w.leak)
}
