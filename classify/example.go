package classify

import (
	"strings"

	"github.com/redress-go/redress/classify/internal/grid"
)

// example turns a point into facts that show it. Functions of the host have no facts;
// dimensions appear under their names.
func (p *prover) example(at grid.Point) Facts {
	var f Facts
	if at == nil {
		return f
	}
	texts := map[int][]string{}
	tags := map[int][]string{}
	for i := range p.g.domains {
		d := &p.g.domains[i]
		switch d.col.kind {
		case colValue:
			f = p.exampleValue(f, d, at[i])
		case colTag:
			if at[i] == 1 {
				tags[d.col.slot] = append(tags[d.col.slot], p.schema.slots[d.col.slot].codes[d.col.idx])
			}
		case colHit:
			if at[i] == 1 {
				slot := p.textSlot(d.col.slot)
				texts[slot] = append(texts[slot], p.exampleWord(at, i))
			}
		case colKnown:
			p.exampleKnown(d, at[i], texts, tags)
		}
	}
	for i := range p.schema.slots {
		if list, ok := tags[i]; ok {
			f = f.Tags(p.schema.slots[i].name, list...)
		}
		if list, ok := texts[i]; ok {
			f = f.Text(p.schema.slots[i].name, strings.Join(list, "。"))
		}
	}
	return f
}

func (p *prover) exampleKnown(d *domain, cell int, texts, tags map[int][]string) {
	slot := d.col.slot
	switch {
	case cell == 0:
	case p.schema.slots[slot].typ == TypeTags && tags[slot] == nil:
		tags[slot] = []string{}
	case p.schema.slots[slot].typ == TypeText && texts[slot] == nil:
		texts[slot] = []string{"…"}
	}
}

func (p *prover) exampleValue(f Facts, d *domain, cell int) Facts {
	s := &p.schema.slots[d.col.slot]
	switch {
	case cell == 0:
		return f
	case s.typ == TypeBool:
		return f.Bool(s.name, cell == 2)
	case s.typ == TypeMoney:
		return f.Money(s.name, d.sample(cell), s.currency)
	case s.typ == TypeNumber:
		return f.Number(s.name, d.sample(cell))
	case cell > len(s.codes):
		return f.Code(s.name, "any-other")
	}
	return f.Code(s.name, s.codes[cell-1])
}

// sample is a value in a numeric cell: zero when it fits the lowest stretch.
func (d *domain) sample(cell int) int64 {
	switch {
	case cell > 1:
		return d.bounds[cell-2]
	case len(d.bounds) == 0 || d.bounds[0] > 0:
		return 0
	}
	return d.bounds[0] - 1
}

// textSlot is the slot to write an example into; hits in any text take the first.
func (p *prover) textSlot(slot int) int {
	for i := 0; slot < 0 && i < p.schema.fields; i++ {
		if p.schema.slots[i].typ == TypeText {
			return i
		}
	}
	return slot
}
