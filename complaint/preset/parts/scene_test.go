package parts_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint/preset/parts"
	"github.com/redress-go/redress/sla"
)

// every calls visit with each way to answer all questions of a script, yes first.
func every(s classify.Script, visit func(answers map[string]classify.Answer)) {
	answers := map[string]classify.Answer{}
	var ask func(rest []classify.Question)
	ask = func(rest []classify.Question) {
		if len(rest) == 0 {
			visit(answers)
			return
		}
		for _, a := range []classify.Answer{classify.Yes, classify.No, classify.DontKnow} {
			answers[rest[0].ID] = a
			ask(rest[1:])
		}
	}
	ask(s.Questions)
}

// settled is the verdict and row of answers to every question.
func settled(t *testing.T, d *classify.Dialogue, answers map[string]classify.Answer) classify.Turn {
	t.Helper()
	turn, err := d.Next(answers)
	require.NoError(t, err)
	require.True(t, turn.Done)
	return turn
}

// TestEveryWayToAnswerAScene writes what each of the 3ⁿ ways leads to, for a person to read.
func TestEveryWayToAnswerAScene(t *testing.T) {
	for _, scene := range parts.Scenes() {
		t.Run(scene.Script.ID, func(t *testing.T) {
			d, err := scene.Script.Compile()
			require.NoError(t, err)
			var b strings.Builder
			for _, q := range scene.Script.Questions {
				fmt.Fprintf(&b, "%-14s", q.ID)
			}
			b.WriteString("verdict        row\n")
			every(scene.Script, func(answers map[string]classify.Answer) {
				for _, q := range scene.Script.Questions {
					fmt.Fprintf(&b, "%-14s", answers[q.ID])
				}
				turn := settled(t, d, answers)
				fmt.Fprintf(&b, "%-15s%s\n", turn.Verdict, turn.Row)
			})
			golden(t, "scenes/"+scene.Script.ID+".txt", strings.ReplaceAll(b.String(), " \n", "\n"))
		})
	}
}

// TestScenesSayWhatR05Says holds the verdicts that the source names.
func TestScenesSayWhatR05Says(t *testing.T) {
	for _, tc := range []struct {
		name, scene string
		answers     []classify.Answer
		verdict     string
		direct      bool
		promise     sla.Span
	}{
		{"three as expected are a fault between networks", "interconnection", ans("ynn"), "fault", true, sla.Span{}},
		{"one not as expected is dispatched", "interconnection", ans("yyn"), "dispatch", false, sla.Span{}},
		{"not knowing is not as expected", "interconnection", ans("yn?"), "dispatch", false, sla.Span{}},
		{"explained and accepted", "subscribed-content", ans("nyy?"), "explained", true, sla.Span{}},
		{"not accepted goes to the provider within a working day", "subscribed-content", ans("nynn"), "provider", false, sla.Workdays(1)},
		{"still disputed gets the same reply again", "subscribed-content", ans("nyny"), "again", false, sla.Workdays(1)},
		{"records that do not match have no script", "subscribed-content", ans("yyyy"), "dispatch", false, sla.Span{}},
		{"no area code is closed at the desk", "messages", ans("ynnyy"), "close", true, sla.Span{}},
		{"a full store is closed at the desk", "messages", ans("nyynn"), "close", true, sla.Span{}},
		{"all five as expected are closed at the desk", "messages", ans("yynyy"), "close", true, sla.Span{}},
		{"one to four: the prefix is missing", "messages", ans("yynyn"), "prefix", false, sla.Workdays(2)},
		{"one to three and five: the local station, closed", "messages", ans("yynny"), "coverage", true, sla.Span{}},
		{"what fits no rule is dispatched in two working days", "messages", ans("yynnn"), "dispatch", false, sla.Workdays(2)},
		{"a weak signal goes straight to the branch", "weak-signal", ans("y"), "branch", false, sla.Span{}},
		{"roaming accepted", "roaming", ans("y"), "explained", true, sla.Span{}},
		{"roaming not accepted", "roaming", ans("n"), "home-network", false, sla.Workdays(2)},
		{"an enquiry about the tone is answered", "ring-back-tone", ans("y?"), "answered", true, sla.Span{}},
		{"a complaint the desk can handle", "ring-back-tone", ans("ny"), "handled", true, sla.Span{}},
		{"other complaints go to the province", "ring-back-tone", ans("nn"), "maintenance", false, sla.Span{}},
		{"congestion is explained", "busy-hours", ans("yyy"), "congestion", true, sla.Span{}},
		{"not worst on the festival", "busy-hours", ans("yyn"), "dispatch", false, sla.Span{}},
		{"a restriction on the handset", "handset-fault", ans("yy"), "restriction", true, sla.Span{}},
		{"a faulty handset", "handset-fault", ans("yn"), "repair", false, sla.Span{}},
		{"a subscription not in order", "handset-fault", ans("nn"), "dispatch", false, sla.Span{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			scene := sceneOf(t, tc.scene)
			d, err := scene.Script.Compile()
			require.NoError(t, err)
			answers := map[string]classify.Answer{}
			for i, q := range scene.Script.Questions {
				answers[q.ID] = tc.answers[i]
			}
			verdict := settled(t, d, answers).Verdict
			assert.Equal(t, tc.verdict, verdict)
			outcome, ok := scene.Outcome(verdict)
			require.True(t, ok)
			assert.Equal(t, tc.direct, outcome.Direct)
			assert.Equal(t, tc.promise, outcome.Promise)
		})
	}
}

