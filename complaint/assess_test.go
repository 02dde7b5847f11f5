package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
)

func TestWhatAssessmentRecords(t *testing.T) {
	major := complaint.Judgement{Severity: classify.Major, Unit: "rooms", Priority: 3}
	runRecorded(t, []recorded{
		{"an acknowledgement goes to the complainant", complaint.Registered, clerk, complaint.Acknowledge{}, []string{"tell complainant acknowledged"}},
		{"assessing without a view keeps the rules'", complaint.Registered, clerk, complaint.Assess{}, []string{"registered→assessed"}},
		{"assessing with a view replaces it", complaint.Registered, clerk, complaint.Assess{Judgement: major}, []string{
			"class complaint major rooms", "priority 3", "registered→assessed",
		}},
		{"reclassifying needs no state of its own", complaint.Investigating, lead, complaint.Reclassify{Judgement: major, Text: "水漫到楼下"}, []string{
			"class complaint major rooms", "priority 3",
		}},
		{"reclassifying to what it is changes nothing", complaint.Dispatched, lead, complaint.Reclassify{
			Judgement: complaint.Judgement{Severity: classify.Ordinary}, Text: "核对",
		}, nil},
		{"admitting is a flag", complaint.Registered, clerk, complaint.Admit{}, []string{"admitted true"}},
		{"refusing tells the complainant why", complaint.Registered, clerk, complaint.Refuse{Reason: "not-ours"}, []string{
			"outcome true not-ours", "tell complainant refused not-ours", "registered→refused", "act true refuse u1",
		}},
		{"converting before assessment keeps the state", complaint.Registered, clerk, complaint.Convert{Kind: "query"}, []string{"class query ordinary desk"}},
		{"converting after assessment is assessed anew", complaint.Assessed, clerk, complaint.Convert{Kind: "query"}, []string{
			"class query ordinary desk", "assessed→registered",
		}},
		{"a correction replaces what it names", complaint.Investigating, lead, complaint.Correct{Place: "1209", Complainant: complaint.Person{Name: "王伟"}}, []string{
			"described place=1209 about=[] missing=[]", "boxes kept=[5] erased=[]",
		}},
		{"a correction without personal data has no box", complaint.Investigating, lead, complaint.Correct{About: []string{"u8"}}, []string{
			"described place=1208 about=[u8] missing=[]",
		}},
	})
}

func TestAssessmentRefuses(t *testing.T) {
	judge := func(j complaint.Judgement) complaint.Command { return complaint.Assess{Judgement: j} }
	runRefused(t, []refused{
		{"an unknown kind", complaint.Registered, clerk, judge(complaint.Judgement{Kind: "rant"}), complaint.ErrInvalid, "kind", "unknown code"},
		{"a grade the playbook does not have", complaint.Registered, clerk, judge(complaint.Judgement{Severity: classify.Urgent}), complaint.ErrInvalid, "severity", "not a grade of the playbook"},
		{"a grade nobody has", complaint.Registered, clerk, judge(complaint.Judgement{Severity: 99}), complaint.ErrInvalid, "severity", "not a grade of the playbook"},
		{"an unknown unit", complaint.Registered, clerk, judge(complaint.Judgement{Unit: "garage"}), complaint.ErrInvalid, "unit", "unknown code"},
		{"an unknown axis", complaint.Registered, clerk, judge(complaint.Judgement{Categories: map[string]string{"x": "y"}}), complaint.ErrInvalid, "categories.x", "unknown axis or code"},
		{"a reclassification without a reason", complaint.Assessed, clerk, complaint.Reclassify{Judgement: complaint.Judgement{Severity: classify.Major}}, complaint.ErrInvalid, "reason", "required"},
		{"a refusal without a reason", complaint.Registered, clerk, complaint.Refuse{Text: "不归我们"}, complaint.ErrInvalid, "reason", "required"},
		{"a refusal for a reason not on the list", complaint.Registered, clerk, complaint.Refuse{Reason: "too-hard"}, complaint.ErrInvalid, "reason", "unknown code"},
		{"the reason of another command", complaint.Registered, clerk, complaint.Refuse{Reason: "wrong-unit"}, complaint.ErrInvalid, "reason", "unknown code"},
		{"a conversion to nothing", complaint.Registered, clerk, complaint.Convert{}, complaint.ErrInvalid, "kind", "unknown code"},
		{"a conversion to what it is", complaint.Registered, clerk, complaint.Convert{Kind: "complaint"}, complaint.ErrInvalid, "kind", "already this kind"},
		{"a correction to an unknown unit", complaint.Registered, clerk, complaint.Correct{AboutUnit: "garage"}, complaint.ErrInvalid, "about_unit", "unknown code"},
		{"a correction of an unknown field", complaint.Registered, clerk, complaint.Correct{Fields: map[string]string{"colour": "red"}}, complaint.ErrInvalid, "fields.colour", "unknown field"},
	})
}

func TestEveryFaultOfAJudgementAtOnce(t *testing.T) {
	b := setup(t, ruled)
	c := b.in(complaint.Registered)
	refusal := b.refuse(clerk, c, complaint.Assess{Judgement: complaint.Judgement{
		Kind: "rant", Severity: classify.Urgent, Unit: "garage", Categories: map[string]string{"content": "moon", "axis": "x"},
	}}, complaint.ErrInvalid)
	require.Equal(t, []string{"categories.axis", "categories.content", "kind", "severity", "unit"}, fields(refusal))
	c = b.do(clerk, c, complaint.Assess{Judgement: complaint.Judgement{Categories: map[string]string{"content": "food"}}})
	require.Equal(t, map[string]string{"content": "food"}, c.Categories)
}

func TestAdmittingTwiceIsRefused(t *testing.T) {
	b := setup(t)
	c := b.do(clerk, b.in(complaint.Registered), complaint.Admit{})
	require.True(t, c.Admitted)
	require.Equal(t, "admitted", b.refuse(clerk, c, complaint.Admit{}, complaint.ErrNotAllowed).Rule)
}

func TestASeverityChangesTheTerm(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	require.Equal(t, "03-04 18:00", at(c.Due("resolve")))
	c = b.do(lead, c, complaint.Reclassify{Judgement: complaint.Judgement{Severity: classify.Major}, Text: "x"})
	require.Equal(t, "03-05 18:00", at(c.Due("resolve")), "16 business hours from receipt, not from now")
}

func TestARefusedComplaintOwesNothing(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Refused)
	require.Equal(t, "not-ours", c.Outcome)
	require.Zero(t, c.Wake)
	b.clock.Add(90 * 24 * time.Hour)
	require.Zero(t, b.sweep().Steps)
	c = b.do(clerk, c, complaint.Archive{})
	require.Equal(t, complaint.Archived, c.State)
}

func TestADispatchedCaseThatEndsHasNoRunningAssignment(t *testing.T) {
	for _, cmd := range []complaint.Command{
		complaint.Refuse{Reason: "not-ours"},
		complaint.Convert{Kind: "query"},
		complaint.Withdraw{},
		complaint.CloseDirectly{},
		complaint.SendBack{Reason: "wrong-unit"},
	} {
		t.Run(cmd.Name(), func(t *testing.T) {
			b := setup(t)
			in := guest()
			in.Severity = classify.Minor
			c := b.do(clerk, b.take(b.register(in), complaint.Dispatched), cmd)
			require.Nil(t, c.Assignment())
			require.Zero(t, c.Due("unit"), "the unit's clock ends with its assignment")
		})
	}
}
