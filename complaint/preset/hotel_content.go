package preset

import "github.com/redress-go/redress/classify"

// hotelContent is R20's first axis, what a complaint is about in substance: attitude, efficiency, product quality,
// charges, safety …; the leaves are ours.
func hotelContent() classify.Axis {
	node := func(code, zh, en string, children ...classify.Node) classify.Node {
		return classify.Node{Code: code, Label: classify.Label{ZH: zh, EN: en}, Children: children}
	}
	return classify.Axis{
		ID: "content", Version: "1", Label: classify.Label{ZH: "投诉内容", EN: "Content"}, Other: "other",
		Nodes: []classify.Node{
			node("service", "服务", "service",
				node("attitude", "服务态度", "attitude"), node("efficiency", "服务效率", "efficiency"), node("standard", "服务规范", "standard of service"),
			),
			node("quality", "产品质量", "product quality",
				node("room", "客房设备", "room"), node("facility", "公共设施", "facility"), node("lift", "电梯", "lift"),
				node("food", "餐饮", "food and drink"), node("hygiene", "卫生", "hygiene"), node("noise", "噪音", "noise"),
			),
			node("charge", "收费", "charges"),
			node("safety", "安全", "safety",
				node("personal", "人身安全", "personal safety"), node("property", "财物安全", "property"),
			),
			node("other", "其他", "other"),
		},
	}
}

// hotelContentTable places a complaint on the axis. The first row that matches decides.
func hotelContentTable() classify.Table {
	row := func(id, then string, when classify.Cond) classify.Row {
		return classify.Row{ID: id, Then: then, When: when, Source: "R20, ours in detail"}
	}
	is := func(matters ...string) classify.Cond { return classify.OneOf("matter", matters...) }
	return classify.Table{
		ID: "content", Sets: classify.CategoryDim("content"), Hit: classify.HitFirst,
		Rows: []classify.Row{
			row("safety", "personal", is("safety")),
			row("security", "property", is("security")),
			row("charge", "charge", is("charge")),
			row("lift", "lift", is("lift")),
			row("noise", "noise", is("noise")),
			row("attitude", "attitude", classify.IsTrue("attitude")),
			row("dirt", "hygiene", classify.All(is("housekeeping", "restaurant", "room"), classify.Hit("dirt"))),
			row("wait", "efficiency", classify.All(is("front-desk", "restaurant", "housekeeping"), classify.Hit("wait"))),
			row("room", "room", is("room")),
			row("facility", "facility", is("facility")),
			row("food", "food", is("restaurant")),
			row("service", "standard", is("front-desk", "housekeeping")),
		},
	}
}
