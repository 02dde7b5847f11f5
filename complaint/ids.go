package complaint

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// idAlphabet is Crockford's base 32: no letter is mistaken for a digit.
const idAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// newID makes a case id: 48 bits of Unix milliseconds, then 80 random bits, in base 32.
func (d *Desk) newID(now time.Time) (CaseID, error) {
	var b [16]byte
	ms := uint64(now.UnixMilli())
	for i := range 6 {
		b[i] = byte(ms >> (40 - 8*i))
	}
	if err := d.random(b[6:]); err != nil {
		return "", err
	}
	var out [26]byte
	for i := range out {
		out[i] = idAlphabet[fiveBits(b[:], i*5-2)]
	}
	return CaseID(out[:]), nil
}

// fiveBits reads five bits of b from a bit position; positions before the first bit read as zero.
func fiveBits(b []byte, from int) int {
	v := 0
	for i := from; i < from+5; i++ {
		v <<= 1
		if i >= 0 {
			v |= int(b[i/8]>>(7-i%8)) & 1
		}
	}
	return v
}

// number reserves the next case number of a playbook's series for a kind. The same key gets the same number.
func (d *Desk) number(ctx context.Context, r *rules, org, key, kind string, now time.Time) (series, number string, err error) {
	series, width := seriesOf(r.pb.Numbers.PatternOf(kind), now.In(r.zone()))
	n, err := d.store.Reserve(ctx, org, series, key)
	if err != nil {
		return "", "", err
	}
	return series, series + fmt.Sprintf("%0*d", width, n), nil
}

// renumber looks whether a lost race was about the number: two playbooks of one organisation may have patterns that give
// the same one. Then the next one is reserved.
func (d *Desk) renumber(ctx context.Context, w *work) error {
	if w.number == "" {
		return nil
	}
	if taken, err := d.store.Load(ctx, w.id); err == nil && taken != nil { // two desks with one source of randomness
		w.number = ""
		w.id, err = d.newID(d.now())
		return err
	}
	page, err := d.store.Query(ctx, Query{Filter: Filter{Org: w.org, Number: w.number}, Limit: 1})
	if err != nil || len(page.Cases) == 0 || page.Cases[0].ID == w.id {
		return err
	}
	w.number, w.skipped = "", w.skipped+1
	return nil
}

// seriesOf fills the date into a pattern and splits off the running number. The pattern was validated with the playbook.
func seriesOf(pattern string, at time.Time) (series string, width int) {
	series = strings.NewReplacer(
		"{yyyy}", at.Format("2006"), "{yy}", at.Format("06"), "{mm}", at.Format("01"), "{dd}", at.Format("02"),
	).Replace(pattern)
	series, digits, _ := strings.Cut(series, "{seq:")
	width, _ = strconv.Atoi(strings.TrimSuffix(digits, "}"))
	return series, width
}

// voidNumber records why a reserved number was not used, so that the gap explains itself. It is best effort: a crash here
// leaves a gap that Desk.Numbers reports without a reason.
func (d *Desk) voidNumber(ctx context.Context, org, number, reason string) {
	ctx, cancel := bounded(ctx)
	defer cancel()
	for range 8 {
		if err := d.logDesk(ctx, org, "number-voided", nil, number, reason); !errors.Is(err, ErrConflict) {
			return
		}
	}
}

// hashKey is the digest under which an idempotency key is kept. It is keyed: the host's key may hold personal data.
func (d *Desk) hashKey(key string) string {
	mac := hmac.New(sha256.New, d.key)
	mac.Write([]byte("redress key\x00" + key))
	return hex.EncodeToString(mac.Sum(nil))
}

// repeatKey is the search hash of a complainant and a matter, "" when either is unknown or repeats are not looked for.
func (d *Desk) repeatKey(r *rules, org string, cmd *Intake, class *Classification) string {
	who := complainantKey(&cmd.Complainant)
	if who == "" || r.pb.Repeat.Window == 0 {
		return ""
	}
	return d.searchHash(append([]string{"repeat", org, r.pb.ID, who}, repeatValues(r.pb.Repeat.By, cmd, class)...)...)
}

// searchHash is the keyed digest of values by which cases are found.
func (d *Desk) searchHash(parts ...string) string {
	mac := hmac.New(sha256.New, d.key)
	for _, part := range parts {
		fmt.Fprintf(mac, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(mac.Sum(nil))
}

// complainantKey is what tells complainants apart: the first of phone, e-mail and id that is known; a bare name is not
// enough to call two people one.
func complainantKey(p *Person) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, p.Phone)
	for _, v := range []string{digits, strings.ToLower(strings.TrimSpace(p.Email)), strings.TrimSpace(p.ID)} {
		if v != "" {
			return v
		}
	}
	return ""
}

// repeatValues are the values that make two complaints the same matter.
func repeatValues(by []string, cmd *Intake, class *Classification) []string {
	values := make([]string, len(by))
	for i, name := range by {
		switch axis, isAxis := strings.CutPrefix(name, "category."); {
		case isAxis:
			values[i] = class.Categories[axis]
		case name == "kind":
			values[i] = class.Kind
		case name == "unit":
			values[i] = class.Unit
		case name == "place":
			values[i] = cmd.Place
		default:
			values[i] = cmd.Fields[name]
		}
	}
	return values
}

// history returns the cases of a search hash in the playbook's window, the latest first.
func (d *Desk) history(ctx context.Context, r *rules, org, key string, received time.Time) ([]*Case, error) {
	if key == "" {
		return nil, nil
	}
	page, err := d.store.Query(ctx, Query{
		Filter: Filter{Org: org, Match: key, ReceivedFrom: received.Add(-time.Duration(r.pb.Repeat.Window))},
		Order:  ByReceived, Limit: 1000,
	})
	if err != nil {
		return nil, err
	}
	slices.Reverse(page.Cases)
	return page.Cases, nil
}
