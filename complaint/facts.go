package complaint

import (
	"slices"
	"strconv"
	"strings"
)

// facts are what terms and steps may read of a case. None of them is personal.
func (d *draft) facts(name string) string {
	c := d.c
	switch name {
	case "state":
		return string(c.State)
	case "kind":
		return c.Kind
	case "channel":
		return c.Channel
	case "severity":
		return c.Severity.String()
	case "validity":
		return c.Validity
	case "nature":
		return c.Nature
	case "scope":
		return c.Scope
	case "unit":
		return c.Unit
	case "owned":
		return yes(c.Owner != "")
	case "priority":
		return strconv.Itoa(c.Priority)
	case "level":
		return strconv.Itoa(c.Level)
	case "cycle":
		return strconv.Itoa(c.Cycle)
	case "incomplete":
		return yes(len(c.Missing) > 0)
	case "satisfied":
		return c.satisfaction()
	case "people":
		return strconv.Itoa(c.Complainants)
	}
	return d.lifeFact(name)
}

// lifeFact are the facts about how the case was brought and what has become of it.
func (d *draft) lifeFact(name string) string {
	c := d.c
	switch name {
	case "anonymous":
		return yes(c.Anonymous)
	case "confidential":
		return yes(c.Confidential)
	case "joint":
		return yes(d.joint())
	case "expedites":
		return strconv.Itoa(c.Expedites)
	case "returns":
		return strconv.Itoa(c.Returns)
	case "renewed":
		return strconv.Itoa(c.Renewed)
	case "outcome":
		return c.Outcome
	case "held":
		return c.HoldReason
	case "reported":
		return yes(c.Reported)
	case "instructed":
		return yes(c.Instructed)
	}
	if id, ok := strings.CutPrefix(name, "law."); ok {
		return yes(d.bindsLaw(id))
	}
	return c.namedFact(name)
}

// namedFact are the facts with a name of their own: tag.CODE, flag.CODE, category.AXIS, field.NAME.
func (c *Case) namedFact(name string) string {
	prefix, code, _ := strings.Cut(name, ".")
	switch prefix {
	case "tag":
		return yes(slices.Contains(c.Tags, code))
	case "flag":
		return yes(slices.Contains(c.Flags, code))
	case "category":
		return c.Categories[code]
	case "field":
		return c.Fields[code]
	}
	return ""
}

// joint reports whether enough people complain together for the playbook to call it a joint complaint.
func (d *draft) joint() bool {
	from := d.rules.pb.Joint.From
	return from > 0 && d.c.Complainants >= from
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// satisfaction is the last follow-up's answer: yes, no, or "" when nobody was reached.
func (c *Case) satisfaction() string {
	for _, f := range slices.Backward(c.FollowUps) {
		if f.Reached && f.Cycle == c.Cycle {
			return yes(f.Satisfied)
		}
	}
	return ""
}
