package preset

import "github.com/redress-go/redress/complaint/playbook"

// hotelSources say where every rule and every number comes from.
func hotelSources() []playbook.Source {
	r11 := func(rule string) playbook.Source { return playbook.Source{Rule: rule, From: "R11"} }
	r20 := func(rule string) playbook.Source { return playbook.Source{Rule: rule, From: "R20"} }
	ours := func(rule, why string) playbook.Source {
		return playbook.Source{Rule: rule, From: "ours: " + why, Unverified: true}
	}
	trade := func(rule, says string) playbook.Source {
		return playbook.Source{Rule: rule, From: "hotel practice (trade advice, unverified): " + says, Unverified: true}
	}
	return []playbook.Source{
		r11("grades.minor"), r11("grades.ordinary"), r11("grades.major"), r20("grades.urgent"),
		r11("roles"), r11("ladder"), r11("grants"), r11("units"), r11("channels"),
		ours("ladder.operations-director", "this rung is missing in the source"),
		ours("roles.front-desk.limit", "50 yuan, a token"), ours("roles.area-lead.limit", "200 yuan"),
		ours("roles.lobby-manager.limit", "500 yuan"), ours("roles.floor-manager.limit", "1000 yuan"),
		ours("roles.dept-head.limit", "2000 yuan"), ours("roles.operations-director.limit", "3000 yuan"),
		ours("roles.deputy-gm.limit", "5000 yuan"), r11("roles.general-manager.unlimited"),
		ours("separate", "four eyes at approval, instruction, follow-up and review"),
		ours("calendars.front", "the front desk never closes"), ours("calendars.office", "09:00-12:00 and 13:00-18:00 on working days"),
		trade("targets.first-response", "first response in 5 min; 10 min for small matters and 12 h in writing are ours"),
		trade("targets.next-step", "supervisor calls back in 10 min; 30 min and 24 h are ours"),
		ours("targets.settle-or-promise", "1 h urgent, 2 h minor and ordinary, 8 h major, 24 h in writing"),
		ours("targets.resolve", "4 h minor, 24 h ordinary and urgent on the desk that never closes, 3 working days major"),
		ours("targets.report", "R11 asks for the report; 15 min urgent, 1 h major"),
		ours("targets.instruct", "R11 asks for the instruction; 24 h from the first report, the plan included"),
		ours("targets.take-on", "5 min urgent, 15 min major, 30 min otherwise"),
		ours("targets.follow-up", "24 h after it was resolved"), ours("targets.auto-close", "5 days after it was resolved"),
		ours("approval.expires", "24 h"), ours("expedite", "the head is told from the 2nd reminder, priority rises from the 3rd"),
		ours("follow_up.reopen", "twice, then it must be escalated"), ours("repeat", "same person and matter within 14 days"),
		ours("invite", "R21 asks after each closed case; after 24 h, for 14 days, reminded after 5, 90 days in peace"),
		ours("returns", "once"), ours("back_date", "3 days, for letters and the opinion book"), ours("retention", "36 months"),
		ours("rules.severity.loss", "5000 yuan, what the deputy general manager may grant alone"),
		ours("rules.scope.group", "5 people"), ours("rules.batch", "3 guests on one place and matter within 2 hours"),
		ours("rules.lexicon", "words of the trade"), r20("rules.content"), r20("reliefs"), r20("tasks.evidence"), r11("tasks.improvement"),
	}
}
