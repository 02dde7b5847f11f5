package classify

import "strings"

// sheet is a Markdown text in the making.
type sheet struct {
	strings.Builder
	*speaker
}

func (m *sheet) heading(zh, en string) {
	m.WriteString("## " + cellText(m.pick(zh, en)) + "\n\n")
}

func (m *sheet) line(zh, en string) { m.WriteString(m.pick(zh, en) + "\n\n") }

// table writes a table with headings in the sheet's language; nothing without rows.
func (m *sheet) table(head []Label, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	titles, rule := make([]string, len(head)), make([]string, len(head))
	for i, h := range head {
		titles[i], rule[i] = m.label(h, ""), "---"
	}
	for _, r := range append([][]string{titles, rule}, rows...) {
		for _, cell := range r {
			m.WriteString("| " + cellText(cell) + " ")
		}
		m.WriteString("|\n")
	}
	m.WriteString("\n")
}

// cellText keeps a text within its cell.
func cellText(s string) string {
	return strings.NewReplacer("|", "\\|", "\r", " ", "\n", " ").Replace(strings.TrimSpace(s))
}

func (m *sheet) yes(b bool) string {
	if b {
		return m.pick("是", "yes")
	}
	return ""
}

func (m *sheet) list(items []string) string { return strings.Join(items, m.pick("、", ", ")) }

// signatures ends a sheet with room for those who answer for it.
func (m *sheet) signatures() {
	m.heading("签署", "Signatures")
	m.table(
		[]Label{{ZH: "角色", EN: "Role"}, {ZH: "姓名", EN: "Name"}, {ZH: "日期", EN: "Date"}, {ZH: "签名", EN: "Signature"}},
		[][]string{
			{m.pick("编制", "Prepared by"), "", "", ""},
			{m.pick("合规审核", "Compliance review"), "", "", ""},
			{m.pick("批准", "Approved by"), "", "", ""},
		},
	)
}

// accepted lists acknowledged findings with their reasons.
func (m *sheet) accepted(list []Accepted) {
	var rows [][]string
	for _, a := range list {
		rows = append(rows, []string{string(a.Finding), strings.Join(a.Rows, ", "), a.Reason})
	}
	if len(rows) > 0 {
		m.line("已确认的校验发现；同时成立时以排在前面的行为准：", "Findings acknowledged; where several rows hold, the one that stands first decides:")
	}
	m.table([]Label{{ZH: "发现", EN: "Finding"}, {ZH: "行", EN: "Rows"}, {ZH: "理由", EN: "Reason"}}, rows)
}

// findings lists what Validate found.
func (m *sheet) findings(list []Finding) {
	if list == nil {
		return
	}
	m.heading("校验结论", "Result of the check")
	if len(list) == 0 {
		m.line("未发现问题。", "Nothing was found.")
	}
	var rows [][]string
	for _, f := range list {
		example := ""
		if data, err := f.Example.MarshalJSON(); err == nil && f.Example.Len() > 0 {
			example = string(data)
		}
		rows = append(rows, []string{string(f.Level), string(f.Code), f.Path, f.Message, example, f.Accepted})
	}
	m.table([]Label{
		{ZH: "程度", EN: "Level"},
		{ZH: "发现", EN: "Finding"},
		{ZH: "位置", EN: "Place"},
		{ZH: "说明", EN: "Meaning"},
		{ZH: "示例输入", EN: "Example input"},
		{ZH: "确认理由", EN: "Acknowledged because"},
	}, rows)
}
