package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// What somebody does with a task that others may not know of starts nothing that those others would see.
func TestACommandAboutASecretTaskStartsNoReaction(t *testing.T) {
	follow := func(event string) playbook.Reaction {
		return playbook.Reaction{Name: "on-" + event, On: []sla.Condition{{Event: event}}, Do: map[string]string{"notify": "owner", "tag": "seen-" + event}}
	}
	b := setup(t, laboratory, reacting(follow("add-task"), follow("complete-task"), follow("attach"), follow("task-done")))
	c := b.in(complaint.Investigating)
	c = b.do(boss, c, complaint.AddTask{Code: "integrity"})
	require.Empty(t, reacted(b.last(c)))
	b.do(auditor, c, complaint.Attach{Hash: complaint.Hash{9}, Kind: "record", Task: 1})
	b.do(auditor, c, complaint.CompleteTask{Task: 1, Result: "misconduct", Values: map[string]string{"suspect": "赵强"}})
	c = b.reload(c)
	require.Empty(t, c.Tags)
	for _, n := range b.notices(c.ID) {
		require.NotContains(t, n, "on-")
	}
	c = b.do(boss, c, complaint.AddTask{Code: "look"})
	require.Equal(t, []string{"on-add-task add-task"}, reacted(b.last(c)), "any other task does")
	c = b.do(lead, c, complaint.Attach{Hash: complaint.Hash{8}, Kind: "record"})
	require.Equal(t, []string{"on-attach attach"}, reacted(b.last(c)))
	b.verify(c.ID)
}
