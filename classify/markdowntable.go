package classify

import (
	"strconv"
	"strings"
)

// policy says in words how a table answers.
func (m *sheet) policy(hit HitPolicy) string {
	switch hit {
	case HitUnique:
		return m.pick("唯一命中：任何输入至多一行成立", "unique: at most one row holds for any input")
	case HitFirst:
		return m.pick("首行命中：按顺序取第一条成立的行", "first: the first row that holds decides")
	case HitPriority:
		return m.pick("最高优先：取成立各行中最高的结果", "priority: the highest outcome among the rows that hold")
	}
	return m.pick("全部收集：每条成立的行都计入", "collect: every row that holds counts")
}

func (t Table) sheet(m *sheet) {
	title := m.label(t.Label, t.ID)
	m.heading("决策表 "+t.ID+"："+title+" → "+m.dimension(t.Sets), "Table "+t.ID+": "+title+" → "+m.dimension(t.Sets))
	m.line(m.policy(t.Hit)+"。", m.policy(t.Hit)+".")
	var rows [][]string
	for i, r := range t.Rows {
		rows = append(rows, []string{
			strconv.Itoa(i + 1), r.ID, m.label(r.Label, ""), m.cond(r.When, false),
			m.outcome(t.Sets, r.Then, r.Reason), r.Source,
		})
	}
	if t.Default != "" {
		rows = append(rows, []string{"—", "", "", m.pick("其余情况", "otherwise"), m.outcome(t.Sets, t.Default, t.DefaultReason), ""})
	}
	m.table([]Label{
		{ZH: "序", EN: "#"},
		{ZH: "行", EN: "Row"},
		{ZH: "名称", EN: "Name"},
		{ZH: "条件", EN: "When"},
		{ZH: "结果", EN: "Then"},
		{ZH: "出处", EN: "Source"},
	}, rows)
	m.accepted(t.Accepted)
}

func (m *sheet) outcome(dim, code, reason string) string {
	out := m.code(dim, code)
	if reason != "" {
		out += m.pick("：", ": ") + m.code("reason", reason)
	}
	return out
}

func (r *Routes) sheet(m *sheet) {
	if r == nil {
		return
	}
	m.heading("派单路由", "Routes")
	var rows [][]string
	route := func(n, when string, r Route) {
		var advisers []string
		for _, a := range r.Advisers {
			advisers = append(advisers, m.code(DimUnit, a))
		}
		rows = append(rows, []string{n, r.ID, when, m.code(DimUnit, r.Unit), m.list(advisers), r.Source})
	}
	for i, row := range r.Rows {
		route(strconv.Itoa(i+1), m.cond(row.When, false), row)
	}
	route("—", m.pick("其余情况", "otherwise"), r.Default)
	m.table([]Label{
		{ZH: "序", EN: "#"},
		{ZH: "行", EN: "Row"},
		{ZH: "条件", EN: "When"},
		{ZH: "责任部门", EN: "Unit"},
		{ZH: "顾问", EN: "Advisers"},
		{ZH: "出处", EN: "Source"},
	}, rows)
	rows = nil
	for _, a := range r.Avoid {
		rows = append(rows, []string{a.ID, m.cond(a.When, false), m.name(a.Unit), m.name(a.Person)})
	}
	if len(rows) > 0 {
		m.line("回避规则，被回避时由 "+m.code(DimUnit, r.Instead)+" 处理：", "Avoidance; "+m.code(DimUnit, r.Instead)+" takes the case instead:")
	}
	m.table([]Label{{ZH: "规则", EN: "Rule"}, {ZH: "条件", EN: "When"}, {ZH: "回避部门", EN: "Unit"}, {ZH: "回避人", EN: "Person"}}, rows)
}

func (lex Lexicon) sheet(m *sheet) {
	var rows [][]string
	for _, k := range lex.Keywords {
		counts := map[Polarity]string{
			PolarityAffirmed: m.pick("未被否定时", "when not negated"),
			PolarityNegated:  m.pick("被否定时", "when negated"),
		}[k.Polarity]
		if k.Unquoted {
			counts += m.pick(" 引号外", " outside quotations")
		}
		rows = append(rows, []string{k.ID, m.label(k.Label, ""), m.list(k.Words), counts, m.list(k.Except), m.list(k.Groups)})
	}
	if len(rows) > 0 {
		m.heading("词典", "Lexicon")
	}
	m.table([]Label{
		{ZH: "关键词", EN: "Keyword"},
		{ZH: "名称", EN: "Name"},
		{ZH: "词形", EN: "Words"},
		{ZH: "计入", EN: "Counts"},
		{ZH: "排除", EN: "Except in"},
		{ZH: "组", EN: "Groups"},
	}, rows)
}

// words lists what a test expects, as severity=major unit=centre.
func (w Want) words() string {
	var parts []string
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, name+"="+value)
		}
	}
	add(DimKind, w.Kind)
	for _, axis := range sortedKeys(w.Categories) {
		add(CategoryDim(axis), w.Categories[axis])
	}
	if w.Severity != nil {
		add(DimSeverity, w.Severity.String())
	}
	add(DimValidity, w.Validity)
	add("reason", w.Reason)
	add(DimNature, w.Nature)
	add(DimScope, w.Scope)
	add(DimUnit, w.Unit)
	add(DimFlags, strings.Join(w.Flags, ","))
	add("no "+DimFlags, strings.Join(w.NoFlags, ","))
	return strings.Join(parts, " ")
}
