package complaint

import (
	"slices"
	"strconv"
	"strings"
)

// entry is an entry of the ledger as the actor sees it: the one read when nothing of it is kept back. Its place in the
// chain, its times and its hash stay.
func (s *sight) entry(e *Entry) *Entry {
	if len(s.hidden) == 0 && s.secret == "" {
		return e
	}
	out := *e
	if s.concerns(e) {
		out.Command, out.Actor, out.Staff, out.Withheld = Withheld{}, Actor{ID: withheld}, "", true
	}
	if len(s.hidden) > 0 {
		out.Effects = s.effects(e, out.Withheld)
	}
	if s.secret != "" {
		out = pseudonymous(out, s.secret)
	}
	return &out
}

// concerns reports whether an entry's command is about a hidden task.
func (s *sight) concerns(e *Entry) bool {
	switch cmd := e.Command.(type) {
	case CompleteTask:
		return s.hides(cmd.Task)
	case Attach:
		return s.hides(cmd.Task)
	case AddTask:
		return slices.ContainsFunc(e.Effects, func(fx Effect) bool {
			t, ok := fx.(TaskedEffect)
			return ok && t.Code == cmd.Code && s.hides(t.ID)
		})
	case Tick:
		return s.hidesClock(cmd.Target, cmd.Instance)
	case Extend:
		return s.hidesClock(cmd.Target, cmd.Instance)
	case WithdrawExtension:
		return s.hidesClock(cmd.Target, cmd.Instance)
	}
	return slices.Contains(s.asks, approvalOf(e.Command))
}

// effects are the effects of an entry without those about hidden tasks; of a command that is withheld, whom it told and
// who did it are left out too.
func (s *sight) effects(e *Entry, whole bool) []Effect {
	out := make([]Effect, 0, len(e.Effects))
	for _, fx := range e.Effects {
		if fx = s.effect(fx, whole); fx != nil {
			out = append(out, fx)
		}
	}
	return out
}

// effect is an effect if the actor may see it, else nil.
func (s *sight) effect(fx Effect, whole bool) Effect {
	hide := false
	switch fx := fx.(type) {
	case TaskedEffect:
		hide = s.hides(fx.ID)
	case ApprovalEffect:
		hide = slices.Contains(s.asks, fx.ID)
	case SteppedEffect:
		hide = s.hidesClock(fx.Target, fx.Instance)
	case NoticedEffect:
		hide = whole || s.refers(fx.Ref)
	case FlaggedEffect:
		hide = whole && fx.What == "act"
	case ClockedEffect:
		if len(fx.Timers) > 0 {
			return s.clocked(fx)
		}
	case WokenEffect:
		hide = true // it may be a hidden clock's
	}
	if hide {
		return nil
	}
	return fx
}

// refers reports whether the reference of a notice names a hidden task.
func (s *sight) refers(ref string) bool {
	id, err := strconv.Atoi(strings.TrimPrefix(ref, taskPrefix))
	return err == nil && strings.HasPrefix(ref, taskPrefix) && s.hides(id)
}

// clocked leaves the clocks of hidden tasks out of a change of clocks; nil when no other changed.
func (s *sight) clocked(fx ClockedEffect) Effect {
	if fx.Timers = s.clocks(fx.Timers); len(fx.Timers) == 0 {
		return nil
	}
	if fx.Order != nil {
		fx.Order = slices.DeleteFunc(slices.Clone(fx.Order), func(id string) bool {
			part := strings.Split(id, "/")
			return len(part) > 1 && s.hidesClock(part[0], part[1])
		})
	}
	return fx
}
