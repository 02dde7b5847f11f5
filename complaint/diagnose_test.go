package complaint_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/parts"
)

// telephones puts R05's scenes into the house. No grade may be closed at the desk but by a verdict.
func telephones(_ *complaint.Config, pb *playbook.Playbook) {
	pb.Scripts = parts.Scripts()
	for _, u := range parts.SceneUnits() {
		pb.Units = append(pb.Units, playbook.Unit{Code: u.Code, Label: text(u.Label.ZH, u.Label.EN), Head: "lead"})
	}
	for i := range pb.Grades {
		pb.Grades[i].Direct = false
	}
}

// onPhone pairs the questions of a scene with one answer each: y, n or ? for unknown.
func onPhone(t testing.TB, scene, answers string) []complaint.Asked {
	t.Helper()
	all := parts.Scenes()
	i := slices.IndexFunc(all, func(s parts.Scene) bool { return s.Script.ID == scene })
	var out []complaint.Asked
	for k, a := range answers {
		out = append(out, complaint.Asked{
			Question: all[i].Script.Questions[k].ID,
			Answer:   map[rune]classify.Answer{'y': classify.Yes, 'n': classify.No, '?': classify.DontKnow}[a],
		})
	}
	return out
}

// TestVerdictsDrive is R05 at the desk: what each verdict does to the case. Promises count working days from Wednesday.
func TestVerdictsDrive(t *testing.T) {
	friday, thursday := time.Date(2026, 3, 6, 10, 0, 0, 0, time.UTC), time.Date(2026, 3, 5, 10, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		name, scene, answers string
		verdict              string
		action               playbook.Action
		unit                 string
		promise              time.Time
		tags                 []string
		task                 string
	}{
		{"an interconnection fault is closed and collected", "interconnection", "ynn", "fault", playbook.CloseAtDesk, "desk", time.Time{}, []string{"collect-market-operations"}, ""},
		{"no subscription: ordinary dispatch", "subscribed-content", "yyyy", "dispatch", playbook.DispatchUnit, "desk", time.Time{}, nil, ""},
		{"not accepted goes to the provider within a working day", "subscribed-content", "nynn", "provider", playbook.DispatchUnit, "content-provider", thursday, nil, ""},
		{"a missing prefix goes to the support centre in two", "messages", "yynyn", "prefix", playbook.DispatchUnit, "support-centre", friday, nil, ""},
		{"the local station is closed and collected", "messages", "yynny", "coverage", playbook.CloseAtDesk, "desk", time.Time{}, []string{"collect-market-operations"}, ""},
		{"a weak signal is called back by the branch", "weak-signal", "y", "branch", playbook.DispatchUnit, "branch", time.Time{}, nil, "branch"},
		{"roaming not accepted goes by home network in two", "roaming", "n", "home-network", playbook.DispatchUnit, "home-network", friday, nil, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, telephones)
			answers := onPhone(t, tc.scene, tc.answers)
			c := b.do(clerk, b.register(guest()), complaint.Assess{Script: tc.scene, Answers: answers})
			require.Equal(t, tc.verdict, c.Diagnosis.Verdict)
			require.Equal(t, tc.action, c.Diagnosis.Action)
			require.Equal(t, answers, c.Diagnosis.Answers)
			require.Equal(t, clerk.ID, c.Diagnosis.By)
			require.Equal(t, tc.unit, c.Unit)
			require.True(t, tc.promise.Equal(c.Due("promise")), "%s", c.Due("promise"))
			require.Equal(t, tc.tags, c.Tags)
			if tc.task == "" {
				require.Empty(t, c.Tasks)
			} else {
				require.Equal(t, playbook.CallBackTask, c.Tasks[0].Code)
				require.Equal(t, tc.task, c.Tasks[0].Unit)
			}
			_, err := b.desk.Do(b.ctx, clerk, c.ID, complaint.CloseDirectly{Accepted: true})
			if tc.action == playbook.CloseAtDesk {
				require.NoError(t, err, "no severity is closed at the desk here: the verdict lets it")
			} else {
				require.Equal(t, "verdict", refusalOf(t, err).Rule)
				c = b.do(clerk, c, complaint.Dispatch{})
				require.Equal(t, tc.unit, c.Assignment().Unit)
			}
			b.verify(c.ID)
		})
	}
}

func refusalOf(t *testing.T, err error) *complaint.Error {
	t.Helper()
	var refusal *complaint.Error
	require.ErrorAs(t, err, &refusal)
	return refusal
}

