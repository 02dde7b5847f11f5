package preset

import (
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
)

// Names of a car maker's rules: its care centre, its technical support, and the tags that results leave.
const (
	careCentre     = "care-centre"
	technical      = "technical-support"
	specialCase    = "special-case"
	specialAgreed  = "special-case-agreed"
	againstDealer  = "against-dealer"
	specialRelief  = "special-warranty"
	goodwillRelief = "goodwill"
)

// CarMaker returns the rules of a car manufacturer with a dealer network (汽车厂商客户投诉, R16), built on [Service]: ten
// conditions make a case major, and two more lists, class A and class B, are major as well; each case carries the lists it
// is on. After the inquiry it is settled whether the complaint is valid in the maker's sense: caused by the dealer, or made
// worse by how the dealer handled it. Beside the ordinary remedies stand a special-case warranty, which technical support
// agrees case by case and never in full, and goodwill; both are counted apart.
//
// A host puts its dealers in the place of the unit "dealers", or keeps that one and tells them apart by the field "dealer".
// The calendar is [Service]'s, Asia/Shanghai. The value is fresh at every call and the caller's to change.
func CarMaker() *playbook.Playbook {
	p := Service()
	p.ID, p.Title, p.Numbers = "car-maker", text("汽车厂商客户投诉", "Complaints to a car maker"), playbook.Numbers{Pattern: "QC{yyyy}{mm}-{seq:5}"}
	p.Units, p.FallbackUnit = makerUnits(), careCentre
	makerPeople(p)
	p.Channels = makerChannels()
	p.Rules = joined("car-maker", text("厂商投诉分类", "Car maker's classification"), makerSeverity(), makerKinds(), makerMatters(p.Units))
	p.Kinds = kindsOf(p.Rules)
	p.Fields = set(recorded(p.Rules), func(f playbook.Field) string { return f.Name },
		playbook.Field{Name: "dealer", Label: text("经销商代码", "Dealer"), Type: playbook.TextField, Required: &playbook.Applies{Kinds: []string{"complaint"}}},
		playbook.Field{Name: "vin", Label: text("车辆识别代号", "Vehicle number"), Type: playbook.TextField, Personal: true},
		yesField("quality_cause", "产品质量原因", "The product's quality is the cause"), yesField("in_warranty", "在保修范围内", "Within the warranty"))
	for i := range p.Grades {
		p.Grades[i].Wording = p.Grades[i].Severity == classify.Major
		p.Grades[i].Direct = false
	}
	p.Reliefs = append(p.Reliefs,
		playbook.Relief{
			Code: specialRelief, Label: text("特殊个案保修", "special-case warranty"), OutsideLimit: true, Roles: []string{technical},
			If: ifFact("tag."+specialAgreed, "yes"),
		},
		playbook.Relief{Code: goodwillRelief, Label: text("商誉补偿", "goodwill compensation"), OutsideLimit: true, Roles: []string{manager, head}})
	p.Tasks = append(p.Tasks, makerTasks()...)
	p.Targets = append(p.Targets, makerControl())
	p.Reactions = append(p.Reactions, makerReactions()...)
	p.Repeat.By = []string{"kind", "category.matter"}
	p.Sources = makerSources(p.Sources)
	return p
}

// makerUnits are the centre, the network and those the centre asks; the names are ours.
func makerUnits() []playbook.Unit {
	return []playbook.Unit{
		{Code: careCentre, Label: text("客户关怀中心", "Customer care centre"), Head: manager},
		{Code: "dealers", Label: text("经销商网络", "Dealer network"), Head: supervisor},
		{Code: technical, Label: text("技术支持", "Technical support"), Head: manager},
		{Code: "quality", Label: text("质量部门", "Quality"), Head: manager},
		{Code: "public-relations", Label: text("公共关系与法务", "Public relations and legal"), Head: manager},
	}
}

