package survey

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// spring is a survey of 300 people in which the gate was hardly asked about.
func spring(t testing.TB) *Analysis {
	t.Helper()
	a, err := NewAnalysis(anchored(), TopThreeOfFive, &Options{Topics: lexicon()})
	require.NoError(t, err)
	require.NoError(t, a.Invited(500, nil))
	for _, r := range manyResponses(300) {
		require.NoError(t, a.Add(r))
	}
	for i := range 12 {
		require.NoError(t, a.Add(reply(Answers{"gate": Score(1 + i%5), "bins": Score(2 + i%4), "recommend": Score(i % 11)})))
	}
	return a
}

// drift is a trend that falls, with a gap and a small cell.
func drift(t testing.TB) Trend {
	t.Helper()
	trend, err := NewTrend("halls", MeasureSatisfied, readings(
		quarter(t, 100, 88), quarter(t, 120, 98), analysed(t).Result(), quarter(t, 20, 15), quarter(t, 110, 71))...)
	require.NoError(t, err)
	return trend
}

// wellFormed reads a picture as XML and gives its text.
func wellFormed(t require.TestingT, svg string) (text []string) {
	dec := xml.NewDecoder(strings.NewReader(svg))
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return text
		}
		require.NoError(t, err)
		switch tok := tok.(type) {
		case xml.CharData:
			text = append(text, string(tok))
		case xml.StartElement:
			require.Contains(t, []string{"svg", "title", "desc", "rect", "text", "line", "circle"}, tok.Name.Local, "plain shapes only")
		}
	}
}

func TestCharts(t *testing.T) {
	r := spring(t).Result()
	m, err := r.Matrix(nil, nil)
	require.NoError(t, err)
	target := []Target{{Item: "cleaning", Measure: MeasureSatisfied, AtLeast: 0.8}, {Item: "halls", Measure: MeasureMean, AtLeast: 4}}
	for _, lang := range []Lang{Chinese, English, Bilingual} {
		name := strings.ReplaceAll(string(lang), "+", "-")
		for chart, write := range map[string]func(*strings.Builder) error{
			"bars":   func(b *strings.Builder) error { return r.WriteSVG(b, lang, target...) },
			"trend":  func(b *strings.Builder) error { return drift(t).WriteSVG(b, lang) },
			"matrix": func(b *strings.Builder) error { return m.WriteSVG(b, lang) },
		} {
			text := strings.Join(wellFormed(t, golden(t, chart+"-"+name+".svg", write)), " ")
			assert.NotContains(t, text, "NaN")
			assert.NotContains(t, text, "Inf")
		}
		golden(t, "table-"+name+".txt", func(b *strings.Builder) error { return r.WriteTable(b, lang) })
	}
}

func TestBarChartShowsWhatIsNot(t *testing.T) {
	var b strings.Builder
	require.NoError(t, spring(t).Result().WriteSVG(&b, English, Target{Item: "cleaning", Measure: MeasureSatisfied, AtLeast: 0.8}))
	text := wellFormed(t, b.String())
	assert.Contains(t, text, "Gate *", "a small cell is marked")
	assert.NotContains(t, text, "Recommend", "a 0–10 question has no satisfied share")
	assert.Equal(t, 1, strings.Count(b.String(), red), "one target, one stroke")

	b.Reset()
	require.NoError(t, analysed(t).Result().WriteSVG(&b, English))
	assert.Contains(t, wellFormed(t, b.String()), "–", "no data is not 0 %")
	assert.NotContains(t, b.String(), blue)
}

func TestTrendChartSaysWhatTheTestFound(t *testing.T) {
	say := func(trend Trend) string {
		var b strings.Builder
		require.NoError(t, trend.WriteSVG(&b, English))
		return strings.Join(wellFormed(t, b.String()), "|")
	}
	assert.Contains(t, say(drift(t)), "-5.7 percentage points per period, beyond chance (p < 0.001)")
	trend, err := NewTrend("halls", MeasureSatisfied, readings(quarter(t, 40, 30), quarter(t, 40, 31))...)
	require.NoError(t, err)
	assert.Contains(t, say(trend), "+2.5 percentage points per period, could be chance (p = 0.7")
	trend, err = NewTrend("halls", MeasureIndex, readings(quarter(t, 40, 40), quarter(t, 40, 31))...)
	require.NoError(t, err)
	assert.Contains(t, say(trend), "-22.50 per period, not tested", "everybody said the same once: no interval")
	trend, err = NewTrend("recommend", MeasureNPS, readings(quarter(t, 40, 10), quarter(t, 40, 10))...)
	require.NoError(t, err)
	assert.Contains(t, say(trend), "+0.00 per period")
	assert.NotContains(t, say(Trend{}), "NaN", "nothing to draw is drawn as nothing")
}

// Labels are other people's text: it must stay text.
func TestChartsEscapeText(t *testing.T) {
	const evil = `</text><script>alert("x")</script>&'` + "\x00\n￿"
	q := estate()
	q.Title = Label{ZH: evil, EN: evil}
	q.Sections[0].Title = Label{ZH: evil, EN: evil}
	q.Sections[0].Questions[0].Text = Label{ZH: evil, EN: evil}
	a, err := NewAnalysis(q, TopTwoOfFive, nil)
	require.NoError(t, err)
	require.NoError(t, a.Add(reply(Answers{"halls": Score(3)})))
	r := a.Result()
	m, err := r.Matrix(map[string]float64{"halls": 1}, nil)
	require.NoError(t, err)
	trend, err := NewTrend("", MeasureMean, Reading{"<b>", r}, Reading{"&", r})
	require.NoError(t, err)
	for _, write := range []func(io.Writer, Lang) error{
		func(w io.Writer, l Lang) error { return r.WriteSVG(w, l) }, m.WriteSVG, trend.WriteSVG,
	} {
		var b strings.Builder
		require.NoError(t, write(&b, Bilingual))
		assert.NotContains(t, b.String(), "<script")
		assert.NotContains(t, b.String(), "<b>")
		wellFormed(t, b.String())
		require.ErrorIs(t, write(full{}, English), errFull)
	}
}

func TestAnyLabelMakesAGoodChart(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := Matrix{}
		for i := range rapid.IntRange(1, 5).Draw(rt, "items") {
			title := rapid.String().Draw(rt, "title")
			m.Items = append(m.Items, MatrixItem{ID: fmt.Sprint(i), Title: Label{ZH: title, EN: title}, Importance: float64(i), Performance: 1})
		}
		require.NoError(rt, m.divide(nil))
		var b strings.Builder
		require.NoError(rt, m.WriteSVG(&b, English))
		wellFormed(rt, b.String())
	})
}

func TestShortened(t *testing.T) {
	for _, tc := range []struct {
		text string
		most int
		want string
	}{{"short", 5, "short"}, {"longer", 5, "long…"}, {"满意度调查", 10, "满意度调查"}, {"满意度调查", 9, "满意度调…"}, {"满意度调查", 8, "满意度…"}, {"", 3, ""}} {
		assert.Equal(t, tc.want, shortened(tc.text, tc.most), tc.text)
		assert.LessOrEqual(t, places(shortened(tc.text, tc.most)), tc.most)
	}
}

func TestUnknownNamesAreShownAsTheyAre(t *testing.T) {
	assert.Equal(t, Label{"x", "x"}, Measure("x").title())
	assert.Equal(t, Label{"x", "x"}, Quadrant("x").title())
	assert.Equal(t, "省力率", MeasureEasy.title().ZH)
	assert.Equal(t, "均分", MeasureMean.title().ZH)
	assert.Equal(t, pale, Quadrant("x").colour())
}
