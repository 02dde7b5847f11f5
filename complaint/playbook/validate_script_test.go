package playbook_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// lamp is a script of one question, with every part of a meaning.
func lamp() playbook.Script {
	return playbook.Script{
		Script: classify.Script{
			ID: "lamp", Version: "1", Hit: classify.HitUnique, Verdicts: classify.Codes("bulb", "wiring"), Default: "wiring",
			Questions: []classify.Question{{ID: "flickers", Ask: classify.Label{ZH: "灯闪吗？", EN: "Does it flicker?"}}},
			Rows:      []classify.ScriptRow{{ID: "bulb", When: classify.Is("flickers", "yes"), Then: "bulb"}},
			Replies: []classify.Reply{
				{ID: "change", Verdicts: []string{"bulb"}, Say: classify.Label{EN: "Please change the bulb."}},
				{ID: "sorry", Say: classify.Label{EN: "We are sorry."}},
			},
		},
		Meanings: []playbook.Meaning{
			{Verdict: "bulb", Action: playbook.CloseAtDesk, Outcome: "explained", Reply: "change", Collect: "desk", Source: "ours"},
			{Verdict: "wiring", Action: playbook.DispatchUnit, Unit: "rooms", Promise: sla.Workdays(1), Reply: "sorry", CallBack: true},
		},
	}
}

func TestFaultsOfScripts(t *testing.T) {
	script := func(spoil func(*playbook.Script)) func(*playbook.Playbook) {
		return func(p *playbook.Playbook) {
			s := lamp()
			spoil(&s)
			p.Scripts = []playbook.Script{s}
		}
	}
	meaning := func(i int, spoil func(*playbook.Meaning)) func(*playbook.Playbook) {
		return script(func(s *playbook.Script) { spoil(&s.Meanings[i]) })
	}
	run(t, []mutation{
		{"a script twice", "scripts[1]", func(p *playbook.Playbook) { p.Scripts = []playbook.Script{lamp(), lamp()} }},
		{"a script that does not compile", "scripts[0].default", script(func(s *playbook.Script) { s.Default = "fuse" })},
		{"a verdict without a meaning", "scripts[0].meanings", script(func(s *playbook.Script) { s.Meanings = s.Meanings[:1] })},
		{"a verdict with two meanings", "scripts[0].meanings[2].verdict", script(func(s *playbook.Script) { s.Meanings = append(s.Meanings, s.Meanings[0]) })},
		{"a verdict the script does not have", "scripts[0].meanings[2].verdict", script(func(s *playbook.Script) {
			s.Meanings = append(s.Meanings, playbook.Meaning{Verdict: "fuse", Action: playbook.DispatchUnit})
		})},
		{"no action", "scripts[0].meanings[0].action", meaning(0, func(m *playbook.Meaning) { m.Action = "" })},
		{"an unknown action", "scripts[0].meanings[0].action", meaning(0, func(m *playbook.Meaning) { m.Action = "ignore" })},
		{"an unknown unit", "scripts[0].meanings[1].unit", meaning(1, func(m *playbook.Meaning) { m.Unit = "garage" })},
		{"collected for an unknown unit", "scripts[0].meanings[0].collect", meaning(0, func(m *playbook.Meaning) { m.Collect = "garage" })},
		{"a promise of less than nothing", "scripts[0].meanings[1].promise", meaning(1, func(m *playbook.Meaning) { m.Promise = sla.Workdays(-1) })},
		{"a reply the script does not have", "scripts[0].meanings[1].reply", meaning(1, func(m *playbook.Meaning) { m.Reply = "thanks" })},
		{"a reply for another verdict", "scripts[0].meanings[1].reply", meaning(1, func(m *playbook.Meaning) { m.Reply = "change" })},
		{"an outcome nobody knows", "scripts[0].meanings[0].outcome", meaning(0, func(m *playbook.Meaning) { m.Outcome = "gone" })},
		{"the outcome that is taken when none is named", "scripts[0].meanings[0].outcome", func(p *playbook.Playbook) {
			script(func(s *playbook.Script) { s.Meanings[0].Outcome = "" })(p)
			p.Outcomes = []playbook.Code{code("settled")}
			for i := range p.Grades {
				p.Grades[i].Direct = false
			}
		}},
		{"an outcome of a case that is dispatched", "scripts[0].meanings[1].outcome", meaning(1, func(m *playbook.Meaning) { m.Outcome = "explained" })},
		{"a call back about a case that is closed", "scripts[0].meanings[0].call_back", meaning(0, func(m *playbook.Meaning) { m.CallBack = true })},
	})
}

func TestAScriptTravelsWithItsPlaybook(t *testing.T) {
	p := rich()
	p.Scripts = []playbook.Script{lamp()}
	require.NoError(t, p.Validate())
	data, err := p.Encode()
	require.NoError(t, err)
	read, err := playbook.Decode(data)
	require.NoError(t, err)
	require.Equal(t, p.Scripts, read.Scripts)
	d, ok := read.Dialogue("lamp")
	require.True(t, ok)
	turn, err := d.Next(map[string]classify.Answer{"flickers": classify.No})
	require.NoError(t, err)
	require.Equal(t, "rooms", read.Scripts[0].Meaning(turn.Verdict).Unit)
	require.Nil(t, read.Scripts[0].Meaning("fuse"))
	_, ok = read.Dialogue("fuse")
	require.False(t, ok)
}
