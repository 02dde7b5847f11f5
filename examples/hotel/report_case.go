package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/examples/internal/stage"
)

// oneCase prints the whole ledger of the most eventful case.
func (r *report) oneCase(ctx context.Context) error {
	c := r.busiest()
	if c == nil {
		return nil
	}
	v, err := r.desk.Verify(ctx, c.ID)
	if err != nil {
		return err
	}
	r.head("一案全录："+c.Number, "One case in full: "+c.Number)
	r.say("%s，%s，%s；案号 %s", "%s, %s, %s; id %s", c.Severity.Label().In(r.lang), c.Place, r.unitName(c.Unit), c.ID)
	fmt.Fprintln(r.w)
	d := describer{t: r.tongue, zone: r.cast.zone, name: r.cast.name, unit: r.unitName}
	t := stage.NewTable("#", r.of("记录时间", "recorded"), r.of("发生", "effective"), r.of("谁", "who"), r.of("做了什么", "command"),
		r.of("哈希", "hash"), r.of("改变了什么", "changes")).Numbers(0)
	for _, e := range r.ledger[c.ID] {
		effective := ""
		if !e.Effective.Equal(e.Recorded) {
			effective = r.when(e.Effective)
		}
		t.Add(e.Seq, e.Recorded.In(r.cast.zone).Format("01-02 15:04:05"), effective, r.who(e.Actor), r.command(e.Command.Name()),
			e.Hash.String()[:12], clipTo(strings.Join(d.entry(e), "  "), 84))
	}
	t.Print(r.w)
	verdict := r.of("核验通过：链完整，折叠账本得到的状态与库中一致。", "Verified: the chain is whole and folding it gives the stored case.")
	if !v.OK() {
		verdict = fmt.Sprint(v.Faults)
	}
	r.say("\n%d 条，末条哈希 %s\n%s", "\n%d entries, head %s\n%s", v.Entries, v.Head, verdict)
	return nil
}

func (r *report) who(a complaint.Actor) string {
	if a.Role == "system" {
		return r.of("（时间）", "(time)")
	}
	for _, role := range r.pb.Roles {
		if role.Code == a.Role {
			return a.Name + " " + r.in(role.Label)
		}
	}
	return a.Name
}

// busiest is the case whose ledger holds the most kinds of commands, the first of them by number.
func (r *report) busiest() *complaint.Case {
	var best *complaint.Case
	most := 0
	for _, c := range r.cases {
		kinds := map[string]bool{}
		for _, e := range r.ledger[c.ID] {
			kinds[e.Command.Name()] = true
		}
		if len(kinds) > most {
			best, most = c, len(kinds)
		}
	}
	return best
}
