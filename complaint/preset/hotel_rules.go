package preset

import (
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/playbook"
)

// hotelRules decide what a complaint is. Text suggests, facts decide: a word makes a case major only beside a fact the
// desk recorded (what it is about, the channel, the amount); alone it raises a flag that a person confirms.
func hotelRules() *classify.RuleSet {
	return &classify.RuleSet{
		ID: "hotel", Version: "1", Label: classify.Label{ZH: "酒店投诉分类", EN: "Hotel classification"},
		Fields: hotelFacts(),
		Kinds:  kindLabels(hotelKinds()[:2]),
		Scopes: labels([]playbook.Code{code("group", "群体", "group"), code("individual", "个人", "individual")}),
		Flags: labels([]playbook.Code{
			code("injury", "疑似伤病", "injury?"), code("theft", "疑似失窃", "theft?"), code("danger", "疑似险情", "danger?"),
			code("third-party", "疑似他方责任", "somebody else's?"), code("abusive", "疑似辱骂威胁", "abusive?"),
			code("press", "扬言曝光", "going to the press?"),
		}),
		Units: labels([]playbook.Code{
			code("front-office", "前厅部", "Front office"), code("housekeeping", "客房部", "Housekeeping"),
			code("engineering", "工程部", "Engineering"), code("restaurant", "餐饮部", "Restaurant"),
			code("security", "保安部", "Security"), code("finance", "财务部", "Finance"),
			code("complaint-centre", "投诉处理中心", "Complaint centre"),
		}),
		Axes:    []classify.Axis{hotelContent()},
		Lexicon: hotelLexicon(),
		Tables:  []classify.Table{hotelKindTable(), hotelContentTable(), hotelSeverityTable(), hotelScopeTable(), hotelFlagTable()},
		Routes:  hotelRoutes(),
		Batch: &classify.BatchRule{
			By: []string{"place", "matter"}, Customer: "guest", Window: classify.Window(2 * time.Hour), Customers: 3,
		},
	}
}

// hotelFacts are what the rules read of an intake.
func hotelFacts() []classify.Field {
	return []classify.Field{
		{Name: "channel", Type: classify.TypeCode, Codes: channelCodes()},
		{Name: "matter", Type: classify.TypeCode, Codes: labels(hotelMatters())},
		{Name: "attitude", Type: classify.TypeBool},
		{Name: "wanted", Type: classify.TypeMoney},
		{Name: "people", Type: classify.TypeNumber},
		{Name: "mood", Type: classify.TypeCode, Open: true},
		{Name: "place", Type: classify.TypeCode, Open: true},
		{Name: "guest", Type: classify.TypeNumber, Personal: true},
		{Name: "text", Type: classify.TypeText},
	}
}

// labels turns the codes of a playbook into those of a rule set.
func labels(codes []playbook.Code) []classify.Code {
	out := make([]classify.Code, len(codes))
	for i, c := range codes {
		out[i] = classify.Code{Code: c.Code, Label: classify.Label(c.Label)}
	}
	return out
}

func channelCodes() []classify.Code {
	var out []classify.Code
	for _, c := range hotelChannels() {
		out = append(out, classify.Code{Code: c.Code, Label: classify.Label(c.Label)})
	}
	return out
}

// hotelKindTable tells a suggestion from a complaint: it stands in the opinion book, asks for no money, names nobody and
// reads like one.
func hotelKindTable() classify.Table {
	return classify.Table{
		ID: "kind", Sets: classify.DimKind, Hit: classify.HitFirst, Default: "complaint",
		Rows: []classify.Row{{
			ID: "opinion-book", Then: "suggestion", Source: "R11: a complaint wants a reply, a remedy or compensation",
			When: classify.All(
				classify.Is("channel", "opinion-book"), classify.Hit("suggestion"),
				classify.Not(classify.IsTrue("attitude")), classify.Not(classify.AtLeast("wanted", 1)),
			),
		}},
	}
}

// groupSize is from how many people on a complaint is one of a group; ours.
const groupSize = 5

func hotelScopeTable() classify.Table {
	return classify.Table{
		ID: "scope", Sets: classify.DimScope, Hit: classify.HitFirst, Default: "individual",
		Rows: []classify.Row{{ID: "group", Then: "group", When: classify.AtLeast("people", groupSize), Source: "R20"}},
	}
}

// hotelFlagTable raises what a person should look at. A word is enough.
func hotelFlagTable() classify.Table {
	t := classify.Table{ID: "flags", Sets: classify.DimFlags, Hit: classify.HitCollect}
	for _, word := range []string{"injury", "theft", "danger", "third-party", "abusive", "press"} {
		t.Rows = append(t.Rows, classify.Row{ID: word, Then: word, When: classify.Hit(word), Source: "ours"})
	}
	return t
}

// hotelRoutes find the department: complaints are handled where they arise (R11).
func hotelRoutes() *classify.Routes {
	matter := func(m, unit string, advisers ...string) classify.Route {
		return classify.Route{ID: m, When: classify.Is("matter", m), Unit: unit, Advisers: advisers, Source: "R11"}
	}
	return &classify.Routes{
		Rows: []classify.Route{
			matter("room", "engineering", "housekeeping"), matter("facility", "engineering"),
			matter("lift", "engineering", "security"), matter("housekeeping", "housekeeping"),
			matter("restaurant", "restaurant"), matter("front-desk", "front-office"),
			matter("charge", "finance", "front-office"), matter("noise", "security"),
			matter("security", "security"), matter("safety", "security", "engineering"),
		},
		Default: classify.Route{ID: "desk", Unit: "complaint-centre"},
	}
}

func kindLabels(kinds []playbook.Kind) []classify.Code {
	out := make([]classify.Code, len(kinds))
	for i, k := range kinds {
		out[i] = classify.Code{Code: k.Code, Label: classify.Label(k.Label)}
	}
	return out
}
