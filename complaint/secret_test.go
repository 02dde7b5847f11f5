package complaint_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/survey"
)

// mark is in every personal string of these tests, and nowhere else.
const mark = "秘"

// marked fills every sealed field of a command with marked text.
func marked(cmd complaint.Command) complaint.Command {
	v := reflect.New(reflect.TypeOf(cmd)).Elem()
	v.Set(reflect.ValueOf(cmd))
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if _, sealed := f.Tag.Lookup("seal"); !sealed {
			continue
		}
		switch field := v.Field(i); field.Kind() {
		case reflect.String:
			field.SetString(mark + f.Name)
		case reflect.Struct:
			field.Set(reflect.ValueOf(markedPerson()))
		case reflect.Slice:
			if field.Type() == reflect.TypeFor[[]complaint.Person]() {
				field.Set(reflect.ValueOf([]complaint.Person{markedPerson()}))
			}
		case reflect.Map:
			if field.Type() == reflect.TypeFor[map[string]string]() {
				field.Set(reflect.ValueOf(map[string]string{"passport": mark + "护照"}))
			}
		}
	}
	return v.Interface().(complaint.Command)
}

func markedPerson() complaint.Person {
	return complaint.Person{Name: mark + "名", Phone: mark + "13800000001", Email: mark + "@x.cn", Address: mark + "路", ID: mark + "110"}
}

// spy is a store that remembers every byte that was ever given to it beside the sealed boxes.
type spy struct {
	complaint.Store
	seen  bytes.Buffer
	boxes int
}

func (s *spy) Commit(ctx context.Context, u *complaint.Changeset) error {
	for _, w := range u.Cases {
		data, err := complaint.EncodeCase(w.Case)
		if err != nil {
			return err
		}
		s.seen.Write(data)
		s.records(w.Records)
	}
	s.records(u.Streams)
	fmt.Fprintf(&s.seen, "%+v %+v %+v %+v\n", u.Receipt, u.Outbox, u.Matches, u.Parks)
	for _, d := range u.Documents {
		s.seen.Write(d.Data)
	}
	return s.Store.Commit(ctx, u)
}

func (s *spy) records(list []complaint.Record) {
	for _, r := range list {
		s.seen.WriteString(r.Stream)
		s.seen.Write(r.Public)
		if strings.Contains(string(r.Box), mark) {
			s.boxes++
		}
	}
}

func (s *spy) Reserve(ctx context.Context, org, series, key string) (int64, error) {
	s.seen.WriteString(org + series + key)
	return s.Store.Reserve(ctx, org, series, key)
}

func (s *spy) Query(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	fmt.Fprintf(&s.seen, "%+v\n", q)
	return s.Store.Query(ctx, q)
}

// secretBench is a desk on a spy with its log kept.
func secretBench(t *testing.T) (*bench, *spy, *bytes.Buffer) {
	t.Helper()
	store, log := &spy{Store: memstore.New()}, new(bytes.Buffer)
	b := setupOn(t, store, ruled, asking, func(cfg *complaint.Config, pb *playbook.Playbook) {
		cfg.Logger = zerolog.New(log)
		cfg.DeliveryAttempts = 1
		pb.Rules.Fields[5] = classify.Field{Name: "place", Open: true, Type: classify.TypeCode}
		pb.Rules.Tables[2].Rows = pb.Rules.Tables[2].Rows[:4]
		pb.Rules.Lexicon.Keywords[0].Words = []string{mark}
		pb.Repeat.By = []string{"kind"}
		pb.Tasks[0].Records = []playbook.Field{{Name: "passport", Type: playbook.TextField, Personal: true}}
	})
	store.seen.Reset() // the playbook's lexicon looks for the mark
	return b, store, log
}

// markedIntake is an intake whose every personal string is marked, the personal trade field given among the public ones.
func markedIntake() complaint.Intake {
	in := marked(complaint.Intake{Channel: "counter", Severity: classify.Ordinary, Place: "1208"}).(complaint.Intake)
	in.Personal, in.Fields = nil, map[string]string{"room": "1208", "passport": mark + "E123"}
	return in
}

// scenario gives every command of the vocabulary with marked text, some that are refused included, and returns every
// error met on the way.
func scenario(b *bench) (id complaint.CaseID, errs []error) {
	reg, err := b.desk.RegisterOnce(b.ctx, clerk, mark+"key", markedIntake())
	require.NoError(b, err)
	id = reg.Case.ID
	do := func(who complaint.Actor, cmds ...complaint.Command) {
		for _, cmd := range cmds {
			_, err := b.desk.Do(b.ctx, who, id, marked(cmd))
			errs = append(errs, err)
		}
	}
	all := sample()
	for _, name := range playbook.Commands() { // most are refused here, for every reason there is
		if cmd, ok := all[name]; ok && name != "merge" && name != "withdraw" && name != "refuse" && name != "assess" && name != "split" {
			do(worker, cmd)
		}
	}
	do(clerk, complaint.Acknowledge{}, complaint.Correct{Place: "1209"}, complaint.Assess{}, complaint.Split{Intake: markedIntake()},
		complaint.Dispatch{Unit: "rooms"})
	do(worker, complaint.TakeOn{}, complaint.Plan{}, complaint.RecordFinding{Cause: "compressor"}, complaint.Attach{Hash: complaint.Hash{1}},
		complaint.Hold{Reason: "complainant"}, complaint.Resume{}, complaint.Propose{Compensation: complaint.Yuan(900)})
	do(manager, complaint.Report{}, complaint.Instruct{}, complaint.AddTask{Code: "photos"}, complaint.CompleteTask{Task: 1},
		complaint.Extend{Target: "resolve", Rule: "plus"}, complaint.Escalate{}, complaint.Expedite{}, complaint.MakePromise{Due: day.Add(hour)},
		complaint.Message{In: true, Kind: "question"}, complaint.Message{Kind: "progress"}, complaint.Note{}, complaint.Approve{Approval: 1})
	do(worker, complaint.Offer{Proposal: 1}, complaint.Reply{Proposal: 1, Accepted: true}, complaint.Execute{Proposal: 1},
		complaint.Compensate{Amount: complaint.Yuan(1)}, complaint.Resolve{Outcome: "settled"})
	do(clerk, complaint.FollowUp{Reached: true, Answers: survey.Answers{"overall": survey.Score(1), "why": survey.Text(mark + "因为")}},
		complaint.Reopen{}, complaint.Transfer{Unit: "kitchen"}, complaint.Ruling{Unit: "rooms"}, complaint.Convert{Kind: "query"})
	do(worker, complaint.Resolve{Outcome: "settled"})
	do(clerk, complaint.Confirm{}, complaint.Appeal{})
	do(boss, complaint.DecideAppeal{})
	return id, append(errs, awkward(b, id)...)
}

