package classify

import (
	"fmt"
	"strconv"
	"strings"
)

// Markdown writes the whole rule set for people who have to answer for it (规则签审稿): every
// list, table, route and word, with labels for codes, in Chinese for "zh" and its variants
// and in English otherwise, ending with room for signatures. Its hash ties the sheet to the
// rules. With findings, the result of Validate, their list is part of it; an empty list that
// is not nil says that nothing was found.
func (rs RuleSet) Markdown(lang string, findings ...Finding) string {
	m := &sheet{speaker: rs.speaker(lang)}
	m.WriteString("# " + cellText(m.label(rs.Label, rs.ID)) + "\n\n")
	rs.identity(m)
	rs.fields(m)
	rs.codeLists(m)
	for _, a := range rs.Axes {
		a.sheet(m)
	}
	for _, t := range rs.Tables {
		t.sheet(m)
	}
	rs.Routes.sheet(m)
	rs.patterns(m)
	rs.Lexicon.sheet(m)
	rs.testSheet(m)
	m.findings(findings)
	m.signatures()
	return m.String()
}

func (rs RuleSet) speaker(lang string) *speaker {
	s := &speaker{
		zh:     Label{ZH: "1", EN: "0"}.In(lang) == "1",
		fields: map[string]Field{}, codes: map[string]map[string]Label{}, keywords: map[string]Label{},
	}
	list := func(name string, codes []Code) {
		labels := map[string]Label{}
		for _, c := range codes {
			labels[c.Code] = c.Label
		}
		s.codes[name] = labels
	}
	for _, f := range rs.Fields {
		s.fields[f.Name] = f
		list(f.Name, f.Codes)
	}
	list(DimKind, rs.Kinds)
	list("reason", rs.InvalidReasons)
	list(DimNature, rs.Natures)
	list(DimScope, rs.Scopes)
	list(DimFlags, rs.Flags)
	list(DimUnit, rs.Units)
	list(DimValidity, []Code{{Code: Valid, Label: Label{ZH: "有效", EN: "valid"}}, {Code: Invalid, Label: Label{ZH: "无效", EN: "invalid"}}})
	var grades, axes []Code
	for i := range severityLabels {
		grades = append(grades, Code{Code: severityCodes[i], Label: severityLabels[i]})
	}
	list(DimSeverity, grades)
	for _, a := range rs.Axes {
		axes = append(axes, Code{Code: a.ID, Label: a.Label})
		list(CategoryDim(a.ID), nodeList(a.Nodes, nil))
	}
	list("axis", axes)
	for _, k := range rs.Lexicon.Keywords {
		s.keywords[k.ID] = k.Label
	}
	return s
}

// nodeList flattens a tree.
func nodeList(nodes []Node, out []Code) []Code {
	for _, n := range nodes {
		out = nodeList(n.Children, append(out, Code{Code: n.Code, Label: n.Label}))
	}
	return out
}

func (rs RuleSet) identity(m *sheet) {
	rows := [][]string{{m.pick("编号", "Id"), rs.ID}, {m.pick("版本", "Version"), rs.Version}}
	if ref, err := rs.Ref(); err == nil {
		rows = append(rows, []string{m.pick("摘要", "Hash"), "`" + ref.Hash + "`"})
	}
	if rs.EffectiveFrom != "" || rs.EffectiveUntil != "" {
		rows = append(rows, []string{m.pick("有效期", "In force"), rs.EffectiveFrom + " – " + rs.EffectiveUntil})
	}
	m.table([]Label{{ZH: "规则集", EN: "Rule set"}, {}}, rows)
}

