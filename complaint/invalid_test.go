package complaint_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// badIntakes are malformed intakes: how, and which field and rule the refusal names.
func badIntakes() []struct {
	name   string
	change func(*complaint.Intake)
	field  string
	rule   string
} {
	type in = complaint.Intake
	return []struct {
		name   string
		change func(*in)
		field  string
		rule   string
	}{
		{"a text of a megabyte", func(i *in) { i.Text = strings.Repeat("x", 1<<20) }, "text", "at most 65536 bytes"},
		{"a name of a megabyte", func(i *in) { i.Complainant.Name = strings.Repeat("x", 1<<20) }, "complainant.name", "at most 65536 bytes"},
		{"a text that is not UTF-8", func(i *in) { i.Text = "空\xff调" }, "text", "valid UTF-8"},
		{"a phone that is not UTF-8", func(i *in) { i.Complainant.Phone = "\xc3\x28" }, "complainant.phone", "valid UTF-8"},
		{"a place with a zero character", func(i *in) { i.Place = "12\x0008" }, "place", "no zero character"},
		{"a field value that is not UTF-8", func(i *in) { i.Fields = map[string]string{"room": "\xff"} }, "fields.room", "valid UTF-8"},
		{"a person complained about who is not UTF-8", func(i *in) { i.About = []string{"u7", "\xff"} }, "about[1]", "valid UTF-8"},
		{"negative money", func(i *in) { i.Wanted = complaint.Yuan(-1) }, "wanted", "not negative"},
		{"money without a currency", func(i *in) { i.Wanted = complaint.Money{Amount: 5} }, "wanted", "an ISO 4217 currency"},
		{"money in a currency of one's own", func(i *in) { i.Wanted = complaint.Money{Amount: 5, Currency: "yuan"} }, "wanted", "an ISO 4217 currency"},
		{"a negative number of people", func(i *in) { i.Complainants = -3 }, "people", "not negative"},
		{"no channel", func(i *in) { i.Channel = "" }, "channel", "required"},
		{"an unknown channel", func(i *in) { i.Channel = "pigeon" }, "channel", "unknown code"},
		{"an unknown kind", func(i *in) { i.Kind = "rant" }, "kind", "unknown code"},
		{"an unknown unit", func(i *in) { i.AboutUnit = "garage" }, "about_unit", "unknown code"},
		{"an unknown severity", func(i *in) { i.Severity = 9 }, "severity", "unknown code"},
		{"an unknown field", func(i *in) { i.Fields = map[string]string{"colour": "red"} }, "fields.colour", "unknown field"},
		{"received tomorrow", func(i *in) { i.Received = day.Add(24 * hour) }, "received", "must not lie in the future"},
		{"people without end", func(i *in) { i.About = make([]string, 257) }, "about", "at most 256 elements"},
	}
}

func TestBadIntakeIsRefusedAndNothingStored(t *testing.T) {
	for _, tc := range badIntakes() {
		t.Run(tc.name, func(t *testing.T) {
			b := setup(t)
			in := guest()
			tc.change(&in)
			refusal := b.refuseRequest(complaint.Request{Actor: clerk, Command: in}, complaint.ErrInvalid)
			require.Equal(t, "register", refusal.Command)
			require.Equal(t, []complaint.FieldError{{Field: tc.field, Rule: tc.rule}}, refusal.Fields)
			require.Contains(t, refusal.Error(), tc.field+": "+tc.rule)
			require.Less(t, len(refusal.Error()), 300, "an error does not carry the input")
			require.Equal(t, "GH2603-001", b.register(guest()).Number, "no number was used up")
		})
	}
}

func TestEveryFaultOfAnIntakeAtOnce(t *testing.T) {
	b := setup(t)
	in := guest()
	in.Text, in.Wanted, in.Complainant.Name = "\xff", complaint.Yuan(-5), strings.Repeat("x", 1<<17)
	req := complaint.Request{Actor: complaint.Actor{Name: "\xff"}, Case: "x", Command: in, Key: strings.Repeat("k", 2000)}
	first := b.refuseRequest(req, complaint.ErrInvalid)
	require.Equal(t, []string{"actor.id", "actor.name", "actor.role", "case", "complainant.name", "key", "text", "wanted"}, fields(first))
	for range 20 {
		require.Equal(t, first.Error(), b.refuseRequest(req, complaint.ErrInvalid).Error(), "in the same order each time")
	}
	in = guest()
	in.Channel, in.Kind, in.Fields = "pigeon", "rant", map[string]string{"a": "1", "b": "2", "c": "3"}
	refusal := b.refuseRequest(complaint.Request{Actor: clerk, Command: in}, complaint.ErrInvalid)
	require.Equal(t, []string{"channel", "fields.a", "fields.b", "fields.c", "kind"}, fields(refusal))
}

