package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
)

// summary prints the month in a few lines.
func (r *report) summary() {
	r.head("月度小结", "The month in short")
	bySeverity, byChannel, byUnit, byContent := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	var open, paid, direct, reminders, repeated, batch, people int
	for _, c := range r.cases {
		bySeverity[c.Severity.String()]++
		byChannel[r.channel(c.Channel)]++
		byUnit[r.unitName(c.Unit)]++
		byContent[r.content(c)]++
		open += one(!c.State.Ended())
		direct += one(len(c.Assignments) == 0 && (c.State == complaint.Closed || c.State == complaint.Archived) && c.Outcome != "not-ours")
		repeated += one(repeats(c))
		batch += one(c.HasTag("batch-lift"))
		reminders += c.Expedites
		paid += int(c.Paid.Amount)
		people += c.Complainants
	}
	for _, s := range []classify.Severity{classify.Minor, classify.Ordinary, classify.Major, classify.Urgent} {
		n := bySeverity[s.String()]
		fmt.Fprintf(r.w, "  %s  %s %d\n", pad(s.Label().In(r.lang), 8), strings.Repeat("█", n/3), n)
	}
	n := len(r.cases)
	r.say("\n立案 %d（涉及 %d 人），在办 %d，直接办结 %d（%s），重复投诉 %d，催办 %d，电梯批量 %d 案，赔付 ¥%d.%02d。",
		"\n%d cases (%d people), %d open, %d settled at the desk (%s), %d repeated, %d reminders, %d in the lift batch, ¥%d.%02d paid.",
		n, people, open, direct, percent(direct, n), repeated, reminders, batch, paid/100, paid%100)
	r.say("渠道：%s", "channels: %s", top(byChannel, 10))
	r.say("责任部门：%s", "units: %s", top(byUnit, 10))
	r.say("内容：%s", "content: %s", top(byContent, 14))
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// top lists counts, the highest first.
func top(counts map[string]int, most int) string {
	keys := slices.Sorted(maps.Keys(counts))
	slices.SortStableFunc(keys, func(a, b string) int { return counts[b] - counts[a] })
	var parts []string
	for _, k := range keys[:min(most, len(keys))] {
		parts = append(parts, fmt.Sprintf("%s %d", k, counts[k]))
	}
	return strings.Join(parts, " · ")
}

// outro says what holds and what was written.
func (r *report) outro(ledger string) {
	r.head("账本", "The ledger")
	t := r.month.tally
	r.say("%d 案、%d 条，逐案核验：%s。", "%d cases, %d entries, verified one by one: %s.", len(r.cases), r.entries, r.soundness())
	r.say("本次运行：%d 条命令，%d 个到点步骤，送出 %d 条通知。", "This run: %d commands, %d steps of time, %d notices sent.", t.commands, t.steps, t.notices)
	r.say("数据库 %s，账本 %s。再次运行即从 %s 继续。", "Database %s, ledger %s. The next run goes on from %s.", r.db, ledger, r.when(r.now))
	for _, p := range t.problems {
		r.say("未按规则进行：%s", "not as planned: %s", p)
	}
}

func (r *report) soundness() string {
	if len(r.faults) > 0 {
		return strings.Join(r.faults, "; ")
	}
	return r.of("链完整，状态与账本一致", "every chain is whole and gives the stored state")
}
