package main

import (
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
)

// investigating: find out, tell the guest until when, and put it right or draft a way to settle.
func (p *policy) investigating(f *file) *move {
	handlers := p.handlers(f)
	switch {
	case f.c.HoldReason != "":
		return p.by(f, p.away(f), complaint.Resume{Text: "可以继续处理。"}, p.lobby()...)
	case !f.did("promise") && !f.c.Anonymous && p.seed.chance(f.row.Key, f.c.Cycle, "promises", 0.85):
		return p.commit(f, handlers)
	case f.serious() && f.openTask(true) != nil:
		return p.by(f, p.wait(f, "evidence", 15*minute, 90*minute, 0), complaint.CompleteTask{
			Task: f.openTask(true).ID, Result: "secured", Text: "监控、门锁记录与现场照片已封存。",
		}, p.lobby()...)
	case !f.did("find"):
		return p.by(f, p.wait(f, "find", 10*minute, 70*minute, 0.10), p.finding(f), handlers...)
	case !f.did("hold") && f.c.Cycle == 0 && p.waitsFor(f) != "":
		return p.by(f, 5*minute, complaint.Hold{Reason: p.waitsFor(f), Text: "待外部结果，已告知客人。"}, p.lobby()...)
	case p.seed.chance(f.row.Key, 0, "withdraws", 0.02) && !f.serious():
		return p.by(f, 15*minute, complaint.Withdraw{Text: "客人表示理解，不再追究。"}, p.lobby()...)
	case f.c.Wanted.IsZero() && !f.serious() && f.c.Cycle == 0 && p.seed.chance(f.row.Key, 0, "puts right", 0.65):
		if !f.did("respond", "message") {
			return p.by(f, p.wait(f, "tell", 10*minute, 60*minute, 0.05), complaint.Message{Kind: "answer", Text: "问题已处理，请客人查看。"}, handlers...)
		}
		return p.by(f, p.wait(f, "resolve", 10*minute, 80*minute, 0.15), complaint.Resolve{Outcome: "upheld", Text: "已修复，客人确认。"}, handlers...)
	}
	return p.propose(f, handlers)
}

// waitsFor is what a case waits for outside the hotel: the guest, the police, an appraisal, or nothing.
func (p *policy) waitsFor(f *file) string {
	switch {
	case f.flagged("theft") && p.seed.chance(f.row.Key, 0, "police", 0.7):
		return "police"
	case f.serious() && f.row.Matter == "safety" && p.seed.chance(f.row.Key, 0, "appraisal", 0.45):
		return "appraisal"
	case p.seed.chance(f.row.Key, 0, "away", 0.04):
		return "guest-away"
	}
	return ""
}

// away is how long that takes.
func (p *policy) away(f *file) time.Duration {
	if f.c.HoldReason == "guest-away" {
		return p.wait(f, "resume", 3*time.Hour, 14*time.Hour, 0)
	}
	return p.wait(f, "resume", 24*time.Hour, 6*24*time.Hour, 0)
}

func (p *policy) finding(f *file) complaint.RecordFinding {
	causes := map[string]string{"charge": "billing", "room": "wear", "facility": "wear", "lift": "breakdown", "safety": "hazard", "noise": "neighbour"}
	cause := causes[f.row.Matter]
	if f.row.Staff != "" {
		cause = "conduct"
	} else if cause == "" {
		cause = "process"
	}
	unit := ""
	if accused := p.cast.person(f.row.Staff); accused != nil {
		unit = accused.unit
	}
	return complaint.RecordFinding{Cause: cause, Unit: unit, Upheld: p.chance(f, "upheld", 0.85), Text: "调取记录并询问当事人后认定。"}
}

// commit tells the guest a time.
func (p *policy) commit(f *file, handlers []want) *move {
	lo, hi := time.Hour, 5*time.Hour
	if f.serious() {
		lo, hi = 4*time.Hour, 20*time.Hour
	}
	m := p.by(f, p.wait(f, "promise", 2*minute, 15*minute, 0), nil, handlers...)
	if m != nil {
		by := m.at.Add(p.seed.between(f.row.Key, f.c.Cycle, "by", lo, hi)).Truncate(5 * minute)
		m.cmd = complaint.MakePromise{What: "answer", Due: by, Text: "到时无论进展如何都给客人回音。"}
	}
	return m
}

// propose drafts the next way to settle.
func (p *policy) propose(f *file, handlers []want) *move {
	cmd := complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology"}}, Text: "当面致歉并落实下列措施。"}
	if kind := p.remedy(f); kind != "" {
		cmd.Remedies = append(cmd.Remedies, complaint.Remedy{Relief: kind})
	}
	cmd.Compensation = complaint.Yuan(p.amount(f))
	wait := p.wait(f, "propose", 10*minute, 60*minute, 0.08)
	if f.serious() {
		wait = p.wait(f, "propose", 1*time.Hour, 4*time.Hour, 0.08)
	}
	return p.by(f, wait, cmd, handlers...)
}

// remedy is what is done beside money.
func (p *policy) remedy(f *file) string {
	switch {
	case f.flagged("injury"):
		return "medical"
	case f.row.Matter == "room" || f.row.Matter == "facility" || f.row.Matter == "lift":
		return "repair"
	case f.row.Matter == "noise":
		return "room-change"
	case f.row.Matter == "restaurant" || f.row.Matter == "housekeeping":
		return "redo"
	}
	return "improvement"
}

