package main

import (
	"fmt"

	"github.com/redress-go/redress/examples/internal/stage"
	"github.com/redress-go/redress/sla"
)

// tally counts what clocks came to.
type tally struct{ met, missed, running int }

func (t *tally) add(v sla.Verdict) {
	switch v {
	case sla.Met:
		t.met++
	case sla.Breached:
		t.missed++
	case sla.Running, sla.Paused:
		t.running++
	}
}

// rate is the share that was in time of what is known.
func (t *tally) rate() string {
	if t.met+t.missed == 0 {
		return "·"
	}
	return fmt.Sprintf("%.0f%%", 100*float64(t.met)/float64(t.met+t.missed))
}

// rates prints how many limits were kept: by limit, and for the result by unit.
func (m *month) rates() {
	byTarget, byUnit := map[string]*tally{}, map[string]*tally{}
	count := func(in map[string]*tally, key string, v sla.Verdict) {
		if in[key] == nil {
			in[key] = &tally{}
		}
		in[key].add(v)
	}
	for _, c := range m.Every() {
		for _, t := range c.Clocks {
			v := t.Status(m.Now()).State
			count(byTarget, t.Target, v)
			if t.Target == "resolve" {
				count(byUnit, c.Unit, v)
			}
		}
	}
	m.Scene("按时率", "On time")
	var names []string
	for _, t := range m.pb.Targets {
		if t.Name != "auto-close" { // nobody is in time for it, or late
			names = append(names, t.Name)
		}
	}
	m.table(m.Of("时限", "limit"), names, byTarget, m.Target)
	fmt.Fprintln(m.Out)
	var units []string
	for _, u := range m.pb.Units {
		units = append(units, u.Code)
	}
	m.table(m.Of("办结，按责任单位", "result, by unit"), units, byUnit, m.Unit)
}

func (m *month) table(head string, keys []string, of map[string]*tally, label func(string) string) {
	t := stage.NewTable(head, m.Of("按时", "met"), m.Of("超时", "missed"), m.Of("计时中", "running"), m.Of("按时率", "on time")).Numbers(1, 2, 3, 4)
	for _, k := range keys {
		if x := of[k]; x != nil {
			t.Add(label(k), x.met, x.missed, x.running, x.rate())
		}
	}
	t.Print(m.Out)
}
