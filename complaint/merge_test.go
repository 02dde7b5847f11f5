package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
)

// numbered registers the nth complaint, of somebody else at another place.
func (b *bench) numbered(n int) *complaint.Case {
	b.Helper()
	return b.register(b.intakeOf(n, string(rune('a'+n))))
}

func TestAMergeRefusesAnEndedTarget(t *testing.T) {
	for _, state := range []complaint.State{complaint.Closed, complaint.Archived, complaint.Refused, complaint.Withdrawn, complaint.Merged} {
		t.Run(string(state), func(t *testing.T) {
			b := setup(t)
			target, c := b.in(state), b.another()
			require.Equal(t, "target ended", b.refuse(clerk, c, complaint.Merge{Into: target.ID}, complaint.ErrNotAllowed).Rule)
		})
	}
}

func TestAMergedCaseComesOutAgain(t *testing.T) {
	b := setup(t)
	target, c := b.in(complaint.Investigating), b.another()
	due := target.Due("resolve")
	c = b.do(clerk, c, complaint.Merge{Into: target.ID})
	require.Equal(t, complaint.Merged, c.State)
	require.Equal(t, 2, b.reload(target).Complainants, "both complain together now")
	require.Contains(t, told(b.last(target)), "merged person:u2")
	b.clock.Add(hour)
	c = b.do(clerk, c, complaint.Unmerge{Text: "不是一回事"})
	require.Equal(t, complaint.Registered, c.State)
	require.Empty(t, c.MergedInto)
	require.Empty(t, c.Links)
	require.False(t, c.Due("resolve").IsZero(), "its clocks run again")
	target = b.reload(target)
	require.Empty(t, target.Links)
	require.Equal(t, 1, target.Complainants)
	require.Equal(t, due, target.Due("resolve"))
	b.take(c, complaint.Archived)
	b.verify(c.ID)
	b.verify(target.ID)
}

func TestPeopleAreCountedOnceThroughNestedMerges(t *testing.T) {
	for _, tc := range []struct {
		name string
		out  []int // which cases come out again, in order
		want [][3]int
	}{
		{"the inner first, then the outer", []int{0, 1}, [][3]int{{1, 1, 2}, {1, 1, 1}}},
		{"the outer first, then the inner", []int{1, 0}, [][3]int{{1, 2, 1}, {1, 1, 1}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			cases := []*complaint.Case{b.numbered(0), b.numbered(1), b.numbered(2)}
			b.do(clerk, cases[0], complaint.Merge{Into: cases[1].ID})
			b.do(clerk, cases[1], complaint.Merge{Into: cases[2].ID})
			require.Equal(t, [3]int{1, 2, 3}, b.people(cases))
			for i, out := range tc.out {
				b.do(clerk, cases[out], complaint.Unmerge{})
				require.Equal(t, tc.want[i], b.people(cases))
			}
			b.do(clerk, cases[0], complaint.Merge{Into: cases[2].ID})
			require.Equal(t, [3]int{1, 1, 2}, b.people(cases))
			for _, c := range cases {
				b.verify(c.ID)
			}
		})
	}
}

func (b *bench) people(cases []*complaint.Case) (n [3]int) {
	for i, c := range cases {
		n[i] = b.reload(c).Complainants
	}
	return n
}

func TestALeadIsNotMergedAwayFromItsMembers(t *testing.T) {
	b := setup(t)
	lead, members := b.gathered(1)
	target := b.numbered(7)
	refusal := b.refuse(clerk, lead, complaint.Merge{Into: target.ID}, complaint.ErrNotAllowed)
	require.Equal(t, "children", refusal.Rule)
	b.do(clerk, members[0], complaint.Withdraw{})
	require.Equal(t, complaint.Merged, b.do(clerk, lead, complaint.Merge{Into: target.ID}).State)
}

