package classify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/redress-go/redress/classify/internal/grid"
)

// Dialogue is a compiled [Script]: immutable, safe for concurrent use. It keeps no
// conversation; the answers so far are the whole state, so a dialogue resumes from
// wherever they were stored.
type Dialogue struct {
	script Script
	c      *Classifier // holds the schema for the prover
	table  *ruleTable
	p      *prover
}

// Turn is what comes next in a dialogue.
type Turn struct {
	Done     bool     `json:"done"`
	Verdict  string   `json:"verdict,omitempty"`  // set when done
	Row      string   `json:"row,omitempty"`      // the row that decides, empty for the default or when several may
	Question string   `json:"question,omitempty"` // the id to ask, set when not done
	Open     []string `json:"open,omitempty"`     // verdicts still possible, in declared order
}

// verdictSlot is the name of the verdict among the slots of a script; no question can
// have it, because names contain no space.
const verdictSlot = "the verdict"

// Compile checks the script and prepares it. The error is an [*InvalidError] with
// every fault at once: conflicts in a unique table and ways to answer without verdict
// among them, each with an example.
func (s Script) Compile() (*Dialogue, error) {
	d, faults := s.build()
	if len(faults) == 0 {
		b := compiler{rs: &RuleSet{}, c: d.c}
		b.proveTable(d.table)
		faults = b.faults
	}
	if err := faults.err("script"); err != nil {
		return nil, err
	}
	return d, nil
}

// Validate proves what can be proved of the script, as [RuleSet.Validate] does.
func (s Script) Validate() []Finding {
	d, faults := s.build()
	if len(faults) > 0 {
		return faultFindings(FindingFault, faults)
	}
	return d.c.examine(d.table, true)
}

func (s Script) build() (*Dialogue, faultList) {
	var faults faultList
	s.check(&faults)
	sch := &schema{byName: map[string]int{}}
	answers := []string{string(Yes), string(No), string(DontKnow)}
	for _, q := range s.Questions {
		sch.add(slot{name: q.ID, typ: TypeCode, codes: answers, required: true})
	}
	sch.fields = len(sch.slots)
	conds := &condCompiler{
		schema: sch, hits: newHitIndex(&Lexicon{}), funcs: newFuncIndex(nil), faults: &faults,
	}
	t := &ruleTable{path: "script", hit: s.Hit, slot: len(sch.slots), accepted: s.Accepted}
	rows := make([]node, len(s.Rows))
	for i, r := range s.Rows {
		rows[i] = conds.compile(fmt.Sprintf("rows[%d].when", i), r.When)
	}
	sch.add(slot{name: verdictSlot, typ: TypeCode, codes: codesOf(s.Verdicts), derived: true})
	b := compiler{schema: sch, conds: conds}
	for i, r := range s.Rows {
		t.rows = append(t.rows, rule{
			id: r.ID, when: rows[i], leaves: rows[i].leaves(nil),
			then: b.outcome(fmt.Sprintf("rows[%d].then", i), t.slot, r.Then),
		})
	}
	if s.Default != "" {
		t.fallback, t.def = true, b.outcome("default", t.slot, s.Default)
	}
	d := &Dialogue{script: s, table: t, c: &Classifier{schema: sch, hits: conds.hits}}
	if len(faults) > 0 {
		return d, faults
	}
	t.prepare(sch)
	if d.p = d.c.newProver(t); d.p == nil {
		faults.add("rows", RuleRange, "the conditions are too large")
	}
	return d, faults
}

func (s Script) check(faults *faultList) {
	checkID("id", s.ID, faults)
	if !validCode(s.Version) {
		faults.add("version", RuleFormat, "a version without spaces is expected")
	}
	if len(s.Questions) == 0 || len(s.Questions) > maxQuestions {
		faults.add("questions", RuleRange, "1 to %d questions expected", maxQuestions)
	}
	if len(s.Rows) > maxScriptRows {
		faults.add("rows", RuleRange, "at most %d rows expected", maxScriptRows)
	}
	seen := map[string]bool{}
	for i, q := range s.Questions {
		path := fmt.Sprintf("questions[%d]", i)
		checkID(path+".id", q.ID, faults)
		if seen[q.ID] {
			faults.add(path+".id", RuleDuplicate, "question %q stands twice", q.ID)
		}
		seen[q.ID] = true
		if q.Ask == (Label{}) {
			faults.add(path+".ask", RuleRequired, "the question has no wording")
		}
		if q.Cost < 0 || q.Cost > 1000 {
			faults.add(path+".cost", RuleRange, "0 to 1000 expected")
		}
	}
	checkCodes("verdicts", s.Verdicts, faults)
	if s.Hit != HitUnique && s.Hit != HitFirst {
		faults.miss("hit", RuleUnknownCode, didYouMean(string(s.Hit), []string{"unique", "first"}), "unique or first expected")
	}
	ids := make([]string, len(s.Rows))
	for i, r := range s.Rows {
		ids[i] = r.ID
	}
	checkRows("script", ids, s.Accepted, faults)
	s.checkWordings(faults)
}

// Script returns the script the dialogue was compiled from.
func (d *Dialogue) Script() Script { return d.script }

// Next says what to ask, or the verdict once every way to go on leads to the same one.
// It asks the cheapest question whose answer can narrow the verdicts down, the first
// written among equals. Unknown questions and answers are an [*InvalidError].
func (d *Dialogue) Next(answers map[string]Answer) (Turn, error) {
	target, err := d.target(answers)
	if err != nil {
		return Turn{}, err
	}
	open := d.open(target)
	turn := Turn{Open: d.names(open.verdicts)}
	if len(open.verdicts) == 1 {
		turn.Done, turn.Verdict = true, turn.Open[0]
		if len(open.rows) == 1 && open.rows[0] >= 0 {
			turn.Row = d.table.rows[open.rows[0]].id
		}
		return turn, nil
	}
	turn.Question = d.script.Questions[d.best(target, open)].ID
	return turn, nil
}

// target is the box of all ways to complete the answers.
func (d *Dialogue) target(answers map[string]Answer) (grid.Box, error) {
	var faults faultList
	target := make(grid.Box, len(d.p.g.space))
	for id, a := range answers {
		at, ok := d.c.schema.byName[id]
		if !ok || at >= d.c.schema.fields {
			faults.miss(clip(id), RuleUnknown, didYouMean(id, d.c.schema.names[:d.c.schema.fields]), "no such question")
			continue
		}
		if a == Unasked {
			continue
		}
		code, ok := d.c.schema.slots[at].index[string(a)]
		if !ok {
			faults.add(id, RuleUnknownCode, "yes, no or unknown expected, got %q", clip(string(a)))
		}
		if col, used := d.p.g.at[column{kind: colValue, slot: at}]; ok && used {
			target[col] = grid.NewSet(d.p.g.space[col])
			target[col].Add(1 + int(code))
		}
	}
	slices.SortFunc(faults, func(a, b Fault) int { return strings.Compare(a.Path, b.Path) })
	return target, faults.err("answers")
}

func (d *Dialogue) names(verdicts []int64) []string {
	out := make([]string, len(verdicts))
	for i, v := range verdicts {
		out[i] = d.c.schema.slots[d.table.slot].codes[v]
	}
	return out
}
