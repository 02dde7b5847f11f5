package playbook

import (
	"fmt"
	"time"
)

// matter are the names of what is known of every complaint and not personal: what tells one matter from another.
func (v *validator) matter() []string {
	known := []string{"kind", "unit", "place"}
	for _, f := range v.p.Fields {
		if !f.Personal {
			known = append(known, f.Name)
		}
	}
	if v.p.Rules != nil {
		for _, a := range v.p.Rules.Axes {
			known = append(known, "category."+a.ID)
		}
	}
	return known
}

// maxBatch bounds the people that make a batch: the desk remembers as many for each thing complained about.
const maxBatch = 1000

func (v *validator) batch() {
	b := v.p.Batch
	for i, by := range b.By {
		v.oneOf(fmt.Sprintf("batch.by[%d]", i), by, v.matter())
	}
	if b.Window < 0 {
		v.fault("batch.window", "not negative")
	}
	if b.Window == 0 {
		if len(b.By) > 0 || b.Threshold != 0 {
			v.fault("batch.window", "required where batches are looked for")
		}
		return
	}
	if len(b.By) == 0 {
		v.fault("batch.by", "required: without it everything would be one batch")
	}
	if b.Threshold < 2 || b.Threshold > maxBatch {
		v.fault("batch.threshold", "2 to %d people", maxBatch)
	}
}

func (v *validator) form() {
	f := v.p.Form
	if f == (Form{}) {
		return
	}
	if f.Number == "" || len(f.Number) > 64 {
		v.fault("form.number", "required of a controlled form, at most 64 bytes")
	}
	if f.Version == "" || len(f.Version) > 64 {
		v.fault("form.version", "required of a controlled form, at most 64 bytes")
	}
	d := f.Effective
	if time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) != d.String() {
		v.fault("form.effective", "a date like 2026-01-31")
	}
}
