package parts_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/preset/parts"
)

// facts starts a case.
var facts = classify.Facts{}

func decide(t *testing.T, c *classify.Classifier, f classify.Facts) classify.Decision {
	t.Helper()
	d, err := c.Decide(f)
	require.NoError(t, err)
	return d
}

// R06: what counts as a complaint, and what stays a query, a consultation or a fault report.
func TestKinds(t *testing.T) {
	c := joined(t, parts.Kinds())
	for _, tc := range []struct {
		name  string
		facts classify.Facts
		kind  string
		flags []string
	}{
		{"looking up a bill is a query", facts.Code("purpose", "look-up"), "query", nil},
		{"a product question is a consultation", facts.Code("purpose", "ask"), "consultation", nil},
		{"a consultation that satisfied stays one", facts.Code("purpose", "ask").Bool("satisfied", true).Bool("order", true), "consultation", nil},
		{"dissatisfied without an order stays one", facts.Code("purpose", "ask").Bool("satisfied", false), "consultation", nil},
		{"dissatisfied with an order converts", facts.Code("purpose", "ask").Bool("satisfied", false).Bool("order", true), "complaint", []string{"converted"}},
		{"over the time limit converts", facts.Code("purpose", "ask").Bool("order", true).Bool("late", true), "complaint", []string{"converted"}},
		{"an unsatisfying result converts", facts.Code("purpose", "ask").Bool("order", true).Bool("poor_result", true), "complaint", []string{"converted"}},
		{"a query converts alike", facts.Code("purpose", "look-up").Bool("order", true).Bool("late", true), "complaint", []string{"converted"}},
		{"a fault that leaves use possible is a fault report", facts.Code("purpose", "fault").Bool("stopped", false).Code("fault_in", "network"), "fault", nil},
		{"a fault of ours that stops use is a complaint: it goes first", facts.Code("purpose", "fault").Bool("stopped", true).Code("fault_in", "client"), "complaint", nil},
		{"a fault elsewhere that stops use is a fault report", facts.Code("purpose", "fault").Bool("stopped", true).Code("fault_in", "elsewhere"), "fault", nil},
		{"who complains complains", facts.Code("purpose", "complain"), "complaint", nil},
		{"nobody told it apart", facts, "complaint", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := decide(t, c, tc.facts)
			assert.Equal(t, tc.kind, d.Kind)
			assert.Equal(t, tc.flags, d.Flags)
		})
	}
}

// R06: the closed list of reasons, and everything else valid.
func TestValidity(t *testing.T) {
	c := joined(t, parts.Validity())
	for _, tc := range []struct {
		name   string
		facts  classify.Facts
		reason string
	}{
		{"nothing known against it", facts, ""},
		{"anonymous", facts.Bool("anonymous", true), "anonymous"},
		{"a name was given", facts.Bool("anonymous", false), ""},
		{"not related to the customer", facts.Bool("related", false), "unrelated"},
		{"too vague to verify", facts.Bool("verifiable", false), "vague"},
		{"cannot be reached", facts.Bool("reachable", false), "unreachable"},
		{"not ours", facts.Bool("ours", false), "out-of-scope"},
		{"several reasons: the first in the list", facts.Bool("ours", false).Bool("anonymous", true), "anonymous"},
		{"everything in order", facts.Bool("related", true).Bool("verifiable", true).Bool("reachable", true).Bool("ours", true), ""},
		{"malice is a finding, and no reason", facts.Bool("malice_found", true), ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := decide(t, c, tc.facts)
			want := classify.Valid
			if tc.reason != "" {
				want = classify.Invalid
			}
			assert.Equal(t, want, d.Validity)
			assert.Equal(t, tc.reason, d.ValidityReason)
			assert.Equal(t, tc.name == "malice is a finding, and no reason", slices.Contains(d.Flags, "malicious"))
		})
	}
}

func TestSourceTier(t *testing.T) {
	c := joined(t, parts.SourceTier())
	want := map[string]string{
		"hotline": "province", "hall": "province", "chat": "province", "forum": "province", "": "province",
		"group-hotline": "group", "group-site": "group", "media": "group", "microblog": "group",
	}
	for channel, tier := range want {
		assert.Equal(t, tier, decide(t, c, facts.Code("channel", channel)).Categories["tier"], channel)
	}
}

