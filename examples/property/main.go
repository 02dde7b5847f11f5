// Command property plays a week of a managed estate: a lamp that is mended on the spot, a letter about a leak, a hard case
// that came through the housing authority, and a lift that traps half a building; a resident's suggestion, by a second rule
// book on the same desk; then the operations department asks everybody how it went.
//
//	go run ./examples/property
//	go run ./examples/property -lang en
//
// With -db the week is kept in a file, and a second run reads it from there.
package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/examples/internal/stage"
)

func main() { stage.Main("property", run) }

// run is the program.
func run(ctx context.Context, args []string, io stage.Streams) (err error) {
	o, err := stage.Parse("property", args, io.Err, nil)
	if err != nil {
		return err
	}
	s, err := stage.Open(ctx, o, io.Out, "2026-09-21 08:30", estateRules(), preset.Residential())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	w := &week{Stage: s, estate: newEstate(o.Lang)}
	s.Words = limitWords()
	s.People = []complaint.Actor{w.reception, w.caretaker, w.engineer, w.liaison, w.lead, w.head, w.operations, w.officer, w.director}
	if err := s.As(w.head); err != nil {
		return err
	}
	if s.Again {
		s.Say("这一周已在库中，以下是账上所见。", "The week is on file already. This is what the file says.")
		return w.close()
	}
	w.intro()
	w.inPerson()
	w.letter()
	w.hard()
	w.asked()
	w.trapped()
	w.friday()
	w.suggestion()
	w.sunday()
	return w.close()
}

// estateRules are the rules of a property services company with one thing of this estate's own: three homes that complain
// of one place within a day are a batch.
func estateRules() *playbook.Playbook {
	pb := preset.PropertyService()
	pb.Batch = playbook.BatchPolicy{Window: classify.Window(24 * time.Hour), Threshold: 3, By: []string{"place"}}
	return pb
}

// close prints what is left of the week.
func (w *week) close() error {
	w.List()
	w.VerifyAll()
	return w.Err()
}

func (w *week) intro() {
	fmt.Fprintln(w.Out, w.Of("# 翠湖花园的一周", "# A week at Cuihu Garden"))
	w.Say("\n规则：物业服务投诉（R10）。现场解决不了的两小时内报上级，来信来电一小时内到前台，", "\nThe rules of R10: what cannot be settled on the spot is the superior's within two hours, letters and calls are")
	w.Say("结果当日登记，处理后三日内由不经手的运营部门回访。", "at reception within one, results on record the same day; operations, which handles nothing, asks within three days.")
}

// limitWords are what the estate calls the time limits of its own rule book.
func limitWords() map[string]playbook.Text {
	word := func(zh, en string) playbook.Text { return playbook.Text{ZH: zh, EN: en} }
	return map[string]playbook.Text{
		"inform-superior": word("报上级", "tell the superior"), "to-reception": word("到前台", "bring to reception"),
		"decision": word("上级批示", "the superior decides"), "record-result": word("登记结果", "record the result"),
	}
}

// estate are the people of the story.
type estate struct {
	reception, caretaker, engineer, liaison, lead, head, operations, officer, director complaint.Actor
}

func newEstate(lang string) estate {
	p := func(id, zh, en, role, unit string) complaint.Actor {
		return complaint.Actor{ID: id, Name: playbook.Text{ZH: zh, EN: en}.In(lang), Role: role, Unit: unit}
	}
	return estate{
		reception: p("p1", "何静", "He Jing", "agent", "reception"), caretaker: p("p2", "罗刚", "Luo Gang", "handler", "management"),
		engineer: p("p3", "宋明", "Song Ming", "handler", "engineering"), liaison: p("p4", "钱枫", "Qian Feng", "handler", "liaison"),
		lead: p("p5", "邓洁", "Deng Jie", "supervisor", "management"), head: p("p6", "严峻", "Yan Jun", "manager", "reception"),
		operations: p("p7", "施文", "Shi Wen", "operations", "operations-management"),
		officer:    p("p8", "沙鸥", "Sha Ou", "agent", "area-2"), director: p("p9", "卓越", "Zhuo Yue", "head", "management-office"),
	}
}
