package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
	"github.com/redress-go/redress/examples/internal/stage"
)

// writer shows what becomes of the rules while they are written.
type writer struct {
	lang string
	out  io.Writer
}

func (w *writer) say(zh, en string, values ...any) {
	fmt.Fprintf(w.out, playbook.Text{ZH: zh, EN: en}.In(w.lang)+"\n", values...)
}

// draft shows the faults of a draft, each with the place where it is.
func (w *writer) draft(data []byte) error {
	w.say("\n## 草稿：broken.json\n", "\n## The draft: broken.json\n")
	_, err := read(data)
	list, ok := faults(err)
	if !ok {
		return errors.Join(errors.New("the broken draft was let through"), err)
	}
	w.print(list)
	w.say("\n共 %d 处错误，全部一次列出，不会带病上线。", "\nFaults: %d, all of them at once; none of it goes live.", len(list))
	return nil
}

// refuse shows why the company's rules cannot be used.
func (w *writer) refuse(err error) error {
	if list, ok := faults(err); ok {
		w.say("\n## 规则有误\n", "\n## The rules are faulty\n")
		w.print(list)
		return fmt.Errorf("%d faults", len(list))
	}
	return err
}

func (w *writer) print(list []playbook.Fault) {
	t := stage.NewTable(playbook.Text{ZH: "位置", EN: "where"}.In(w.lang), playbook.Text{ZH: "问题", EN: "what"}.In(w.lang))
	for _, f := range list {
		t.Add(f.Path, short(f.Rule, 100))
	}
	t.Print(w.out)
}

// accept shows the rules that are good: what is hardly meant and whether the company meant it, what differs from the preset,
// and every limit.
func (w *writer) accept(pb *playbook.Playbook) error {
	w.say("\n## 定稿：%s，版本 %s", "\n## The rules: %s, version %s", pb.Title.In(w.lang), pb.Version)
	unasked := *pb
	unasked.Acknowledged = nil
	w.say("\n校验通过。提醒 %d 处，其中公司已认可 %d 处：\n", "\nValid. Warnings: %d, of which the company meant: %d\n", len(unasked.Warnings()), len(pb.Acknowledged))
	w.print(unasked.Warnings())
	fmt.Fprintln(w.out)
	for _, a := range pb.Acknowledged {
		w.say("  认可 %s：%s", "  %s is meant: %s", a.Path, a.Reason)
	}
	report, err := playbook.Report(preset.Service(), pb, w.lang)
	if err != nil {
		return err
	}
	w.say("\n## 与预置规则的差异，供合规签字\n", "\n## What differs from the preset, for compliance to sign\n")
	w.page(report)
	w.say("\n## 全部时限\n", "\n## Every limit\n")
	w.page(pb.TargetTable(w.lang))
	return nil
}

// page prints a document apart from what is said about it.
func (w *writer) page(text string) {
	for line := range strings.Lines(text) {
		fmt.Fprint(w.out, strings.TrimRight("    "+line, " \n")+"\n")
	}
}
