package preset

import (
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// outcome are the states in which the complainant has a final word from us.
func outcome() []sla.Condition {
	return entered(playbook.Resolved, playbook.Closed, playbook.Refused)
}

// onHold are the reasons for which our own clocks stand still: what lies with the complainant, an expert or an authority.
func onHold() []sla.Condition {
	return []sla.Condition{{Event: "hold", With: map[string][]string{"reason": {"waiting-complainant", "appraisal", "authority"}}}}
}

// serviceTargets are the limits of the default flow; the figures are ours.
func serviceTargets() []sla.Target {
	acknowledge := limit("acknowledge", sla.OwnerCustomer, on("register"),
		append(append(on("acknowledge"), on("respond")...), outcome()...),
		of("severity", sla.Minutes(15), "urgent"), of("severity", sla.Hours(2), "major"), always(sla.Workdays(1)))
	return []sla.Target{acknowledge, serviceResolve(), serviceTakeOn(), serviceFollowUp(), serviceAutoClose()}
}

// serviceResolve: the complaint is dealt with. It stands still while the case is on hold for something outside; a reopened
// case gets a cycle of its own.
func serviceResolve() sla.Target {
	t := limit("resolve", sla.OwnerCustomer, on("register"), outcome(),
		of("severity", sla.Workdays(1), "urgent"), of("severity", sla.Workdays(10), "major"), of("severity", sla.Workdays(5), "ordinary"),
		always(sla.Workdays(2)))
	t.Pause, t.Resume = onHold(), on("resume")
	t.Reopen, t.ReopenMode = on("reopen"), sla.ReopenCycle
	t.Extensions = []sla.ExtensionRule{{Name: "complex", Shape: sla.ExtendPlus, Span: sla.Workdays(5), Approver: manager}}
	t.Steps = append(t.Steps, sla.Step{ID: "resolve-rung", At: sla.PercentAfter(50), Do: climb()})
	t.Steps[1].Do = map[string]string{"notify": "owner,head,ladder", "level": "next", "priority": "1"}
	return t
}

// serviceTakeOn: a unit takes on what was given to it, each assignment by itself.
func serviceTakeOn() sla.Target {
	t := limit("take-on", sla.OwnerUnit, on("assigned"), append(on("take-on"), on("unassigned")...),
		of("severity", sla.Minutes(30), "urgent"), always(sla.BusinessHours(4)))
	t.Per, t.OneLive = "assignment", true
	return t
}

func serviceFollowUp() sla.Target {
	t := limit("follow-up", sla.OwnerUnit, entered(playbook.Resolved), on("follow-up"),
		of("severity", sla.Workdays(3), "ordinary", "major", "urgent"))
	t.Cycle, t.Cancel = true, on("reopen")
	t.Steps[0].Do, t.Steps[1].Do = notify("role:"+agent), notify("role:"+supervisor)
	return t
}

// serviceAutoClose: what nobody touches after it was resolved closes by itself, if its rules let it.
func serviceAutoClose() sla.Target {
	return sla.Target{
		Name: "auto-close", Owner: sla.OwnerUnit, Cycle: true,
		Terms: []sla.Choice{{Term: sla.Term{Span: sla.Days(15), Landing: sla.LandSame, Roll: sla.RollNone}}},
		Start: entered(playbook.Resolved), Cancel: append(on("reopen"), entered(playbook.UnderReview)...),
		Steps: []sla.Step{{ID: "close", At: sla.AtDue(), Do: map[string]string{"command": "close"}}},
	}
}
