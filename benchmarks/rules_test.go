package benchmarks

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
	"github.com/google/cel-go/cel"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
)

// written is one rule in three languages.
type written struct {
	cond      classify.Cond
	expr, cel string
}

// oneRule is an ordinary rule: a list of channels, or many people with a large demand.
func oneRule() written {
	return written{
		cond: classify.Any(
			classify.OneOf("channel", "media", "regulator"),
			classify.All(classify.AtLeast("people", 5), classify.AtLeast("demand", 100_000)),
		),
		expr: `channel in ["media", "regulator"] || people >= 5 && demand >= 100000`,
		cel:  `channel in ["media", "regulator"] || people >= 5 && demand >= 100000`,
	}
}

// hundredRules are the rows of a table, none of which matches the case but the last.
func hundredRules() (out []written) {
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range 100 {
		channel, people, demand := fmt.Sprintf("c%d", rng.IntN(12)), 6+rng.IntN(10), 1000*(1+rng.IntN(100))
		if i == 99 {
			channel, people, demand = "web", 3, 1
		}
		text := fmt.Sprintf("channel == %q && people >= %d && demand >= %d", channel, people, demand)
		out = append(out, written{
			cond: classify.All(classify.Is("channel", channel), classify.AtLeast("people", int64(people)), classify.AtLeast("demand", int64(demand))),
			expr: text, cel: text,
		})
	}
	return out
}

// rules is a rule set whose severity table has those rows.
func rules(list []written) classify.RuleSet {
	channels := classify.Codes("web", "phone", "media", "regulator")
	for i := range 12 {
		channels = append(channels, classify.Code{Code: fmt.Sprintf("c%d", i)})
	}
	rs := classify.RuleSet{
		ID: "bench", Version: "1",
		Fields: []classify.Field{
			{Name: "channel", Type: classify.TypeCode, Codes: channels},
			{Name: "people", Type: classify.TypeNumber},
			{Name: "demand", Type: classify.TypeMoney},
		},
		Tables: []classify.Table{{ID: "severity", Sets: classify.DimSeverity, Hit: classify.HitFirst, Default: "minor"}},
	}
	for i, w := range list {
		rs.Tables[0].Rows = append(rs.Tables[0].Rows, classify.Row{ID: fmt.Sprintf("r%d", i), When: w.cond, Then: "major"})
	}
	return rs
}

// The case that all of them are asked about.
func theCase() (classify.Facts, map[string]any) {
	return classify.Facts{}.Code("channel", "web").Number("people", 5).Money("demand", 150_000, "CNY"),
		map[string]any{"channel": "web", "people": int64(5), "demand": int64(150_000)}
}

func withExpr(tb testing.TB, list []written) func() int {
	tb.Helper()
	_, env := theCase()
	var programs []*vm.Program
	for _, w := range list {
		p, err := expr.Compile(w.expr, expr.Env(env), expr.AsBool())
		require.NoError(tb, err)
		programs = append(programs, p)
	}
	machine := vm.VM{}
	return func() int {
		for i, p := range programs {
			if yes, err := machine.Run(p, env); err == nil && yes.(bool) {
				return i
			}
		}
		return -1
	}
}

func withCEL(tb testing.TB, list []written) func() int {
	tb.Helper()
	_, env := theCase()
	c, err := cel.NewEnv(cel.Variable("channel", cel.StringType), cel.Variable("people", cel.IntType), cel.Variable("demand", cel.IntType))
	require.NoError(tb, err)
	var programs []cel.Program
	for _, w := range list {
		ast, issues := c.Compile(w.cel)
		require.NoError(tb, issues.Err())
		p, err := c.Program(ast)
		require.NoError(tb, err)
		programs = append(programs, p)
	}
	return func() int {
		for i, p := range programs {
			if yes, _, err := p.Eval(env); err == nil && yes.Value() == true {
				return i
			}
		}
		return -1
	}
}

// withPredicate asks one condition, facts read and checked.
func withPredicate(tb testing.TB, w written) func() int {
	tb.Helper()
	c, err := classify.Compile(rules([]written{w}))
	require.NoError(tb, err)
	p, err := c.Predicate(w.cond)
	require.NoError(tb, err)
	facts, _ := theCase()
	return func() int {
		if yes, err := p.Holds(facts, classify.Decision{}); err == nil && yes {
			return 0
		}
		return -1
	}
}

// withTable makes a whole decision, explanation included.
func withTable(tb testing.TB, list []written) func() int {
	tb.Helper()
	c, err := classify.Compile(rules(list))
	require.NoError(tb, err)
	facts, _ := theCase()
	return func() int {
		d, err := c.Decide(facts)
		if err != nil || d.Because[0].Default {
			return -1
		}
		var row int
		if _, err := fmt.Sscanf(d.Because[0].Row, "r%d", &row); err != nil {
			return -1
		}
		return row
	}
}

