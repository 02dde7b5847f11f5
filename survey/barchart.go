package survey

import (
	"fmt"
	"io"
	"math"
)

// WriteSVG draws the satisfied shares of the whole, the sections and the
// five-level questions as bars with their intervals, in one language or both. A
// pale bar with "*" is a small cell; items without data have no bar. Targets on
// the satisfied share are marked as a red stroke on their item; others are left
// out. The picture is standalone SVG and says in words what it shows, for who
// cannot see it; the error is the writer's.
func (r Result) WriteSVG(w io.Writer, lang Lang, targets ...Target) error {
	rows, aimed := r.barRows(lang, targets)
	boxes := r.Boxes.title()
	about := Label{"满意率（" + boxes.ZH + "），95% 区间", "satisfied (" + boxes.EN + "), 95 % interval"}
	c := barChart{left: 20, scale: 360}
	c.drawing, c.top = newDrawing(r.Title, about, lang)
	c.top += 16
	for _, row := range rows {
		c.left = math.Max(c.left, margin+8+pixels(row.label()))
	}
	bottom := c.top + barStep*float64(len(rows))
	c.axis(bottom)
	for i, row := range rows {
		c.row(row, c.top+barStep*float64(i))
	}
	notes := []Label{r.returned()}
	if aimed {
		notes = append(notes, Label{"红线：目标", "red stroke: target"})
	}
	c.notes(bottom+40, pale, lang, append(notes, r.smallMark())...)
	return c.writeTo(w)
}

// barStep is the height of a row.
const barStep = 28

// barRow is one bar.
type barRow struct {
	id, name string
	share    Estimate
	small    bool
	strong   bool // the whole or a section
	target   float64
	aimed    bool
}

// label is the name, with the mark of a small cell.
func (r barRow) label() string {
	if r.small {
		return r.name + " *"
	}
	return r.name
}

// barRows lists what has a satisfied share, with its target; aimed says whether
// any has one.
func (r Result) barRows(lang Lang, targets []Target) (rows []barRow, aimed bool) {
	rows = []barRow{{name: Label{"总体", "Overall"}.In(lang), share: r.Total.Overall.Satisfied, small: r.Total.Overall.Small, strong: true}}
	for _, s := range r.Total.Sections {
		var questions []barRow
		for _, q := range s.Questions {
			if q.Kind == KindScale5 {
				questions = append(questions, barRow{id: q.ID, name: shortened(q.Text.In(lang), 44), share: q.Satisfied, small: q.Small})
			}
		}
		if len(questions) > 0 {
			rows = append(rows, barRow{id: s.ID, name: shortened(s.Title.In(lang), 44), share: s.Satisfied, small: s.Small, strong: true})
			rows = append(rows, questions...)
		}
	}
	for i := range rows {
		for _, t := range targets {
			if t.Item == rows[i].id && t.Measure == MeasureSatisfied && t.AtLeast >= 0 && t.AtLeast <= 1 {
				rows[i].target, rows[i].aimed, aimed = t.AtLeast, true, true
			}
		}
	}
	return rows, aimed
}

// barChart is the picture with its scale.
type barChart struct {
	*drawing
	left, top, scale float64
}

// axis draws the grid with its percentages.
func (c *barChart) axis(bottom float64) {
	for tick := 0; tick <= 100; tick += 20 {
		x := c.left + c.scale*float64(tick)/100
		c.line(x, c.top-6, x, bottom, rule, 1)
		c.text(x, bottom+16, "middle", pale, fmt.Sprintf("%d%%", tick))
	}
}

// row draws one bar with its name, interval, figure and target.
func (c *barChart) row(row barRow, y float64) {
	colour := light
	if row.strong {
		colour = blue
	}
	if row.small {
		colour = rule
	}
	c.text(c.left-8, y+15, "end", ink, row.label())
	figure := none
	if v, ok := row.share.Value(); ok {
		c.bar(c.left, y+3, c.scale*v, barStep-12, colour)
		figure = fmt.Sprintf("%s  n=%d", percent(row.share), row.share.n)
	}
	if low, high, ok := row.share.Interval(); ok {
		c.whisker(c.left+c.scale*low, y+11, c.left+c.scale*high, y+11)
	}
	if row.aimed {
		x := c.left + c.scale*row.target
		c.line(x, y, x, y+barStep-6, red, 2.5)
	}
	c.text(c.left+c.scale+12, y+15, "start", ink, figure)
	c.say(row.label(), percent(row.share), "("+interval(row.share, 100)+")")
}
