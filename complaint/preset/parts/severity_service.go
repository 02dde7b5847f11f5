package parts

import (
	"cmp"
	"slices"
	"strings"

	"github.com/redress-go/redress/classify"
)

// Limits are from where on a factor counts. The zero value of each takes the default.
type Limits struct {
	// Loss is from how many minor units of CNY on the loss makes a case major; half of it
	// makes it ordinary. Defaults to 500000, five thousand yuan, ours.
	Loss int64
	// Group is from how many people on a case is one of a group and at least ordinary.
	// Defaults to 5, ours.
	Group int64
	// Crowd is from how many people on it is major. Defaults to 20, as 2020 No.3 counts a
	// group face to face.
	Crowd int64
	// Repeats is from how many times on the same complaint makes it major. Defaults to 3, ours.
	Repeats int64
}

func (l Limits) withDefaults() Limits {
	l.Loss, l.Group = cmp.Or(l.Loss, 500_000), cmp.Or(l.Group, 5)
	l.Crowd, l.Repeats = cmp.Or(l.Crowd, 20), cmp.Or(l.Repeats, 3)
	return l
}

// ServiceSeverity is R20's four grades, urgent above serious, as named factors: safety,
// money, a vulnerable person, the media, a regulator, the number of people, repetition. Each
// factor names a row, the highest grade wins, and the scope follows from the number of people.
// Which factor weighs how much is ours: R20 names the grades only. Words alone suggest.
func ServiceSeverity(limits Limits) Part {
	l := limits.withDefaults()
	return Part{
		Scopes: []classify.Code{code("group", "群体", "group"), code("individual", "个人", "individual")},
		Fields: serviceFacts(), Keywords: serviceWords(),
		Tables: []classify.Table{
			{
				ID: "severity", Label: text("投诉分级", "Severity"), Sets: classify.DimSeverity, Hit: classify.HitPriority, Default: "minor",
				Rows: slices.Concat(l.urgent(), l.major(), l.ordinary()),
			},
			{
				ID: "scope", Label: text("影响范围", "Scope"), Sets: classify.DimScope, Hit: classify.HitFirst, Default: "individual",
				Rows: []classify.Row{row("group", "group", "R20", classify.AtLeast("people", l.Group))},
			},
		},
	}
}

func serviceFacts() []classify.Field {
	return []classify.Field{
		coded("safety", "人身安全", "Safety",
			code("none", "无", "none"), code("risk", "有隐患", "a hazard"), code("harmed", "已受伤害", "somebody was harmed"), code("danger", "正有危险", "danger now")),
		{Name: "loss", Type: classify.TypeMoney, Label: text("损失金额", "Loss")},
		yesNo("vulnerable", "涉及老弱病残孕幼", "A vulnerable person"),
		coded("outside", "外部介入", "From outside",
			code("media", "媒体", "media"), code("regulator", "监管部门", "regulator"), code("association", "消费者组织", "consumer association")),
		{Name: "people", Type: classify.TypeNumber, Label: text("人数", "People")},
		{Name: "repeated", Type: classify.TypeNumber, Label: text("同一投诉次数", "How often they complained of it")},
		yesNo("fault", "有差错", "An error was made"),
		yesNo("upset", "情绪激动", "Upset"),
		words(),
	}
}

func (l Limits) urgent() []classify.Row {
	return []classify.Row{
		row("safety-danger", "urgent", "R20, factor ours", classify.Is("safety", "danger")),
		row("safety-vulnerable", "urgent", "R20, factor ours", classify.All(classify.Is("safety", "harmed"), classify.IsTrue("vulnerable"))),
	}
}

func (l Limits) major() []classify.Row {
	return []classify.Row{
		row("safety-harmed", "major", "R20, factor ours", classify.Is("safety", "harmed")),
		row("money", "major", "R20, factor ours", classify.AtLeast("loss", l.Loss)),
		row("vulnerable", "major", "R20, factor ours", classify.All(classify.IsTrue("vulnerable"), classify.Is("safety", "risk"))),
		row("media", "major", "R20, factor ours", classify.Is("outside", "media")),
		row("regulator", "major", "R20, factor ours", classify.Is("outside", "regulator")),
		row("crowd", "major", "2020 No.3: 20 people", classify.AtLeast("people", l.Crowd)),
		row("repeated", "major", "R20, factor ours", classify.AtLeast("repeated", l.Repeats)),
		row("words", "major", "words alone: to be confirmed", classify.Any(classify.Hit("harm"), classify.Hit("exposure"))),
	}
}

func (l Limits) ordinary() []classify.Row {
	return []classify.Row{
		row("safety-risk", "ordinary", "R20, factor ours", classify.Is("safety", "risk")),
		row("money-half", "ordinary", "R20, factor ours", classify.AtLeast("loss", l.Loss/2)),
		row("association", "ordinary", "R20, factor ours", classify.Is("outside", "association")),
		row("several", "ordinary", "R20, factor ours", classify.AtLeast("people", l.Group)),
		row("again", "ordinary", "R20, factor ours", classify.AtLeast("repeated", 2)),
		row("error", "ordinary", "R20, factor ours", classify.IsTrue("fault")),
		row("upset", "ordinary", "R20, factor ours", classify.IsTrue("upset")),
	}
}

func serviceWords() []classify.Keyword {
	return []classify.Keyword{
		{
			ID: "harm", Label: text("伤害与险情", "harm and danger"), Polarity: classify.PolarityAffirmed,
			Words:  []string{"受伤", "骨折", "烫伤", "流血", "触电", "中毒", "着火", "起火", "被困", "injured", "hospital"},
			Except: []string{"着火锅", "烫伤膏"},
		},
		{
			ID: "exposure", Label: text("扬言曝光", "going public"), Polarity: classify.PolarityAffirmed, Unquoted: true,
			Words: []string{"曝光", "找媒体", "找记者", "发到网上", "go public", "the press"},
		},
	}
}

// sortRows puts rows in the order of their ids, for tables built from maps.
func sortRows(rows []classify.Row) {
	slices.SortFunc(rows, func(a, b classify.Row) int { return strings.Compare(a.ID, b.ID) })
}
