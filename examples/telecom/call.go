package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/examples/internal/stage"
)

// call is a caller who knows the answers.
type call struct {
	scene   string
	answers []classify.Answer        // in the order asked
	values  map[string]playbook.Text // of what the wordings mention
}

// listener gets the caller's answer to a question.
type listener func(asked string) (classify.Answer, error)

// take answers calls whose answers are known.
func (d *desk) take(calls []call) error {
	for _, c := range calls {
		left := c.answers
		err := d.answer(c.scene, c.values, func(asked string) (classify.Answer, error) {
			if len(left) == 0 {
				return "", fmt.Errorf("no answer to: %s", asked)
			}
			a := left[0]
			left = left[1:]
			d.Say("    答：%s", "    answer: %s", d.word(a))
			return a, nil
		})
		if err != nil {
			return err
		}
		if len(left) > 0 {
			d.Say("  （还有 %d 个回答用不上：结论已定）", "  (answers not needed, because the verdict stood: %d)", len(left))
		}
	}
	return nil
}

// answer takes one call: it registers the complaint, asks until the verdict stands, says why, says what to say, and does
// what the verdict has it do.
func (d *desk) answer(id string, values map[string]playbook.Text, listen listener) error {
	scene := d.scene(id)
	dialogue, ok := d.pb.Dialogue(id)
	if !ok {
		return errors.New("no script " + id)
	}
	d.Scene("来电："+scene.Script.Label.ZH, "A call: "+scene.Script.Label.EN)
	say := func(zh, en string, words classify.Label) {
		if words != (classify.Label{}) {
			fmt.Fprintf(d.Out, "  %s%s\n", d.Of(zh, en), d.fill(dialogue, words, values))
		}
	}
	say("先说：", "say first: ", dialogue.Script().Say)
	said, turn, err := d.ask(dialogue, say, listen)
	if err != nil {
		return err
	}
	d.why(scene, turn, said)
	d.calls++
	c := d.Register(d.agent, complaint.Intake{
		Channel: "hotline", Complainant: complaint.Person{Phone: fmt.Sprintf("138%08d", d.calls)},
		Text: scene.Cases[0].In(d.Lang), Fields: map[string]string{"matter": scene.Group},
	}, "", "")
	c = d.Do(d.agent, c, complaint.Assess{Script: id, Answers: said}, scene.Script.Label.ZH, scene.Script.Label.EN)
	return d.act(c, dialogue, turn.Verdict, values)
}

// ask puts the questions of a script one by one, the cheapest that still decides anything first.
func (d *desk) ask(dialogue *classify.Dialogue, say func(zh, en string, words classify.Label), listen listener) (
	said []complaint.Asked, turn classify.Turn, err error,
) {
	heard, open := map[string]classify.Answer{}, 0
	for {
		if turn, err = dialogue.Next(heard); err != nil || turn.Done {
			return said, turn, err
		}
		if open != 0 && open != len(turn.Open) {
			d.Say("    仍可能：%s", "    still open: %s", d.verdicts(dialogue.Script(), turn.Open...))
		}
		open = len(turn.Open)
		q := question(dialogue, turn.Question)
		say("先说：", "say first: ", q.Say)
		say(fmt.Sprintf("问%d：", len(said)+1), fmt.Sprintf("question %d: ", len(said)+1), q.Ask)
		a, err := listen(q.Ask.In(d.Lang))
		if err != nil {
			return nil, turn, err
		}
		heard[turn.Question] = a
		said = append(said, complaint.Asked{Question: turn.Question, Answer: a})
	}
}

// act closes the case or dispatches it, as the verdict has it, and prints what to say.
func (d *desk) act(c *complaint.Case, dialogue *classify.Dialogue, verdict string, values map[string]playbook.Text) error {
	m := d.meaning(dialogue, verdict)
	if m.Action == playbook.CloseAtDesk {
		c = d.Do(d.agent, c, complaint.CloseDirectly{Accepted: true}, "前台直接办结", "closed at the desk")
	} else {
		c = d.Do(d.agent, c, complaint.Dispatch{}, "", "")
		d.Remark(d.Unit(c.Unit))
	}
	fmt.Fprintln(d.Out)
	d.Cut()
	if d.Err() != nil {
		return d.Err()
	}
	d.tell(c, dialogue, m, values)
	return nil
}

// tell prints what the caller is told, and what was set going.
func (d *desk) tell(c *complaint.Case, dialogue *classify.Dialogue, m *playbook.Meaning, values map[string]playbook.Text) {
	var lines []string
	line := func(zh, en string, args ...any) { lines = append(lines, fmt.Sprintf(d.Of(zh, en), args...)) }
	for _, p := range c.Promises {
		line("承诺：%s 前答复，到时未答复即提醒。", "promised: an answer by %s, and a reminder if there is none.", d.When(p.Due))
	}
	for _, t := range c.Tasks {
		line("任务：%s（%s）", "task: %s (%s)", d.task(t.Code), d.Unit(t.Unit))
	}
	for _, r := range dialogue.Replies(m.Verdict) {
		if m.Reply == "" || m.Reply == r.ID {
			line("答复话术（%s）：%s", "reply (%s): %s", r.Label.In(d.Lang), d.fill(dialogue, r.Say, values))
		}
	}
	if len(lines) > 0 {
		fmt.Fprintf(d.Out, "\n  %s\n", strings.Join(lines, "\n  "))
	}
}

// why prints the verdict, which rule gave it, and the answers that this rule looks at.
func (d *desk) why(scene parts.Scene, turn classify.Turn, said []complaint.Asked) {
	source := ""
	if o, ok := scene.Outcome(turn.Verdict); ok {
		source = o.Source
	}
	d.Say("  结论：%s（依据 %s）", "  verdict: %s (from %s)", d.verdicts(scene.Script, turn.Verdict), source)
	rule, looks := d.Of("没有规则适合，按正常派单", "no rule fits, so the ordinary dispatch"), ""
	for _, row := range scene.Script.Rows {
		if row.ID == turn.Row {
			rule, looks = fmt.Sprintf(d.Of("符合规则“%s”", "rule %q holds"), row.ID), row.When.String()
		}
	}
	var given []string
	for i, a := range said {
		if looks == "" || strings.Contains(looks, a.Question) {
			given = append(given, fmt.Sprintf(d.Of("问%d %s", "%d %s"), i+1, d.word(a.Answer)))
		}
	}
	d.Say("  原因：%s，%s", "  why: %s: %s", strings.Join(given, d.Of("、", ", ")), rule)
}

// verdicts are what some verdicts of a script are called.
func (d *desk) verdicts(script classify.Script, codes ...string) string {
	var out []string
	for _, v := range script.Verdicts {
		if slices.Contains(codes, v.Code) {
			out = append(out, v.Label.In(d.Lang))
		}
	}
	return strings.Join(out, d.Of("、", ", "))
}

// collected prints the cases that are reported to a unit at regular intervals.
func (d *desk) collected() {
	t := stage.NewTable(d.Of("上报给", "to"), d.Of("案号", "cases"))
	for _, u := range d.pb.Units {
		var numbers []string
		for _, c := range d.Every() {
			if c.HasTag(playbook.CollectTag(u.Code)) {
				numbers = append(numbers, c.Number)
			}
		}
		if len(numbers) > 0 {
			t.Add(d.In(u.Label), strings.Join(numbers, d.Of("、", ", ")))
		}
	}
	if t.Len() > 0 {
		d.Scene("定期上报", "Reported at intervals")
		t.Print(d.Out)
	}
}
