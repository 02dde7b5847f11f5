package survey

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strings"
)

// drawing is an SVG picture being written: plain shapes, no scripts and no
// outside references, so that it can be shown and printed anywhere. All text is
// escaped. Lengths are pixels. The picture becomes as large as what is drawn in
// it, so that no text is cut off.
type drawing struct {
	shapes        strings.Builder
	title         string
	said          []string // what the picture shows, in words
	width, height float64  // how far the shapes reach
}

// fonts fall back from Latin to Chinese faces.
const fonts = "system-ui, 'Segoe UI', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"

// Sizes of text, and the space around a picture.
const (
	plainSize   = 13
	headingSize = 16
	margin      = 16
	lineStep    = 20 // from base line to base line
)

// Colours that stay apart in print and for the colour-blind (Okabe & Ito).
const (
	ink   = "#222222"
	pale  = "#767676"
	rule  = "#dddddd"
	blue  = "#0072b2"
	light = "#9ecae1"
	red   = "#d55e00"
)

// newDrawing begins a picture with its heading and a line about it, in one
// language or both, and gives the base line that follows.
func newDrawing(title Label, about Label, lang Lang) (d *drawing, y float64) {
	d = &drawing{title: title.In(lang)}
	d.heading(margin, 28, shortened(d.title, 60))
	return d, d.notes(50, pale, lang, about)
}

// notes writes labels in lines of their own, two for one in both languages, and
// gives the base line that follows.
func (d *drawing) notes(y float64, colour string, lang Lang, notes ...Label) float64 {
	for _, n := range notes {
		for _, line := range n.lines(lang) {
			d.text(margin, y, "start", colour, line)
			y += lineStep
		}
	}
	return y
}

// say adds to the description for who cannot see the picture.
func (d *drawing) say(words ...string) { d.said = append(d.said, strings.Join(words, " ")) }

// escaped makes text safe inside an element or an attribute.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(oneLine(s))) // a strings.Builder never fails
	return b.String()
}

// reach notes how far something is drawn.
func (d *drawing) reach(x, y float64) {
	d.width, d.height = math.Max(d.width, x), math.Max(d.height, y)
}

// text writes at a base line; anchor is start, middle or end.
func (d *drawing) text(x, y float64, anchor, colour, s string) {
	part := map[string]float64{"start": 1, "middle": 0.5}[anchor]
	d.reach(x+part*pixels(s), y+plainSize/4)
	fmt.Fprintf(&d.shapes, `<text x="%.1f" y="%.1f" text-anchor="%s" fill="%s">%s</text>`+"\n", x, y, anchor, colour, escaped(s))
}

// heading writes a bold line.
func (d *drawing) heading(x, y float64, s string) {
	d.reach(x+pixels(s)*headingSize/plainSize*1.15, y)
	fmt.Fprintf(&d.shapes, `<text x="%.1f" y="%.1f" font-size="%d" font-weight="bold" fill="%s">%s</text>`+"\n", x, y, headingSize, ink, escaped(s))
}

// line draws a straight line.
func (d *drawing) line(x1, y1, x2, y2 float64, colour string, width float64) {
	d.reach(math.Max(x1, x2), math.Max(y1, y2))
	fmt.Fprintf(&d.shapes, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s" stroke-width="%.1f"/>`+"\n", x1, y1, x2, y2, colour, width)
}

// bar draws a filled rectangle.
func (d *drawing) bar(x, y, width, height float64, colour string) {
	d.reach(x+width, y+height)
	fmt.Fprintf(&d.shapes, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`+"\n", x, y, width, height, colour)
}

// dot draws a filled circle; a hollow one is a small cell.
func (d *drawing) dot(x, y float64, colour string, small bool) {
	fill := colour
	if small {
		fill = "#ffffff"
	}
	d.reach(x+dotSize, y+dotSize)
	fmt.Fprintf(&d.shapes, `<circle cx="%.1f" cy="%.1f" r="%.1f" fill="%s" stroke="%s" stroke-width="1.5"/>`+"\n", x, y, dotSize, fill, colour)
}

// dotSize is the radius of a dot.
const dotSize = 4.5

// hollow explains the hollow dots.
func hollow() Label { return Label{"空心：人数偏少", "hollow: few people"} }

// whisker draws an interval with its end strokes, along x or along y.
func (d *drawing) whisker(x1, y1, x2, y2 float64) {
	d.line(x1, y1, x2, y2, ink, 1.2)
	dx, dy := 0.0, 4.0
	if x1 == x2 {
		dx, dy = 4, 0
	}
	d.line(x1-dx, y1-dy, x1+dx, y1+dy, ink, 1.2)
	d.line(x2-dx, y2-dy, x2+dx, y2+dy, ink, 1.2)
}

// writeTo puts the shapes in a picture of their size, with its title and its
// description.
func (d *drawing) writeTo(w io.Writer) error {
	width, height := math.Ceil(d.width+margin), math.Ceil(d.height+margin)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f" role="img" font-family="%s" font-size="%d">`+"\n",
		width, height, width, height, fonts, plainSize)
	fmt.Fprintf(&b, "<title>%s</title>\n<desc>%s</desc>\n", escaped(d.title), escaped(strings.Join(d.said, "; ")))
	fmt.Fprintf(&b, `<rect width="%.0f" height="%.0f" fill="#ffffff"/>`+"\n", width, height)
	_, err := io.WriteString(w, b.String()+d.shapes.String()+"</svg>\n")
	return err
}

// pixels is about how wide a text is drawn at the plain size, in a wide face: a
// Chinese character is as wide as it is high.
func pixels(s string) (width float64) {
	for _, r := range oneLine(s) {
		if fullWidth(r) {
			width += plainSize
		} else {
			width += 0.62 * plainSize
		}
	}
	return width
}

// shortened cuts a text to the given number of places.
func shortened(s string, most int) string {
	s = oneLine(s)
	if places(s) <= most {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if places(b.String())+places(string(r)) > most-1 {
			break
		}
		b.WriteRune(r)
	}
	return b.String() + "…"
}
