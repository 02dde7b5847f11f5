package complaint

import (
	"strconv"

	"github.com/redress-go/redress/complaint/playbook"
)

func (d *sheetDocument) handling(s *Sheet) {
	h := &s.Handling
	d.section("3 handling")
	d.rows(d.word("first contact"), h.First, d.word("owner"), h.Owner)
	var units, tasks, clocks [][]string
	for _, a := range h.Assignments {
		units = append(units, []string{a.Unit.In(d.lang), a.Person, moment(a.From), moment(a.TakenOn), moment(a.Due), moment(a.Ended)})
	}
	d.table([]string{"unit", "person", "from", "taken on", "due", "ended"}, units...)
	for _, t := range h.Tasks {
		done := ""
		if !t.Done.IsZero() {
			done = moment(t.Done.In(s.Made.Location()))
		}
		tasks = append(tasks, []string{s.label("task", t.Code, d.lang), s.label("unit", t.Unit, d.lang) + t.Party, done, t.Result})
	}
	d.table([]string{"task", "unit", "done", "result"}, tasks...)
	for _, c := range h.Clocks {
		clocks = append(clocks, []string{c.Target, moment(c.Start), moment(c.Due), d.word(string(c.Verdict))})
	}
	d.table([]string{"deadline", "from", "due", "verdict"}, clocks...)
	d.steps(h.Steps)
}

func (d *sheetDocument) steps(list []SheetStep) {
	var rows [][]string
	for _, s := range list {
		rows = append(rows, []string{moment(s.At), s.Who, s.Role.In(d.lang), s.What.In(d.lang), s.Words})
	}
	d.table([]string{"at", "who", "role", "step", "words"}, rows...)
}

func (d *sheetDocument) result(s *Sheet) {
	r := &s.Result
	d.section("4 result")
	reliefs := each(r.Reliefs, func(x playbook.Text) string { return x.In(d.lang) })
	d.rows(d.word("outcome"), r.Outcome.In(d.lang), d.word("outcome at"), moment(r.OutcomeAt),
		d.word("reliefs"), reliefs, d.word("paid"), sum(r.Paid))
	var proposals, approvals, followed, appeals [][]string
	for _, p := range r.Proposals {
		kinds := each(p.Remedies, func(x Remedy) string { return s.label("relief", x.Relief, d.lang) })
		proposals = append(proposals, []string{strconv.Itoa(p.ID), kinds, sum(p.Total), d.word(string(p.Status)), d.yes(p.Executed)})
	}
	d.table([]string{"proposal", "remedies", "amount", "status", "carried out"}, proposals...)
	for _, a := range r.Approvals {
		roles := each(a.Roles, func(code string) string { return s.label("role", code, d.lang) })
		approvals = append(approvals, []string{strconv.Itoa(a.ID), roles, each(a.ApprovedBy, s.name), d.word(string(a.Status))})
	}
	d.table([]string{"approval", "roles", "by", "decision"}, approvals...)
	for _, f := range r.FollowUps {
		followed = append(followed, []string{moment(f.At.In(s.Made.Location())), s.name(f.By), d.yes(f.Reached), d.yes(f.Satisfied)})
	}
	d.table([]string{"follow-up", "by", "reached", "satisfied"}, followed...)
	for _, a := range r.Appeals {
		appeals = append(appeals, []string{moment(a.At.In(s.Made.Location())), a.Body, d.word(string(a.Decision))})
	}
	d.table([]string{"appeal", "body", "decision"}, appeals...)
	if len(r.Told) > 0 {
		d.line("### %s", d.word("notified"))
		d.gap()
		d.steps(r.Told)
	}
}

// sheetWords returns the Chinese of the words that a handling sheet uses; the key is the English.
func sheetWords() map[string]string {
	return map[string]string{
		"handling sheet": "投诉处理单", "item": "项目", "record": "记录", "form number": "表单编号", "form version": "版本", "effective": "生效日期",
		"number": "投诉编号", "state": "状态", "made": "制表时间", "1 complainant": "一、投诉人", "2 content": "二、投诉内容", "3 handling": "三、处理过程",
		"4 result": "四、处理结果", "name": "姓名", "phone": "电话", "email": "邮箱", "address": "地址", "on behalf of": "代何人投诉", "people": "人数",
		"channel": "渠道", "received": "受理时间", "their deadline": "投诉人期限", "anonymous": "匿名", "kind": "类型", "severity": "等级",
		"unit": "单位", "responsible unit": "责任单位", "place": "地点", "problem": "问题", "demand": "诉求", "wanted": "索赔", "cause": "原因", "well-founded": "属实",
		"yes": "是", "no": "否", "first contact": "首问责任人", "owner": "负责人", "person": "经办人", "from": "开始", "taken on": "接单",
		"due": "时限", "ended": "结束", "task": "任务", "done": "完成时间", "result": "结果", "deadline": "时限项目", "verdict": "结论",
		"at": "时间", "who": "何人", "role": "岗位", "step": "处理步骤", "words": "说明", "outcome": "结论", "outcome at": "办结时间",
		"reliefs": "补救方式", "paid": "已付", "proposal": "方案", "remedies": "措施", "amount": "金额", "status": "状态", "carried out": "已执行",
		"approval": "审批", "roles": "审批岗位", "by": "经办", "decision": "决定", "follow-up": "回访", "reached": "已联系上", "satisfied": "满意",
		"appeal": "申诉", "body": "受理机构", "notified": "告知投诉人", "signatures": "签字", "signed by": "签字人", "date": "日期",
		"received by": "受理人", "handled by": "处理人", "reviewed by": "审核人", "complainant": "投诉人",
		"question": "询问", "answer": "回答", "unknown": "不清楚",
		"idle": "未计时", "running": "计时中", "paused": "暂停", "met": "按时", "breached": "超时", "cancelled": "取消",
		"ready": "可提出", "pending": "待审批", "denied": "未批准", "offered": "已提出", "agreed": "已同意", "rejected": "未同意",
		"imposed": "最终决定", "asked": "投诉人要求", "approved": "批准", "lapsed": "过期", "confirmed": "维持", "amended": "变更", "overturned": "撤销",
	}
}
