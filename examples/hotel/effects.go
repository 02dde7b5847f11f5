package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint"
)

// effects says in a few words what an entry changed, for the ledger file.
func effects(e *complaint.Entry) []string {
	d := describer{t: "en", zone: time.UTC}
	return d.entry(e)
}

// describer puts effects into words.
type describer struct {
	t    tongue
	zone *time.Location
	name func(id string) string   // of a person; nil leaves ids
	unit func(code string) string // of a department; nil leaves codes
}

func (d describer) entry(e *complaint.Entry) []string {
	var out []string
	for _, fx := range e.Effects {
		if s := d.effect(fx); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (d describer) person(id string) string {
	if d.name == nil || id == "" {
		return id
	}
	return d.name(id)
}

// effect describes one change; what only repeats the command says nothing.
func (d describer) effect(fx complaint.Effect) string {
	switch fx := fx.(type) {
	case complaint.OpenedEffect:
		return fx.Number
	case complaint.MovedEffect:
		return "→" + fx.To.Label(string(d.t))
	case complaint.ClassifiedEffect:
		return fx.Severity.Label().In(string(d.t)) + "/" + d.department(fx.Unit)
	case complaint.AssignedEffect:
		return d.assigned(fx)
	case complaint.ProposedEffect:
		return fmt.Sprintf("%s%d:%s:%s", d.t.of("方案", "proposal-"), fx.ID, d.t.stage(string(fx.Status)), money(fx.Total))
	case complaint.ApprovalEffect:
		return fmt.Sprintf("%s%d:%s", d.t.of("审批", "approval-"), fx.ID, d.t.stage(orWord(string(fx.Status), "waiting")))
	case complaint.PromisedEffect:
		if !fx.Kept.IsZero() {
			return d.t.of("承诺已兑现", "promise-kept")
		}
		return d.t.of("承诺", "promise-by-") + fx.Due.In(d.zone).Format("01-02T15:04")
	case complaint.FollowedEffect:
		return d.followed(fx)
	case complaint.LinkedEffect:
		return d.t.stage(fx.Kind)
	case complaint.CountedEffect:
		return fmt.Sprintf("%s=%d", d.t.stage(fx.What), fx.Value)
	case complaint.PaidEffect:
		return d.t.of("已付", "paid-") + money(fx.Total)
	case complaint.SteppedEffect:
		return d.stepped(fx)
	}
	return ""
}

func (d describer) assigned(fx complaint.AssignedEffect) string {
	switch {
	case !fx.Ended.IsZero():
		return ""
	case fx.Person == "":
		return d.department(fx.Unit)
	}
	return d.department(fx.Unit) + "/" + d.person(fx.Person)
}

func (d describer) department(code string) string {
	if d.unit == nil {
		return code
	}
	return d.unit(code)
}

func (d describer) followed(fx complaint.FollowedEffect) string {
	switch {
	case !fx.Reached:
		return d.t.of("未联系上", "not-reached")
	case fx.Satisfied:
		return fmt.Sprintf("%s(%d)", d.t.of("满意", "satisfied"), fx.Score)
	}
	return fmt.Sprintf("%s(%d)", d.t.of("不满意", "dissatisfied"), fx.Score)
}

// stepped names a step of time and whom it reached.
func (d describer) stepped(fx complaint.SteppedEffect) string {
	s := d.t.target(fx.Target) + "/" + fx.Step
	var told []string
	for _, to := range fx.Told {
		told = append(told, d.address(to))
	}
	if len(told) > 0 {
		s += "→" + strings.Join(told, d.t.of("、", ","))
	}
	if fx.Nobody {
		s += d.t.of("→无人", "→nobody")
	}
	if fx.Refused != "" {
		s += d.t.of(" 未成:", " refused:") + fx.Refused
	}
	return s
}

// address names whom a notice is for.
func (d describer) address(to string) string {
	if id, ok := strings.CutPrefix(to, "person:"); ok {
		return d.person(id)
	}
	_, code, _ := strings.Cut(to, ":")
	return d.department(orWord(code, to))
}

func orWord(s, instead string) string {
	if s == "" {
		return instead
	}
	return s
}

// money prints yuan, without the decimals when there are none.
func money(m complaint.Money) string {
	if m.Amount%100 == 0 {
		return fmt.Sprintf("¥%d", m.Amount/100)
	}
	return fmt.Sprintf("¥%d.%02d", m.Amount/100, m.Amount%100)
}
