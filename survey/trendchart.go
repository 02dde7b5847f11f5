package survey

import (
	"fmt"
	"io"
	"math"
)

// WriteSVG draws the trend as points with their intervals, joined from period to
// period, in one language or both. A hollow point is a small cell, and a period
// without data has none and breaks the line. Under it stands the test. The
// picture is standalone SVG and says in words what it shows, for who cannot see
// it; the error is the writer's.
func (t Trend) WriteSVG(w io.Writer, lang Lang) error {
	c := trendChart{low: math.Inf(1), high: math.Inf(-1), left: 70, wide: 96, tall: 240}
	for _, p := range t.Points {
		c.include(p.Value)
	}
	c.widen(t.Measure.span())
	c.drawing, c.top = newDrawing(t.Title, t.about(), lang)
	c.axis(t)
	for i, p := range t.Points {
		if i > 0 {
			c.join(i, t.Points[i-1].Value, p.Value)
		}
	}
	small := false
	for i, p := range t.Points {
		c.point(i, p, t.Measure)
		small = small || p.Small
	}
	verdict := t.verdict()
	y := c.notes(c.top+c.tall+66, ink, lang, verdict)
	if small {
		c.notes(y, pale, lang, hollow())
	}
	c.say(verdict.In(lang))
	return c.writeTo(w)
}

// about names the measure, and the box set where it counts.
func (t Trend) about() Label {
	about, boxes := t.Measure.title(), t.Boxes.title()
	if t.Measure == MeasureSatisfied {
		about = Label{about.ZH + "（" + boxes.ZH + "）", about.EN + " (" + boxes.EN + ")"}
	}
	return Label{about.ZH + "，95% 区间", about.EN + ", 95 % interval"}
}

// title names the measure for people.
func (m Measure) title() Label {
	switch m {
	case MeasureSatisfied:
		return Label{"满意率", "satisfied"}
	case MeasureDissatisfied:
		return Label{"差评率", "dissatisfied"}
	case MeasureMean:
		return Label{"均分", "mean"}
	case MeasureIndex:
		return Label{"指数", "index"}
	case MeasureNPS:
		return Label{"净推荐值", "Net Promoter Score"}
	case MeasureEasy:
		return Label{"省力率", "easy"}
	}
	return Label{string(m), string(m)}
}

// print gives a figure in the unit people read.
func (m Measure) print(e Estimate) string {
	switch {
	case m.share():
		return percent(e)
	case m == MeasureNPS:
		return number(e, "%+.0f")
	}
	return number(e, "%.2f")
}

// step gives the slope in the unit people read, with its sign.
func (m Measure) step(slope Estimate, lang Lang) string {
	if v, ok := slope.Value(); ok && m.share() {
		return sayf(lang, "%+.1f 个百分点", "%+.1f percentage points", 100*v)
	}
	return number(slope, "%+.2f")
}

// verdict says in words what the test found.
func (t Trend) verdict() Label {
	p := fmt.Sprintf("p = %.3f", t.Test.P)
	if t.Test.P < 0.001 {
		p = "p < 0.001"
	}
	found := Label{"变化不显著（" + p + "）", "could be chance (" + p + ")"}
	switch {
	case t.Test.Points == 0:
		found = Label{"未做检验", "not tested"}
	case t.Test.Significant(0.05):
		found = Label{"变化显著（" + p + "）", "beyond chance (" + p + ")"}
	}
	return Label{
		"每期 " + t.Measure.step(t.Slope, Chinese) + "，" + found.ZH,
		t.Measure.step(t.Slope, English) + " per period, " + found.EN,
	}
}

// trendChart is the picture with its scale.
type trendChart struct {
	*drawing
	left, top, wide, tall float64
	low, high             float64
}

// include stretches the scale to a figure and its interval.
func (c *trendChart) include(e Estimate) {
	if v, ok := e.Value(); ok {
		c.low, c.high = math.Min(c.low, v), math.Max(c.high, v)
	}
	if low, high, ok := e.Interval(); ok {
		c.low, c.high = math.Min(c.low, low), math.Max(c.high, high)
	}
}

// widen gives the scale a height, whatever the data, within what the measure can
// be.
func (c *trendChart) widen(least, most float64) {
	if c.low > c.high {
		c.low, c.high = 0, 1
	}
	margin := math.Max((c.high-c.low)*0.08, 0.01)
	c.low, c.high = math.Max(least, c.low-margin), math.Min(most, c.high+margin)
}

func (c *trendChart) x(i int) float64 { return c.left + c.wide*(float64(i)+0.5) }

func (c *trendChart) y(v float64) float64 { return c.top + c.tall*(c.high-v)/(c.high-c.low) }

// axis draws five lines with their values, wide enough for five points.
func (c *trendChart) axis(t Trend) {
	right := c.left + c.wide*float64(max(len(t.Points), 5))
	for i := range 5 {
		v := c.low + (c.high-c.low)*float64(i)/4
		c.line(c.left, c.y(v), right, c.y(v), rule, 1)
		c.text(c.left-8, c.y(v)+4, "end", pale, t.Measure.print(point(v, 1)))
	}
}

// join draws the line from the period before.
func (c *trendChart) join(i int, before, now Estimate) {
	if before.n > 0 && now.n > 0 {
		c.line(c.x(i-1), c.y(before.value), c.x(i), c.y(now.value), blue, 2)
	}
}

// point draws one period.
func (c *trendChart) point(i int, p Point, m Measure) {
	c.text(c.x(i), c.top+c.tall+20, "middle", ink, shortened(p.Period, 11))
	c.text(c.x(i), c.top+c.tall+38, "middle", pale, m.print(p.Value))
	if low, high, ok := p.Value.Interval(); ok {
		c.whisker(c.x(i), c.y(low), c.x(i), c.y(high))
	}
	if v, ok := p.Value.Value(); ok {
		c.dot(c.x(i), c.y(v), blue, p.Small)
	}
	c.say(p.Period, m.print(p.Value))
}