func TestALateMessageToAMergedCaseLandsInTheTarget(t *testing.T) {
	for _, tc := range []struct {
		name  string
		cmd   complaint.Command
		check func(*testing.T, *complaint.Case)
	}{
		{"a message", complaint.Message{In: true, Kind: "question", Text: "怎样了"}, func(t *testing.T, c *complaint.Case) { require.Equal(t, 1, c.Contacts) }},
		{"a reminder", complaint.Expedite{}, func(t *testing.T, c *complaint.Case) { require.Equal(t, 1, c.Expedites) }},
		{"a note", complaint.Note{Text: "来电"}, func(*testing.T, *complaint.Case) {}},
		{"a piece of evidence", complaint.Attach{Hash: complaint.Hash{1}, Kind: "camera"}, func(t *testing.T, c *complaint.Case) { require.Equal(t, 1, c.Evidence) }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			target, middle, c := b.in(complaint.Investigating), b.numbered(1), b.numbered(2)
			c = b.do(clerk, c, complaint.Merge{Into: middle.ID})
			b.do(clerk, middle, complaint.Merge{Into: target.ID})
			res, err := b.desk.Submit(b.ctx, complaint.Request{Actor: clerk, Case: c.ID, Command: tc.cmd, Key: "mail 7"})
			require.NoError(t, err)
			require.Equal(t, target.ID, res.Case.ID, "the caller learns where it went")
			tc.check(t, res.Case)
			e := b.last(target)
			require.Equal(t, tc.cmd.Name(), e.Command.Name())
			require.Equal(t, c.ID, e.From, "and the ledger where it was sent")
			require.Equal(t, c.Version, b.reload(c).Version, "nothing is written on the merged case")
			res, err = b.desk.Submit(b.ctx, complaint.Request{Actor: clerk, Case: c.ID, Command: tc.cmd, Key: "mail 7"})
			require.NoError(t, err)
			require.True(t, res.Replayed)
			require.Equal(t, e.Seq, b.last(target).Seq)
			b.verify(target.ID)
		})
	}
}

func TestWhatIsAboutOneComplainantDoesNotLandInTheTarget(t *testing.T) {
	for _, cmd := range []complaint.Command{
		complaint.Respond{Text: "x"}, complaint.Correct{Place: "1209"}, complaint.Withdraw{}, complaint.Resume{},
	} {
		t.Run(cmd.Name(), func(t *testing.T) {
			b := setup(t)
			target, c := b.in(complaint.Investigating), b.numbered(1)
			c = b.do(clerk, c, complaint.Merge{Into: target.ID})
			before := b.last(target).Seq
			b.refuse(clerk, c, cmd, complaint.ErrNotAllowed)
			require.Equal(t, before, b.last(target).Seq)
		})
	}
}

func TestWhoMayNotWriteToTheTargetMayNotByTheMergedCase(t *testing.T) {
	b := setup(t)
	in := b.intakeOf(1, "pool")
	in.About = []string{clerk.ID}
	reg, err := b.desk.Register(b.ctx, boss, in)
	require.NoError(t, err)
	target, c := reg.Case, b.numbered(2)
	c = b.do(manager, c, complaint.Merge{Into: target.ID})
	refusal := b.refuse(clerk, c, complaint.Note{Text: "x"}, complaint.ErrForbidden)
	require.Equal(t, "conflict-of-interest", refusal.Rule)
}

func TestARepeatOfAMergedCaseIsAReminderOnTheTarget(t *testing.T) {
	b := setup(t)
	target, c := b.in(complaint.Investigating), b.numbered(1)
	b.do(clerk, c, complaint.Merge{Into: target.ID})
	reg, err := b.desk.Register(b.ctx, clerk, b.intakeOf(1, "b"))
	require.NoError(t, err)
	require.Equal(t, complaint.HowExpedited, reg.How)
	require.Equal(t, target.ID, reg.Case.ID)
	require.Equal(t, 1, reg.Case.Expedites)
	require.Equal(t, c.ID, b.last(target).From)
	b.do(worker, target, complaint.Resolve{Outcome: "explained"})
	b.do(clerk, target, complaint.FollowUp{Reached: true, Satisfied: true}, complaint.Close{})
	reg, err = b.desk.Register(b.ctx, clerk, b.intakeOf(1, "b"))
	require.NoError(t, err)
	require.Equal(t, complaint.HowLinked, reg.How)
	require.Equal(t, []complaint.Link{{Kind: "repeat-of", Case: target.ID}}, reg.Case.Links, "what it was merged into is what was handled")
	b.verify(target.ID)
}
