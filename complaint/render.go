package complaint

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/redress-go/redress/complaint/playbook"
)

// Letter is the text of a notice in one language.
type Letter struct {
	Subject string // one line
	Body    string
}

// Render writes the text of a notice in a language, "zh" or "en", from the templates of the playbook the case is pinned
// to. It is made when the notice is delivered and stored nowhere: it tells how the case stands then, with times in the
// zone of the playbook. A notice without a template gets a plain text of its name, the case's number and state. A digest
// is the texts of its parts under their number.
//
// The name and the wish of the complainant, and personal fields of the trade, are filled in for the complainant, and for
// roles and people that may see them; for anybody else, and once they are erased, they read "…". Opening them is recorded
// in the case's stream of reads, by the actor “system” for the address of the notice.
//
// Errors: ErrInvalid for another language; ErrNotFound for a case that is not there.
func (d *Desk) Render(ctx context.Context, n Notice, lang string) (Letter, error) {
	if lang != "zh" && lang != "en" {
		return Letter{}, d.wrap("render", &Request{Case: n.Case}, invalid("lang", "zh or en"))
	}
	if len(n.Digest) > 0 {
		return d.renderDigest(ctx, n, lang)
	}
	c, err := d.store.Load(ctx, n.Case)
	if err == nil && c.Org != n.Org {
		err = ErrNotFound
	}
	if err != nil {
		return Letter{}, d.wrap("render", &Request{Case: n.Case}, err)
	}
	r, err := d.rulesOf(ctx, c.Playbook)
	if err != nil {
		return Letter{}, d.wrap("render", &Request{Case: n.Case}, err)
	}
	l := &letter{desk: d, ctx: ctx, n: &n, c: c, rules: r, lang: lang}
	out := l.write()
	if l.err != nil {
		return Letter{}, d.wrap("render", &Request{Case: n.Case}, l.err)
	}
	return out, nil
}

// renderDigest writes the texts of the parts one below the other.
func (d *Desk) renderDigest(ctx context.Context, n Notice, lang string) (Letter, error) {
	var list strings.Builder
	for i := range n.Digest {
		part, err := d.Render(ctx, n.Digest[i], lang)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return Letter{}, err
		}
		list.WriteString(part.Subject + "\n" + part.Body + "\n\n")
	}
	t := &playbook.Template{Subject: playbook.Text{ZH: "{count} 条通知", EN: "{count} notices"}, Body: playbook.Text{ZH: "{list}", EN: "{list}"}}
	if c, err := d.store.Load(ctx, n.Digest[0].Case); err == nil {
		if r, err := d.rulesOf(ctx, c.Playbook); err == nil {
			if own := r.post.template(n.Kind, n.To); own != nil {
				t = own
			}
		}
	}
	value := func(name string) string {
		if name == "count" {
			return strconv.Itoa(len(n.Digest))
		}
		return strings.TrimRight(list.String(), "\n")
	}
	return Letter{playbook.ExpandTemplate(t.Subject.In(lang), value), playbook.ExpandTemplate(t.Body.In(lang), value)}, nil
}

// letter is a notice while its text is written.
type letter struct {
	desk    *Desk
	ctx     context.Context //nolint:containedctx // lives for one call of Render
	n       *Notice
	c       *Case
	rules   *rules
	lang    string
	details *Details // opened when a variable asks
	link    string   // of an invitation to the survey
	err     error
}

func (l *letter) write() Letter {
	t := l.rules.post.template(l.n.Kind, l.n.To)
	if t == nil {
		t = plain()
	}
	subject := t.Subject
	if subject == (playbook.Text{}) {
		subject = plain().Subject
	}
	return Letter{playbook.ExpandTemplate(subject.In(l.lang), l.value), playbook.ExpandTemplate(t.Body.In(l.lang), l.value)}
}

// plain is the text of a notice the playbook has none for.
func plain() *playbook.Template {
	return &playbook.Template{
		Subject: playbook.Text{ZH: "{number}：{notice}", EN: "{number}: {notice}"},
		Body:    playbook.Text{ZH: "投诉 {number}，状态：{state}。", EN: "Complaint {number}, now {state}."},
	}
}

// sealed opens the sealed half for whoever may see it and picks from it; "…" for anybody else.
func (l *letter) sealed(pick func(*Details) string) string {
	const hidden = "…"
	if l.err != nil || !l.maySee() {
		return hidden
	}
	if l.details == nil {
		found, err := l.desk.openFor(l.ctx, l.c, "notice "+l.n.Kind+" to "+l.n.To)
		if err != nil {
			l.err = err
			return hidden
		}
		l.details = &found
	}
	if v := pick(l.details); v != "" {
		return v
	}
	return hidden
}

// maySee reports whether the recipient may read the complainant's personal data: the complainant, a role that sees it,
// a person of such a role. Whoever is complained about, and everybody else when the complaint is confidential, may not.
func (l *letter) maySee() bool {
	kind, id, _ := strings.Cut(l.n.To, ":")
	role := id
	switch {
	case kind == Complainant:
		return true
	case l.c.Confidential || kind != "person" && kind != "role":
		return false
	case kind == "person":
		m := l.desk.cfg.Staff().person(id)
		if m == nil || slices.Contains(l.c.About, id) {
			return false
		}
		role = m.Role
	}
	found := l.rules.roles[role]
	return found != nil && found.SeesPersonal
}
