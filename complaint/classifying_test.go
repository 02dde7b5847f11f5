package complaint_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// houseRules decide what a complaint is: by words, numbers and money.
func houseRules() *classify.RuleSet {
	return &classify.RuleSet{
		ID: "house", Version: "1",
		Fields: []classify.Field{
			{Name: "channel", Type: classify.TypeCode, Codes: classify.Codes("counter", "phone")},
			{Name: "text", Type: classify.TypeText},
			{Name: "people", Type: classify.TypeNumber},
			{Name: "wanted", Type: classify.TypeMoney},
			{Name: "anonymous", Type: classify.TypeBool},
			{Name: "place", Type: classify.TypeCode, Open: true},
			{Name: "room", Type: classify.TypeText},
			{Name: "passport", Type: classify.TypeText, Personal: true},
		},
		InvalidReasons: classify.Codes("anonymous"), Flags: classify.Codes("danger"), Units: classify.Codes("desk", "rooms", "kitchen"),
		Axes: []classify.Axis{{ID: "content", Version: "1", Other: "other", Nodes: []classify.Node{
			{Code: "water"}, {Code: "food"}, {Code: "other"},
		}}},
		Lexicon: classify.Lexicon{Keywords: []classify.Keyword{
			{ID: "leak", Words: []string{"漏水"}},
			{ID: "food", Words: []string{"早餐", "饭菜"}},
			{ID: "fire", Words: []string{"着火"}, Polarity: classify.PolarityAffirmed},
		}},
		Tables: []classify.Table{
			{ID: "validity", Sets: classify.DimValidity, Hit: classify.HitFirst, Default: classify.Valid, Rows: []classify.Row{
				{ID: "anonymous", When: classify.IsTrue("anonymous"), Then: classify.Invalid, Reason: "anonymous"},
			}},
			{ID: "content", Sets: classify.CategoryDim("content"), Hit: classify.HitFirst, Rows: []classify.Row{
				{ID: "leak", When: classify.Hit("leak"), Then: "water"}, {ID: "food", When: classify.Hit("food"), Then: "food"},
			}},
			{ID: "severity", Sets: classify.DimSeverity, Hit: classify.HitPriority, Default: "ordinary", Rows: []classify.Row{
				{ID: "many", When: classify.AtLeast("people", 5), Then: "major"},
				{ID: "money", When: classify.AtLeast("wanted", 100_000), Then: "major"},
				{ID: "fire", When: classify.Hit("fire"), Then: "urgent"},
				{ID: "passport", When: classify.Has("passport"), Then: "ordinary"},
				{ID: "suite", When: classify.Is("place", "suite"), Then: "major"},
			}},
		},
		Routes: &classify.Routes{
			Rows: []classify.Route{
				{ID: "water", When: classify.Is("category.content", "water"), Unit: "rooms", Advisers: []string{"desk"}},
				{ID: "food", When: classify.Is("category.content", "food"), Unit: "kitchen"},
			},
			Default: classify.Route{Unit: "desk"},
		},
	}
}

// ruled is a house whose rules classify.
func ruled(_ *complaint.Config, pb *playbook.Playbook) { pb.Rules = houseRules() }

