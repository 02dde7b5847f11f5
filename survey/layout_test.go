package survey

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// svgFile is what a picture says about its texts and its size.
type svgFile struct {
	Width  float64   `xml:"width,attr"`
	Height float64   `xml:"height,attr"`
	View   string    `xml:"viewBox,attr"`
	Title  string    `xml:"title"`
	Desc   string    `xml:"desc"`
	Texts  []svgText `xml:"text"`
}

type svgText struct {
	X      float64 `xml:"x,attr"`
	Y      float64 `xml:"y,attr"`
	Size   float64 `xml:"font-size,attr"`
	Bold   string  `xml:"font-weight,attr"`
	Anchor string  `xml:"text-anchor,attr"`
	Text   string  `xml:",chardata"`
}

// box is where the text stands: a Han character as wide as it is high, others
// 0.6 of it, as in the widest of the usual faces.
func (s svgText) box() box {
	size := s.Size
	if size == 0 {
		size = 13
	}
	width := 0.0
	for _, r := range s.Text {
		if unicode.Is(unicode.Han, r) || strings.ContainsRune("，（）：", r) {
			width += size
		} else {
			width += 0.6 * size
		}
	}
	if s.Bold == "bold" {
		width *= 1.1
	}
	x := s.X
	switch s.Anchor {
	case "middle":
		x -= width / 2
	case "end":
		x -= width
	}
	return box{x, s.Y - 0.8*size, x + width, s.Y + 0.2*size}
}

// long is estate with labels of forty characters and more.
func long() Questionnaire {
	q := anchored()
	label := func(n int) Label {
		return Label{ZH: fmt.Sprint(n, strings.Repeat("物业服务满意度调查", 5)), EN: fmt.Sprint(n, strings.Repeat(" satisfied with the service", 3))}
	}
	q.Title = label(0)
	for i := range q.Sections {
		q.Sections[i].Title = label(i)
		for j := range q.Sections[i].Questions {
			q.Sections[i].Questions[j].Text = label(10*i + j)
		}
	}
	return q
}

// A person must be able to read each chart: no text leaves the picture and none
// covers another, in any language, with short labels and long ones.
func TestChartsCanBeRead(t *testing.T) {
	var results []Result
	for _, q := range []Questionnaire{anchored(), long()} {
		a, err := NewAnalysis(q, TopThreeOfFive, nil)
		require.NoError(t, err)
		require.NoError(t, a.Invited(1_000_000, nil))
		for _, r := range manyResponses(40) {
			r.Answers["bins"], r.Answers["gate"] = Score(4), Score(3)
			require.NoError(t, a.Add(r))
		}
		results = append(results, a.Result())
	}
	for n, r := range results {
		for _, lang := range []Lang{Chinese, English, Bilingual} {
			m, err := r.Matrix(map[string]float64{"halls": 1, "bins": 1, "gate": 1, "cleaning": 2, "security": 2}, nil)
			require.NoError(t, err)
			require.Len(t, m.Items, 5)
			for i := range m.Items {
				m.Items[i].Performance = 4 // one on top of the other
			}
			lines := readings(r, r, r, r, r, r, r)
			lines[3].Period, lines[4].Period = "2026-10-01 morning", "二〇二六年第四季度"
			for chart, write := range map[string]func(*strings.Builder) error{
				"bars": func(b *strings.Builder) error {
					return r.WriteSVG(b, lang, Target{Measure: MeasureSatisfied, AtLeast: 1})
				},
				"matrix": func(b *strings.Builder) error { return m.WriteSVG(b, lang) },
				"share":  func(b *strings.Builder) error { return trendOf(t, MeasureSatisfied, lines).WriteSVG(b, lang) },
				"mean":   func(b *strings.Builder) error { return trendOf(t, MeasureMean, lines).WriteSVG(b, lang) },
				"index":  func(b *strings.Builder) error { return trendOf(t, MeasureIndex, lines).WriteSVG(b, lang) },
			} {
				name := fmt.Sprint(chart, " ", lang, " ", n)
				var b strings.Builder
				require.NoError(t, write(&b))
				readable(t, name, b.String())
			}
		}
	}
}

func trendOf(t *testing.T, m Measure, lines []Reading) Trend {
	t.Helper()
	trend, err := NewTrend("halls", m, lines...)
	require.NoError(t, err)
	return trend
}

func readable(t *testing.T, name, svg string) {
	t.Helper()
	var f svgFile
	require.NoError(t, xml.Unmarshal([]byte(svg), &f))
	assert.Equal(t, fmt.Sprintf("0 0 %.0f %.0f", f.Width, f.Height), f.View, name)
	assert.NotEmpty(t, f.Title, name)
	assert.NotEmpty(t, f.Desc, name)
	require.NotEmpty(t, f.Texts, name)
	for i, text := range f.Texts {
		b := text.box()
		assert.True(t, b.x0 >= 0 && b.y0 >= 0 && b.x1 <= f.Width && b.y1 <= f.Height, "%s: %q is cut off", name, text.Text)
		for _, other := range f.Texts[:i] {
			assert.False(t, b.overlaps(other.box()), "%s: %q covers %q", name, text.Text, other.Text)
		}
	}
}

// Who cannot see the picture is told what it shows.
func TestChartsSayWhatTheyShow(t *testing.T) {
	desc := func(write func(*strings.Builder) error) string {
		var b strings.Builder
		require.NoError(t, write(&b))
		var f svgFile
		require.NoError(t, xml.Unmarshal([]byte(b.String()), &f))
		return f.Desc
	}
	r := spring(t).Result()
	assert.Contains(t, desc(func(b *strings.Builder) error { return r.WriteSVG(b, English) }), "Overall 59.9% (54.5…65.1); ")
	assert.Contains(t, desc(func(b *strings.Builder) error { return drift(t).WriteSVG(b, English) }), "2026-03 –; 2026-04 75.0%; ")
	assert.Contains(t, desc(func(b *strings.Builder) error { return drift(t).WriteSVG(b, Chinese) }), "变化显著（p < 0.001）")
	m, err := r.Matrix(nil, nil)
	require.NoError(t, err)
	assert.Contains(t, desc(func(b *strings.Builder) error { return m.WriteSVG(b, English) }), "3 Gate: improve first")
}

// The axis of a share ends at 0 and 100 %.
func TestTheAxisEndsWhereTheMeasureDoes(t *testing.T) {
	for _, satisfied := range []int{40, 0} {
		var b strings.Builder
		require.NoError(t, trendOf(t, MeasureSatisfied, readings(quarter(t, 40, satisfied), quarter(t, 40, satisfied))).WriteSVG(&b, English))
		text := strings.Join(wellFormed(t, b.String()), "|")
		assert.NotContains(t, text, "|-")
		for _, beyond := range []string{"|101", "|102", "|103"} {
			assert.NotContains(t, text, beyond)
		}
	}
}
