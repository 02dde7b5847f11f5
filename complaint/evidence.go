package complaint

import "slices"

// Attach adds a piece of evidence (证据): a file, or the record of an interview in words (R20). The bytes of a file stay
// with the host; the ledger holds their hash. Either Hash or Text is required.
type Attach struct {
	Title  string `json:"title,omitempty" seal:""`
	Kind   string `json:"source,omitempty" code:""`   // kind of evidence, a code: complainant, camera, record, interview …; a plan's Needs are met by it
	Media  string `json:"media,omitempty" code:"128"` // media type
	Size   int64  `json:"size,omitempty"`             // bytes
	Hash   Hash   `json:"hash,omitzero"`              // SHA-256 of the bytes
	Ref    string `json:"ref,omitempty" seal:""`      // where the host keeps it
	Person string `json:"person,omitempty" seal:""`   // who was interviewed, or who gave it
	Text   string `json:"text,omitempty" seal:""`     // what was said
	Task   int    `json:"task,omitempty"`             // task it belongs to, and is as hidden as; 0 when to none
}

// Name implements Command.
func (Attach) Name() string { return "attach" }

func (cmd Attach) decide(d *decision) error {
	if cmd.Hash.IsZero() && cmd.Text == "" {
		return invalid("hash", "required")
	}
	if cmd.Task != 0 {
		t := d.c.Task(cmd.Task)
		if t == nil || !t.seenBy(d.c, &d.actor) {
			return invalid("task", "no such task")
		}
		if len(t.VisibleTo) > 0 {
			return nil // it counts for nobody else
		}
	}
	if err := d.collect(cmd.Kind); err != nil {
		return err
	}
	d.count("evidence", d.c.Evidence)
	return nil
}

// collect remembers that evidence of a kind is there.
func (d *decision) collect(kind string) error {
	if kind == "" || slices.Contains(d.c.Collected, kind) {
		return nil
	}
	if err := room(len(d.c.Collected), maxCollected, "kinds of evidence"); err != nil {
		return err
	}
	d.emit(ListedEffect{What: "collected", Values: with(d.c.Collected, kind)})
	return nil
}
