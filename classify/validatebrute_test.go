package classify

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// small is a rule set whose every input can be tried: one scope table over a yes-or-no, a
// code, a number, tags and a word.
func small(hit HitPolicy, def string, rows []Row) RuleSet {
	return RuleSet{
		ID: "small", Version: "1",
		Fields: []Field{
			{Name: "b", Type: TypeBool},
			{Name: "c", Type: TypeCode, Codes: Codes("x", "y", "z")},
			{Name: "n", Type: TypeNumber},
			{Name: "t", Type: TypeTags, Codes: Codes("p", "q")},
			{Name: "text", Type: TypeText},
		},
		Scopes: Codes("a", "b", "c"),
		Lexicon: Lexicon{Keywords: []Keyword{
			{ID: "fire", Words: []string{"火"}, Groups: []string{"danger"}},
			{ID: "gas", Words: []string{"煤气"}, Groups: []string{"danger"}},
		}},
		Tables: []Table{{ID: "scope", Sets: DimScope, Hit: hit, Default: def, Rows: rows}},
	}
}

// input is one way to fill the fields of small; −1 is not known.
type input struct{ b, c, n, t, text int }

// everyInput lists them all: numbers from −1 to 5 cover every stretch between the
// constants 0 to 4.
func everyInput() (all []input) {
	for b := -1; b < 2; b++ {
		for c := -1; c < 3; c++ {
			for n := -2; n < 6; n++ {
				for t := -1; t < 4; t++ {
					for text := -1; text < 4; text++ {
						all = append(all, input{b, c, n, t, text})
					}
				}
			}
		}
	}
	return all
}

// holds evaluates a condition on an input by its meaning, knowing nothing of the engine.
func (in input) holds(c Cond) bool {
	switch c.op {
	case opAlways:
		return true
	case opAll:
		return !slices.ContainsFunc(c.kids, func(k Cond) bool { return !in.holds(k) })
	case opAny:
		return slices.ContainsFunc(c.kids, in.holds)
	case opNot:
		return !in.holds(c.kids[0])
	case opHas:
		return map[string]bool{"b": in.b >= 0, "c": in.c >= 0, "n": in.n > -2, "t": in.t >= 0, "text": in.text >= 0}[c.field]
	case opTag:
		return in.t > 0 && in.t&map[string]int{"p": 1, "q": 2}[c.name] != 0
	case opHit:
		return in.text > 0 && in.text&map[string]int{"fire": 1, "gas": 2, "danger": 3}[c.name] != 0
	case opEq, opIn:
		return slices.ContainsFunc(c.lits, func(l literal) bool {
			switch l.kind {
			case kindBool:
				return int64(in.b) == l.num
			case kindNumber:
				return in.n > -2 && int64(in.n) == l.num
			}
			return in.c >= 0 && "xyz"[in.c:in.c+1] == l.str
		})
	}
	n := int64(in.n)
	if in.n == -2 {
		return false
	}
	switch c.op {
	case opLt:
		return n < c.lits[0].num
	case opLe:
		return n <= c.lits[0].num
	case opGt:
		return n > c.lits[0].num
	case opGe:
		return n >= c.lits[0].num
	}
	return n >= c.lits[0].num && n <= c.lits[1].num
}

// inputOf reads the example of a finding back.
func inputOf(t *testing.T, f Facts) input {
	in := input{-1, -1, -2, -1, -1}
	for _, it := range f.items {
		switch it.name {
		case "b":
			in.b = int(it.num)
		case "c":
			in.c = strings.Index("xyz", it.str)
		case "n":
			in.n = int(it.num)
		case "t":
			in.t = 0
			for _, tag := range it.list {
				in.t |= map[string]int{"p": 1, "q": 2}[tag]
			}
		case "text":
			in.text = 0
			if strings.Contains(it.str, "火") {
				in.text |= 1
			}
			if strings.Contains(it.str, "煤气") {
				in.text |= 2
			}
		default:
			t.Fatalf("no field %q", it.name)
		}
	}
	return in
}

// smallCond is a random condition on the fields of small.
func smallCond(rng *rand.Rand, depth int) Cond {
	n := func() int64 { return rng.Int64N(4) }
	code := func() string { return string("xyz"[rng.IntN(3)]) }
	pick := rng.IntN(18)
	if depth > 0 && pick < 9 {
		kids := make([]Cond, 1+rng.IntN(3))
		for i := range kids {
			kids[i] = smallCond(rng, depth-1)
		}
		switch pick % 3 {
		case 0:
			return Any(kids...)
		case 1:
			return Not(kids[0])
		}
		return All(kids...)
	}
	switch pick {
	case 0, 9:
		return Is("c", code())
	case 1, 10:
		return OneOf("c", code(), code())
	case 2, 11:
		return yesOrNo("b", rng.IntN(2))
	case 3, 12:
		return AtLeast("n", n())
	case 4, 13:
		return []Cond{Below("n", n()), AtMost("n", n()), Above("n", n()), Equals("n", n())}[rng.IntN(4)]
	case 5, 14:
		lo := n()
		return Between("n", lo, lo+rng.Int64N(2))
	case 6, 15:
		return Tagged("t", string("pq"[rng.IntN(2)]))
	case 7, 16:
		return Hit([]string{"fire", "gas", "danger"}[rng.IntN(3)])
	}
	return Has([]string{"b", "c", "n", "t", "text"}[rng.IntN(5)])
}