// TestADiagnosisIsProvedFromTheLedger: the entry holds the answers, and the script of the pinned playbook gives the verdict.
func TestADiagnosisIsProvedFromTheLedger(t *testing.T) {
	b := setup(t, telephones)
	c := b.do(clerk, b.register(guest()), complaint.Assess{Script: "messages", Answers: onPhone(t, "messages", "yynyy")})
	entries := b.ledger(c.ID)
	cmd := entries[len(entries)-1].Command.(complaint.Assess)
	require.Equal(t, "messages", cmd.Script)
	pb := house()
	telephones(nil, pb)
	dialogue, ok := pb.Dialogue(cmd.Script)
	require.True(t, ok)
	answers := map[string]classify.Answer{}
	for _, a := range cmd.Answers {
		answers[a.Question] = a.Answer
	}
	turn, err := dialogue.Next(answers)
	require.NoError(t, err)
	require.Equal(t, c.Diagnosis.Verdict, turn.Verdict)
	require.Equal(t, c.Diagnosis.Row, turn.Row)
	_, ok = pb.Dialogue("nothing")
	require.False(t, ok)
}

func TestDiagnosesAreRefused(t *testing.T) {
	yes := complaint.Asked{Question: "enquiry", Answer: classify.Yes}
	for _, tc := range []struct {
		name  string
		cmd   complaint.Assess
		field string
	}{
		{"a script nobody knows", complaint.Assess{Script: "weather", Answers: []complaint.Asked{yes}}, "script"},
		{"answers to no script", complaint.Assess{Answers: []complaint.Asked{yes}}, "script"},
		{"no answer", complaint.Assess{Script: "ring-back-tone"}, "answers.enquiry"},
		{"a verdict still open", complaint.Assess{Script: "ring-back-tone", Answers: onPhone(t, "ring-back-tone", "n")}, "answers.desk"},
		{"a question of another script", complaint.Assess{Script: "ring-back-tone", Answers: []complaint.Asked{{Question: "area-code", Answer: classify.Yes}}}, "answers.area-code"},
		{"one question answered twice", complaint.Assess{Script: "ring-back-tone", Answers: []complaint.Asked{yes, yes}}, "answers[1].q"},
		{"no answer to a question", complaint.Assess{Script: "ring-back-tone", Answers: []complaint.Asked{yes, {Question: "desk"}}}, "answers[1].a"},
		{"an answer that is none", complaint.Assess{Script: "ring-back-tone", Answers: []complaint.Asked{{Question: "enquiry", Answer: "perhaps"}}}, "answers.enquiry"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, telephones)
			c := b.register(guest())
			_, err := b.desk.Do(b.ctx, clerk, c.ID, tc.cmd)
			require.ErrorIs(t, err, complaint.ErrInvalid)
			require.Equal(t, tc.field, refusalOf(t, err).Fields[0].Field)
			require.Len(t, b.ledger(c.ID), 1, "nothing was stored")
		})
	}
}

// TestAPersonGoesBeforeTheVerdict, and nobody anonymous is promised an answer.
func TestAPersonGoesBeforeTheVerdict(t *testing.T) {
	b := setup(t, telephones)
	c := b.do(clerk, b.register(guest()), complaint.Assess{
		Judgement: complaint.Judgement{Unit: "rooms"}, Script: "weak-signal", Answers: onPhone(t, "weak-signal", "y"),
	})
	require.Equal(t, "rooms", c.Unit)
	require.Equal(t, "rooms", c.Tasks[0].Unit)

	b = setup(t, telephones)
	in := guest()
	in.Complainant = complaint.Person{}
	c = b.do(clerk, b.register(in), complaint.Assess{Script: "roaming", Answers: onPhone(t, "roaming", "n")})
	require.Empty(t, c.Promises)
	require.Equal(t, "home-network", c.Unit)
}

// TestADirectCloseEndsAsTheVerdictSays unless the desk says otherwise; a diagnosis of an earlier cycle says nothing.
func TestADirectCloseEndsAsTheVerdictSays(t *testing.T) {
	settled := func(_ *complaint.Config, pb *playbook.Playbook) {
		telephones(nil, pb)
		for i := range pb.Scripts[0].Meanings {
			if m := &pb.Scripts[0].Meanings[i]; m.Action == playbook.CloseAtDesk {
				m.Outcome = "settled"
			}
		}
	}
	fault := complaint.Assess{Script: "interconnection", Answers: onPhone(t, "interconnection", "ynn")}
	b := setup(t, settled)
	c := b.do(clerk, b.register(guest()), fault, complaint.CloseDirectly{Accepted: true})
	require.Equal(t, "settled", c.Outcome)
	c = b.do(manager, c, complaint.Reopen{Reason: "unsatisfied"})
	require.Equal(t, 1, c.Cycle)
	_, err := b.desk.Do(b.ctx, clerk, c.ID, complaint.CloseDirectly{Accepted: true})
	require.ErrorIs(t, err, complaint.ErrNotAllowed)

	b = setup(t, settled)
	c = b.do(clerk, b.register(guest()), fault, complaint.CloseDirectly{Accepted: true, Outcome: "upheld"})
	require.Equal(t, "upheld", c.Outcome)
}