// decided is withTable without reading the row back, which is no part of the work.
func decided(tb testing.TB, list []written) func() int {
	tb.Helper()
	c, err := classify.Compile(rules(list))
	require.NoError(tb, err)
	facts, _ := theCase()
	return func() int {
		d, _ := c.Decide(facts)
		return int(d.Severity)
	}
}

func TestRuleEnginesAgree(t *testing.T) {
	one, hundred := oneRule(), hundredRules()
	for name, got := range map[string]func() int{
		"redress": withPredicate(t, one), "expr": withExpr(t, []written{one}), "cel": withCEL(t, []written{one}),
	} {
		assert.Zero(t, got(), name)
	}
	for name, got := range map[string]func() int{
		"redress": withTable(t, hundred), "expr": withExpr(t, hundred), "cel": withCEL(t, hundred),
	} {
		assert.Equal(t, 99, got(), name)
	}
}

func BenchmarkOneRule(b *testing.B) {
	one := oneRule()
	us, ex, ce := withPredicate(b, one), withExpr(b, []written{one}), withCEL(b, []written{one})
	measure(b, "redress", func() { us() })
	measure(b, "expr", func() { ex() })
	measure(b, "cel", func() { ce() })
}

func BenchmarkTableOf100Rows(b *testing.B) {
	list := hundredRules()
	us, ex, ce := decided(b, list), withExpr(b, list), withCEL(b, list)
	measure(b, "redress-with-explanation", func() { us() })
	measure(b, "expr", func() { ex() })
	measure(b, "cel", func() { ce() })
}

// largeRules is 10 000 keywords in 100 groups and 200 rules, with a complaint of 1 KB.
func largeRules(tb testing.TB) (*classify.Classifier, classify.Facts) {
	tb.Helper()
	words := randomWords(10_000, 42)
	list := hundredRules()
	rs := rules(list)
	rs.Fields = append(rs.Fields, classify.Field{Name: "text", Type: classify.TypeText})
	axis := classify.Axis{ID: "content", Version: "1", Other: "other", Nodes: []classify.Node{{Code: "other"}}}
	content := classify.Table{ID: "content", Sets: "category.content", Hit: classify.HitFirst}
	for i, w := range words {
		rs.Lexicon.Keywords = append(rs.Lexicon.Keywords, classify.Keyword{
			ID: fmt.Sprintf("k%d", i), Words: []string{w}, Groups: []string{fmt.Sprintf("g%d", i%100)},
			Polarity: []classify.Polarity{classify.PolarityAny, classify.PolarityAffirmed, classify.PolarityNegated}[i%3],
		})
	}
	for i := range 100 {
		code := fmt.Sprintf("n%d", i)
		axis.Nodes = append(axis.Nodes, classify.Node{Code: code})
		content.Rows = append(content.Rows, classify.Row{ID: "w" + code, When: classify.Hit(fmt.Sprintf("g%d", i)), Then: code})
	}
	rs.Axes, rs.Tables = []classify.Axis{axis}, append(rs.Tables, content)
	c, err := classify.Compile(rs)
	require.NoError(tb, err)
	rng, text := rand.New(rand.NewPCG(3, 4)), ""
	for len(text) < 1024 {
		switch rng.IntN(12) {
		case 0:
			text += words[rng.IntN(len(words))]
		case 1:
			text += "，不"
		default:
			text += string(rune(0x4E00 + rng.IntN(2500)))
		}
	}
	facts, _ := theCase()
	return c, facts.Text("text", text)
}

// The bars of the design that rules have to clear.
func TestBarsOfRules(t *testing.T) {
	measures(t)
	one, hundred := oneRule(), hundredRules()
	us, ex, ce := withPredicate(t, one), withExpr(t, []written{one}), withCEL(t, []written{one})
	m := meter{}
	took, e, c := m.of("one", func() { us() }), m.of("expr", func() { ex() }), m.of("cel", func() { ce() })
	t.Logf("one rule: %v, expr %v (%.1f ×), cel %v (%.1f ×)", took, e, ratio(e, took), c, ratio(c, took))

	table, exprs, cels := decided(t, hundred), withExpr(t, hundred), withCEL(t, hundred)
	patiently(func(m meter) bool {
		took, e, c = m.of("ours", func() { table() }), m.of("expr", func() { exprs() }), m.of("cel", func() { cels() })
		return ratio(min(e, c), took) >= 2
	})
	t.Logf("a table of 100 rows with explanation: %v, expr %v (%.1f ×), cel %v (%.1f ×)", took, e, ratio(e, took), c, ratio(c, took))
	assert.GreaterOrEqual(t, ratio(min(e, c), took), 2.0, "a table is more than its rules one by one")

	const bar = 30 * time.Microsecond
	large, text := largeRules(t)
	patiently(func(m meter) bool {
		took = m.of("1 KB", func() { _, _ = large.Decide(text) })
		return took <= bar
	})
	t.Logf("a complaint of 1 KB, 10 000 keywords, 200 rules: %v", took)
	assert.LessOrEqual(t, took, bar)
}
