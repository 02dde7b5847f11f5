package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/redress-go/redress/examples/internal/stage"
)

// errFaults is the end of a month that did not go as it must.
var errFaults = errors.New("faults were found")

// print prints the table of the nodes and the verdict.
func (m *month) print(b *books) error {
	m.Head("各节点", "The nodes")
	t := stage.NewTable(m.Of("节点", "node"), m.Of("进程", "process"), m.Of("操作", "commands"), m.Of("别处已办", "done elsewhere"),
		m.Of("到点", "steps"), m.Of("通知", "notices"), m.Of("竞争落败", "lost races"), m.Of("结束", "end")).Numbers(1, 2, 3, 4, 5, 6)
	for _, l := range m.seen.lives {
		end := m.Of("有序退出", "in order")
		if !l.clean {
			end = l.exit
		}
		t.Add(l.node+1, l.pid, l.commands, l.again, l.last.Steps, l.notices, l.last.Races, end)
	}
	t.Print(m.Out)
	late := b.lateness()
	m.Say("\n  到点至入账：中位 %s，99%% 以内 %s，最长 %s", "\n  from its time to the ledger: p50 %s, p99 %s, max %s",
		short(share(late, 50)), short(share(late, 99)), short(share(late, 100)))
	return m.verdict(judge(b, m.seen))
}

// verdict prints every finding, with the first of its faults.
func (m *month) verdict(all []finding) error {
	m.Head("核验", "The check")
	var err error
	for _, f := range all {
		mark := "✓"
		if len(f.faults) > 0 {
			mark, err = "✗", errFaults
		}
		fmt.Fprintf(m.Out, "  %s ", mark)
		m.Say(f.zh, f.en, f.values...)
		for i, fault := range f.faults {
			if i == 10 {
				m.Say("      另有 %d 处", "      and %d more", len(f.faults)-i)
				break
			}
			fmt.Fprintln(m.Out, "      "+fault)
		}
	}
	return err
}

// short is a time to a tenth of a millisecond.
func short(d time.Duration) time.Duration { return d.Round(100 * time.Microsecond) }
