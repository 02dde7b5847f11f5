package preset

import (
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// Hotel returns the rules of a hotel's complaint handling (酒店客诉): three severities with their definitions, a fourth
// for danger to life, a complaint centre (投诉处理中心), a lobby manager (大堂副理) who coordinates everything, a ladder of
// authority, major cases that are reported and acted on only after instruction, follow-up, and case studies (案例).
//
// Two calendars count: "front", the front desk that never closes, and "office", Monday to Friday with a lunch break on
// the Chinese holiday table. Both are in Asia/Shanghai. Sources (R11, R20, hotel practice) stand in Playbook.Sources;
// amounts and most limits in minutes and hours are ours and marked so.
//
// The value is fresh at every call and the caller's to change.
func Hotel() *playbook.Playbook {
	return &playbook.Playbook{
		ID: "hotel", Version: "1", Title: text("酒店客人投诉", "Hotel guest complaints"), Sources: hotelSources(),
		Acknowledged: []playbook.Acknowledgement{
			{Path: "units[recreation]", Reason: "the desk dispatches to it by hand: what is complained of there has no code of its own"},
		},

		Calendars: hotelCalendars(), Calendar: frontDesk, Targets: hotelTargets(),

		Numbers: playbook.Numbers{Pattern: "HT{yy}{mm}-{seq:4}"},
		Roles:   hotelRoles(), Ladder: hotelLadder(), Grants: hotelGrants(), Separate: hotelSeparations(),
		Approval: playbook.ApprovalPolicy{Expires: sla.Hours(24)},
		Units:    hotelUnits(), FallbackUnit: "complaint-centre",

		Channels: hotelChannels(), Kinds: hotelKinds(), Grades: hotelGrades(), Fields: hotelFields(), Rules: hotelRules(),
		Reasons: hotelReasons(), Messages: hotelMessages(), Reliefs: hotelReliefs(), Outcomes: hotelOutcomes(),
		Tasks:    hotelTasks(),
		Expedite: playbook.ExpeditePolicy{Notify: 2, Raise: 3},

		FollowUp:   playbook.FollowUpPolicy{MaxReopens: 2},
		Survey:     hotelSurvey(),
		Invite:     hotelInvite(),
		Templates:  hotelLetters(),
		Repeat:     playbook.RepeatPolicy{Window: classify.Window(14 * 24 * time.Hour), By: []string{"matter"}},
		MaxReturns: 1,
		BackDate:   sla.Days(3),
		Retention:  sla.Months(36),
	}
}

// text is a label in both languages.
func text(zh, en string) playbook.Text { return playbook.Text{ZH: zh, EN: en} }

// code is one value of a closed list.
func code(c, zh, en string) playbook.Code { return playbook.Code{Code: c, Label: text(zh, en)} }

func kind(c, zh, en string) playbook.Kind { return playbook.Kind{Code: c, Label: text(zh, en)} }

func relief(c, zh, en string) playbook.Relief { return playbook.Relief{Code: c, Label: text(zh, en)} }
