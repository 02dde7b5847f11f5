package main

import (
	"slices"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
)

// demo are calls that show what a desk may come to: a direct close that is collected, a dispatch with a promise, a call back,
// an answer that fits no rule.
func demo() []call {
	const y, n, u = classify.Yes, classify.No, classify.DontKnow
	words := func(zh, en string) playbook.Text { return playbook.Text{ZH: zh, EN: en} }
	return []call{
		{scene: "interconnection", answers: []classify.Answer{y, n, n}, values: map[string]playbook.Text{
			"operator": words("北方移动", "North Mobile"), "hotline": words("10099", "10099"),
		}},
		{scene: "messages", answers: []classify.Answer{y, y, n, y, n}},
		{scene: "weak-signal", answers: []classify.Answer{y}, values: map[string]playbook.Text{"branch": words("城东分公司", "the East branch")}},
		{scene: "roaming", answers: []classify.Answer{n}},
		{scene: "subscribed-content", answers: []classify.Answer{n, y, n, n}},
		{scene: "handset-fault", answers: []classify.Answer{y, u}},
	}
}

// fill puts the values into a wording; what the desk has to say itself stands in brackets.
func (d *desk) fill(dialogue *classify.Dialogue, words classify.Label, values map[string]playbook.Text) string {
	all := map[string]string{}
	for _, v := range dialogue.Script().Vars {
		if given, ok := values[v.Name]; ok {
			all[v.Name] = d.In(given)
		} else if v.Value == (classify.Label{}) {
			all[v.Name] = "〔" + v.Label.In(d.Lang) + "〕"
		}
	}
	filled, err := dialogue.Fill(words, all)
	if err != nil {
		return words.In(d.Lang)
	}
	return filled.In(d.Lang)
}

func question(dialogue *classify.Dialogue, id string) classify.Question {
	list := dialogue.Script().Questions
	return list[slices.IndexFunc(list, func(q classify.Question) bool { return q.ID == id })]
}

// meaning is what a verdict does to the case; every verdict of a valid playbook has one.
func (d *desk) meaning(dialogue *classify.Dialogue, verdict string) *playbook.Meaning {
	i := slices.IndexFunc(d.pb.Scripts, func(s playbook.Script) bool { return s.ID == dialogue.Script().ID })
	return d.pb.Scripts[i].Meaning(verdict)
}

func (d *desk) scene(id string) parts.Scene {
	return d.scenes[slices.IndexFunc(d.scenes, func(s parts.Scene) bool { return s.Script.ID == id })]
}

func (d *desk) task(code string) string {
	for _, t := range d.pb.Tasks {
		if t.Code == code {
			return d.In(t.Label)
		}
	}
	return code
}

// word is an answer as people say it.
func (d *desk) word(a classify.Answer) string {
	switch a {
	case classify.Yes:
		return d.Of("是", "yes")
	case classify.No:
		return d.Of("否", "no")
	}
	return d.Of("不清楚", "does not know")
}
