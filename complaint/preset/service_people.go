package preset

import (
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
)

// The roles of a service organisation, lowest first. The presets built on it keep these codes and give them the titles of
// their trade.
const (
	agent      = "agent"      // takes complaints in, closes what is simple
	handler    = "handler"    // investigates and settles in a unit
	supervisor = "supervisor" // leads agents or handlers
	manager    = "manager"    // answers for complaint handling
	head       = "head"       // of the organisation
)

// serviceCentre is the unit that takes complaints in and owns what nobody else owns.
const serviceCentre = "service-centre"

// month is thirty days of elapsed time, for windows.
const month = 30 * 24 * time.Hour

func serviceRoles() []playbook.Role {
	return []playbook.Role{
		{Code: agent, Label: text("客服专员", "service agent"), Level: 1, Limit: playbook.Yuan(50), SeesPersonal: true},
		{Code: handler, Label: text("经办人", "handler"), Level: 2, Limit: playbook.Yuan(200), SeesPersonal: true},
		{Code: supervisor, Label: text("主管", "supervisor"), Level: 3, Limit: playbook.Yuan(1000), SeesPersonal: true, AllUnits: true},
		{Code: manager, Label: text("客服经理", "complaints manager"), Level: 4, Limit: playbook.Yuan(5000), SeesPersonal: true, AllUnits: true},
		{Code: head, Label: text("负责人", "head of the organisation"), Level: 5, Unlimited: true, SeesPersonal: true, AllUnits: true},
	}
}

// serviceGrants say who may do what: everybody takes a complaint, talks to the complainant and adds to the record; the desk
// sorts and closes; units settle; leaders decide.
func serviceGrants() []playbook.Grant {
	all := []string{agent, handler, supervisor, manager, head}
	return []playbook.Grant{
		{Roles: all, Commands: []string{
			"register", "acknowledge", "respond", "message", "promise", "expedite", "note", "attach", "complete-task", "recuse",
			"escalate", "correct", "confirm", "withdraw", "link",
		}},
		{Roles: []string{agent, supervisor, manager, head}, Commands: []string{
			"assess", "reclassify", "admit", "convert", "split", "dispatch", "close-directly", "follow-up", "tag", "merge",
		}},
		{Roles: []string{handler, supervisor, manager, head}, Commands: []string{
			"take-on", "send-back", "plan", "find", "add-task", "propose", "offer", "reply", "execute", "resolve", "hold", "resume",
			"extend", "withdraw-extension", "report", "appeal",
		}},
		{Roles: []string{supervisor, manager, head}, Commands: []string{
			"refuse", "transfer", "ruling", "approve", "deny", "delegate", "final-decision", "reopen", "close", "unmerge", "each",
		}},
		{Roles: []string{manager, head}, Commands: []string{
			"archive", "decide-appeal", "compensate", "instruct", "release", "publish", "legal-hold",
		}},
		{Roles: []string{head}, Commands: []string{"erase", "adopt"}},
	}
}

func serviceSeparations() []playbook.Separation {
	return []playbook.Separation{
		{Command: "approve", After: []string{"propose"}},
		{Command: "instruct", After: []string{"report"}},
		{Command: "follow-up", After: []string{"resolve"}},
		{Command: "decide-appeal", After: []string{"resolve", "final-decision", "refuse"}},
	}
}

func serviceUnits() []playbook.Unit {
	return []playbook.Unit{
		{Code: serviceCentre, Label: text("客户服务中心", "Customer service centre"), Head: manager},
		{Code: "operations", Label: text("业务部门", "Operations"), Head: supervisor},
		{Code: "quality", Label: text("质量部门", "Quality"), Head: supervisor},
		{Code: "finance", Label: text("财务部门", "Finance"), Head: supervisor},
		{Code: "safety", Label: text("安全部门", "Safety"), Head: supervisor},
	}
}

func serviceTasks() []playbook.TaskRule {
	serious := []classify.Severity{classify.Major, classify.Urgent}
	return []playbook.TaskRule{
		{Code: "improvement", Label: text("落实整改", "carry out improvements"), On: playbook.Resolved, Severities: serious},
	}
}
