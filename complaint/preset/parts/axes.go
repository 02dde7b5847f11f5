package parts

import "github.com/redress-go/redress/classify"

// BankAxes are the three independent facets of JR/T 0169-2018, the financial industry's
// classification of consumer complaints for banks: channel (A), business (B) and reason (C).
// The names are those of the standard as public summaries show them (confidence S and N in
// the sources of this project); the standard's numeric codes were not seen, so the codes here
// are words. Each facet has its "other". Rules or a person place a case on them.
func BankAxes() Part {
	return Part{Axes: []classify.Axis{bankChannel(), bankBusiness(), bankReason()}}
}

func bankChannel() classify.Axis {
	return classify.Axis{
		ID: "channel", Version: "2018", Label: text("投诉业务办理渠道", "Channel"), Other: "channel-99",
		Nodes: []classify.Node{
			node("front", "前台业务渠道", "front office",
				node("counter", "营业现场", "branch"), node("machine", "自助机具", "self-service machine"),
				node("electronic", "电子渠道", "electronic",
					node("online", "网上银行", "online banking"), node("phone", "电话银行", "telephone banking"),
					node("mobile", "移动客户端", "mobile client"), node("platform", "网络公众平台", "public network platform"),
					node("sms", "短信", "text message"), node("electronic-9", "其他电子渠道", "other electronic")),
				node("third-party", "第三方渠道", "third party"), node("front-99", "其他前台渠道", "other front office")),
			node("back", "中、后台业务渠道", "middle and back office"),
			node("channel-99", "其他", "other"),
		},
	}
}

func bankBusiness() classify.Axis {
	return classify.Axis{
		ID: "business", Version: "2018", Label: text("投诉业务类别", "Business"), Other: "business-99",
		Nodes: []classify.Node{
			node("savings", "人民币储蓄", "savings"), node("loans", "贷款", "loans"), node("cards", "银行卡", "cards"),
			node("wealth", "自营理财", "wealth management"), node("payment", "支付结算", "payment and settlement"),
			node("currency", "人民币管理", "management of the currency"), node("foreign-exchange", "外汇", "foreign exchange"),
			node("metals", "贵金属", "precious metals"), node("personal-data", "个人金融信息", "personal financial information"),
			node("collection", "债务催收", "debt collection"), node("business-99", "其他", "other"),
		},
	}
}

func bankReason() classify.Axis {
	return classify.Axis{
		ID: "reason", Version: "2018", Label: text("投诉原因", "Reason"), Other: "reason-99",
		Nodes: []classify.Node{
			node("service", "服务态度及服务质量", "attitude and quality of service"), node("systems", "服务设施、设备及业务系统", "premises, equipment and systems"),
			node("rules", "制度规则与业务流程", "rules and processes"), node("marketing", "营销方式和手段", "ways of marketing"),
			node("disclosure", "信息披露", "disclosure"), node("returns", "产品收益", "returns of a product"),
			node("choice", "自主选择权", "freedom of choice"), node("terms", "合同条款", "contract terms"),
			node("funds", "资金安全", "safety of funds"), node("information", "信息安全", "safety of information"),
			node("reason-99", "其他", "other"),
		},
	}
}

// DemandKinds are the five kinds of demand a government hotline tells apart (DB44/T
// 2479-2024; 北京市接诉即办工作条例 Art 2), as an axis.
func DemandKinds() Part {
	return Part{Axes: []classify.Axis{{
		ID: "demand", Version: "2024", Label: text("诉求类型", "Kind of demand"), Other: "help",
		Nodes: []classify.Node{
			node("consultation", "咨询", "consultation"), node("help", "求助", "request for help"), node("complaint", "投诉", "complaint"),
			node("report", "举报", "report of a violation"), node("suggestion", "建议", "suggestion"),
		},
	}}}
}
