package complaint_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset"
)

// TestTheEngineDoesNothingThePlaybookForbids drives random people and commands over random valid playbooks and over every
// preset by turns: 1 000 playbooks, 100 000 commands. An oracle that knows the playbook's data and the ledger alone looks at each.
func TestTheEngineDoesNothingThePlaybookForbids(t *testing.T) {
	books, steps := 10, 100
	if testing.Short() {
		books, steps = 1, 60
	}
	done, refused, presets := 0, 0, preset.All()
	rapid.Check(t, func(rt *rapid.T) {
		for i := range books {
			pb, actors := randomHouse(rt), modelStaff()
			if i%2 == 0 {
				pb = rapid.SampledFrom(presets).Draw(rt, "preset")
				actors = modelStaffOf(pb)
			}
			m := newModel(t, rt, pb, actors)
			for range steps {
				m.step()
			}
			m.verify(m.id)
			done, refused = done+m.done, refused+m.refused
		}
	})
	t.Logf("%d commands done, %d refused", done, refused)
	require.Greater(t, done*20, refused, "enough of them get through to say something")
}

// model is one play: a desk, a case, and what the oracle has counted.
type model struct {
	*bench
	rt            *rapid.T
	pb            *playbook.Playbook
	actors        []complaint.Actor
	id            complaint.CaseID
	done, refused int
}

func newModel(t *testing.T, rt *rapid.T, pb *playbook.Playbook, actors []complaint.Actor) *model {
	b := &bench{T: t, ctx: t.Context(), clock: new(handClock), store: memstore.New()}
	b.clock.Set(day)
	var err error
	b.desk, err = complaint.Open(b.ctx, b.store, &complaint.Config{Clock: b.clock, Rand: newSeeded(7)}, pb)
	require.NoError(rt, err)
	m := &model{bench: b, rt: rt, pb: pb, actors: actors}
	in := guest()
	in.Channel, in.Place = pb.Channels[0].Code, ""
	in.Severity = rapid.SampledFrom(pb.Grades).Draw(rt, "severity").Severity
	in.AboutUnit = rapid.SampledFrom([]string{"", pb.Units[len(pb.Units)-1].Code}).Draw(rt, "about unit")
	in.About = rapid.SampledFrom([][]string{nil, {actors[1].ID}}).Draw(rt, "about")
	reg, err := b.desk.Register(b.ctx, actors[0], in)
	require.NoError(rt, err)
	m.id = reg.Case.ID
	return m
}

// step lets a random person do something and asks the oracle about what came of it.
func (m *model) step() {
	m.clock.Add(time.Duration(rapid.SampledFrom([]int{1, 7, 90, 700}).Draw(m.rt, "minutes")) * time.Minute)
	cmd := m.command()
	people := m.actors
	if rapid.Bool().Draw(m.rt, "somebody who may") {
		may := slices.DeleteFunc(slices.Clone(people), func(a complaint.Actor) bool { return !m.granted(a.Role, cmd.Name(), nil) })
		if len(may) > 0 {
			people = may
		}
	}
	who := rapid.SampledFrom(people).Draw(m.rt, "who")
	c, err := m.desk.Do(m.ctx, who, m.id, cmd)
	if err != nil {
		m.refused++
		m.refusal(who, cmd, err)
		return
	}
	m.done++
	m.judge(who, cmd, c)
}

// refusal holds that a refusal says why, what is allowed instead, and who may.
func (m *model) refusal(who complaint.Actor, cmd complaint.Command, err error) {
	var e *complaint.Error
	require.ErrorAs(m.rt, err, &e)
	switch {
	case errors.Is(err, complaint.ErrInvalid):
		require.NotEmpty(m.rt, e.Fields, err)
	case errors.Is(err, complaint.ErrNotAllowed):
		require.NotEmpty(m.rt, e.Rule, err)
		require.NotEmpty(m.rt, e.Allowed, err)
	case errors.Is(err, complaint.ErrForbidden), errors.Is(err, complaint.ErrNeedsApproval):
		require.NotEmpty(m.rt, e.Rule, err)
		if m.granted(who.Role, cmd.Name(), nil) {
			require.NotEmpty(m.rt, e.Who, err)
		}
	default:
		require.NoError(m.rt, err, "%s by %s", cmd.Name(), who.Role)
	}
}

// granted reports whether the playbook lets a role do a command, at a severity when one is given.
func (m *model) granted(role, command string, at *complaint.Severity) bool {
	return slices.ContainsFunc(m.pb.Grants, func(g playbook.Grant) bool {
		return slices.Contains(g.Roles, role) && slices.Contains(g.Commands, command) &&
			(at == nil || len(g.Severities) == 0 || slices.Contains(g.Severities, *at))
	})
}

