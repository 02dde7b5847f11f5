package preset

import "github.com/redress-go/redress/survey"

// The ids of what recurs on an estate: the duties of [ResidentialVisits], the plans of [ResidentialPlans].
const (
	dutyDirector = "director"
	dutyOfficer  = "officer"
	dutyMeeting  = "meeting"
	estateWide   = "estate"
)

// ResidentialVisits returns the yearly work plan of visits on a managed estate (走访计划, R02): the director visits homes once
// or twice a year, the officer of each area that area once a quarter, and the residents meet every half year, which is ours.
// Everything raised is to be solved, and fewer than one in a hundred of it may be a valid complaint. What is raised is a
// case of [Residential] on the channel "visit", with the number of the visit record.
//
// The value is fresh at every call and the caller's to change: areas and officers are a host's own.
func ResidentialVisits() survey.VisitPlan {
	whole := []survey.VisitArea{{ID: estateWide, Title: survey.Label{ZH: "全小区", EN: "the whole estate"}, Officer: managementOffice}}
	var areas []survey.VisitArea
	for _, a := range residentialAreas() {
		areas = append(areas, survey.VisitArea{ID: a.Code, Title: survey.Label(a.Label), Officer: a.Code})
	}
	return survey.VisitPlan{
		ID: "residential-visits", Version: 1, Title: survey.Label{ZH: "年度走访计划", EN: "Visits in a year"}, Zone: "Asia/Shanghai",
		Duties: []survey.VisitDuty{
			{ID: dutyDirector, Title: survey.Label{ZH: "主任家访", EN: "Director's visits"}, Every: survey.Yearly, AtLeast: 1, AtMost: 2, Areas: whole},
			{ID: dutyOfficer, Title: survey.Label{ZH: "管理员走访", EN: "Officers' visits"}, Every: survey.Quarterly, AtLeast: 1, Areas: areas},
			{ID: dutyMeeting, Title: survey.Label{ZH: "业主座谈会", EN: "Residents' meeting"}, Every: survey.HalfYearly, AtLeast: 1, Areas: whole},
		},
		Targets: survey.VisitTargets{Handled: 1, ValidBelow: 0.01},
	}
}

// ResidentialTopics returns the topic questionnaire of a managed estate (专题问卷, R02). Its questions are ours.
func ResidentialTopics() survey.Questionnaire {
	question := func(id, zh, en string) survey.Question {
		return survey.Question{ID: id, Kind: survey.KindScale5, Text: survey.Label{ZH: zh, EN: en}, AllowNA: true}
	}
	section := func(id, zh, en string, questions ...survey.Question) survey.Section {
		return survey.Section{ID: id, Title: survey.Label{ZH: zh, EN: en}, Weight: 1, Questions: questions}
	}
	return survey.Questionnaire{
		ID: "residential-topics", Version: 1, Title: survey.Label{ZH: "小区服务专题问卷", EN: "Services on the estate"},
		Sections: []survey.Section{
			section("security", "安全秩序", "Security", question("gate", "门岗与巡逻", "Gate and patrols")),
			section("cleaning", "清洁绿化", "Cleaning and greenery", question("stairs", "楼道卫生", "Stairs and halls"), question("green", "绿化养护", "Greenery")),
			section("engineering", "维修保养", "Repairs", question("repairs", "维修及时与质量", "How soon, and how well")),
			section("officer", "管理员服务", "The estate officer", question("manner", "管理员的服务", "Service of the estate officer"),
				survey.Question{ID: "words", Kind: survey.KindText, Text: survey.Label{ZH: "其他意见", EN: "Anything else?"}}),
		},
	}
}

// ResidentialPlans returns when residents are asked beside the visits (R02): whoever comes to a festival or community event,
// the day after it, and thirty chosen residents every half year. Numbers and times are ours; a host sets its own seed.
func ResidentialPlans() []survey.Plan {
	return []survey.Plan{
		{
			ID: "festival-opinions", Version: 1, Title: survey.Label{ZH: "节庆与社区活动征求意见", EN: "Opinions gathered at events"},
			Questionnaire: "residential-topics", QuestionnaireVersion: 1, Zone: "Asia/Shanghai",
			On: "festival", Contacts: []survey.Wait{survey.Days(1)}, Modes: []survey.Mode{survey.Form, survey.Phone}, Expires: survey.Days(14),
			Boxes: survey.TopTwoOfFive,
		},
		{
			ID: "topic-questionnaire", Version: 1, Title: survey.Label{ZH: "专题问卷调查", EN: "Topic questionnaire"},
			Questionnaire: "residential-topics", QuestionnaireVersion: 1, Zone: "Asia/Shanghai",
			Every: survey.HalfYearly, Contacts: []survey.Wait{survey.Days(60)}, Modes: []survey.Mode{survey.Visit, survey.Form},
			Sample: survey.Sample{Size: 30, Seed: "residential", By: "area", Allocation: survey.Equal}, CoolDown: survey.Days(90), Expires: survey.Days(30),
			Boxes: survey.TopTwoOfFive,
		},
	}
}
