package main

import (
	"time"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/examples/internal/stage"
)

// week is the story.
type week struct {
	*stage.Stage
	estate

	leak, noise, market *complaint.Case
	lift                []*complaint.Case // the first of them leads
}

// from is an intake of a resident.
func (w *week) from(channel, matter, place, name, phone, zh, en string) complaint.Intake {
	return complaint.Intake{
		Channel: channel, Complainant: complaint.Person{Name: name, Phone: phone}, Place: place, Text: w.Of(zh, en),
		Fields: map[string]string{"matter": matter},
	}
}

// inPerson: Monday morning. What can be put right on the spot is, and the superior hears of it afterwards; what cannot is
// the superior's within two hours.
func (w *week) inPerson() {
	w.Scene("周一：当面投诉", "Monday: in person")
	w.At("2026-09-21 08:42")
	lamp := w.Register(w.reception, w.from("counter", "own", "3-1-502", "马莉", "13900000011",
		"楼道灯坏了一周没人修。", "The light on the landing has been out for a week."), "", "")
	w.Do(w.reception, lamp, complaint.CloseDirectly{Text: w.Of("师傅当场换了灯泡，业主认可。", "A new bulb at once; she is content."), Accepted: true},
		"当场换灯，事后报主管", "a new bulb at once; the supervisor hears of it afterwards")

	w.At("2026-09-21 09:20")
	in := w.from("counter", "own", "5-2-1101", "袁野", "13900000012",
		"保安夜里在岗亭放音乐，说了两次都不改。", "The guards play music at night. We have asked twice.")
	in.Fields["fault"] = "true"
	w.noise = w.Register(w.reception, in, "两小时内须报上级", "the superior has to know within two hours")
	w.noise = w.Do(w.reception, w.noise, complaint.Assess{}, "", "")
	w.noise = w.Do(w.reception, w.noise, complaint.Dispatch{Person: w.caretaker.ID}, "派给罗刚", "to Luo Gang")
	w.noise = w.Do(w.caretaker, w.noise, complaint.TakeOn{}, "", "")
	w.At("2026-09-21 11:25") // he forgets to report; the limit does not
	w.noise = w.Do(w.caretaker, w.noise, complaint.Report{Role: "supervisor", Text: w.Of("夜班带班纵容。", "The night shift's lead lets them.")},
		"晚报了，超时已入账", "late, and the ledger says so")
	w.noise = w.Do(w.lead, w.noise, complaint.Instruct{Text: w.Of("调换带班，今晚起检查。", "Another lead; checked from tonight on.")}, "调换带班", "another shift lead")
	w.noise = w.Do(w.caretaker, w.noise, complaint.RecordFinding{Cause: "supervision", Upheld: true}, "管理不到位，投诉成立", "poor supervision; upheld")
	w.noise = w.Do(w.caretaker, w.noise, complaint.Resolve{Outcome: "upheld"}, "", "")
	w.Letters()
}

