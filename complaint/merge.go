package complaint

import (
	"context"
	"slices"
)

// Merge ends a case in another one that holds the same matter (并案). The target keeps its own start and dues; both cases
// record it in one unit. What arrives later for the merged case lands in the target: messages, reminders, notes and
// evidence.
type Merge struct {
	Into CaseID `json:"into"`
	Text string `json:"text,omitempty" seal:""`
}

// Unmerge takes a merged case out again: it is assessed anew, and its clocks go on as if they had never ended.
type Unmerge struct {
	Text string `json:"text,omitempty" seal:""`
}

// Name implements Command.
func (Merge) Name() string { return "merge" }

// Name implements Command.
func (Unmerge) Name() string { return "unmerge" }

func (cmd Merge) others(*Case) []CaseID { return []CaseID{cmd.Into} }

func (Unmerge) others(c *Case) []CaseID {
	if c == nil {
		return nil
	}
	return []CaseID{c.MergedInto}
}

const (
	mergedFrom = "merged-from"
	mergedInto = "merged-into"

	// maxChain bounds how far a merged case is followed: into what it was merged, into what that was merged, and so on.
	// There is no circle: a case that was merged is not the target of a merge. It costs a read a step.
	maxChain = 256
)

func (cmd Merge) decide(d *decision) error {
	into, err := d.other(cmd.Into)
	if err != nil {
		return err
	}
	if !working.has(into.c.State) {
		return notAllowed("target ended") // nobody would handle what is merged into it
	}
	if err := room(len(into.c.Links), maxLinks, "links"); err != nil {
		return err
	}
	people := min(into.c.Complainants+d.c.Complainants, maxPeople)
	d.emit(FlaggedEffect{What: mergedInto, Text: string(cmd.Into), On: true, At: d.at})
	d.emit(LinkedEffect{Link: Link{Kind: mergedInto, Case: cmd.Into}})
	into.emit(LinkedEffect{Link: Link{Kind: mergedFrom, Case: d.c.ID, People: people - into.c.Complainants}})
	into.emit(CountedEffect{What: "people", Value: people})
	into.refresh = true
	d.tell(into, "owner", "merged", caseAddress+string(d.c.ID))
	return d.fire(d.draft, "merge")
}

func (Unmerge) decide(d *decision) error {
	into, err := d.other(d.c.MergedInto)
	if err != nil {
		return err
	}
	link := Link{Kind: mergedFrom, Case: d.c.ID}
	if known, ok := into.c.link(mergedFrom, d.c.ID); ok {
		link = known
	}
	people := link.People
	if people == 0 {
		people = d.c.Complainants // merged before links remembered how many came with a case
	}
	into.emit(LinkedEffect{Link: link, Removed: true})
	d.lose(into, people)
	d.emit(LinkedEffect{Link: Link{Kind: mergedInto, Case: into.c.ID}, Removed: true})
	ended := d.c.MergedAt
	d.emit(FlaggedEffect{What: mergedInto})
	d.timers = d.rules.policy.Revive(d.timers, ended, d.at)
	return d.fire(d.draft, "unmerge")
}

// lose takes people out of a case, and out of every case that it was merged into in turn.
func (d *decision) lose(on *draft, people int) {
	for range maxCases {
		on.emit(CountedEffect{What: "people", Value: max(on.c.Complainants-people, 1)})
		on.refresh = true
		above := d.others[on.c.MergedInto]
		if above == nil {
			return
		}
		link, ok := above.c.link(mergedFrom, on.c.ID)
		if !ok || link.People == 0 {
			return // what it counts is not known to the person: leave it
		}
		above.emit(LinkedEffect{Link: link, Removed: true})
		link.People = max(link.People-people, 1)
		above.emit(LinkedEffect{Link: link})
		on = above
	}
}

// link returns the link of a kind to a case.
func (c *Case) link(kind string, id CaseID) (Link, bool) {
	i := slices.IndexFunc(c.Links, func(l Link) bool { return l.Kind == kind && l.Case == id })
	if i < 0 {
		return Link{}, false
	}
	return c.Links[i], true
}

// loadAbove loads the cases that the target of an unmerge was itself merged into: they count fewer people too.
func (d *Desk) loadAbove(ctx context.Context, w *work, t *attempt, dec *decision) error {
	if w.spec.name != "unmerge" {
		return nil
	}
	on := dec.others[dec.c.MergedInto]
	for on != nil && on.c.MergedInto != "" && len(t.all) < maxCases {
		l, err := d.loadLine(ctx, w, t, on.c.MergedInto)
		if err != nil {
			return err
		}
		dec.now = maxTime(dec.now, l.cur.Updated)
		if err := d.catchUp(ctx, t, l, dec); err != nil {
			return err
		}
		on = newDraft(l.rules, l.cur)
		dec.others[on.c.ID] = on
	}
	return nil
}

// lands reports whether a command given to a merged case belongs to the case it was merged into. A reminder, a message
// either way, a note and a piece of evidence are about the matter. What answers one complainant (Respond) or corrects
// what one of them said (Correct) is not: it would stop the target's clocks, or overwrite its complainant.
func lands(command string) bool {
	switch command {
	case "message", "expedite", "note", "attach":
		return true
	}
	return false
}

// landing is where a command on a merged case is recorded: in the case that it has gone into, in the end. Nothing is
// written on the merged one.
func (d *Desk) landing(ctx context.Context, w *work, t *attempt, l *line, dec *decision) (*line, error) {
	if l.cur.MergedInto == "" || !lands(w.spec.name) {
		return l, nil
	}
	if w.from != "" {
		return nil, notAllowed("merged") // what is given to every member reaches the target as a member of its own
	}
	merged := l.cur.ID
	for range maxChain {
		delete(t.all, l.cur.ID)
		next, err := d.loadLine(ctx, w, t, l.cur.MergedInto)
		if err != nil {
			return nil, err
		}
		if l = next; l.cur.MergedInto == "" {
			dec.from = merged
			return l, nil
		}
	}
	return nil, notAllowed("merged", "unmerge")
}

// handled is the case in which a complaint is handled now: itself, or what it was merged into. nil when that is too far
// away to follow.
func (d *Desk) handled(ctx context.Context, w *work, c *Case) (*Case, error) {
	for range maxChain {
		if c.MergedInto == "" {
			return c, nil
		}
		l, err := d.loadLine(ctx, w, &attempt{all: map[CaseID]*line{}}, c.MergedInto)
		if err != nil {
			return nil, err
		}
		c = l.cur
	}
	return nil, nil
}
