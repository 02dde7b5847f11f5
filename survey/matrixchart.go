package survey

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
)

// WriteSVG draws the matrix: importance upward, performance to the right, the
// four quadrants named at their corners, each item a numbered point with its name
// in the list beside it, in one language or both. A hollow point is a small cell.
// The picture is standalone SVG and says in words what it shows, for who cannot
// see it; the error is the writer's.
func (m Matrix) WriteSVG(w io.Writer, lang Lang) error {
	c := matrixChart{left: 60, side: 400}
	c.x0, c.x1 = spanOf(m.PerformanceCut, m.Items, func(i MatrixItem) float64 { return i.Performance })
	c.y0, c.y1 = spanOf(m.ImportanceCut, m.Items, func(i MatrixItem) float64 { return i.Importance })
	c.drawing, c.top = newDrawing(Label{"重要性—表现矩阵", "Importance–performance matrix"}, Label{}, lang)
	c.top += 2*lineStep - 8
	c.quadrants(m, lang)
	small := false
	for n, i := range m.Items {
		c.item(n, i, lang)
		small = small || i.Small
	}
	for n, i := range m.Items {
		c.number(n, i)
	}
	if small {
		c.notes(c.top+c.side+4*lineStep+4, pale, lang, hollow())
	}
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
	taken           []box // places of dots and numbers
}

// box is a place in the picture.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) overlaps(o box) bool { return b.x0 < o.x1 && o.x0 < b.x1 && b.y0 < o.y1 && o.y0 < b.y1 }

func (c *matrixChart) x(v float64) float64 { return c.left + c.side*(v-c.x0)/(c.x1-c.x0) }

func (c *matrixChart) y(v float64) float64 { return c.top + c.side*(c.y1-v)/(c.y1-c.y0) }

// item draws the n-th point and its line in the list.
func (c *matrixChart) item(n int, i MatrixItem, lang Lang) {
	x, y, colour := c.x(i.Performance), c.y(i.Importance), i.Quadrant.colour()
	c.dot(x, y, colour, i.Small)
	c.taken = append(c.taken, box{x - dotSize, y - dotSize, x + dotSize, y + dotSize})
	list, name := c.left+c.side+30, shortened(i.Title.In(lang), 44)
	c.text(list+20, c.top+14+22*float64(n), "end", colour, strconv.Itoa(n+1))
	c.text(list+30, c.top+14+22*float64(n), "start", ink, name)
	c.say(strconv.Itoa(n+1), name+":", i.Quadrant.title().In(lang))
}

// number writes the number of the n-th point beside it, where it covers neither a
// point nor another number: right, left, and then further and further below.
func (c *matrixChart) number(n int, i MatrixItem) {
	s := strconv.Itoa(n + 1)
	wide := pixels(s)
	place := func(try int) box {
		x, y := c.x(i.Performance), c.y(i.Importance)+float64(try/2)*(plainSize+1)
		if try%2 == 1 {
			x -= 2*dotSize + wide + 4
		}
		return box{x + dotSize + 2, y - plainSize, x + dotSize + 2 + wide, y}
	}
	here := place(0)
	for try := 0; slices.ContainsFunc(c.taken, here.overlaps); try++ {
		here = place(try)
	}
	c.taken = append(c.taken, here)
	c.text(here.x0, here.y1-2, "start", ink, s)
}

// quadrants draws frame, lines and names. The names stand outside the frame,
// where no point is.
func (c *matrixChart) quadrants(m Matrix, lang Lang) {
	right, bottom := c.left+c.side, c.top+c.side
	for _, x := range []float64{c.left, c.x(m.PerformanceCut), right} {
		c.line(x, c.top, x, bottom, pale, 1)
	}
	for _, y := range []float64{c.top, c.y(m.ImportanceCut), bottom} {
		c.line(c.left, y, right, y, pale, 1)
	}
	c.text(c.left, c.top-8, "start", Concentrate.colour(), Concentrate.title().In(lang))
	c.text(right, c.top-8, "end", KeepUp.colour(), KeepUp.title().In(lang))
	c.text(c.left, bottom+16, "start", pale, LowPriority.title().In(lang))
	c.text(right, bottom+16, "end", pale, Overkill.title().In(lang))
	c.text(margin, c.top-8-lineStep, "start", ink, "↑ "+Label{"重要性", "importance"}.In(lang))
	c.text((c.left+right)/2, bottom+16+2*lineStep, "middle", ink, Label{"表现", "performance"}.In(lang)+" →")
	c.text(c.x(m.PerformanceCut), bottom+16+lineStep, "middle", pale, fmt.Sprintf("%.2f", m.PerformanceCut))
	c.text(c.left-6, c.y(m.ImportanceCut)+4, "end", pale, fmt.Sprintf("%.2f", m.ImportanceCut))
}
