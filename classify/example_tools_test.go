package classify_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/redress-go/redress/classify"
)

// rated is a small rule set: the channel decides the severity.
func rated(version, web string) classify.RuleSet {
	return classify.RuleSet{
		ID: "shop", Version: version, Label: classify.Label{ZH: "门店投诉", EN: "Shop complaints"},
		Fields: []classify.Field{{Name: "channel", Type: classify.TypeCode, Codes: classify.Codes("web", "media", "counter")}},
		Tables: []classify.Table{{
			ID: "severity", Sets: classify.DimSeverity, Hit: classify.HitFirst, Default: "minor",
			Rows: []classify.Row{
				{ID: "press", When: classify.Is("channel", "media"), Then: "major"},
				{ID: "web", When: classify.Is("channel", "web"), Then: web},
			},
		}},
	}
}

func past() map[string]classify.Facts {
	return map[string]classify.Facts{
		"C1": classify.Facts{}.Code("channel", "web"), "C2": classify.Facts{}.Code("channel", "counter"),
	}
}

// What would a new version decide differently, and how far is the run?
func ExampleComparison_Run() {
	before, _ := classify.Compile(rated("1", "minor"))
	after, _ := classify.Compile(rated("2", "ordinary"))
	run := classify.Comparison{
		Before: before, After: after,
		Progress: func(done, changed int) { fmt.Println(done, "done,", changed, "changed") },
	}
	err := run.Run(context.Background(), maps.All(past()), func(c classify.Change) error {
		fmt.Println(c.Case, c.Dimension, c.Old, "→", c.New)
		return nil
	})
	fmt.Println(err)
	// Output:
	// C1 severity minor → ordinary
	// 2 done, 1 changed
	// <nil>
}

// Which rules decide, and which never do?
func ExampleClassifier_Cover() {
	c, _ := classify.Compile(rated("1", "ordinary"))
	cov, err := c.Cover(maps.All(past()))
	fmt.Println(cov.Cases, cov.Tables[0].Rows, cov.Tables[0].Default, err)
	fmt.Println("never:", cov.Never())
	// Output:
	// 2 [{press 0 0} {web 1 0}] 1 <nil>
	// never: [severity.press]
}

// A sheet for people to sign.
func ExampleRuleSet_Markdown() {
	text := rated("1", "ordinary").Markdown("en")
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "| 1") || strings.HasPrefix(line, "| 2") || strings.HasPrefix(line, "| —") {
			fmt.Print(line)
		}
	}
	// Output:
	// | 1 | press |  | channel = media | Major |  |
	// | 2 | web |  | channel = web | Ordinary |  |
	// | — |  |  | otherwise | Minor |  |
}

// Words are found without any rules.
func ExampleOptions_Finder() {
	f, err := classify.Options{}.Finder(classify.Lexicon{Keywords: []classify.Keyword{
		{ID: "fire", Words: []string{"着火"}, Polarity: classify.PolarityAffirmed},
		{ID: "lift", Words: []string{"电梯"}, Except: []string{"电梯间"}},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	text := "电梯间没有着火，電梯著火了"
	_ = f.Find(text, func(w classify.Found) bool {
		fmt.Println(w.Keyword, text[w.Start:w.End])
		return true
	})
	// Output:
	// lift 電梯
	// fire 著火
}

// The open cases most like a new one.
func ExampleSimilarIndex_Closest() {
	at := time.Date(2026, 4, 10, 9, 0, 0, 0, time.UTC)
	open := classify.NewSimilarIndex(classify.Window(24 * time.Hour))
	open.Add("C1", at, "三号楼电梯又停了，老人上不去")
	open.Add("C2", at, "停车费为什么涨价")
	found := open.Closest("三號樓電梯停了，老人上不了樓", 10)
	rule := classify.SimilarRule{Field: "text", Window: classify.Window(24 * time.Hour), Likeness: 350, Cases: 2}
	alike, suggest := rule.Judge(at.Add(time.Hour), "C3", found)
	fmt.Println(alike[0].Case, suggest)
	// Output: C1 true
}

// A code of last year's list, read today.
func ExampleAxis_Translate() {
	axis := classify.Axis{
		ID: "content", Version: "2", Other: "other",
		Nodes:   []classify.Node{{Code: "attitude"}, {Code: "waiting"}, {Code: "other"}},
		Earlier: []classify.Earlier{{Version: "1", Moves: []classify.Move{{Code: "service", To: []string{"attitude", "waiting"}}}}},
	}
	fmt.Println(axis.Translate("1", "service"))
	fmt.Println(axis.Translate("1", "other"))
	// Output:
	// [attitude waiting] <nil>
	// [other] <nil>
}

// What to say, with today's price in it.
func ExampleDialogue_Fill() {
	script := classify.Script{
		ID: "fee", Version: "1", Hit: classify.HitFirst,
		Questions: []classify.Question{{ID: "accepted", Ask: classify.Label{EN: "Do you accept it?"}}},
		Verdicts:  classify.Codes("close", "dispatch"), Default: "dispatch",
		Rows:    []classify.ScriptRow{{ID: "accepted", When: classify.Is("accepted", "yes"), Then: "close"}},
		Replies: []classify.Reply{{ID: "fee", Verdicts: []string{"close"}, Say: classify.Label{EN: "It is {fee} yuan a month."}}},
		Vars:    []classify.Variable{{Name: "fee", Value: classify.Label{EN: "5"}}},
	}
	d, err := script.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	turn, _ := d.Next(map[string]classify.Answer{"accepted": classify.Yes})
	for _, r := range d.Replies(turn.Verdict) {
		said, err := d.Fill(r.Say, nil)
		fmt.Println(said.EN, err)
	}
	// Output: It is 5 yuan a month. <nil>
}

// The history of one process, with a rule on it.
func ExampleMemoryHistory() {
	ctx, at := context.Background(), time.Date(2026, 4, 10, 9, 0, 0, 0, time.UTC)
	rule := classify.RepeatRule{By: []string{"customer"}, Window: classify.Window(30 * 24 * time.Hour)}
	h := classify.NewMemoryHistory(rule.Window)
	_ = h.Record(ctx, "customer=7", classify.Occurrence{Case: "C1", At: at, Open: true})
	again := at.Add(48 * time.Hour)
	earlier, _ := h.Within(ctx, "customer=7", again.Add(-time.Duration(rule.Window)), again)
	said := rule.Judge(again, "C2", earlier)
	fmt.Println(said.Is, said.StillOpen, slices.Contains(said.Earlier, "C1"))
	// Output: true C1 true
}
