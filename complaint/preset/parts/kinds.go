package parts

import "github.com/redress-go/redress/classify"

// Kinds tells queries, consultations, fault reports and complaints apart (R06). Where a fault
// report and a complaint overlap the complaint goes first: a fault of network, platform,
// client or application that stops normal use counts as one. A consultation that still
// leaves the customer dissatisfied, so that an order was made, converts; that queries and
// faults convert alike is ours. What nobody told apart counts as a complaint, ours too.
func Kinds() Part {
	const source = "R06"
	is := func(purpose string) classify.Cond { return classify.Is("purpose", purpose) }
	converts := classify.All(classify.IsTrue("order"), classify.Any(
		classify.IsFalse("satisfied"), classify.IsTrue("late"), classify.IsTrue("poor_result"),
	))
	return Part{
		Kinds: []classify.Code{
			code("query", "查询", "query"), code("consultation", "咨询", "consultation"),
			code("fault", "故障申告", "fault report"), code("complaint", "投诉", "complaint"),
		},
		Flags: []classify.Code{code("converted", "由其他类型转为投诉", "converted into a complaint")},
		Fields: []classify.Field{
			coded("purpose", "来意", "What they come for",
				code("look-up", "自助查询", "to look something up"), code("ask", "问产品或资费", "to ask about products or tariffs"),
				code("fault", "报故障", "to report a fault"), code("complain", "表达不满并要求解决", "to complain and ask for a solution")),
			yesNo("order", "已建工单", "A work order was made"), yesNo("satisfied", "解释后满意", "Satisfied after explanation"),
			yesNo("late", "超出标准时限", "Over the standard time limit"), yesNo("poor_result", "对结果不满意", "The result does not satisfy"),
			yesNo("stopped", "不能正常使用", "Normal use is impossible"),
			coded("fault_in", "故障所在", "Where the fault lies",
				code("network", "移动网络", "mobile network"), code("platform", "平台", "platform"), code("client", "客户端", "client"),
				code("application", "应用", "application"), code("elsewhere", "其他", "elsewhere")),
		},
		Tables: []classify.Table{
			{
				ID: "kind", Label: text("投诉与非投诉的区分", "What counts as a complaint"), Sets: classify.DimKind, Hit: classify.HitFirst, Default: "complaint",
				Rows: []classify.Row{
					row("complains", "complaint", source, is("complain")),
					row("fault-stops-use", "complaint", source+": goes before fault report", classify.All(
						is("fault"), classify.IsTrue("stopped"), classify.OneOf("fault_in", "network", "platform", "client", "application"))),
					row("consultation-converts", "complaint", source, classify.All(is("ask"), converts)),
					row("others-convert", "complaint", source+", ours", classify.All(classify.OneOf("purpose", "look-up", "fault"), converts)),
					row("looks-up", "query", source, is("look-up")),
					row("asks", "consultation", source, is("ask")),
					row("reports-fault", "fault", source, is("fault")),
				},
			},
			{
				ID: "converted", Label: text("类型转换", "Conversion"), Sets: classify.DimFlags, Hit: classify.HitCollect,
				Rows: []classify.Row{row("converted", "converted", source, classify.All(classify.OneOf("purpose", "ask", "look-up", "fault"), converts))},
			},
		},
	}
}

// Validity decides whether a complaint is valid, with the closed list of reasons (R06);
// everything else is valid. The first reason that holds is the one recorded. Malice is a
// finding of its own that somebody has to make, never assumed; it does not make a complaint
// invalid.
func Validity() Part {
	const source = "R06"
	invalid := func(id string, when classify.Cond) classify.Row {
		r := row(id, classify.Invalid, source, when)
		r.Reason = id
		return r
	}
	return Part{
		InvalidReasons: []classify.Code{
			code("anonymous", "匿名", "anonymous"), code("unrelated", "与客户本人无关", "not related to the customer"),
			code("vague", "内容含糊，无法核实", "too vague to verify"), code("unreachable", "资料不全，无法联系", "cannot be reached"),
			code("out-of-scope", "对象非本企业或超出范围", "not ours, or out of scope"),
		},
		Flags: []classify.Code{code("malicious", "恶意投诉（已查实）", "malicious, as established")},
		Fields: []classify.Field{
			yesNo("anonymous", "匿名", "Anonymous"), yesNo("related", "与客户相关", "Related to the customer"),
			yesNo("verifiable", "可核实", "Can be verified"), yesNo("reachable", "可联系", "Can be reached"),
			yesNo("ours", "属于本企业且在受理范围", "Ours and in scope"), yesNo("malice_found", "查实捏造或伪证", "Invention or forgery established"),
		},
		Tables: []classify.Table{
			{
				ID: "validity", Label: text("有效性", "Validity"), Sets: classify.DimValidity, Hit: classify.HitFirst, Default: classify.Valid,
				Rows: []classify.Row{
					invalid("anonymous", classify.IsTrue("anonymous")),
					invalid("unrelated", classify.IsFalse("related")),
					invalid("vague", classify.IsFalse("verifiable")),
					invalid("unreachable", classify.IsFalse("reachable")),
					invalid("out-of-scope", classify.IsFalse("ours")),
				},
			},
			{
				ID: "malice", Label: text("恶意", "Malice"), Sets: classify.DimFlags, Hit: classify.HitCollect,
				Rows: []classify.Row{row("malicious", "malicious", source+", ours", classify.IsTrue("malice_found"))},
			},
		},
	}
}

// SourceTier sorts complaints by where they came in: through the province or through the
// group (R06).
func SourceTier() Part {
	return Part{
		Fields: []classify.Field{coded("channel", "来源渠道", "Channel",
			code("hotline", "省热线", "provincial hotline"), code("hall", "营业厅", "service hall"), code("chat", "在线客服", "live chat"),
			code("forum", "问答论坛", "question-and-answer forum"), code("group-hotline", "集团热线", "group hotline"),
			code("group-site", "集团网站", "group site"), code("media", "媒体", "media"), code("microblog", "微博", "microblog"),
		)},
		Axes: []classify.Axis{{
			ID: "tier", Version: "1", Label: text("来源层级", "Source tier"), Other: "province",
			Nodes: []classify.Node{node("province", "省级渠道", "provincial channels"), node("group", "集团渠道", "group channels")},
		}},
		Tables: []classify.Table{{
			ID: "tier", Label: text("来源层级", "Source tier"), Sets: classify.CategoryDim("tier"), Hit: classify.HitFirst,
			Rows: []classify.Row{row("group", "group", "R06", classify.OneOf("channel", "group-hotline", "group-site", "media", "microblog"))},
		}},
	}
}
