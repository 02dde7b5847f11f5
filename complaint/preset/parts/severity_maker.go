package parts

import "github.com/redress-go/redress/classify"

// sign is one sign of a major case of R16, with the lists it is on.
type sign struct {
	code          classify.Code
	major, a, b   bool
	unlessAllowed bool // counts only when the conditions for it are not met
}

// makerSigns are the members of R16's three lists. They differ between the headings; the
// union ships and every member keeps its list as a flag.
func makerSigns() []sign {
	return []sign{
		{code: code("fire-accident", "火灾或严重事故", "fire or serious accident"), major: true, a: true},
		{code: code("airbag", "安全气囊", "airbag"), major: true, a: true},
		{code: code("replace-car", "要求换车", "demands a replacement car"), major: true, unlessAllowed: true},
		{code: code("return-car", "要求退车", "demands return"), major: true, unlessAllowed: true},
		{code: code("new-engine", "要求换发动机", "demands a new engine"), major: true, unlessAllowed: true},
		{code: code("new-gearbox", "要求换变速箱", "demands a new gearbox"), major: true, unlessAllowed: true},
		{code: code("public-body", "媒体、消协、主管部门或法院", "goes to media, consumer association, authority or court"), major: true, a: true},
		{code: code("driving-safety", "转向、制动、突然熄火等人身安全", "steering, brakes, sudden stall"), major: true},
		{code: code("unlawful", "违反法律", "breach of law"), major: true},
		{code: code("key-control", "需重点管控", "judged to need key control"), major: true},
		{code: code("safety-part", "重要安全件", "important safety parts"), a: true},
		{code: code("lawsuit", "可能引起民事或刑事诉讼", "may become a civil or criminal suit"), a: true},
		{code: code("press-risk", "可能引来媒体报道", "may bring media reports"), a: true},
		{code: code("written-answer", "要求厂家书面确认或答复", "demands the maker's written confirmation or answer"), a: true},
		{code: code("police", "警方、工商等公共部门介入", "police, trade office or other public body involved"), a: true},
		{code: code("car-and-damages", "要求换车并赔偿", "demands a replacement car and damages"), a: true},
		{code: code("repeated-repairs", "多次维修", "repeated repairs"), a: true},
		{code: code("blockade", "客户堵门", "customers blocking the entrance"), a: true},
		{code: code("media-pressure", "不满结果而借媒体或关系扩大影响", "uses media or contacts to widen attention, dissatisfied with the outcome"), b: true},
	}
}

// MakerSeverity is R16's major cases of a car maker: any sign of the three lists makes a case
// major, and the flags say which list it is on. Some demands count only when the customer
// does not meet the conditions for them. Signs are recorded by people; words only suggest
// them. What shows none of them is ordinary, ours.
func MakerSeverity() Part {
	p := Part{
		Flags: []classify.Code{
			code("list-major", "重大投诉清单", "list of major cases"), code("class-a", "A类", "class A"), code("class-b", "B类", "class B"),
		},
		Fields: []classify.Field{
			{Name: "signs", Type: classify.TypeTags, Label: text("重大迹象", "Signs of a major case")},
			yesNo("entitled", "符合换车、退车或换总成的条件", "Meets the conditions for replacement or return"),
			words(),
		},
		Keywords: makerWords(),
	}
	severity := classify.Table{
		ID: "severity", Label: text("重大投诉判定", "Major cases"), Sets: classify.DimSeverity, Hit: classify.HitPriority, Default: "ordinary",
	}
	lists := classify.Table{ID: "lists", Label: text("所属清单", "Lists"), Sets: classify.DimFlags, Hit: classify.HitCollect}
	for _, s := range makerSigns() {
		p.Fields[0].Codes = append(p.Fields[0].Codes, s.code)
		when := classify.Tagged("signs", s.code.Code)
		if s.unlessAllowed {
			when = classify.All(when, classify.Not(classify.IsTrue("entitled")))
		}
		severity.Rows = append(severity.Rows, row(s.code.Code, "major", "R16", when))
		for list, on := range map[string]bool{"list-major": s.major, "class-a": s.a, "class-b": s.b} {
			if on {
				lists.Rows = append(lists.Rows, row(s.code.Code+"-"+list, list, "R16", when))
			}
		}
	}
	severity.Rows = append(severity.Rows, row("words", "major", "R16, words alone: to be confirmed", classify.Hit("grave")))
	sortRows(lists.Rows)
	p.Tables = []classify.Table{severity, lists}
	return p
}

// makerWords are what callers say of grave matters; ours.
func makerWords() []classify.Keyword {
	word := func(id, zh, en string, words ...string) classify.Keyword {
		return classify.Keyword{ID: id, Label: text(zh, en), Words: words, Groups: []string{"grave"}, Polarity: classify.PolarityAffirmed}
	}
	return []classify.Keyword{
		word("burning", "起火", "fire", "起火", "自燃", "着火", "冒烟", "caught fire", "smoke"),
		word("bag", "气囊", "airbag", "气囊没弹", "气囊未弹", "气囊爆", "airbag"),
		word("control", "失控", "loss of control", "刹车失灵", "制动失效", "方向锁死", "转向失灵", "突然熄火", "brakes failed", "stalled"),
		word("public", "曝光与投诉到外部", "going public", "找媒体", "曝光", "12315", "消协", "法院", "起诉", "拉横幅", "堵门"),
	}
}
