package survey

import (
	"fmt"
	"io"
	"math"
)

// WriteSVG draws the trend as points with their intervals, joined from period to
// period, in one language or both. A hollow point is a small cell, and a period
// without data has none and breaks the line. Under it stands the test. The
// picture is standalone SVG; the error is the writer's.
func (t Trend) WriteSVG(w io.Writer, lang Lang) error {
	c := trendChart{low: math.Inf(1), high: math.Inf(-1), left: 70, top: 70, wide: 84, tall: 240}
	for _, p := range t.Points {
		c.include(p.Value)
	}
	c.widen()
	c.drawing = newDrawing(c.left+c.wide*float64(max(len(t.Points), 5))+30, c.top+c.tall+102, t.Title.In(lang))
	c.heading(16, 28, shortened(t.Title.In(lang), 60))
	c.text(16, 50, "start", pale, t.Measure.title().In(lang)+" · "+string(t.Boxes))
	c.axis(t.Measure)
	for i, p := range t.Points {
		if i > 0 {
			c.join(i, t.Points[i-1].Value, p.Value)
		}
	}
	for i, p := range t.Points {
		c.point(i, p, t.Measure)
	}
	c.text(16, c.top+c.tall+66, "start", ink, t.verdict(lang))
	c.text(16, c.top+c.tall+86, "start", pale, hollow().In(lang))
	return c.writeTo(w)
}

// title names the measure for people.
func (m Measure) title() Label {
	switch m {
	case MeasureSatisfied:
		return Label{"满意率", "satisfied"}
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
	switch m {
	case MeasureSatisfied, MeasureEasy:
		return percent(e)
	case MeasureNPS:
		return number(e, "%+.0f")
	case MeasureMean, MeasureIndex:
	}
	return number(e, "%.2f")
}

// step gives the slope in the unit people read, with its sign.
func (m Measure) step(slope Estimate, lang Lang) string {
	switch m {
	case MeasureSatisfied, MeasureEasy:
		if v, ok := slope.Value(); ok {
			return sayf(lang, "%+.1f 个百分点", "%+.1f percentage points", 100*v)
		}
	case MeasureMean, MeasureIndex, MeasureNPS:
	}
	return number(slope, "%+.2f")
}

// verdict says in words what the test found.
func (t Trend) verdict(lang Lang) string {
	say := func(zh, en string) string {
		return Label{
			"每期 " + t.Measure.step(t.Slope, Chinese) + "，" + zh,
			t.Measure.step(t.Slope, English) + " per period, " + en,
		}.In(lang)
	}
	p := fmt.Sprintf("p = %.3f", t.Test.P)
	if t.Test.P < 0.001 {
		p = "p < 0.001"
	}
	switch {
	case t.Test.Points == 0:
		return say("未做检验", "not tested")
	case t.Test.Significant(0.05):
		return say("变化显著（"+p+"）", "beyond chance ("+p+")")
	}
	return say("变化不显著（"+p+"）", "could be chance ("+p+")")
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

// widen gives the scale a height, whatever the data.
func (c *trendChart) widen() {
	if c.low > c.high {
		c.low, c.high = 0, 1
	}
	margin := math.Max((c.high-c.low)*0.08, 0.01)
	c.low, c.high = c.low-margin, c.high+margin
}

func (c *trendChart) x(i int) float64 { return c.left + c.wide*(float64(i)+0.5) }

func (c *trendChart) y(v float64) float64 { return c.top + c.tall*(c.high-v)/(c.high-c.low) }

// axis draws five lines with their values.
func (c *trendChart) axis(m Measure) {
	for i := range 5 {
		v := c.low + (c.high-c.low)*float64(i)/4
		c.line(c.left, c.y(v), c.width-20, c.y(v), rule, 1)
		c.text(c.left-8, c.y(v)+4, "end", pale, m.print(point(v, 1)))
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
}
