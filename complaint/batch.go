package complaint

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
)

// batchTag marks the cases of a batch (批量投诉).
const batchTag = "batch"

// mayLead asks whether this case may take another one under it. A member has one lead, a lead is nobody's member, and
// nobody comes under what is under them: otherwise cases could wait for each other for ever.
func (d *decision) mayLead(on *draft, kind string) error {
	under := func(c *Case, kinds ...string) bool {
		return slices.ContainsFunc(c.Links, func(l Link) bool { return slices.Contains(kinds, l.Kind) })
	}
	switch {
	case kind == linkBatch && (under(on.c, linkLead) || under(d.c, linkLead)):
		return notAllowed("one lead", "link")
	case kind == linkBatch && under(on.c, linkBatch):
		return notAllowed("a lead is no member", "link")
	case slices.Contains(d.lineage, on.c.ID):
		return notAllowed("circle", "link")
	}
	return nil
}

// gather makes a case a member: tagged, with the batch and the owner of its lead. Somebody who is complained about in
// it, or has stepped down from it, does not become its owner.
func (d *decision) gather(on *draft) error {
	if err := d.joined(on, d.c.Batch); err != nil {
		return err
	}
	owner := d.c.Owner
	if owner == "" || owner == on.c.Owner || on.c.State.Ended() ||
		slices.Contains(on.c.About, owner) || slices.Contains(on.c.Recused, owner) {
		return nil
	}
	on.emit(OwnedEffect{owner})
	on.refresh = true
	d.tell(on, "owner", "batched", caseAddress+string(d.c.ID))
	return nil
}

// joined records that a case belongs to a batch.
func (d *decision) joined(on *draft, batch string) error {
	if on.c.HasTag(batchTag) {
		return nil
	}
	if err := room(len(on.c.Tags), maxTags, "tags"); err != nil {
		return err
	}
	on.mark(batchTag)
	if batch != "" && on.c.Batch == "" {
		on.emit(FlaggedEffect{What: "batch", Text: batch, On: true})
	}
	on.refresh = true
	return d.happen(on, "batched", map[string]string{"tag": batchTag})
}

// suspect records that an intake is one of many about the same thing, and tells the ladder.
func (d *decision) suspect(on *draft) error {
	if d.desk.batch == "" {
		return nil
	}
	if err := d.joined(on, d.desk.batch); err != nil {
		return err
	}
	d.tell(on, "ladder", "batch-suspected", "")
	return nil
}

// batchKey is the search hash of what many may complain about, "" when batches are not looked for or one of its values
// is unknown: what is not known is not the same.
func (d *Desk) batchKey(r *rules, org string, cmd *Intake, class *Classification) string {
	if r.pb.Batch.Window == 0 {
		return ""
	}
	values := repeatValues(r.pb.Batch.By, cmd, class)
	if slices.Contains(values, "") {
		return ""
	}
	return d.searchHash(append([]string{"batch", org, r.pb.ID}, values...)...)
}

// batchTally is who complained about one thing lately: as many different people as the threshold asks for, no more.
type batchTally struct {
	Seen []sighting `json:"seen"`
}

// sighting is a complainant's last complaint about the thing. Who is a short part of a keyed hash: enough to tell a
// handful of people apart, and to confirm a name to whoever has the key and a list of names. So it goes with the case.
type sighting struct {
	Who string    `json:"who"`
	At  time.Time `json:"at"`
}

// add notes a complaint and keeps the latest.
func (b *batchTally) add(who string, at time.Time, policy playbook.BatchPolicy) {
	i := slices.IndexFunc(b.Seen, func(s sighting) bool { return s.Who == who })
	switch {
	case i < 0:
		b.Seen = append(b.Seen, sighting{who, at})
	case b.Seen[i].At.Before(at):
		b.Seen[i].At = at
	}
	slices.SortStableFunc(b.Seen, func(x, y sighting) int {
		return cmp.Or(y.At.Compare(x.At), cmp.Compare(x.Who, y.Who))
	})
	if len(b.Seen) > policy.Threshold {
		b.Seen = b.Seen[:policy.Threshold]
	}
}

// since counts the people who complained in the window before an instant, or after it.
func (b *batchTally) since(at time.Time, policy playbook.BatchPolicy) int {
	from, n := at.Add(-time.Duration(policy.Window)), 0
	for _, s := range b.Seen {
		if s.At.After(from) {
			n++
		}
	}
	return n
}

// countBatch adds an intake to the tally of what it is about. It reports whether so many different people complain about
// it that the playbook calls it a batch. An anonymous complaint is nobody new, but belongs to a batch that others made.
func (d *Desk) countBatch(ctx context.Context, w *work, t *attempt, received time.Time) (bool, error) {
	if w.batch == "" {
		return false, nil
	}
	doc, err := d.tally(ctx, "batch/"+w.batch)
	if err != nil {
		return false, err
	}
	var seen batchTally
	if len(doc.Data) > 0 {
		if err := json.Unmarshal(doc.Data, &seen); err != nil {
			return false, &Error{Code: ErrInternal, Rule: "damaged", Err: fmt.Errorf("tally: %w", err)}
		}
	}
	policy := w.rules.pb.Batch
	if who := complainantKey(&w.intake.Complainant); who != "" {
		mine := seenIn{w.batch, d.searchHash("batch", w.batch, who)[:6], received}
		seen.add(mine.Who, mine.At, policy)
		data, err := encode(seen)
		if err != nil {
			return false, err
		}
		t.unit.Documents = append(t.unit.Documents, doc.next(data))
		if err := t.putTally(seenID(w.id), 0, mine); err != nil {
			return false, err
		}
	}
	t.unit.Matches = append(t.unit.Matches, SearchHash{Org: w.org, Key: w.batch, Case: w.id, At: received})
	return seen.since(received, policy) >= policy.Threshold, nil
}

// tally reads a versioned document; one that is not there yet has the version 0.
func (d *Desk) tally(ctx context.Context, id string) (Document, error) {
	doc, err := d.store.Document(ctx, "tally", id)
	if errors.Is(err, ErrNotFound) {
		return Document{Kind: "tally", ID: id}, nil
	}
	return doc, err
}

// next is the version of a tally that follows another. Putting it is a conflict when somebody else was there first.
func (doc Document) next(data []byte) Document {
	return Document{Kind: doc.Kind, ID: doc.ID, Version: doc.Version + 1, Was: doc.Version, Data: data}
}

// guardIntakes lets one intake about a matter in at a time, on whichever desk: two that arrive at the same moment must
// not make two cases. What they contend for is one of 4 096 counters, chosen by a few bits of the search hash, so that
// nothing about a complainant is kept in it and their number does not grow.
func (d *Desk) guardIntakes(ctx context.Context, w *work, t *attempt) error {
	if w.repeat == "" {
		return nil
	}
	doc, err := d.tally(ctx, "intake/"+laneOf(w.repeat))
	if err != nil {
		return err
	}
	t.unit.Documents = append(t.unit.Documents, doc.next([]byte("{}")))
	return nil
}

// laneOf is the part of a search hash that chooses a counter.
func laneOf(hash string) string { return hash[:3] }
