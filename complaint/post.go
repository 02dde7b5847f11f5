package complaint

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// post is how the notices of a playbook leave: at once, at the next opening, or gathered in a digest.
type post struct {
	quiet     *sla.Calendar   // nil when there are no quiet hours
	quietTo   map[string]bool // kinds of recipients that are not disturbed; nil means all
	window    time.Duration   // of digests; 0 when there are none
	digestTo  map[string]bool // kinds of recipients whose notices are gathered
	templates map[string][]*playbook.Template
}

// compileNotices looks up reactions by event and templates by notice.
func (r *rules) compileNotices() {
	pb := r.pb
	for i := range pb.Reactions {
		for _, on := range pb.Reactions[i].On {
			list := r.reactions[on.Event]
			if slices.Contains(list, &pb.Reactions[i]) {
				continue // two conditions on one kind of event are one reaction to it
			}
			if r.reactions == nil {
				r.reactions = map[string][]*playbook.Reaction{}
			}
			r.reactions[on.Event] = append(list, &pb.Reactions[i])
		}
	}
	r.post.quietTo = setOf(pb.Quiet.To)
	r.post.window = pb.Digest.Duration()
	if r.post.digestTo = setOf(pb.Digest.To); r.post.digestTo == nil {
		r.post.digestTo = setOf([]string{"person", "role", "unit"})
	}
	r.post.templates = map[string][]*playbook.Template{}
	for i := range pb.Templates {
		t := &pb.Templates[i]
		r.post.templates[t.Notice] = append(r.post.templates[t.Notice], t)
	}
}

// setOf makes a set of a list, nil of an empty one.
func setOf(list []string) map[string]bool {
	var out map[string]bool
	for _, v := range list {
		if out == nil {
			out = map[string]bool{}
		}
		out[v] = true
	}
	return out
}

// recipientKind is what an address is about: complainant, person, role, unit, party.
func recipientKind(to string) string {
	kind, _, _ := strings.Cut(to, ":")
	return kind
}

// template is the text of a notice for a recipient, nil when the playbook has none.
func (p *post) template(notice, to string) *playbook.Template {
	for _, t := range p.templates[notice] {
		if len(t.To) == 0 || slices.Contains(t.To, recipientKind(to)) {
			return t
		}
	}
	return nil
}

// outgoing makes the outbox rows of an entry. What was for nobody stays in the entry.
func (r *rules) outgoing(c *Case, e *Entry) []OutboxRow {
	var rows []OutboxRow
	for _, fx := range e.Effects {
		if n, ok := fx.(NoticedEffect); ok && n.To != Nobody {
			row := OutboxRow{
				ID: string(c.ID) + "/" + strconv.FormatInt(e.Seq, 10) + "/" + strconv.Itoa(len(rows)), Org: c.Org, Case: c.ID, Seq: e.Seq, N: len(rows),
				Kind: n.Notice, To: n.To, Ref: n.Ref, NotBefore: e.Recorded, Express: n.Notice == carryOut,
			}
			r.schedule(&row, c.Severity)
			rows = append(rows, row)
		}
	}
	return rows
}

// schedule decides when a row leaves, and with what. A command on its way to another case is no notice and is left alone.
func (r *rules) schedule(row *OutboxRow, s Severity) {
	p := &r.post
	if row.Kind == carryOut || p.quiet == nil && p.window == 0 {
		return
	}
	kind := recipientKind(row.To)
	quiet := p.quiet != nil && (p.quietTo == nil || p.quietTo[kind])
	gathered := p.window > 0 && p.digestTo[kind] && !invites(row.Kind) // a token is a message of its own
	if t := p.template(row.Kind, row.To); t != nil && t.Urgent || slices.Contains(r.pb.Quiet.Severities, s.String()) {
		quiet, gathered = false, false
	}
	row.Express = !quiet && !gathered
	if gathered {
		row.Digest, row.Window = digestOf(row), p.window
		row.NotBefore = windowEnd(row.NotBefore, p.window)
	}
	if quiet && !p.quiet.IsOpen(row.NotBefore) {
		if opens, ok := p.quiet.NextOpen(row.NotBefore); ok {
			row.NotBefore = opens.UTC()
		}
	}
}

// digestOf names whose message a row becomes a part of. Each case has a complainant of its own.
func digestOf(row *OutboxRow) string {
	if row.To == Complainant {
		return Complainant + "/" + string(row.Case)
	}
	return row.To
}

// windowEnd is the end of the window that an instant lies in. Windows are counted from 1970, UTC, so that every node has
// the same ones.
func windowEnd(t time.Time, window time.Duration) time.Time {
	w := window.Microseconds()
	return time.UnixMicro((t.UnixMicro()/w + 1) * w).UTC()
}