// letter: Tuesday. A letter is at reception within the hour, and goes to whoever answers for the building.
func (w *week) letter() {
	w.Scene("周二：一封来信", "Tuesday: a letter")
	w.At("2026-09-22 09:05")
	in := w.from("letter", "construction", "7-1-2603", "柳青", "13900000013",
		"入住两年，主卧外墙一直渗水，墙纸已经报废，要求修好并赔墙纸。",
		"Two years in, the bedroom wall still leaks and the wallpaper is ruined. Mend it and pay for the paper.")
	in.Demand, in.Fields["fault"], in.Wanted = w.Of("修好并赔偿墙纸", "repair, and new wallpaper"), "true", complaint.Yuan(800)
	w.leak = w.Register(w.reception, in, "一小时内须送达前台登记、分派", "reception has one hour")
	w.leak = w.Do(w.reception, w.leak, complaint.Acknowledge{Told: []string{"process", "limit", "contact"}}, "", "")
	w.leak = w.Do(w.reception, w.leak, complaint.Assess{}, "", "")
	w.leak = w.Do(w.reception, w.leak, complaint.Dispatch{Person: w.engineer.ID}, "二类，房屋质量，工程部", "class 2: construction, to engineering")
	w.leak = w.Do(w.engineer, w.leak, complaint.TakeOn{}, "", "")
	w.At("2026-09-22 14:30")
	w.leak = w.Do(w.engineer, w.leak, complaint.RecordFinding{Cause: "waterproofing", Upheld: true, Text: w.Of("外窗下口防水失效。", "The seal under the window has failed.")},
		"窗下防水失效", "the seal under the window has failed")
	w.leak = w.Do(w.engineer, w.leak, complaint.Propose{
		Remedies: []complaint.Remedy{{Relief: "repair"}}, Compensation: complaint.Yuan(600),
	}, "维修，另赔墙纸 ¥600，超出经办人 ¥200 的权限", "repair, and ¥600 for the paper: beyond his ¥200")
	w.Refused(w.engineer, w.leak, complaint.Offer{Proposal: 1}, "待批准，还不能向业主提出", "not before it is approved")
	w.leak = w.Do(w.lead, w.leak, complaint.Approve{Approval: 1}, "同意", "agreed")
	w.leak = w.Do(w.engineer, w.leak, complaint.Offer{Proposal: 1}, "", "")
	w.leak = w.Do(w.engineer, w.leak, complaint.Reply{Proposal: 1, Accepted: true}, "业主同意", "she agrees")
	w.Letters()
}

// hard: Wednesday. What comes through an authority is the department head's at once.
func (w *week) hard() {
	w.Scene("周三：主管部门转来的难题", "Wednesday: a hard case, through the authority")
	w.At("2026-09-23 10:10")
	in := w.from("authority", "outside", "1-1-101", "古月", "13900000014",
		"红线外夜市油烟直灌一楼，投诉半年，再不解决就集体上访。",
		"The night market beyond the wall smokes out the ground floor. After half a year we shall all go and petition.")
	in.Complainants, in.Fields["fault"] = 12, "true"
	c := w.Register(w.reception, in, "12 户联名，立即报经理", "twelve homes together; the manager is told at once")
	c = w.Do(w.reception, c, complaint.Acknowledge{Told: []string{"process", "limit", "contact"}}, "", "")
	c = w.Do(w.reception, c, complaint.Tag{Add: []string{"hard"}}, "标为难案，经理再次得知", "marked as hard; the manager is told again")
	c = w.Do(w.reception, c, complaint.Assess{}, "", "")
	c = w.Do(w.reception, c, complaint.Dispatch{Person: w.liaison.ID}, "三类，外部协调", "class 3: external liaison")
	c = w.Do(w.liaison, c, complaint.TakeOn{}, "", "")
	c = w.Do(w.liaison, c, complaint.Report{Role: "manager"}, "", "")
	c = w.Do(w.head, c, complaint.Instruct{Text: w.Of("约街道、城管现场会商。", "Meet the street office and the city inspectors on site.")}, "约街道会商", "a meeting with the street office")
	w.market = w.Do(w.liaison, c, complaint.MakePromise{What: "answer", Due: w.Now().Add(48 * time.Hour)}, "承诺周五上午答复进展", "an answer promised for Friday morning")
	w.Letters()
}

// asked: Thursday morning. Operations, which handled nothing, calls within three days; whoever is not content is heard again.
func (w *week) asked() {
	w.Scene("周四上午：回访", "Thursday morning: the follow-up")
	w.At("2026-09-24 09:30")
	w.Refused(w.caretaker, w.noise, content(), "经手人不得回访", "who handled it does not ask")
	w.noise = w.ask(w.noise, complaint.FollowUp{Reached: true, Score: 2, Effect: "no", Text: w.Of("换了人，音乐照放。", "Another guard, the same music.")},
		"不满意，措施无效", "not content: it did not work")
	w.Refused(w.operations, w.noise, complaint.Close{}, "不满意的不能结案", "not against that answer")
	w.noise = w.Do(w.operations, w.noise, complaint.Reopen{Reason: "not-done"}, "第二次处理", "the second round")
}

// content is the answer of somebody who is.
func content() complaint.FollowUp {
	return complaint.FollowUp{Reached: true, Satisfied: true, Score: 5, Effect: "yes"}
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
