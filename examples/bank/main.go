// Command bank tells how a bank keeps its own time limits beside those of the law: what the validator says of a limit that
// the law forbids, which of two laws binds a complaint of the week in which they changed, a case with an appraisal and two
// extensions, and its review by the head office.
//
//	go run ./examples/bank
//	go run ./examples/bank -lang en
//
// None of it is legal advice; which texts the limits were read in stands in package law.
package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/examples/internal/stage"
)

func main() { stage.Main("bank", run) }

// run is the program.
func run(ctx context.Context, args []string, io stage.Streams) (err error) {
	o, err := stage.Parse("bank", args, io.Err, nil)
	if err != nil {
		return err
	}
	pb, err := bankRules()
	if err != nil {
		return err
	}
	s, err := stage.Open(ctx, o, io.Out, "2020-02-28 09:30", pb)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	b := &bank{Stage: s, people: newPeople(o.Lang)}
	s.Words = limitWords()
	s.People = []complaint.Actor{b.teller, b.handler, b.manager, b.reviewer, b.executive}
	if err := s.As(b.executive); err != nil {
		return err
	}
	if s.Again {
		s.Say("此库中已有案件，以下是账上所见。", "The cases are on file already. This is what the file says.")
	} else if err := b.story(pb); err != nil {
		return err
	}
	s.List()
	s.VerifyAll()
	return s.Err()
}

// bank is the story.
type bank struct {
	*stage.Stage
	people
}

func (b *bank) story(pb *playbook.Playbook) error {
	fmt.Fprintln(b.Out, b.Of("# 银行投诉：公司时限与法定时限", "# Complaints at a bank: its own limits, and the law's"))
	if err := b.compliance(pb); err != nil {
		return err
	}
	b.change()
	c := b.received()
	c = b.appraised(c)
	c = b.extended(c)
	c = b.decided(c)
	b.reviewed(c)
	return b.Err()
}

// people are those of the story.
type people struct {
	teller, handler, manager, reviewer, executive complaint.Actor
}

func newPeople(lang string) people {
	p := func(id, zh, en, role, unit string) complaint.Actor {
		return complaint.Actor{ID: id, Name: playbook.Text{ZH: zh, EN: en}.In(lang), Role: role, Unit: unit}
	}
	return people{
		teller: p("b1", "白洁", "Bai Jie", "agent", "service-centre"), handler: p("b2", "高远", "Gao Yuan", "handler", "quality"),
		manager:  p("b3", "丁兰", "Ding Lan", "manager", "service-centre"),
		reviewer: p("b4", "简明", "Jian Ming", "manager", "head-office"), executive: p("b5", "康正", "Kang Zheng", "head", "head-office"),
	}
}
