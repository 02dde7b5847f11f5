package parts

import (
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
)

// Scripts returns the eight scenes as a playbook carries them. The playbook needs the units of [SceneUnits] and the
// outcome playbook.Explained.
func Scripts() []playbook.Script {
	var out []playbook.Script
	for _, s := range Scenes() {
		out = append(out, s.Desk())
	}
	return out
}

// Desk returns the scene as a playbook carries it: the script, and what each verdict does to the case. A verdict that only
// one reply is for has that reply.
func (s Scene) Desk() playbook.Script {
	out := playbook.Script{Script: s.Script}
	for _, o := range s.Outcomes {
		m := playbook.Meaning{
			Verdict: o.Verdict, Action: playbook.DispatchUnit, Unit: o.Unit, Promise: o.Promise, Reply: s.reply(o.Verdict),
			Collect: o.Collect, CallBack: o.CallBack, Source: o.Source,
		}
		if o.Direct {
			m.Action = playbook.CloseAtDesk
		}
		out.Meanings = append(out.Meanings, m)
	}
	return out
}

// reply is the one reply that is for the verdict, "" when there is none or a choice.
func (s Scene) reply(verdict string) string {
	fits := func(r classify.Reply) bool { return slices.Contains(r.Verdicts, verdict) }
	first := slices.IndexFunc(s.Script.Replies, fits)
	if first < 0 || slices.ContainsFunc(s.Script.Replies[first+1:], fits) {
		return ""
	}
	return s.Script.Replies[first].ID
}