// amount is what is offered, in whole yuan: a part of what the guest wants at first, more when that was not enough, less
// when it was denied from above. What a case has already cost is not offered again.
func (p *policy) amount(f *file) int64 {
	wanted := f.c.Wanted.Amount / 100
	if f.c.Cycle > 0 {
		return 10 * (1 + int64(9*p.seed.draw(f.row.Key, f.c.Cycle, "goodwill")))
	}
	if wanted == 0 {
		return 0
	}
	share := 0.45 + 0.55*p.seed.draw(f.row.Key, 0, "share")
	for _, q := range f.c.Proposals {
		switch q.Status {
		case complaint.ProposalDenied:
			share *= 0.6
		case complaint.ProposalRejected:
			share = min(1, share*1.4)
		}
	}
	offer := int64(share * float64(wanted))
	if offer >= 100 {
		offer -= offer % 10
	}
	return max(offer, 1)
}

// proposing: a serious case is reported with its plan and waits for instruction; what was denied is drafted anew; the
// rest is offered.
func (p *policy) proposing(f *file) *move {
	handlers := p.handlers(f)
	q := f.proposal()
	switch {
	case q.Status == complaint.ProposalDenied:
		return p.propose(f, handlers)
	case f.c.Severity == classify.Major && f.count("report") < 2:
		m := p.by(f, p.wait(f, "plan", 10*minute, 40*minute, 0.1), complaint.Report{Role: "general-manager", Text: "附处理方案，请批示。"}, handlers...)
		if p.chance(f, "rash", 0.3) {
			m.try(m.who, complaint.Offer{Proposal: q.ID}, complaint.ErrNotAllowed)
		}
		return m
	case f.c.Severity == classify.Major && !f.c.Instructed:
		return p.by(f, p.wait(f, "instruct", 20*minute, 3*time.Hour, 0.15), complaint.Instruct{Text: "同意按方案处理，务必当面致歉。"}, role("general-manager"))
	}
	return p.by(f, p.wait(f, "offer", 5*minute, 40*minute, 0.05), complaint.Offer{Proposal: q.ID, Text: "向客人说明方案及依据。"}, handlers...)
}

// awaiting: whoever has the authority decides, within the day or too late.
func (p *policy) awaiting(f *file) *move {
	a := f.pending()
	var wants []want
	for _, r := range a.Roles {
		wants = append(wants, want{role: r, unit: f.c.Unit}, role(r))
	}
	wants = p.reaching(f, wants)
	not := append(f.doers("propose"), f.c.About...)
	at := f.base().Add(p.wait(f, "decide", 15*minute, 4*time.Hour, 0.06))
	who, at := p.cast.find(at, not, wants...)
	if who == nil {
		return nil
	}
	m := &move{at: at, who: who, cmd: complaint.Approve{Approval: a.ID, Text: "同意。"}}
	if f.denials() == 0 && p.chance(f, "deny", 0.25) {
		m.cmd = complaint.Deny{Approval: a.ID, Reason: "too-much", Text: "金额偏高，请重新拟定。"}
	}
	author := p.cast.person(a.Author)
	if !author.works(at.In(p.cast.zone)) {
		return m
	}
	if p.chance(f, "hasty", 0.22) {
		m.try(author, complaint.Offer{Proposal: a.Proposal}, complaint.ErrNeedsApproval)
	}
	if p.chance(f, "bold", 0.10) {
		m.try(author, complaint.Approve{Approval: a.ID}, complaint.ErrForbidden)
	}
	return m
}

// reaching keeps the wants of people who reach the case: those of its unit, and roles that reach every case.
func (p *policy) reaching(f *file, wants []want) []want {
	var out []want
	for _, w := range wants {
		if w.unit == f.c.Unit || w.role != "area-lead" && w.role != "dept-head" {
			out = append(out, w)
		}
	}
	return out
}

// denials is how often this case's proposals were turned down from above.
func (f *file) denials() int {
	n := 0
	for _, a := range f.c.Approvals {
		if a.Status == "denied" || a.Status == "lapsed" {
			n++
		}
	}
	return n
}

// negotiating: the guest answers; after a no there is a better offer, and after two a final decision.
func (p *policy) negotiating(f *file) *move {
	handlers := p.handlers(f)
	q := f.proposal()
	if q.Status == complaint.ProposalOffered {
		yes := p.chance(f, "accepts", p.liking(f, q))
		text := "客人接受。"
		if !yes {
			text = "客人认为不够。"
		}
		return p.by(f, p.wait(f, "reply", 5*minute, 2*time.Hour, 0.1), complaint.Reply{Proposal: q.ID, Accepted: yes, Text: text}, handlers...)
	}
	if f.count("reply") >= 3 {
		return p.by(f, p.wait(f, "final", 30*minute, 3*time.Hour, 0), complaint.FinalDecision{
			Proposal: q.ID, Text: "这是本店的最终决定；如不同意可向消费者协会投诉，依据已书面说明。",
		}, handlers...)
	}
	return p.propose(f, handlers)
}

// liking is how likely the guest accepts.
func (p *policy) liking(f *file, q *complaint.Proposal) float64 {
	if f.c.Wanted.IsZero() || f.c.Cycle > 0 {
		return 0.93
	}
	switch share := float64(q.Total.Amount) / float64(f.c.Wanted.Amount); {
	case share >= 0.8:
		return 0.95
	case share >= 0.5:
		return 0.7
	}
	return 0.4
}

// executing: what was agreed is done, then the case is resolved.
func (p *policy) executing(f *file) *move {
	q := f.proposal()
	if !q.Executed {
		return p.by(f, p.wait(f, "execute", 15*minute, 3*time.Hour, 0.1), complaint.Execute{Proposal: q.ID, Text: "已落实。"}, p.handlers(f)...)
	}
	outcome := "settled"
	if q.Status == complaint.ProposalImposed {
		outcome = "partly"
	}
	return p.by(f, p.wait(f, "resolve", 5*minute, 40*minute, 0.05), complaint.Resolve{Outcome: outcome}, p.handlers(f)...)
}
