package complaint_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/survey"
)

// fullCommands returns one command of every type with every field set.
func fullCommands() []complaint.Command {
	later := day.Add(48 * time.Hour)
	return append([]complaint.Command{
		fullIntake(),
		complaint.Acknowledge{Told: []string{"limit"}, Text: "已收到"},
		complaint.Assess{
			Judgement: fullJudgement(), Text: "同意", Script: "messages", Answers: []complaint.Asked{{Question: "storage-full", Answer: classify.No}},
		},
		complaint.Reclassify{Judgement: fullJudgement(), Reason: "mistake", Text: "看错了"},
		complaint.Admit{},
		complaint.Refuse{Reason: "not-ours", Recourse: []string{"court"}, Text: "请联系隔壁"},
		complaint.Convert{Kind: "query", Text: "只是咨询"},
		complaint.Split{Intake: fullIntake(), Into: "01"},
		complaint.Dispatch{Unit: "rooms", Person: "u2", With: []string{"kitchen"}, Text: "请尽快"},
		complaint.TakeOn{},
		complaint.SendBack{Reason: "wrong-unit", Text: "不归我们"},
		complaint.Ruling{Unit: "kitchen", Text: "归厨房"},
		complaint.Transfer{Unit: "kitchen", Person: "u9", Reason: "busy", Text: "忙"},
		complaint.Recuse{Person: "u9", Text: "亲属"},
		complaint.Plan{Goal: "查明", Method: "看录像", People: []string{"u2"}, Needs: []string{"record"}, Until: later},
		complaint.RecordFinding{Cause: "compressor", Unit: "rooms", People: []string{"u6"}, Upheld: true, Text: "压缩机"},
		complaint.AddTask{Code: "photos", Unit: "rooms", Person: "u2", Party: "maker", Blocks: true, Text: "拍照"},
		complaint.CompleteTask{Task: 1, Result: "done", Values: map[string]string{"count": "3"}, Personal: map[string]string{"guest": "王"}, Text: "好了"},
		complaint.Propose{Remedies: []complaint.Remedy{{Relief: "redo", Money: complaint.Yuan(5), Count: 2, Due: later}}, Compensation: complaint.Yuan(80), InReplyTo: 2, Text: "方案"},
		complaint.Approve{Approval: 1, Text: "同意"},
		complaint.Deny{Approval: 1, Reason: "too-much", Text: "太多"},
		complaint.Delegate{Approval: 1, To: "u9", Text: "请代批"},
		complaint.Offer{Proposal: 1, Text: "您看"},
		complaint.Respond{Promise: 1, Text: "进展"},
		complaint.Reply{Proposal: 1, Accepted: true, Consent: true, Counter: []complaint.Remedy{{Relief: "redo"}}, Wanted: complaint.Yuan(90), Text: "好"},
		complaint.FinalDecision{Proposal: 1, Recourse: []string{"court"}, Text: "最终"},
		complaint.Report{Role: "boss", Text: "汇报"},
		complaint.Instruct{Text: "照办"},
		complaint.Execute{Proposal: 1, Text: "已付"},
	}, moreCommands(later)...)
}

