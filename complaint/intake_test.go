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

func TestWhatAnIntakeRecords(t *testing.T) {
	b := setup(t)
	in := guest()
	in.Received = day.Add(-20 * time.Minute)
	in.Wanted, in.Complainants, in.About, in.AboutUnit = complaint.Yuan(300), 3, []string{"u7"}, "rooms"
	in.Fields = map[string]string{"room": "1208", "passport": "E12345"}
	c := b.register(in)

	e := b.last(c)
	require.Equal(t, []string{
		"complaint.OpenedEffect", "class complaint ordinary desk", "described place=1208 about=[u7] missing=[]", "boxes kept=[1] erased=[]",
		"tell unit:desk registered",
	}, said(e))
	require.Equal(t, day, e.Recorded)
	require.True(t, e.Effective.Equal(in.Received), "it happened when the complaint was received")
	require.Equal(t, in.Received, c.Received)
	require.Equal(t, "u1", c.FirstContact, "whoever takes it in is its first contact")
	require.Equal(t, 3, c.Complainants)
	require.Equal(t, complaint.Yuan(300), c.Wanted) //nolint:testifylint // Wanted is what the guest wants, not what the test does
	require.Equal(t, "rooms", c.AboutUnit)
	require.Equal(t, map[string]string{"room": "1208"}, c.Fields, "personal fields are not in the public half")
	require.Equal(t, day.Add(10*time.Minute), c.Due("respond"), "clocks count from the receipt, not from the entry")
	details, err := b.desk.Details(b.ctx, boss, c.ID)
	require.NoError(t, err)
	require.Equal(t, complaint.Details{
		Complainant: in.Complainant, Text: in.Text, Demand: in.Demand, Fields: map[string]string{"passport": "E12345"},
	}, details)
	b.verify(c.ID)
}

// strict is a house that asks for more at intake.
func strict(_ *complaint.Config, pb *playbook.Playbook) {
	pb.Channels[0].Required = []string{"room", "contact"}
	pb.Grades[1].Required = []string{"demand"}
	pb.Fields[1].Required = &playbook.Applies{Severities: []classify.Severity{classify.Major}}
}

func TestAnIncompleteIntakeIsRegisteredAndHeldBack(t *testing.T) {
	for _, tc := range []struct {
		name    string
		change  func(*complaint.Intake)
		missing []string
		correct complaint.Correct
	}{
		{
			"what the channel asks for", func(in *complaint.Intake) { in.Channel, in.Complainant.Phone = "phone", "" },
			[]string{"phone"},
			complaint.Correct{Complainant: complaint.Person{Phone: "139"}},
		},
		{
			"a field of the trade, and any contact", func(in *complaint.Intake) { in.Complainant.Phone = "" },
			[]string{"contact", "room"},
			complaint.Correct{Complainant: complaint.Person{Email: "x@y.cn"}, Fields: map[string]string{"room": "1208"}},
		},
		{
			"what the severity asks for", func(in *complaint.Intake) { in.Demand, in.Fields = "", map[string]string{"room": "1208"} },
			[]string{"demand"},
			complaint.Correct{Demand: "换房"},
		},
		{
			"a personal field", func(in *complaint.Intake) { in.Severity, in.Fields = classify.Major, map[string]string{"room": "1208"} },
			[]string{"passport"},
			complaint.Correct{Personal: map[string]string{"passport": "E1"}},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, strict)
			in := guest()
			tc.change(&in)
			c := b.register(in)
			require.Equal(t, complaint.Registered, c.State)
			require.Equal(t, tc.missing, c.Missing)

			refusal := b.refuse(clerk, c, complaint.Assess{}, complaint.ErrNotAllowed)
			require.Equal(t, "complete", refusal.Rule)
			require.Equal(t, tc.missing, fields(refusal), "the refusal names what is missing")
			require.Equal(t, []string{"correct"}, refusal.Allowed)
			for _, name := range tc.missing {
				require.ErrorContains(t, refusal, name)
			}

			c = b.do(clerk, c, tc.correct)
			require.Empty(t, c.Missing)
			require.Equal(t, complaint.Assessed, b.do(clerk, c, complaint.Assess{}).State)
			b.verify(c.ID)
		})
	}
}

