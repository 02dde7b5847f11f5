package classify

import (
	"fmt"
	"strconv"
)

// Markdown writes the script for a desk and for those who approve it: questions, rules,
// verdicts, replies and variables, as [RuleSet.Markdown] does for rules.
func (s Script) Markdown(lang string, findings ...Finding) string {
	m := &sheet{speaker: s.speaker(lang)}
	m.WriteString("# " + cellText(m.label(s.Label, s.ID)) + "\n\n")
	m.table([]Label{{ZH: "话术", EN: "Script"}, {ZH: "版本", EN: "Version"}}, [][]string{{s.ID, s.Version}})
	if s.Say != (Label{}) {
		m.line("开场："+m.label(s.Say, ""), "First say: "+m.label(s.Say, ""))
	}
	s.questionSheet(m)
	m.heading("判定", "Verdicts")
	m.line(m.policy(s.Hit)+"。", m.policy(s.Hit)+".")
	var rows [][]string
	for i, r := range s.Rows {
		rows = append(rows, []string{strconv.Itoa(i + 1), r.ID, m.cond(r.When, false), m.code("verdict", r.Then), r.Source})
	}
	if s.Default != "" {
		rows = append(rows, []string{"—", "", m.pick("其余情况", "otherwise"), m.code("verdict", s.Default), ""})
	}
	m.table([]Label{
		{ZH: "序", EN: "#"}, {ZH: "行", EN: "Row"}, {ZH: "条件", EN: "When"}, {ZH: "判定", EN: "Verdict"}, {ZH: "出处", EN: "Source"},
	}, rows)
	m.accepted(s.Accepted)
	s.replySheet(m)
	m.findings(findings)
	m.signatures()
	return m.String()
}

func (s Script) speaker(lang string) *speaker {
	rs := RuleSet{}
	answers := []Code{
		{Code: string(Yes), Label: Label{ZH: "是", EN: "yes"}},
		{Code: string(No), Label: Label{ZH: "否", EN: "no"}},
		{Code: string(DontKnow), Label: Label{ZH: "不清楚", EN: "unknown"}},
	}
	for i, q := range s.Questions {
		rs.Fields = append(rs.Fields, Field{Name: q.ID, Type: TypeCode, Codes: answers, Label: Label{ZH: fmt.Sprintf("问%d", i+1), EN: fmt.Sprintf("Q%d", i+1)}})
	}
	out := rs.speaker(lang)
	out.codes["verdict"] = map[string]Label{}
	for _, v := range s.Verdicts {
		out.codes["verdict"][v.Code] = v.Label
	}
	return out
}

func (s Script) questionSheet(m *sheet) {
	var rows [][]string
	for _, q := range s.Questions {
		rows = append(rows, []string{m.name(q.ID), q.ID, m.label(q.Say, ""), m.label(q.Ask, "")})
	}
	m.heading("提问", "Questions")
	m.table([]Label{{ZH: "序", EN: "#"}, {ZH: "编号", EN: "Id"}, {ZH: "先说", EN: "First say"}, {ZH: "提问", EN: "Ask"}}, rows)
}

func (s Script) replySheet(m *sheet) {
	var rows [][]string
	for _, r := range s.Replies {
		var verdicts []string
		for _, v := range r.Verdicts {
			verdicts = append(verdicts, m.code("verdict", v))
		}
		rows = append(rows, []string{r.ID, m.label(r.Label, ""), m.list(verdicts), m.label(r.Say, "")})
	}
	if len(rows) > 0 {
		m.heading("答复", "Replies")
	}
	m.table([]Label{{ZH: "编号", EN: "Id"}, {ZH: "场合", EN: "Occasion"}, {ZH: "判定", EN: "Verdicts"}, {ZH: "答复", EN: "Say"}}, rows)
	rows = nil
	for _, v := range s.Vars {
		rows = append(rows, []string{"{" + v.Name + "}", m.label(v.Label, ""), m.label(v.Value, ""), v.Source})
	}
	if len(rows) > 0 {
		m.heading("变量", "Variables")
	}
	m.table([]Label{{ZH: "变量", EN: "Variable"}, {ZH: "名称", EN: "Name"}, {ZH: "默认值", EN: "Value"}, {ZH: "出处", EN: "Source"}}, rows)
}
