package complaint

import (
	"slices"
	"strings"

	"github.com/redress-go/redress/complaint/playbook"
)

// Message is something said between the organisation and the complainant. What answers a target is its kind, never the
// channel.
type Message struct {
	In      bool   `json:"in,omitempty"`      // from the complainant
	Kind    string `json:"kind"`              // code of the playbook: answer, progress, question, document …
	Channel string `json:"channel,omitempty"` // code of the playbook
	Promise int    `json:"promise,omitempty"` // the promise it keeps, 0 for none
	Text    string `json:"text,omitempty" seal:""`
}

// Note adds words to the ledger that go to nobody. A case study (案例) is a note that closes the review of a case.
type Note struct {
	CaseStudy bool   `json:"study,omitempty"`
	Text      string `json:"text" seal:""`
}

// Tag adds and removes tags.
type Tag struct {
	Add    []string `json:"add,omitempty"`
	Remove []string `json:"remove,omitempty"`
}

// Name implements Command.
func (Message) Name() string { return "message" }

// Name implements Command.
func (Note) Name() string { return "note" }

// Name implements Command.
func (Tag) Name() string { return "tag" }

func (cmd Message) attrs() map[string]string {
	way := "out"
	if cmd.In {
		way = "in"
	}
	return map[string]string{"way": way, "kind": cmd.Kind, "channel": cmd.Channel}
}

func (cmd Message) decide(d *decision) error {
	if !cmd.In {
		if err := d.mayLetOut(); err != nil {
			return err
		}
	}
	if !hasCode(d.rules.pb.Messages, cmd.Kind) {
		return invalid("kind", "unknown code")
	}
	if cmd.Channel != "" && d.rules.channels[cmd.Channel] == nil {
		return invalid("channel", "unknown code")
	}
	d.count("contacts", d.c.Contacts)
	if cmd.In {
		d.tell(d.draft, "owner", "message", "")
	}
	if cmd.Promise == 0 {
		return nil
	}
	if cmd.In {
		return invalid("promise", "only an answer of ours keeps a promise")
	}
	return d.keepPromise(cmd.Promise)
}

func (cmd Note) decide(d *decision) error {
	if strings.TrimSpace(cmd.Text) == "" {
		return invalid("text", "required")
	}
	if cmd.CaseStudy && !d.c.HasTag(caseStudy) {
		d.mark(caseStudy)
	}
	return nil
}

func (cmd Tag) decide(d *decision) error {
	if len(cmd.Add)+len(cmd.Remove) == 0 {
		return invalid("add", "required")
	}
	tags := slices.Clone(d.c.Tags)
	for _, t := range cmd.Add {
		switch {
		case !playbook.IsCode(t):
			return invalid("add", "a code of letters, digits and dashes")
		case slices.Contains(engineTags(), t):
			return invalid("add", "set by the engine")
		}
		tags = with(tags, t)
	}
	for _, t := range cmd.Remove {
		if slices.Contains(engineTags(), t) {
			return invalid("remove", "set by the engine")
		}
		tags = without(tags, t)
	}
	if len(tags) > maxTags {
		return invalid("add", "at most 32 tags")
	}
	if !slices.Equal(tags, d.c.Tags) {
		before := d.c.Tags
		d.emit(ListedEffect{What: "tags", Values: tags})
		d.refresh = true // terms may read tags
		for _, t := range tags {
			if slices.Contains(before, t) {
				continue
			}
			if err := d.happen(d.draft, "tagged", map[string]string{"tag": t}); err != nil {
				return err
			}
		}
	}
	return nil
}

// maxTags bounds the tags of a case, so that it stays small.
const maxTags = 32
