package preset

import (
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
)

// The units of a branch that rules name.
const (
	branchCentre = "branch-centre" // takes complaints in, dispatches, checks what the sub-branches did
	subBranch    = "sub-branch"
)

// everyDay is the calendar of what is taken 365 days a year, eight hours a day (R13).
const everyDay = "every-day"

// TelecomBranch returns the complaint rules of a telecom operator's branch (电信分公司投诉管理, R13), built on [Service]: first-contact
// ownership, what each channel has to bring, four special kinds of complaint — major (重大), repeat (重复), batch (批量) and
// escalated (升级, from the ministry, the group, the communications administration or a consumer association) — and whoever
// has gone over our heads before, or seems about to, dispatched at once and reported up.
//
// Two calendars count, both Asia/Shanghai: [Service]'s "office", and "every-day", 09:00 to 17:00 on all 365 days, for
// escalated complaints. The value is fresh at every call and the caller's to change.
func TelecomBranch() *playbook.Playbook {
	p := Service()
	p.ID, p.Title, p.Numbers = "telecom-branch", text("电信分公司投诉", "Telecom branch complaints"), playbook.Numbers{Pattern: "DX{yyyy}{mm}-{seq:4}"}
	p.Calendars = append(p.Calendars, sla.CalendarSpec{ID: everyDay, Version: "1", Zone: "Asia/Shanghai", Week: sla.EveryDay("09:00-17:00")})
	p.Units, p.FallbackUnit = branchUnits(), branchCentre
	p.Channels = branchChannels()
	p.Rules = joined("telecom-branch", text("分公司投诉分类", "Branch classification"), branchSeverity(), serviceKinds(), branchMatters(p.Units))
	p.Kinds, p.Fields = kindsOf(p.Rules), append(recorded(p.Rules), branchFields()...)
	p.Evidence = append(p.Evidence, code("letter", "投诉信原件", "the letter itself"))
	for i := range p.Grades {
		p.Grades[i].Wording = p.Grades[i].Severity == classify.Major
	}
	p.Grants = append(p.Grants, playbook.Grant{Roles: []string{agent}, Commands: []string{"report", "plan"}},
		playbook.Grant{Roles: []string{supervisor}, Commands: []string{"release"}})
	p.Batch = playbook.BatchPolicy{Window: classify.Window(24 * time.Hour), By: []string{"category.content", "place"}, Threshold: 5}
	p.Tasks = append(p.Tasks, branchTasks()...)
	p.Targets = branchTargets(p.Targets)
	p.Reactions = append(p.Reactions, branchReactions()...)
	p.Sources = branchSources(p.Sources)
	return p
}

// escalatedChannels are those from above (R13).
func escalatedChannels() []string {
	return []string{"ministry", "group", "administration", "association"}
}

// branchChannels are the four ways in of R13 and what each has to bring, and the four from above.
func branchChannels() []playbook.Channel {
	return []playbook.Channel{
		{Code: "phone", Label: text("电话", "phone"), Required: []string{"recording"}},
		{Code: "visit", Label: text("来访", "visit"), Required: []string{"signature"}},
		{Code: "letter", Label: text("来信", "letter"), Required: []string{"letter_file"}},
		{Code: "web", Label: text("网站", "web"), Required: []string{"checked_on", "phone"}},
		{Code: "ministry", Label: text("工信部转办", "from the ministry"), Required: []string{"text"}},
		{Code: "group", Label: text("集团转办", "from the group"), Required: []string{"text"}},
		{Code: "administration", Label: text("通信管理局转办", "from the communications administration"), Required: []string{"text"}},
		{Code: "association", Label: text("消费者协会转办", "from a consumer association"), Required: []string{"text"}},
	}
}

func branchFields() []playbook.Field {
	return []playbook.Field{
		{Name: "recording", Label: text("通话录音编号", "number of the recording"), Type: playbook.TextField},
		{Name: "letter_file", Label: text("信件存档编号", "where the letter is filed"), Type: playbook.TextField},
		{Name: "checked_on", Label: text("电话核对资料日期", "day on which the data were checked by phone"), Type: playbook.DateField},
	}
}

func branchUnits() []playbook.Unit {
	return []playbook.Unit{
		{Code: branchCentre, Label: text("分公司客服中心", "Branch service centre"), Head: manager},
		{Code: subBranch, Label: text("县区分局", "Sub-branch"), Head: supervisor, Parent: branchCentre},
		{Code: "network", Label: text("网络部", "Network"), Head: supervisor},
		{Code: "billing", Label: text("计费账务", "Billing"), Head: supervisor},
		{Code: "market", Label: text("市场部", "Market"), Head: supervisor},
	}
}

