package parts

import (
	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/sla"
)

// Scene is one telephone scene of a telecom desk (R05): the script and what its verdicts
// mean.
type Scene struct {
	Script classify.Script
	// Group is one of [SceneGroups].
	Group string
	// Cases are what callers typically say.
	Cases []classify.Label
	// Outcomes say what each verdict means, in the order of the script's verdicts.
	Outcomes []Outcome
}

// Outcome is what a verdict of a [Scene] means for the case.
type Outcome struct {
	Verdict string
	// Direct reports that the desk closes the case itself (直接办结); else it is dispatched.
	Direct bool
	// Unit is whom the case goes to, one of [SceneUnits]; empty for the ordinary dispatch of
	// the playbook.
	Unit string
	// Promise is the time told to the caller; zero when none is told.
	Promise sla.Span
	// Collect is the unit that cases of this verdict are reported to at regular intervals;
	// empty for none.
	Collect string
	// CallBack reports that the unit calls the customer back for the details.
	CallBack bool
	// Source is the requirement the meaning comes from, "ours" where that is silent.
	Source string
}

// Outcome returns what a verdict means, and whether the scene has it.
func (s Scene) Outcome(verdict string) (Outcome, bool) {
	for _, o := range s.Outcomes {
		if o.Verdict == verdict {
			return o, true
		}
	}
	return Outcome{}, false
}

// The verdict of every answer that fits no rule (R05, ours).
const dispatch = "dispatch"

// Scenes returns the eight scenes in the order of R05.
func Scenes() []Scene {
	return []Scene{
		Interconnection(), SubscribedContent(), Messages(), WeakSignal(),
		Roaming(), RingBackTone(), BusyHours(), HandsetFault(),
	}
}

// SceneGroups are the five groups of R05's scenes; which scene is in which is ours beyond
// the names.
func SceneGroups() []classify.Code {
	return []classify.Code{
		code("interconnection", "网间通话", "Interconnection"), code("charges", "资费争议", "Charges"),
		code("network", "网络质量", "Network quality"), code("service", "业务服务", "Service quality"),
		code("handset", "手机终端", "Handset"),
	}
}

// SceneUnits are the units that R05 names.
func SceneUnits() []classify.Code {
	return []classify.Code{
		code("market-operations", "市场运营部", "Market operations"), code("content-provider", "内容提供方", "Content provider"),
		code("support-centre", "共享支撑中心", "Shared support centre"), code("branch", "分公司", "Branch"),
		code("home-network", "归属网络", "Home network"), code("maintenance-centre", "省维护中心", "Provincial maintenance centre"),
		code("local-service", "归属地服务单位", "Local service unit of the home area"), code("network-department", "网络部门", "Network department"),
	}
}

// question is one question of a scene.
func question(id, zh, en string) classify.Question {
	return classify.Question{ID: id, Ask: text(zh, en)}
}

// answered holds when each question was answered as given: pairs of question and answer.
func answered(pairs ...string) classify.Cond {
	var all []classify.Cond
	for i := 0; i+1 < len(pairs); i += 2 {
		all = append(all, classify.Is(pairs[i], pairs[i+1]))
	}
	return classify.All(all...)
}

// rule is one row of a scene.
func rule(id, then, source string, when classify.Cond) classify.ScriptRow {
	return classify.ScriptRow{ID: id, Then: then, Source: source, When: when}
}

// reply is what to say, under the verdicts given or under any.
func reply(id, zhWhen, enWhen, zh, en string, verdicts ...string) classify.Reply {
	return classify.Reply{ID: id, Label: text(zhWhen, enWhen), Say: text(zh, en), Verdicts: verdicts}
}

// value is a variable with the value it has unless the desk says otherwise.
func value(name, zh, en, is, source string) classify.Variable {
	return classify.Variable{Name: name, Label: text(zh, en), Value: classify.Label{ZH: is}, Source: source}
}

// asked is a variable whose value the desk has to give.
func asked(name, zh, en string) classify.Variable {
	return classify.Variable{Name: name, Label: text(zh, en), Source: ours}
}

// normally is the verdict of ordinary dispatch.
func normally() classify.Code { return code(dispatch, "正常派单", "ordinary dispatch") }

// normalDispatch is its meaning.
func normalDispatch() Outcome { return Outcome{Verdict: dispatch, Source: "R05, ours"} }
