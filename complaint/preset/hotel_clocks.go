package preset

import (
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/sla/cn"
)

// The calendars of a hotel.
const (
	frontDesk = "front"  // never closes
	office    = "office" // working days, with lunch, on the Chinese holiday table
)

// hotelCalendars are the two clocks a hotel lives by. If the holiday table could not be read the office is empty, and
// Validate refuses the playbook.
func hotelCalendars() []sla.CalendarSpec {
	front := sla.CalendarSpec{ID: frontDesk, Version: "1", Zone: cn.Zone, Week: sla.EveryDay("00:00-24:00")}
	desk, err := cn.Spec(office, "1", sla.Weekdays("09:00-12:00", "13:00-18:00"))
	if err != nil {
		desk = sla.CalendarSpec{ID: office}
	}
	return []sla.CalendarSpec{front, desk}
}

// hotelTargets are the time limits, from the first word to the follow-up. A limit in minutes or hours is real time: the
// front desk never closes. Working days are the office's.
func hotelTargets() []sla.Target {
	return []sla.Target{
		hotelFirstResponse(), hotelNextStep(), hotelSettle(), hotelResolve(),
		hotelReport(), hotelInstruct(), hotelTakeOn(), hotelFollowUp(), hotelAutoClose(),
	}
}

// hotelFirstResponse: the guest hears from us. Letters and the like are answered within half a day.
func hotelFirstResponse() sla.Target {
	return sla.Target{
		Name: "first-response", Calendar: frontDesk,
		Terms: []sla.Choice{
			of("channel", sla.Hours(12), written()...),
			of("severity", sla.Minutes(5), "urgent", "major"),
			always(sla.Minutes(10)),
		},
		Start: on("register"),
		Stop:  append(answers(), on("acknowledge")...),
		Steps: []sla.Step{
			{ID: "half", At: sla.PercentBefore(50), Do: notify("unit")},
			{ID: "breach", At: sla.AtDue(), Do: notify("unit,role:lobby-manager")},
		},
	}
}

// hotelNextStep: the guest is told what happens next and who does it.
func hotelNextStep() sla.Target {
	return sla.Target{
		Name: "next-step", Calendar: frontDesk,
		Terms: []sla.Choice{
			of("channel", sla.Hours(24), written()...),
			of("severity", sla.Minutes(10), "urgent", "major"),
			always(sla.Minutes(30)),
		},
		Start: on("register"), Stop: answers(),
		Steps: []sla.Step{
			{ID: "half", At: sla.PercentBefore(50), Do: notify("owner")},
			{ID: "breach", At: sla.AtDue(), Do: notify("owner,role:lobby-manager")},
		},
	}
}

// hotelSettle: settle the matter, or promise when it will be.
func hotelSettle() sla.Target {
	return sla.Target{
		Name: "settle-or-promise", Calendar: frontDesk,
		Terms: []sla.Choice{
			of("channel", sla.Hours(24), written()...),
			of("severity", sla.Hours(1), "urgent"),
			of("severity", sla.Hours(8), "major"),
			always(sla.Hours(2)),
		},
		Start: on("register"), Stop: append(settled(), on("promise")...),
		Steps: []sla.Step{
			{ID: "half", At: sla.PercentBefore(50), Do: notify("owner")},
			{ID: "quarter", At: sla.PercentBefore(25), Do: notify("owner,head")},
			{ID: "breach", At: sla.AtDue(), Do: notify("owner,head")},
			{ID: "rung-1", At: sla.PercentAfter(100), Do: climb()},
		},
	}
}

