package complaint_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// extensible lets the clock of the integrity side-track be extended; a boss must agree.
func extensible(cfg *complaint.Config, pb *playbook.Playbook) {
	watched(cfg, pb)
	pb.Targets[len(pb.Targets)-1].Extensions = []sla.ExtensionRule{{Name: "more", Shape: sla.ExtendPlus, Span: sla.Hours(5), Max: 2, Approver: "boss"}}
	pb.Grants = append(pb.Grants, playbook.Grant{Roles: []string{"auditor"}, Commands: []string{"extend", "withdraw-extension"}})
}

// TestTheClockOfAHiddenTaskIsMovedUnseen: who does not know of a task cannot move its clock, nor learn that somebody did.
func TestTheClockOfAHiddenTaskIsMovedUnseen(t *testing.T) {
	b := setup(t, laboratory, extensible)
	c := b.do(boss, b.in(complaint.Investigating), complaint.AddTask{Code: "photos"}, complaint.AddTask{Code: "integrity", Text: "请查"})
	b.do(auditor, c, complaint.Attach{Hash: complaint.Hash{9}, Kind: "record", Task: 2})
	more := complaint.Extend{Target: "integrity-limit", Instance: "2", Rule: "more", Text: "x"}
	none := more
	none.Instance = "9"
	hidden, absent := b.refuse(manager, c, more, complaint.ErrNotAllowed), b.refuse(manager, c, none, complaint.ErrNotAllowed)
	require.Equal(t, strings.ReplaceAll(absent.Error(), `"9"`, `"2"`), hidden.Error(), "it is as if there were none")
	b.refuse(manager, c, complaint.WithdrawExtension{Target: "integrity-limit", Instance: "2"}, complaint.ErrInvalid)

	c = b.do(auditor, c, more)
	require.Len(t, c.Approvals, 1)
	require.Equal(t, []string{"boss"}, c.Approvals[0].Roles, "only somebody who knows of the task decides")
	b.do(boss, c, complaint.Approve{Approval: 1})
	require.NotContains(t, strings.Join(told(b.last(c)), ";"), "complainant")
	c = b.do(boss, c, more, complaint.WithdrawExtension{Target: "integrity-limit", Instance: "2"})
	require.Empty(t, told(b.last(c)), "neither the complainant nor the owner hears of it")

	seen, err := b.desk.Case(b.ctx, manager, c.ID)
	require.NoError(t, err)
	require.Empty(t, seen.Approvals)
	requireNoTrace(t, seen, "case")
	for e, err := range b.desk.Ledger(b.ctx, manager, c.ID) {
		require.NoError(t, err)
		requireNoTrace(t, e, "ledger")
		for _, fx := range e.Effects {
			require.NotEqual(t, "approval", fx.Name())
		}
	}
	b.verify(c.ID)
}

// TestLooksDoNotTellWhatACaseKeepsBack: who looked says who complains, or that somebody is looked into.
func TestLooksDoNotTellWhatACaseKeepsBack(t *testing.T) {
	t.Run("who complains in confidence", func(t *testing.T) {
		b := setup(t)
		in := guest()
		in.Confidential, in.AboutUnit = true, "office"
		c := b.register(in)
		_, err := b.desk.Details(b.ctx, lead, c.ID)
		if err != nil {
			_, err = b.desk.Details(b.ctx, complaint.Actor{ID: "u77", Role: "boss", Unit: "elsewhere"}, c.ID)
		}
		require.NoError(t, err)
		_, err = b.reads(manager, c.ID)
		require.ErrorIs(t, err, complaint.ErrForbidden, "of the unit complained about")
		got, err := b.reads(complaint.Actor{ID: "u78", Role: "boss", Unit: "elsewhere"}, c.ID)
		require.NoError(t, err)
		require.NotEmpty(t, got)
	})
	t.Run("a side-track", func(t *testing.T) {
		b, whole := sideTrack(t)
		_, err := b.desk.Details(b.ctx, auditor, whole.ID)
		require.NoError(t, err)
		_, err = b.desk.Details(b.ctx, lead, whole.ID)
		require.NoError(t, err)
		got, err := b.reads(manager, whole.ID)
		require.NoError(t, err)
		require.Len(t, got, 2)
		requireNoTrace(t, got, "reads")
		require.Equal(t, complaint.Actor{ID: "withheld"}, got[0].Actor)
		require.Equal(t, lead.ID, got[1].Actor.ID)
		got, err = b.reads(boss, whole.ID)
		require.NoError(t, err)
		require.Equal(t, auditor.ID, got[0].Actor.ID, "whoever knows of it sees it")
	})
}

// noted is a store that remembers which tallies were put.
type noted struct {
	complaint.Store
	ids map[string]bool
}