// R08: how each nature is recognised and answered.
func TestNature(t *testing.T) {
	c := joined(t, parts.Nature())
	for _, tc := range []struct {
		name   string
		facts  classify.Facts
		nature string
	}{
		{"well-founded and firm", facts.Bool("firm", true), "solution"},
		{"firm though angry and repetitive", facts.Bool("firm", true).Bool("angry", true).Bool("repetitive", true), "solution"},
		{"repetitive and vague", facts.Bool("repetitive", true), "venting"},
		{"compares without anger", facts.Bool("compares", true), "expectation"},
		{"compares in anger", facts.Bool("compares", true).Bool("angry", true), "solution"},
		{"calm facts", facts.Bool("facts", true), "own-defect"},
		{"facts in anger", facts.Bool("facts", true).Bool("angry", true), "solution"},
		{"a batch in a short time", facts.Bool("batch", true).Bool("firm", true), "own-defect"},
		{"nobody observed it", facts, "solution"},
	} {
		t.Run(tc.name, func(t *testing.T) { assert.Equal(t, tc.nature, decide(t, c, tc.facts).Nature) })
	}
	for nature, last := range map[string]string{"solution": "act", "venting": "listen", "expectation": "improve", "own-defect": "improve"} {
		steps := parts.Manner(nature)
		require.NotEmpty(t, steps, nature)
		assert.Equal(t, "invite", steps[0].Code, "all: to the reception room, calm first")
		assert.Equal(t, last, steps[len(steps)-1].Code)
		for _, s := range steps {
			both(t, s.Code, s.Label)
		}
	}
	assert.Nil(t, parts.Manner("nothing"))
}

// placed puts a leaf of the content axis on a case by a fact, as a host's own table would.
func placed(leaves ...string) parts.Part {
	p := parts.Part{
		Fields: []classify.Field{{Name: "leaf", Type: classify.TypeCode, Codes: classify.Codes(leaves...)}},
		Tables: []classify.Table{{ID: "content", Sets: classify.CategoryDim("content"), Hit: classify.HitFirst}},
	}
	for _, l := range leaves {
		p.Tables[0].Rows = append(p.Tables[0].Rows, classify.Row{ID: l, When: classify.Is("leaf", l), Then: l})
	}
	return p
}

// R17: who receives a complaint in each phase of a project.
func TestDeveloperRoutes(t *testing.T) {
	c := joined(t, parts.DeveloperContent(), parts.DeveloperRoutes(), placed("leak-roof", "staff-attitude"))
	for _, tc := range []struct {
		name, phase, leaf, unit string
		advisers                []string
	}{
		{"on sale, to the marketing officer", "sales", "staff-attitude", "marketing-officer", nil},
		{"quality during construction asks engineering", "construction", "leak-roof", "marketing-officer", []string{"engineering"}},
		{"anything else during construction does not", "construction", "staff-attitude", "marketing-officer", nil},
		{"in rectification engineering joins whatever it is", "rectification", "staff-attitude", "marketing-officer", []string{"engineering"}},
		{"handed over, to customer service", "handed-over", "staff-attitude", "customer-service", nil},
		{"a defect after handover asks who holds the supplier register", "handed-over", "leak-roof", "customer-service", []string{"engineering", "property-manager"}},
		{"an unknown phase still has somebody", "", "leak-roof", "customer-service", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := decide(t, c, facts.Code("phase", tc.phase).Code("leaf", tc.leaf))
			assert.Equal(t, tc.unit, d.Unit)
			assert.Equal(t, tc.advisers, d.Advisers)
		})
	}
}

// R19: the responsibility table, with the group office for whatever fits no class.
func TestGroupResponsibility(t *testing.T) {
	c := joined(t, parts.GroupClasses(), parts.GroupResponsibility())
	is := func(relation, about string) classify.Facts {
		return facts.Code("relation", relation).Code("concern", about)
	}
	for _, tc := range []struct {
		name  string
		facts classify.Facts
		unit  string
	}{
		{"an employee's own rights", is("employee", "own-rights"), "staff-committee"},
		{"somebody else's word on them is no class", is("partner", "own-rights"), "group-office"},
		{"attitude of head-office staff", is("supplier", "staff").Bool("head_office", true), "human-resources"},
		{"attitude of staff of a local company, by a customer", is("owner", "staff"), "local-service"},
		{"breach of ethics anywhere", is("owner", "ethics"), "human-resources"},
		{"group rules", is("employee", "rules"), "group-office"},
		{"a shareholder, whatever about", is("shareholder", "company"), "group-office"},
		{"a customer about a local company", is("prospect", "company"), "local-service"},
		{"a supplier about a local company fits no class", is("supplier", "company"), "group-office"},
		{"nobody knows", facts, "group-office"},
		{"never to whom it is about: next who is responsible", is("owner", "staff").Code("against", "local-service"), "group-office"},
		{"never to whom it is about, the default itself", is("shareholder", "rules").Code("against", "group-office"), "co-ordination-centre"},
		{"never to human resources about human resources", is("employee", "ethics").Code("against", "human-resources"), "group-office"},
	} {
		t.Run(tc.name, func(t *testing.T) { assert.Equal(t, tc.unit, decide(t, c, tc.facts).Unit) })
	}
	d := decide(t, c, is("employee", "own-rights"))
	axis := c.RuleSet().Axes[0]
	assert.Equal(t, []string{"non-customer", "employee"}, axis.Path(d.Categories["complainant"]))
	assert.Equal(t, []string{"customer", "met"}, axis.Path(decide(t, c, facts).Categories["complainant"]))
}