// level is the rank of a role.
func (m *model) level(role string) int {
	i := slices.IndexFunc(m.pb.Roles, func(r playbook.Role) bool { return r.Code == role })
	return m.pb.Roles[i].Level
}

// highest is the highest rank that is granted a command at a severity.
func (m *model) highest(command string, at complaint.Severity) (level int) {
	for _, r := range m.pb.Roles {
		if m.granted(r.Code, command, &at) {
			level = max(level, r.Level)
		}
	}
	return level
}

// judge is the oracle: playbook data and the ledger before the command, nothing of the engine's own rules.
func (m *model) judge(who complaint.Actor, cmd complaint.Command, after *complaint.Case) {
	entries := m.entries()
	last := entries[len(entries)-1]
	require.Equal(m.rt, cmd.Name(), last.Command.Name())
	before, err := complaint.Fold(entries[:len(entries)-1])
	require.NoError(m.rt, err)
	name := cmd.Name()
	say := []any{"%s by %s in %s", name, who.ID, before.State}
	require.True(m.rt, m.granted(who.Role, name, &before.Severity), say...)
	if name != "recuse" && name != "appeal" {
		require.NotContains(m.rt, before.About, who.ID, say...)
	}
	if name != "note" {
		require.NotContains(m.rt, before.Recused, who.ID, say...)
	}
	if m.pb.Conflict.Unit && who.Unit == before.AboutUnit {
		require.Contains(m.rt, []string{"recuse", "respond", "note", "appeal"}, name, say...)
	}
	if recuse, ok := cmd.(complaint.Recuse); ok && recuse.Person != "" && recuse.Person != who.ID {
		require.Equal(m.rt, m.highest(name, before.Severity), m.level(who.Role), say...) // nobody's rank is known here
	}
	for _, s := range m.pb.Separate {
		if s.Command != name {
			continue
		}
		for _, e := range entries[:len(entries)-1] {
			require.False(m.rt, e.Actor.ID == who.ID && slices.Contains(s.After, e.Command.Name()), say...)
		}
	}
	m.moved(before, after, say)
	m.guards(name, before, after, say)
}

// entries is the ledger as the store has it, whoever may read what.
func (m *model) entries() []*complaint.Entry {
	records, err := m.store.Entries(m.ctx, "case/"+string(m.id), 0, 0)
	require.NoError(m.rt, err)
	_, entries, err := complaint.ReadExport(records)
	require.NoError(m.rt, err)
	return entries
}

// moved holds that a state is left only by a row of the life cycle.
func (m *model) moved(before, after *complaint.Case, say []any) {
	if before.State == after.State {
		return
	}
	require.True(m.rt, slices.ContainsFunc(m.pb.Transitions(), func(r playbook.Transition) bool {
		return slices.Contains(r.From, string(before.State)) && r.To == string(after.State)
	}), say...)
}

// guards reads the rules of a severity off the playbook.
func (m *model) guards(name string, before, after *complaint.Case, say []any) {
	i := slices.IndexFunc(m.pb.Grades, func(g playbook.Grade) bool { return g.Severity == before.Severity })
	if i < 0 {
		return
	}
	g := m.pb.Grades[i]
	switch name {
	case "assess":
		require.Empty(m.rt, before.Missing, say...)
	case "resolve":
		for _, s := range g.MustPass {
			require.True(m.rt, before.HasPassed(complaint.State(s)), say...)
		}
		require.False(m.rt, slices.ContainsFunc(before.Tasks, func(t complaint.Task) bool { return t.Blocks && t.Done.IsZero() }), say...)
		require.True(m.rt, !g.Plan || before.Plans > 0, say...)
		require.True(m.rt, !g.Instruction || before.Instructed, say...)
	case "offer", "respond":
		require.True(m.rt, !g.Wording || before.WordingReleased, say...)
	case "send-back":
		require.False(m.rt, before.Ruled, say...)
		require.LessOrEqual(m.rt, after.Returns, max(m.pb.MaxReturns, before.Returns), say...)
	case "close":
		n := len(before.FollowUps)
		require.False(m.rt, n > 0 && before.FollowUps[n-1].Cycle == before.Cycle && before.FollowUps[n-1].Reached && !before.FollowUps[n-1].Satisfied, say...)
	case "close-directly":
		k := slices.IndexFunc(m.pb.Kinds, func(k playbook.Kind) bool { return k.Code == before.Kind })
		require.True(m.rt, g.Direct || k >= 0 && m.pb.Kinds[k].Direct, say...)
	}
}
