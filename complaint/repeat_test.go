package complaint_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

func TestARepeatedComplaint(t *testing.T) {
	for _, tc := range []struct {
		name   string
		before complaint.State // of the earlier case
		change func(*complaint.Intake)
		later  time.Duration
		how    complaint.How
	}{
		{"the same while it is being handled is a reminder", complaint.Investigating, nil, time.Hour, complaint.HowExpedited},
		{"the phone is compared by its digits", complaint.Dispatched, func(in *complaint.Intake) { in.Complainant.Phone = "138-0000 0001" }, time.Hour, complaint.HowExpedited},
		{"another name changes nothing", complaint.Dispatched, func(in *complaint.Intake) { in.Complainant.Name = "王太太" }, time.Hour, complaint.HowExpedited},
		{"another place is another matter", complaint.Dispatched, func(in *complaint.Intake) { in.Place = "1310" }, time.Hour, complaint.HowNew},
		{"another phone is another complainant", complaint.Dispatched, func(in *complaint.Intake) { in.Complainant.Phone = "13900000001" }, time.Hour, complaint.HowNew},
		{"a name alone makes nobody the same", complaint.Dispatched, func(in *complaint.Intake) { in.Complainant.Phone = "" }, time.Hour, complaint.HowNew},
		{"the same after it was resolved is a new case, linked", complaint.Resolved, nil, time.Hour, complaint.HowLinked},
		{"the same after it was closed is a new case, linked", complaint.Closed, nil, time.Hour, complaint.HowLinked},
		{"after the window it is simply new", complaint.Closed, nil, 31 * 24 * time.Hour, complaint.HowNew},
		{"after it was withdrawn it is simply new", complaint.Withdrawn, nil, time.Hour, complaint.HowNew},
		{"after it was refused it is simply new", complaint.Refused, nil, time.Hour, complaint.HowNew},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			first := b.in(tc.before)
			b.clock.Add(tc.later)
			in := guest()
			if tc.change != nil {
				tc.change(&in)
			}
			reg, err := b.desk.Register(b.ctx, clerk, in)
			require.NoError(t, err)
			require.Equal(t, tc.how, reg.How)
			require.Equal(t, tc.how == complaint.HowExpedited, reg.Case.ID == first.ID)
			if tc.how == complaint.HowLinked {
				require.Equal(t, []complaint.Link{{Kind: "repeat-of", Case: first.ID}}, reg.Case.Links)
				earlier, err := b.desk.Case(b.ctx, boss, first.ID)
				require.NoError(t, err)
				require.Equal(t, []complaint.Link{{Kind: "repeated-by", Case: reg.Case.ID}}, earlier.Links)
			} else {
				require.Empty(t, reg.Case.Links)
			}
			b.verify(first.ID)
			b.verify(reg.Case.ID)
		})
	}
}

func TestARepeatWhileItIsHandledIsAReminderInTheLedger(t *testing.T) {
	b := setup(t)
	b.in(complaint.Investigating)
	again := guest()
	again.Text = "还是没修好"
	c := b.register(again)
	require.Equal(t, 1, c.Expedites)
	e := b.last(c)
	require.Equal(t, complaint.Expedite{By: complaint.Complainant}, e.Command)
	require.Equal(t, []string{"expedites 1", "tell person:u2 expedited"}, said(e))
	var words string
	for e, err := range b.desk.LedgerWithDetails(b.ctx, boss, c.ID) {
		require.NoError(t, err)
		if cmd, ok := e.Command.(complaint.Expedite); ok {
			words = cmd.Text
		}
	}
	require.Equal(t, "还是没修好", words, "what was said the second time is kept, sealed")
}

func TestAThirdComplaintIsLinkedToTheLatest(t *testing.T) {
	b := setup(t)
	b.in(complaint.Closed)
	b.clock.Add(24 * time.Hour)
	second := b.take(b.register(guest()), complaint.Closed)
	b.clock.Add(24 * time.Hour)
	third := b.register(guest())
	require.Equal(t, []complaint.Link{{Kind: "repeat-of", Case: second.ID}}, third.Links)
}

