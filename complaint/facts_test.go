package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

func TestAComputedFact(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Fields = append(pb.Fields, playbook.Field{Name: "arrival", Label: text("到店", "arrival"), Type: playbook.DateField})
		pb.Facts = []playbook.Fact{{Name: "fresh", Within: "arrival", Term: sla.Term{Span: sla.Days(10)}}}
		pb.Rules = houseRules()
		pb.Rules.Fields = append(pb.Rules.Fields, classify.Field{Name: "fresh", Type: classify.TypeBool})
		pb.Rules.Tables[2].Rows = append(pb.Rules.Tables[2].Rows, classify.Row{ID: "fresh", When: classify.IsTrue("fresh"), Then: "major"})
	})
	for i, tc := range []struct {
		name, arrival string
		received      time.Time
		want          classify.Severity
	}{
		{"ten days ago, received now", "2026-02-22", time.Time{}, classify.Major},
		{"eleven days ago, received now", "2026-02-21", time.Time{}, classify.Ordinary},
		{"eleven days ago, received yesterday", "2026-02-21", day.Add(-24 * hour), classify.Major},
		{"long ago, received now", "2020-01-01", time.Time{}, classify.Ordinary},
		{"no date", "", time.Time{}, classify.Ordinary},
	} {
		t.Run(tc.name, func(t *testing.T) {
			in := guest()
			in.Place, in.Received = "room"+string(rune('a'+i)), tc.received
			in.Fields = map[string]string{"arrival": tc.arrival}
			require.Equal(t, tc.want, b.register(in).Severity)
		})
	}
}

func TestRulesReadFieldsByTheirTypes(t *testing.T) {
	field := func(name string, typ playbook.FieldType) playbook.Field {
		return playbook.Field{Name: name, Label: text(name, name), Type: typ}
	}
	bed := field("bed", playbook.CodeField)
	bed.Values = []playbook.Code{{Code: "twin"}, {Code: "king"}}
	typed := func(when classify.Cond) func(*complaint.Config, *playbook.Playbook) {
		return func(_ *complaint.Config, pb *playbook.Playbook) {
			pb.Fields = append(pb.Fields, bed, field("nights", playbook.NumberField), field("price", playbook.MoneyField), field("member", playbook.BoolField))
			pb.Rules = houseRules()
			pb.Rules.Fields = append(pb.Rules.Fields,
				classify.Field{Name: "bed", Type: classify.TypeCode, Codes: classify.Codes("twin", "king")}, classify.Field{Name: "nights", Type: classify.TypeNumber},
				classify.Field{Name: "price", Type: classify.TypeMoney}, classify.Field{Name: "member", Type: classify.TypeBool})
			pb.Rules.Tables[2].Rows = append(pb.Rules.Tables[2].Rows, classify.Row{ID: "typed", When: when, Then: "major"})
		}
	}
	for _, tc := range []struct {
		when           classify.Cond
		field, yes, no string
	}{
		{classify.Is("bed", "king"), "bed", "king", "twin"},
		{classify.AtLeast("nights", 7), "nights", "7", "6"},
		{classify.AtLeast("price", 38850), "price", "388.50", "388.49"},
		{classify.IsTrue("member"), "member", "true", "false"},
	} {
		t.Run(tc.field, func(t *testing.T) {
			b := setup(t, typed(tc.when))
			for value, want := range map[string]classify.Severity{tc.yes: classify.Major, tc.no: classify.Ordinary} {
				in := guest()
				in.Place, in.Fields = "room-"+want.String(), map[string]string{tc.field: value}
				require.Equal(t, want, b.register(in).Severity, value)
			}
		})
	}
}
