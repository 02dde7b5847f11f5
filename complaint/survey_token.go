package complaint

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/survey"
)

// kept is what is kept beside a case of an invitation that has left: a document, never part of the case or an entry, and
// emptied by erasure. It holds digests of tokens; a token itself is nowhere.
type kept struct {
	Case   CaseID            `json:"case,omitempty"`
	Number int               `json:"number,omitempty"` // of the invitation in the case
	Held   survey.Invitation `json:"held,omitzero"`

	was int64
}

// maxTokens bounds the tokens of one invitation: its notice and its reminder, in two languages, each sent a few times. Of
// more, the latest count.
const maxTokens = 16

// keptID names the document of an invitation. It is part of every token, so it is a keyed hash: it tells nothing.
func (d *Desk) keptID(c *Case, n int) string {
	mac := hmac.New(sha256.New, d.key)
	fmt.Fprintf(mac, "redress survey\x00%s\x00%s\x00%d", c.Org, c.ID, n)
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:16])
}

// readKept reads the document of an invitation, by the id in its tokens. One that was never written has version 0.
func (d *Desk) readKept(ctx context.Context, id string) (kept, error) {
	var k kept
	doc, err := d.store.Document(ctx, tallyKind, surveyRef+id)
	if errors.Is(err, ErrNotFound) {
		return k, nil
	}
	if err != nil {
		return k, err
	}
	if err := json.Unmarshal(doc.Data, &k); err != nil {
		return k, &Error{Code: ErrInternal, Rule: "damaged", Err: err}
	}
	k.was = doc.Version
	return k, nil
}

// forgotten reports whether the document was emptied by erasure: nothing more is written into it.
func (k *kept) forgotten() bool { return k.was > 0 && k.Case == "" }

// put adds the document to a unit, to replace what was read.
func (k *kept) put(t *attempt, id string) error { return t.putTally(surveyRef+id, k.was, k) }

// invitationOf finds what is kept of the invitation that a token opens. Whoever does not have the right one learns nothing
// else.
func (d *Desk) invitationOf(ctx context.Context, token string) (kept, string, error) {
	id, err := survey.TokenID(token)
	if err != nil {
		return kept{}, "", refusedToken(survey.TokenAltered)
	}
	k, err := d.readKept(ctx, id)
	if err != nil {
		return kept{}, "", err
	}
	var refused *survey.TokenError
	if _, err := k.Held.Redeem(token, d.now()); errors.As(err, &refused) {
		return kept{}, "", refusedToken(refused.Reason)
	} else if err != nil {
		return kept{}, "", err
	}
	return k, id, nil
}

// SurveyToken makes a token for a notice of an invitation to the survey: for a host that writes its own texts. Render does it by
// itself for a text that names {survey}. The token is 256 bits of Config.Rand and stored nowhere; what is kept is its
// digest. Each call makes another one, and any of them opens the survey, once; of more than 16 the latest do.
//
// Errors: ErrInvalid for another notice; ErrNotAllowed, with the reason of a *survey.TokenError, when the invitation was
// answered, taken back or is over.
func (d *Desk) SurveyToken(ctx context.Context, n Notice) (token survey.Token, err error) {
	defer recovered(&err)
	req := &Request{Case: n.Case}
	c, err := d.store.Load(ctx, n.Case)
	if err == nil && c.Org != n.Org {
		err = ErrNotFound
	}
	if err != nil {
		return token, d.wrap("survey-token", req, err)
	}
	v := c.noticed(n.Kind, n.To, n.Ref)
	if v == nil {
		return token, d.wrap("survey-token", req, invalid("notice", "an invitation to the survey"))
	}
	token, err = d.mint(ctx, c, v)
	if err != nil {
		return survey.Token{}, d.wrap("survey-token", req, err)
	}
	return token, nil
}

// noticed is the invitation that a notice is about, nil when it is about none.
func (c *Case) noticed(kind, to, ref string) *Invitation {
	n, ok := strings.CutPrefix(ref, surveyRef)
	if !ok || to != Complainant || kind != playbook.SurveyNotice && kind != playbook.SurveyReminder {
		return nil
	}
	id, _ := strconv.Atoi(n)
	return find(c.Invitations, id)
}

// mint makes a token of an open invitation and keeps its digest.
func (d *Desk) mint(ctx context.Context, c *Case, v *Invitation) (survey.Token, error) {
	if reason := v.closed(d.now()); reason != "" {
		return survey.Token{}, refusedToken(reason)
	}
	id := d.keptID(c, v.ID)
	token, digest, err := survey.NewToken(id, randomness{d})
	if err != nil {
		return survey.Token{}, err
	}
	return token, d.keep(ctx, id, func(k *kept, _ *attempt) error {
		if k.forgotten() {
			return refusedToken(survey.TokenRevoked)
		}
		if k.Case == "" {
			d.begin(k, c, v)
		}
		k.Held.Digests = append(k.Held.Digests, digest)
		k.Held.Digests = k.Held.Digests[max(0, len(k.Held.Digests)-maxTokens):]
		return nil
	})
}

// begin fills in what is kept of an invitation that leaves now.
func (d *Desk) begin(k *kept, c *Case, v *Invitation) {
	k.Case, k.Number = c.ID, v.ID
	k.Held = survey.Invitation{
		ID: d.keptID(c, v.ID), Person: string(c.ID), Occasion: strconv.Itoa(v.ID), Mode: survey.Web, Issued: d.now(), Expires: v.Expires,
	}
}

// keep changes what is kept of an invitation, again when somebody else did meanwhile; errStop leaves it as it is.
func (d *Desk) keep(ctx context.Context, id string, change func(k *kept, t *attempt) error) error {
	for try := 0; ; try++ {
		k, err := d.readKept(ctx, id)
		if err != nil {
			return err
		}
		t := &attempt{all: map[CaseID]*line{}}
		if err := change(&k, t); errors.Is(err, errStop) {
			return nil
		} else if err != nil {
			return err
		}
		if err := k.put(t, id); err != nil {
			return err
		}
		if err := d.store.Commit(ctx, &t.unit); !errors.Is(err, ErrConflict) {
			return err
		}
		backOff(ctx, try)
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// randomness reads from Config.Rand, which several may do at once.
type randomness struct{ d *Desk }

func (r randomness) Read(b []byte) (int, error) {
	if err := r.d.random(b); err != nil {
		return 0, err
	}
	return len(b), nil
}
