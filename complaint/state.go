package complaint

import "github.com/redress-go/redress/complaint/playbook"

// State is where a case stands. Hold, escalation and an appeal outside are flags beside it; the outcome of a closed
// case is a value of its own.
type State string

// The states of the default life cycle.
const (
	Registered       State = playbook.Registered       // 已登记
	Assessed         State = playbook.Assessed         // 已评估
	Dispatched       State = playbook.Dispatched       // 已派单
	Investigating    State = playbook.Investigating    // 调查中
	Proposing        State = playbook.Proposing        // 拟定方案
	AwaitingApproval State = playbook.AwaitingApproval // 待审批
	Negotiating      State = playbook.Negotiating      // 协商中
	Executing        State = playbook.Executing        // 执行中
	Resolved         State = playbook.Resolved         // 已办结
	FollowingUp      State = playbook.FollowingUp      // 回访中
	Closed           State = playbook.Closed           // 已结案
	Archived         State = playbook.Archived         // 已归档
	Refused          State = playbook.Refused          // 不予受理
	Withdrawn        State = playbook.Withdrawn        // 已撤诉
	Merged           State = playbook.Merged           // 已并案
	UnderReview      State = playbook.UnderReview      // 复核中
)

// Ended reports whether nobody owes the case an answer any more: every clock has ended.
func (s State) Ended() bool {
	switch s {
	case Closed, Archived, Refused, Withdrawn, Merged:
		return true
	}
	return false
}

// Label returns the state's name in a language ("zh" or "en").
func (s State) Label(lang string) string {
	if t, ok := playbook.StateLabels()[string(s)]; ok {
		return t.In(lang)
	}
	return string(s)
}
