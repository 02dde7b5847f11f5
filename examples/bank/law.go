package main

import (
	"errors"
	"strings"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/examples/internal/stage"
	"github.com/redress-go/redress/sla"
)

// compliance: which laws bind the bank, and what the validator says of company limits that are longer.
func (b *bank) compliance(pb *playbook.Playbook) error {
	b.Head("合规审查：公司时限能否放宽", "Compliance: how long may the bank take?")
	t := stage.NewTable(b.Of("法规", "law"), b.Of("施行", "from"), b.Of("废止", "to"), b.Of("机构义务", "what the bank owes"))
	for i := range pb.Laws {
		for j := range pb.Laws[i].Limits {
			if l, x := &pb.Laws[i], &pb.Laws[i].Limits[j]; pb.Owes(x) && x.Watches != "" {
				t.Add(b.In(l.Title), l.From, l.To, b.Span(x.Term.Span)+b.Of("：", ": ")+b.In(x.Label))
			}
		}
	}
	t.Print(b.Out)
	b.Say("\n（法规时限为对条文的解读，非法律意见。）", "\n(A reading of the texts, not legal advice.)")
	for _, try := range []struct {
		term   sla.Span
		zh, en string
	}{
		{sla.Workdays(15), "15 个工作日（旧规定的数字）", "15 working days, the number of the old rule"},
		{sla.Workdays(7), "7 个工作日（平时更严，春节不然）", "7 working days, which is stricter but for the Spring Festival"},
		{sla.Workdays(5), "5 个工作日", "5 working days"},
	} {
		var bad *playbook.InvalidError
		switch err := slower(pb, try.term).Validate(); {
		case err == nil:
			b.Say("\n%s：合规。", "\n%s: may stand.", b.Of(try.zh, try.en))
		case errors.As(err, &bad):
			b.Say("\n%s：不合规。", "\n%s: may not stand.", b.Of(try.zh, try.en))
			for _, f := range bad.Faults {
				b.Say("  %s\n    %s", "  %s\n    %s", f.Path, strings.ReplaceAll(f.Rule, ": received", "\n    received"))
			}
		default:
			return err
		}
	}
	for _, w := range pb.Warnings() {
		b.Say("\n提醒：%s %s", "\nwarning: %s %s", w.Path, w.Rule)
	}
	return pb.Validate()
}

// change: two complaints of the week in which the law changed. The one received later is due earlier, and would be whenever
// somebody looked at it.
func (b *bank) change() {
	b.Scene("2020 年 2 月末：法规更替的那一周", "The end of February 2020: the week in which the law changed")
	intake := func(name, phone string) complaint.Intake {
		return complaint.Intake{
			Channel: "hotline", Complainant: complaint.Person{Name: name, Phone: phone},
			Text: b.Of("多收了跨行手续费。", "I was charged twice for a transfer."), Fields: map[string]string{"matter": "charges"},
		}
	}
	before := b.Register(b.teller, intake("吴双", "13800000001"), "收到于旧规定最后一个工作日", "on the last working day of the old rule")
	b.At("2020-03-02 09:30")
	after := b.Register(b.teller, intake("向阳", "13800000002"), "新办法施行后第一个工作日", "on the first working day of the new one")
	b.Owed(before)
	b.Owed(after)
	for _, c := range []*complaint.Case{before, after} {
		b.Do(b.teller, c, complaint.CloseDirectly{Accepted: true, Text: b.Of("手续费已退。", "The fee was paid back.")}, "当场退费", "paid back at once")
	}
}
