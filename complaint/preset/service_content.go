package preset

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
)

// serviceChannels are the ways in of R20: hotline, live chat, e-mail, suggestion box, social media, the counter.
func serviceChannels() []playbook.Channel {
	channel := func(c, zh, en string) playbook.Channel { return playbook.Channel{Code: c, Label: text(zh, en)} }
	return []playbook.Channel{
		channel("hotline", "热线", "hotline"), channel("chat", "在线客服", "live chat"), channel("email", "电子邮件", "e-mail"),
		channel("suggestion-box", "意见箱", "suggestion box"), channel("social", "社交媒体", "social media"),
		channel("counter", "现场", "at the counter"), channel("letter", "来信", "letter"),
		{Code: "authority", Label: text("上级或监管转办", "forwarded by an authority"), Required: []string{"text"}},
	}
}

// serviceKinds tells a complaint from a query and a suggestion by what the agent ticked; without it, it is a complaint.
func serviceKinds() parts.Part {
	return parts.Part{
		Kinds: labels([]playbook.Code{
			code("complaint", "投诉", "complaint"), code("query", "咨询", "query"), code("suggestion", "建议", "suggestion"),
		}),
		Fields: []classify.Field{{
			Name: "purpose", Type: classify.TypeCode, Label: classify.Label{ZH: "来意", EN: "What they come for"},
			Codes: labels([]playbook.Code{code("complain", "投诉", "to complain"), code("ask", "咨询", "to ask"), code("suggest", "建议", "to suggest")}),
		}},
		Tables: []classify.Table{{
			ID: "kind", Label: classify.Label{ZH: "诉求类型", EN: "Kind"}, Sets: classify.DimKind, Hit: classify.HitFirst, Default: "complaint",
			Rows: []classify.Row{
				{ID: "asks", Then: "query", When: classify.Is("purpose", "ask"), Source: "R06"},
				{ID: "suggests", Then: "suggestion", When: classify.Is("purpose", "suggest"), Source: "R02"},
			},
		}},
	}
}

// serviceMatters is the content axis of R20.
func serviceMatters() []playbook.Code {
	return []playbook.Code{
		code("attitude", "服务态度", "attitude"), code("efficiency", "办事效率", "efficiency"), code("quality", "产品或服务质量", "product quality"),
		code("charges", "收费", "charges"), code("safety", "安全", "safety"), code("other", "其他", "other"),
	}
}

// serviceContent reads the content from what was ticked, and routes by it.
func serviceContent(units []playbook.Unit) parts.Part {
	p := byMatter("content", text("投诉内容", "Content"), "R20", serviceMatters())
	p.Units = unitCodes(units)
	p.Routes = &classify.Routes{
		Rows: []classify.Route{
			route("attitude", "operations", "R20"), route("efficiency", "operations", "R20"), route("quality", "quality", "R20", "operations"),
			route("charges", "finance", "R20"), route("safety", "safety", "R20", "operations"),
		},
		Default: classify.Route{ID: "desk", Unit: serviceCentre},
	}
	return p
}

// byMatter is an axis whose code is the field "matter" that the desk ticks; what nobody ticked is the code "other", which
// the list must have.
func byMatter(axis string, label playbook.Text, source string, matters []playbook.Code) parts.Part {
	p := parts.Part{
		Fields: []classify.Field{{Name: "matter", Type: classify.TypeCode, Label: classify.Label(label), Codes: labels(matters)}},
		Axes:   []classify.Axis{{ID: axis, Version: "1", Label: classify.Label(label), Other: "other"}},
		Tables: []classify.Table{{ID: axis, Label: classify.Label(label), Sets: classify.CategoryDim(axis), Hit: classify.HitFirst, Default: "other"}},
	}
	for _, m := range matters {
		p.Axes[0].Nodes = append(p.Axes[0].Nodes, classify.Node{Code: m.Code, Label: classify.Label(m.Label)})
		if m.Code != "other" {
			p.Tables[0].Rows = append(p.Tables[0].Rows, classify.Row{ID: m.Code, Then: m.Code, When: classify.Is("matter", m.Code), Source: source})
		}
	}
	return p
}

// route sends a matter to a unit.
func route(matter, unit, source string, advisers ...string) classify.Route {
	return classify.Route{ID: matter, When: classify.Is("matter", matter), Unit: unit, Advisers: advisers, Source: source}
}

// kindsOf are the kinds of a rule set as a playbook lists them: a query or a suggestion may be closed at the desk whatever
// its severity.
func kindsOf(rs *classify.RuleSet) []playbook.Kind {
	out := make([]playbook.Kind, len(rs.Kinds))
	for i, k := range rs.Kinds {
		out[i] = playbook.Kind{Code: k.Code, Label: playbook.Text(k.Label), Direct: k.Code != "complaint"}
	}
	return out
}
