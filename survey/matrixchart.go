package survey

import (
	"io"
	"math"
	"strconv"
)

// WriteSVG draws the matrix: importance upward, performance to the right, the
// four quadrants named, each item a numbered point with its name in the list
// beside it, in one language or both. A hollow point is a small cell. The
// picture is standalone SVG; the error is the writer's.
func (m Matrix) WriteSVG(w io.Writer, lang Lang) error {
	c := matrixChart{left: 60, top: 60, side: 380}
	c.x0, c.x1 = spanOf(m.PerformanceCut, m.Items, func(i MatrixItem) float64 { return i.Performance })
	c.y0, c.y1 = spanOf(m.ImportanceCut, m.Items, func(i MatrixItem) float64 { return i.Importance })
	title := Label{"重要性—表现矩阵", "Importance–performance matrix"}.In(lang)
	list := c.left + c.side + 30
	wide := list
	for _, i := range m.Items {
		wide = math.Max(wide, list+40+pixels(shortened(i.Title.In(lang), 44)))
	}
	c.drawing = newDrawing(wide+20, math.Max(c.top+c.side+70, c.top+22*float64(len(m.Items))+50), title)
	c.heading(16, 28, title)
	c.quadrants(m, lang)
	for n, i := range m.Items {
		number, y := strconv.Itoa(n+1), c.top+14+22*float64(n)
		c.dot(c.x(i.Performance), c.y(i.Importance), i.Quadrant.colour(), i.Small)
		c.text(c.x(i.Performance)+8, c.y(i.Importance)-6, "start", ink, number)
		c.text(list+20, y, "end", i.Quadrant.colour(), number)
		c.text(list+30, y, "start", ink, shortened(i.Title.In(lang), 44))
	}
	c.text(16, c.height-12, "start", pale, hollow().In(lang))
	return c.writeTo(w)
}

// spanOf is the range of values and of the line between the quadrants, with a
// margin.
func spanOf(cut float64, items []MatrixItem, value func(MatrixItem) float64) (low, high float64) {
	low, high = cut, cut
	for _, i := range items {
		low, high = math.Min(low, value(i)), math.Max(high, value(i))
	}
	margin := math.Max((high-low)*0.1, 0.01)
	return low - margin, high + margin
}

// title names the quadrant for people.
func (q Quadrant) title() Label {
	switch q {
	case Concentrate:
		return Label{"重点改进", "improve first"}
	case KeepUp:
		return Label{"继续保持", "keep it up"}
	case LowPriority:
		return Label{"次要改进", "low priority"}
	case Overkill:
		return Label{"供给过度", "possible overkill"}
	}
	return Label{string(q), string(q)}
}

// colour sets apart what is to be improved first.
func (q Quadrant) colour() string {
	switch q {
	case Concentrate:
		return red
	case KeepUp:
		return blue
	case LowPriority, Overkill:
	}
	return pale
}

// matrixChart is the picture with its scales.
type matrixChart struct {
	*drawing
	left, top, side float64
	x0, x1, y0, y1  float64
}

func (c *matrixChart) x(v float64) float64 { return c.left + c.side*(v-c.x0)/(c.x1-c.x0) }

func (c *matrixChart) y(v float64) float64 { return c.top + c.side*(c.y1-v)/(c.y1-c.y0) }

// quadrants draws frame, lines and names.
func (c *matrixChart) quadrants(m Matrix, lang Lang) {
	right, bottom := c.left+c.side, c.top+c.side
	for _, x := range []float64{c.left, c.x(m.PerformanceCut), right} {
		c.line(x, c.top, x, bottom, pale, 1)
	}
	for _, y := range []float64{c.top, c.y(m.ImportanceCut), bottom} {
		c.line(c.left, y, right, y, pale, 1)
	}
	c.text(c.left+8, c.top+18, "start", pale, Concentrate.title().In(lang))
	c.text(right-8, c.top+18, "end", pale, KeepUp.title().In(lang))
	c.text(c.left+8, bottom-8, "start", pale, LowPriority.title().In(lang))
	c.text(right-8, bottom-8, "end", pale, Overkill.title().In(lang))
	c.text((c.left+right)/2, bottom+34, "middle", ink, Label{"表现", "performance"}.In(lang)+" →")
	c.text(c.x(m.PerformanceCut), bottom+16, "middle", pale, number(point(m.PerformanceCut, 1), "%.2f"))
	c.text(c.left-6, c.y(m.ImportanceCut)+4, "end", pale, number(point(m.ImportanceCut, 1), "%.2f"))
	c.text(c.left, c.top-8, "start", ink, "↑ "+Label{"重要性", "importance"}.In(lang))
}
