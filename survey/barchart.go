package survey

import (
	"io"
	"math"
)

// WriteSVG draws the satisfied shares of the whole, the sections and the
// five-level questions as bars with their intervals, in one language or both. A
// pale bar with "*" is a small cell; items without data have no bar. Targets on
// the satisfied share are marked as a red stroke on their item; others are left
// out. The picture is standalone SVG; the error is the writer's.
func (r Result) WriteSVG(w io.Writer, lang Lang, targets ...Target) error {
	rows := r.barRows(lang)
	for i := range rows {
		for _, t := range targets {
			if t.Item == rows[i].id && t.Measure == MeasureSatisfied && t.AtLeast >= 0 && t.AtLeast <= 1 {
				rows[i].target, rows[i].aimed = t.AtLeast, true
			}
		}
	}
	c := barChart{left: 20, top: 86, scale: 360}
	for _, row := range rows {
		c.left = math.Max(c.left, 24+pixels(row.name))
	}
	bottom := c.top + barStep*float64(len(rows))
	c.drawing = newDrawing(c.left+c.scale+210, bottom+52, r.Title.In(lang))
	c.heading(16, 28, shortened(r.Title.In(lang), 80))
	c.text(16, 50, "start", pale, sayf(lang, "满意率（%s），95%% 区间", "satisfied (%s), 95 %% interval", r.Boxes))
	c.axis(bottom)
	for i, row := range rows {
		c.row(row, c.top+barStep*float64(i))
	}
	c.text(16, bottom+40, "start", pale, sayf(lang, "* 不足 %d 人", "* fewer than %d people", r.MinCell)+"    "+
		sayf(lang, "发放 %d，回收 %d，回收率 %s", "invited %d, responses %d, response rate %s",
			r.Total.Invited, r.Total.Responses, percent(r.Total.ResponseRate)))
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

// barRows lists what has a satisfied share.
func (r Result) barRows(lang Lang) []barRow {
	rows := []barRow{{name: Label{"总体", "Overall"}.In(lang), share: r.Total.Overall.Satisfied, small: r.Total.Overall.Small, strong: true}}
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
	return rows
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
		c.text(x, bottom+16, "middle", pale, number(point(float64(tick), 1), "%.0f%%"))
	}
}

// row draws one bar with its name, interval, figure and target.
func (c *barChart) row(row barRow, y float64) {
	name, colour := row.name, light
	if row.strong {
		colour = blue
	}
	if row.small {
		name, colour = name+" *", rule
	}
	c.text(c.left-8, y+15, "end", ink, name)
	figure := none
	if v, ok := row.share.Value(); ok {
		c.bar(c.left, y+3, c.scale*v, barStep-12, colour)
		figure = percent(row.share) + "  n=" + number(point(float64(row.share.n), 1), "%.0f")
	}
	if low, high, ok := row.share.Interval(); ok {
		c.whisker(c.left+c.scale*low, y+11, c.left+c.scale*high, y+11)
	}
	if row.aimed {
		x := c.left + c.scale*row.target
		c.line(x, y, x, y+barStep-6, red, 2.5)
	}
	c.text(c.left+c.scale+12, y+15, "start", ink, figure)
}
