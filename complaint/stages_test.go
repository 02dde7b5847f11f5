package complaint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// in registers an ordinary complaint and takes it to a state by the shortest way the house knows.
func (b *bench) in(s complaint.State) *complaint.Case {
	b.Helper()
	return b.take(b.register(guest()), s)
}

// take takes a registered case to a state.
func (b *bench) take(c *complaint.Case, s complaint.State) *complaint.Case {
	b.Helper()
	switch s {
	case complaint.Refused:
		return b.do(clerk, c, complaint.Refuse{Reason: "not-ours"})
	case complaint.Withdrawn:
		return b.do(clerk, c, complaint.Withdraw{})
	case complaint.Merged:
		other := guest()
		other.Complainant.Phone = "13800000099"
		return b.do(clerk, c, complaint.Merge{Into: b.register(other).ID})
	case complaint.AwaitingApproval:
		return b.do(worker, b.take(c, complaint.Investigating), complaint.Propose{Compensation: complaint.Yuan(900)})
	case complaint.UnderReview:
		return b.do(clerk, b.take(c, complaint.Resolved), complaint.Appeal{})
	}
	for _, step := range mainLine() {
		if c.State == s {
			return c
		}
		c = b.do(step.who, c, step.cmds...)
	}
	require.Equal(b, s, c.State)
	return c
}

// step is what a person does to bring a case one state further.
type step struct {
	who  complaint.Actor
	cmds []complaint.Command
}

// mainLine leads from registered to archived, one state a step.
func mainLine() []step {
	by := func(who complaint.Actor, cmds ...complaint.Command) step { return step{who, cmds} }
	return []step{
		by(clerk, complaint.Assess{}),
		by(clerk, complaint.Dispatch{Unit: "rooms"}),
		by(worker, complaint.TakeOn{}),
		by(worker, complaint.Propose{Compensation: complaint.Yuan(80)}),
		by(worker, complaint.Offer{Proposal: 1}),
		by(worker, complaint.Reply{Proposal: 1, Accepted: true}),
		by(worker, complaint.Execute{Proposal: 1}, complaint.Resolve{Outcome: "settled"}),
		by(clerk, complaint.FollowUp{Reached: true, Satisfied: true}),
		by(clerk, complaint.Close{}),
		by(clerk, complaint.Archive{}),
	}
}

// refuse gives a command that must be refused, proves that nothing was stored, and returns the refusal.
func (b *bench) refuse(a complaint.Actor, c *complaint.Case, cmd complaint.Command, code error) *complaint.Error {
	b.Helper()
	return b.refuseRequest(complaint.Request{Actor: a, Case: c.ID, Command: cmd}, code)
}

// refuseRequest is refuse for a whole request.
func (b *bench) refuseRequest(req complaint.Request, code error) *complaint.Error {
	b.Helper()
	before := b.stored()
	_, err := b.desk.Submit(b.ctx, req)
	require.ErrorIs(b, err, code, req.Command.Name())
	require.Equal(b, before, b.stored(), "an error means that nothing was stored")
	var refusal *complaint.Error
	require.ErrorAs(b, err, &refusal)
	require.Equal(b, "submit", refusal.Op)
	return refusal
}

