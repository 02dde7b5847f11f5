package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
)

func TestEffectsInWords(t *testing.T) {
	paid := complaint.Yuan(86)
	paid.Amount += 50
	when := time.Date(2026, 10, 3, 14, 25, 0, 0, time.UTC)
	cases := []struct {
		name   string
		fx     complaint.Effect
		zh, en string
	}{
		{"a state", complaint.MovedEffect{To: complaint.Assessed}, "→已评估", "→assessed"},
		{"a class", complaint.ClassifiedEffect{Classification: complaint.Classification{Severity: classify.Major, Unit: "security"}}, "重大/security", "Major/security"},
		{"an assignment", complaint.AssignedEffect{Assignment: complaint.Assignment{Unit: "security", Person: "u30"}}, "security/u30", "security/u30"},
		{"one that ended", complaint.AssignedEffect{Assignment: complaint.Assignment{Unit: "security", Ended: when}}, "", ""},
		{"a proposal", complaint.ProposedEffect{Proposal: complaint.Proposal{ID: 2, Status: complaint.ProposalPending, Total: paid}}, "方案2:待审批:¥86.50", "proposal-2:pending:¥86.50"},
		{"an approval that waits", complaint.ApprovalEffect{Approval: complaint.Approval{ID: 1}}, "审批1:待审批", "approval-1:waiting"},
		{"one that lapsed", complaint.ApprovalEffect{Approval: complaint.Approval{ID: 1, Status: "lapsed"}}, "审批1:逾期失效", "approval-1:lapsed"},
		{"a promise", complaint.PromisedEffect{Promise: complaint.Promise{Due: when}}, "承诺10-03T14:25", "promise-by-10-03T14:25"},
		{"one that was kept", complaint.PromisedEffect{Promise: complaint.Promise{Due: when, Kept: when}}, "承诺已兑现", "promise-kept"},
		{"an answer", complaint.FollowedEffect{FollowUpResult: complaint.FollowUpResult{Reached: true, Satisfied: true, Score: 5}}, "满意(5)", "satisfied(5)"},
		{"nobody at the phone", complaint.FollowedEffect{}, "未联系上", "not-reached"},
		{"a breach", complaint.SteppedEffect{StepID: complaint.StepID{Target: "resolve", Step: "breach"}, Told: []string{"person:u27", "unit:security"}}, "办结/breach→u27、security", "resolve/breach→u27,security"},
		{"a step that found nobody", complaint.SteppedEffect{StepID: complaint.StepID{Target: "report", Step: "half"}, Nobody: true}, "上报/half→无人", "report/half→nobody"},
		{"a close that was refused", complaint.SteppedEffect{StepID: complaint.StepID{Target: "auto-close", Step: "close"}, Refused: "followed-up"}, "自动结案/close 未成:followed-up", "auto-close/close refused:followed-up"},
		{"a counter", complaint.CountedEffect{What: "level", Value: 2}, "升级=2", "level=2"},
		{"money", complaint.PaidEffect{Total: complaint.Yuan(200)}, "已付¥200", "paid-¥200"},
		{"what repeats the command", complaint.NoticedEffect{Notice: "resolved", To: "complainant"}, "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for lang, want := range map[tongue]string{"zh": c.zh, "en": c.en} {
				assert.Equal(t, want, describer{t: lang, zone: time.UTC}.effect(c.fx))
			}
		})
	}
}

func TestEveryWordOfTheLedgerIsKnown(t *testing.T) {
	s := whole(t, 1)
	h, err := gather(t.Context(), s.desk, s.clock.Now())
	assert.NoError(t, err)
	h.each(func(c *complaint.Case, e *complaint.Entry) {
		name := e.Command.Name()
		if tongue("zh").command(name) == name {
			t.Errorf("%s: no Chinese for the command %s", c.Number, name)
		}
		for _, fx := range e.Effects {
			if step, ok := fx.(complaint.SteppedEffect); ok && tongue("zh").target(step.Target) == step.Target {
				t.Errorf("%s: no Chinese for the target %s", c.Number, step.Target)
			}
		}
	})
}