// branchSeverity is the four grades of R20, with those who go over our heads never minor (R13).
func branchSeverity() parts.Part {
	p := parts.ServiceSeverity(parts.Limits{})
	p.Fields = append(p.Fields, classify.Field{
		Name: "over_head", Type: classify.TypeBool, Label: classify.Label{ZH: "曾越级投诉或有越级倾向", EN: "Went over our heads before, or seems about to"},
	}, classify.Field{
		Name: "channel", Type: classify.TypeCode, Label: classify.Label{ZH: "来源渠道", EN: "Channel"}, Codes: channelLabels(branchChannels()),
	})
	p.Tables[0].Rows = append(p.Tables[0].Rows,
		classify.Row{ID: "over-head", Then: "ordinary", When: classify.IsTrue("over_head"), Source: "R13"},
		classify.Row{ID: "escalated", Then: "ordinary", When: classify.OneOf("channel", escalatedChannels()...), Source: "R13, ours"})
	return p
}

// channelLabels are channels as the rules name them.
func channelLabels(channels []playbook.Channel) []classify.Code {
	out := make([]classify.Code, len(channels))
	for i, c := range channels {
		out[i] = classify.Code{Code: c.Code, Label: classify.Label(c.Label)}
	}
	return out
}

// branchMatters and where they go; R13 names none, they are ours.
func branchMatters(units []playbook.Unit) parts.Part {
	p := byMatter("content", text("投诉内容", "Content"), "R13, ours", []playbook.Code{
		code("network", "网络质量", "network quality"), code("charges", "资费与账单", "tariffs and bills"), code("service", "营业与服务", "shops and service"),
		code("product", "业务与产品", "products"), code("other", "其他", "other"),
	})
	p.Units = unitCodes(units)
	p.Routes = &classify.Routes{
		Rows: []classify.Route{
			route("network", "network", "R13, ours", subBranch), route("charges", "billing", "R13, ours"), route("service", subBranch, "R13, ours"),
			route("product", "market", "R13, ours"),
		},
		Default: classify.Route{ID: "desk", Unit: branchCentre},
	}
	return p
}

func branchSources(base []playbook.Source) []playbook.Source {
	return append(base,
		from("channels.phone", "R13"), from("channels.visit", "R13"), from("channels.letter", "R13"), from("channels.web", "R13"),
		from("channels.ministry", "R13"), from("channels.group", "R13"), from("channels.administration", "R13"), from("channels.association", "R13"),
		from("calendars.every-day", "R13: 365 days × 8 h"), ours("calendars.every-day.hours", "09:00-17:00: R13 says eight hours, not which"),
		from("fields.over_head", "R13"), from("rules.severity.over-head", "R13"), from("grades.major.wording", "R13"),
		from("direct.accepted", "R13: explained and accepted"), from("repeat.reason", "R13: the reason for dissatisfaction"),
		from("batch", "R13"), ours("batch.threshold", "5 customers of one place and matter in 24 h: R13 leaves it open"),
		from("tasks.preliminary-plan", "R13"), from("tasks.handling-plan", "R13"), from("tasks.contain", "R13: stop it spreading"),
		from("tasks.batch-emergency", "R13: one person responsible"), from("tasks.batch-record", "R13: recorded in detail afterwards"),
		from("tasks.check-material", "R13"), from("tasks.report-to-sender", "R13"),
		from("targets.report-up", "R13: at once"), ours("targets.report-up.term", "30 minutes, a rung more for every 30 without a report"),
		from("targets.dispatch-over-head", "R13: at once"), ours("targets.dispatch-over-head.term", "30 minutes"),
		from("targets.dispatch-escalated", "R13: at once"), ours("targets.dispatch-escalated.term", "one hour of the every-day calendar"),
		from("targets.named-person", "R13"), ours("targets.named-person.term", "one hour of the every-day calendar"),
		from("targets.sender-answer", "R13: in the prescribed time"), ours("targets.sender-answer.term", "5 working days where the sender prescribes none"),
		from("targets.tell-progress", "R13"), from("targets.urge-handler", "R13"), ours("targets.tell-progress.term", "2 hours"), ours("targets.urge-handler.term", "2 hours"),
		from("reactions.repeat-in-hand", "R13: fed back to the dispatching unit"), from("reactions.over-head", "R13: reported up"),
		from("reactions.major-up", "R13: level by level at once"), from("reactions.batch-report", "R13"), from("reactions.taker-hears", "R13"),
		from("targets.resolve.steps", "R13: first-contact system"),
		ours("targets.resolve.term", "12 days for serious cases and no extension, within the law"),
	)
}
