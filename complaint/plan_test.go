package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

func TestWhatAnInvestigationRecords(t *testing.T) {
	runRecorded(t, []recorded{
		{"a plan is words and people", complaint.Investigating, worker, complaint.Plan{Goal: "查明", People: []string{"u2"}, Until: day.Add(5 * hour)}, []string{
			"plan 1 team=[u2] needs=[]", "tell person:u2 planned plan:1",
		}},
		{"a finding names cause and unit", complaint.Investigating, worker, complaint.RecordFinding{Cause: "compressor", Unit: "rooms", Upheld: true}, []string{
			"finding 1 compressor upheld=true", "act true find u2",
		}},
		{"evidence is a hash", complaint.Resolved, lead, complaint.Attach{Hash: complaint.Hash{7}, Media: "image/png", Kind: "camera"}, []string{
			"collected [camera]", "evidence 1",
		}},
		{"or what somebody said", complaint.Investigating, worker, complaint.Attach{Kind: "interview", Person: "王", Text: "没有维修"}, []string{
			"collected [interview]", "evidence 1",
		}},
	})
}

func TestInvestigationRefuses(t *testing.T) {
	many := make([]string, 17)
	runRefused(t, []refused{
		{"a plan until yesterday", complaint.Investigating, worker, complaint.Plan{Until: day.Add(-hour)}, complaint.ErrInvalid, "until", "in the future"},
		{"a plan for a crowd", complaint.Investigating, worker, complaint.Plan{People: many}, complaint.ErrInvalid, "people", "at most 16"},
		{"a plan that needs everything", complaint.Investigating, worker, complaint.Plan{Needs: many}, complaint.ErrInvalid, "needs", "at most 16"},
		{"a finding without a cause", complaint.Investigating, worker, complaint.RecordFinding{Upheld: true}, complaint.ErrInvalid, "cause", "required"},
		{"a finding against an unknown unit", complaint.Investigating, worker, complaint.RecordFinding{Cause: "x", Unit: "garage"}, complaint.ErrInvalid, "unit", "unknown code"},
		{"a finding against everybody", complaint.Investigating, worker, complaint.RecordFinding{Cause: "x", People: many}, complaint.ErrInvalid, "people", "at most 16"},
		{"evidence without a hash or words", complaint.Investigating, worker, complaint.Attach{Title: "照片"}, complaint.ErrInvalid, "hash", "required"},
		{"evidence of negative size", complaint.Investigating, worker, complaint.Attach{Hash: complaint.Hash{7}, Size: -1}, complaint.ErrInvalid, "size", "not negative"},
		{"evidence of a task there is not", complaint.Investigating, worker, complaint.Attach{Hash: complaint.Hash{7}, Task: 3}, complaint.ErrInvalid, "task", "no such task"},
	})
}

func TestAnInvestigationPlanWithATeam(t *testing.T) {
	b := setup(t, laboratory, func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Targets = append(pb.Targets, sla.Target{
			Name: "plan", Owner: sla.OwnerUnit, DueFrom: "until", Start: on("plan"), Stop: on("find"), OnChange: sla.ChangeFromStart,
			Steps: []sla.Step{{ID: "overdue", At: sla.AtDue(), Do: map[string]string{"notify": "head"}}},
		})
	})
	in := guest()
	in.About = []string{"u7"}
	c := b.take(b.register(in), complaint.Investigating)
	plan := complaint.Plan{Goal: "查明", Method: "看录像", People: []string{"u2", "x1"}, Needs: []string{"record", "interview"}, Until: day.Add(3 * hour)}
	bad := plan
	bad.Needs = []string{"record", "rumour"}
	require.Equal(t, []complaint.FieldError{{Field: "needs[1]", Rule: "unknown code"}}, b.refuse(worker, c, bad, complaint.ErrInvalid).Fields)
	bad = plan
	bad.People = []string{"u2", "u7"}
	require.Equal(t, "conflict-of-interest", b.refuse(worker, c, bad, complaint.ErrForbidden).Rule, "nobody investigates themselves")

	c = b.do(worker, c, plan)
	require.Equal(t, plan.People, c.Team)
	require.Equal(t, plan.Needs, c.Needs)
	require.Equal(t, plan.Until, c.PlanUntil)
	require.Equal(t, plan.Until, c.Due("plan"), "its limit is watched")
	require.Equal(t, []string{"planned person:u2", "planned person:x1"}, told(b.last(c)))
	expert := complaint.Actor{ID: "x1", Role: "worker", Unit: "kitchen"}
	_, err := b.desk.Case(b.ctx, expert, c.ID)
	require.NoError(t, err, "who is in the team reaches the case")
	b.clock.Add(4 * hour)
	b.sweep()
	require.Contains(t, b.notices(c.ID), "overdue role:lead")

	c = b.do(worker, c, complaint.Plan{Goal: "再查", Needs: []string{"record"}})
	require.Equal(t, 2, c.Plans)
	require.Empty(t, c.Team, "a new plan takes the place of the old one")
	_, err = b.desk.Case(b.ctx, expert, c.ID)
	require.ErrorIs(t, err, complaint.ErrForbidden)
	b.verify(c.ID)
}

