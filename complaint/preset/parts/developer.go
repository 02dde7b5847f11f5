package parts

import "github.com/redress-go/redress/classify"

// DeveloperContent is a developer's tree of what complaints are about (R17). The source's
// list of installations goes on; what is not named falls under its "other".
func DeveloperContent() Part {
	return Part{Axes: []classify.Axis{{
		ID: "content", Version: "1", Label: text("投诉内容", "Content"), Other: "other",
		Nodes: []classify.Node{
			node("contract", "合同", "contract",
				node("handover", "交付与产权", "handover and title"), node("area-difference", "面积差异", "area difference"),
				node("design-change", "规划设计变更", "planning and design change"), node("acceptance", "验收标准", "acceptance standard"),
				node("attachments", "附图及装修设备标准", "attached drawings, fittings and equipment standard"),
				node("infrastructure", "市政与公共设施", "infrastructure and public facilities"),
				node("contract-dispute", "合同纠纷", "contract dispute"), node("contract-other", "合同其他", "contract, other")),
			node("planning", "规划、设计与配套", "planning, design and facilities",
				node("not-as-planned", "与规划不符", "not as planned"), node("not-as-contract", "与合同不符", "not as in contract"),
				node("not-as-advertised", "与宣传不符", "not as advertised"), node("breaks-norm", "违反规范", "breaks a norm"),
				node("bad-placement", "公共设备位置不当", "bad placement of shared equipment"), node("planning-other", "规划其他", "planning, other")),
			node("service", "服务", "service",
				node("staff-behaviour", "员工行为", "staff behaviour"), node("staff-attitude", "员工态度", "staff attitude"),
				node("process", "流程与方法", "the unit's process and method"), node("service-other", "服务其他", "service, other")),
			developerQuality(),
			node("other", "其他", "other"),
		},
	}}}
}

func developerQuality() classify.Node {
	return node("quality", "工程质量", "quality",
		node("leaks", "渗漏", "leaks",
			node("leak-roof", "屋面", "roof"), node("leak-skylight", "天窗", "skylight"), node("leak-floor", "防水楼地面", "waterproofed floors"),
			node("leak-wall", "墙面", "walls"), node("leak-window", "门窗", "windows")),
		node("plaster", "抹灰", "plaster",
			node("plaster-inner", "内墙", "inner walls"), node("plaster-outer", "外墙", "outer walls"),
			node("plaster-ceiling", "顶棚", "ceilings"), node("plaster-floor", "地面", "floors")),
		node("installation", "安装", "installation",
			node("strong-current", "强电", "strong current"), node("weak-current", "弱电", "weak current"), node("equipment", "设备", "equipment"),
			node("water-pipes", "给水管", "water pipes"), node("drain-pipes", "排水管", "drain pipes"), node("rain-pipes", "雨水管", "rainwater pipes"),
			node("aircon-openings", "空调孔", "air-conditioning openings"), node("sockets", "插座", "sockets"),
			node("outdoor-unit", "空调外机位", "outdoor-unit place"), node("installation-other", "安装其他", "installation, other")),
		node("quality-other", "质量其他", "quality, other"))
}

// DeveloperRoutes is who receives a complaint of a project in each phase (R17): the marketing
// centre's officer until handover, the customer service centre from then on. Engineering is
// asked about quality during construction and joins every case in the three months of
// rectification before handover; afterwards quality goes with the supplier register, which
// the engineering department and the property manager hold. It needs [DeveloperContent] and a
// table or a person that sets it.
func DeveloperRoutes() Part {
	const source = "R17"
	phase := func(codes ...string) classify.Cond { return classify.OneOf("phase", codes...) }
	quality := classify.Under(classify.CategoryDim("content"), "quality")
	return Part{
		Fields: []classify.Field{coded("phase", "项目阶段", "Phase of the project",
			code("sales", "销售", "on sale"), code("construction", "施工", "under construction"),
			code("rectification", "交付前三个月整改", "three months before handover"), code("handed-over", "已交付", "handed over"))},
		Units: []classify.Code{
			code("marketing-officer", "营销中心客服专员", "Marketing centre's officer"), code("customer-service", "客户服务中心", "Customer service centre"),
			code("engineering", "工程部", "Engineering"), code("property-manager", "物业公司", "Property manager"),
		},
		Routes: &classify.Routes{
			Rows: []classify.Route{
				{ID: "handed-over-quality", When: classify.All(phase("handed-over"), quality), Unit: "customer-service", Advisers: []string{"engineering", "property-manager"}, Source: source},
				{ID: "handed-over", When: phase("handed-over"), Unit: "customer-service", Source: source},
				{ID: "rectification", When: phase("rectification"), Unit: "marketing-officer", Advisers: []string{"engineering"}, Source: source},
				{ID: "construction-quality", When: classify.All(phase("construction"), quality), Unit: "marketing-officer", Advisers: []string{"engineering"}, Source: source},
				{ID: "before-handover", When: phase("sales", "construction"), Unit: "marketing-officer", Source: source},
			},
			Default: classify.Route{ID: "unknown-phase", Unit: "customer-service", Source: ours},
		},
	}
}
