package survey

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// printed is the table of a small survey.
func printed(t testing.TB, lang Lang) string {
	a, err := NewAnalysis(estate(), TopTwoOfFive, &Options{MinCell: 2})
	require.NoError(t, err)
	require.NoError(t, a.Invited(4, nil))
	require.NoError(t, a.Add(replyIn(Answers{
		"halls": Score(5), "bins": Score(3), "gate": NotApplicable{}, "recommend": Score(9), "contact": Choices{"desk"},
	}, "楼栋", "三号")))
	require.NoError(t, a.Add(reply(Answers{"halls": Score(4), "bins": Score(1), "improve": Choices{"fees", "lifts"}, "comment": Text("谢谢")})))
	var b strings.Builder
	require.NoError(t, a.Result().WriteTable(&b, lang))
	return b.String()
}

func TestTable(t *testing.T) {
	assert.Equal(t, strings.TrimLeft(`
Estate services · estate v2 · top two of five
invited 4, responses 2, response rate 50.0%
item           answers  n/a  missing  satisfied  95 % interval    bad  mean  index     NPS
overall              4    1        1      50.0%      15.0…85.0  25.0%  3.25   66.7       –
`, "\n"), strings.Join(strings.SplitAfter(printed(t, English), "\n")[:4], ""))
}

func TestTableShowsWhatIsNot(t *testing.T) {
	table := printed(t, Chinese)
	assert.Contains(t, table, "发放 4，回收 2，回收率 50.0%\n")
	assert.Contains(t, table, "楼栋 = 三号 *", "a small cell is marked")
	assert.Contains(t, table, "* 不足 2 人\n")
	assert.NotContains(t, table, "NaN")
	gate := line(t, table, "门岗")
	assert.Equal(t, []string{"门岗", "*", "0", "1", "1", "–", "–", "–", "–", "–", "–"}, strings.Fields(gate), "no data is not 0 %")
	assert.Equal(t, []string{"收费", "100.0%", "20.7…100.0"}, strings.Fields(line(t, table, "收费")))
	assert.Contains(t, line(t, table, "推荐"), "+100.0")
	assert.Equal(t, "综合", line(t, table, "综合"), "a section without five-level questions has nothing to pool")
}

func TestALineBreakDoesNotBreakTheTable(t *testing.T) {
	q := estate()
	q.Title.ZH, q.Sections[0].Questions[0].Text.ZH = "物业\n服务", "楼道\t走廊\n电梯"
	a, err := NewAnalysis(q, TopTwoOfFive, nil)
	require.NoError(t, err)
	require.NoError(t, a.Add(replyIn(Answers{"halls": Score(5)}, "b", "1\n2")))
	var b strings.Builder
	require.NoError(t, a.Result().WriteTable(&b, Chinese))
	assert.Contains(t, b.String(), "物业 服务 ·")
	assert.Contains(t, b.String(), "  楼道 走廊 电梯 *")
	assert.Contains(t, b.String(), "b = 1 2 *")
}

func TestColumnsLineUp(t *testing.T) {
	for _, lang := range []Lang{Chinese, English} {
		rows := strings.Split(printed(t, lang), "\n")[2:]
		want := places(rows[0])
		for _, row := range rows[:4] {
			assert.Equal(t, want, places(row), row)
		}
	}
}

func TestPlaces(t *testing.T) {
	for text, want := range map[string]int{"": 0, "abc": 3, "满意率": 6, "95% 区间": 8, "9.5…90.5": 8, "，（！": 6, "한": 2, "𠮷": 2, "é–": 2} {
		assert.Equal(t, want, places(text), text)
	}
}

func TestTableReportsTheWritersError(t *testing.T) {
	assert.ErrorIs(t, Result{}.WriteTable(full{}, English), errFull)
}

var errFull = errors.New("disk full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func line(t testing.TB, table, with string) string {
	t.Helper()
	for _, l := range strings.Split(table, "\n") {
		if strings.Contains(l, with) {
			return l
		}
	}
	require.Fail(t, "no line with "+with)
	return ""
}
