package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/examples/internal/stage"
	"github.com/redress-go/redress/sla"
)

// verdict is what a clock came to, seen at a time.
func verdict(t sla.Timer, now time.Time) string { return string(t.Status(now).State) }

// deadlines prints, per target, how many were met and missed and by how much.
func (r *report) deadlines() {
	r.head("时限", "Deadlines")
	t := stage.NewTable(r.of("目标", "target"), r.of("满足", "met"), r.of("超时", "breached"), r.of("计时中", "running"), r.of("达标率", "on time"),
		r.of("余量中位数", "median margin"), r.of("最迟", "latest")).Numbers(1, 2, 3, 4, 5, 6)
	for _, target := range r.targets() {
		count := map[string]int{}
		var margins []time.Duration
		for _, c := range r.cases {
			for _, clock := range c.Timers(target) {
				s := clock.Status(r.now)
				count[string(s.State)]++
				if s.State == sla.Met || s.State == sla.Breached {
					margins = append(margins, s.Left)
				}
			}
		}
		n := count["met"] + count["breached"]
		if n+count["running"]+count["paused"] == 0 {
			continue
		}
		t.Add(r.target(target), count["met"], count["breached"], count["running"]+count["paused"], percent(count["met"], n), median(margins), latest(margins))
	}
	t.Print(r.w)
}

// targets are those of the playbook that bind somebody, and the engine's promises.
func (r *report) targets() []string {
	var out []string
	for _, t := range r.pb.Targets {
		if t.Name != "auto-close" {
			out = append(out, t.Name)
		}
	}
	return append(out, "promise", "approval")
}

func percent(part, whole int) string {
	if whole == 0 {
		return "·"
	}
	return fmt.Sprintf("%.1f%%", 100*float64(part)/float64(whole))
}

func median(list []time.Duration) string {
	if len(list) == 0 {
		return "·"
	}
	slices.Sort(list)
	return span(list[len(list)/2])
}

// latest is the worst of the late ones.
func latest(list []time.Duration) string {
	if len(list) == 0 || slices.Min(list) >= 0 {
		return "·"
	}
	return span(slices.Min(list))
}

// span prints a duration in its two largest units.
func span(d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	switch {
	case d >= 48*time.Hour:
		return fmt.Sprintf("%s%dd%02dh", sign, d/(24*time.Hour), d%(24*time.Hour)/time.Hour)
	case d >= time.Hour:
		return fmt.Sprintf("%s%dh%02dm", sign, d/time.Hour, d%time.Hour/time.Minute)
	}
	return fmt.Sprintf("%s%dm%02ds", sign, d/time.Minute, d%time.Minute/time.Second)
}

// escalations prints the steps of time that told somebody, who got them, and which rungs of the ladder were reached.
func (r *report) escalations() {
	r.head("预警、超时与升级", "Warnings, breaches, escalations")
	got := map[string]map[string]int{}
	rungs := map[int]int{}
	nobody := 0
	r.each(func(_ *complaint.Case, e *complaint.Entry) {
		for _, fx := range e.Effects {
			switch fx := fx.(type) {
			case complaint.SteppedEffect:
				if fx.Nobody {
					nobody++
				}
				for _, to := range fx.Told {
					kind := stepKind(fx.Step)
					if got[to] == nil {
						got[to] = map[string]int{}
					}
					got[to][kind]++
				}
			case complaint.CountedEffect:
				if fx.What == "level" {
					rungs[fx.Value]++
				}
			}
		}
	})
	t := stage.NewTable(r.of("收件人", "recipient"), r.of("预警", "warnings"), r.of("超时", "breaches"), r.of("升级", "escalations")).Numbers(1, 2, 3)
	for _, to := range byCount(got) {
		t.Add(r.recipient(to), got[to]["warning"], got[to]["breach"], got[to]["rung"])
	}
	t.Print(r.w)
	for level := 1; level <= len(r.pb.Ladder); level++ {
		if rungs[level] > 0 {
			r.say("升至第 %d 级 %s：%d 案次", "to rung %d, %s: %d", level, r.roleName(r.pb.Ladder[level-1]), rungs[level])
		}
	}
	r.say("无人可通知的步骤：%d", "steps that found nobody: %d", nobody)
}

// stepKind sorts the steps of the playbook.
func stepKind(step string) string {
	switch {
	case strings.HasPrefix(step, "rung"):
		return "rung"
	case step == "breach":
		return "breach"
	}
	return "warning"
}

// byCount orders recipients, who got most first.
func byCount(got map[string]map[string]int) []string {
	sum := func(to string) int { return got[to]["warning"] + got[to]["breach"] + got[to]["rung"] }
	var keys []string
	for to := range got {
		keys = append(keys, to)
	}
	slices.SortFunc(keys, func(a, b string) int {
		if d := sum(b) - sum(a); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return keys
}

// recipient names an address with its position.
func (r *report) recipient(to string) string {
	kind, code, _ := strings.Cut(to, ":")
	switch kind {
	case "person":
		if p := r.cast.person(code); p != nil {
			return p.name + " " + r.roleName(p.role) + " " + r.unitName(p.unit)
		}
	case "role":
		return r.roleName(code)
	case "unit":
		return r.unitName(code)
	}
	return to
}

func (r *report) roleName(code string) string {
	for _, role := range r.pb.Roles {
		if role.Code == code {
			return r.in(role.Label)
		}
	}
	return code
}
