package playbook

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/redress-go/redress/classify"
)

// scripts checks the scripts: each compiles, and each of its verdicts means one thing that the playbook can do.
func (v *validator) scripts() {
	unique(v, "scripts", v.p.Scripts, func(s Script) string { return s.ID })
	for i := range v.p.Scripts {
		s, at := &v.p.Scripts[i], fmt.Sprintf("scripts[%d]", i)
		_, err := s.Compile()
		v.leaf(at, err)
		for j := range s.Verdicts {
			if code := s.Verdicts[j].Code; s.Meaning(code) == nil {
				v.fault(at+".meanings", "the verdict %q needs a meaning", code)
			}
		}
		seen := map[string]bool{}
		for j := range s.Meanings {
			m, path := &s.Meanings[j], fmt.Sprintf("%s.meanings[%d]", at, j)
			if seen[m.Verdict] {
				v.fault(path+".verdict", "%q stands twice", m.Verdict)
			}
			seen[m.Verdict] = true
			v.meaning(path, s, m)
		}
	}
}

func (v *validator) meaning(at string, s *Script, m *Meaning) {
	if !slices.ContainsFunc(s.Verdicts, func(c classify.Code) bool { return c.Code == m.Verdict }) {
		v.fault(at+".verdict", "%q is not a verdict of the script", m.Verdict)
	}
	v.oneOf(at+".action", string(m.Action), []string{string(CloseAtDesk), string(DispatchUnit)})
	for path, unit := range map[string]string{".unit": m.Unit, ".collect": m.Collect} {
		if unit != "" {
			v.unit(at+path, unit)
		}
	}
	if m.Collect != "" && !IsCode(CollectTag(m.Collect)) {
		v.fault(at+".collect", "the tag %q is no code: a shorter code of the unit", CollectTag(m.Collect))
	}
	v.positive(at+".promise", m.Promise)
	fits := func(r classify.Reply) bool {
		return r.ID == m.Reply && (len(r.Verdicts) == 0 || slices.Contains(r.Verdicts, m.Verdict))
	}
	if m.Reply != "" && !slices.ContainsFunc(s.Replies, fits) {
		v.fault(at+".reply", "%q is not a reply of the script under this verdict", m.Reply)
	}
	if m.Action == DispatchUnit && m.Outcome != "" {
		v.fault(at+".outcome", "only a direct close has one")
	}
	ends := cmp.Or(m.Outcome, Explained)
	if m.Action == CloseAtDesk && !slices.ContainsFunc(v.p.Outcomes, func(c Code) bool { return c.Code == ends }) {
		v.fault(at+".outcome", "%q is not one of the outcomes", ends)
	}
	if m.CallBack && m.Action == CloseAtDesk {
		v.fault(at+".call_back", "a case that is closed at the desk is called back by nobody")
	}
}