// awkward asks for errors of other kinds: duplicates, conflicts, faults, a host that fails.
func awkward(b *bench, id complaint.CaseID) []error {
	var errs []error
	other := markedIntake()
	other.Text += "again"
	_, err := b.desk.RegisterOnce(b.ctx, clerk, mark+"key", other)
	require.ErrorIs(b, err, complaint.ErrDuplicate)
	errs = append(errs, err)
	other.Channel, other.Fields = "pigeon", map[string]string{"room": "\xff" + mark}
	_, err = b.desk.Register(b.ctx, clerk, other)
	errs = append(errs, err)
	_, err = b.desk.Submit(b.ctx, complaint.Request{Actor: boss, Case: id, Command: complaint.Note{Text: mark}, IfVersion: 1, Key: mark + "2"})
	errs = append(errs, err)
	_, err = complaint.UnmarshalCommand([]byte(`{"do":"note","text":["` + mark + `"]}`))
	errs = append(errs, err)
	b.clock.Add(20 * 24 * hour)
	_, err = b.desk.Sweep(b.ctx)
	errs = append(errs, err)
	_, err = b.desk.Deliver(b.ctx, func(context.Context, complaint.Notice) error { return errors.New(mark + " is not at home") })
	errs = append(errs, err)
	for _, who := range []complaint.Actor{worker, boss} {
		_, err = b.desk.Details(b.ctx, who, id)
		errs = append(errs, err)
	}
	return errs
}

func TestOnlyBoxesHoldPersonalData(t *testing.T) {
	b, store, log := secretBench(t)
	id, errs := scenario(b)

	done := map[string]bool{}
	for _, e := range b.ledger(id) {
		done[e.Command.Name()] = true
	}
	require.GreaterOrEqual(t, len(done), 36, "the scenario does what it says: %v", done)
	require.Greater(t, store.boxes, 30, "and what was said is kept")
	requireUnmarked(t, store.seen.String(), "a public byte, an outbox row, a receipt, a query or a document")
	require.NotEmpty(t, log.String())
	require.NotContains(t, log.String(), mark)
	refused := 0
	for _, err := range errs {
		if err != nil {
			refused++
			require.NotContains(t, err.Error(), mark)
		}
	}
	require.Greater(t, refused, 20)
	b.verify(id)
}

// requireUnmarked shows what stands around a mark that should not be there.
func requireUnmarked(t *testing.T, text, where string) {
	t.Helper()
	if i := strings.Index(text, mark); i >= 0 {
		t.Fatalf("%s holds personal data: …%s…", where, strings.ToValidUTF8(text[max(0, i-80):min(len(text), i+80)], ""))
	}
}

func TestAfterErasureNotEvenBoxesHoldPersonalData(t *testing.T) {
	b, store, _ := secretBench(t)
	id, _ := scenario(b)
	c := b.reload(&complaint.Case{ID: id})
	if !c.State.Ended() {
		c = b.do(boss, c, complaint.Withdraw{})
	}
	c = b.do(boss, c, complaint.Erase{})
	streams := []string{"case/" + string(id), "read/" + string(id)}
	for _, stream := range streams {
		for _, r := range b.records(stream) {
			require.Empty(t, r.Box)
			require.NotContains(t, string(r.Public), mark)
		}
	}
	rows, err := store.Claim(b.ctx, complaint.OutboxQuery{Now: b.clock.Now().Add(1000 * hour), Limit: 1000})
	require.NoError(t, err)
	for _, row := range rows {
		require.NotEqual(t, id, row.Case, "its undelivered notices are cancelled")
	}
	b.verify(c.ID)
}

func TestMarkedFillsEverySealedField(t *testing.T) {
	for _, cmd := range fullCommands() {
		full := marked(reflect.Zero(reflect.TypeOf(cmd)).Interface().(complaint.Command))
		v := reflect.ValueOf(full)
		for i := range v.NumField() {
			if _, sealed := v.Type().Field(i).Tag.Lookup("seal"); sealed && v.Type().Field(i).Name != "Comments" {
				require.False(t, v.Field(i).IsZero(), "%s.%s", cmd.Name(), v.Type().Field(i).Name)
			}
		}
	}
}
