package main

import (
	"errors"
	"fmt"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/examples/internal/stage"
)

// approvals prints every decision about money beyond somebody's authority.
func (r *report) approvals() {
	r.head("审批", "Approvals")
	t := stage.NewTable(r.of("编号", "number"), r.of("提出", "opened"), r.of("拟定人", "author"), r.of("金额", "amount"), r.of("决定", "decision"),
		r.of("决定人", "decided by"), r.of("用时", "took")).Numbers(3, 6)
	count := map[string]int{}
	for _, c := range r.cases {
		for _, a := range c.Approvals {
			by, took := "·", "·"
			if d := r.decision(c, a); d != nil {
				by, took = r.who(d.Actor), span(d.Recorded.Sub(a.Opened))
			}
			count[string(a.Status)]++
			t.Add(c.Number, r.when(a.Opened), r.cast.name(a.Author), money(c.Proposal(a.Proposal).Total), r.decided(string(a.Status)), by, took)
		}
	}
	t.Print(r.w)
	r.say("批准 %d，否决 %d，逾期失效 %d，待定 %d", "approved %d, denied %d, lapsed %d, waiting %d",
		count["approved"], count["denied"], count["lapsed"], count[""])
}

// decision is the entry that decided an approval.
func (r *report) decision(c *complaint.Case, a complaint.Approval) *complaint.Entry {
	for _, e := range r.ledger[c.ID] {
		for _, fx := range e.Effects {
			if set, ok := fx.(complaint.ApprovalEffect); ok && set.ID == a.ID && set.Status != "" {
				return e
			}
		}
	}
	return nil
}

func (r *report) decided(word string) string {
	switch word {
	case "approved":
		return r.of("批准", "approved")
	case "denied":
		return r.of("否决", "denied")
	case "lapsed":
		return r.of("逾期失效", "lapsed")
	}
	return r.of("待定", "waiting")
}

// refusals prints what the rules did not let people do in this run. Nothing of it is in the ledger.
func (r *report) refusals() {
	list := r.month.tally.refused
	if len(list) == 0 {
		return
	}
	r.head("被规则拦下的操作（本次运行）", "Refused by the rules (in this run)")
	t := stage.NewTable(r.of("时间", "time"), r.of("编号", "number"), r.of("谁", "who"), r.of("想做", "wanted to"), r.of("为何被拒", "why not"), r.of("谁可以", "who may"))
	for _, x := range list {
		var e *complaint.Error
		if !errors.As(x.err, &e) {
			continue
		}
		may := ""
		if len(e.Who) > 0 {
			may = r.roleName(e.Who[0])
			if len(e.Who) > 1 {
				may += r.of(" 及以上", " or above")
			}
		}
		t.Add(r.when(x.at), x.number, r.recipient("person:"+x.who.id), r.command(x.cmd), r.rule(e), may)
	}
	t.Print(r.w)
}

// rule is why a command was refused.
func (r *report) rule(e *complaint.Error) string {
	zh := map[string]string{
		"direct": "非轻微投诉不得直接办结", "conflict-of-interest": "被投诉人须回避", "approved": "方案待审批",
		"four-eyes": "不得审批自己的方案", "authority": "超出权限", "instructed": "重大投诉待批示", "reach": "不在其管辖范围",
	}[e.Rule]
	return r.of(orWord(zh, e.Rule), e.Rule+": "+e.Code.Error())
}

// followUps prints what guests said afterwards.
func (r *report) followUps() {
	r.head("回访", "Follow-ups")
	var asked, reached, satisfied, reopened, score int
	t := stage.NewTable(r.of("编号", "number"), r.of("时间", "time"), r.of("回访人", "by"), r.of("评分", "score"), r.of("结果", "answer"), r.of("其后", "then"))
	for _, c := range r.cases {
		if c.Cycle > 0 {
			reopened++
		}
		for _, f := range c.FollowUps {
			asked++
			switch {
			case !f.Reached:
			case f.Satisfied:
				reached, satisfied, score = reached+1, satisfied+1, score+f.Score
			default:
				reached, score = reached+1, score+f.Score
				t.Add(c.Number, r.when(f.At), r.cast.name(f.By), f.Score, r.of("不满意", "dissatisfied"), c.State.Label(r.lang))
			}
		}
	}
	mean := "·"
	if reached > 0 {
		mean = fmt.Sprintf("%.2f", float64(score)/float64(reached))
	}
	r.say("回访 %d 次，联系上 %d，满意 %d（%s），均分 %s；重新处理 %d 案。不满意的：",
		"%d follow-ups, %d reached, %d satisfied (%s), mean score %s; %d cases reopened. Those who were not:",
		asked, reached, satisfied, percent(satisfied, reached), mean, reopened)
	fmt.Fprintln(r.w)
	t.Print(r.w)
}