// hotelResolve: the complaint is dealt with. It stands still while we wait for the guest, the police or an appraisal,
// and a reopened case gets a cycle of its own.
func hotelResolve() sla.Target {
	return sla.Target{
		Name: "resolve", Calendar: office,
		Terms: []sla.Choice{
			of("severity", sla.Hours(24), "urgent"),
			of("severity", sla.Workdays(3), "major"),
			of("severity", sla.Hours(24), "ordinary"),
			always(sla.Hours(4)),
		},
		Start: on("register"), Stop: entered(playbook.Resolved, playbook.Closed, playbook.Refused),
		Pause: waiting(), Resume: on("resume"),
		Reopen: on("reopen"), ReopenMode: sla.ReopenCycle,
		Steps: []sla.Step{
			{ID: "half", At: sla.PercentBefore(50), Do: notify("owner")},
			{ID: "quarter", At: sla.PercentBefore(25), Do: notify("owner,head")},
			{ID: "breach", At: sla.AtDue(), Do: map[string]string{"level": "next", "notify": "owner,head,ladder", "priority": "1"}},
			{ID: "rung-2", At: sla.PercentAfter(50), Do: climb()},
			{ID: "rung-3", At: sla.PercentAfter(100), Do: climb()},
		},
	}
}

// hotelReport: a serious case is reported to the level above (R11).
func hotelReport() sla.Target {
	return sla.Target{
		Name: "report", Calendar: frontDesk, Owner: sla.OwnerUnit,
		Terms: []sla.Choice{of("severity", sla.Minutes(15), "urgent"), of("severity", sla.Hours(1), "major")},
		Start: on("register"), Stop: on("report"),
		Steps: []sla.Step{
			{ID: "half", At: sla.PercentBefore(50), Do: notify("role:lobby-manager,role:deputy-gm")},
			{ID: "breach", At: sla.AtDue(), Do: notify("role:deputy-gm,role:general-manager")},
		},
	}
}

// hotelInstruct: a reported major case gets its plan and its instruction (R11), so that it does not wait for ever.
func hotelInstruct() sla.Target {
	return sla.Target{
		Name: "instruct", Calendar: frontDesk, Owner: sla.OwnerUnit,
		Terms: []sla.Choice{of("severity", sla.Hours(24), "major")},
		Start: on("report"), Stop: on("instruct"), Pause: waiting(), Resume: on("resume"),
		Steps: []sla.Step{
			{ID: "half", At: sla.PercentBefore(50), Do: notify("role:general-manager")},
			{ID: "breach", At: sla.AtDue(), Do: notify("role:general-manager,owner")},
		},
	}
}

// hotelTakeOn: a unit takes on what was given to it. Every assignment has a clock of its own.
func hotelTakeOn() sla.Target {
	return sla.Target{
		Name: "take-on", Calendar: frontDesk, Owner: sla.OwnerUnit, Per: "assignment", OneLive: true,
		Terms: []sla.Choice{
			of("severity", sla.Minutes(5), "urgent"), of("severity", sla.Minutes(15), "major"), always(sla.Minutes(30)),
		},
		Start: on("assigned"),
		Stop:  append(on("take-on"), on("unassigned")...),
		Steps: []sla.Step{
			{ID: "half", At: sla.PercentBefore(50), Do: notify("owner")},
			{ID: "breach", At: sla.AtDue(), Do: notify("owner,head")},
			{ID: "rung-1", At: sla.PercentAfter(100), Do: climb()},
		},
	}
}

// hotelFollowUp: we ask whether the guest is content.
func hotelFollowUp() sla.Target {
	return sla.Target{
		Name: "follow-up", Calendar: frontDesk, Cycle: true,
		Terms: []sla.Choice{of("severity", sla.Hours(24), "ordinary", "major", "urgent")},
		Start: entered(playbook.Resolved), Stop: on("follow-up"), Cancel: on("reopen"),
		Steps: []sla.Step{
			{ID: "quarter", At: sla.PercentBefore(25), Do: notify("role:lobby-manager")},
			{ID: "breach", At: sla.AtDue(), Do: notify("role:lobby-manager,head")},
		},
	}
}

// hotelAutoClose: a resolved case that nobody touches closes by itself, if its rules let it.
func hotelAutoClose() sla.Target {
	return sla.Target{
		Name: "auto-close", Calendar: frontDesk, Owner: sla.OwnerUnit, Cycle: true,
		Terms: []sla.Choice{{Term: sla.Term{Span: sla.Days(5), Landing: sla.LandSame, Roll: sla.RollNone}}},
		Start: entered(playbook.Resolved), Cancel: append(on("reopen"), entered(playbook.UnderReview)...),
		Steps: []sla.Step{{ID: "close", At: sla.AtDue(), Do: map[string]string{"command": "close"}}},
	}
}