func TestEvidenceItemsWithSourceAndHash(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	for _, source := range []string{"camera", "record", "camera", ""} {
		c = b.do(worker, c, complaint.Attach{Kind: source, Hash: complaint.Hash{7}})
	}
	require.Equal(t, []string{"camera", "record"}, c.Collected)
	require.Equal(t, 4, c.Evidence)
	for i := range 30 {
		c = b.do(worker, c, complaint.Attach{Kind: "kind-" + string(rune('a'+i%26)) + string(rune('a'+i/26)), Hash: complaint.Hash{7}})
	}
	refusal := b.refuse(worker, c, complaint.Attach{Kind: "one-more", Hash: complaint.Hash{7}}, complaint.ErrNotAllowed)
	require.Equal(t, "at most 32 kinds of evidence", refusal.Rule)
	b.verify(c.ID)
}

func TestAnInterviewIsEvidenceWhosePersonIsSealed(t *testing.T) {
	b := setup(t)
	said := complaint.Attach{Kind: "interview", Person: "王先生", Text: "没有人来修"}
	c := b.do(worker, b.in(complaint.Investigating), said)
	require.Equal(t, complaint.Attach{Kind: "interview"}, b.last(c).Command)
	for e, err := range b.desk.LedgerWithDetails(b.ctx, manager, c.ID) {
		require.NoError(t, err)
		if e.Seq == c.Version {
			require.Equal(t, said, e.Command)
		}
	}
	b.verify(c.ID)
}

func TestAFindingNamesWhoIsHeldResponsible(t *testing.T) {
	b := setup(t)
	c := b.do(worker, b.in(complaint.Investigating), complaint.RecordFinding{Cause: "neglect", Unit: "rooms", Upheld: true, People: []string{"u6"}})
	require.Equal(t, []complaint.Finding{{ID: 1, Cause: "neglect", Unit: "rooms", Upheld: true, People: []string{"u6"}}}, c.Findings)
	b.verify(c.ID)
}

func TestAnActMayBeEnteredLate(t *testing.T) {
	for _, tc := range []struct {
		name string
		at   time.Time
		rule string
	}{
		{"within the limit", day.Add(hour), ""},
		{"at the receipt itself", day, ""},
		{"before the complaint was received", day.Add(-time.Microsecond), "not before the complaint was received"},
		{"in the future", day.Add(5*hour + time.Microsecond), "must not lie in the future"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			c := b.in(complaint.Investigating)
			b.clock.Add(5 * hour)
			req := complaint.Request{Actor: worker, Case: c.ID, Command: complaint.Respond{Text: "已上门"}, At: tc.at}
			if tc.rule != "" {
				require.Equal(t, []complaint.FieldError{{Field: "at", Rule: tc.rule}}, b.refuseRequest(req, complaint.ErrInvalid).Fields)
				return
			}
			res, err := b.desk.Submit(b.ctx, req)
			require.NoError(t, err)
			e := b.last(res.Case)
			require.Equal(t, tc.at, e.Effective)
			require.Equal(t, day.Add(5*hour), e.Recorded, "what was recorded when stays visible")
			b.verify(c.ID)
		})
	}
}

func TestAnActIsNotEnteredTooLate(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	b.clock.Add(7 * 24 * hour)
	refusal := b.refuseRequest(complaint.Request{Actor: worker, Case: c.ID, Command: complaint.Respond{}, At: day.Add(hour)}, complaint.ErrInvalid)
	require.Equal(t, []complaint.FieldError{{Field: "at", Rule: "must lie within the back-dating limit"}}, refusal.Fields)
}
