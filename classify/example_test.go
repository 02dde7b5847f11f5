package classify_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/redress-go/redress/classify"
)

// rules are the rules of a small front desk.
func rules() classify.RuleSet {
	return classify.RuleSet{
		ID: "desk", Version: "2026.1",
		Fields: []classify.Field{
			{Name: "channel", Type: classify.TypeCode, Codes: classify.Codes("counter", "web", "regulator")},
			{Name: "text", Type: classify.TypeText},
			{Name: "demand", Type: classify.TypeMoney},
		},
		Flags: classify.Codes("damage"),
		Units: classify.Codes("front", "engineering"),
		Axes: []classify.Axis{{ID: "content", Version: "1", Other: "other", Nodes: []classify.Node{
			{Code: "facility", Children: []classify.Node{{Code: "aircon"}, {Code: "water"}}}, {Code: "other"},
		}}},
		Lexicon: classify.Lexicon{Keywords: []classify.Keyword{
			{ID: "aircon", Words: []string{"空调", "air conditioner"}},
			{ID: "fire", Words: []string{"着火", "fire"}, Polarity: classify.PolarityAffirmed},
		}},
		Tables: []classify.Table{
			{ID: "content", Sets: "category.content", Hit: classify.HitFirst, Rows: []classify.Row{
				{ID: "aircon", When: classify.Hit("aircon"), Then: "aircon"},
			}},
			{ID: "severity", Sets: classify.DimSeverity, Hit: classify.HitPriority, Default: "minor", Rows: []classify.Row{
				{ID: "regulator", When: classify.Is("channel", "regulator"), Then: "major"},
				{ID: "money", When: classify.AtLeast("demand", 50_000), Then: "ordinary"},
				{ID: "fire", When: classify.Hit("fire"), Then: "urgent"},
			}},
		},
		Routes: &classify.Routes{
			Rows:    []classify.Route{{ID: "facility", When: classify.Under("category.content", "facility"), Unit: "engineering"}},
			Default: classify.Route{Unit: "front"},
		},
	}
}

func Example() {
	c, err := classify.Compile(rules())
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := c.Decide(classify.Facts{}.
		Code("channel", "counter").
		Text("text", "房间空調不制冷").
		Money("demand", 60_000, "CNY"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Severity, d.Categories["content"], d.Unit)
	for _, why := range d.Because {
		fmt.Println(why.Dimension, "→", why.Outcome, "by", why.Row, why.Checked)
	}
	// Output:
	// ordinary aircon engineering
	// category.content → aircon by aircon [{hit aircon  false true}]
	// severity → ordinary by money [{demand ≥ 50000 60000 false true}]
	// unit → engineering by facility [{category.content under facility aircon false true}]
}

// Words alone never set a high grade: they ask a person to confirm.
func ExampleClassifier_Decide_textSuggests() {
	c, _ := classify.Compile(rules())
	d, _ := c.Decide(classify.Facts{}.Text("text", "走廊着火了"))
	fmt.Println(d.Severity, d.Flags, d.Confirm[0].Outcome)
	d, _ = c.Decide(classify.Facts{}.Text("text", "没有着火"))
	fmt.Println(d.Severity, d.Flags)
	// Output:
	// minor [confirm] urgent
	// minor []
}

// The public form of a decision holds offsets; the words are in the sealed part.
func ExampleDecision_Sealed() {
	c, _ := classify.Compile(rules())
	d, _ := c.Decide(classify.Facts{}.Text("text", "1208房空调坏了"))
	public, _ := json.Marshal(d.Because[0].Spans)
	fmt.Println(string(public))
	sealed, _ := d.Sealed()
	fmt.Println(sealed.Words[0].Text)
	// Output:
	// [{"field":"text","keyword":"aircon","start":7,"end":13}]
	// 空调
}

// An override by hand wins until it is released.
func ExampleClassifier_DecideWith() {
	c, _ := classify.Compile(rules())
	facts := classify.Facts{}.Code("channel", "web")
	d, _ := c.DecideWith(facts, []classify.Override{{
		Dimension: classify.DimSeverity, Outcome: "major", Why: "third time this week", By: "u17",
		At: time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC),
	}})
	fmt.Println(d.Severity)
	d, _ = c.DecideWith(facts, append(d.Overrides, classify.Override{
		Dimension: classify.DimSeverity, Release: true, Why: "was another guest", By: "u17",
	}))
	fmt.Println(d.Severity)
	// Output:
	// major
	// minor
}

// Compile reports every fault at once, with path and near miss.
func ExampleCompile() {
	rs := rules()
	rs.Tables[1].Rows[0].When = classify.Is("chanel", "regulator")
	rs.Tables[1].Rows[1].Then = "ordinry"
	_, err := classify.Compile(rs)
	fmt.Println(err)
	// Output:
	// classify: invalid rule set: tables[1].rows[0].when.field: unknown field "chanel" (did you mean "channel"?); tables[1].rows[1].then: "severity" has no code "ordinry" (did you mean "ordinary"?)
}

