package complaint_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// whereAllowed says in which states each command is taken, by the default life cycle.
func whereAllowed() map[string][]string {
	all := playbook.States()
	but := func(out ...string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(out, s) })
	}
	is := func(states ...string) []string { return states }
	alive := but("archived", "refused", "withdrawn", "merged")
	working := but("resolved", "following_up", "closed", "archived", "refused", "withdrawn", "merged")
	inCase := slices.DeleteFunc(slices.Clone(working), func(s string) bool { return s == "registered" || s == "assessed" })
	afterward := is("resolved", "following_up", "closed")
	open := is("registered", "assessed", "dispatched", "investigating", "proposing", "awaiting_approval", "negotiating", "executing")
	return map[string][]string{
		"acknowledge": alive, "assess": is("registered"), "reclassify": working, "admit": working,
		"refuse": is("registered", "assessed", "dispatched"), "convert": working, "split": working, "correct": alive,
		"dispatch": is("assessed"), "take-on": inCase, "send-back": is("dispatched", "investigating"),
		"ruling": working, "transfer": inCase, "recuse": alive, "plan": inCase, "find": inCase,
		"add-task": working, "complete-task": alive, "propose": inCase, "approve": alive, "deny": alive, "delegate": alive, "offer": inCase,
		"respond": alive, "reply": inCase, "final-decision": is("proposing", "negotiating"), "report": working,
		"instruct": working, "execute": inCase, "resolve": is("investigating", "proposing", "negotiating", "executing"),
		"close-directly": is("registered", "assessed", "dispatched"), "confirm": afterward, "follow-up": afterward,
		"reopen": afterward, "close": is("resolved", "following_up"), "archive": is("closed", "refused", "withdrawn", "merged"),
		"withdraw": append(slices.Clone(open), "under_review"), "hold": working, "resume": alive, "expedite": append(slices.Clone(working), "merged"),
		"escalate": alive, "extend": alive, "withdraw-extension": alive, "promise": alive, "message": all, "merge": open,
		"unmerge": is("merged"), "link": all, "each": all, "tag": all, "appeal": but("archived", "withdrawn", "merged"), "publish": afterward, "release": alive,
		"decide-appeal": but("archived", "withdrawn", "merged"), "compensate": alive, "note": all, "attach": append(slices.Clone(alive), "merged"), "legal-hold": all, "erase": all,
		"adopt": alive, "reseal": all,
	}
}

// sample is one command of each name, with values that need not fit the case.
func sample() map[string]complaint.Command {
	m := map[string]complaint.Command{}
	for _, cmd := range fullCommands() {
		if cmd.Name() != "register" && cmd.Name() != "tick" && cmd.Name() != "recalculate" && cmd.Name() != "each-refused" && cmd.Name() != "spare-survey" {
			m[cmd.Name()] = cmd
		}
	}
	m["split"] = complaint.Split{Intake: guest()} // the engine names the new case
	return m
}

func TestWhereEachCommandIsAllowed(t *testing.T) {
	where := whereAllowed()
	for _, state := range playbook.States() {
		t.Run(state, func(t *testing.T) {
			b := setup(t)
			c := b.in(complaint.State(state))
			var allowed []string
			for name, states := range where {
				if slices.Contains(states, state) {
					allowed = append(allowed, name)
				}
			}
			slices.Sort(allowed)
			for name, cmd := range sample() {
				if slices.Contains(allowed, name) {
					continue
				}
				refusal := b.refuse(boss, c, cmd, complaint.ErrNotAllowed)
				require.Equal(t, c.State, refusal.State, name)
				if refusal.Rule == "state" {
					require.Equal(t, allowed, refusal.Allowed, name)
				}
			}
			options, err := b.desk.Options(b.ctx, boss, c.ID)
			require.NoError(t, err)
			for _, o := range options {
				if !slices.Contains(allowed, o.Command) {
					require.False(t, o.OK, o.Command)
					require.Equal(t, "state", o.Rule, o.Command)
					require.Equal(t, allowed, o.Allowed, o.Command)
				} else {
					require.NotEqual(t, "state", o.Rule, o.Command)
				}
			}
		})
	}
}

