package classify

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// largeRules is 10 000 keywords in 100 groups, 200 rules over eight columns.
func largeRules() (rs RuleSet, words []string) {
	rng := rand.New(rand.NewPCG(1, 2))
	rs = RuleSet{ID: "large", Version: "1", Fields: []Field{
		{Name: "text", Type: TypeText},
		{Name: "people", Type: TypeNumber},
		{Name: "demand", Type: TypeMoney},
		{Name: "vip", Type: TypeBool},
	}}
	for i := range 4 {
		f := Field{Name: fmt.Sprintf("f%d", i), Type: TypeCode}
		for j := range 12 {
			f.Codes = append(f.Codes, Code{Code: fmt.Sprintf("c%d", j)})
		}
		rs.Fields = append(rs.Fields, f)
	}
	for i := range 10_000 {
		n := 2 + rng.IntN(4)
		var w strings.Builder
		for range n {
			w.WriteRune(rune(0x4E00 + rng.IntN(2500)))
		}
		words = append(words, w.String())
		rs.Lexicon.Keywords = append(rs.Lexicon.Keywords, Keyword{
			ID: fmt.Sprintf("k%d", i), Words: []string{w.String()}, Groups: []string{fmt.Sprintf("g%d", i%100)},
			Polarity: []Polarity{PolarityAny, PolarityAffirmed, PolarityNegated}[i%3],
		})
	}
	axis := Axis{ID: "content", Version: "1", Other: "other", Nodes: []Node{{Code: "other"}}}
	content := Table{ID: "content", Sets: "category.content", Hit: HitFirst}
	for i := range 100 {
		code := fmt.Sprintf("n%d", i)
		axis.Nodes = append(axis.Nodes, Node{Code: code})
		content.Rows = append(content.Rows, Row{ID: "r" + code, When: Hit(fmt.Sprintf("g%d", i)), Then: code})
	}
	rs.Axes = []Axis{axis}
	rs.Tables = []Table{content, severityTable(rng, 100)}
	return rs, words
}

func severityTable(rng *rand.Rand, rows int) Table {
	t := Table{ID: "severity", Sets: DimSeverity, Hit: HitPriority, Default: "minor"}
	code := func() string { return fmt.Sprintf("c%d", rng.IntN(12)) }
	for i := range rows {
		t.Rows = append(t.Rows, Row{
			ID: fmt.Sprintf("s%d", i), Then: []string{"ordinary", "major", "urgent"}[i%3],
			When: All(Is("f0", code()), OneOf("f1", code(), code()), Is("f2", code()),
				AtLeast("people", int64(rng.IntN(10))), Below("demand", int64(rng.IntN(100_000)))),
		})
	}
	return t
}

// largeText is about 1 KB of characters with a word of the lexicon now and then.
func largeText(words []string) string {
	rng := rand.New(rand.NewPCG(3, 4))
	var b strings.Builder
	for b.Len() < 1024 {
		switch rng.IntN(12) {
		case 0:
			b.WriteString(words[rng.IntN(len(words))])
		case 1:
			b.WriteString("，不")
		default:
			b.WriteRune(rune(0x4E00 + rng.IntN(2500)))
		}
	}
	return b.String()
}

func BenchmarkDecide1KB10000Keywords200Rules(b *testing.B) {
	rs, words := largeRules()
	c := mustCompile(b, rs)
	f := Facts{}.Text("text", largeText(words)).Number("people", 7).Money("demand", 300, "CNY").
		Code("f0", "c1").Code("f1", "c2").Code("f2", "c3")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Decide(f); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecideHotel(b *testing.B) {
	c := mustCompile(b, hotelRules())
	f := Facts{}.Text("text", "1208房空调不制冷，要求换房，前台态度差").Code("channel", "counter").Number("people", 1)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = c.Decide(f)
	}
}

// tableFixture is a compiled 100-row table and a loaded frame.
func tableFixture(tb testing.TB) (*ruleTable, *frame) {
	rs, _ := largeRules()
	rs.Tables = rs.Tables[1:]
	c := mustCompile(tb, rs)
	f := c.frames.Get().(*frame)
	facts := Facts{}.Number("people", 7).Money("demand", 300, "CNY").Code("f0", "c1").Code("f1", "c2").Code("f2", "c3")
	if err := f.load(facts); err != nil {
		tb.Fatal(err)
	}
	for i := range c.steps {
		if c.steps[i].dim == DimSeverity {
			return c.steps[i].tables[0], f
		}
	}
	tb.Fatal("no severity table")
	return nil, nil
}

func BenchmarkTable100Rows(b *testing.B) {
	t, f := tableFixture(b)
	b.ReportAllocs()
	for b.Loop() {
		cur := t.start(f)
		cur.next()
	}
}

func BenchmarkCompile10000Keywords(b *testing.B) {
	rs, _ := largeRules()
	for b.Loop() {
		mustCompile(b, rs)
	}
}

// columns8 is 200 rows over eight columns; loose rows overlap a lot.
func columns8(hit HitPolicy, loose bool) RuleSet {
	rs, _ := largeRules()
	rng := rand.New(rand.NewPCG(5, 6))
	t := Table{ID: "severity", Sets: DimSeverity, Hit: hit, Default: "minor"}
	code := func() string { return fmt.Sprintf("c%d", rng.IntN(12)) }
	for i := range 200 {
		when := []Cond{
			OneOf("f0", code(), code()), OneOf("f1", code(), code()), Not(Is("f2", code())), Not(Is("f3", code())),
			AtLeast("people", int64(rng.IntN(10))), Below("demand", int64(rng.IntN(100_000))),
			yesOrNo("vip", rng.IntN(2)), Not(Hit(fmt.Sprintf("g%d", rng.IntN(3)))),
		}
		if loose {
			when[0], when[1] = Not(when[0]), Not(when[1])
		}
		t.Rows = append(t.Rows, Row{ID: fmt.Sprintf("s%d", i), Then: []string{"ordinary", "major", "urgent"}[i%3], When: All(when...)})
	}
	rs.Axes, rs.Tables = nil, []Table{t}
	return rs
}

func BenchmarkValidate200Rows8Columns(b *testing.B) {
	for name, rs := range map[string]RuleSet{
		"priority": columns8(HitPriority, false), "priority-loose": columns8(HitPriority, true),
		"unique": columns8(HitUnique, false), "unique-loose": columns8(HitUnique, true),
	} {
		b.Run(name, func(b *testing.B) {
			var out []Finding
			for b.Loop() {
				out = rs.Validate()
			}
			b.ReportMetric(float64(len(out)), "findings")
		})
	}
}

// yesOrNo is IsTrue or IsFalse.
func yesOrNo(field string, n int) Cond {
	if n == 1 {
		return IsTrue(field)
	}
	return IsFalse(field)
}
