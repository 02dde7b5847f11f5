package stage

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint"
)

// Scene begins a scene: a heading, and a table of what is done in it, printed when the scene ends.
func (s *Stage) Scene(zh, en string) {
	s.Cut()
	if s.err == nil {
		s.Head(zh, en)
		s.crowded = false
	}
}

// Cut prints the table of what was done since the scene began, or since the last cut.
func (s *Stage) Cut() {
	if s.rows == nil {
		return
	}
	s.space()
	s.rows.Print(s.Out)
	s.rows = nil
}

// space sets what follows apart from what was printed under the same heading.
func (s *Stage) space() {
	if s.crowded {
		fmt.Fprintln(s.Out)
	}
	s.crowded = true
}

// row adds a line to the scene.
func (s *Stage) row(at time.Time, who, did, number, came string) {
	if s.Quiet {
		return
	}
	if s.rows == nil {
		s.rows = NewTable(s.Of("时间", "time"), s.Of("谁", "who"), s.Of("做了什么", "did"), s.Of("案号", "case"), s.Of("结果", "what came of it"))
	}
	s.rows.Add(s.When(at), who, did, number, came)
}

// Register takes a complaint in; what the story adds to it stands in the last column.
func (s *Stage) Register(who complaint.Actor, in complaint.Intake, zh, en string) *complaint.Case {
	if s.err != nil {
		return &complaint.Case{}
	}
	reg, err := s.Submit(s.ctx, complaint.Request{Actor: who, Command: in, Playbook: s.Book})
	if err != nil {
		s.fail(err)
		return &complaint.Case{}
	}
	c := reg.Case
	s.under(c)
	s.seen[c.ID] = c.Version
	came := []string{s.Severity(c), s.Unit(c.Unit)}
	if reg.How != complaint.HowNew {
		came = append(came, string(reg.How))
	}
	s.row(s.clock.now, s.Who(who), s.Command("register"), c.Number, join(append(came, s.Of(zh, en))...))
	return c
}

// Do gives a command, a minute after the one before, and returns the case afterwards.
func (s *Stage) Do(who complaint.Actor, c *complaint.Case, cmd complaint.Command, zh, en string) *complaint.Case {
	if s.err != nil {
		return c
	}
	s.Until(s.clock.now.Add(time.Minute))
	before := s.Fresh(c)
	after, err := s.Desk.Do(s.ctx, who, c.ID, cmd)
	if err != nil {
		s.fail(err)
		return c
	}
	s.under(after)
	s.seen[c.ID] = after.Version
	came := []string{s.Of(zh, en)}
	if after.State != before.State {
		came = append([]string{"→ " + after.State.Label(s.Lang)}, came...)
	}
	s.row(s.clock.now, s.Who(who), s.Command(cmd.Name()), after.Number, join(came...))
	return after
}

// Refused gives a command that must not pass, and shows which rule refused it and who may do it instead.
func (s *Stage) Refused(who complaint.Actor, c *complaint.Case, cmd complaint.Command, zh, en string) {
	if s.err != nil {
		return
	}
	_, err := s.Desk.Do(s.ctx, who, c.ID, cmd)
	var e *complaint.Error
	if !errors.As(err, &e) {
		s.fail(errors.New(cmd.Name() + " was let through, or failed: " + s.Of(zh, en)))
		return
	}
	s.under(c)
	came := []string{s.Of("✗ 未准", "✗ refused"), s.Of(zh, en)}
	if slices.Contains(e.Who, who.Role) {
		came = append(came, s.Of("须换人", "somebody else has to"))
	} else if len(e.Who) > 0 {
		may := s.Role(e.Who[0])
		if len(e.Who) > 1 {
			may += s.Of("及以上", " or above")
		}
		came = append(came, s.Of("可由：", "may do it: ")+may)
	}
	s.row(s.clock.now, s.Who(who), s.Command(cmd.Name()), c.Number, join(came...))
}

// under takes the words of the playbook that a case is handled by.
func (s *Stage) under(c *complaint.Case) {
	for _, pb := range s.books {
		if pb.ID == c.Playbook.ID {
			s.pb = pb
		}
	}
}

// Fresh is the case as it stands.
func (s *Stage) Fresh(c *complaint.Case) *complaint.Case {
	if s.err != nil {
		return c
	}
	got, err := s.Case(s.ctx, s.Reader, c.ID)
	if err != nil {
		s.fail(err)
		return c
	}
	return got
}

// showSteps adds the steps of time that a case has taken since the last look.
func (s *Stage) showSteps(c *complaint.Case) {
	for e, err := range s.Ledger(s.ctx, s.Reader, c.ID) {
		if err != nil {
			s.fail(err)
			return
		}
		if e.Seq <= s.seen[c.ID] {
			continue
		}
		s.seen[c.ID] = e.Seq
		var to complaint.State
		for _, fx := range e.Effects {
			switch fx := fx.(type) {
			case complaint.MovedEffect:
				to = fx.To
			case complaint.SteppedEffect:
				s.step(e.Effective, c, fx, to)
			}
		}
	}
}

func (s *Stage) step(at time.Time, c *complaint.Case, fx complaint.SteppedEffect, to complaint.State) {
	s.under(c)
	var told []string
	for _, address := range fx.Told {
		if name := s.Address(address); !slices.Contains(told, name) {
			told = append(told, name)
		}
	}
	came := []string{s.Target(fx.Target) + s.Of("：", ": ") + s.Step(fx.Step)}
	if to != "" {
		came = append(came, "→ "+to.Label(s.Lang))
	}
	if len(told) > 0 {
		came = append(came, s.Of("告知 ", "tells ")+strings.Join(told, s.Of("、", ", ")))
	}
	if fx.Refused != "" {
		came = append(came, s.Of("未成：", "not done: ")+fx.Refused)
	}
	s.row(at, s.Of("（到点）", "(time)"), s.Command("tick"), c.Number, join(came...))
}

// join puts the parts of a cell together, without those that say nothing.
func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "  ")
}

// Remark adds to the last line of the scene.
func (s *Stage) Remark(text string) {
	if s.rows != nil {
		s.rows.extend("  " + text)
	}
}
