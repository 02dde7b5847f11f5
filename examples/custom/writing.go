package main

import (
	"errors"
	"fmt"
	"io"

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
	w.say("\n共 %d 处错误，全部一次列出，不会带病上线。", "\n%d faults, all of them at once; none of it goes live.", len(list))
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
	t := stage.NewTable(playbook.Text{ZH: "位置", EN: "where"}.In(w.lang), playbook.Text{ZH: "错在哪里", EN: "what is wrong"}.In(w.lang))
	for _, f := range list {
		t.Add(f.Path, short(f.Rule, 100))
	}
	t.Print(w.out)
}

// accept shows the rules that are good: what is hardly meant, what differs from the preset, and every limit.
func (w *writer) accept(pb *playbook.Playbook) error {
	w.say("\n## 定稿：%s，版本 %s", "\n## The rules: %s, version %s", pb.Title.In(w.lang), pb.Version)
	if list := pb.Warnings(); len(list) > 0 {
		w.say("\n可以运行，但多半不是本意：\n", "\nThey run, and are hardly meant:\n")
		w.print(list)
	} else {
		w.say("\n校验通过，没有提醒。", "\nValid, and nothing to warn of.")
	}
	report, err := playbook.Report(preset.Service(), pb, w.lang)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.out, "\n%s\n%s", report, pb.TargetTable(w.lang))
	return nil
}
