package classify

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Variable is a value that the wordings of a [Script] mention as {name}, such as a price,
// a term or a number to dial (话术变量): prices change, scripts do not.
type Variable struct {
	Name  string `json:"name"`
	Label Label  `json:"label,omitzero"`
	// Value is what stands there unless the desk says otherwise. Without one the desk must
	// give it.
	Value  Label  `json:"value,omitzero"`
	Source string `json:"source,omitempty"`
}

// Reply is what to say once a verdict stands (答复话术).
type Reply struct {
	ID       string   `json:"id"`
	Label    Label    `json:"label,omitzero"`     // the occasion: a refund is asked for
	Verdicts []string `json:"verdicts,omitempty"` // when it fits; empty means any verdict
	Say      Label    `json:"say"`
}

// Replies returns what may be said under a verdict, in the order written.
func (d *Dialogue) Replies(verdict string) []Reply {
	var out []Reply
	for _, r := range d.script.Replies {
		if len(r.Verdicts) == 0 || slices.Contains(r.Verdicts, verdict) {
			out = append(out, r)
		}
	}
	return out
}

// Fill puts values into a wording of the script. Variables without a value of the desk take
// their own. A value for a variable the script does not declare, and a variable left
// without any value, are an [*InvalidError].
func (d *Dialogue) Fill(words Label, values map[string]string) (Label, error) {
	var faults faultList
	names := d.script.variables()
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !slices.Contains(names, name) {
			faults.miss(clip(name), RuleUnknown, didYouMean(name, names), "no such variable")
		}
	}
	fill := func(text string, own func(Label) string) string {
		return placeholders(text, func(name string) string {
			if v, ok := values[name]; ok {
				return v
			}
			for _, v := range d.script.Vars {
				if v.Name == name && v.Value != (Label{}) {
					return own(v.Value)
				}
			}
			if f := (Fault{Path: name, Rule: RuleRequired, Message: "the variable has no value"}); !slices.Contains(faults, f) {
				faults = append(faults, f)
			}
			return ""
		})
	}
	out := Label{
		ZH: fill(words.ZH, func(l Label) string { return l.In("zh") }),
		EN: fill(words.EN, func(l Label) string { return l.In("en") }),
	}
	if err := faults.err("wording"); err != nil {
		return Label{}, err
	}
	return out, nil
}

// variables lists the names the script declares.
func (s Script) variables() []string {
	out := make([]string, len(s.Vars))
	for i, v := range s.Vars {
		out[i] = v.Name
	}
	return out
}

// placeholders replaces every {name} by what value says. Braces that hold no name stay.
func placeholders(text string, value func(name string) string) string {
	var out strings.Builder
	for {
		open := strings.IndexByte(text, '{')
		end := strings.IndexByte(text, '}')
		if open < 0 || end < open {
			out.WriteString(text)
			return out.String()
		}
		out.WriteString(text[:open])
		if name := text[open+1 : end]; validName(name) {
			out.WriteString(value(name))
		} else {
			out.WriteString(text[open : end+1])
		}
		text = text[end+1:]
	}
}

// checkWordings adds what is wrong with variables, replies and what they mention.
func (s Script) checkWordings(faults *faultList) {
	seen := map[string]bool{}
	for i, v := range s.Vars {
		path := fmt.Sprintf("vars[%d].name", i)
		checkID(path, v.Name, faults)
		if seen[v.Name] {
			faults.add(path, RuleDuplicate, "variable %q stands twice", clip(v.Name))
		}
		seen[v.Name] = true
	}
	ids, verdicts := map[string]bool{}, codesOf(s.Verdicts)
	for i, r := range s.Replies {
		path := fmt.Sprintf("replies[%d]", i)
		checkID(path+".id", r.ID, faults)
		if ids[r.ID] {
			faults.add(path+".id", RuleDuplicate, "reply %q stands twice", clip(r.ID))
		}
		ids[r.ID] = true
		if r.Say == (Label{}) {
			faults.add(path+".say", RuleRequired, "the reply has no wording")
		}
		for j, v := range r.Verdicts {
			if !contains(verdicts, v) {
				faults.miss(fmt.Sprintf("%s.verdicts[%d]", path, j), RuleUnknownCode, didYouMean(v, verdicts), "no verdict %q", clip(v))
			}
		}
		s.checkWords(path+".say", r.Say, faults)
	}
	s.checkWords("say", s.Say, faults)
	for i, q := range s.Questions {
		s.checkWords(fmt.Sprintf("questions[%d].ask", i), q.Ask, faults)
		s.checkWords(fmt.Sprintf("questions[%d].say", i), q.Say, faults)
	}
}

// checkWords holds that a wording mentions declared variables only.
func (s Script) checkWords(path string, words Label, faults *faultList) {
	names := s.variables()
	for _, part := range []struct{ path, text string }{{path + ".zh", words.ZH}, {path + ".en", words.EN}} {
		placeholders(part.text, func(name string) string {
			if !contains(names, name) {
				faults.miss(part.path, RuleUnknown, didYouMean(name, names), "no variable %q", clip(name))
			}
			return ""
		})
	}
}
