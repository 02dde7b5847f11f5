package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// writing gives the house texts.
func writing(list ...playbook.Template) func(*complaint.Config, *playbook.Playbook) {
	return func(_ *complaint.Config, pb *playbook.Playbook) { pb.Templates = append(pb.Templates, list...) }
}

// sent delivers and returns the first notice of a kind.
func (b *bench) sent(kind string) complaint.Notice {
	b.Helper()
	m := new(mail)
	b.deliver(m)
	for _, n := range m.sent {
		if n.Kind == kind {
			return n
		}
	}
	require.Failf(b, "not sent", "%s among %v", kind, m.lines())
	return complaint.Notice{}
}

func (b *bench) render(n complaint.Notice, lang string) complaint.Letter {
	b.Helper()
	l, err := b.desk.Render(b.ctx, n, lang)
	require.NoError(b, err)
	return l
}

func TestANoticeIsWrittenInTwoLanguages(t *testing.T) {
	b := setup(t, writing(
		playbook.Template{Notice: "offer", To: []string{"role"}, Body: text("不是这个", "not this one")},
		playbook.Template{
			Notice: "offer", To: []string{"complainant"}, Subject: text("投诉 {number}", "Complaint {number}"),
			Body: text("{complainant}您好：方案为{proposal}。{place} {due.resolve} 前办结。", "Dear {complainant}, we offer {proposal} for {place}, settled by {due.resolve}."),
		},
	))
	c := b.in(complaint.Negotiating)
	n := b.sent("offer")
	require.Equal(t, complaint.Letter{Subject: "投诉 " + c.Number, Body: "王先生您好：方案为赔偿 80.00 CNY。1208 2026-03-04 18:00 前办结。"}, b.render(n, "zh"))
	require.Equal(t, "Dear 王先生, we offer compensation 80.00 CNY for 1208, settled by 2026-03-04 18:00.", b.render(n, "en").Body)
}

func TestEveryPublicVariableHasAValue(t *testing.T) {
	staff := &complaint.Staff{Version: "s1", People: []complaint.StaffMember{{ID: "u2", Name: "赵强", Role: "worker", Unit: "rooms"}}}
	all := "{number}|{state}|{severity}|{kind}|{unit}|{owner}|{place}|{received}|{level}|{priority}|{outcome}|{promise}|{proposal}|{desk}|{notice}|{field.room}|{due.resolve}"
	b := setup(t, staffed(staff), writing(playbook.Template{Notice: "hear", Body: text(all, all)}),
		reacting(playbook.Reaction{Name: "hear", On: on("promise"), Do: map[string]string{"notify": "owner"}}))
	in := guest()
	in.Fields = map[string]string{"room": "1208"}
	c := b.take(b.register(in), complaint.Negotiating)
	b.do(clerk, c, complaint.MakePromise{What: "call", Due: day.Add(5 * time.Hour)})
	require.Equal(t, c.Number+"|协商中|一般|投诉|客房|赵强|1208|2026-03-04 09:00|0|0||2026-03-04 14:00|赔偿 80.00 CNY|前台|hear|1208|2026-03-04 18:00",
		b.render(b.sent("hear"), "zh").Body)
}

func TestTimesAreInTheZoneOfThePlaybook(t *testing.T) {
	b := setup(t, writing(playbook.Template{Notice: "registered", Body: text("{received}", "{received}")}),
		func(_ *complaint.Config, pb *playbook.Playbook) { pb.Calendars[0].Zone = "Europe/Lisbon" })
	b.register(guest())
	require.Equal(t, "2026-03-04 01:00", b.render(b.sent("registered"), "en").Body)
}

func TestANoticeWithoutATextGetsAPlainOne(t *testing.T) {
	b := setup(t)
	c := b.register(guest())
	n := b.sent("registered")
	require.Equal(t, complaint.Letter{Subject: c.Number + "：registered", Body: "投诉 " + c.Number + "，状态：已登记。"}, b.render(n, "zh"))
	require.Equal(t, complaint.Letter{Subject: c.Number + ": registered", Body: "Complaint " + c.Number + ", now registered."}, b.render(n, "en"))
}

