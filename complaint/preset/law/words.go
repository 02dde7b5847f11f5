package law

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// The words in which the laws are written.

const (
	company     = playbook.BindsCompany
	regulator   = playbook.BindsRegulator
	complainant = playbook.BindsComplainant
)

const (
	official = playbook.Official
	copied   = playbook.Copy
	reported = playbook.Reported
	memory   = playbook.Unverified
)

// The reasons of a hold for which a law stops a clock, and the kinds of messages with which a clock may be stopped.
const (
	appraisal = "appraisal"      // 外部鉴定、检测、评估
	theirs    = "complainant"    // 因投诉人原因
	holding   = "holding-letter" // 延期说明函
)

// headOffice stands where a law asks that somebody senior approves; Lay puts a role of the playbook in its place.
const headOffice = "head-office"

// The tags by which a law tells cases apart. Whoever handles a case, or a rule of the playbook, sets them.
const (
	tagCharges  = "charges"           // 收费争议
	tagRural    = "rural"             // 农村用户
	tagReplace  = "replace-or-return" // 要求换车、退车
	tagMetering = "metering"          // 计量争议
	tagPayment  = "payment-services"  // 支付服务
	tagSuper    = "superannuation"    // 养老金
	tagHardship = "hardship"          // 还款困难
	tagSimple   = "simple"            // 简单案件
	tagReview   = "review"            // 复查申请
)

func text(zh, en string) playbook.Text { return playbook.Text{ZH: zh, EN: en} }

func day(year int, month time.Month, d int) sla.Date {
	return sla.Date{Year: year, Month: month, Day: d}
}

func days(n int) sla.Term { return sla.Term{Span: sla.Days(n)} }

func workdays(n int) sla.Term { return sla.Term{Span: sla.Workdays(n)} }

// flat is a term whose last day stays where it falls, rest day or not: outside China no rule was found that moves it.
func flat(span sla.Span) sla.Term { return sla.Term{Span: span, Roll: sla.RollNone} }

func onReceipt() playbook.Text { return text("收到投诉", "the complaint is received") }

func onAcceptance() playbook.Text { return text("受理之日", "the complaint is accepted") }

func onAppeal() playbook.Text {
	return text("收到申诉材料", "the papers of the appeal are received")
}

func onOutcome() playbook.Text {
	return text("收到处理结果", "the outcome is received")
}

func offAppraisal() playbook.Text {
	return text("外部鉴定、检测、评估的时间不计入，并告知投诉人", "the time of an appraisal, inspection or assessment outside; the complainant is told")
}

func on(events ...string) []sla.Condition {
	out := make([]sla.Condition, len(events))
	for i, e := range events {
		out[i] = sla.Condition{Event: e}
	}
	return out
}

func entered(states ...string) sla.Condition {
	return sla.Condition{Event: playbook.EventEnter, With: map[string][]string{"state": states}}
}

// over are the states in which the complainant has the outcome.
func over() sla.Condition { return entered(playbook.Resolved, playbook.Closed, playbook.Refused) }

// outcome is the clock of an outcome that is owed from the receipt.
func outcome() *sla.Target {
	return &sla.Target{Start: on("register"), Stop: []sla.Condition{over()}}
}

// afterAdmission is the clock of an outcome that is owed from the formal acceptance.
func afterAdmission() *sla.Target {
	return &sla.Target{Start: on("admit"), Stop: []sla.Condition{over()}}
}

// acknowledgement is the clock of a receipt to be confirmed; an outcome makes it needless, and so does nobody to tell.
func acknowledgement() *sla.Target {
	return only(&sla.Target{Start: on("register"), Stop: append(on("acknowledge"), over())}, "anonymous", "no")
}

// answer is the clock of a first answer on the matter.
func answer() *sla.Target {
	return &sla.Target{Start: on("register"), Stop: append(on("respond", "offer", "final-decision"), over())}
}

// admission is the clock of the decision to accept or to refuse a complaint.
func admission() *sla.Target {
	return &sla.Target{Start: on("register"), Stop: append(on("admit"), over())}
}

// orHolding lets a letter that explains the delay stop the clock as well.
func orHolding(t *sla.Target) *sla.Target {
	t.Stop = append(t.Stop, sla.Condition{Event: "message", With: map[string][]string{"way": {"out"}, "kind": {holding}}})
	return t
}

// pausing stops the clock while the case is on hold for a reason.
func pausing(t *sla.Target, reason string) *sla.Target {
	t.Pause = []sla.Condition{{Event: "hold", With: map[string][]string{"reason": {reason}}}}
	t.Resume = on("resume")
	t.Held = map[string][]string{"held": {reason}}
	return t
}

// only runs the clock for some cases.
func only(t *sla.Target, fact string, values ...string) *sla.Target {
	t.Terms = []sla.Choice{{When: map[string][]string{fact: values}}}
	return t
}

func extended(t *sla.Target, rules ...sla.ExtensionRule) *sla.Target {
	t.Extensions = rules
	return t
}

func to(name string, span sla.Span) sla.ExtensionRule {
	return sla.ExtensionRule{Name: name, Shape: sla.ExtendTo, Span: span}
}

func plus(name string, span sla.Span, approver string) sla.ExtensionRule {
	return sla.ExtensionRule{Name: name, Shape: sla.ExtendPlus, Span: span, Approver: approver}
}

// completed gives every law what follows from the rest, in the order of ids: the day it was looked up, and for each clock
// its name, its term and what happens when it is missed.
func completed(lists ...[]playbook.Law) []playbook.Law {
	out := slices.Concat(lists...)
	for i := range out {
		l := &out[i]
		l.Version = "1"
		for j := range l.Limits {
			l.Limits[j].Verified = day(2026, time.November, 21)
			if l.Limits[j].Target != nil {
				clock(l, &l.Limits[j])
			}
			if a := l.Limits[j].Appeal; a != nil {
				a.If = map[string][]string{lawFact(l.ID): {"yes"}}
			}
		}
	}
	slices.SortFunc(out, func(a, b playbook.Law) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// clock completes the clock of a limit.
func clock(l *playbook.Law, limit *playbook.LegalLimit) {
	t := limit.Target
	t.Name, t.Owner = l.ID+"."+limit.ID, sla.OwnerStatutory
	when := map[string][]string{lawFact(l.ID): {"yes"}}
	for _, c := range t.Terms {
		maps.Copy(when, c.When)
	}
	t.Terms = []sla.Choice{{When: when, Term: limit.Term}}
	if len(t.Extensions) > 0 {
		t.ExtendLimit = limit.Most.Span
	}
	t.Steps = []sla.Step{
		{ID: "quarter", At: sla.PercentBefore(25), Do: map[string]string{"notify": "owner,head"}},
		{ID: sla.BreachStep, At: sla.AtDue(), Do: map[string]string{"level": "next", "notify": "owner,head,ladder"}},
	}
}

// lawFact is the fact that says whether a law holds for a case.
func lawFact(id string) string { return "law." + id }
