package classify

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestPredicateReadsFactsAndDecisions(t *testing.T) {
	c := mustCompile(t, hotelRules())
	facts := Facts{}.Code("channel", "media").Text("text", "空调").Money("demand", 5, "CNY").Code("against", "pool").Tags("marks", "vip")
	d := decide(t, c, facts)
	for _, tc := range []struct {
		name string
		when Cond
		want bool
	}{
		{"a fact", Is("channel", "media"), true},
		{"an amount", Above("demand", 5), false},
		{"the grade", SeverityAtLeast(Major), true},
		{"a branch of categories", Under("category.content", "facility"), true},
		{"the unit", Is(DimUnit, "engineering"), true},
		{"a flag raised", Tagged(DimFlags, "loss"), true},
		{"a flag not raised", Tagged(DimFlags, "safety"), false},
		{"a tag", Tagged("marks", "vip"), true},
		{"a code of an open field no table mentions", Is("against", "pool"), true},
		{"another", Is("against", "spa"), false},
		{"an undecided dimension", Has(DimNature), false},
		{"groups", All(IsFalse("injury"), Always()), false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p, err := c.Predicate(tc.when)
			require.NoError(t, err)
			got, err := p.Holds(facts, d)
			require.NoError(t, err)
			assert.Equal(t, tc.want, got)
			assert.Equal(t, tc.when.String(), p.Cond().String())
		})
	}
}

func TestPredicateFaults(t *testing.T) {
	c := mustCompile(t, hotelRules())
	_, err := c.Predicate(All(Is("chanel", "web"), Hit("fire"), Func("f")))
	require.ErrorIs(t, err, ErrInvalid)
	assert.ErrorContains(t, err, `when.all[0].field: unknown field "chanel"`)
	assert.ErrorContains(t, err, "when.all[1].hit")
	assert.ErrorContains(t, err, "when.all[2].func")
	p, err := c.Predicate(Always())
	require.NoError(t, err)
	_, err = p.Holds(Facts{}.Number("channel", 1), Decision{})
	require.ErrorIs(t, err, ErrInvalid)
}

// TestPredicateAgreesWithTables holds that a condition means the same in both places.
func TestPredicateAgreesWithTables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		when := anyCond(2).Filter(func(c Cond) bool {
			hit := false
			c.walk("", func(_ string, k Cond) { hit = hit || k.op == opHit })
			return !hit
		}).Draw(t, "when")
		rs := scopeTable(HitFirst, "individual", row("r", when, "group"))
		c, err := Compile(rs)
		if err != nil {
			t.Fatal(err)
		}
		p, err := c.Predicate(when)
		if err != nil {
			t.Fatal(err)
		}
		facts := anyFacts().Draw(t, "facts")
		d, err := c.Decide(facts)
		if err != nil {
			t.Fatal(err)
		}
		holds, err := p.Holds(facts, d)
		if err != nil || holds != (d.Scope == "group") {
			t.Fatalf("predicate says %v (%v), table says %s", holds, err, d.Scope)
		}
	})
}