// unknown is a command that is not one of the vocabulary: only the engine's own package can add to it, so a host can
// only wrap one.
type unknown struct{ complaint.Note }

func TestBadRequests(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	note := complaint.Note{Text: "x"}
	who := func(change func(*complaint.Actor)) complaint.Request {
		a := clerk
		change(&a)
		return complaint.Request{Actor: a, Case: c.ID, Command: note}
	}
	for _, tc := range []struct {
		name  string
		req   complaint.Request
		field string
	}{
		{"no command", complaint.Request{Actor: clerk, Case: c.ID}, "do"},
		{"a command of another type", complaint.Request{Actor: clerk, Case: c.ID, Command: unknown{note}}, "do"},
		{"a command by pointer", complaint.Request{Actor: clerk, Case: c.ID, Command: &note}, "do"},
		{"a pointer to nothing", complaint.Request{Actor: clerk, Case: c.ID, Command: (*complaint.Note)(nil)}, "do"},
		{"the engine's own command", complaint.Request{Actor: clerk, Case: c.ID, Command: complaint.Tick{}}, "do"},
		{"no case", complaint.Request{Actor: clerk, Command: note}, "case"},
		{"a case for an intake", complaint.Request{Actor: clerk, Case: c.ID, Command: guest()}, "case"},
		{"nobody", who(func(a *complaint.Actor) { a.ID = "" }), "actor.id"},
		{"no role", who(func(a *complaint.Actor) { a.Role = "" }), "actor.role"},
		{"the engine's own role", who(func(a *complaint.Actor) { a.Role = "system" }), "actor.role"},
		{"an unknown role", who(func(a *complaint.Actor) { a.Role = "king" }), "actor.role"},
		{"a very long name", who(func(a *complaint.Actor) { a.Name = strings.Repeat("n", 257) }), "actor.name"},
		{"a unit that is not UTF-8", who(func(a *complaint.Actor) { a.Unit = "\xff" }), "actor.unit"},
		{"a very long key", complaint.Request{Actor: clerk, Case: c.ID, Command: note, Key: strings.Repeat("k", 1025)}, "key"},
		{"a playbook nobody opened", complaint.Request{Actor: clerk, Command: guest(), Playbook: "house@9"}, "playbook"},
		{"a future act", complaint.Request{Actor: clerk, Case: c.ID, Command: note, At: day.Add(time.Second)}, "at"},
		{"a future time of an intake", complaint.Request{Actor: clerk, Command: guest(), At: day.Add(time.Second)}, "at"},
		{"a year nobody means", complaint.Request{Actor: clerk, Case: c.ID, Command: note, At: time.Date(1, 2, 3, 0, 0, 0, 0, time.UTC)}, "at"},
		{"an empty note of spaces", complaint.Request{Actor: clerk, Case: c.ID, Command: complaint.Note{Text: " \n"}}, "text"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			before := b.stored()
			_, err := b.desk.Submit(b.ctx, tc.req)
			require.ErrorIs(t, err, complaint.ErrInvalid)
			require.Equal(t, before, b.stored())
			var refusal *complaint.Error
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, []string{tc.field}, fields(refusal))
		})
	}
}

func TestMarshalCommandRefusesWhatIsNoCommand(t *testing.T) {
	for name, cmd := range map[string]complaint.Command{
		"nothing": nil, "a pointer": &complaint.Note{}, "a pointer to nothing": (*complaint.Note)(nil), "another type": unknown{},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := complaint.MarshalCommand(cmd)
			require.ErrorIs(t, err, complaint.ErrInvalid)
		})
	}
}