func (s *noted) Commit(ctx context.Context, u *complaint.Changeset) error {
	err := s.Store.Commit(ctx, u)
	for _, d := range u.Documents {
		if err == nil && d.Kind == "tally" {
			s.ids[d.ID] = true
		}
	}
	return err
}

// TestErasureMeetsADeliveryUnderWay: what one node is about to send another has erased a moment before.
func TestErasureMeetsADeliveryUnderWay(t *testing.T) {
	for name, cool := range map[string]sla.Span{"with a cool-down": sla.Hours(720), "without": {}} {
		t.Run(name, func(t *testing.T) {
			house := inviting(func(p *playbook.SurveyPolicy) { p.CoolDown, p.After = cool, sla.Term{} })
			inner := &noted{memstore.New(), map[string]bool{}}
			other := setupOn(t, inner, house)
			store := &overtaken{Store: inner}
			slow := setupOn(t, store, house, func(cfg *complaint.Config, _ *playbook.Playbook) { cfg.Clock = other.clock; cfg.Rand = newSeeded(2) })
			c := other.closed()
			other.clock.Add(hour)
			m := new(mail)
			_, err := slow.desk.Deliver(slow.ctx, func(ctx context.Context, n complaint.Notice) error {
				if n.Kind != playbook.SurveyNotice {
					store.quicker = func() { other.do(boss, c, complaint.Erase{}) } // before the next commit: the invitation's
				}
				return m.send(ctx, n)
			})
			require.NoError(t, err)
			require.NotZero(t, other.reload(c).Invitations[0].Ended)
			require.NotContains(t, surveyKinds(m.sent), playbook.SurveyNotice, "nobody is asked whose case was erased")
			invitations := 0
			for id := range inner.ids {
				doc, err := inner.Document(t.Context(), "tally", id)
				require.NoError(t, err)
				require.NotContains(t, string(doc.Data), string(c.ID), id)
				if strings.HasPrefix(id, "survey:") {
					invitations++
					require.Equal(t, "{}", string(doc.Data))
				}
			}
			require.Equal(t, 1, invitations)
		})
	}
}

// TestTheAnswersOfADiagnosisAreTheCasesOwn: whoever gave them may use the list again.
func TestTheAnswersOfADiagnosisAreTheCasesOwn(t *testing.T) {
	b := setup(t, telephones)
	answers := onPhone(t, "weak-signal", "y")
	c := b.do(clerk, b.register(guest()), complaint.Assess{Script: "weak-signal", Answers: answers})
	asked := answers[0].Question
	answers[0].Question = "overwritten"
	require.Equal(t, asked, c.Diagnosis.Answers[0].Question)
	require.Equal(t, asked, b.reload(c).Diagnosis.Answers[0].Question)
}

// TestTheTagsOfACaseAreBounded, also those by which a verdict collects it.
func TestTheTagsOfACaseAreBounded(t *testing.T) {
	b := setup(t, telephones)
	c := b.register(guest())
	n := 0
	for ; n < 200; n++ {
		after, err := b.desk.Do(b.ctx, clerk, c.ID, complaint.Tag{Add: []string{fmt.Sprintf("t-%d", n)}})
		if err != nil {
			break
		}
		c = after
	}
	require.Less(t, n, 200)
	full := len(c.Tags)
	b.refuse(clerk, c, complaint.Assess{Script: "interconnection", Answers: onPhone(t, "interconnection", "ynn")}, complaint.ErrNotAllowed)
	require.Len(t, b.reload(c).Tags, full)
}

// TestACaseOfManySurveysStaysSmall: reopened and asked again until nothing more is let in.
func TestACaseOfManySurveysStaysSmall(t *testing.T) {
	b := setup(t, inviting(func(p *playbook.SurveyPolicy) { p.Reopen = "unsatisfied" }), with(func(pb *playbook.Playbook) { pb.FollowUp.MaxReopens = 0 }))
	c := b.closed()
	for range 60 {
		left := b.later(48 * hour)
		if len(left) == 0 {
			break
		}
		b.answer(b.token(left[0]), 1)
		c = b.reload(c)
		if c.State != complaint.Investigating {
			break
		}
		c = b.do(boss, c, complaint.Resolve{Outcome: "settled"})
		c = b.do(boss, c, complaint.Close{})
	}
	require.GreaterOrEqual(t, len(c.Invitations), 39)
	data, err := complaint.EncodeCase(b.reload(c))
	require.NoError(t, err)
	require.LessOrEqual(t, len(data), 64<<10)
	t.Log(len(data), "bytes,", len(c.Invitations), "invitations")
	b.verify(c.ID)
}
