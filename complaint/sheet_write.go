package complaint

import (
	"iter"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// sheetWriter gathers what a handling sheet shows from a case and its ledger.
type sheetWriter struct {
	c       *Case
	r       *rules
	masked  bool
	details Details
	names   map[string]string // of staff, by id
	steps   []SheetStep
	told    []SheetStep
}

// read goes through the ledger once.
func (w *sheetWriter) read(entries iter.Seq2[*Entry, error]) error {
	labels := playbook.CommandLabels()
	for e, err := range entries {
		if err != nil {
			return err
		}
		w.details.lay(e.Command)
		w.details.Erased = w.details.Erased || e.Unreadable
		if e.Actor.Name != "" {
			w.names[e.Actor.ID] = e.Actor.Name
		}
		what, ok := labels[e.Command.Name()]
		if e.Actor.Role == systemRole || !ok {
			continue
		}
		step := SheetStep{At: w.at(e.Effective), Who: w.name(e.Actor.ID), What: what, Words: words(e.Command)}
		if role := w.r.roles[e.Actor.Role]; role != nil {
			step.Role = role.Label
		}
		w.steps = append(w.steps, step)
		if reachesComplainant(e) {
			w.told = append(w.told, step)
		}
	}
	return nil
}

// words is what somebody wrote with a command, where the reader may see it.
func words(cmd Command) string {
	switch cmd := cmd.(type) {
	case Intake:
		return "" // the content has it
	case ForEachMember:
		if cmd.Command == nil {
			return ""
		}
		return words(cmd.Command)
	}
	var out []string
	v := reflect.ValueOf(cmd)
	for _, name := range []string{"Goal", "Method", "Title", "Text"} {
		if f := v.FieldByName(name); f.IsValid() && f.Kind() == reflect.String && f.String() != "" {
			out = append(out, f.String())
		}
	}
	return strings.Join(out, "; ")
}

// reachesComplainant reports whether an entry told the complainant something.
func reachesComplainant(e *Entry) bool {
	switch cmd := e.Command.(type) {
	case Message:
		return !cmd.In
	case Respond:
		return true
	}
	return slices.ContainsFunc(e.Effects, func(fx Effect) bool {
		n, ok := fx.(NoticedEffect)
		return ok && n.To == Complainant
	})
}

func (w *sheetWriter) at(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(w.r.zone())
}

func (w *sheetWriter) name(id string) string {
	if name := w.names[id]; name != "" {
		return name
	}
	return id
}

// labelOf is the label of a code, or the code itself where the playbook has none.
func labelOf(code string, label *playbook.Text) playbook.Text {
	if label == nil || *label == (playbook.Text{}) {
		return playbook.Text{ZH: code, EN: code}
	}
	return *label
}

func (w *sheetWriter) unit(code string) playbook.Text {
	if u := w.r.units[code]; u != nil {
		return labelOf(code, &u.Label)
	}
	return labelOf(code, nil)
}

func (w *sheetWriter) sheet(now time.Time) Sheet {
	pb, c := w.r.pb, w.c
	return Sheet{
		Form: pb.Form, Title: pb.Title, Number: c.Number, State: c.State, Made: w.at(now), Masked: w.masked,
		Erased:      c.Erased || w.details.Erased,
		Complainant: w.complainant(), Content: w.content(), Handling: w.handling(), Result: w.result(),
		names: w.names, labels: w.labels(),
	}
}

// labels are what the document calls the codes in values that the sheet takes over as they are.
func (w *sheetWriter) labels() map[string]playbook.Text {
	out := map[string]playbook.Text{}
	for code, u := range w.r.units {
		out["unit/"+code] = u.Label
	}
	for code, role := range w.r.roles {
		out["role/"+code] = role.Label
	}
	for code, relief := range w.r.reliefs {
		out["relief/"+code] = relief.Label
	}
	for _, t := range w.r.pb.Tasks {
		out["task/"+t.Code] = t.Label
	}
	return out
}

func (w *sheetWriter) complainant() SheetComplainant {
	c := w.c
	out := SheetComplainant{
		Anonymous: c.Anonymous, People: c.Complainants, Channel: labelOf(c.Channel, nil), Received: w.at(c.Received), Deadline: w.at(c.Deadline),
	}
	if ch := w.r.channels[c.Channel]; ch != nil {
		out.Channel = labelOf(c.Channel, &ch.Label)
	}
	if !w.masked {
		out.Person, out.OnBehalfOf = w.details.Complainant, w.details.OnBehalfOf
	}
	return out
}

func (w *sheetWriter) content() SheetContent {
	c := w.c
	out := SheetContent{
		Kind: labelOf(c.Kind, nil), Severity: labelOf(c.Severity.String(), &w.r.grade(c.Severity).Label), Categories: c.Categories,
		Unit: w.unit(c.Unit), Place: c.Place, Wanted: c.Wanted, Findings: c.Findings,
	}
	if k := w.r.kinds[c.Kind]; k != nil {
		out.Kind = labelOf(c.Kind, &k.Label)
	}
	if !w.masked {
		out.Problem, out.Demand = w.details.Text, w.details.Demand
	}
	for _, f := range w.r.pb.Fields {
		value := c.Fields[f.Name]
		if f.Personal && !w.masked {
			value = w.details.Fields[f.Name]
		}
		if value != "" {
			out.Fields = append(out.Fields, SheetField{labelOf(f.Name, &f.Label), value})
		}
	}
	out.Diagnosis = w.diagnosis()
	return out
}

// diagnosis puts the words of the script to the answers.
func (w *sheetWriter) diagnosis() SheetDiagnosis {
	said, s := w.c.Diagnosis, w.r.scripts[w.c.Diagnosis.Script]
	if s == nil {
		return SheetDiagnosis{}
	}
	out := SheetDiagnosis{Script: playbook.Text(s.Label), Verdict: playbook.Text{ZH: said.Verdict, EN: said.Verdict}}
	for _, a := range said.Answers {
		asked := playbook.Text{ZH: a.Question, EN: a.Question}
		for _, q := range s.Questions {
			if q.ID == a.Question {
				asked = playbook.Text(q.Ask)
			}
		}
		out.Answers = append(out.Answers, SheetField{asked, string(a.Answer)})
	}
	for _, v := range s.Verdicts {
		if v.Code == said.Verdict {
			out.Verdict = playbook.Text(v.Label)
		}
	}
	return out
}

func (w *sheetWriter) handling() SheetHandling {
	c := w.c
	out := SheetHandling{First: w.name(c.FirstContact), Owner: w.name(c.Owner), Tasks: c.Tasks, Steps: w.steps}
	for _, a := range c.Assignments {
		row := SheetAssignment{
			Unit: w.unit(a.Unit), Person: w.name(a.Person), From: w.at(a.From), TakenOn: w.at(a.TakenOn), Ended: w.at(a.Ended),
		}
		for _, t := range c.Clocks {
			if w.perAssignment(t.Target) && t.Instance == strconv.Itoa(a.ID) {
				row.Due = w.at(t.Due)
			}
		}
		out.Assignments = append(out.Assignments, row)
	}
	for _, t := range c.Clocks {
		out.Clocks = append(out.Clocks, SheetClock{t.Target, w.at(t.Start), w.at(t.Due), t.Verdict})
	}
	return out
}

// perAssignment reports whether a target runs once for each assignment: a unit's own clock.
func (w *sheetWriter) perAssignment(target string) bool {
	return slices.ContainsFunc(w.r.pb.Targets, func(t sla.Target) bool { return t.Name == target && t.Per == "assignment" })
}

func (w *sheetWriter) result() SheetResult {
	c := w.c
	out := SheetResult{
		Proposals: c.Proposals, Approvals: c.Approvals, Paid: c.Paid, Outcome: labelOf(c.Outcome, codeLabel(w.r.pb.Outcomes, c.Outcome)),
		OutcomeAt: w.at(c.OutcomeAt), Told: w.told, FollowUps: c.FollowUps, Appeals: c.Appeals,
	}
	for _, code := range c.Reliefs {
		label := labelOf(code, nil)
		if r := w.r.reliefs[code]; r != nil {
			label = labelOf(code, &r.Label)
		}
		out.Reliefs = append(out.Reliefs, label)
	}
	return out
}

// codeLabel is the label of a code in a closed list, nil when it is not in it.
func codeLabel(list []playbook.Code, code string) *playbook.Text {
	i := slices.IndexFunc(list, func(c playbook.Code) bool { return c.Code == code })
	if i < 0 {
		return nil
	}
	return &list[i].Label
}