// JR/T 0169-2018: three independent facets, each with its other.
func TestBankAxes(t *testing.T) {
	axes := parts.BankAxes().Axes
	require.Len(t, axes, 3)
	sizes := []int{12, 11, 11}
	for i, a := range append(axes, parts.DemandKinds().Axes...) {
		both(t, a.ID, a.Label)
		leaves := a.Leaves()
		assert.Contains(t, leaves, a.Other)
		if i < 3 {
			assert.Len(t, leaves, sizes[i], a.ID)
		}
		for _, l := range leaves {
			assert.NotNil(t, a.Path(l))
		}
		labelled(t, a.Nodes)
	}
	assert.Equal(t, []string{"front", "electronic", "mobile"}, axes[0].Path("mobile"))
	c := joined(t, parts.BankAxes(), parts.DemandKinds())
	d := decide(t, c, facts)
	assert.Equal(t, map[string]string{"channel": "channel-99", "business": "business-99", "reason": "reason-99", "demand": "help"}, d.Categories)
	d, err := c.DecideWith(facts, []classify.Override{{Dimension: "category.channel", Outcome: "mobile", Why: "the form says so"}})
	require.NoError(t, err)
	assert.Equal(t, "mobile", d.Categories["channel"])
}

func labelled(t *testing.T, nodes []classify.Node) {
	t.Helper()
	for _, n := range nodes {
		both(t, n.Code, n.Label)
		labelled(t, n.Children)
	}
}

func TestLabelsOfEveryPart(t *testing.T) {
	for _, p := range everyPart() {
		for _, f := range p.Fields {
			both(t, f.Name, f.Label)
			for _, c := range f.Codes {
				both(t, f.Name+" "+c.Code, c.Label)
			}
		}
		for _, list := range [][]classify.Code{p.Kinds, p.InvalidReasons, p.Natures, p.Scopes, p.Flags, p.Units} {
			for _, c := range list {
				both(t, c.Code, c.Label)
			}
		}
		for _, a := range p.Axes {
			labelled(t, a.Nodes)
		}
		for _, table := range p.Tables {
			both(t, table.ID, table.Label)
			for _, r := range table.Rows {
				assert.NotEmpty(t, r.Source, "%s.%s", table.ID, r.ID)
			}
		}
		if p.Routes != nil {
			for _, r := range append(p.Routes.Rows, p.Routes.Default) {
				assert.NotEmpty(t, r.Source, r.ID)
			}
		}
	}
}

func everyPart() []parts.Part {
	return []parts.Part{
		parts.Kinds(), parts.Validity(), parts.SourceTier(), parts.Nature(), parts.HotelSeverity(), parts.MakerSeverity(),
		parts.ServiceSeverity(parts.Limits{}), parts.DeveloperContent(), parts.DeveloperRoutes(), parts.GroupClasses(),
		parts.GroupResponsibility(), parts.BankAxes(), parts.DemandKinds(),
	}
}

// The sheet of a whole rule set made of parts, as a compliance officer signs it.
func TestRuleSetSheets(t *testing.T) {
	c := joined(t, parts.Kinds(), parts.Validity(), parts.SourceTier(), parts.Nature(), parts.ServiceSeverity(parts.Limits{}), parts.GroupClasses(), parts.GroupResponsibility())
	rs := c.RuleSet()
	golden(t, "rules.zh.md", rs.Markdown("zh", rs.Validate()...))
	golden(t, "rules.en.md", rs.Markdown("en", rs.Validate()...))
}