func moreCommands(later time.Time) []complaint.Command {
	return []complaint.Command{
		complaint.Resolve{Outcome: "upheld", Text: "办结"},
		complaint.CloseDirectly{Outcome: "explained", Accepted: true, Text: "解释"},
		complaint.Publish{Where: "notice-board", Named: true, Consent: true, Text: "公示"},
		complaint.Confirm{Text: "确认"},
		complaint.FollowUp{
			Reached: true, Satisfied: true, Score: 4, Effect: "yes", Text: "满意", Answers: survey.Answers{"q1": survey.Score(4)},
			Comments: survey.Answers{"q2": survey.Text("还行")},
		},
		complaint.Reopen{Reason: "unsatisfied", Text: "不满意"},
		complaint.Close{Text: "结案"},
		complaint.Archive{},
		complaint.Withdraw{Consent: true, Text: "算了"},
		complaint.Hold{Reason: "complainant", Day: sla.Date{Year: 2026, Month: 3, Day: 4}, Text: "等回电"},
		complaint.Resume{Day: sla.Date{Year: 2026, Month: 3, Day: 5}, Text: "回电了"},
		complaint.Expedite{By: "supervisor", Text: "快", Demand: "退款", Personal: map[string]string{"passport": "E1"}, Fields: map[string]string{"room": "1208"}, Wanted: complaint.Yuan(5), Received: later},
		complaint.Escalate{Role: "boss", Severity: classify.Major, Reason: "stuck", Text: "升级"},
		complaint.Extend{Target: "resolve", Instance: "1", Rule: "plus", Span: sla.BusinessHours(4), Date: sla.Date{Year: 2026, Month: 3, Day: 6}, Reason: "parts", Text: "等配件"},
		complaint.WithdrawExtension{Target: "resolve", Instance: "1", ID: 2},
		complaint.MakePromise{What: "answer", Due: later, Replaces: 1, Text: "周五回复"},
		complaint.ReleaseWording{Text: "口径"},
		complaint.Message{In: true, Kind: "question", Channel: "phone", Promise: 1, Text: "怎样了"},
		complaint.Merge{Into: "02", Text: "同一件事"},
		complaint.Unmerge{Text: "不是"},
		complaint.LinkTo{Case: "03", Kind: "child", Remove: true},
		complaint.ForEachMember{Command: complaint.Note{CaseStudy: true, Text: "统一处理"}, Members: []complaint.CaseID{"03"}},
		complaint.Tag{Add: []string{"vip"}, Remove: []string{"late"}},
		complaint.Appeal{Body: "association", Finding: 1, Due: later, Text: "不服"},
		complaint.DecideAppeal{Appeal: 1, Upheld: true, Outcome: "settled", Text: "有理"},
		complaint.Compensate{Amount: complaint.Yuan(50), Relief: "redo", Text: "补偿"},
		complaint.Note{CaseStudy: true, Text: "案例"},
		complaint.Attach{Title: "照片", Kind: "camera", Media: "image/png", Size: 9, Hash: complaint.Hash{1}, Ref: "s3://x", Person: "王", Text: "说", Task: 1},
		complaint.Correct{
			Complainant: fullPerson(), Text: "更正", Demand: "退款", Personal: map[string]string{"passport": "E1"},
			Fields: map[string]string{"room": "1208"}, Place: "1209", About: []string{"u7"}, AboutUnit: "kitchen", Proxy: "heir",
			Representatives: []complaint.Person{fullPerson()}, ReadBack: true, Signed: true, Dissatisfaction: "late",
		},
		complaint.LegalHold{On: true},
		complaint.Erase{},
		complaint.AdoptPlaybook{Version: "2"},
		complaint.Reseal{},
		complaint.MemberRefused{Member: "03", Entry: 4, Command: "note", Rule: "state"},
		complaint.SpareSurvey{Invitation: 1},
		complaint.Recalculate{Calendar: "office@2"},
		complaint.Tick{StepID: complaint.StepID{Target: "resolve", Instance: "1", Cycle: 1, Step: "breach", At: later, Past: true}},
	}
}

func fullPerson() complaint.Person {
	return complaint.Person{Name: "王", Phone: "138", Email: "w@x.cn", Address: "路", ID: "110"}
}

func fullIntake() complaint.Intake {
	return complaint.Intake{
		Channel: "counter", Complainant: fullPerson(), OnBehalfOf: fullPerson(), Text: "空调", Demand: "换房",
		Personal: map[string]string{"passport": "E1"}, Fields: map[string]string{"room": "1208"}, Kind: "complaint", Place: "1208",
		About: []string{"u7"}, AboutUnit: "rooms", Wanted: complaint.Yuan(200), Complainants: 2, Mood: "calm",
		Severity: classify.Major, Received: day.Add(-time.Hour), Confidential: true, Proxy: "heir",
		Representatives: []complaint.Person{fullPerson()}, ReadBack: true, Signed: true, Deadline: day, Dissatisfaction: "late",
	}
}

