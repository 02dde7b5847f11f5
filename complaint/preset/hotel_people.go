package preset

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
)

// The roles of a hotel, lowest first.
const (
	employee     = "employee"
	clerk        = "front-desk"
	areaLead     = "area-lead"
	lobby        = "lobby-manager"
	floorManager = "floor-manager"
	deptHead     = "dept-head"
	director     = "operations-director"
	deputy       = "deputy-gm"
	general      = "general-manager"
)

// hotelRoles are the positions of R11. The source names the ladder and no amounts: the limits are ours.
func hotelRoles() []playbook.Role {
	return []playbook.Role{
		{Code: employee, Label: text("员工", "employee"), Level: 1},
		{Code: clerk, Label: text("前台", "front desk"), Level: 2, Limit: playbook.Yuan(50), SeesPersonal: true},
		{Code: areaLead, Label: text("区域主管", "area lead"), Level: 3, Limit: playbook.Yuan(200), SeesPersonal: true},
		{Code: lobby, Label: text("大堂副理", "lobby manager"), Level: 4, Limit: playbook.Yuan(500), SeesPersonal: true, AllUnits: true},
		{Code: floorManager, Label: text("楼面经理", "floor manager"), Level: 5, Limit: playbook.Yuan(1000), SeesPersonal: true, AllUnits: true},
		{Code: deptHead, Label: text("部门经理", "head of department"), Level: 6, Limit: playbook.Yuan(2000), SeesPersonal: true},
		{Code: director, Label: text("营运总监", "operations director"), Level: 7, Limit: playbook.Yuan(3000), SeesPersonal: true, AllUnits: true},
		{Code: deputy, Label: text("副总经理", "deputy general manager"), Level: 8, Limit: playbook.Yuan(5000), SeesPersonal: true, AllUnits: true},
		{Code: general, Label: text("总经理", "general manager"), Level: 9, Unlimited: true, SeesPersonal: true, AllUnits: true},
	}
}

// hotelLadder is who is next when authority ends (R11). The rung between the floor manager and the deputy general
// manager is missing in the source: the operations director, whom heads of department ask, stands in it.
func hotelLadder() []string {
	return []string{areaLead, floorManager, director, deputy, general}
}

// hotelGrants say who may do what. Every employee must take a complaint, settle what is small or pass it on (R11); money and decisions need a rank; the
// deputy general manager handles major cases in person.
func hotelGrants() []playbook.Grant {
	all := []string{employee, clerk, areaLead, lobby, floorManager, deptHead, director, deputy, general}
	desk, leads, heads := all[1:], all[2:], all[3:]
	small := []classify.Severity{classify.Minor, classify.Ordinary}
	return []playbook.Grant{
		{Roles: all, Commands: []string{
			"register", "acknowledge", "respond", "message", "promise", "expedite", "note", "attach", "complete-task", "recuse",
			"escalate", "close-directly",
		}},
		{Roles: desk, Commands: []string{"correct", "withdraw"}},
		{Roles: desk, Severities: small, Commands: []string{"take-on", "propose", "offer", "reply", "execute", "resolve", "find"}},
		{Roles: leads, Commands: []string{"send-back", "hold", "resume", "confirm", "plan", "add-task", "report"}},
		{Roles: heads, Commands: []string{
			"assess", "reclassify", "admit", "refuse", "convert", "split", "dispatch", "transfer", "ruling", "merge", "unmerge",
			"link", "tag", "follow-up", "close", "reopen", "appeal",
		}},
		{Roles: leads, Severities: small, Commands: []string{"final-decision", "compensate"}},
		{Roles: leads, Commands: []string{"approve", "deny", "delegate"}},
		{Roles: []string{floorManager, deptHead, director, deputy, general}, Commands: []string{"archive", "decide-appeal", "publish", "release", "each"}},
		{Roles: []string{lobby, floorManager, director}, Severities: []classify.Severity{classify.Urgent}, Commands: []string{"take-on", "find"}},
		{Roles: []string{deputy, general}, Commands: []string{
			"take-on", "propose", "offer", "reply", "execute", "resolve", "find", "final-decision", "compensate", "legal-hold",
		}},
		{Roles: []string{general}, Commands: []string{"instruct", "erase", "adopt"}},
	}
}

// hotelSeparations keep two acts in two pairs of hands; they are ours.
func hotelSeparations() []playbook.Separation {
	return []playbook.Separation{
		{Command: "approve", After: []string{"propose"}},
		{Command: "instruct", After: []string{"report"}},
		{Command: "follow-up", After: []string{"resolve"}},
		{Command: "decide-appeal", After: []string{"resolve", "final-decision", "refuse"}},
	}
}

// hotelUnits are the departments, each handling the complaints that arise in it, and the complaint centre (R11).
func hotelUnits() []playbook.Unit {
	return []playbook.Unit{
		{Code: "management", Label: text("总经理室", "Management"), Head: general},
		{Code: "complaint-centre", Label: text("投诉处理中心", "Complaint centre"), Head: deputy, Parent: "management"},
		{Code: "front-office", Label: text("前厅部", "Front office"), Head: deptHead, Parent: "management"},
		{Code: "housekeeping", Label: text("客房部", "Housekeeping"), Head: deptHead, Parent: "management"},
		{Code: "engineering", Label: text("工程部", "Engineering"), Head: deptHead, Parent: "management"},
		{Code: "restaurant", Label: text("餐饮部", "Restaurant"), Head: floorManager, Parent: "management"},
		{Code: "recreation", Label: text("康乐部", "Recreation"), Head: deptHead, Parent: "management"},
		{Code: "security", Label: text("保安部", "Security"), Head: deptHead, Parent: "management"},
		{Code: "finance", Label: text("财务部", "Finance"), Head: deptHead, Parent: "management"},
	}
}
