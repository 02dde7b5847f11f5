package complaint_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// sideTrack is a case with an integrity task beside a plain one, taken to a verdict of misconduct that has opened the
// discipline task. The manager handles it; the auditor looks into it.
func sideTrack(t *testing.T) (*bench, *complaint.Case) {
	b := setup(t, laboratory, watched)
	c := b.do(boss, b.in(complaint.Investigating), complaint.AddTask{Code: "photos"}, complaint.AddTask{Code: "integrity", Text: "请查"})
	b.do(auditor, c, complaint.Attach{Hash: complaint.Hash{9}, Kind: "record", Task: 2})
	b.clock.Add(2 * hour)
	b.sweep()
	b.do(auditor, c, complaint.CompleteTask{
		Task: 2, Result: "misconduct", Values: map[string]string{"suspect": "赵强"}, Text: "收受好处",
	})
	return b, b.do(boss, b.reload(c), complaint.Note{Text: "x"})
}

// traces are the words by which a side-track would show.
func traces() []string {
	return []string{"integrity", "discipline", "misconduct", "auditor", `"a1"`, "suspect", "task:2", "task:3"}
}

func requireNoTrace(t *testing.T, v any, where string) {
	t.Helper()
	data, err := json.Marshal(v)
	require.NoError(t, err)
	for _, word := range traces() {
		require.NotContains(t, string(data), word, where)
	}
}

func TestAnIntegritySideTrackThatTheHandlersCannotSee(t *testing.T) {
	b, whole := sideTrack(t)
	require.Len(t, whole.Tasks, 3)
	require.Len(t, whole.Timers("integrity-limit"), 2)
	require.Equal(t, 0, whole.Evidence, "evidence of the side-track does not count on the case")
	for _, who := range []complaint.Actor{worker, lead, manager, clerk} {
		t.Run(who.Role, func(t *testing.T) {
			c, err := b.desk.Case(b.ctx, who, whole.ID)
			require.NoError(t, err)
			requireNoTrace(t, c, "case")
			require.Len(t, c.Tasks, 1)
			require.NotZero(t, c.Wake)
			page, err := b.desk.Cases(b.ctx, who, complaint.Query{})
			require.NoError(t, err)
			requireNoTrace(t, page.Cases, "list")
			requireNoTrace(t, b.do(who, whole, complaint.Note{Text: "x"}), "answer to a command")
			var entries []*complaint.Entry
			for e, err := range b.desk.Ledger(b.ctx, who, whole.ID) {
				require.NoError(t, err)
				entries = append(entries, e)
			}
			requireNoTrace(t, entries, "ledger")
		})
	}
	b.verify(whole.ID)
}

func TestAWithheldEntryKeepsItsPlaceInTheChain(t *testing.T) {
	b, whole := sideTrack(t)
	plain := b.ledger(whole.ID)
	i := 0
	var kept []string
	for e, err := range b.desk.LedgerWithDetails(b.ctx, manager, whole.ID) {
		require.NoError(t, err)
		require.Equal(t, plain[i].Seq, e.Seq)
		require.Equal(t, plain[i].Hash, e.Hash)
		require.Equal(t, e.Withheld, e.Command == complaint.Command(complaint.Withheld{}))
		if e.Withheld {
			kept = append(kept, plain[i].Command.Name())
			require.Equal(t, complaint.Actor{ID: "withheld"}, e.Actor)
			data, err := complaint.MarshalCommand(e.Command)
			require.NoError(t, err)
			require.Equal(t, `{"do":"withheld"}`, string(data))
		}
		i++
	}
	require.Len(t, plain, i, "no entry is left out")
	require.Equal(t, []string{"add-task", "attach", "tick", "complete-task"}, kept)
	_, err := b.desk.Do(b.ctx, manager, whole.ID, complaint.Withheld{})
	require.ErrorIs(t, err, complaint.ErrInvalid, "nobody can give it")
}

func TestWhoSeesTheSideTrackSeesAllOfIt(t *testing.T) {
	b, whole := sideTrack(t)
	for _, who := range []complaint.Actor{auditor, boss} {
		c, err := b.desk.Case(b.ctx, who, whole.ID)
		require.NoError(t, err)
		require.Equal(t, whole, c)
	}
	told := b.notices(whole.ID)
	require.Contains(t, told, "task role:auditor")
	require.Contains(t, told, "breach role:auditor")
	require.Equal(t, 1, strings.Count(strings.Join(told, ","), "task unit:"), "its unit hears of the photos only")
	details := slices.Collect(func(yield func(string) bool) {
		for e, err := range b.desk.LedgerWithDetails(b.ctx, auditor, whole.ID) {
			require.NoError(t, err)
			if cmd, ok := e.Command.(complaint.CompleteTask); ok && !yield(cmd.Personal["suspect"]) {
				return
			}
		}
	})
	require.Equal(t, []string{"赵强"}, details, "the suspect's name is sealed")
}

