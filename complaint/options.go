package complaint

import (
	"context"
	"errors"
	"slices"

	"github.com/redress-go/redress/complaint/playbook"
)

// rolesOfAllUnits lists the roles that reach every unit's cases.
func (r *rules) rolesOfAllUnits() []string {
	return r.rolesWhere(func(role *playbook.Role) bool { return role.AllUnits })
}

// Option is a command an actor might give on a case now.
type Option struct {
	Command string
	OK      bool     // this actor may give it now
	Rule    string   // when it is not: the rule that refuses
	Allowed []string // when the state or a rule refuses: what may be done instead
	Who     []string // when the actor may not: the roles that may
}

// Options lists every command with whether this actor may give it now and, where not, why and who may. It reads the case as
// it stands; guards that need the command's own values are asked without them.
func (d *Desk) Options(ctx context.Context, actor Actor, id CaseID) ([]Option, error) {
	s, err := d.look(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	family, err := d.members(ctx, s.c)
	if err != nil {
		return nil, d.maybeWrap("next", err)
	}
	return s.rules.next(s.c, actor, family), nil
}

func (r *rules) next(c *Case, actor Actor, family map[CaseID]*Case) []Option {
	role, state, allowed := r.roles[actor.Role], r.states[c.State], r.allowed[c.State]
	out := make([]Option, len(r.ordered))
	for i, g := range r.ordered {
		o := &out[i]
		o.Command = g.spec.name
		if o.Rule, o.Who = r.objection(g, role, &actor, c); o.Rule != "" {
			continue
		}
		if g.states&state == 0 {
			o.Rule, o.Allowed = "state", allowed
			continue
		}
		if idle := r.idle(g.spec.name, c, &actor); idle != "" {
			o.Rule = idle
			continue
		}
		if err := r.guardsOf(g.spec, c, family); err != nil {
			o.Rule, o.Allowed = err.Rule, err.Allowed
			continue
		}
		o.OK = true
	}
	return out
}

// idle says what a command would find nothing of, "" when it finds something: what can be known without its values.
func (r *rules) idle(name string, c *Case, a *Actor) string {
	proposal := func(states ...ProposalState) bool {
		return slices.ContainsFunc(c.Proposals, func(p Proposal) bool { return slices.Contains(states, p.Status) && !p.Executed })
	}
	ok, what := true, ""
	switch name {
	case "hold":
		ok, what = c.HoldReason == "", "on hold"
	case "resume":
		ok, what = c.HoldReason != "", "not on hold"
	case "complete-task":
		ok, what = slices.ContainsFunc(c.Tasks, func(t Task) bool { return t.waitsFor(c, a) }), "no open task"
	case "approve", "deny":
		ok, what = slices.ContainsFunc(c.Approvals, func(p Approval) bool {
			return p.Status == ApprovalPending && p.Author != a.ID && p.insteadOf(a, c.avoided()) != ""
		}), "no pending approval"
	case "delegate":
		ok, what = slices.ContainsFunc(c.Approvals, func(p Approval) bool {
			return p.Status == ApprovalPending && p.Author != a.ID && slices.Contains(p.Roles, a.Role)
		}), "no pending approval"
	case "offer":
		ok, what = proposal(ProposalReady, ProposalRejected), "no proposal to offer"
		if ok && r.roundsOver(c) {
			ok, what = false, "rounds"
		}
	case "reply":
		ok, what = proposal(ProposalOffered), "no offer"
	case "execute":
		ok, what = proposal(ProposalAgreed, ProposalImposed), "no agreed proposal"
	case "instruct":
		ok, what = c.Reported && !c.Instructed, "not reported"
	case "recuse":
		ok, what = c.Owner == a.ID, "owner"
	case "send-back":
		ok, what = !c.Ruled && c.Returns < r.pb.MaxReturns, "returns"
	case "unmerge":
		ok, what = c.MergedInto != "", "not merged"
	}
	if ok {
		return ""
	}
	return what
}

// guardsOf asks the guards of the events a command may fire from the case's state. One event that passes is enough.
func (r *rules) guardsOf(s *spec, c *Case, family map[CaseID]*Case) *Error {
	var refused *Error
	for _, event := range s.events {
		guards := r.guards[event]
		if _, ok := r.table.To(event, string(c.State)); !ok {
			continue
		}
		if len(guards) == 0 {
			return nil
		}
		g := &guarded{&decision{cmd: Tick{}, family: family}, &draft{rules: r, c: c}}
		err := askAll(guards, g)
		if err == nil {
			return nil
		}
		if !errors.As(err, &refused) {
			refused = &Error{Code: ErrInternal, Rule: "guard"}
		}
	}
	return refused
}

// askAll asks guards in order and returns the first refusal.
func askAll(guards []func(*guarded) error, g *guarded) error {
	for _, ask := range guards {
		if err := ask(g); err != nil {
			return err
		}
	}
	return nil
}
