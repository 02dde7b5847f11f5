package complaint

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// BenchmarkDecideEvolveEncode is one command without desk and store; bar: 10 µs.
func BenchmarkDecideEvolveEncode(b *testing.B) {
	pb := &playbook.Playbook{
		ID: "p", Version: "1", Calendar: "c", FallbackUnit: "d", Ladder: []string{"r"}, Numbers: playbook.Numbers{Pattern: "{seq:1}"},
		Calendars: []sla.CalendarSpec{{ID: "c", Version: "1", Zone: "Asia/Shanghai", Week: sla.Weekdays("09:00-18:00")}},
		Roles:     []playbook.Role{{Code: "r", Level: 1, Unlimited: true, AllUnits: true}},
		Grants:    []playbook.Grant{{Roles: []string{"r"}, Commands: playbook.Commands()}},
		Units:     []playbook.Unit{{Code: "d"}}, Channels: []playbook.Channel{{Code: "counter"}},
		Grades: []playbook.Grade{{Severity: classify.Ordinary}},
		Targets: []sla.Target{
			{Name: "respond", Terms: []sla.Choice{{Term: sla.Term{Span: sla.Minutes(30)}}}, Start: []sla.Condition{{Event: "register"}}, Stop: []sla.Condition{{Event: "respond"}}},
			{Name: "resolve", Terms: []sla.Choice{{Term: sla.Term{Span: sla.BusinessHours(8)}}}, Start: []sla.Condition{{Event: "register"}}, Pause: []sla.Condition{{Event: "hold"}}},
			{Name: "unit", Per: "assignment", Terms: []sla.Choice{{Term: sla.Term{Span: sla.BusinessHours(4)}}}, Start: []sla.Condition{{Event: "assigned"}}},
		},
	}
	r, err := compile(pb, Hash{}, nil, nil)
	require.NoError(b, err)
	now := time.Date(2026, 3, 4, 1, 0, 0, 0, time.UTC)
	actor := Actor{ID: "u1", Name: "李敏", Role: "r", Unit: "d"}
	step := func(c *Case, cmd Command, at time.Time) *Case {
		dec := &decision{draft: newDraft(r, c), cmd: cmd, actor: actor, now: at, at: at, desk: &deskFacts{org: "o", id: "01KJ", number: "1"}}
		if c == nil {
			dec.fresh = dec.draft
		}
		require.NoError(b, r.permit(cmd.Name(), actor, dec.c))
		if err := dec.run(cmd.Name()); err != nil {
			b.Fatal(err)
		}
		e := &Entry{Case: dec.c.ID, Seq: dec.c.Version + 1, Recorded: at, Effective: at, Actor: actor, Command: cmd, Effects: dec.fx}
		public, err := encodeEntry(e, cmd)
		if err != nil {
			b.Fatal(err)
		}
		rec := record(caseStream(e.Case), e.Seq, dec.c.Head, at, public, nil, Hash{})
		e.Hash = rec.Hash
		return evolve(c, e)
	}
	c := step(nil, Intake{Channel: "counter", Severity: classify.Ordinary}, now)
	c = step(c, Assess{}, now)
	b.ReportAllocs()
	for b.Loop() {
		step(c, Dispatch{Unit: "d"}, now.Add(time.Hour))
	}
}