func TestACorrectionFillsInPartOfWhatIsMissing(t *testing.T) {
	b := setup(t, strict)
	in := guest()
	in.Complainant.Phone, in.Demand = "", ""
	c := b.register(in)
	require.Equal(t, []string{"contact", "demand", "room"}, c.Missing)
	c = b.do(clerk, c, complaint.Correct{Fields: map[string]string{"room": "1208"}})
	require.Equal(t, []string{"contact", "demand"}, c.Missing)
	c = b.do(clerk, c, complaint.Correct{Complainant: complaint.Person{Address: "人民路1号"}, Demand: "换房"})
	require.Empty(t, c.Missing)
	details, err := b.desk.Details(b.ctx, boss, c.ID)
	require.NoError(t, err)
	require.Equal(t, "王先生", details.Complainant.Name, "what a correction leaves empty stays")
	require.Equal(t, "人民路1号", details.Complainant.Address)
}

func TestCorrectRefreshesTheClocks(t *testing.T) {
	b := setup(t, strict, func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Targets[1].Terms = append([]sla.Choice{{
			When: map[string][]string{"incomplete": {"yes"}}, Term: sla.Term{Span: sla.BusinessHours(40)},
		}}, pb.Targets[1].Terms...)
	})
	in := guest()
	c := b.register(in)
	require.NotEmpty(t, c.Missing)
	long := c.Due("resolve")
	c = b.do(clerk, c, complaint.Correct{Fields: map[string]string{"room": "1208"}})
	require.Empty(t, c.Missing)
	require.True(t, c.Due("resolve").Before(long), "a complete case has the ordinary term")
}

func TestACaseNoRulePlacesBelongsToTheDesk(t *testing.T) {
	b := setup(t)
	c := b.register(complaint.Intake{Channel: "counter"})
	require.Equal(t, "desk", c.Unit)
	require.Equal(t, "complaint", c.Kind, "the first kind is the default")
	require.Equal(t, classify.Unrated, c.Severity)
	require.Empty(t, c.Sealed, "an intake without personal data has no box")
	refusal := b.refuse(clerk, c, complaint.Assess{}, complaint.ErrNotAllowed)
	require.Equal(t, "rated", refusal.Rule)
	c = b.do(clerk, c, complaint.Assess{Judgement: complaint.Judgement{Severity: classify.Minor}})
	require.Equal(t, complaint.Assessed, c.State)
}

func TestWhenAComplaintWasReceived(t *testing.T) {
	for _, tc := range []struct {
		name     string
		received time.Time
		rule     string
	}{
		{"earlier today", day.Add(-time.Hour), ""},
		{"two working days ago", day.AddDate(0, 0, -2), ""},
		{"longer ago than commands may be dated back", day.AddDate(0, 0, -8), "must lie within the back-dating limit"},
		{"in the future", day.Add(time.Microsecond), "must not lie in the future"},
		{"in year one", time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC), "a year from 1900 to 9999"},
		{"in a year nobody means", time.Date(20260, 1, 2, 0, 0, 0, 0, time.UTC), "a year from 1900 to 9999"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			in := guest()
			in.Received = tc.received
			if tc.rule == "" {
				require.Equal(t, tc.received, b.register(in).Received)
				return
			}
			refusal := b.refuseRequest(complaint.Request{Actor: clerk, Command: in}, complaint.ErrInvalid)
			require.Equal(t, []complaint.FieldError{{Field: "received", Rule: tc.rule}}, refusal.Fields)
		})
	}
}

func TestTimesAreKeptInWholeMicrosecondsUTC(t *testing.T) {
	b := setup(t)
	in := guest()
	in.Received = time.Date(2026, 3, 4, 8, 30, 0, 123456789, shanghai)
	c := b.register(in)
	require.Equal(t, time.Date(2026, 3, 4, 0, 30, 0, 123456000, time.UTC), c.Received)
	require.Equal(t, time.UTC, c.Received.Location())
	require.Equal(t, time.UTC, c.Due("respond").Location())
}

func TestWhatACorrectionChanges(t *testing.T) {
	b := setup(t)
	in := guest()
	in.About, in.AboutUnit, in.Fields = []string{"u7"}, "kitchen", map[string]string{"room": "1208"}
	c := b.register(in)
	c = b.do(clerk, c, complaint.Correct{Place: "1209"})
	require.Equal(t, []string{"u7"}, c.About, "what it leaves empty stays")
	require.Equal(t, "kitchen", c.AboutUnit)
	require.Equal(t, map[string]string{"room": "1208"}, c.Fields)
	c = b.do(clerk, c, complaint.Correct{About: []string{"u8"}, AboutUnit: "rooms", Fields: map[string]string{"room": "1209"}})
	require.Equal(t, "1209", c.Place)
	require.Equal(t, []string{"u8"}, c.About)
	require.Equal(t, "rooms", c.AboutUnit)
	require.Equal(t, map[string]string{"room": "1209"}, c.Fields)
	b.verify(c.ID)
}
