package main

import (
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/survey"
)

// resolved: we ask whether the guest is content, somebody else than who resolved it. Small matters close without.
func (p *policy) resolved(f *file) *move {
	if f.c.Severity == classify.Minor {
		if p.seed.chance(f.row.Key, f.c.Cycle, "left open", 0.3) {
			return nil // closes by itself
		}
		return p.by(f, p.wait(f, "close", 6*time.Hour, 30*time.Hour, 0), complaint.Close{}, p.lobby()...)
	}
	return p.ask(f, p.wait(f, "follow up", 2*time.Hour, 20*time.Hour, 0.06))
}

// ask is a follow-up by day, never by whoever resolved the case.
func (p *policy) ask(f *file, after time.Duration) *move {
	not := append(f.doers("resolve"), f.c.About...)
	at := daytime(f.base().Add(after).In(p.cast.zone))
	who, at := p.cast.find(at, not, p.lobby()...)
	if who == nil {
		return nil
	}
	return &move{at: at, who: who, cmd: p.answer(f)}
}

// daytime moves a call out of the night.
func daytime(t time.Time) time.Time {
	nine := time.Date(t.Year(), t.Month(), t.Day(), 9, 10, 0, 0, t.Location())
	switch {
	case t.Hour() >= 21:
		return nine.AddDate(0, 0, 1)
	case t.Before(nine):
		return nine
	}
	return t
}

// answer is what the guest says.
func (p *policy) answer(f *file) complaint.FollowUp {
	if f.row.Phone == "" || p.chance(f, "unreachable", 0.10) {
		return complaint.FollowUp{Text: "未联系上。"}
	}
	content := p.contentment(f)
	satisfied := p.chance(f, "content", content)
	score := func(question string) int {
		n := 3 + int(3*p.seed.draw(f.row.Key, len(f.log), question))
		if !satisfied {
			n -= 2
		}
		return min(n, 5)
	}
	result := score("result")
	if satisfied {
		result = max(result, 3)
	}
	return complaint.FollowUp{
		Reached: true, Satisfied: satisfied, Score: result,
		Answers: survey.Answers{
			"speed": survey.Score(score("speed")), "manner": survey.Score(score("manner")), "result": survey.Score(result),
			"recommend": survey.Score(2 * score("recommend")),
		},
	}
}

// contentment is how likely the guest is content: less after a final decision or a missed deadline.
func (p *policy) contentment(f *file) float64 {
	switch {
	case f.c.Cycle > 0:
		return 0.85
	case f.did("final-decision"):
		return 0.45
	case f.c.Level > 0:
		return 0.75
	}
	return 0.88
}

// followed: content or never reached, the case closes; else it is taken up again, the third time from further up.
func (p *policy) followed(f *file) *move {
	last := f.c.FollowUps[len(f.c.FollowUps)-1]
	switch {
	case last.Reached && last.Satisfied:
		return p.by(f, p.wait(f, "close", 10*minute, 2*time.Hour, 0), complaint.Close{}, p.lobby()...)
	case last.Reached && f.c.Cycle >= 2 && f.c.Level == 0:
		return p.by(f, 20*minute, complaint.Escalate{Role: "operations-director", Reason: "unsatisfied"}, p.lobby()...)
	case last.Reached:
		return p.by(f, p.wait(f, "reopen", 10*minute, 50*minute, 0), complaint.Reopen{Reason: "unsatisfied", Text: "客人对结果不满意，重新处理。"}, p.lobby()...)
	case f.count("follow-up") < 3 && f.row.Phone != "":
		return p.ask(f, 20*time.Hour)
	}
	return p.by(f, p.wait(f, "close", 1*time.Hour, 6*time.Hour, 0), complaint.Close{Text: "多次未能联系上客人。"}, p.lobby()...)
}

// ended: what is left to do becomes a case study where the severity asks for it, and everything is filed.
func (p *policy) ended(f *file) *move {
	clerks := []want{role("floor-manager"), role("operations-director")}
	switch {
	case f.c.State == complaint.Closed && f.c.Severity >= classify.Major && !f.c.HasTag("case-study"):
		return p.by(f, p.wait(f, "study", 20*time.Hour, 60*time.Hour, 0), complaint.Note{CaseStudy: true, Text: "案例：起因、处理、教训与整改措施。"}, clerks...)
	case f.c.State == complaint.Closed && f.openTask(false) != nil:
		return p.by(f, p.wait(f, "improve", 12*time.Hour, 48*time.Hour, 0), complaint.CompleteTask{Task: f.openTask(false).ID, Result: "improved", Text: "整改完成，已复查。"}, clerks...)
	}
	return p.by(f, p.wait(f, "file", 3*24*time.Hour, 6*24*time.Hour, 0), complaint.Archive{}, clerks...)
}
