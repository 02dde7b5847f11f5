package complaint

import (
	"fmt"
	"maps"
	"slices"
)

// ForEachMember gives one command to every member of a batch and every part of a case, or to those of them that are named. It
// is recorded here at once and carried out by Desk.Deliver, member by member, exactly once, as if the same person had
// given it there: a member's own rules may refuse it. A refusal is recorded here as EachRefused, with the rule. What is
// done to a member takes effect when it is done, not when ForEachMember was given.
//
// Only commands that mean the same in every case may be given; others are refused with ErrInvalid.
type ForEachMember struct {
	Command Command  `json:"command"`
	Members []CaseID `json:"members,omitempty"` // none means all of them
}

// MemberRefused records that a member refused what Each gave it, and tells the owner. The engine submits it itself.
type MemberRefused struct {
	Member  CaseID `json:"member"`
	Entry   int64  `json:"entry"`   // of this case, which gave the command
	Command string `json:"command"` // its name
	Rule    string `json:"rule"`    // the rule that refused
}

// Name implements Command.
func (ForEachMember) Name() string { return "each" }

// Name implements Command.
func (MemberRefused) Name() string { return "each-refused" }

// caseAddress is the beginning of the address, or the reference, of another case.
const caseAddress = "case:"

// carryOut is the kind of the outbox rows that carry a command to a member. They never reach the host.
const carryOut = "do"

// shared returns the commands that may be given to every member, each with the reason why it means the same in all of
// them. What answers one person, or names a numbered part of one case, is left out.
func shared() map[string]string {
	const work, word, end = "moves each by its own life cycle", "one text for all", "each has its own guards"
	return map[string]string{
		"assess": work, "reclassify": work, "admit": work, "dispatch": work, "take-on": work, "transfer": work,
		"acknowledge": word, "respond": word, "message": word, "note": word, "attach": word, "promise": word,
		"hold": "one cause stops all", "resume": "and its end lets all go on",
		"escalate": "one matter rises as a whole", "report": "one matter is reported once for all", "instruct": "and instructed once",
		"extend": "by the rule of each", "compensate": "each within the authority of its own case",
		"tag": "a label", "legal-hold": "one dispute keeps all",
		"refuse": end, "resolve": end, "close-directly": end, "follow-up": end, "close": end, "archive": end, "reopen": end,
	}
}

func (cmd ForEachMember) attrs() map[string]string {
	if cmd.Command == nil {
		return nil
	}
	return map[string]string{"command": cmd.Command.Name()}
}

// prepare moves personal values of the inner command into its sealed part.
func (cmd ForEachMember) prepare(r *rules) Command {
	if p, ok := cmd.Command.(preparer); ok {
		cmd.Command = p.prepare(r)
	}
	return cmd
}

func (cmd ForEachMember) decide(d *decision) error {
	s, err := specOf(cmd.Command)
	if err != nil {
		return under("command", err)
	}
	if err := cmd.check(d, s); err != nil {
		return err
	}
	members, err := cmd.chosen(d.c)
	if err != nil {
		return err
	}
	for _, id := range members {
		d.emit(NoticedEffect{Notice: carryOut, To: caseAddress + string(id), Ref: s.name})
	}
	return nil
}

// check asks what can be known of the inner command before a member sees it.
func (cmd ForEachMember) check(d *decision, s *spec) error {
	if shared()[s.name] == "" {
		return &Error{
			Code: ErrInvalid, Rule: "each", Fields: []FieldError{{"command", "not given to several cases at once"}},
			Allowed: slices.Sorted(maps.Keys(shared())),
		}
	}
	var promise int
	switch inner := cmd.Command.(type) {
	case Respond:
		promise = inner.Promise
	case Message:
		promise = inner.Promise
	}
	if promise != 0 {
		return invalid("command.promise", "a promise of one case")
	}
	if g := d.rules.commands[s.name]; d.actor.Role != systemRole && g.roles[d.actor.Role] == 0 {
		return forbidden("granted", g.who[d.c.Severity]...)
	}
	return nil
}

// chosen returns the members that the command goes to, each once, in the order of the links.
func (cmd ForEachMember) chosen(c *Case) ([]CaseID, error) {
	all := c.members()
	if len(all) == 0 {
		return nil, notAllowed("members", "link")
	}
	if len(cmd.Members) == 0 {
		return all, nil
	}
	for i, id := range cmd.Members {
		if !slices.Contains(all, id) {
			return nil, invalid(fmt.Sprintf("members[%d]", i), "not a member of this case")
		}
	}
	return slices.DeleteFunc(all, func(id CaseID) bool { return !slices.Contains(cmd.Members, id) }), nil
}

func (cmd MemberRefused) attrs() map[string]string { return map[string]string{"command": cmd.Command} }

func (cmd MemberRefused) decide(d *decision) error {
	d.tell(d.draft, "owner", "each-refused", caseAddress+string(cmd.Member))
	return nil
}