func TestSealedWordsAreForWhoeverMaySeeThem(t *testing.T) {
	const words = "{complainant}/{demand}/{field.passport}"
	staff := &complaint.Staff{Version: "s1", People: []complaint.StaffMember{
		{ID: "u2", Role: "worker", Unit: "rooms"}, {ID: "u3", Role: "lead", Unit: "rooms"}, {ID: "u4", Role: "manager", Unit: "office"},
	}}
	in := guest()
	in.Personal = map[string]string{"passport": "E123"}
	for _, tc := range []struct {
		name, to string
		about    []string
		secret   bool
		want     string
	}{
		{"the complainant", complaint.Complainant, nil, false, "王先生/换房并赔偿/E123"},
		{"a role that sees it", "role:lead", nil, false, "王先生/换房并赔偿/E123"},
		{"a role that does not", "role:worker", nil, false, "…/…/…"},
		{"a person of a role that sees it", "person:u3", nil, false, "王先生/换房并赔偿/E123"},
		{"a person of one that does not", "person:u2", nil, false, "…/…/…"},
		{"a person nobody knows", "person:u99", nil, false, "…/…/…"},
		{"whoever is complained about", "person:u4", []string{"u4"}, false, "…/…/…"},
		{"a unit, which is anybody", "unit:rooms", nil, false, "…/…/…"},
		{"nobody of the house when the complaint is confidential", "role:boss", nil, true, "…/…/…"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t, staffed(staff), writing(playbook.Template{Notice: "registered", Body: text(words, words)}))
			in := in
			in.About, in.Confidential = tc.about, tc.secret
			c := b.register(in)
			n := complaint.Notice{Org: c.Org, Case: c.ID, Kind: "registered", To: tc.to}
			require.Equal(t, tc.want, b.render(n, "en").Body)
			reads := b.records("read/" + string(c.ID))
			if tc.want == "…/…/…" {
				require.Empty(t, reads, "nothing was opened")
				return
			}
			require.Len(t, reads, 1, "opened once, and recorded")
			require.Contains(t, string(reads[0].Public), `"what":"notice registered to `+tc.to)
			require.Contains(t, string(reads[0].Public), `"role":"system"`)
		})
	}
}

func TestWhatIsErasedIsNotWritten(t *testing.T) {
	b := setup(t, writing(playbook.Template{Notice: "registered", Body: text("{complainant}", "{complainant}")}))
	c := b.in(complaint.Withdrawn)
	c = b.do(boss, c, complaint.Erase{})
	n := complaint.Notice{Org: c.Org, Case: c.ID, Kind: "registered", To: complaint.Complainant}
	require.Equal(t, "…", b.render(n, "en").Body)
}

func TestRenderRefuses(t *testing.T) {
	b := setup(t)
	c := b.register(guest())
	_, err := b.desk.Render(b.ctx, complaint.Notice{Org: c.Org, Case: c.ID, Kind: "registered"}, "fr")
	require.ErrorIs(t, err, complaint.ErrInvalid)
	_, err = b.desk.Render(b.ctx, complaint.Notice{Org: c.Org, Case: "nothing", Kind: "registered"}, "en")
	require.ErrorIs(t, err, complaint.ErrNotFound)
	_, err = b.desk.Render(b.ctx, complaint.Notice{Org: "seaside", Case: c.ID, Kind: "registered"}, "en")
	require.ErrorIs(t, err, complaint.ErrNotFound, "of another organisation")
}

func TestAReasonAndARecourseAreWritten(t *testing.T) {
	b := setup(t, writing(playbook.Template{Notice: "refused", Body: text("{reason}；可向{recourse}", "{reason}; turn to {recourse}")}),
		func(_ *complaint.Config, pb *playbook.Playbook) {
			pb.Recourse = []playbook.Code{{Code: "association", Label: text("消协", "consumers' association")}, {Code: "court", Label: text("法院", "court")}}
		})
	c := b.register(guest())
	b.do(manager, c, complaint.Refuse{Reason: "not-ours", Recourse: []string{"association", "court"}, Text: "非本店"})
	n := b.sent("refused")
	require.Equal(t, "非本店；可向消协、法院", b.render(n, "zh").Body)
	require.Equal(t, "not ours; turn to consumers' association, court", b.render(n, "en").Body)
}

func TestADigestIsTheTextsOfItsParts(t *testing.T) {
	gathered := func(_ *complaint.Config, pb *playbook.Playbook) { pb.Digest.Window = sla.Minutes(15) }
	for name, tc := range map[string]struct {
		own  []playbook.Template
		want complaint.Letter
	}{
		"by default": {nil, complaint.Letter{Subject: "2 notices", Body: "GH2603-001: registered\nComplaint GH2603-001, now registered.\n\nGH2603-002: registered\nComplaint GH2603-002, now registered."}},
		"in the words of the playbook": {
			[]playbook.Template{{Notice: playbook.DigestNotice, Subject: text("{count}", "news: {count}"), Body: text("{list}", "Good day.\n{list}")}},
			complaint.Letter{Subject: "news: 2", Body: "Good day.\nGH2603-001: registered\nComplaint GH2603-001, now registered.\n\nGH2603-002: registered\nComplaint GH2603-002, now registered."},
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := setup(t, gathered, writing(tc.own...))
			b.register(guest())
			b.another()
			b.clock.Add(15 * time.Minute)
			require.Equal(t, tc.want, b.render(b.sent(playbook.DigestNotice), "en"))
		})
	}
}