func TestBadValuesOfCommands(t *testing.T) {
	long, words := strings.Repeat("x", 1<<20), "王先生，电话 13800000001"
	rows := []refused{
		{"a text of a megabyte", complaint.Investigating, worker, complaint.Note{Text: long}, complaint.ErrInvalid, "text", "at most 65536 bytes"},
		{"negative compensation", complaint.Investigating, worker, complaint.Propose{Compensation: complaint.Yuan(-1)}, complaint.ErrInvalid, "compensation", "not negative"},
		{"a negative remedy", complaint.Investigating, worker, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "redo", Money: complaint.Yuan(-1)}}}, complaint.ErrInvalid, "remedies[0].money", "not negative"},
		{"the least number there is", complaint.Investigating, worker, complaint.Propose{Compensation: complaint.Money{Amount: math.MinInt64, Currency: "CNY"}}, complaint.ErrInvalid, "compensation", "not negative"},
		{"negative goodwill", complaint.Investigating, worker, complaint.Compensate{Amount: complaint.Yuan(-1)}, complaint.ErrInvalid, "amount", "not negative"},
		{"a negative priority", complaint.Registered, clerk, complaint.Assess{Judgement: complaint.Judgement{Priority: -1}}, complaint.ErrInvalid, "priority", "not negative"},
	}
	code := func(name string, cmd complaint.Command, field string) refused {
		return refused{"words in a code field: " + name, complaint.Investigating, boss, cmd, complaint.ErrInvalid, field, "a code of lower-case letters, digits and dashes"}
	}
	rows = append(rows,
		code("cause", complaint.RecordFinding{Cause: words}, "cause"),
		code("task", complaint.AddTask{Code: words}, "code"),
		code("promise", complaint.MakePromise{What: words, Due: day.Add(hour)}, "what"),
		code("source", complaint.Attach{Hash: complaint.Hash{1}, Kind: words}, "source"),
		code("nature", complaint.Reclassify{Judgement: complaint.Judgement{Nature: words}, Text: "x"}, "nature"),
		code("validity", complaint.Reclassify{Judgement: complaint.Judgement{Validity: words}, Text: "x"}, "validity"),
		code("scope", complaint.Reclassify{Judgement: complaint.Judgement{Scope: words}, Text: "x"}, "scope"),
	)
	runRefused(t, rows)
}

func TestARemedyCountIsBounded(t *testing.T) {
	b := setup(t)
	c := b.in(complaint.Investigating)
	refusal := b.refuse(worker, c, complaint.Propose{Remedies: []complaint.Remedy{{Relief: "apology", Count: math.MaxInt}}}, complaint.ErrInvalid)
	require.Equal(t, []string{"remedies[0].count"}, fields(refusal))
}

func TestATypedField(t *testing.T) {
	typed := func(_ *complaint.Config, pb *playbook.Playbook) {
		field := func(name string, typ playbook.FieldType) playbook.Field {
			return playbook.Field{Name: name, Label: text(name, name), Type: typ}
		}
		pb.Fields = []playbook.Field{
			field("nights", playbook.NumberField), field("price", playbook.MoneyField), field("arrival", playbook.DateField),
			field("member", playbook.BoolField), field("note", playbook.TextField),
			{Name: "bed", Label: text("床", "bed"), Type: playbook.CodeField, Values: []playbook.Code{{Code: "twin"}, {Code: "king"}}},
		}
	}
	for _, tc := range []struct {
		field, value, rule string
	}{
		{"nights", "3", ""},
		{"nights", "-3", ""},
		{"nights", "three", "a whole number"},
		{"nights", "3.5", "a whole number"},
		{"price", "388", ""},
		{"price", "388.50", ""},
		{"price", "-1", "an amount in yuan with at most two decimals"},
		{"price", "1.234", "an amount in yuan with at most two decimals"},
		{"price", "1.", "an amount in yuan with at most two decimals"},
		{"price", "99999999999999999999", "an amount in yuan with at most two decimals"},
		{"arrival", "2026-03-04", ""},
		{"arrival", "2026-02-30", "a date like 2006-01-02"},
		{"arrival", "4.3.2026", "a date like 2006-01-02"},
		{"member", "true", ""},
		{"member", "yes", "true or false"},
		{"bed", "king", ""},
		{"bed", "emperor", "unknown code"},
		{"note", "anything", ""},
		{"nights", "", ""},
	} {
		t.Run(tc.field+" "+tc.value, func(t *testing.T) {
			b := setup(t, typed)
			in := guest()
			in.Fields = map[string]string{tc.field: tc.value}
			if tc.rule == "" {
				require.Equal(t, in.Fields, b.register(in).Fields)
				return
			}
			refusal := b.refuseRequest(complaint.Request{Actor: clerk, Command: in}, complaint.ErrInvalid)
			require.Equal(t, []complaint.FieldError{{Field: "fields." + tc.field, Rule: tc.rule}}, refusal.Fields)
		})
	}
}
