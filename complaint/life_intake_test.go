package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// with changes the house's playbook.
func with(change func(pb *playbook.Playbook)) func(*complaint.Config, *playbook.Playbook) {
	return func(_ *complaint.Config, pb *playbook.Playbook) { change(pb) }
}

// of is a closed list of codes.
func of(codes ...string) []playbook.Code {
	var out []playbook.Code
	for _, c := range codes {
		out = append(out, playbook.Code{Code: c, Label: text(c, c)})
	}
	return out
}

// graded is the house's grade of a severity.
func graded(pb *playbook.Playbook, s classify.Severity) *playbook.Grade {
	for i := range pb.Grades {
		if pb.Grades[i].Severity == s {
			return &pb.Grades[i]
		}
	}
	return nil
}

// targeted is the house's target of a name.
func targeted(pb *playbook.Playbook, name string) *sla.Target {
	for i := range pb.Targets {
		if pb.Targets[i].Name == name {
			return &pb.Targets[i]
		}
	}
	return nil
}

// R03: the main points are read back and confirmed. R08: on site the record is signed.
func TestARecordIsReadBackAndSignedBeforeItIsAssessed(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) {
		pb.Channels[0].Required = []string{"read_back", "signature"}
	}))
	c := b.register(guest())
	require.Equal(t, []string{"read_back", "signature"}, c.Missing)
	refusal := b.refuse(clerk, c, complaint.Assess{}, complaint.ErrNotAllowed)
	require.Equal(t, "complete", refusal.Rule)
	require.Equal(t, []string{"correct"}, refusal.Allowed)
	require.Equal(t, []string{"read_back", "signature"}, fields(refusal))

	c = b.do(clerk, c, complaint.Correct{ReadBack: true})
	require.Equal(t, []string{"signature"}, c.Missing)
	c = b.do(clerk, c, complaint.Correct{Signed: true})
	require.Empty(t, c.Missing)
	require.True(t, c.ReadBack, "what was confirmed stays confirmed")
	require.Equal(t, complaint.Assessed, b.do(clerk, c, complaint.Assess{}).State)
	b.verify(c.ID)

	in := guest()
	in.Place, in.ReadBack, in.Signed = "1310", true, true
	require.Empty(t, b.register(in).Missing, "or all of it at once")
}

// R16, R20: a graver complaint must be described more fully, also when it turns out to be graver only later.
func TestASeverityAsksForItsOwnFields(t *testing.T) {
	strict := with(func(pb *playbook.Playbook) { graded(pb, classify.Major).Required = []string{"demand", "room"} })
	major := complaint.Judgement{Severity: classify.Major}
	t.Run("at intake", func(t *testing.T) {
		b := setup(t, strict)
		in := guest()
		in.Severity, in.Demand = classify.Major, ""
		require.Equal(t, []string{"demand", "room"}, b.register(in).Missing)
	})
	t.Run("when it is raised at assessment", func(t *testing.T) {
		b := setup(t, strict)
		c := b.register(guest())
		require.Empty(t, c.Missing)
		refusal := b.refuse(clerk, c, complaint.Assess{Judgement: major}, complaint.ErrNotAllowed)
		require.Equal(t, "complete", refusal.Rule)
		require.Equal(t, []string{"room"}, fields(refusal), "the demand was recorded at intake")
		c = b.do(clerk, c, complaint.Correct{Fields: map[string]string{"room": "1208"}}, complaint.Assess{Judgement: major})
		require.Equal(t, complaint.Assessed, c.State)
		b.verify(c.ID)
	})
	t.Run("and no longer when it is lowered", func(t *testing.T) {
		b := setup(t, strict)
		in := guest()
		in.Severity, in.Demand = classify.Major, ""
		c := b.do(clerk, b.register(in), complaint.Reclassify{Judgement: complaint.Judgement{Severity: classify.Minor}, Text: "x"})
		require.Empty(t, c.Missing)
		c = b.do(clerk, c, complaint.Reclassify{Judgement: major, Text: "x"})
		require.Equal(t, []string{"demand", "room"}, c.Missing, "nothing is forgotten on the way")
		b.verify(c.ID)
	})
	t.Run("also when a person escalates it", func(t *testing.T) {
		b := setup(t, strict)
		c := b.do(manager, b.in(complaint.Registered), complaint.Escalate{Severity: classify.Major, Text: "媒体"})
		require.Equal(t, []string{"room"}, c.Missing)
	})
	t.Run("also when time raises it", func(t *testing.T) {
		b := setup(t, strict, with(func(pb *playbook.Playbook) {
			targeted(pb, "respond").Steps[0].Do = map[string]string{"severity": "major"}
		}))
		c := b.register(guest())
		b.clock.Add(hour)
		b.sweep()
		require.Equal(t, []string{"room"}, b.reload(c).Missing)
		b.verify(c.ID)
	})
}