// makerPeople gives the roles their titles: dealers handle, regional managers lead them, the centre sees everything.
func makerPeople(p *playbook.Playbook) {
	titled(p.Roles, agent, "客户关怀专员", "care-centre agent")
	titled(p.Roles, handler, "经销商投诉专员", "dealer's complaint officer")
	titled(p.Roles, supervisor, "区域服务经理", "regional manager")
	titled(p.Roles, manager, "客户关怀经理", "care-centre manager")
	titled(p.Roles, head, "公司管理层", "management")
	for i := range p.Roles {
		p.Roles[i].AllUnits = slices.Contains([]string{agent, manager, head}, p.Roles[i].Code)
	}
	p.Roles = append(p.Roles, playbook.Role{Code: technical, Label: text("技术支持工程师", "technical support engineer"), Level: 2, AllUnits: true})
	p.Grants = grantOnly(p.Grants, []string{agent, manager}, "tag")
	p.Grants = grantAlso(p.Grants, []string{technical}, "complete-task", "propose", "compensate", "note", "attach")
}

// makerChannels are the ways a complaint reaches the centre (R16). Through an authority is ours.
func makerChannels() []playbook.Channel {
	channel := func(c, zh, en string) playbook.Channel { return playbook.Channel{Code: c, Label: text(zh, en)} }
	return append([]playbook.Channel{
		channel("system", "客户中心系统", "centre system"), channel("phone", "电话", "phone"), channel("fax", "传真", "fax"),
		channel("email", "电子邮件", "e-mail"), channel("letter", "来信", "letter"), channel("spoken", "当面口头", "spoken"),
		channel("authority", "公共部门转来", "through a public body"),
	}, makerMedia()...)
}

// makerMedia are press, television, radio and the net.
func makerMedia() []playbook.Channel {
	channel := func(c, zh, en string) playbook.Channel { return playbook.Channel{Code: c, Label: text(zh, en)} }
	return []playbook.Channel{
		channel("press", "报刊", "press"), channel("tv", "电视", "television"), channel("radio", "广播", "radio"), channel("net", "网络", "the net"),
	}
}

// makerSeverity is R16's lists of major cases. What comes in through the media has gone to the media, whether anybody ticked
// that sign or not.
func makerSeverity() parts.Part {
	p := parts.MakerSeverity()
	p.Fields = append(p.Fields, classify.Field{
		Name: "channel", Type: classify.TypeCode, Label: classify.Label{ZH: "渠道", EN: "Channel"}, Codes: codesOfChannels(makerChannels()),
	})
	media := make([]string, 0, len(makerMedia()))
	for _, c := range makerMedia() {
		media = append(media, c.Code)
	}
	row := func(id, then string) classify.Row {
		return classify.Row{ID: id, Then: then, When: classify.OneOf("channel", media...), Source: "R16"}
	}
	for i := range p.Tables {
		if t := &p.Tables[i]; t.Sets == classify.DimSeverity {
			t.Rows = append(t.Rows, row("through-media", "major"))
		} else {
			t.Rows = append(t.Rows, row("through-media-major", "list-major"), row("through-media-a", "class-a"))
		}
	}
	return p
}

// makerKinds: dissatisfaction is a complaint, and so is a request for an answer or support that finally reaches the centre
// (R16). What is neither is a query or a suggestion, ours.
func makerKinds() parts.Part {
	p := serviceKinds()
	purpose := &p.Fields[0]
	purpose.Codes = append(purpose.Codes, labels([]playbook.Code{
		code("answer", "要求答复", "to have an answer"), code("support", "要求支持", "to have support"),
	})...)
	return p
}

// makerMatters is what the complaint is about and where it goes; ours.
func makerMatters(units []playbook.Unit) parts.Part {
	p := byMatter("matter", text("投诉事项", "Matter"), "R16, ours", []playbook.Code{
		code("sales", "销售", "sales"), code("service", "维修服务", "service"), code("product", "产品质量", "product quality"),
		code("parts", "备件", "parts"), code("other", "其他", "other"),
	})
	p.Units = unitCodes(units)
	p.Routes = &classify.Routes{
		Rows: []classify.Route{
			route("sales", "dealers", "ours"), route("service", "dealers", "ours"), route("product", "dealers", "ours", technical, "quality"),
			route("parts", "dealers", "ours"),
		},
		Default: classify.Route{ID: "centre", Unit: careCentre, Advisers: []string{"public-relations"}},
	}
	return p
}

// makerControl: a major case is reported upwards; the limit is ours.
func makerControl() sla.Target {
	t := limit("key-control", sla.OwnerUnit, on("register"), on("report"), of("severity", sla.Hours(4), "major", "urgent"))
	t.Steps[0].Do, t.Steps[1].Do = notify("role:"+manager), notify("role:"+manager+",role:"+head)
	return t
}