// ans reads y, n and ? as answers.
func ans(s string) (out []classify.Answer) {
	for _, c := range s {
		out = append(out, map[rune]classify.Answer{'y': classify.Yes, 'n': classify.No, '?': classify.DontKnow}[c])
	}
	return out
}

func sceneOf(t *testing.T, id string) parts.Scene {
	t.Helper()
	list := parts.Scenes()
	at := slices.IndexFunc(list, func(s parts.Scene) bool { return s.Script.ID == id })
	require.GreaterOrEqual(t, at, 0, id)
	return list[at]
}

// TestOverlapsOfTheMessagesScene: R05 says the overlaps are real. The validator points at
// each, the data acknowledges each with a reason, and the order decides.
func TestOverlapsOfTheMessagesScene(t *testing.T) {
	s := parts.Messages().Script
	var accepted [][]string
	for _, f := range s.Validate() {
		assert.Equal(t, classify.LevelNote, f.Level)
		assert.Equal(t, classify.FindingConflict, f.Code)
		assert.NotEmpty(t, f.Accepted)
		accepted = append(accepted, f.Rows)
	}
	assert.Equal(t, [][]string{{"all", "prefix"}, {"all", "station"}, {"prefix", "station"}}, accepted)

	bare := s
	bare.Accepted = nil
	_, err := bare.Compile()
	require.ErrorIs(t, err, classify.ErrInvalid, "unacknowledged, they are refused")
	assert.ErrorContains(t, err, `"elsewhere":"yes","no-notices":"yes"`)

	first := bare
	first.Hit = classify.HitFirst
	assert.Empty(t, first.Validate(), "under a first-match policy the order is the answer")
	a, err := s.Compile()
	require.NoError(t, err)
	b, err := first.Compile()
	require.NoError(t, err)
	every(s, func(answers map[string]classify.Answer) {
		assert.Equal(t, settled(t, b, answers), settled(t, a, answers), "%v", answers)
	})
}

func TestOtherScenesHaveNothingToAcknowledge(t *testing.T) {
	for _, scene := range parts.Scenes() {
		if scene.Script.ID != "messages" {
			assert.Empty(t, scene.Script.Validate(), scene.Script.ID)
		}
	}
}

