package law_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/law"
	"github.com/redress-go/redress/sla"
)

// The classic mistake: a rule copied from the older one counts working days where the law has come to count days. Validate
// names the article, and a complaint that would be late.
func TestFifteenWorkingDaysAreNotFifteenDays(t *testing.T) {
	days := func(term sla.Span) func(*playbook.Playbook) {
		return func(p *playbook.Playbook) { p.Targets[0].Terms[0].Term.Span = term }
	}
	telecom := func(term sla.Span) *playbook.Playbook {
		p, err := law.Lay(branch(days(term)), some(t, "cn.telecom.2001", "cn.telecom.2016")...)
		require.NoError(t, err)
		return p
	}
	assert.Equal(t, []string{
		"targets[settle].terms[0]: longer than cn.telecom.2016.reply, Art 10(4), 电信用户申诉处理办法, 工信部令第35号 allows, 15d: " +
			"received 2025-01-01, due 2025-01-22, by law 2025-01-16",
	}, faults(t, telecom(sla.Workdays(15)).Validate()))
	require.NoError(t, telecom(sla.Days(15)).Validate())

	bank, err := law.Lay(branch(days(sla.Workdays(15))), some(t, "cn.fin.2020", "cn.bank.2012")...)
	require.NoError(t, err)
	found := faults(t, bank.Validate())
	require.Len(t, found, 1)
	assert.Contains(t, found[0], "银保监会令2020年第3号")
	report, err := playbook.Report(branch(), bank, "zh")
	require.NoError(t, err)
	assert.Contains(t, report, "银保监会令2020年第3号", "the report says so, too")
}

// telecomDesk is a carrier under the rule of 2016.
func telecomDesk(t *testing.T, now string) *desk {
	t.Helper()
	p := laid(t, law.Options{}, branch(func(p *playbook.Playbook) { p.Targets = nil }), some(t, "cn.telecom.2016", "cn.telecom.2001")...)
	return open(t, p, now)
}

// since says on which day the matter was.
func since(date string) func(*complaint.Intake) {
	return func(in *complaint.Intake) { in.Fields = map[string]string{law.MatterDate: date} }
}

// An appeal about charges is admitted for five months after the matter, any other for two years; the refusal says which.
func TestTheWindowsOfAnAppeal(t *testing.T) {
	appeal := complaint.Appeal{Body: "telecom-appeal", Text: "不服"}
	for _, c := range []struct {
		name, matter string
		charges      bool
		rule         string
	}{
		{"charges, five months to the day", "2026-04-22", true, ""},
		{"charges, a day more", "2026-04-21", true, "appeal: charges-late"},
		{"something else, five months and a day", "2026-04-21", false, ""},
		{"something else, two years to the day", "2024-09-22", false, ""},
		{"something else, a day more", "2024-09-21", false, "appeal: late"},
		{"charges of years ago", "2024-09-21", true, "appeal: charges-late"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := telecomDesk(t, "2026-09-22")
			got := d.receive("", since(c.matter))
			if c.charges {
				got = d.do(agent, got, complaint.Tag{Add: []string{"charges"}})
			}
			got = d.handled(got)
			if c.rule != "" {
				assert.Equal(t, c.rule, d.refused(agent, got, appeal))
				return
			}
			assert.Len(t, d.do(agent, got, appeal).Appeals, 1)
		})
	}
}

// Whoever got no answer in the time of the law may appeal at once: 15 days since 30 July 2016, 15 working days before.
func TestSilenceOpensTheWay(t *testing.T) {
	for _, c := range []struct{ received, still, then string }{
		{"2016-07-29", "2016-08-19 17:00", "2016-08-22"},
		{"2016-07-30", "2016-08-15 23:59", "2016-08-16 00:01"},
	} {
		d := telecomDesk(t, c.received)
		got := d.do(agent, d.receive(""), complaint.Assess{})
		d.mock.Set(at(t, c.still))
		assert.Equal(t, "state", d.refused(agent, got, complaint.Appeal{Body: "telecom-appeal", Text: "未答复"}), c.received)
		d.mock.Set(at(t, c.then))
		assert.Len(t, d.do(agent, got, complaint.Appeal{Body: "telecom-appeal", Text: "未答复"}).Appeals, 1, c.received)
	}
}

// The body's own limit runs once an appeal, and is nothing that we owe.
func TestTheClockOfABodyOutside(t *testing.T) {
	d := telecomDesk(t, "2026-09-22")
	c := d.handled(d.receive("", since("2026-09-01")))
	require.Equal(t, sla.Met, c.Timers("cn.telecom.2016.reply")[0].Verdict)
	c = d.do(agent, c, complaint.Appeal{Body: "telecom-appeal", Text: "不服"})
	tm := c.Timers("cn.telecom.2016.answer")
	require.Len(t, tm, 1)
	assert.Equal(t, "1", tm[0].Instance)
	assert.Equal(t, "2026-10-22", tm[0].DueDate.String())
	assert.Empty(t, c.Timers("cn.telecom.2016.accept"), "whether they accept it is no event of ours")
	list, err := d.Deadlines(t.Context(), boss, c.ID)
	require.NoError(t, err)
	assert.Empty(t, list, "the body owes the answer, not we")
	c = d.do(second, c, complaint.DecideAppeal{Text: "维持"})
	assert.Equal(t, sla.Met, c.Timers("cn.telecom.2016.answer")[0].Verdict)
}