// R20: the acknowledgement tells process, time limit and contact.
func TestAnAcknowledgementTellsProcessLimitAndContact(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) { pb.Tell = of("process", "limit", "contact") }))
	c := b.register(guest())
	refusal := b.refuse(clerk, c, complaint.Acknowledge{Told: []string{"process", "limit"}}, complaint.ErrInvalid)
	require.Equal(t, "told", refusal.Rule)
	require.Equal(t, []complaint.FieldError{{Field: "told", Rule: "contact must be told"}}, refusal.Fields)
	refusal = b.refuse(clerk, c, complaint.Acknowledge{Told: []string{"weather"}}, complaint.ErrInvalid)
	require.Equal(t, []complaint.FieldError{{Field: "told[0]", Rule: "unknown code"}}, refusal.Fields)

	c = b.do(clerk, c, complaint.Acknowledge{Told: []string{"contact", "process", "limit"}})
	require.Equal(t, []string{"contact", "process", "limit"}, c.Told)
	require.Contains(t, b.notices(c.ID), "acknowledged complainant")
	require.Zero(t, c.Due("respond"))
	c = b.do(clerk, c, complaint.Acknowledge{})
	require.Len(t, c.Told, 3, "what was told once need not be told again")
	b.verify(c.ID)
}

// 2020 No.3 Art 12: whoever complains for somebody else shows that they may.
func TestWhoComplainsForAnotherShowsAuthority(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) { pb.Proxies = of("signed", "heir", "guardian") }))
	in := guest()
	in.OnBehalfOf = complaint.Person{Name: "王老太太"}
	c := b.register(in)
	require.True(t, c.ForAnother)
	require.Equal(t, []string{"authority"}, c.Missing)
	require.Equal(t, "complete", b.refuse(clerk, c, complaint.Assess{}, complaint.ErrNotAllowed).Rule)
	refusal := b.refuse(clerk, c, complaint.Correct{Proxy: "neighbour"}, complaint.ErrInvalid)
	require.Equal(t, []complaint.FieldError{{Field: "authority", Rule: "unknown code"}}, refusal.Fields)
	c = b.do(clerk, c, complaint.Correct{Proxy: "guardian"}, complaint.Assess{})
	require.Equal(t, "guardian", c.Proxy)
	require.Equal(t, complaint.Assessed, c.State)
	b.verify(c.ID)

	own := guest()
	own.Place = "1310"
	require.Empty(t, b.register(own).Missing, "nobody needs authority to complain for themselves")
}

// 2020 No.3: at most five representatives; Order 20 Art 11: at most two. The rest must agree before it is given up.
func TestAJointComplaintHasFewRepresentativesAndEverybodysConsent(t *testing.T) {
	joint := with(func(pb *playbook.Playbook) {
		pb.Joint = playbook.JointPolicy{From: 5, Representatives: 2, Consent: true}
	})
	speaker := func(name string) complaint.Person { return complaint.Person{Name: name} }
	b := setup(t, joint)
	in := guest()
	in.Complainants, in.Representatives = 6, []complaint.Person{speaker("甲"), speaker("乙"), speaker("丙")}
	_, err := b.desk.Register(b.ctx, clerk, in)
	var refusal *complaint.Error
	require.ErrorAs(t, err, &refusal)
	require.ErrorIs(t, err, complaint.ErrInvalid)
	require.Equal(t, []complaint.FieldError{{Field: "representatives", Rule: "at most 2"}}, refusal.Fields)

	in.Representatives = nil
	c := b.register(in)
	require.Equal(t, []string{"representatives"}, c.Missing)
	c = b.do(clerk, c, complaint.Correct{Representatives: []complaint.Person{speaker("甲"), speaker("乙")}})
	require.Empty(t, c.Missing)
	require.Equal(t, 2, c.Representatives)
	require.Equal(t, "consent", b.refuse(clerk, c, complaint.Withdraw{}, complaint.ErrNotAllowed).Rule)
	require.Equal(t, complaint.Withdrawn, b.do(clerk, c, complaint.Withdraw{Consent: true}).State)
	b.verify(c.ID)

	few := guest()
	few.Place, few.Complainants = "1310", 4
	c = b.register(few)
	require.Empty(t, c.Missing, "four people are not a joint complaint here")
	require.Equal(t, complaint.Withdrawn, b.do(clerk, c, complaint.Withdraw{}).State)
}

// Nobody can be answered who gave no name; the limit counts from the receipt once they do.
func TestNobodyAnswersAnAnonymousComplaint(t *testing.T) {
	b := setup(t, with(func(pb *playbook.Playbook) {
		targeted(pb, "respond").Terms[0].When = map[string][]string{"anonymous": {"no"}}
	}))
	in := guest()
	in.Complainant = complaint.Person{}
	c := b.register(in)
	require.True(t, c.Anonymous)
	require.Zero(t, c.Due("respond"), "no answer is owed to nobody")
	require.Equal(t, "anonymous", b.refuse(clerk, c, complaint.Acknowledge{}, complaint.ErrNotAllowed).Rule)
	require.Equal(t, "anonymous", b.refuse(clerk, c, complaint.MakePromise{Due: day.Add(hour)}, complaint.ErrNotAllowed).Rule)
	b.clock.Add(2 * hour)
	b.sweep()
	require.Empty(t, b.ticks(c.ID, "respond"))
	for _, n := range b.notices(c.ID) {
		require.NotContains(t, n, "complainant")
	}

	c = b.do(clerk, c, complaint.Correct{Complainant: complaint.Person{Name: "王先生", Phone: "138"}})
	require.False(t, c.Anonymous)
	require.Equal(t, "03-04 09:30", at(c.Due("respond")), "counted from the receipt")
	c = b.do(clerk, c, complaint.Acknowledge{})
	require.Equal(t, sla.Breached, c.Timers("respond")[0].Verdict)
	b.verify(c.ID)
}