func TestEveryCommandHasAPlaceInTheTable(t *testing.T) {
	where := whereAllowed()
	for _, name := range playbook.Commands() {
		if name != "register" && name != "tick" && name != "recalculate" && name != "each-refused" && name != "spare-survey" {
			require.Contains(t, where, name)
			require.Contains(t, sample(), name)
		}
	}
	require.Len(t, where, len(playbook.Commands())-5)
}

func TestWhoMayGiveEachCommand(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	granted := house().Grants[1].Commands
	for name, cmd := range sample() {
		if slices.Contains(granted, name) {
			continue
		}
		refusal := b.refuse(worker, c, cmd, complaint.ErrForbidden)
		require.Equal(t, "granted", refusal.Rule, name)
		require.Equal(t, []string{"clerk", "lead", "manager", "boss"}, refusal.Who, "%s: the roles that may, lowest first", name)
		require.Contains(t, refusal.Error(), "may do it: clerk, lead, manager, boss")
	}
	options, err := b.desk.Options(b.ctx, worker, c.ID)
	require.NoError(t, err)
	for _, o := range options {
		require.Equal(t, slices.Contains(granted, o.Command), o.Rule != "granted", o.Command)
	}
}

func TestWhoMay(t *testing.T) {
	urgentOnly := func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Grants = append(pb.Grants, playbook.Grant{
			Roles: []string{"worker"}, Commands: []string{"escalate"}, Severities: []classify.Severity{classify.Major},
		})
	}
	cook := complaint.Actor{ID: "u9", Role: "worker", Unit: "kitchen"}
	cases := []struct {
		name string
		who  complaint.Actor
		rule string // of the refusal; "" when it is allowed
		may  []string
	}{
		{"a worker of the unit in charge", worker, "", nil},
		{"a worker of another unit does not reach the case", cook, "reach", []string{"clerk", "manager", "boss"}},
		{"unless it is their own", complaint.Actor{ID: "u2", Role: "worker", Unit: "kitchen"}, "", nil},
		{"whoever took it in reaches it as first contact", complaint.Actor{ID: "u1", Role: "worker", Unit: "kitchen"}, "", nil},
		{"a manager reaches every unit's cases", manager, "", nil},
		{"a lead of the unit", lead, "", nil},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, urgentOnly)
			c := b.in(complaint.Investigating)
			note := complaint.Note{Text: "看过现场"}
			if tc.rule == "" {
				b.do(tc.who, c, note)
				return
			}
			refusal := b.refuse(tc.who, c, note, complaint.ErrForbidden)
			require.Equal(t, tc.rule, refusal.Rule)
			require.Equal(t, tc.may, refusal.Who)
		})
	}
	t.Run("a grant for one severity is refused at another", func(t *testing.T) {
		b := setup(t, urgentOnly)
		c := b.in(complaint.Investigating)
		b.refuse(worker, c, complaint.Escalate{Text: "x"}, complaint.ErrForbidden)
		c = b.do(lead, c, complaint.Reclassify{Judgement: complaint.Judgement{Severity: classify.Major}, Text: "x"})
		b.do(worker, c, complaint.Escalate{Text: "x"})
	})
	t.Run("a case of another organisation is not found", func(t *testing.T) {
		b := setup(t)
		c := b.in(complaint.Investigating)
		stranger := boss
		stranger.Org = "elsewhere"
		b.refuse(stranger, c, complaint.Note{Text: "x"}, complaint.ErrNotFound)
		_, err := b.desk.Case(b.ctx, stranger, c.ID)
		require.ErrorIs(t, err, complaint.ErrNotFound)
	})
	t.Run("the error reads as a sentence", func(t *testing.T) {
		b := setup(t)
		c := b.in(complaint.Resolved)
		msg := b.refuse(boss, c, complaint.Assess{}, complaint.ErrNotAllowed).Error()
		require.True(t, strings.HasPrefix(msg, "redress: submit assess case "+string(c.ID)+" (resolved): not allowed now [state]; allowed now: "), msg)
	})
}