func TestScenesAreComplete(t *testing.T) {
	groups, units := map[string]int{}, map[string]bool{"": true}
	for _, g := range parts.SceneGroups() {
		both(t, g.Code, g.Label)
		groups[g.Code] = 0
	}
	for _, u := range parts.SceneUnits() {
		both(t, u.Code, u.Label)
		units[u.Code] = true
	}
	require.Len(t, parts.Scenes(), 8)
	for _, scene := range parts.Scenes() {
		s := scene.Script
		both(t, s.ID, s.Label)
		_, known := groups[scene.Group]
		assert.True(t, known, scene.Group)
		groups[scene.Group]++
		assert.NotEmpty(t, scene.Cases)
		assert.Len(t, scene.Outcomes, len(s.Verdicts))
		for i, v := range s.Verdicts {
			both(t, v.Code, v.Label)
			o := scene.Outcomes[i]
			assert.Equal(t, v.Code, o.Verdict, s.ID)
			assert.NotEmpty(t, o.Source, "%s %s", s.ID, v.Code)
			assert.True(t, units[o.Unit] && units[o.Collect], "%s %s", s.ID, v.Code)
			assert.False(t, o.Direct && o.Unit != "", "%s %s: closed at the desk and dispatched", s.ID, v.Code)
		}
		for _, r := range s.Rows {
			assert.NotEmpty(t, r.Source, "%s %s", s.ID, r.ID)
		}
	}
	for g, n := range groups {
		assert.Positive(t, n, g)
	}
	_, ok := parts.Roaming().Outcome("nothing")
	assert.False(t, ok)
}

// TestEveryReplyCanBeSaid fills every wording of every scene: with values for what has none
// there is no brace left, and without them the desk is told what is missing.
func TestEveryReplyCanBeSaid(t *testing.T) {
	for _, scene := range parts.Scenes() {
		s := scene.Script
		d, err := s.Compile()
		require.NoError(t, err)
		given := map[string]string{}
		for _, v := range s.Vars {
			both(t, s.ID+" "+v.Name, v.Label)
			assert.NotEmpty(t, v.Source, "%s %s", s.ID, v.Name)
			if v.Value == (classify.Label{}) {
				given[v.Name] = "‹" + v.Name + "›"
			}
		}
		all := []classify.Label{s.Say}
		for _, q := range s.Questions {
			both(t, q.ID, q.Ask)
			all = append(all, q.Ask)
		}
		for _, r := range s.Replies {
			both(t, r.ID, r.Say)
			both(t, r.ID, r.Label)
			all = append(all, r.Say)
		}
		used := ""
		for _, words := range all {
			said, err := d.Fill(words, given)
			require.NoError(t, err)
			assert.NotContains(t, said.ZH+said.EN, "{")
			used += words.ZH
		}
		for _, v := range s.Vars {
			assert.Contains(t, used, "{"+v.Name+"}", "%s: nobody says %s", s.ID, v.Name)
		}
		if len(given) > 0 {
			_, err = d.Fill(classify.Label{ZH: used}, nil)
			require.ErrorIs(t, err, classify.ErrInvalid)
		}
	}
}

// The prices of R05 are variables, so that they change without the script.
func TestPricesAreVariables(t *testing.T) {
	scene := parts.RingBackTone()
	d, err := scene.Script.Compile()
	require.NoError(t, err)
	replies := d.Replies("answered")
	require.Len(t, replies, 6)
	said, err := d.Fill(replies[0].Say, nil)
	require.NoError(t, err)
	assert.Equal(t, "后付费每月5元，预付费每天0.16元；铃音每首0.5至5元；每月可免费更换3次，之后每次0.5至1.5元。", said.ZH)
	said, err = d.Fill(replies[1].Say, map[string]string{"call_first": "0.30"})
	require.NoError(t, err)
	assert.Equal(t, "A call to the service number costs 0.30 yuan for the first 3 minutes, then 0.11 yuan a minute.", said.EN)
}

func TestScenesAreFreshAtEveryCall(t *testing.T) {
	a := parts.Scenes()
	a[0].Script.Rows[0].Then, a[2].Script.Accepted[0].Reason = "x", ""
	_, err := parts.Scenes()[0].Script.Compile()
	require.NoError(t, err)
	assert.NotEmpty(t, parts.Messages().Script.Accepted[0].Reason)
}

// A desk's sheet of every scene, as people sign it.
func TestSceneSheets(t *testing.T) {
	s := parts.Messages().Script
	golden(t, "messages.zh.md", s.Markdown("zh", s.Validate()...))
	golden(t, "messages.en.md", s.Markdown("en", s.Validate()...))
}