func fullJudgement() complaint.Judgement {
	return complaint.Judgement{
		Kind: "complaint", Severity: classify.Major, Categories: map[string]string{"content": "service"}, Validity: "valid",
		Nature: "solution", Scope: "single", Unit: "rooms", Priority: 2,
	}
}

func TestEveryCommandSurvivesItsJSONForm(t *testing.T) {
	for _, cmd := range fullCommands() {
		t.Run(cmd.Name(), func(t *testing.T) {
			requireFull(t, reflect.ValueOf(cmd), cmd.Name())
			data, err := complaint.MarshalCommand(cmd)
			require.NoError(t, err)
			require.True(t, strings.HasPrefix(string(data), `{"do":"`+cmd.Name()+`"`), string(data))
			back, err := complaint.UnmarshalCommand(data)
			require.NoError(t, err)
			require.Equal(t, cmd, back)

			empty := reflect.Zero(reflect.TypeOf(cmd)).Interface().(complaint.Command)
			data, err = complaint.MarshalCommand(empty)
			require.NoError(t, err)
			back, err = complaint.UnmarshalCommand(data)
			require.NoError(t, err)
			require.Equal(t, empty, back)
		})
	}
}

// requireFull proves that no field of a value was left zero, so that the round trip above misses none.
func requireFull(t *testing.T, v reflect.Value, path string) {
	t.Helper()
	if v.Kind() != reflect.Struct || v.Type() == reflect.TypeFor[time.Time]() {
		require.False(t, v.IsZero(), path)
		return
	}
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.IsExported() {
			requireFull(t, v.Field(i), path+"."+f.Name)
		}
	}
}

func TestTheVocabularyIsTheSameOnBothSides(t *testing.T) {
	var names []string
	for _, cmd := range fullCommands() {
		names = append(names, cmd.Name())
	}
	require.ElementsMatch(t, playbook.Commands(), names, "what a playbook may name is what the engine does")
	require.Len(t, names, len(slices.Compact(slices.Sorted(slices.Values(names)))), "each command has a name of its own")
}

func TestUnmarshalCommandRefuses(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	for _, tc := range []struct{ name, json, field, rule string }{
		{"an unknown command", `{"do":"explode"}`, "do", "unknown command"},
		{"no command", `{"text":"x"}`, "do", "unknown command"},
		{"no object", `[]`, "do", "json"},
		{"half an object", `{"do":"note","text":"x"`, "do", "json"},
		{"an unknown field", `{"do":"note","txet":"x"}`, "txet", "unknown field"},
		{"an unknown field inside", `{"do":"register","channel":"x","complainant":{"nmae":"x"}}`, "nmae", "unknown field"},
		{"a field of another type", `{"do":"note","text":7}`, "text", "json"},
		{"an unknown severity", `{"do":"assess","severity":"huge"}`, "", ""},
		{"something after the command", `{"do":"note","text":"x"} {}`, "do", "json"},
		{"a very long unknown field", `{"do":"note","` + long + `":"x"}`, "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := complaint.UnmarshalCommand([]byte(tc.json))
			require.ErrorIs(t, err, complaint.ErrInvalid)
			require.Less(t, len(err.Error()), 300, "an error does not carry the input")
			var refusal *complaint.Error
			require.ErrorAs(t, err, &refusal)
			require.Len(t, refusal.Fields, 1)
			if tc.field != "" {
				require.Equal(t, []complaint.FieldError{{Field: tc.field, Rule: tc.rule}}, refusal.Fields)
			}
		})
	}
}

func FuzzUnmarshalCommand(f *testing.F) {
	for _, cmd := range fullCommands() {
		data, err := complaint.MarshalCommand(cmd)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add([]byte(`{"do":"note","text":"\ud800"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		cmd, err := complaint.UnmarshalCommand(data)
		if err != nil {
			require.ErrorIs(t, err, complaint.ErrInvalid)
			return
		}
		once, err := complaint.MarshalCommand(cmd)
		require.NoError(t, err)
		again, err := complaint.UnmarshalCommand(once)
		require.NoError(t, err)
		twice, err := complaint.MarshalCommand(again)
		require.NoError(t, err)
		require.Equal(t, string(once), string(twice))
	})
}
