package complaint_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// signed is a house whose desk ticks several signs of one case (R16); one of them makes it major.
func signed(pb *playbook.Playbook) {
	pb.Fields = append(pb.Fields, playbook.Field{
		Name: "signs", Label: text("迹象", "signs"), Type: playbook.CodesField,
		Values: []playbook.Code{{Code: "fire", Label: text("火灾", "fire")}, {Code: "noise", Label: text("噪声", "noise")}},
	})
	pb.Rules = &classify.RuleSet{
		ID: "house", Version: "1", Fields: []classify.Field{{Name: "signs", Type: classify.TypeTags, Codes: classify.Codes("fire", "noise")}},
		Tables: []classify.Table{{
			ID: "severity", Sets: classify.DimSeverity, Hit: classify.HitPriority, Default: "minor",
			Rows: []classify.Row{{ID: "fire", Then: "major", When: classify.Tagged("signs", "fire")}},
		}},
	}
	pb.Templates = []playbook.Template{{Notice: "acknowledged", Body: text("{field.signs}", "{field.signs}")}}
}

func TestAFieldOfSeveralCodes(t *testing.T) {
	b := setup(t, with(signed))
	for value, want := range map[string]classify.Severity{"": classify.Minor, "noise": classify.Minor, "noise,fire": classify.Major, "fire": classify.Major} {
		in := guest()
		in.Severity, in.Place, in.Fields = 0, "x"+value, map[string]string{"signs": value}
		require.Equal(t, want, b.register(in).Severity, value)
	}
	in := guest()
	for _, bad := range []string{"smoke", "fire,fire", "fire noise"} {
		in.Fields = map[string]string{"signs": bad}
		_, err := b.desk.Register(b.ctx, clerk, in)
		require.ErrorIs(t, err, complaint.ErrInvalid, bad)
	}
	in.Fields = map[string]string{"signs": "fire,noise"}
	c := b.do(clerk, b.register(in), complaint.Acknowledge{})
	var bodies []string
	_, err := b.desk.Deliver(b.ctx, func(ctx context.Context, n complaint.Notice) error {
		if n.Kind != "acknowledged" {
			return nil
		}
		for _, lang := range []string{"zh", "en"} {
			letter, err := b.desk.Render(ctx, n, lang)
			require.NoError(t, err)
			bodies = append(bodies, letter.Body)
		}
		return nil
	})
	require.NoError(t, err)
	require.Equal(t, []string{"火灾、噪声", "fire, noise"}, bodies)
	b.verify(c.ID)
}

// meeting is a house where a meeting sets the day by which something is corrected (R15, R18).
func meeting(pb *playbook.Playbook) {
	done := func(code string) []sla.Condition {
		return []sla.Condition{{Event: "task-done", With: map[string][]string{"code": {code}}}}
	}
	pb.Tasks = append(pb.Tasks, playbook.TaskRule{Code: "meeting", Label: text("例会", "meeting"), Records: []playbook.Field{
		{Name: "correct_by", Label: text("期限", "by"), Type: playbook.DateField}, {Name: "code", Label: text("编号", "code"), Type: playbook.DateField},
	}}, playbook.TaskRule{Code: "correction", Label: text("整改", "correction")})
	pb.Targets = append(pb.Targets, sla.Target{Name: "correction", DueFrom: "correct_by", Start: done("meeting"), Stop: done("correction")})
}

func TestATaskSetsTheDueOfALimit(t *testing.T) {
	b := setup(t, with(meeting))
	c := b.do(lead, b.in(complaint.Investigating), complaint.AddTask{Code: "meeting"}, complaint.AddTask{Code: "correction"})
	require.Zero(t, c.Due("correction"))
	// a record named like an attribute of the event does not take its place
	c = b.do(lead, c, complaint.CompleteTask{Task: 1, Values: map[string]string{"correct_by": "2026-03-06", "code": "2026-01-01"}})
	require.Equal(t, "03-07 00:00", at(c.Due("correction")))
	b.clock.Set(time.Date(2026, 3, 6, 16, 0, 1, 0, time.UTC))
	b.sweep()
	require.Equal(t, sla.Breached, b.reload(c).Timers("correction")[0].Verdict)
	b.verify(c.ID)

	b = setup(t, with(meeting))
	c = b.do(lead, b.in(complaint.Investigating), complaint.AddTask{Code: "meeting"})
	c = b.do(lead, c, complaint.CompleteTask{Task: 1})
	require.Zero(t, c.Due("correction"), "no day was set")
	b.verify(c.ID)
}

func TestAKindMayHaveNumbersOfItsOwn(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) { pb.Numbers.Kinds = map[string]string{"query": "Q{yy}-{seq:2}"} }))
	first := b.register(guest())
	in := guest()
	in.Kind, in.Place = "query", "1310"
	query := b.register(in)
	in.Kind, in.Place = "complaint", "1311"
	second := b.register(in)
	require.Equal(t, []string{"GH2603-001", "Q26-01", "GH2603-002"}, []string{first.Number, query.Number, second.Number})
	require.Equal(t, "Q26-01", b.do(clerk, query, complaint.Convert{Kind: "complaint"}).Number, "a number never changes")
	in.Kind = "query"
	b.do(clerk, second, complaint.Split{Intake: in})
	page, err := b.desk.Cases(b.ctx, boss, complaint.Query{Filter: complaint.Filter{Number: "Q26-02"}})
	require.NoError(t, err)
	require.Len(t, page.Cases, 1, "what is split off is numbered by its own kind")
	gaps, err := b.desk.NumberGaps(b.ctx, boss)
	require.NoError(t, err)
	require.Empty(t, gaps)
	b.verify(query.ID)
}

func TestAReliefMayWaitForAFact(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) {
		pb.Reliefs = append(pb.Reliefs, playbook.Relief{Code: "return", Label: text("退货", "return"), If: map[string][]string{"tag.agreed": {"yes"}}})
	}))
	c := b.in(complaint.Investigating)
	propose := complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}, {Relief: "return"}}}
	pay := complaint.Compensate{Relief: "return", Amount: complaint.Yuan(1)}
	for _, cmd := range []complaint.Command{propose, pay} {
		require.Equal(t, "relief return", b.refuse(lead, c, cmd, complaint.ErrNotAllowed).Rule)
	}
	c = b.do(lead, c, complaint.Tag{Add: []string{"agreed"}}, pay, propose)
	require.Equal(t, complaint.ProposalReady, c.Proposal(1).Status)
	b.verify(c.ID)
}

func TestAFindingSettlesWhetherAComplaintIsValid(t *testing.T) {
	found := func(upheld, validity string) playbook.Reaction {
		return playbook.Reaction{
			Name: "found-" + upheld, On: []sla.Condition{{Event: "find", With: map[string][]string{"upheld": {upheld}}}},
			Do: map[string]string{"validity": validity},
		}
	}
	b := setup(t, reacting(found("yes", classify.Valid), found("no", classify.Invalid)))
	c := b.in(complaint.Investigating)
	require.Empty(t, c.Validity)
	c = b.do(lead, c, complaint.RecordFinding{Cause: "none"})
	require.Equal(t, classify.Invalid, c.Validity)
	c = b.do(lead, c, complaint.RecordFinding{Cause: "boiler", Upheld: true})
	require.Equal(t, classify.Valid, c.Validity)
	before := len(b.last(c).Effects)
	c = b.do(lead, c, complaint.RecordFinding{Cause: "boiler", Upheld: true})
	require.Less(t, len(b.last(c).Effects), before, "what stands already is not recorded again")
	b.verify(c.ID)
}
