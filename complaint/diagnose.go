package complaint

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
)

// Asked is one answer to a question of a script.
type Asked struct {
	Question string          `json:"q"`
	Answer   classify.Answer `json:"a"` // yes, no or unknown
}

// Diagnosis is what a script of the playbook said of a case (诊断结果), with all it was said from: whoever disputes it can
// put the same answers to the same version of the script. The case shows the last one, the ledger every one.
type Diagnosis struct {
	Script  string          `json:"script"`
	Version string          `json:"version"` // of the script
	Answers []Asked         `json:"answers"` // in the order asked
	Verdict string          `json:"verdict"`
	Row     string          `json:"row,omitempty"` // the rule that decided; empty for the default or where several agree
	Action  playbook.Action `json:"action"`
	Outcome string          `json:"outcome,omitempty"` // of a direct close
	Promise int             `json:"promise,omitempty"` // the promise it led to
	At      time.Time       `json:"at"`                // UTC
	By      string          `json:"by"`                // who asked
	Cycle   int             `json:"cycle,omitempty"`   // of the case it was in
}

// DiagnosedEffect replaces the diagnosis.
type DiagnosedEffect struct{ Diagnosis }

// Name implements Effect.
func (DiagnosedEffect) Name() string { return "diagnosed" }

func (fx DiagnosedEffect) apply(c *Case) { c.Diagnosis = fx.Diagnosis }

// script is a script of the playbook made ready to judge answers.
type script struct {
	*playbook.Script
	dialogue *classify.Dialogue
}

func (r *rules) compileScripts() error {
	r.scripts = map[string]*script{}
	for i := range r.pb.Scripts {
		s := &r.pb.Scripts[i]
		d, err := s.Compile()
		if err != nil {
			return fmt.Errorf("scripts[%d]: %w", i, err)
		}
		r.scripts[s.ID] = &script{s, d}
	}
	return nil
}

// diagnose puts the answers to the script and follows its verdict: the responsible unit, a promise, a task to call back, a
// tag by which the case is collected. What the person says of the case goes before the verdict.
func (d *decision) diagnose(cmd Assess) (Judgement, error) {
	j := cmd.Judgement
	if cmd.Script == "" {
		if len(cmd.Answers) > 0 {
			return j, invalid("script", "required: it is what was asked")
		}
		return j, nil
	}
	s := d.rules.scripts[cmd.Script]
	if s == nil {
		return j, invalid("script", "unknown code")
	}
	turn, err := s.judge(cmd.Answers)
	if err != nil {
		return j, err
	}
	m := s.Meaning(turn.Verdict)
	out := Diagnosis{
		Script: s.ID, Version: s.Version, Answers: slices.Clone(cmd.Answers), Verdict: turn.Verdict, Row: turn.Row, Action: m.Action,
		At: d.at, By: d.actor.ID, Cycle: d.c.Cycle,
	}
	if m.Action == playbook.CloseAtDesk {
		out.Outcome = cmp.Or(m.Outcome, playbook.Explained)
	}
	if out.Promise, err = d.promiseFor(m); err != nil {
		return j, err
	}
	d.emit(DiagnosedEffect{out})
	j.Unit = cmp.Or(j.Unit, m.Unit)
	if tag := playbook.CollectTag(m.Collect); m.Collect != "" && !d.c.HasTag(tag) {
		if err := room(len(d.c.Tags), maxTags, "tags"); err != nil {
			return j, err
		}
		d.mark(tag)
	}
	if m.CallBack {
		return j, d.addTask(d.draft, Task{Code: playbook.CallBackTask, Unit: j.Unit})
	}
	return j, nil
}

// judge returns the verdict of the answers. Answers that leave it open are refused with the question to ask.
func (s *script) judge(list []Asked) (classify.Turn, error) {
	var faults []FieldError
	answers := map[string]classify.Answer{}
	for i, a := range list {
		if _, twice := answers[a.Question]; twice {
			faults = append(faults, FieldError{fmt.Sprintf("answers[%d].q", i), "answered twice"})
		}
		if a.Answer == classify.Unasked {
			faults = append(faults, FieldError{fmt.Sprintf("answers[%d].a", i), "yes, no or unknown"})
		}
		answers[a.Question] = a.Answer
	}
	turn, err := s.dialogue.Next(answers)
	var bad *classify.InvalidError
	if errors.As(err, &bad) {
		for _, f := range bad.Faults {
			faults = append(faults, FieldError{"answers." + clip(f.Path), f.Message})
		}
	}
	if err == nil && !turn.Done {
		faults = append(faults, FieldError{"answers." + turn.Question, "to be asked: the verdict is still open"})
	}
	if len(faults) > 0 {
		return classify.Turn{}, &Error{Code: ErrInvalid, Rule: "answers", Fields: faults}
	}
	return turn, err
}

// promiseFor makes the promise of a verdict and returns its number, 0 for none. A promise of an earlier diagnosis that
// is not kept yet is told anew by it.
func (d *decision) promiseFor(m *playbook.Meaning) (int, error) {
	if m.Promise.IsZero() || d.c.Anonymous {
		return 0, nil
	}
	by, err := d.rules.after(m.Promise, d.at)
	if err != nil {
		return 0, err
	}
	if err := room(len(d.c.Promises), maxParts, "promises"); err != nil {
		return 0, err
	}
	p := Promise{ID: len(d.c.Promises) + 1, What: "answer", Due: by}
	if old := find(d.c.Promises, d.c.Diagnosis.Promise); old != nil && old.Kept.IsZero() {
		p.Replaces = old.ID
		if err := d.promiseAgain(old.ID, p.ID); err != nil {
			return 0, err
		}
	}
	return p.ID, d.promised(p)
}

// diagnosed is where the last diagnosis leads in the present cycle, "" without one.
func (c *Case) diagnosed() playbook.Action {
	if c.Diagnosis.Cycle != c.Cycle {
		return ""
	}
	return c.Diagnosis.Action
}

// closing is how a direct close ends the case: as said, as the diagnosis says, or explained.
func (c *Case) closing(said string) string {
	if c.diagnosed() != playbook.CloseAtDesk {
		return cmp.Or(said, playbook.Explained)
	}
	return cmp.Or(said, c.Diagnosis.Outcome)
}