func TestWhatTheRulesMakeOfAnIntake(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func(*complaint.Intake)
		want   complaint.Classification
	}{
		{
			"words place it", func(in *complaint.Intake) { in.Text = "天花板漏水" },
			complaint.Classification{Severity: classify.Ordinary, Categories: map[string]string{"content": "water"}, Unit: "rooms", Advisers: []string{"desk"}},
		},
		{
			"no rule places it", func(in *complaint.Intake) { in.Text = "前台太慢" },
			complaint.Classification{Severity: classify.Ordinary, Categories: map[string]string{"content": "other"}, Unit: "desk"},
		},
		{
			"many people make it major", func(in *complaint.Intake) { in.Text, in.Complainants = "早餐凉了", 6 },
			complaint.Classification{Severity: classify.Major, Categories: map[string]string{"content": "food"}, Unit: "kitchen"},
		},
		{
			"much money makes it major", func(in *complaint.Intake) { in.Text, in.Wanted = "早餐", complaint.Yuan(1000) },
			complaint.Classification{Severity: classify.Major, Categories: map[string]string{"content": "food"}, Unit: "kitchen"},
		},
		{
			"words alone ask a person to confirm", func(in *complaint.Intake) { in.Text = "厨房着火" },
			complaint.Classification{Severity: classify.Ordinary, Categories: map[string]string{"content": "other"}, Unit: "desk", Flags: []string{"confirm"}},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, ruled)
			in := guest()
			tc.change(&in)
			c := b.register(in)
			tc.want.Kind, tc.want.Validity = "complaint", "valid"
			require.Equal(t, tc.want, c.Classification)
			b.verify(c.ID)
		})
	}
}

func TestTheDeskMayRaiseTheSeverityOnly(t *testing.T) {
	b := setup(t, ruled)
	in := guest()
	in.Severity, in.Complainants = classify.Minor, 5
	require.Equal(t, classify.Major, b.register(in).Severity, "the rules say major, the desk minor")
	in = guest()
	in.Complainant.Phone, in.Severity = "139", classify.Major
	require.Equal(t, classify.Major, b.register(in).Severity, "the rules say ordinary, the desk major")
}

func TestAGradeMayTakeACaseWhateverTheRoute(t *testing.T) {
	b := setup(t, ruled, func(_ *complaint.Config, pb *playbook.Playbook) { pb.Grades[2].Unit = "office" })
	in := guest()
	in.Text, in.Complainants = "漏水", 7
	c := b.register(in)
	require.Equal(t, "office", c.Unit)
	in.Complainants, in.Place = 1, "1310"
	c = b.register(in)
	require.Equal(t, "rooms", c.Unit)
	c = b.do(clerk, c, complaint.Assess{Judgement: complaint.Judgement{Severity: classify.Major}})
	require.Equal(t, "office", c.Unit, "also when a person grades it")
}

func TestTheEntrySaysWhichRulesDecided(t *testing.T) {
	b := setup(t, ruled)
	in := guest()
	in.Text, in.Complainants = "漏水三天", 6
	e := b.last(b.register(in))
	for _, fx := range e.Effects {
		class, ok := fx.(complaint.ClassifiedEffect)
		if !ok {
			continue
		}
		var why struct {
			Because []struct{ Dimension, Row string } `json:"because"`
		}
		require.NoError(t, json.Unmarshal(class.Because, &why))
		require.Contains(t, why.Because, struct{ Dimension, Row string }{"severity", "many"})
		require.NotContains(t, string(class.Because), "漏水", "matched words are the complainant's")
		return
	}
	t.Fatal("no classification was recorded")
}

func TestIntakeIsNeverRefusedByARule(t *testing.T) {
	for _, tc := range []struct {
		name  string
		field classify.Field
		in    func(*complaint.Intake)
	}{
		{
			"a place that the rules' closed list does not know",
			classify.Field{Name: "place", Type: classify.TypeCode, Codes: classify.Codes("suite", "lobby")},
			func(in *complaint.Intake) { in.Place = "1208" },
		},
		{
			"money in another currency than the rules'",
			classify.Field{Name: "wanted", Type: classify.TypeMoney},
			func(in *complaint.Intake) { in.Wanted = complaint.Money{Amount: 500, Currency: "USD"} },
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, ruled, func(_ *complaint.Config, pb *playbook.Playbook) {
				for i := range pb.Rules.Fields {
					if pb.Rules.Fields[i].Name == tc.field.Name {
						pb.Rules.Fields[i] = tc.field
					}
				}
			})
			in := guest()
			tc.in(&in)
			_, err := b.desk.Register(b.ctx, clerk, in)
			require.NoError(t, err)
		})
	}
}
