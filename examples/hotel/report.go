package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/examples/internal/stage"
)

// report prints what became of the month.
type report struct {
	*session
	tongue
	*history
	w io.Writer
}

// head prints a heading.
func (r *report) head(zh, en string) { fmt.Fprintf(r.w, "\n## %s\n\n", r.of(zh, en)) }

// say prints a line in the language of the report; both texts take the same values.
func (r *report) say(zh, en string, values ...any) { fmt.Fprintf(r.w, r.of(zh, en)+"\n", values...) }

func (r *report) print(ctx context.Context, ledger string) error {
	r.intro()
	r.caseList()
	if err := r.oneCase(ctx); err != nil {
		return err
	}
	r.deadlines()
	r.escalations()
	r.approvals()
	r.refusals()
	r.followUps()
	r.summary()
	r.outro(ledger)
	return nil
}

// when is a time in the hotel, to the minute.
func (r *report) when(t time.Time) string { return t.In(r.cast.zone).Format("01-02 15:04") }

// intro says what came in and over which time.
func (r *report) intro() {
	t := r.month.tally
	month := r.from.In(r.cast.zone)
	fmt.Fprintf(r.w, "# %s\n\n", r.of(month.Format("酒店投诉 2006 年 1 月"), month.Format("Hotel complaints, January 2006")))
	r.say("本次演示 %s 至 %s，随机种子 %d。", "Played from %s to %s, seed %d.", r.when(r.from), r.when(r.now), r.seed)
	r.say("来件 %d 行：%d 条可收，%d 行有误未收；在库 %d 案，另有 %d 条是在办案件的再次投诉，记为催办。",
		"%d lines: %d complaints, %d refused as faulty; %d cases on file, %d complaints came again while being handled and count as reminders.",
		len(r.month.rows)+len(r.bad), len(r.month.rows), len(r.bad), len(r.cases), t.expedited)
	for _, b := range r.bad {
		fmt.Fprintln(r.w, "  "+b.in(r.tongue))
	}
	if t.replayed > 0 {
		r.say("其中 %d 条此前已收，未重复登记。", "%d of them were known from before and not taken in twice.", t.replayed)
	}
}

// caseList prints every case on a line.
func (r *report) caseList() {
	r.head("案件一览", "Cases")
	t := stage.NewTable(r.of("编号", "number"), r.of("收到", "received"), r.of("渠道", "channel"), r.of("地点", "place"),
		r.of("级别", "severity"), r.of("内容", "content"), r.of("部门", "unit"), r.of("状态", "state"), r.of("结果", "outcome"),
		r.of("求偿", "wanted"), r.of("实付", "paid"), r.of("时限", "clocks"), r.of("备注", "remarks")).Numbers(9, 10)
	for _, c := range r.cases {
		t.Add(c.Number, r.when(c.Received), r.channel(c.Channel), clipTo(c.Place, 10), c.Severity.Label().In(r.lang),
			r.content(c), r.unitName(c.Unit), c.State.Label(r.lang), r.outcome(c), blank(c.Wanted), blank(c.Paid), r.clocks(c), r.remarks(c))
	}
	t.Print(r.w)
}

func blank(m complaint.Money) string {
	if m.IsZero() {
		return "·"
	}
	return money(m)
}

func (r *report) channel(code string) string {
	for _, c := range r.pb.Channels {
		if c.Code == code {
			return r.in(c.Label)
		}
	}
	return code
}

func (r *report) unitName(code string) string {
	for _, u := range r.pb.Units {
		if u.Code == code {
			return r.in(u.Label)
		}
	}
	return code
}

// content is the leaf of the axis of content.
func (r *report) content(c *complaint.Case) string {
	code := c.Categories["content"]
	for _, n := range r.pb.Rules.Axes[0].Nodes {
		if n.Code == code {
			return n.Label.In(r.lang)
		}
		for _, leaf := range n.Children {
			if leaf.Code == code {
				return leaf.Label.In(r.lang)
			}
		}
	}
	return code
}

func (r *report) outcome(c *complaint.Case) string {
	for _, o := range r.pb.Outcomes {
		if o.Code == c.Outcome {
			return r.in(o.Label)
		}
	}
	for _, x := range r.pb.Reasons {
		if x.Command == "refuse" && x.Code == c.Outcome {
			return r.in(x.Label)
		}
	}
	if c.Outcome == "" {
		return "·"
	}
	return r.command(orWord(map[string]string{"withdrawn": "withdraw"}[c.Outcome], c.Outcome))
}

// clocks is how many of a case's time limits were met and missed.
func (r *report) clocks(c *complaint.Case) string {
	met, missed := 0, 0
	for _, t := range c.Clocks {
		switch verdict(t, r.now) {
		case "met":
			met++
		case "breached":
			missed++
		}
	}
	if missed == 0 {
		return fmt.Sprintf("%d✓", met)
	}
	return fmt.Sprintf("%d✓ %d✗", met, missed)
}

// remarks are what stands out.
func (r *report) remarks(c *complaint.Case) string {
	var out string
	mark := func(on bool, zh, en string) {
		if on {
			out += r.of(zh, en) + " "
		}
	}
	mark(c.HasTag("batch-lift"), "批量", "batch")
	mark(c.Expedites > 0, fmt.Sprintf("催办%d", c.Expedites), fmt.Sprintf("reminders:%d", c.Expedites))
	mark(repeats(c), "重复", "repeat")
	mark(c.Cycle > 0, fmt.Sprintf("重办%d", c.Cycle), fmt.Sprintf("reopened:%d", c.Cycle))
	mark(c.Returns > 0, "退单", "returned")
	mark(c.Level > 0, fmt.Sprintf("升级%d", c.Level), fmt.Sprintf("level:%d", c.Level))
	mark(c.HasTag("case-study"), "案例", "study")
	return clipTo(out, 40)
}

func repeats(c *complaint.Case) bool {
	for _, l := range c.Links {
		if l.Kind == "repeat-of" {
			return true
		}
	}
	return false
}
