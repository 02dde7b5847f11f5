package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/redress-go/redress/classify"
)

// converse lets somebody be the agent: choose a scene, put the questions, type the answers. It ends with the input, or when
// the choice is empty.
func (d *desk) converse(in io.Reader) error {
	lines := bufio.NewScanner(in)
	for d.Err() == nil {
		d.Say("\n来电说的是什么？", "\nWhat is the call about?")
		for i, s := range d.scenes {
			fmt.Fprintf(d.Out, "  %d  %s\n", i+1, s.Script.Label.In(d.Lang))
		}
		fmt.Fprint(d.Out, d.Of("序号（回车结束）：", "number (empty to end): "))
		if !lines.Scan() || strings.TrimSpace(lines.Text()) == "" {
			fmt.Fprintln(d.Out)
			return lines.Err()
		}
		n, err := strconv.Atoi(strings.TrimSpace(lines.Text()))
		if err != nil || n < 1 || n > len(d.scenes) {
			d.Say("请输入 1 到 %d。", "1 to %d, please.", len(d.scenes))
			continue
		}
		err = d.answer(d.scenes[n-1].Script.ID, nil, func(string) (classify.Answer, error) { return d.typed(lines) })
		if err != nil {
			return err
		}
	}
	return d.Err()
}

// typed reads an answer until it is one.
func (d *desk) typed(lines *bufio.Scanner) (classify.Answer, error) {
	for {
		fmt.Fprint(d.Out, d.Of("    是 y / 否 n / 不清楚 ?：", "    y / n / ?: "))
		if !lines.Scan() {
			return "", errors.Join(errors.New("the input ends in the middle of a call"), lines.Err())
		}
		switch strings.ToLower(strings.TrimSpace(lines.Text())) {
		case "y", "yes", "是":
			return classify.Yes, nil
		case "n", "no", "否":
			return classify.No, nil
		case "?", "unknown", "不清楚":
			return classify.DontKnow, nil
		}
	}
}
