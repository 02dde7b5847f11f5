package survey

import (
	"encoding/hex"
	"fmt"
	"strings"
)

// ParseInvitation reads a stored invitation from JSON as strictly as
// [ParseQuestionnaire] and validates it. Any error is an [*InvalidError].
func ParseInvitation(data []byte) (Invitation, error) {
	var i Invitation
	if err := strictDecode("invitation", data, &i); err != nil {
		return Invitation{}, err
	}
	if err := i.Validate(); err != nil {
		return Invitation{}, err
	}
	return i, nil
}

// Validate checks every rule that an invitation made by [Plan.Invite] keeps, and
// reports all that are broken in one [*InvalidError], or nil.
func (i Invitation) Validate() error {
	v := validator{faults: faults{what: "invitation"}}
	if plain, err := tokenCoding().DecodeString(i.ID); err != nil || len(plain) != idBytes || len(i.ID) != tokenCoding().EncodedLen(idBytes) {
		v.add("id", fmt.Sprintf("must be %d bytes in base64 for URLs", idBytes))
	}
	v.versioned("plan", i.Plan, "version", i.Version)
	v.versioned("questionnaire", i.Questionnaire, "questionnaire_version", i.QuestionnaireVersion)
	v.notBlank("person", i.Person)
	v.notBlank("occasion", i.Occasion)
	checkGroups(&v.faults, i.Groups)
	if !i.Mode.known() {
		v.add("mode", fmt.Sprintf("%q is not one of phone, visit, form, web", i.Mode))
	}
	if i.Issued.IsZero() || !i.Issued.Before(i.Expires) {
		v.add("expires", "must come after issued, which must be set")
	}
	v.digests(i.Digests)
	v.redeemed(i)
	return v.err()
}

// versioned checks a code with its version.
func (v *validator) versioned(idPath, id, path string, version int) {
	v.code(idPath, id)
	if version < 1 {
		v.add(path, fmt.Sprintf("must be 1 or more, not %d", version))
	}
}

func (v *validator) notBlank(path, text string) {
	if strings.TrimSpace(text) == "" {
		v.add(path, "must not be blank")
	}
}

// digests checks those of the tokens: reminders that were missed have none.
func (v *validator) digests(list []string) {
	if len(list) == 0 {
		v.add("digests", "must not be empty")
	}
	for i, d := range list {
		missed := d == "" && i > 0 && i < len(list)-1
		if sum, err := hex.DecodeString(d); !missed && (err != nil || len(sum) != 32 || d != strings.ToLower(d)) {
			v.add(at("digests", i), "must be a SHA-256 in lower-case hexadecimal")
		}
	}
}

// redeemed checks when the invitation was used or taken back.
func (v *validator) redeemed(i Invitation) {
	switch {
	case i.Used.IsZero():
		return
	case !i.Revoked.IsZero():
		v.add("revoked", "must not be set beside used")
	case i.Anonymous && !i.Used.Equal(i.Used.UTC().Truncate(day)):
		v.add("used", "must be a day, as midnight UTC, where answers are anonymous")
	case !i.Anonymous && i.Used.Before(i.Issued), !i.Used.Before(i.Expires):
		v.add("used", "must lie between issued and expires")
	}
}

// ParseImprovement reads a stored improvement from JSON as strictly as
// [ParseQuestionnaire] and validates it. Any error is an [*InvalidError].
func ParseImprovement(data []byte) (Improvement, error) {
	var i Improvement
	if err := strictDecode("improvement", data, &i); err != nil {
		return Improvement{}, err
	}
	if err := i.Validate(); err != nil {
		return Improvement{}, err
	}
	return i, nil
}

// Validate checks every rule that the steps of an improvement keep, and reports
// all that are broken in one [*InvalidError], or nil.
func (i Improvement) Validate() error {
	v := validator{faults: faults{what: "improvement"}}
	v.notBlank("id", i.ID)
	v.finding("finding", i.Finding)
	if len(i.Cycles) == 0 {
		v.add("cycles", "must not be empty")
	}
	for n, c := range i.Cycles {
		v.cycle(at("cycles", n), c, i.Finding.Target)
		if n < len(i.Cycles)-1 && (c.Effect == nil || c.Effect.Reached) {
			v.add(at("cycles", n), "must have been found ineffective before another follows")
		}
	}
	return v.err()
}

func (v *validator) finding(path string, f Finding) {
	v.versioned(under(path, "questionnaire"), f.Questionnaire, under(path, "version"), f.Version)
	if _, ok := f.Boxes.lowest(); !ok {
		v.add(under(path, "boxes"), fmt.Sprintf("%q is not one of %s", f.Boxes, strings.Join(boxNames(), ", ")))
	}
	v.target(under(path, "target"), f.Target)
	if _, _, scale := f.Kind.scale(); !scale {
		v.add(under(path, "kind"), fmt.Sprintf("%q is not a scale", f.Kind))
	}
	if f.Measured.n == 0 {
		v.add(under(path, "measured"), "must have data: what nobody answered is no finding")
	}
}

// cycle checks one attempt: done by somebody, then checked, or neither yet.
func (v *validator) cycle(path string, c Cycle, t Target) {
	c.Action.check(&v.faults, under(path, "action"))
	if c.Done.IsZero() != (strings.TrimSpace(c.By) == "") {
		v.add(under(path, "by"), "must say who reported it done, when it is done")
	}
	if checked := c.Effect != nil; c.Checked.IsZero() == checked || (strings.TrimSpace(c.Wave) == "") == checked {
		v.add(under(path, "effect"), "must come with wave and checked")
	}
	if c.Effect == nil {
		return
	}
	if c.Done.IsZero() || c.Checked.Before(c.Done) {
		v.add(under(path, "checked"), "must not come before the measure was done")
	}
	after, ok := c.Effect.After.Value()
	if !ok || c.Effect.Reached != t.metBy(after) {
		v.add(under(path, "effect.reached"), "must say whether the figure after it meets the target")
	}
}
