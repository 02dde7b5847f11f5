package preset

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// askExpert is the tag with which somebody asks for an adviser, expertTask the work it opens.
func askExpert(subject string) string  { return "expert-" + subject }
func expertTask(subject string) string { return "opinion-" + subject }

// groupTasks are the experts' opinions, what the local companies learn from their cases and the centre shares, and the
// reference to human resources, whose discipline is a rule of its own: nobody here waits for it.
func groupTasks() []playbook.TaskRule {
	serious := []classify.Severity{classify.Ordinary, classify.Major, classify.Urgent}
	out := []playbook.TaskRule{
		{
			Code: "discipline", Label: text("移送人力资源处理", "hand to human resources"), Unit: humanResources, Role: personnel, VisibleTo: []string{personnel},
			Records: []playbook.Field{mustRecord("hr_file", playbook.TextField, "人力资源档号", "Number of their file")},
		},
		{
			Code: "analysis", Label: text("案例收集与分析", "collect and analyse the case"), On: playbook.Closed, Severities: serious,
			If: map[string][]string{"unit": {localService}, "kind": {"complaint"}}, Unit: localService, Results: []string{"share", "local"},
			Records: []playbook.Field{mustRecord("lesson", playbook.TextField, "原因与启示", "Cause and lesson")},
		},
		{
			Code: "share-knowledge", Label: text("案例共享", "share what was learnt"), After: opensAfter("analysis", "share"), Unit: groupCentre, Role: centreSpecialist,
		},
	}
	for _, s := range subjects() {
		out = append(out, playbook.TaskRule{
			Code: expertTask(s.Code), Label: text("专家意见："+s.Label.ZH, "expert opinion: "+s.Label.EN), Unit: s.Code, Role: groupExpert,
			Records: []playbook.Field{mustRecord("opinion", playbook.TextField, "意见", "Opinion")},
		})
	}
	return out
}

// groupTargets: local companies reply in time, detailed rules are filed within two working days of being final, and nobody
// waits for an adviser for ever.
func groupTargets(targets []sla.Target) []sla.Target {
	reply := limit("reply", sla.OwnerCustomer, on("register"), append(append(on("offer"), onWhere("message", "kind", "answer")...), outcome()...),
		of("unit", sla.Workdays(3), localService))
	file := limit("file-rules", sla.OwnerUnit, onWhere("register", "kind", ruleFiling), append(on("attach"), outcome()...), of("kind", sla.Workdays(2), ruleFiling))
	file.Steps[0].Do, file.Steps[1].Do = notify("first"), notify("first,head")
	onlyKinds(targets, []string{"complaint", "opinion", "query", "suggestion"}, "acknowledge", "resolve", "take-on")
	return append(targets, reply, file, expertLimit(), analysisLimit())
}

func expertLimit() sla.Target {
	var codes []string
	for _, s := range subjects() {
		codes = append(codes, expertTask(s.Code))
	}
	t := limit("opinion", sla.OwnerUnit, onWhere("task-opened", "code", codes...), anyTaskDone(codes...), always(sla.Workdays(5)))
	t.Per = "task"
	t.Steps[0].Do, t.Steps[1].Do = notify("role:"+groupExpert), notify("role:"+groupExpert+",role:"+centreSpecialist)
	return t
}

func analysisLimit() sla.Target {
	t := limit("analysis", sla.OwnerUnit, onWhere("task-opened", "code", "analysis"), anyTaskDone("analysis"), always(sla.Workdays(10)))
	t.Per = "task"
	t.Steps[1].Do = notify("head,role:" + centreSpecialist)
	return t
}

// anyTaskDone matches any of some tasks that is done.
func anyTaskDone(codes ...string) []sla.Condition { return onWhere("task-done", "code", codes...) }

// groupReactions are the centre's part in what happens elsewhere.
func groupReactions() []playbook.Reaction {
	var opinions []string
	var out []playbook.Reaction
	for _, s := range subjects() {
		opinions = append(opinions, expertTask(s.Code))
		out = append(out, playbook.Reaction{
			Name: "ask-" + s.Code, On: onWhere("tagged", "tag", askExpert(s.Code)),
			Do: map[string]string{"task": expertTask(s.Code), "notify": "role:" + centreSpecialist},
		})
	}
	return append(out,
		playbook.Reaction{Name: "expert-answered", On: anyTaskDone(opinions...), Do: notify("owner,role:" + centreSpecialist)},
		playbook.Reaction{
			Name: "in-the-media", On: onWhere("register", "channel", "media"),
			Do: map[string]string{"tag": "media", "severity": "major", "notify": "role:" + manager},
		},
		playbook.Reaction{
			Name: "centre-intake", On: onWhere("register", "channel", "forum", "centre-phone", "mailbox", "head-office"),
			Do: notify("role:" + centreAssistant),
		},
		playbook.Reaction{Name: "centre-contacts", On: onWhere("register", "channel", "staff", "internal"), Do: notify("first")},
		playbook.Reaction{
			Name: "sent-to-centre", On: onWhere("transfer", "reason", "unclear"), Do: notify("role:" + centreSpecialist),
		},
		playbook.Reaction{
			Name: "handed-to-personnel", On: onWhere("find", "upheld", "yes"), If: ifFact("flag.conduct", "yes"), Do: map[string]string{"task": "discipline"},
		},
		playbook.Reaction{Name: "filed-late", On: on("register"), If: ifFact("flag.filed-late", "yes"), Do: notify("first,head")},
		playbook.Reaction{Name: "knowledge-shared", On: anyTaskDone("share-knowledge"), Do: notify("role:" + agent + ",role:" + supervisor)},
	)
}

func groupLetters() []playbook.Template {
	return []playbook.Template{
		{
			Notice: "centre-contacts", Subject: text("{number} 已送协调中心系统", "{number} is registered"), Body: text(
				"您登记的 {number} 现由 {unit} 负责。投诉对象不明时请转 {desk}，联系方式见集团通讯录。",
				"What you registered as {number} is now with {unit}. Send what is nobody's to {desk}; its people are in the group's address list."),
		},
		{
			Notice: "knowledge-shared", Subject: text("案例共享 {number}", "Learnt from {number}"), Body: text(
				"{desk} 已将 {number} 的经验整理共享，请各公司参阅。", "{desk} has written down what was learnt from {number}, for every company to read."),
		},
	}
}
