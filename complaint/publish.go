package complaint

import (
	"slices"
	"strings"
)

// Publish makes the outcome known to others (公示): a measure posted in the building, a suggestion with its author's name
// (R02), a pledge (R22). Nobody is named who did not agree to it.
type Publish struct {
	Where   string `json:"where,omitempty" code:""` // code: notice-board, website, meeting
	Named   bool   `json:"named,omitempty"`         // the complainant's name stands there
	Consent bool   `json:"consent,omitempty"`       // of the complainant, to be named
	Text    string `json:"text,omitempty" seal:""`
}

// ReleaseWording approves the one wording in which the organisation speaks outside about a case (口径). Where the severity asks
// for it, nothing is said before (R13, R15).
type ReleaseWording struct {
	Text string `json:"text" seal:""` // the wording
}

// published is the tag of a case whose outcome was published.
const published = "published"

// Name implements Command.
func (Publish) Name() string { return "publish" }

// Name implements Command.
func (ReleaseWording) Name() string { return "release" }

func (cmd Publish) decide(d *decision) error {
	switch {
	case cmd.Named && (d.c.Confidential || d.c.Anonymous):
		return notAllowed("confidential", d.rules.allowedIn(d.c.State)...)
	case cmd.Named && !cmd.Consent:
		return invalid("consent", "required to name the complainant")
	}
	if err := d.mayLetOut(); err != nil {
		return err
	}
	d.mark(published)
	d.tell(d.draft, Complainant, "published", "")
	return nil
}

func (cmd ReleaseWording) decide(d *decision) error {
	if strings.TrimSpace(cmd.Text) == "" {
		return invalid("text", "required")
	}
	if !d.c.WordingReleased {
		d.emit(FlaggedEffect{What: "worded", On: true})
	}
	d.tell(d.draft, "owner,first", "wording", "")
	return nil
}

// engineTags are the tags that follow from commands and are not set by hand.
func engineTags() []string { return []string{caseStudy, published, sampledTag, batchTag} }

// mark sets a tag of the engine's own.
func (d *draft) mark(tag string) {
	if !slices.Contains(d.c.Tags, tag) {
		d.emit(ListedEffect{What: "tags", Values: with(d.c.Tags, tag)})
	}
}
