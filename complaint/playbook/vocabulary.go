package playbook

import "strings"

// The states of a case, as text. Package complaint gives them a type.
const (
	Registered       = "registered"        // 已登记
	Assessed         = "assessed"          // 已评估
	Dispatched       = "dispatched"        // 已派单
	Investigating    = "investigating"     // 调查中
	Proposing        = "proposing"         // 拟定方案
	AwaitingApproval = "awaiting_approval" // 待审批
	Negotiating      = "negotiating"       // 协商中
	Executing        = "executing"         // 执行中
	Resolved         = "resolved"          // 已办结
	FollowingUp      = "following_up"      // 回访中
	Closed           = "closed"            // 已结案
	Archived         = "archived"          // 已归档
	Refused          = "refused"           // 不予受理
	Withdrawn        = "withdrawn"         // 已撤诉
	Merged           = "merged"            // 已并案
	UnderReview      = "under_review"      // 复核中
)

// States returns every state of the engine, in the order of the default life cycle.
func States() []string {
	return []string{
		Registered, Assessed, Dispatched, Investigating, Proposing, AwaitingApproval, Negotiating, Executing,
		Resolved, FollowingUp, Closed, Archived, Refused, Withdrawn, Merged, UnderReview,
	}
}

// StateLabels returns the label of every state.
func StateLabels() map[string]Text {
	return map[string]Text{
		Registered: {"已登记", "registered"}, Assessed: {"已评估", "assessed"}, Dispatched: {"已派单", "dispatched"},
		Investigating: {"调查中", "investigating"}, Proposing: {"拟定方案", "proposing"},
		AwaitingApproval: {"待审批", "awaiting approval"}, Negotiating: {"协商中", "negotiating"},
		Executing: {"执行中", "executing"}, Resolved: {"已办结", "resolved"}, FollowingUp: {"回访中", "following up"},
		Closed: {"已结案", "closed"}, Archived: {"已归档", "archived"}, Refused: {"不予受理", "refused"},
		Withdrawn: {"已撤诉", "withdrawn"}, Merged: {"已并案", "merged"}, UnderReview: {"复核中", "under review"},
	}
}

// Commands returns the vocabulary of commands in the order of a case's life. Grants, separations, reasons and the
// conditions of targets name commands from this list; the last ones are the engine's own.
func Commands() []string {
	return []string{
		"register", "acknowledge", "assess", "reclassify", "admit", "refuse", "convert", "split",
		"dispatch", "take-on", "send-back", "ruling", "transfer", "recuse", "plan", "find", "add-task", "complete-task",
		"propose", "approve", "deny", "delegate", "offer", "respond", "reply", "final-decision", "report", "instruct", "execute",
		"resolve", "close-directly", "publish", "confirm", "follow-up", "reopen", "close", "archive", "withdraw",
		"hold", "resume", "expedite", "escalate", "extend", "withdraw-extension", "promise", "release", "message",
		"merge", "unmerge", "link", "each", "tag", "appeal", "decide-appeal", "compensate", "note", "attach", "correct",
		"legal-hold", "erase", "adopt", "reseal", "each-refused", "spare-survey", "recalculate", "tick",
	}
}

// EventKinds returns what the conditions of a target or a reaction may name: every command; "enter", when a case enters a
// state; "assigned" and "unassigned", when a unit gets or loses a case; "task-opened" and "task-done", which also carries
// the public dates that were recorded, for DueFrom; "tagged", once a tag; "batched", when a case joins a batch; "appealed" and "appeal-decided"; "promise-kept", late or in time, whose
// attribute "open" says whether another promise is still owed. See EventAttributes for what each carries.
func EventKinds() []string {
	return append(Commands(), EventEnter, "assigned", "unassigned", "task-opened", "task-done", "tagged", "batched",
		"appealed", "appeal-decided", "promise-kept")
}

// EventAttributes returns the names of the attributes that events of a kind carry.
func EventAttributes(event string) []string { //nolint:cyclop,funlen // one line an event
	switch event {
	case EventEnter:
		return []string{"state"}
	case "assigned":
		return []string{"assignment", "unit"}
	case "unassigned":
		return []string{"assignment", "how"}
	case "register":
		return []string{"channel", "kind", "deadline"}
	case "task-opened":
		return []string{"task", "code", "unit"}
	case "task-done":
		return []string{"task", "code", "result"}
	case "tagged", "batched":
		return []string{"tag"}
	case "plan":
		return []string{"until"}
	case "appealed":
		return []string{"appeal", "body", "due"}
	case "appeal-decided":
		return []string{"appeal", "body", "decision"}
	case "follow-up":
		return []string{"reached", "satisfied"}
	case "reply":
		return []string{"accepted"}
	case "message":
		return []string{"way", "kind", "channel"}
	case "hold", "reopen", "refuse", "send-back", "transfer", "escalate":
		return []string{"reason"}
	case "report":
		return []string{"role"}
	case "expedite":
		return []string{"by"}
	case "promise":
		return []string{"promise", "by"}
	case "promise-kept":
		return []string{"promise", "open"}
	case "find":
		return []string{"cause", "unit", "upheld"}
	case "each", "each-refused":
		return []string{"command"}
	}
	return nil
}

// EventEnter is the event kind of a state being entered.
const EventEnter = "enter"

// FactNames returns the facts a target's terms and steps may read. None of them is personal.
func FactNames() []string {
	return []string{
		"state", "kind", "channel", "severity", "validity", "nature", "scope", "unit", "owned", "priority", "level",
		"cycle", "incomplete", "satisfied", "people", "anonymous", "confidential", "joint", "expedites", "returns",
		"outcome", "held", "renewed", "reported", "instructed",
	}
}

// FactPrefixes returns the beginnings of facts with a name of their own: tag.CODE and flag.CODE (yes or no),
// category.AXIS (its code), field.NAME (the value of a field that is not personal), law.ID (yes when that law holds for
// the day the complaint was received).
func FactPrefixes() []string { return []string{"tag.", "flag.", "category.", "field.", "law."} }

// Guards returns the names of the guards a transition may carry.
func Guards() []string {
	return []string{
		"complete",    // every required field is known
		"rated",       // the case has a severity
		"steps",       // the states this severity requires have been passed
		"instructed",  // a severity that needs instruction has it
		"planned",     // a severity that is acted on by plan has one
		"evidence",    // what the plan asks for was attached
		"worded",      // a severity that speaks by released wording has it
		"approved",    // the proposal is approved
		"tasks",       // no blocking task is open
		"direct",      // this severity may be closed at the desk
		"followed-up", // a severity that needs a follow-up had one, and the last answer was not unsatisfied
		"reviewed",    // a severity that needs a case study has one, a direct close drawn for review was reviewed
		"children",    // no linked child is open
	}
}

// StepActions returns what a step of a target may do, the keys of sla.Step.Do.
func StepActions() []string {
	return []string{
		"notify",   // whom to tell: owner, unit, head, ladder, complainant, role:CODE, person:ID; several with commas
		"level",    // "next" or a number: escalate to that rung of the ladder
		"severity", // raise to this severity
		"priority", // raise by this number
		"validity", // valid or invalid, as was established
		"command",  // close, archive, or erase: done by the system when the rules allow it
		"tag",      // tag the case
		"task",     // open a task of the playbook
	}
}

// Compensation is the relief code of money paid to the complainant; a playbook that pays lists it.
const Compensation = "compensation"

// IsCode reports whether s may be a code: lower-case letters, digits, dashes and underscores, starting with a letter,
// at most 64 bytes.
func IsCode(s string) bool {
	if s == "" || len(s) > 64 || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-_") == ""
}