// Several laws at once: the earliest rules, and each says which it is.
func TestTheEarliestDeadlineRules(t *testing.T) {
	p := laid(t, law.Options{}, branch(), some(t, "cn.fin.2020", "cn.telecom.henan")...)
	d := open(t, p, "2026-09-22")
	c := d.receive("", func(in *complaint.Intake) { in.Deadline = at(t, "2026-09-29 12:00") })
	list, err := d.Deadlines(t.Context(), boss, c.ID)
	require.NoError(t, err)
	var got []string
	for _, x := range list {
		got = append(got, string(x.By)+" "+x.Date.String()+" "+x.Target+" "+x.Law)
	}
	assert.Equal(t, []string{
		"complainant 2026-09-29  ",
		"law 2026-09-30 cn.telecom.henan.reply cn.telecom.henan.reply",
		"service 2026-09-30 settle ",
		"law 2026-10-08 cn.fin.2020.decide cn.fin.2020.decide",
	}, got)
}

// An authority's own desk is bound by the limits of the authority.
func TestAnAuthoritysOwnDesk(t *testing.T) {
	p := laid(t, law.Options{Authority: true}, branch(func(p *playbook.Playbook) { p.Targets = nil }), some(t, "cn.telecom.2016")...)
	assert.Equal(t, []string{"cn.telecom.2016.accept", "cn.telecom.2016.answer"}, names(p))
	assert.Empty(t, p.Appeals)
	d := open(t, p, "2026-09-22")
	c := d.receive("")
	assert.Equal(t, "2026-09-30", due(c, "cn.telecom.2016.accept"))
	list, err := d.Deadlines(t.Context(), boss, c.ID)
	require.NoError(t, err)
	require.Len(t, list, 2)
	assert.Equal(t, "cn.telecom.2016.accept", list[0].Law)
	c = d.do(boss, c, complaint.Admit{})
	assert.Equal(t, sla.Met, c.Timers("cn.telecom.2016.accept")[0].Verdict)
	_, err = law.Options{Authority: true}.Lay(branch(), some(t, "cn.telecom.2016")...)
	require.NoError(t, err)

	slow := branch(func(p *playbook.Playbook) { p.Targets[0].Terms[0].Term.Span = sla.Workdays(45) })
	slow, err = law.Options{Authority: true}.Lay(slow, some(t, "cn.telecom.2016")...)
	require.NoError(t, err)
	assert.Contains(t, faults(t, slow.Validate())[0], "longer than cn.telecom.2016.answer, Art 14 ff.")
}

// A letter that explains the delay keeps the limit where the law is content with it.
func TestAHoldingLetter(t *testing.T) {
	p := laid(t, law.Options{}, branch(func(p *playbook.Playbook) { p.Targets = nil }), some(t, "sg.fa.chr", "uk.disp")...)
	d := open(t, p, "2026-03-03")
	c := d.receive("")
	assert.Equal(t, "2026-03-31", due(c, "sg.fa.chr.final"))
	assert.Equal(t, "2026-04-28", due(c, "uk.disp.final"))
	assert.Equal(t, sla.Idle, c.Timers("uk.disp.psd")[0].Verdict)
	nobody := d.receive("", func(in *complaint.Intake) { in.Complainant = complaint.Person{} })
	assert.Equal(t, sla.Idle, nobody.Timers("sg.fa.chr.ack")[0].Verdict, "nobody to tell")
	assert.Equal(t, "2026-03-31", due(nobody, "sg.fa.chr.final"), "the decision is owed all the same")
	c = d.do(agent, c, complaint.Acknowledge{})
	assert.Equal(t, sla.Met, c.Timers("sg.fa.chr.ack")[0].Verdict)
	c = d.do(agent, c, complaint.Message{Kind: "holding-letter", Text: "仍在核查"})
	assert.Equal(t, sla.Met, c.Timers("sg.fa.chr.final")[0].Verdict)
	assert.Equal(t, sla.Met, c.Timers("uk.disp.final")[0].Verdict)

	c = d.do(agent, d.receive("", func(in *complaint.Intake) { in.Complainant.Phone = "13900000002" }), complaint.Tag{Add: []string{"payment-services"}})
	assert.Equal(t, sla.Idle, c.Timers("uk.disp.final")[0].Verdict)
	assert.Equal(t, "2026-03-24", due(c, "uk.disp.psd"), "15 working days")
	c = d.do(agent, c, complaint.Extend{Target: "uk.disp.psd", Rule: "holding", Text: "例外"})
	assert.Equal(t, "2026-04-22", due(c, "uk.disp.psd"), "35 working days in all, Qingming left out")
}

// A clock that starts while an appraisal is under way begins standing still.
func TestAClockMayBeginDuringAnAppraisal(t *testing.T) {
	p := laid(t, law.Options{Authority: true}, branch(func(p *playbook.Playbook) { p.Targets = nil }), some(t, "cn.samr.20")...)
	d := open(t, p, "2026-03-02")
	c := d.do(boss, d.receive(""), complaint.Hold{Reason: "appraisal"}, complaint.Admit{})
	assert.Equal(t, sla.Paused, c.Timers("cn.samr.20.mediate")[0].Verdict)
	c = d.do(boss, c, complaint.Resume{})
	assert.Equal(t, "2026-05-08", due(c, "cn.samr.20.mediate"), "45 working days, the days off in April and May left out")
}
