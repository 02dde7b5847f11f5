package survey

import "time"

// Progress counts how a wave, or a plan after events, is going (进度). The zero
// value is empty. Counts of several nodes are added with Merge.
type Progress struct {
	// Invited is Answered + Open + Expired + Revoked.
	Invited  int64 `json:"invited"`
	Answered int64 `json:"answered"`
	Open     int64 `json:"open"`
	Expired  int64 `json:"expired"`
	Revoked  int64 `json:"revoked"`
	// Reminded is how many had a reminder.
	Reminded int64 `json:"reminded"`
}

// Add counts an invitation as it stands at an instant.
func (p *Progress) Add(i Invitation, at time.Time) {
	p.Invited++
	if i.Reminded() > 0 {
		p.Reminded++
	}
	switch i.closed(at) {
	case TokenUsed:
		p.Answered++
	case TokenRevoked:
		p.Revoked++
	case TokenExpired:
		p.Expired++
	case TokenAltered, TokenEarly:
		p.Open++
	default:
		p.Open++
	}
}

// Merge adds the counts of another node.
func (p *Progress) Merge(o Progress) {
	p.Invited += o.Invited
	p.Answered += o.Answered
	p.Open += o.Open
	p.Expired += o.Expired
	p.Revoked += o.Revoked
	p.Reminded += o.Reminded
}

// ResponseRate is the share answered of those invited and not taken back, 0 to
// 1, without an interval (回收率). No data when there are none.
func (p Progress) ResponseRate() Estimate {
	n := p.Invited - p.Revoked
	return point(float64(p.Answered)/float64(n), n)
}