// stored is everything a command could have changed: every case and how many notices wait.
func (b *bench) stored() string {
	b.Helper()
	page, err := b.store.Query(b.ctx, complaint.Query{Limit: 1000})
	require.NoError(b, err)
	var out strings.Builder
	for _, c := range page.Cases {
		fmt.Fprintf(&out, "%s v%d %s\n", c.ID, c.Version, c.Head)
	}
	rows, err := b.store.Claim(b.ctx, complaint.Claim{Now: b.clock.Now().Add(time.Hour), Limit: 1000})
	require.NoError(b, err)
	release := make([]complaint.Settlement, len(rows))
	for i, r := range rows {
		fmt.Fprintln(&out, r.ID, r.Kind, r.To)
		release[i] = complaint.Settlement{ID: r.ID, Lease: r.Lease, Retry: b.clock.Now()}
	}
	require.NoError(b, b.store.Settle(b.ctx, release))
	return out.String()
}

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
	case complaint.Clocked, complaint.Woken, complaint.Stepped:
		return ""
	case complaint.Moved:
		return fmt.Sprintf("%s→%s", fx.From, fx.To)
	case complaint.Noticed:
		return strings.TrimSpace(fmt.Sprintf("tell %s %s %s", fx.To, fx.Notice, fx.Ref))
	case complaint.Owned:
		return "owner " + fx.Person
	case complaint.Counted:
		return fmt.Sprintf("%s %d", fx.What, fx.Value)
	case complaint.Flagged:
		return strings.TrimSpace(fmt.Sprintf("%s %t %s", fx.What, fx.On, fx.Text))
	case complaint.Listed:
		return fmt.Sprintf("%s %v", fx.What, fx.Values)
	case complaint.Assigned:
		return fmt.Sprintf("assignment %d %s %s %s", fx.ID, fx.Unit, fx.Person, fx.How)
	case complaint.Proposed:
		return fmt.Sprintf("proposal %d %s %s", fx.ID, fx.Total, fx.Status)
	case complaint.ApprovalSet:
		return fmt.Sprintf("approval %d needs %d of %v by %v %s", fx.ID, fx.Need, fx.Roles, fx.By, fx.Decided)
	case complaint.Linked:
		return fmt.Sprintf("link %s %t", fx.Kind, fx.Removed)
	case complaint.Paid:
		return "paid " + fx.Total.String()
	}
	return ruledLine(fx)
}

// ruledLine describes the effects that add a numbered part.
func ruledLine(fx complaint.Effect) string {
	switch fx := fx.(type) {
	case complaint.Classified:
		return fmt.Sprintf("class %s %s %s", fx.Kind, fx.Severity, fx.Unit)
	case complaint.Described:
		return fmt.Sprintf("described place=%s about=%v missing=%v", fx.Place, fx.About, fx.Missing)
	case complaint.Tasked:
		return fmt.Sprintf("task %d %s done=%t", fx.ID, fx.Code, !fx.Done.IsZero())
	case complaint.Found:
		return fmt.Sprintf("finding %d %s upheld=%t", fx.ID, fx.Cause, fx.Upheld)
	case complaint.Promised:
		return fmt.Sprintf("promise %d kept=%t", fx.ID, !fx.Kept.IsZero())
	case complaint.Followed:
		return fmt.Sprintf("follow-up %d reached=%t satisfied=%t", fx.ID, fx.Reached, fx.Satisfied)
	case complaint.Appealed:
		return fmt.Sprintf("appeal %d decided=%t upheld=%t", fx.ID, !fx.Decided.IsZero(), fx.Upheld)
	case complaint.Boxed:
		return fmt.Sprintf("boxes kept=%v erased=%v", fx.Kept, fx.Erased)
	}
	return fmt.Sprintf("%T", fx)
}

// told returns whom an entry told, by kind of notice: "assigned person:u2".
func told(e *complaint.Entry) []string {
	var out []string
	for _, fx := range e.Effects {
		if n, ok := fx.(complaint.Noticed); ok {
			out = append(out, n.Notice+" "+n.To)
		}
	}
	return out
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

// fields are the names of the fields a refusal complains about.
func fields(e *complaint.Error) []string {
	var out []string
	for _, f := range e.Fields {
		out = append(out, f.Field)
	}
	slices.Sort(out)
	return out
}

// refused is one row of a table of refusals: who gives what in which state, and what is wrong with it. field is empty
// for a refusal that is not about a field; rule is then the rule of the refusal.
type refused struct {
	name  string
	in    complaint.State
	who   complaint.Actor
	cmd   complaint.Command
	code  error
	field string
	rule  string
}

// runRefused gives each row's command to a fresh case and compares the refusal.
func runRefused(t *testing.T, rows []refused) {
	t.Helper()
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			b := setup(t)
			refusal := b.refuse(r.who, b.in(r.in), r.cmd, r.code)
			require.Equal(t, r.cmd.Name(), refusal.Command)
			if r.field == "" {
				require.Equal(t, r.rule, refusal.Rule)
				return
			}
			require.Equal(t, []complaint.FieldError{{Field: r.field, Rule: r.rule}}, refusal.Fields)
		})
	}
}

// at prints an instant as the house's staff see it: "03-04 18:00".
func at(t time.Time) string { return t.In(shanghai).Format("01-02 15:04") }

const hour = time.Hour

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

// records returns the stored records of a stream.
func (b *bench) records(stream string) []complaint.Record {
	b.Helper()
	out, err := b.store.Entries(b.ctx, stream, 0, 0)
	require.NoError(b, err)
	return out
}
