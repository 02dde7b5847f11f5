package complaint

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
)

// maskText stands for what the reader may not see.
const maskText = "●●●"

// Markdown renders the sheet as a document in a language ("zh" or "en"), with the form's number, version and effective
// date in its head (R10) and lines to sign at its end (R01). What people wrote is escaped: it cannot add to the document.
func (s *Sheet) Markdown(lang string) string {
	d := &sheetDocument{lang: lang}
	d.line("# %s · %s", d.word("handling sheet"), s.Title.In(lang))
	d.gap()
	d.head(s)
	d.complainant(s)
	d.content(s)
	d.handling(s)
	d.result(s)
	d.section("signatures")
	d.table([]string{"signed by", "name", "date"},
		[]string{d.word("received by"), "", ""}, []string{d.word("handled by"), "", ""},
		[]string{d.word("reviewed by"), "", ""}, []string{d.word("complainant"), "", ""})
	return d.String()
}

// sheetDocument writes Markdown in one language.
type sheetDocument struct {
	strings.Builder
	lang string
}

func (d *sheetDocument) line(format string, args ...any) {
	d.WriteString(fmt.Sprintf(format, args...) + "\n")
}
func (d *sheetDocument) gap() { d.WriteByte('\n') }

// word is a word of the form in the document's language.
func (d *sheetDocument) word(key string) string {
	t := sheetWords()[key]
	return playbook.Text{ZH: t, EN: key}.In(d.lang)
}

func (d *sheetDocument) section(key string) {
	d.line("## %s", d.word(key))
	d.gap()
}

// rows writes a table of names and values; a value that is empty is left out.
func (d *sheetDocument) rows(pairs ...string) {
	var out [][]string
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out = append(out, []string{pairs[i], pairs[i+1]})
		}
	}
	d.table([]string{"item", "record"}, out...)
}

// table writes a table; nothing when it has no rows.
func (d *sheetDocument) table(head []string, rows ...[]string) {
	if len(rows) == 0 {
		return
	}
	for i, h := range head {
		d.WriteString([]string{"| ", " | "}[min(i, 1)] + d.word(h))
	}
	d.WriteString(" |\n" + strings.Repeat("|---", len(head)) + "|\n")
	for _, row := range rows {
		for i, cell := range row {
			d.WriteString([]string{"| ", " | "}[min(i, 1)] + cellText(cell))
		}
		d.WriteString(" |\n")
	}
	d.gap()
}

// cellText makes a text safe inside a cell: one line, and nothing that Markdown or HTML would read as its own.
func cellText(s string) string {
	var b strings.Builder
	for _, r := range strings.Join(strings.Fields(s), " ") {
		if strings.ContainsRune("\\`*_[]<>|#!&~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02 15:04")
}

func sum(m Money) string {
	if m.IsZero() {
		return ""
	}
	return m.String()
}

// shown is a personal text, or the mask.
func (s *Sheet) shown(text string) string {
	if s.Masked {
		return maskText
	}
	return text
}

// name is what a person of the staff is called.
func (s *Sheet) name(id string) string {
	if name := s.names[id]; name != "" {
		return name
	}
	return id
}

// label is what a code is called: of a unit, a role, a relief, a task.
func (s *Sheet) label(kind, code, lang string) string {
	if t, ok := s.labels[kind+"/"+code]; ok {
		return t.In(lang)
	}
	return code
}

// each renders every element of a list, with commas between.
func each[T any](list []T, text func(T) string) string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = text(x)
	}
	return strings.Join(out, ", ")
}

func (d *sheetDocument) head(s *Sheet) {
	d.rows(d.word("form number"), s.Form.Number, d.word("form version"), s.Form.Version, d.word("effective"), s.Form.Effective.String(),
		d.word("number"), s.Number, d.word("state"), s.State.Label(d.lang), d.word("made"), moment(s.Made))
}

func (d *sheetDocument) complainant(s *Sheet) {
	c := &s.Complainant
	d.section("1 complainant")
	if c.Anonymous {
		d.rows(d.word("name"), d.word("anonymous"), d.word("channel"), c.Channel.In(d.lang), d.word("received"), moment(c.Received))
		return
	}
	d.rows(d.word("name"), s.shown(c.Person.Name), d.word("phone"), s.shown(c.Person.Phone), d.word("email"), s.shown(c.Person.Email),
		d.word("address"), s.shown(c.Person.Address), d.word("on behalf of"), c.OnBehalfOf.Name, d.word("people"), strconv.Itoa(c.People),
		d.word("channel"), c.Channel.In(d.lang), d.word("received"), moment(c.Received), d.word("their deadline"), moment(c.Deadline))
}

func (d *sheetDocument) content(s *Sheet) {
	c := &s.Content
	d.section("2 content")
	pairs := []string{
		d.word("kind"), c.Kind.In(d.lang), d.word("severity"), c.Severity.In(d.lang), d.word("responsible unit"), c.Unit.In(d.lang),
		d.word("place"), c.Place, d.word("problem"), s.shown(c.Problem), d.word("demand"), s.shown(c.Demand), d.word("wanted"), sum(c.Wanted),
	}
	for _, axis := range slices.Sorted(maps.Keys(c.Categories)) {
		pairs = append(pairs, axis, c.Categories[axis])
	}
	for _, f := range c.Fields {
		pairs = append(pairs, f.Label.In(d.lang), f.Value)
	}
	d.rows(pairs...)
	var found [][]string
	for _, f := range c.Findings {
		found = append(found, []string{f.Cause, s.label("unit", f.Unit, d.lang), d.yes(f.Upheld)})
	}
	d.table([]string{"cause", "responsible unit", "well-founded"}, found...)
	if len(c.Diagnosis.Answers) > 0 {
		var asked [][]string
		for _, a := range c.Diagnosis.Answers {
			asked = append(asked, []string{a.Label.In(d.lang), d.word(a.Value)})
		}
		d.line("### %s: %s", c.Diagnosis.Script.In(d.lang), c.Diagnosis.Verdict.In(d.lang))
		d.gap()
		d.table([]string{"question", "answer"}, asked...)
	}
}

func (d *sheetDocument) yes(b bool) string { return d.word(yes(b)) }
