package complaint_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// controlled gives the house's handling sheet a form number.
func controlled(_ *complaint.Config, pb *playbook.Playbook) {
	pb.Form = playbook.Form{Number: "QR-08-03", Version: "B/2", Effective: sla.Date{Year: 2026, Month: 1, Day: 1}}
}

// handled takes a complaint from intake to its follow-up, with something of everything a sheet shows.
func (b *bench) handled() *complaint.Case {
	b.Helper()
	in := guest()
	in.Fields = map[string]string{"room": "1208", "passport": "E98765"}
	c := b.register(in)
	c = b.do(clerk, c, complaint.Acknowledge{}, complaint.Assess{}, complaint.Dispatch{Unit: "rooms", Text: "请尽快处理"})
	b.clock.Add(hour)
	c = b.do(worker, c, complaint.TakeOn{}, complaint.Plan{Goal: "查明原因", Method: "现场检查"})
	c = b.do(lead, c, complaint.AddTask{Code: "photos", Unit: "rooms"})
	c = b.do(worker, c, complaint.CompleteTask{Task: 1, Result: "done"})
	c = b.do(worker, c, complaint.RecordFinding{Cause: "compressor", Unit: "rooms", Upheld: true, Text: "压缩机 | 损坏"})
	c = b.do(worker, c, complaint.Propose{Compensation: complaint.Yuan(80)}, complaint.Offer{Proposal: 1})
	c = b.do(worker, c, complaint.Reply{Proposal: 1, Accepted: true}, complaint.Execute{Proposal: 1})
	b.clock.Add(hour)
	c = b.do(worker, c, complaint.Resolve{Outcome: "settled", Text: "已更换空调并补偿"})
	return b.do(clerk, c, complaint.FollowUp{Reached: true, Satisfied: true})
}

func (b *bench) sheet(who complaint.Actor, c *complaint.Case) complaint.Sheet {
	b.Helper()
	s, err := b.desk.Sheet(b.ctx, who, c.ID)
	require.NoError(b, err)
	return s
}

func TestTheHandlingSheetAsADocument(t *testing.T) {
	b := setup(t, controlled)
	c := b.handled()
	for name, text := range map[string]string{
		"zh": sheetText(b, boss, c, "zh"), "en": sheetText(b, boss, c, "en"), "masked": sheetText(b, clerk, c, "zh"),
	} {
		file := filepath.Join("testdata", "sheet", name+".md")
		if *update {
			require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
			require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		require.Equal(t, string(want), text, "run the test with -update and read the difference")
	}
}

func sheetText(b *bench, who complaint.Actor, c *complaint.Case, lang string) string {
	s := b.sheet(who, c)
	return s.Markdown(lang)
}

func TestTheSheetHasTheFourGroupsOfALedger(t *testing.T) {
	b := setup(t, controlled)
	s := b.sheet(boss, b.handled())
	require.Equal(t, "QR-08-03 B/2 2026-01-01", s.Form.Number+" "+s.Form.Version+" "+s.Form.Effective.String())
	require.Equal(t, "王先生 13800000001", s.Complainant.Person.Name+" "+s.Complainant.Person.Phone)
	require.Equal(t, "03-04 09:00", at(s.Complainant.Received), "time of the complaint")
	require.Equal(t, "客房", s.Content.Unit.ZH, "service concerned")
	require.Equal(t, "空调不制冷，要求换房", s.Content.Problem)
	require.Equal(t, "compressor", s.Content.Findings[0].Cause)
	require.Equal(t, []complaint.SheetField{{Label: text("房号", "Room"), Value: "1208"}, {Label: text("护照", "Passport"), Value: "E98765"}}, s.Content.Fields)
	var steps []string
	for _, x := range s.Handling.Steps {
		steps = append(steps, x.Who+" "+x.What.EN)
	}
	require.Equal(t, "李敏 register,李敏 acknowledge,李敏 assess,李敏 dispatch,赵强 take on,赵强 plan,孙丽 add a task,赵强 complete a task,"+
		"赵强 find,赵强 propose,赵强 offer,赵强 complainant replies,赵强 execute,赵强 resolve,李敏 follow up", strings.Join(steps, ","))
	require.Equal(t, "查明原因; 现场检查", s.Handling.Steps[5].Words, "handling methods")
	require.Equal(t, "Rooms", s.Handling.Assignments[0].Unit.EN)
	require.Equal(t, "03-04 14:00", at(s.Handling.Assignments[0].Due), "the unit's own clock")
	require.Len(t, s.Handling.Clocks, 5)
	require.Equal(t, "和解", s.Result.Outcome.ZH)
	require.Equal(t, complaint.Yuan(80), s.Result.Paid)
	require.Equal(t, "resolve", s.Result.Told[len(s.Result.Told)-1].What.EN, "how the complainant was notified")
	require.True(t, s.Result.FollowUps[0].Satisfied)
}

func TestTheSheetIsMaskedForARoleThatMayNotSee(t *testing.T) {
	b := setup(t)
	c := b.handled()
	before := len(b.records("read/" + string(c.ID)))
	s := b.sheet(clerk, c)
	require.True(t, s.Masked)
	require.Zero(t, s.Complainant.Person)
	require.Empty(t, s.Content.Problem+s.Content.Demand)
	require.Len(t, s.Content.Fields, 1, "the room, not the passport")
	for _, x := range append(s.Handling.Steps, s.Result.Told...) {
		require.Empty(t, x.Words)
	}
	for _, secret := range []string{"王先生", "13800000001", "空调", "E98765", "压缩机"} {
		require.NotContains(t, s.Markdown("zh"), secret)
	}
	require.Len(t, b.records("read/"+string(c.ID)), before, "nothing personal was looked at")
	require.False(t, b.sheet(boss, c).Masked)
	require.Len(t, b.records("read/"+string(c.ID)), before+1, "and here the look is recorded")
}

func TestTheSheetOfACaseOutOfReachIsRefused(t *testing.T) {
	b := setup(t)
	c := b.handled()
	_, err := b.desk.Sheet(b.ctx, complaint.Actor{ID: "u9", Role: "worker", Unit: "kitchen"}, c.ID)
	require.ErrorIs(t, err, complaint.ErrForbidden)
	_, err = b.desk.Sheet(b.ctx, boss, "01KJV5QQM00000000000000000")
	require.ErrorIs(t, err, complaint.ErrNotFound)
}

func TestWhatPeopleWriteCannotAddToTheSheet(t *testing.T) {
	b := setup(t)
	in := guest()
	in.Text = "坏\n\n| 结论 | 属实 |\n# 伪造 <b>[x](y)</b>"
	s := b.sheet(boss, b.register(in))
	require.Contains(t, s.Markdown("zh"), `| 问题 | 坏 \| 结论 \| 属实 \| \# 伪造 \<b\>\[x\](y)\</b\> |`)
}

func TestTheSheetOfAnErasedCaseStillStands(t *testing.T) {
	b := setup(t)
	c := b.take(b.another(), complaint.Withdrawn)
	b.do(boss, c, complaint.Erase{})
	s := b.sheet(boss, c)
	require.True(t, s.Erased)
	require.Zero(t, s.Complainant.Person)
	require.Equal(t, c.Number, s.Number)
}
