package complaint

import (
	"context"
	"slices"
)

// ties reports whether a command puts a case under another one, as a part or as a member of a batch.
func ties(cmd Command) bool {
	link, ok := cmd.(LinkTo)
	return ok && !link.Remove && (link.Kind == linkChild || link.Kind == linkBatch)
}

// loadLineage looks up what a case that is to lead another one is itself under, all the way up: none of these may come
// under it, or cases would wait for each other in a circle. So that two nodes do not tie half a circle each, what ties
// cases contends for a counter of the organisation.
func (d *Desk) loadLineage(ctx context.Context, w *work, t *attempt, dec *decision) error {
	if !ties(w.Command) {
		return nil
	}
	doc, err := d.tally(ctx, "family/"+laneOf(d.searchHash("family", w.org)))
	if err != nil {
		return err
	}
	t.unit.Documents = append(t.unit.Documents, doc.next([]byte("{}")))
	dec.lineage = dec.c.over()
	for i := 0; i < len(dec.lineage); i++ {
		if err := room(i, maxChain, "cases above"); err != nil {
			return err
		}
		above, err := d.store.Load(ctx, dec.lineage[i])
		if err != nil {
			return err
		}
		for _, id := range above.over() {
			dec.lineage = with(dec.lineage, id)
		}
	}
	return nil
}

// over are the cases that this one is a part of, or handled under.
func (c *Case) over() []CaseID {
	var ids []CaseID
	for _, l := range c.Links {
		if (l.Kind == linkParent || l.Kind == linkLead) && !slices.Contains(ids, l.Case) {
			ids = append(ids, l.Case)
		}
	}
	return ids
}