// expected is what trying every input finds in a table, one line a finding.
func expected(t Table, all []input) (out []string) {
	hits := make([][]bool, len(t.Rows)) // row, input
	for r, row := range t.Rows {
		hits[r] = make([]bool, len(all))
		for i, in := range all {
			hits[r][i] = in.holds(row.When)
		}
	}
	some := func(f func(i int) bool) bool {
		for i := range all {
			if f(i) {
				return true
			}
		}
		return false
	}
	note := func(code FindingCode, rows ...int) {
		var ids []string
		for _, r := range rows {
			ids = append(ids, t.Rows[r].ID)
		}
		out = append(out, fmt.Sprintf("%s %v", code, ids))
	}
	for j := range t.Rows {
		for i := range j {
			if t.Hit != HitUnique || !some(func(k int) bool { return hits[i][k] && hits[j][k] }) {
				continue
			}
			if t.Rows[i].Then == t.Rows[j].Then {
				note(FindingOverlap, i, j)
			} else {
				note(FindingConflict, i, j)
			}
		}
	}
	if t.Default == "" && some(func(k int) bool { return !slices.ContainsFunc(hits, func(h []bool) bool { return h[k] }) }) {
		note(FindingGap)
	}
	for r := range t.Rows {
		twin := slices.IndexFunc(hits[:r], func(h []bool) bool { return slices.Equal(h, hits[r]) })
		switch {
		case !slices.Contains(hits[r], true):
			note(FindingNever, r)
		case twin >= 0:
			note(FindingDuplicate, twin, r)
		case t.Hit == HitFirst || t.Hit == HitPriority:
			free := some(func(k int) bool {
				if !hits[r][k] {
					return false
				}
				for i := range t.Rows {
					if hits[i][k] && t.before(i, r) {
						return false
					}
				}
				return true
			})
			if !free {
				out = append(out, fmt.Sprintf("%s …%s", FindingMasked, t.Rows[r].ID))
			}
		}
	}
	return out
}

// before reports whether row i is tried before row r.
func (t Table) before(i, r int) bool {
	if t.Hit == HitPriority && t.Rows[i].Then != t.Rows[r].Then {
		return t.Rows[i].Then < t.Rows[r].Then // a is declared before b
	}
	return i < r
}

// TestFindingsEqualBruteForce compares Validate with trying every input, on thousands of
// random tables: no false alarm, nothing missed, and every example shows its finding.
func TestFindingsEqualBruteForce(t *testing.T) {
	tables := 3000
	if testing.Short() {
		tables = 300
	}
	all := everyInput()
	rng := rand.New(rand.NewPCG(11, 12))
	seen := map[FindingCode]int{}
	for n := range tables {
		hit := []HitPolicy{HitUnique, HitFirst, HitPriority}[n%3]
		var rows []Row
		for i := range 1 + rng.IntN(5) {
			rows = append(rows, row(fmt.Sprintf("r%d", i), smallCond(rng, 1+rng.IntN(2)), string("abc"[rng.IntN(3)])))
		}
		rs := small(hit, []string{"", "c"}[rng.IntN(2)], rows)
		var got []string
		for _, f := range rs.Validate() {
			if f.Path == "scopes" || strings.HasPrefix(f.Path, "scopes[") {
				continue
			}
			seen[f.Code]++
			if f.Code == FindingMasked {
				got = append(got, fmt.Sprintf("%s …%s", f.Code, f.Rows[len(f.Rows)-1]))
			} else {
				got = append(got, fmt.Sprintf("%s %v", f.Code, f.Rows))
			}
			checkExample(t, rs.Tables[0], f)
		}
		require.Equal(t, expected(rs.Tables[0], all), got, "table %d: %v", n, rs.Tables[0])
	}
	for _, code := range []FindingCode{FindingOverlap, FindingConflict, FindingGap, FindingDuplicate, FindingMasked, FindingNever} {
		require.Greater(t, seen[code], tables/100, "the tables show %s often enough", code)
	}
}

// checkExample holds that the example of a finding is one.
func checkExample(t *testing.T, table Table, f Finding) {
	in := inputOf(t, f.Example)
	for _, r := range table.Rows {
		holds, named := in.holds(r.When), slices.Contains(f.Rows, r.ID)
		switch f.Code {
		case FindingGap:
			require.False(t, holds, "an input of a gap matches %s: %v, %v, %v", r.ID, in, f.Example, r.When)
		case FindingOverlap, FindingConflict, FindingDuplicate:
			require.True(t, holds || !named, "the example of %s %v does not match %s", f.Code, f.Rows, r.ID)
		case FindingMasked:
			require.True(t, holds || r.ID != f.Rows[len(f.Rows)-1])
		}
	}
}