func (rs RuleSet) fields(m *sheet) {
	var rows [][]string
	for _, f := range rs.Fields {
		var codes []string
		for _, c := range f.Codes {
			codes = append(codes, m.code(f.Name, c.Code))
		}
		if f.Open {
			codes = append(codes, "…")
		}
		if f.Type == TypeMoney {
			codes = append(codes, f.currency())
		}
		rows = append(rows, []string{f.Name, m.label(f.Label, ""), string(f.Type), m.list(codes), m.yes(f.Personal)})
	}
	if len(rows) > 0 {
		m.heading("读取的事实", "Facts read")
	}
	m.table([]Label{
		{ZH: "字段", EN: "Field"},
		{ZH: "名称", EN: "Name"},
		{ZH: "类型", EN: "Type"},
		{ZH: "取值", EN: "Values"},
		{ZH: "个人信息", EN: "Personal"},
	}, rows)
}

func (rs RuleSet) codeLists(m *sheet) {
	for _, l := range []struct {
		zh, en, name string
		codes        []Code
	}{
		{"类型", "Kinds", DimKind, rs.Kinds},
		{"无效原因", "Reasons of invalidity", "reason", rs.InvalidReasons},
		{"性质", "Natures", DimNature, rs.Natures},
		{"范围", "Scopes", DimScope, rs.Scopes},
		{"标记", "Flags", DimFlags, rs.Flags},
		{"部门", "Units", DimUnit, rs.Units},
	} {
		var rows [][]string
		for _, c := range l.codes {
			rows = append(rows, []string{c.Code, m.code(l.name, c.Code)})
		}
		if len(rows) > 0 {
			m.heading(l.zh, l.en)
		}
		m.table([]Label{{ZH: "代码", EN: "Code"}, {ZH: "名称", EN: "Name"}}, rows)
	}
}

func (a Axis) sheet(m *sheet) {
	m.heading("分类维度："+m.label(a.Label, a.ID), "Axis: "+m.label(a.Label, a.ID))
	m.line("版本 "+a.Version+"，其他项 "+a.Other+"。", "Version "+a.Version+", everything else is "+a.Other+".")
	var walk func(nodes []Node, depth int)
	walk = func(nodes []Node, depth int) {
		for _, n := range nodes {
			m.WriteString(strings.Repeat("  ", depth) + "- `" + n.Code + "` " + m.label(n.Label, "") + "\n")
			walk(n.Children, depth+1)
		}
	}
	walk(a.Nodes, 0)
	m.WriteString("\n")
}

func (rs RuleSet) testSheet(m *sheet) {
	var rows [][]string
	for _, t := range rs.Tests {
		facts, _ := t.Facts.MarshalJSON()
		rows = append(rows, []string{t.Name, "`" + string(facts) + "`", t.Want.words()})
	}
	if len(rows) > 0 {
		m.heading("验收用例", "Test cases")
	}
	m.table([]Label{{ZH: "用例", EN: "Case"}, {ZH: "事实", EN: "Facts"}, {ZH: "期望", EN: "Expected"}}, rows)
}

// patterns says when a case is a repeat, part of a batch, or like others.
func (rs RuleSet) patterns(m *sheet) {
	var rows [][]string
	add := func(zh, en, by, window, count string) {
		rows = append(rows, []string{m.pick(zh, en), by, window, count})
	}
	if r := rs.Repeat; r != nil {
		add("重复投诉", "Repeat", m.names(r.By), r.Window.String(), strconv.Itoa(max(r.AtLeast, 1)))
	}
	if b := rs.Batch; b != nil {
		add("批量投诉", "Batch", m.names(append(b.By[:len(b.By):len(b.By)], b.Customer)), b.Window.String(), strconv.Itoa(b.Customers))
	}
	if r := rs.Similar; r != nil {
		by := fmt.Sprintf("%s ≥ %d‰", m.name(r.Field), r.Likeness)
		add("文本相似（仅提示）", "Alike in words (a suggestion)", by, r.Window.String(), strconv.Itoa(r.Cases))
	}
	if len(rows) > 0 {
		m.heading("重复与批量", "Repeats and batches")
	}
	m.table([]Label{{ZH: "规则", EN: "Rule"}, {ZH: "依据", EN: "By"}, {ZH: "时间窗", EN: "Window"}, {ZH: "数量", EN: "Number"}}, rows)
}

func (m *sheet) names(fields []string) string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = m.name(f)
	}
	return m.list(out)
}
