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

// stored is everything a command could have changed: every case, the desk's own stream, and the notices that wait.
func (b *bench) stored() string {
	b.Helper()
	page, err := b.store.Query(b.ctx, complaint.Query{Limit: 1000})
	require.NoError(b, err)
	var out strings.Builder
	for _, c := range page.Cases {
		fmt.Fprintf(&out, "%s v%d %s\n", c.ID, c.Version, c.Head)
	}
	desk, err := b.store.Entries(b.ctx, "desk/default", 0, 0)
	require.NoError(b, err)
	fmt.Fprintln(&out, len(desk), "records of the desk")
	rows, err := b.store.Claim(b.ctx, complaint.OutboxQuery{Now: b.clock.Now().Add(time.Hour), Limit: 1000})
	require.NoError(b, err)
	release := make([]complaint.OutboxResult, len(rows))
	for i, r := range rows {
		fmt.Fprintln(&out, r.ID, r.Kind, r.To)
		release[i] = complaint.OutboxResult{ID: r.ID, Lease: r.Lease, Retry: b.clock.Now()}
	}
	require.NoError(b, b.store.Settle(b.ctx, release))
	return out.String()
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

// fields are the names of the fields a refusal complains about.
func fields(e *complaint.Error) []string {
	var out []string
	for _, f := range e.Fields {
		out = append(out, f.Field)
	}
	slices.Sort(out)
	return out
}