// Validate shows a concrete input for what it finds.
func ExampleRuleSet_Validate() {
	rs := rules()
	rs.Tables[1].Hit = classify.HitUnique
	for _, f := range rs.Validate() {
		if f.Level == classify.LevelError {
			example, _ := json.Marshal(f.Example)
			fmt.Println(f.Code, f.Rows, string(example))
		}
	}
	// Output:
	// conflict [regulator money] {"channel":"regulator","demand":{"minor":50000,"currency":"CNY"}}
	// conflict [regulator fire] {"channel":"regulator","text":"着火"}
	// conflict [money fire] {"demand":{"minor":50000,"currency":"CNY"},"text":"着火"}
}

// Conditions are data: the same tree in Go and in JSON.
func ExampleCond() {
	c := classify.All(classify.OneOf("channel", "web", "regulator"), classify.Not(classify.AtLeast("demand", 100)))
	data, _ := json.Marshal(c)
	fmt.Println(string(data))
	fmt.Println(c)
	// Output:
	// {"all":[{"field":"channel","in":["web","regulator"]},{"not":{"field":"demand","ge":100}}]}
	// all(channel in {web, regulator}, not(demand ≥ 100))
}

func ExampleParseRuleSet() {
	_, err := classify.ParseRuleSet([]byte(`{"id":"x","version":"1","tables":[{"id":"t","sets":"severity","hitt":"first"}]}`))
	fmt.Println(err)
	// Output:
	// classify: invalid rule set: tables[0].hitt: unknown member "hitt" (did you mean "hit"?)
}

func ExampleDiff() {
	before, _ := classify.Compile(rules())
	rs := rules()
	rs.Version = "2026.2"
	rs.Tables[1].Rows[1].When = classify.AtLeast("demand", 100_000)
	after, _ := classify.Compile(rs)
	changes, _ := classify.Diff(before, after, func(yield func(string, classify.Facts) bool) {
		yield("C-1", classify.Facts{}.Money("demand", 60_000, "CNY"))
	})
	fmt.Println(changes)
	// Output:
	// [{C-1 severity ordinary minor}]
}

func ExampleClassifier_Replay() {
	c, _ := classify.Compile(rules())
	d, _ := c.Decide(classify.Facts{}.Code("channel", "regulator"))
	_, err := c.Replay(d)
	fmt.Println(err)
	d.Severity = classify.Minor
	_, err = c.Replay(d)
	fmt.Println(err)
	// Output:
	// <nil>
	// classify: replay differs
}

func ExampleDialogue_Next() {
	script := classify.Script{
		ID: "signal", Version: "1", Hit: classify.HitFirst,
		Questions: []classify.Question{
			{ID: "indoors", Ask: classify.Label{EN: "Does it happen indoors only?"}},
			{ID: "moved", Ask: classify.Label{EN: "Does it work elsewhere?"}, Cost: 2},
		},
		Verdicts: classify.Codes("explain", "dispatch"), Default: "dispatch",
		Rows: []classify.ScriptRow{{
			ID: "walls", Then: "explain",
			When: classify.All(classify.Is("indoors", "yes"), classify.Is("moved", "yes")),
		}},
	}
	d, _ := script.Compile()
	turn, _ := d.Next(nil)
	fmt.Println(turn.Question, turn.Open)
	turn, _ = d.Next(map[string]classify.Answer{"indoors": classify.No})
	fmt.Println(turn.Done, turn.Verdict)
	// Output:
	// indoors [explain dispatch]
	// true dispatch
}

func ExampleRepeatRule_Judge() {
	rule := classify.RepeatRule{By: []string{"customer"}, Window: classify.Window(30 * 24 * time.Hour)}
	now := time.Date(2026, 4, 20, 9, 0, 0, 0, time.UTC)
	r := rule.Judge(now, "C-2", []classify.Occurrence{{Case: "C-1", At: now.AddDate(0, 0, -3), Open: true}})
	fmt.Println(r.Is, "remind", r.StillOpen)
	// Output:
	// true remind C-1
}

func ExampleBatchRule_Judge() {
	rule := classify.BatchRule{By: []string{"place"}, Customer: "customer", Window: classify.Window(24 * time.Hour), Customers: 3}
	now := time.Date(2026, 4, 20, 9, 0, 0, 0, time.UTC)
	b := rule.Judge(now, "C-3", "third", []classify.Occurrence{
		{Case: "C-1", Customer: "first", At: now.Add(-time.Hour)},
		{Case: "C-2", Customer: "second", At: now.Add(-time.Minute)},
	})
	fmt.Println(b.Reached, b.First, b.Customers)
	// Output:
	// true true 3
}

func ExampleFactsOf() {
	f, err := classify.FactsOf(map[string]any{"channel": "web", "people": 1.5})
	fmt.Println(f.Len(), err)
	// Output:
	// 0 classify: invalid facts: people: not a whole number within ±(2⁵³−1)
}

func ExampleSeverity() {
	s, _ := classify.ParseSeverity("major")
	fmt.Println(s, s.Label().ZH, s > classify.Ordinary)
	// Output:
	// major 重大 true
}

func ExampleAxis_Path() {
	fmt.Println(rules().Axes[0].Path("water"))
	// Output:
	// [facility water]
}