func TestAMergedCaseIsNotTheOneReminded(t *testing.T) {
	b := setup(t)
	merged := b.in(complaint.Merged)
	reg, err := b.desk.Register(b.ctx, clerk, guest())
	require.NoError(t, err)
	require.NotEqual(t, merged.ID, reg.Case.ID)
}

func TestAWorkerMayTakeInAReminderOfAnotherUnitsCase(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) {
		pb.Grants = append(pb.Grants, playbook.Grant{Roles: []string{"worker"}, Commands: []string{"register"}})
	})
	c := b.in(complaint.Investigating)
	cook := complaint.Actor{ID: "u9", Role: "worker", Unit: "kitchen"}
	reg, err := b.desk.Register(b.ctx, cook, guest())
	require.NoError(t, err)
	require.Equal(t, complaint.HowExpedited, reg.How)
	require.Equal(t, c.ID, reg.Case.ID)
}

func TestRepeatsAreNotLookedForWithoutAWindow(t *testing.T) {
	b := setup(t, func(_ *complaint.Config, pb *playbook.Playbook) { pb.Repeat = playbook.RepeatPolicy{} })
	first := b.register(guest())
	reg, err := b.desk.Register(b.ctx, clerk, guest())
	require.NoError(t, err)
	require.Equal(t, complaint.HowNew, reg.How)
	require.NotEqual(t, first.ID, reg.Case.ID)
}

func TestWhatMakesTwoComplainantsTheSame(t *testing.T) {
	person := func(phone, email, id string) complaint.Person {
		return complaint.Person{Name: "王", Phone: phone, Email: email, ID: id}
	}
	for _, tc := range []struct {
		name   string
		a, b   complaint.Person
		repeat bool
	}{
		{"the phone", person("138", "", ""), person("1 3-8", "", ""), true},
		{"the e-mail, whatever its case", person("", "Wang@X.cn", ""), person("", " wang@x.cn ", ""), true},
		{"the id", person("", "", "M77"), person("", "", "M77"), true},
		{"the phone goes before the e-mail", person("138", "a@x.cn", ""), person("139", "a@x.cn", ""), false},
		{"another e-mail", person("", "a@x.cn", ""), person("", "b@x.cn", ""), false},
		{"nothing known", person("", "", ""), person("", "", ""), false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			in := guest()
			in.Complainant = tc.a
			b.register(in)
			in.Complainant = tc.b
			reg, err := b.desk.Register(b.ctx, clerk, in)
			require.NoError(t, err)
			require.Equal(t, tc.repeat, reg.How == complaint.HowExpedited)
		})
	}
}

func TestWhatMakesTwoComplaintsTheSameMatter(t *testing.T) {
	for _, tc := range []struct {
		by     string
		change func(*complaint.Intake) // to another matter
	}{
		{"place", func(in *complaint.Intake) { in.Place = "1310" }},
		{"kind", func(in *complaint.Intake) { in.Kind = "query" }},
		{"unit", func(in *complaint.Intake) { in.Text = "早餐凉了" }},
		{"category.content", func(in *complaint.Intake) { in.Text = "早餐凉了" }},
		{"room", func(in *complaint.Intake) { in.Fields = map[string]string{"room": "1310"} }},
	} {
		t.Run(tc.by, func(t *testing.T) {
			b := setup(t, ruled, func(_ *complaint.Config, pb *playbook.Playbook) { pb.Repeat.By = []string{tc.by} })
			in := guest()
			in.Text, in.Fields = "天花板漏水", map[string]string{"room": "1208"}
			first := b.register(in)
			same := in
			same.Demand, same.Complainants = "快点", 3
			require.Equal(t, first.ID, b.register(same).ID)
			tc.change(&in)
			require.NotEqual(t, first.ID, b.register(in).ID)
		})
	}
}
