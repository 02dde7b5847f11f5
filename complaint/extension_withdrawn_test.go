package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// What was told to the complainant is taken back to the complainant, by somebody who may grant it.
func TestAnExtensionIsWithdrawnByWhoMayGrantItAndTold(t *testing.T) {
	extend, back := complaint.Extend{Target: "resolve", Rule: "plus", Text: "等配件"}, complaint.WithdrawExtension{Target: "resolve"}
	t.Run("by somebody of the level", func(t *testing.T) {
		b := setup(t)
		c := b.do(manager, b.in(complaint.Investigating), extend)
		c = b.do(manager, c, back)
		require.Equal(t, "03-04 18:00", at(c.Due("resolve")))
		require.Equal(t, []string{"extension-withdrawn complainant", "extension-withdrawn person:u2"}, sorted(told(b.last(c))))
		b.verify(c.ID)
	})
	t.Run("not by whoever had to ask", func(t *testing.T) {
		b := setup(t)
		c := b.do(manager, asked(b), complaint.Approve{Approval: 1})
		refusal := b.refuse(lead, c, back, complaint.ErrForbidden)
		require.Equal(t, "authority", refusal.Rule)
		require.Equal(t, []string{"manager", "boss"}, refusal.Who)
		require.Equal(t, "03-05 18:00", at(b.reload(c).Due("resolve")))
		b.do(manager, c, back)
	})
	t.Run("by anybody where the rule names no level", func(t *testing.T) {
		b := setup(t, with(func(pb *playbook.Playbook) { targeted(pb, "resolve").Extensions[0].Approver = "" }))
		c := b.do(lead, b.in(complaint.Investigating), extend, back)
		require.Equal(t, "03-04 18:00", at(c.Due("resolve")))
	})
	t.Run("the rule of the one that is withdrawn counts", func(t *testing.T) {
		b := setup(t, with(func(pb *playbook.Playbook) {
			x := targeted(pb, "resolve")
			less := x.Extensions[0]
			less.Name, less.Approver = "less", ""
			x.Extensions = append(x.Extensions, less)
		}))
		c := b.do(manager, b.in(complaint.Investigating), extend, complaint.Extend{Target: "resolve", Rule: "less", Text: "x"})
		require.Equal(t, "authority", b.refuse(lead, c, complaint.WithdrawExtension{Target: "resolve", ID: 1}, complaint.ErrForbidden).Rule)
		b.do(lead, c, complaint.WithdrawExtension{Target: "resolve", ID: 2})
	})
	t.Run("nobody is told who gave no name", func(t *testing.T) {
		b := setup(t)
		in := guest()
		in.Complainant = complaint.Person{}
		c := b.do(manager, b.take(b.register(in), complaint.Investigating), extend, back)
		require.Equal(t, []string{"extension-withdrawn person:u2"}, told(b.last(c)))
	})
	t.Run("an extension there is not", func(t *testing.T) {
		b := setup(t)
		c := b.in(complaint.Investigating)
		b.refuse(lead, c, back, complaint.ErrNotAllowed)
		b.refuse(lead, c, complaint.WithdrawExtension{Target: "resolve", ID: 7}, complaint.ErrNotAllowed)
	})
}
