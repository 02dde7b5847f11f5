package survey

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// drawing is an SVG picture being written: plain shapes, no scripts and no
// outside references, so that it can be shown and printed anywhere. All text is
// escaped. Lengths are pixels.
type drawing struct {
	b             strings.Builder
	width, height float64
}

// fonts fall back from Latin to Chinese faces.
const fonts = "system-ui, 'Segoe UI', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"

// Colours that stay apart in print and for the colour-blind (Okabe & Ito).
const (
	ink   = "#222222"
	pale  = "#888888"
	rule  = "#dddddd"
	blue  = "#0072b2"
	light = "#9ecae1"
	red   = "#d55e00"
)

// newDrawing begins a picture, with a description for who cannot see it.
func newDrawing(width, height float64, title string) *drawing {
	d := &drawing{width: width, height: height}
	fmt.Fprintf(&d.b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f" role="img" font-family="%s" font-size="13">`+"\n",
		width, height, width, height, fonts)
	fmt.Fprintf(&d.b, "<title>%s</title>\n", escaped(title))
	fmt.Fprintf(&d.b, `<rect width="%.0f" height="%.0f" fill="#ffffff"/>`+"\n", width, height)
	return d
}

// escaped makes text safe inside an element or an attribute.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(oneLine(s))) // a strings.Builder never fails
	return b.String()
}

// text writes at a base line; anchor is start, middle or end.
func (d *drawing) text(x, y float64, anchor, colour, s string) {
	fmt.Fprintf(&d.b, `<text x="%.1f" y="%.1f" text-anchor="%s" fill="%s">%s</text>`+"\n", x, y, anchor, colour, escaped(s))
}

// heading writes a bold line.
func (d *drawing) heading(x, y float64, s string) {
	fmt.Fprintf(&d.b, `<text x="%.1f" y="%.1f" font-size="16" font-weight="bold" fill="%s">%s</text>`+"\n", x, y, ink, escaped(s))
}

// line draws a straight line.
func (d *drawing) line(x1, y1, x2, y2 float64, colour string, width float64) {
	fmt.Fprintf(&d.b, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s" stroke-width="%.1f"/>`+"\n", x1, y1, x2, y2, colour, width)
}

// bar draws a filled rectangle.
func (d *drawing) bar(x, y, width, height float64, colour string) {
	fmt.Fprintf(&d.b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`+"\n", x, y, width, height, colour)
}

// dot draws a filled circle; a hollow one is a small cell.
func (d *drawing) dot(x, y float64, colour string, small bool) {
	fill := colour
	if small {
		fill = "#ffffff"
	}
	fmt.Fprintf(&d.b, `<circle cx="%.1f" cy="%.1f" r="4.5" fill="%s" stroke="%s" stroke-width="1.5"/>`+"\n", x, y, fill, colour)
}

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

// writeTo ends the picture and writes it.
func (d *drawing) writeTo(w io.Writer) error {
	d.b.WriteString("</svg>\n")
	_, err := io.WriteString(w, d.b.String())
	return err
}

// pixels is about how wide a text is drawn.
func pixels(s string) float64 { return 7.2 * float64(places(s)) }

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