func TestTheSideTrackIsNotThereForOthers(t *testing.T) {
	b, whole := sideTrack(t)
	for _, cmd := range []complaint.Command{complaint.CompleteTask{Task: 3}, complaint.Attach{Hash: complaint.Hash{1}, Task: 3}} {
		hidden := b.refuse(manager, whole, cmd, complaint.ErrInvalid)
		require.Equal(t, []complaint.FieldError{{Field: "task", Rule: "no such task"}}, hidden.Fields)
	}
	absent := b.refuse(manager, whole, complaint.CompleteTask{Task: 33}, complaint.ErrInvalid)
	require.Equal(t, "no such task", absent.Fields[0].Rule, "it cannot be told from one there never was")
	refusal := b.refuse(manager, whole, complaint.AddTask{Code: "integrity"}, complaint.ErrForbidden)
	require.Equal(t, "sees", refusal.Rule)
	require.Equal(t, []string{"auditor", "boss"}, refusal.Who)
	b.do(worker, whole, complaint.CompleteTask{Task: 1})
	for who, idle := range map[complaint.Actor]string{worker: "no open task", auditor: ""} {
		next, err := b.desk.Options(b.ctx, who, whole.ID)
		require.NoError(t, err)
		i := slices.IndexFunc(next, func(o complaint.Option) bool { return o.Command == "complete-task" })
		require.Equal(t, idle, next[i].Rule, who.Role)
	}
	_, err := b.desk.Export(b.ctx, manager, whole.ID)
	var no *complaint.Error
	require.ErrorAs(t, err, &no)
	require.Equal(t, "withheld", no.Rule, "records are whole or broken")
	require.Equal(t, []string{"auditor", "boss"}, no.Who)
	_, err = b.desk.Export(b.ctx, boss, whole.ID)
	require.NoError(t, err)
}

func TestWhoeverIsComplainedAboutNeverSeesTheSideTrack(t *testing.T) {
	b := setup(t, laboratory)
	in := guest()
	in.About = []string{"u5x"}
	c := b.do(boss, b.register(in), complaint.AddTask{Code: "integrity"})
	accused := complaint.Actor{ID: "u5x", Role: "boss", Unit: "office"}
	seen, err := b.desk.Case(b.ctx, accused, c.ID)
	require.NoError(t, err)
	require.Empty(t, seen.Tasks, "although the role sees it")
}

func TestACaseWithNothingToHideIsNotCopied(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	stored, err := b.store.Load(b.ctx, c.ID)
	require.NoError(t, err)
	seen, err := b.desk.Case(b.ctx, worker, c.ID)
	require.NoError(t, err)
	require.Same(t, stored, seen)
}

// secretCase is a worker's own confidential complaint about the kitchen and its cook.
func secretCase(t *testing.T) (*bench, *complaint.Case) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Grants = append(pb.Grants, playbook.Grant{Roles: []string{"worker"}, Commands: []string{"register"}})
	})
	in := guest()
	in.Complainant = complaint.Person{Name: "赵强"}
	in.Confidential, in.AboutUnit, in.About = true, "kitchen", []string{"u8"}
	reg, err := b.desk.Register(b.ctx, worker, in)
	require.NoError(t, err)
	b.clock.Add(time.Minute)
	c := b.do(clerk, reg.Case, complaint.Assess{}, complaint.Dispatch{Unit: "kitchen"})
	return b, b.do(worker, c, complaint.Expedite{})
}

func TestAConfidentialComplainantIsKeptFromTheUnitComplainedAbout(t *testing.T) {
	b, c := secretCase(t)
	chef := complaint.Actor{ID: "u9", Role: "lead", Unit: "kitchen"}
	accused := complaint.Actor{ID: "u8", Role: "manager", Unit: "office"}
	for _, who := range []complaint.Actor{chef, accused} {
		for _, l := range looks() {
			var refusal *complaint.Error
			require.ErrorAs(t, l.read(b, who, c.ID), &refusal, l.name)
			require.Equal(t, "confidential", refusal.Rule, "%s, whatever the role sees", l.name)
			require.Equal(t, []string{"lead", "manager", "boss"}, refusal.Who)
		}
		seen, err := b.desk.Case(b.ctx, who, c.ID)
		require.NoError(t, err)
		require.Equal(t, "withheld", seen.FirstContact)
		require.Equal(t, c.State, seen.State)
		var actors []complaint.Actor
		for e, err := range b.desk.Ledger(b.ctx, who, c.ID) {
			require.NoError(t, err)
			data, err := json.Marshal(e)
			require.NoError(t, err)
			require.NotContains(t, string(data), `"u2"`)
			require.NotContains(t, string(data), "person:u2")
			require.False(t, e.Withheld)
			actors = append(actors, e.Actor)
		}
		unknown := complaint.Actor{ID: "withheld"}
		require.Equal(t, []complaint.Actor{unknown, clerk, clerk, unknown}, actors)
	}
	require.Empty(t, b.records("read/"+string(c.ID)))
	require.Equal(t, "withheld", b.do(chef, c, complaint.Note{Text: "x"}).FirstContact, "nor does an answer tell")
	b.verify(c.ID)
}

func TestOthersKnowWhoComplainsInConfidence(t *testing.T) {
	b, c := secretCase(t)
	details, err := b.desk.Details(b.ctx, manager, c.ID)
	require.NoError(t, err)
	require.Equal(t, "赵强", details.Complainant.Name)
	require.Equal(t, "u2", b.reload(c).FirstContact)
	seen, err := b.desk.Case(b.ctx, worker, c.ID)
	require.NoError(t, err)
	require.Equal(t, "u2", seen.FirstContact, "who complains knows it")
}
