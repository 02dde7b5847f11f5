package survey

import (
	"fmt"
	"io"
	"maps"
	"strings"
	"time"
)

// Invitation asks one person once (邀请). It is a value for the host to store
// under its ID; every method gives the next value, and storing that only where
// the stored one has not changed meanwhile makes a token single-use between
// several nodes. Times are instants in any zone.
type Invitation struct {
	// ID is random and part of every token of the invitation.
	ID string `json:"id"`
	// Plan and Version say under which plan it was issued, Questionnaire and
	// QuestionnaireVersion what it asks.
	Plan                 string `json:"plan"`
	Version              int    `json:"version"`
	Questionnaire        string `json:"questionnaire"`
	QuestionnaireVersion int    `json:"questionnaire_version"`
	// Person is the host's key for who is asked, Occasion the wave or event it
	// is asked about.
	Person   string `json:"person"`
	Occasion string `json:"occasion"`
	// Groups are those the response will carry.
	Groups map[string]string `json:"groups,omitempty"`
	Mode   Mode              `json:"mode"`
	// Anonymous invitations know that they were used, on which day, and not
	// by which answers.
	Anonymous bool `json:"anonymous,omitempty"`
	// Issued is when it was made, Expires the first instant it cannot be
	// answered any more.
	Issued  time.Time `json:"issued"`
	Expires time.Time `json:"expires"`
	// Digests are those of the tokens sent, one per notice: the invitation's
	// own, then one for each reminder. Any of them opens it, once.
	Digests []string `json:"digests"`
	// Used is when it was answered; an anonymous one keeps the day, as midnight
	// UTC, so that answers cannot be told from their times. Revoked is when it
	// was taken back. Zero means not.
	Used    time.Time `json:"used,omitzero"`
	Revoked time.Time `json:"revoked,omitzero"`
}

// NoticeKind says what a notice is for.
type NoticeKind string

// The kinds of notice.
const (
	NoticeInvite NoticeKind = "invite" // the invitation itself
	NoticeRemind NoticeKind = "remind" // a reminder (催答)
)

// Notice is what goes out to the person (通知). Wording and address are the
// host's; only here is the token to be had.
type Notice struct {
	Kind       NoticeKind
	Invitation string
	Person     string
	Mode       Mode
	// At is when it was made, Expires the end of the invitation.
	At, Expires time.Time
	Token       Token
}

// Invite asks a person about an occasion, a wave's period or an event's key, in
// one of the plan's modes; empty takes the first. The token's chance is read
// from random: crypto/rand.Reader, 48 bytes; a failure to read is wrapped. A
// blank person or occasion, a mode the plan does not have, unfit groups and a
// zero time come in one [*InvalidError].
func (p Plan) Invite(person Person, occasion string, mode Mode, at time.Time, random io.Reader) (Invitation, Notice, error) {
	if mode == "" && len(p.Modes) > 0 {
		mode = p.Modes[0]
	}
	bad := faults{what: "invitation"}
	if strings.TrimSpace(person.ID) == "" {
		bad.add("person", "must not be blank")
	}
	if strings.TrimSpace(occasion) == "" {
		bad.add("occasion", "must not be blank")
	}
	if !p.has(mode) {
		bad.add("mode", fmt.Sprintf("%q is not a mode of the plan", mode))
	}
	if at.IsZero() {
		bad.add("at", "must be set")
	}
	checkGroups(&bad, person.Groups)
	if err := bad.err(); err != nil {
		return Invitation{}, Notice{}, err
	}
	token, id, digest, err := newToken("", random)
	if err != nil {
		return Invitation{}, Notice{}, err
	}
	i := Invitation{
		ID: id, Plan: p.ID, Version: p.Version,
		Questionnaire: p.Questionnaire, QuestionnaireVersion: p.QuestionnaireVersion,
		Person: person.ID, Occasion: occasion, Groups: maps.Clone(person.Groups), Mode: mode,
		Anonymous: p.Anonymous, Issued: at, Expires: p.Expires.after(at), Digests: []string{digest},
	}
	return i, i.notice(NoticeInvite, at, token), nil
}

func (p Plan) has(m Mode) bool {
	for _, mode := range p.Modes {
		if mode == m {
			return true
		}
	}
	return false
}

func (i Invitation) notice(kind NoticeKind, at time.Time, token Token) Notice {
	return Notice{Kind: kind, Invitation: i.ID, Person: i.Person, Mode: i.Mode, At: at, Expires: i.Expires, Token: token}
}

// Redeem opens the invitation with a token and marks it used. Whoever does not
// have the right token gets a [*TokenError] with [TokenAltered], compared in
// constant time and told nothing else; with the right one the reason may be
// used, revoked, early or expired. The receiver stays as it is.
func (i Invitation) Redeem(token string, at time.Time) (Invitation, error) {
	id, secret, err := splitToken(token)
	if err != nil {
		return Invitation{}, err
	}
	if !matches(digestOf(id, secret), i.Digests) {
		return Invitation{}, &TokenError{Reason: TokenAltered}
	}
	if reason := i.closed(at); reason != "" {
		return Invitation{}, &TokenError{Reason: reason}
	}
	i.Used = at
	if i.Anonymous {
		i.Used = at.UTC().Truncate(day)
	}
	return i, nil
}

// closed says why the invitation cannot be answered, or nothing.
func (i Invitation) closed(at time.Time) TokenReason {
	switch {
	case !i.Used.IsZero():
		return TokenUsed
	case !i.Revoked.IsZero():
		return TokenRevoked
	case at.Before(i.Issued):
		return TokenEarly
	case !at.Before(i.Expires):
		return TokenExpired
	}
	return ""
}

// Revoke takes the invitation back: the person withdrew consent, or should not
// have been asked. One that is used or revoked stays as it is.
func (i Invitation) Revoke(at time.Time) Invitation {
	if i.Used.IsZero() && i.Revoked.IsZero() {
		i.Revoked = at
	}
	return i
}

// Response is the empty response to fill in: questionnaire, version and groups.
// It does not name the person.
func (i Invitation) Response() Response {
	return Response{
		Questionnaire: i.Questionnaire, Version: i.QuestionnaireVersion,
		Groups: maps.Clone(i.Groups), Answers: Answers{},
	}
}
