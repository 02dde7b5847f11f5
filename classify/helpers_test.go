package classify

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// hotelRules is a small rule set in the manner of R11 and R20, used by many tests.
func hotelRules() RuleSet {
	major := Major
	return RuleSet{
		ID: "hotel-test", Version: "1",
		Fields: []Field{
			{Name: "channel", Type: TypeCode, Codes: Codes("counter", "phone", "web", "media", "regulator")},
			{Name: "text", Type: TypeText},
			{Name: "people", Type: TypeNumber},
			{Name: "demand", Type: TypeMoney},
			{Name: "injury", Type: TypeBool},
			{Name: "anonymous", Type: TypeBool},
			{Name: "marks", Type: TypeTags, Codes: Codes("vip", "repeat")},
			{Name: "guest", Type: TypeCode, Open: true, Personal: true},
			{Name: "against", Type: TypeCode, Open: true},
			{Name: "person", Type: TypeCode, Open: true},
		},
		Kinds:          Codes("complaint", "consultation"),
		InvalidReasons: Codes("anonymous"),
		Scopes:         Codes("individual", "group"),
		Flags:          Codes("loss", "safety"),
		Units:          Codes("front", "engineering", "housekeeping", "centre"),
		Axes: []Axis{{ID: "content", Version: "1", Other: "other", Nodes: []Node{
			{Code: "facility", Children: []Node{{Code: "aircon"}, {Code: "water"}}},
			{Code: "service", Children: []Node{{Code: "attitude"}, {Code: "cleanliness"}}},
			{Code: "other"},
		}}},
		Lexicon: Lexicon{Keywords: []Keyword{
			{ID: "fire", Words: []string{"着火", "起火", "fire"}, Groups: []string{"danger"}, Polarity: PolarityAffirmed, Except: []string{"fire door"}},
			{ID: "hurt", Words: []string{"受伤", "烫伤"}, Groups: []string{"danger"}, Polarity: PolarityAffirmed},
			{ID: "aircon", Words: []string{"空调", "aircon"}},
			{ID: "leak", Words: []string{"漏水"}},
			{ID: "rude", Words: []string{"态度差", "态度恶劣"}},
			{ID: "clean", Words: []string{"干净"}, Polarity: PolarityNegated},
		}},
		Tables: []Table{
			{ID: "kind", Sets: DimKind, Hit: HitFirst, Default: "complaint", Rows: []Row{
				{ID: "asks", When: All(Is("channel", "web"), Not(Has("text"))), Then: "consultation"},
			}},
			{ID: "validity", Sets: DimValidity, Hit: HitFirst, Default: Valid, Rows: []Row{
				{ID: "anonymous", When: IsTrue("anonymous"), Then: Invalid, Reason: "anonymous"},
			}},
			{ID: "content", Sets: CategoryDim("content"), Hit: HitFirst, Rows: []Row{
				{ID: "aircon", When: Hit("aircon"), Then: "aircon"},
				{ID: "water", When: Hit("leak"), Then: "water"},
				{ID: "attitude", When: Hit("rude"), Then: "attitude"},
				{ID: "dirty", When: Hit("clean"), Then: "cleanliness"},
			}},
			{ID: "severity", Sets: DimSeverity, Hit: HitPriority, Default: "minor", Rows: []Row{
				{ID: "outside", When: OneOf("channel", "media", "regulator"), Then: "major"},
				{ID: "injury", When: IsTrue("injury"), Then: "urgent"},
				{ID: "danger", When: Hit("danger"), Then: "major"},
				{ID: "attitude", When: Is("category.content", "attitude"), Then: "ordinary"},
				{ID: "money", When: AtLeast("demand", 100_000), Then: "ordinary"},
				{ID: "many", When: All(AtLeast("people", 5), Under("category.content", "facility")), Then: "major"},
			}},
			{ID: "scope", Sets: DimScope, Hit: HitUnique, Rows: []Row{
				{ID: "group", When: AtLeast("people", 2), Then: "group"},
				{ID: "one", When: Not(AtLeast("people", 2)), Then: "individual"},
			}},
			{ID: "flags", Sets: DimFlags, Hit: HitCollect, Rows: []Row{
				{ID: "loss", When: Above("demand", 0), Then: "loss"},
				{ID: "safety", When: Any(Hit("danger"), IsTrue("injury")), Then: "safety"},
			}},
		},
		Routes: &Routes{
			Rows: []Route{
				{ID: "facility", When: Under("category.content", "facility"), Unit: "engineering", Advisers: []string{"front"}},
				{ID: "dirty", When: Is("category.content", "cleanliness"), Unit: "housekeeping"},
				{ID: "major", When: SeverityAtLeast(Major), Unit: "centre", Advisers: []string{"front", "centre"}},
			},
			Default: Route{ID: "default", Unit: "front"},
			Avoid:   []Avoidance{{ID: "own", Unit: "against", Person: "person", When: Any(Has("against"), Has("person"))}},
			Instead: "centre",
		},
		Repeat: &RepeatRule{By: []string{"guest", "category.content"}, Window: Window(30 * 24 * 3600e9)},
		Batch:  &BatchRule{By: []string{"category.content"}, Customer: "guest", Window: Window(24 * 3600e9), Customers: 3},
		Tests: []Test{{
			Name:  "the regulator makes it major",
			Facts: Facts{}.Code("channel", "regulator"), Want: Want{Severity: &major, Unit: "centre"},
		}},
	}
}

func mustCompile(t testing.TB, rs RuleSet) *Classifier {
	t.Helper()
	c, err := Compile(rs)
	require.NoError(t, err)
	return c
}

func decide(t testing.TB, c *Classifier, f Facts) Decision {
	t.Helper()
	d, err := c.Decide(f)
	require.NoError(t, err)
	return d
}