// TestAPromiseOfABackdatedAssessmentMayBeOver: what was told on the telephone is kept, and its breach recorded.
func TestAPromiseOfABackdatedAssessmentMayBeOver(t *testing.T) {
	b := setup(t, telephones)
	c := b.register(guest())
	b.clock.Add(50 * time.Hour)
	res, err := b.desk.Submit(b.ctx, complaint.Request{
		Actor: clerk, Case: c.ID, At: day, Command: complaint.Assess{Script: "subscribed-content", Answers: onPhone(t, "subscribed-content", "nynn")},
	})
	require.NoError(t, err)
	require.Len(t, res.Case.Promises, 1)
	b.sweep()
	b.verify(c.ID)
}

// TestAnotherCycleAsksAnew: what a script said before the case was reopened closes nothing now.
func TestAnotherCycleAsksAnew(t *testing.T) {
	fault := complaint.Assess{Script: "interconnection", Answers: onPhone(t, "interconnection", "ynn")}
	b := setup(t, telephones)
	c := b.do(clerk, b.register(guest()), fault, complaint.Dispatch{Unit: "rooms"})
	c = b.do(worker, c, complaint.TakeOn{}, complaint.Resolve{Outcome: "explained"})
	c = b.do(manager, c, complaint.Reopen{Reason: "unsatisfied"})
	c = b.do(worker, c, complaint.SendBack{Reason: "wrong-unit"})
	require.Equal(t, complaint.Assessed, c.State)
	_, err := b.desk.Do(b.ctx, clerk, c.ID, complaint.CloseDirectly{Accepted: true})
	require.Equal(t, "direct", refusalOf(t, err).Rule)
	c = b.do(clerk, c, complaint.Convert{Kind: "query"}, fault, complaint.CloseDirectly{Accepted: true})
	require.Equal(t, 1, c.Diagnosis.Cycle)
	require.Equal(t, "1", c.Diagnosis.Version)
	require.True(t, day.Equal(c.Diagnosis.At))
	require.Equal(t, complaint.Closed, c.State)
}

// TestAPromiseMadeAgainTakesThePlaceOfTheFirst where the case is assessed a second time.
func TestAPromiseMadeAgainTakesThePlaceOfTheFirst(t *testing.T) {
	roaming := complaint.Assess{Script: "roaming", Answers: onPhone(t, "roaming", "n")}
	b := setup(t, telephones)
	c := b.do(clerk, b.register(guest()), roaming)
	b.clock.Add(24 * time.Hour)
	c = b.do(clerk, c, complaint.Convert{Kind: "query"}, roaming)
	require.Len(t, c.Promises, 2)
	require.Equal(t, 2, c.Promises[0].ReplacedBy)
	require.Equal(t, 1, c.Promises[1].Replaces)
	require.Equal(t, 2, c.Diagnosis.Promise)
	b.verify(c.ID)
}

func TestTheSheetShowsWhatTheDeskAsked(t *testing.T) {
	b := setup(t, telephones)
	c := b.register(guest())
	sheet, err := b.desk.Sheet(b.ctx, clerk, c.ID)
	require.NoError(t, err)
	require.Empty(t, sheet.Content.Diagnosis)
	require.NotContains(t, sheet.Markdown("zh"), "询问")

	c = b.do(clerk, c, complaint.Assess{Script: "messages", Answers: onPhone(t, "messages", "yynyy")})
	sheet, err = b.desk.Sheet(b.ctx, clerk, c.ID)
	require.NoError(t, err)
	require.Len(t, sheet.Content.Diagnosis.Answers, len(c.Diagnosis.Answers))
	require.Equal(t, "yes", sheet.Content.Diagnosis.Answers[0].Value)
	require.NotEqual(t, c.Diagnosis.Verdict, sheet.Content.Diagnosis.Verdict.ZH, "the words of the script, not its codes")
	for _, lang := range []string{"zh", "en"} {
		text := sheet.Markdown(lang)
		require.Contains(t, text, sheet.Content.Diagnosis.Script.In(lang)+": "+sheet.Content.Diagnosis.Verdict.In(lang))
		require.Contains(t, text, sheet.Content.Diagnosis.Answers[0].Label.In(lang))
	}
	require.Contains(t, sheet.Markdown("zh"), "| 询问 | 回答 |")
}
