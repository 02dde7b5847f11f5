package law

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// appeal puts an appeal rule on the playbook, unless it has one for the body that always holds.
func (l *layer) appeal(rule *playbook.AppealRule) {
	for i := range l.p.Appeals {
		if own := &l.p.Appeals[i]; own.Body == rule.Body && !legal(own) && !same(own, plain(own.Body)) {
			l.fault("appeals["+rule.Body+"]", "the playbook has a rule for that body")
			return
		}
	}
	counted := *rule
	counted.Calendar = l.Calendar
	l.p.Appeals = append(l.p.Appeals, counted)
}

// legal reports whether an appeal rule came with a law.
func legal(rule *playbook.AppealRule) bool {
	for fact := range rule.If {
		if strings.HasPrefix(fact, lawFact("")) {
			return true
		}
	}
	return false
}

// plain is the rule that admits appeals to a body without a condition; to our own review for "".
func plain(body string) *playbook.AppealRule {
	return &playbook.AppealRule{Body: body, Label: bodies()[body]}
}

// bodies are the bodies outside whose clocks run, and our own review.
func bodies() map[string]playbook.Text {
	return map[string]playbook.Text{
		"":          text("本单位复核", "our own review"),
		telecomBody: text("电信用户申诉受理机构", "telecom appeal body"),
		marketBody:  text("市场监督管理部门", "market regulator"),
		councilBody: text("消费者权益保护委员会", "consumer council"),
		tourismBody: text("文化和旅游主管部门", "tourism authority"),
		housingBody: text("住房和城乡建设主管部门", "housing authority"),
		lettersBody: text("上一级机关", "superior authority"),
	}
}

// arrangeAppeals puts the playbook's own rules first, then those of the laws by body and law, then a plain rule for every
// body whose clock runs. A playbook that had no rules keeps its own review by one.
func (l *layer) arrangeAppeals() {
	if len(l.p.Appeals) == 0 {
		return
	}
	needed := map[string]bool{}
	for _, law := range l.p.Laws {
		for _, limit := range law.Limits {
			if t := l.p.Target(limit.Watches); t != nil && t.Per == "appeal" && limit.Body != "" {
				needed[limit.Body] = true
			}
		}
	}
	ours := func(a playbook.AppealRule) bool { return legal(&a) || needed[a.Body] && same(a, plain(a.Body)) }
	own := slices.DeleteFunc(slices.Clone(l.p.Appeals), ours)
	if len(own) == 0 {
		own = append(own, *plain(""))
	}
	for _, a := range own {
		delete(needed, a.Body)
	}
	laid := slices.DeleteFunc(slices.Clone(l.p.Appeals), func(a playbook.AppealRule) bool { return !legal(&a) })
	slices.SortFunc(laid, func(a, b playbook.AppealRule) int {
		return cmp.Or(cmp.Compare(a.Body, b.Body), slices.Compare(slices.Sorted(maps.Keys(a.If)), slices.Sorted(maps.Keys(b.If))))
	})
	for _, body := range slices.Sorted(maps.Keys(needed)) {
		laid = append(laid, *plain(body))
	}
	l.p.Appeals = slices.Concat(own, laid)
}

// needs adds the codes and the field that the clocks and appeal rules of the laws name, after the playbook's own.
func (l *layer) needs() {
	holds, messages, date := map[string]bool{}, map[string]bool{}, false
	for _, t := range l.clocks() {
		for _, c := range t.Pause {
			for _, r := range c.With["reason"] {
				holds[r] = true
			}
		}
		for _, c := range t.Stop {
			for _, k := range c.With["kind"] {
				messages[k] = true
			}
		}
	}
	for _, a := range l.p.Appeals {
		for _, bar := range a.Inadmissible {
			date = date || bar.Since == MatterDate
		}
	}
	l.needReasons(holds)
	if holds[appraisal] {
		l.tellOfAppraisals()
	}
	l.needMessages(messages)
	if date && !slices.ContainsFunc(l.p.Fields, func(f playbook.Field) bool { return f.Name == MatterDate }) {
		l.p.Fields = append(l.p.Fields, playbook.Field{
			Name: MatterDate, Label: text("争议发生日", "day of the matter"), Type: playbook.DateField,
		})
	}
}

// needReasons adds the reasons of a hold that are missing. Those that were added before stand with them, so that the order
// of laying does not show.
func (l *layer) needReasons(codes map[string]bool) {
	labels := map[string]playbook.Text{
		appraisal: text("外部鉴定、检测、评估", "appraisal, inspection or assessment outside"),
		theirs:    text("投诉人原因", "waiting for the complainant"),
	}
	made := func(c string) playbook.Reason { return playbook.Reason{Command: "hold", Code: c, Label: labels[c]} }
	l.p.Reasons = slices.DeleteFunc(l.p.Reasons, func(r playbook.Reason) bool { return codes[r.Code] && r == made(r.Code) })
	for _, c := range slices.Sorted(maps.Keys(codes)) {
		if !slices.ContainsFunc(l.p.Reasons, func(r playbook.Reason) bool { return r.Command == "hold" && r.Code == c }) {
			l.p.Reasons = append(l.p.Reasons, made(c))
		}
	}
}

// tellOfAppraisals has the complainant told when the legal clock stops for an appraisal, unless the playbook has a reaction of
// that name.
func (l *layer) tellOfAppraisals() {
	if slices.ContainsFunc(l.p.Reactions, func(r playbook.Reaction) bool { return r.Name == appraisal }) {
		return
	}
	l.p.Reactions = append(l.p.Reactions, playbook.Reaction{
		Name: appraisal, On: []sla.Condition{{Event: "hold", With: map[string][]string{"reason": {appraisal}}}},
		Do: map[string]string{"notify": "complainant"},
	})
	l.p.Templates = append(l.p.Templates, playbook.Template{
		Notice: appraisal, To: []string{"complainant"}, Subject: text("投诉 {number} 的处理时间", "The time for your complaint {number}"),
		Body: text("您的投诉需要外部鉴定、检测或评估，所需时间不计入处理期限。结果出来后我们继续办理并告知您。",
			"Your complaint needs an appraisal, inspection or assessment outside. That time does not count. We go on, and tell you, when it is there."),
	})
}

// needMessages adds the kinds of messages that are missing.
func (l *layer) needMessages(codes map[string]bool) {
	for _, c := range slices.Sorted(maps.Keys(codes)) {
		if !slices.ContainsFunc(l.p.Messages, func(m playbook.Code) bool { return m.Code == c }) {
			l.p.Messages = append(l.p.Messages, playbook.Code{Code: c, Label: text("延期说明函", "letter that explains a delay")})
		}
	}
}
