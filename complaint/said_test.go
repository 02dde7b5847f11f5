package complaint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// last returns what the last entry of a case recorded.
func (b *bench) last(c *complaint.Case) *complaint.Entry {
	b.Helper()
	entries := b.ledger(c.ID)
	return entries[len(entries)-1]
}

// said returns what an entry recorded, one short line per effect; clocks and wakes, which other tests watch, left out.
func said(e *complaint.Entry) []string {
	var out []string
	for _, fx := range e.Effects {
		if s := effectLine(fx); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func effectLine(fx complaint.Effect) string {
	switch fx := fx.(type) {
	case complaint.ClockedEffect, complaint.WokenEffect, complaint.SteppedEffect:
		return ""
	case complaint.MovedEffect:
		return fmt.Sprintf("%s→%s", fx.From, fx.To)
	case complaint.NoticedEffect:
		return strings.TrimSpace(fmt.Sprintf("tell %s %s %s", fx.To, fx.Notice, fx.Ref))
	case complaint.OwnedEffect:
		return "owner " + fx.Person
	case complaint.CountedEffect:
		return fmt.Sprintf("%s %d", fx.What, fx.Value)
	case complaint.FlaggedEffect:
		return strings.TrimSpace(fmt.Sprintf("%s %t %s", fx.What, fx.On, fx.Text))
	case complaint.ListedEffect:
		return fmt.Sprintf("%s %v", fx.What, fx.Values)
	case complaint.AssignedEffect:
		return fmt.Sprintf("assignment %d %s %s %s", fx.ID, fx.Unit, fx.Person, fx.EndReason)
	case complaint.ProposedEffect:
		return fmt.Sprintf("proposal %d %s %s", fx.ID, fx.Total, fx.Status)
	case complaint.ApprovalEffect:
		return fmt.Sprintf("approval %d needs %d of %v by %v %s", fx.ID, fx.Need, fx.Roles, fx.ApprovedBy, fx.Status)
	case complaint.LinkedEffect:
		return fmt.Sprintf("link %s %t", fx.Kind, fx.Removed)
	case complaint.PaidEffect:
		return "paid " + fx.Total.String()
	}
	return ruledLine(fx)
}

// ruledLine describes the effects that add a numbered part.
func ruledLine(fx complaint.Effect) string {
	switch fx := fx.(type) {
	case complaint.ClassifiedEffect:
		return fmt.Sprintf("class %s %s %s", fx.Kind, fx.Severity, fx.Unit)
	case complaint.DescribedEffect:
		return fmt.Sprintf("described place=%s about=%v missing=%v", fx.Place, fx.About, fx.Missing)
	case complaint.TaskedEffect:
		return fmt.Sprintf("task %d %s done=%t", fx.ID, fx.Code, !fx.Done.IsZero())
	case complaint.PlannedEffect:
		return fmt.Sprintf("plan %d team=%v needs=%v", fx.Plans, fx.Team, fx.Needs)
	case complaint.FoundEffect:
		return fmt.Sprintf("finding %d %s upheld=%t", fx.ID, fx.Cause, fx.Upheld)
	case complaint.PromisedEffect:
		return fmt.Sprintf("promise %d kept=%t", fx.ID, !fx.Kept.IsZero())
	case complaint.FollowedEffect:
		return fmt.Sprintf("follow-up %d reached=%t satisfied=%t", fx.ID, fx.Reached, fx.Satisfied)
	case complaint.AppealedEffect:
		return fmt.Sprintf("appeal %d decided=%t upheld=%t", fx.ID, !fx.Decided.IsZero(), fx.Upheld)
	case complaint.BoxedEffect:
		return fmt.Sprintf("boxes kept=%v erased=%v", fx.Kept, fx.Erased)
	}
	return fmt.Sprintf("%T", fx)
}

// told returns whom an entry told, by kind of notice: "assigned person:u2".
func told(e *complaint.Entry) []string {
	var out []string
	for _, fx := range e.Effects {
		if n, ok := fx.(complaint.NoticedEffect); ok {
			out = append(out, n.Notice+" "+n.To)
		}
	}
	return out
}

// notices returns every notice in a case's ledger: "assigned person:u2".
func (b *bench) notices(id complaint.CaseID) []string {
	b.Helper()
	var out []string
	for _, e := range b.ledger(id) {
		out = append(out, told(e)...)
	}
	return out
}

// ticks returns the entries in which time took a step of a target.
func (b *bench) ticks(id complaint.CaseID, target string) []*complaint.Entry {
	b.Helper()
	return slices.DeleteFunc(b.ledger(id), func(e *complaint.Entry) bool {
		tick, ok := e.Command.(complaint.Tick)
		return !ok || tick.Target != target
	})
}

// recorded is one row of a table of commands: who gives what in which state, and what is recorded.
type recorded struct {
	name string
	in   complaint.State
	who  complaint.Actor
	cmd  complaint.Command
	want []string
}

// runRecorded gives each row's command to a fresh case and compares what its entry recorded.
func runRecorded(t *testing.T, rows []recorded) {
	t.Helper()
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			b := setup(t)
			c := b.do(r.who, b.in(r.in), r.cmd)
			e := b.last(c)
			require.Equal(t, r.cmd.Name(), e.Command.Name())
			require.Equal(t, r.who.ID, e.Actor.ID)
			require.Equal(t, r.want, said(e))
			b.verify(c.ID)
		})
	}
}
