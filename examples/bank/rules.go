package main

import (
	"slices"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/complaint/preset/law"
	"github.com/redress-go/redress/sla"
)

const (
	decide = "cn.fin.2020.decide" // 15 days, to 30, and by 30 more
	review = "cn.fin.2020.review" // 30 days; known from memory only
	older  = "cn.bank.2012.decide"
)

// bankRules are the bank's playbook with the laws on it.
func bankRules() (*playbook.Playbook, error) {
	own, err := ownRules()
	if err != nil {
		return nil, err
	}
	return law.Lay(own, laws()...)
}

// laws are those that bind a bank in China, and the review by the superior unit, which was read nowhere: whoever lays it is
// warned of it.
func laws() []playbook.Law {
	list := law.For("CN", "bank")
	for _, l := range law.Unverified() {
		if l.ID == "cn.fin.2020" {
			l.Limits = slices.DeleteFunc(l.Limits, func(x playbook.LegalLimit) bool { return x.ID != "review" })
			list = append(list, l)
		}
	}
	return list
}

// ownRules are the rules of a service company with what this bank changes: a head office that reviews, and an answer to
// serious complaints within five working days.
func ownRules() (*playbook.Playbook, error) {
	return preset.Service().Overlay(playbook.Overlay{
		ID: "city-bank", Version: "1", Over: "service", Change: []byte(`{
			"title": {"zh": "城市银行消费投诉", "en": "Complaints at City Bank"},
			"numbers": {"pattern": "YH{yyyy}-{seq:4}"},
			"units": [
				{"code": "service-centre", "label": {"zh": "分行消保部", "en": "Branch"}},
				{"code": "head-office", "label": {"zh": "总行消保部", "en": "Head office"}, "head": "head"}
			],
			"roles": [{"code": "head", "label": {"zh": "总行高管", "en": "executive of the head office"}}],
			"acknowledged": [{"path": "units[head-office]", "reason": "it reviews; no case is dispatched to it"}],
			"appeals": [{"label": {"zh": "上级机构核查", "en": "review by the superior unit"}, "within": "30d", "other": true}],
			"targets": [{"name": "resolve", "terms": [
				{"when": {"severity": ["urgent"]}, "term": "1wd"}, {"when": {"severity": ["major", "ordinary"]}, "term": "5wd"},
				{"term": "2wd"}
			]}],
			"templates": [{
				"notice": "extended", "to": ["complainant"],
				"body": {
					"zh": "因情况复杂，投诉 {number} 需要更多时间。法定答复期限现为 {due.cn.fin.2020.decide}，我们届时之前给您处理决定。",
					"en": "The matter is complex. By law our decision on {number} is now due by {due.cn.fin.2020.decide}, and you have it by then."
				}
			}]
		}`),
	})
}

// slower is a playbook whose company limit is another one for every complaint.
func slower(p *playbook.Playbook, term sla.Span) *playbook.Playbook {
	out := *p
	out.Targets = slices.Clone(p.Targets)
	for i := range out.Targets {
		if t := &out.Targets[i]; t.Name == "resolve" {
			t.Terms = []sla.Choice{{Term: sla.Term{Span: term}}}
		}
	}
	return &out
}

// limitWords are what the bank calls its time limits.
func limitWords() map[string]playbook.Text {
	word := func(zh, en string) playbook.Text { return playbook.Text{ZH: zh, EN: en} }
	return map[string]playbook.Text{
		"resolve": word("公司时限：办结", "company limit: resolve"),
		decide:    word("法定时限：处理决定", "legal limit: decide"), review: word("法定时限：核查（未核实）", "legal limit: review (unverified)"),
		older: word("法定时限（2012年规定）", "legal limit (rule of 2012)"),
	}
}
