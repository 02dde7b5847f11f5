package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// 回避: whoever may step down may not, by the same word, bar a superior from the case.
func TestNobodyBarsASuperior(t *testing.T) {
	for _, tc := range []struct {
		name string
		who  complaint.Actor
		whom string
		may  []string // of the refusal; nil when it is allowed
	}{
		{"a worker and the lead", worker, "u3", []string{"lead", "manager", "boss"}},
		{"a worker and the owner of the house", worker, "u5", []string{"boss"}},
		{"a lead and the manager", lead, "u4", []string{"manager", "boss"}},
		{"a worker and a colleague", worker, "u8", nil},
		{"a lead and another lead", lead, "u7", nil},
		{"a manager and a lead", manager, "u3", nil},
		{"a manager and somebody nobody knows", manager, "u99", []string{"boss"}},
		{"the highest and somebody nobody knows", boss, "u99", nil},
		{"a worker who has a rank of their own", complaint.Actor{ID: "u2", Role: "worker", Unit: "rooms", Level: 3}, "u4", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, staffed(crew(nil)))
			c := b.in(complaint.Investigating)
			cmd := complaint.Recuse{Person: tc.whom, Text: "亲属"}
			if tc.may == nil {
				require.Equal(t, []string{tc.whom}, b.do(tc.who, c, cmd).Recused)
				return
			}
			refusal := b.refuse(tc.who, c, cmd, complaint.ErrForbidden)
			require.Equal(t, "rank", refusal.Rule)
			require.Equal(t, tc.may, refusal.Who)
			require.Empty(t, b.reload(c).Recused)
		})
	}
	t.Run("anybody steps down themselves, by name too", func(t *testing.T) {
		b := setup(t)
		require.Equal(t, []string{"u2"}, b.do(worker, b.in(complaint.Investigating), complaint.Recuse{Person: "u2"}).Recused)
	})
	t.Run("where no rank is known, only the highest who may", func(t *testing.T) {
		b := setup(t)
		c := b.in(complaint.Investigating)
		require.Equal(t, "rank", b.refuse(manager, c, complaint.Recuse{Person: "u2"}, complaint.ErrForbidden).Rule)
		require.Equal(t, []string{"u2"}, b.do(boss, c, complaint.Recuse{Person: "u2"}).Recused)
	})
	t.Run("not even the highest, when it is not granted to them", func(t *testing.T) {
		b := setup(t, with(func(pb *playbook.Playbook) { pb.Grants[0].Roles = []string{"clerk", "lead", "manager"} }))
		c := b.in(complaint.Investigating)
		require.Equal(t, []string{"manager"}, b.refuse(lead, c, complaint.Recuse{Person: "u2"}, complaint.ErrForbidden).Who)
		b.do(manager, c, complaint.Recuse{Person: "u2"})
	})
	t.Run("whoever is complained about names nobody else", func(t *testing.T) {
		b := setup(t, staffed(crew(nil)))
		in := guest()
		in.About = []string{"u2"}
		c := b.do(clerk, b.register(in), complaint.Assess{}, complaint.Dispatch{Unit: "rooms"})
		require.Equal(t, "conflict-of-interest", b.refuse(worker, c, complaint.Recuse{Person: "u8"}, complaint.ErrForbidden).Rule)
		b.do(worker, c, complaint.Recuse{})
	})
	t.Run("nor does the unit complained about, where it keeps away", func(t *testing.T) {
		b := setup(t, with(apart), staffed(crew(nil)), with(func(pb *playbook.Playbook) { pb.Roles[2].AllUnits = true }))
		c := b.take(b.register(aboutRooms()), complaint.Assessed)
		require.Equal(t, "conflict-of-interest", b.refuse(lead, c, complaint.Recuse{Person: "u7"}, complaint.ErrForbidden).Rule)
		b.do(lead, c, complaint.Recuse{})
	})
}
