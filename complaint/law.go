package complaint

import "github.com/redress-go/redress/sla"

// bindsLaw reports whether a law of the playbook holds for the case: by the day the complaint was received, in the
// playbook's zone. A case pinned to a playbook keeps its answer, whatever becomes of the law.
func (d *draft) bindsLaw(id string) bool {
	law := d.rules.pb.Law(id)
	if law == nil {
		return false
	}
	y, m, day := d.c.Received.In(d.rules.zone()).Date()
	return law.Holds(sla.Date{Year: y, Month: m, Day: day})
}
