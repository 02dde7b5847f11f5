package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// A task that names a person is theirs, or of whoever stands in for them.
func TestATaskOfAPersonIsDoneByThatPerson(t *testing.T) {
	mate := complaint.Actor{ID: "u6", Role: "worker", Unit: "rooms"}
	duty := complaint.Actor{ID: "u8", Role: "worker", Unit: "rooms"}
	look := complaint.AddTask{Code: "look", Unit: "rooms", Person: "u2", Blocks: true}
	for _, tc := range []struct {
		name  string
		staff *complaint.Staff
		who   complaint.Actor
		ok    bool
	}{
		{"the person", nil, worker, true},
		{"a colleague", nil, mate, false},
		{"not even a superior, whose word it would not be", nil, lead, false},
		{"a substitute while the person is there", crew(nil), mate, false},
		{"a substitute while the person is away", crew(nil, "u2"), mate, true},
		{"a colleague while a substitute is there", crew(nil, "u2"), duty, false},
		{"whoever is on duty when both are away", crew(map[string]string{"rooms": "u8"}, "u2", "u6"), duty, true},
		{"anybody of the unit when the person is not on the staff any more", &complaint.Staff{Version: "s1", People: []complaint.StaffMember{
			{ID: "u6", Role: "worker", Unit: "rooms"},
		}}, mate, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rules := []func(*complaint.Config, *playbook.Playbook){}
			if tc.staff != nil {
				rules = append(rules, staffed(tc.staff))
			}
			b := setup(t, rules...)
			c := b.do(lead, b.in(complaint.Investigating), look)
			if tc.ok {
				c = b.do(tc.who, c, complaint.CompleteTask{Task: 1})
				require.Equal(t, tc.who.ID, c.Task(1).Reports[0].By)
				return
			}
			refusal := b.refuse(tc.who, c, complaint.CompleteTask{Task: 1}, complaint.ErrForbidden)
			require.Equal(t, "person", refusal.Rule)
			require.NotEmpty(t, refusal.Who)
		})
	}
	t.Run("somebody else once the person keeps away", func(t *testing.T) {
		b := setup(t)
		c := b.do(lead, b.in(complaint.Investigating), look)
		c = b.do(worker, c, complaint.Recuse{})
		c = b.do(mate, c, complaint.CompleteTask{Task: 1})
		require.False(t, c.Task(1).Done.IsZero(), "no task is ever nobody's")
		b.verify(c.ID)
	})
}
