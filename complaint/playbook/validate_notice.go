package playbook

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// notices checks what people are told, and when.
func (v *validator) notices() {
	unique(v, "reactions", v.p.Reactions, func(r Reaction) string { return r.Name })
	for i := range v.p.Reactions {
		v.reaction(fmt.Sprintf("reactions[%d]", i), &v.p.Reactions[i])
	}
	for i := range v.p.Templates {
		v.template(i, &v.p.Templates[i])
	}
	q, d := &v.p.Quiet, &v.p.Digest
	if q.Calendar != "" && !slices.Contains(v.calendarIDs(), q.Calendar) {
		v.fault("quiet.calendar", "%q is not one of the calendars", q.Calendar)
	}
	if q.Calendar == "" && len(q.To) > 0 {
		v.fault("quiet.to", "needs a calendar")
	}
	v.listed("quiet.severities", q.Severities, v.factValues("severity"))
	v.listed("quiet.to", q.To, RecipientKinds())
	v.listed("digest.to", d.To, RecipientKinds())
	if !d.Window.IsZero() && (!d.Window.Unit().Elapsed() || d.Duration() < time.Second || d.Duration() > 24*time.Hour) {
		v.fault("digest.window", "elapsed time, from one second to 24 hours")
	}
}

func (v *validator) calendarIDs() []string {
	ids := make([]string, len(v.p.Calendars))
	for i, c := range v.p.Calendars {
		ids[i] = c.ID
	}
	return ids
}

// listed checks each value of a closed list, each with its place.
func (v *validator) listed(path string, values, list []string) {
	for i, x := range values {
		v.oneOf(fmt.Sprintf("%s[%d]", path, i), x, list)
	}
}

// reaction checks that a reaction speaks the engine's vocabulary.
func (v *validator) reaction(at string, r *Reaction) {
	if slices.Contains(Notices(), r.Name) {
		v.fault(at+".name", "%q is a notice of the engine", r.Name)
	}
	if len(r.On) == 0 {
		v.fault(at+".on", "required")
	}
	for j, c := range r.On {
		on := fmt.Sprintf("%s.on[%d]", at, j)
		if slices.Contains(reactionless(), c.Event) {
			v.fault(on+".event", "%q is the engine's own; what follows from time is a step of a target", c.Event)
			continue
		}
		v.oneOf(on+".event", c.Event, EventKinds())
		v.attributes(on+".with", c)
	}
	v.facts(at+".if", r.If)
	if len(r.Do) == 0 {
		v.fault(at+".do", "required")
	}
	v.doings(at+".do", r.Do)
}

// reactionless are the commands that nothing follows from: they are the engine's, and about no event of the case.
func reactionless() []string { return []string{"tick", "recalculate", "reseal"} }

// template checks that a text is for a notice there is, that some recipient gets it, and that it names variables there
// are.
func (v *validator) template(i int, t *Template) {
	at := fmt.Sprintf("templates[%d]", i)
	v.oneOf(at+".notice", t.Notice, v.noticeNames())
	v.listed(at+".to", t.To, RecipientKinds())
	for j := range i {
		if before := &v.p.Templates[j]; before.Notice == t.Notice && shadows(before.To, t.To) {
			v.fault(at, "never used: templates[%d] stands before it for the same notice and recipients", j)
		}
	}
	if t.Body == (Text{}) {
		v.fault(at+".body", "required")
	}
	v.token(at, t)
	for path, text := range map[string]string{
		".subject.zh": t.Subject.ZH, ".subject.en": t.Subject.EN, ".body.zh": t.Body.ZH, ".body.en": t.Body.EN,
	} {
		v.variables(at+path, t.Notice, text)
		if strings.HasPrefix(path, ".subject") && strings.ContainsAny(text, "\r\n") {
			v.fault(at+path, "one line")
		}
	}
}

// shadows reports whether every recipient of a later template is one of the earlier.
func shadows(earlier, later []string) bool {
	if len(earlier) == 0 {
		return true
	}
	return len(later) > 0 && !slices.ContainsFunc(later, func(to string) bool { return !slices.Contains(earlier, to) })
}

// noticeNames are the engine's notices, the steps that notify, and the reactions.
func (v *validator) noticeNames() []string {
	names := append(Notices(), "breach", "lapse") // of the engine's own targets, promise and approval
	for _, t := range v.p.Targets {
		for _, s := range t.Steps {
			names = append(names, s.ID)
		}
	}
	for _, r := range v.p.Reactions {
		names = append(names, r.Name)
	}
	return names
}

// variables checks what a text names in braces.
func (v *validator) variables(path, notice, text string) {
	if strings.Count(text, "{") != strings.Count(text, "}") {
		v.fault(path, "a brace is not closed")
	}
	known := TemplateVariables()
	switch {
	case notice == DigestNotice:
		known = []string{"count", "list"}
	case invites(notice):
		known = append(known, SurveyVariables()...)
	}
	ExpandTemplate(text, func(name string) string {
		prefix, rest, named := strings.Cut(name, ".")
		switch {
		case named && prefix == "due" && notice != DigestNotice:
			v.oneOf(path+"."+name, rest, targetNames(v.p))
		case named && prefix == "field" && notice != DigestNotice:
			v.oneOf(path+"."+name, rest, codesOf(v.p.Fields, func(f Field) string { return f.Name }))
		default:
			v.oneOf(path+"."+name, name, known)
		}
		return ""
	})
}

// targetNames are the targets that a case may be due by.
func targetNames(p *Playbook) []string {
	names := []string{"promise", "approval"}
	for _, t := range p.Targets {
		names = append(names, t.Name)
	}
	return names
}
