package complaint

import (
	"context"
	"crypto/rand"
	"errors"
	"math/big"
	"strconv"
	"time"

	"github.com/redress-go/redress/complaint/internal/chain"
)

// attempt is one try of a request: what would be committed.
type attempt struct {
	main *line
	all  map[CaseID]*line
	unit Unit
	seq  int64 // the entry of the command in the main case
}

// line is one case in an attempt: as loaded, and as it stands after the entries appended so far.
type line struct {
	was     int64
	cur     *Case // nil for a new case
	rules   *rules
	records []Record
}

// attempt loads the cases, catches up, decides and appends.
func (d *Desk) attempt(ctx context.Context, w *work) (*attempt, error) {
	t := &attempt{all: map[CaseID]*line{}}
	dec := &decision{
		cmd: w.Command, actor: w.Actor, now: d.now(), staff: d.cfg.Staff(), pick: d.cfg.Picker, others: map[CaseID]*draft{},
		desk: &deskFacts{org: w.org, id: w.id, adopt: d.opened},
	}
	dec.at = dec.now
	if err := d.loadMain(ctx, w, t, dec); err != nil {
		return nil, err
	}
	if err := dec.mayBegin(w); err != nil {
		return nil, err
	}
	if err := d.openSplit(ctx, w, t, dec); err != nil {
		return nil, err
	}
	if err := d.loadOthers(ctx, w, t, dec); err != nil {
		return nil, err
	}
	if err := d.decide(ctx, w, t, dec); err != nil {
		return nil, err
	}
	t.unit.Receipt = nil
	if w.receipt != nil {
		r := *w.receipt
		r.Case, r.Seq, r.How = t.main.cur.ID, t.seq, w.how
		t.unit.Receipt = &r
	}
	return t, nil
}

// loadMain loads the request's case, or makes room for the new one.
func (d *Desk) loadMain(ctx context.Context, w *work, t *attempt, dec *decision) error {
	if in, ok := w.Command.(Intake); ok {
		return d.openMain(ctx, w, t, dec, &in)
	}
	l, err := d.loadLine(ctx, w, t, w.Case)
	if err != nil {
		return err
	}
	if w.IfVersion != 0 && l.was != w.IfVersion {
		return &Error{Code: ErrConflict, State: l.cur.State}
	}
	if p, ok := w.Command.(preparer); ok {
		w.Command = p.prepare(l.rules)
		dec.cmd = w.Command
	}
	if err := l.dateBack(w.At, dec); err != nil {
		return err
	}
	if err := d.catchUp(ctx, t, l, dec); err != nil {
		return err
	}
	t.main = l
	dec.draft = newDraft(l.rules, l.cur)
	return nil
}

// openSplit makes room for the case that a split opens, once the actor may and the values are known to be good: a refused
// command reserves no number.
func (d *Desk) openSplit(ctx context.Context, w *work, t *attempt, dec *decision) error {
	split, ok := w.Command.(Split)
	if !ok {
		return nil
	}
	l := t.main
	if faults := l.rules.checkIntake(&split.Intake, dec.now); len(faults) > 0 {
		return under("intake", &Error{Code: ErrInvalid, Fields: faults})
	}
	if split.Into != "" {
		return invalid("into", "the engine names the new case")
	}
	t.all[w.id] = &line{rules: l.rules}
	dec.fresh = newDraft(l.rules, nil)
	return d.reserve(ctx, w, l.rules, dec)
}

// openMain finds out what an intake is: a reminder on a case that is being handled, or a new case.
func (d *Desk) openMain(ctx context.Context, w *work, t *attempt, dec *decision, in *Intake) error {
	received := stamp(in.Received)
	if received.IsZero() {
		received = dec.now
	}
	past, err := d.history(ctx, w.rules, w.org, w.repeat, received)
	if err != nil {
		return err
	}
	w.past, w.how = nil, New
	for _, c := range past {
		switch {
		case c.MergedInto != "" || c.State == Withdrawn || c.State == Refused:
		case !c.State.Ended() && c.State != Resolved && c.State != FollowingUp:
			w.how, w.grant = Expedited, "register"
			w.Case, w.Command, w.spec = c.ID, Expedite{By: Complainant, Text: in.Text}, vocabulary()["expedite"]
			dec.cmd = w.Command
			return d.loadMain(ctx, w, t, dec)
		case len(w.past) == 0:
			w.past, w.how = []CaseID{c.ID}, LinkedTo
		}
	}
	t.main = &line{rules: w.rules}
	t.all[w.id] = t.main
	dec.draft = newDraft(w.rules, nil)
	dec.fresh, dec.past = dec.draft, w.past
	return d.reserve(ctx, w, w.rules, dec)
}

// reserve takes a number for the case to be, once per request.
func (d *Desk) reserve(ctx context.Context, w *work, r *rules, dec *decision) error {
	if w.number == "" {
		key := string(w.id)
		if w.receipt != nil {
			key = w.receipt.Key
		}
		if w.skipped > 0 {
			key += "/" + strconv.Itoa(w.skipped)
		}
		var err error
		if w.series, w.number, err = d.number(ctx, r, w.org, key, dec.now); err != nil {
			return err
		}
	}
	dec.desk.series, dec.desk.number = w.series, w.number
	return nil
}

// loadLine loads a case of the request's organisation.
func (d *Desk) loadLine(ctx context.Context, w *work, t *attempt, id CaseID) (*line, error) {
	c, err := d.last.get(id), error(nil)
	if c != nil && !w.reread {
		w.recent = append(w.recent, id)
	} else {
		c, err = d.store.Load(ctx, id)
	}
	switch {
	case errors.Is(err, ErrNotFound), err == nil && c.Org != w.org:
		return nil, &Error{Code: ErrNotFound, Case: id}
	case err != nil:
		return nil, err
	}
	r, err := d.rulesOf(ctx, c.Playbook)
	if err != nil {
		return nil, err
	}
	l := &line{was: c.Version, cur: c, rules: r}
	t.all[id] = l
	return l, nil
}

// dateBack sets the effective time of a command: not in the future, not before the complaint was received, within the
// playbook's limit.
func (l *line) dateBack(at time.Time, dec *decision) error {
	dec.now = maxTime(dec.now, l.cur.Updated)
	dec.at = dec.now
	switch {
	case at.IsZero():
		return nil
	case at.After(dec.now):
		return invalid("at", "not in the future")
	case at.Before(l.cur.Received):
		return invalid("at", "not before the complaint was received")
	case l.rules.tooLate(at, dec.now):
		return invalid("at", "within the back-dating limit")
	}
	dec.at = at
	return nil
}

func maxTime(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// loadOthers loads the cases a command names, and catches them up.
func (d *Desk) loadOthers(ctx context.Context, w *work, t *attempt, dec *decision) error {
	ids := w.past
	if n, ok := w.Command.(namer); ok {
		ids = n.others(dec.c)
	}
	if len(dec.c.Links) > 0 {
		children, err := d.children(ctx, dec.c)
		if err != nil {
			return err
		}
		dec.others = children // looked at by guards, never written
	}
	for _, id := range ids {
		if id == dec.c.ID || id == "" {
			return invalid("case", "another case")
		}
		l, err := d.loadLine(ctx, w, t, id)
		if err != nil {
			return err
		}
		dec.now = maxTime(dec.now, l.cur.Updated)
		if err := d.catchUp(ctx, t, l, dec); err != nil {
			return err
		}
		dec.others[id] = newDraft(l.rules, l.cur)
	}
	if w.At.IsZero() {
		dec.at = dec.now
	}
	return nil
}

// mayBegin asks what needs no look at the command's values: whether this actor may, and whether the state lets it.
func (d *decision) mayBegin(w *work) error {
	if err := d.rules.permit(w.grant, w.Actor, d.c); err != nil {
		return d.place(err, w.spec.name)
	}
	if d.c.ID != "" && !d.rules.fits(w.spec, d.c.State) {
		return d.place(notAllowed("state"), w.spec.name)
	}
	return nil
}

// decide asks the command, settles the clocks, and appends an entry to every case that changed.
func (d *Desk) decide(ctx context.Context, w *work, t *attempt, dec *decision) error {
	public, private := w.spec.split(w.Command)
	dec.private = private != nil
	state, severity := dec.c.State, dec.c.Severity
	if err := dec.run(w.spec.name); err != nil {
		dec.c.State, dec.c.Severity = state, severity
		return dec.place(err, w.spec.name)
	}
	if err := d.append(ctx, t, t.main, dec.draft, dec, public.(Command), private); err != nil {
		return err
	}
	t.seq = t.main.cur.Version
	if dec.fresh == dec.draft && w.repeat != "" {
		t.unit.Matches = append(t.unit.Matches, Match{Org: w.org, Key: w.repeat, Case: w.id, At: t.main.cur.Received})
	}
	if dec.fresh != nil && dec.fresh != dec.draft {
		pub, priv := vocabulary()["register"].split(dec.fresh.cmd)
		if err := d.append(ctx, t, t.all[w.id], dec.fresh, dec, pub.(Command), priv); err != nil {
			return err
		}
	}
	for _, id := range sortedKeys(dec.others) {
		if on := dec.others[id]; len(on.fx) > 0 {
			if err := d.append(ctx, t, t.all[id], on, dec, public.(Command), nil); err != nil {
				return err
			}
		}
	}
	t.writeCases()
	if len(t.unit.Cases) > maxCases {
		return notAllowed("at most " + strconv.Itoa(maxCases) + " cases in one unit")
	}
	return nil
}

// maxCases bounds a unit; what concerns more cases is a command per member.
const maxCases = 8

// run lets the command decide and settles what follows, on every draft.
func (d *decision) run(name string) error {
	if err := d.cmd.decide(d); err != nil {
		return err
	}
	d.act(name)
	if name != "register" && name != "promise" {
		var attrs map[string]string
		if a, ok := d.cmd.(interface{ attrs() map[string]string }); ok {
			attrs = a.attrs()
		}
		if err := d.happen(d.draft, name, attrs); err != nil {
			return err
		}
	}
	if err := d.finish(d.draft); err != nil {
		return err
	}
	if d.fresh != nil && d.fresh != d.draft {
		if err := d.finish(d.fresh); err != nil {
			return err
		}
	}
	for _, on := range d.others {
		if len(on.fx) == 0 {
			continue
		}
		if err := d.finish(on); err != nil {
			return err
		}
	}
	return nil
}

// append writes a draft's effects as the next entry of its case.
func (d *Desk) append(ctx context.Context, t *attempt, l *line, on *draft, dec *decision, public Command, private any) error {
	if on.erase || on.reseal {
		if err := d.rewriteBoxes(ctx, t, l, on); err != nil {
			return err
		}
	}
	if on.cmd != nil && private == nil {
		public = on.cmd
	}
	e := &Entry{
		Case: on.c.ID, Seq: l.version() + 1, Recorded: dec.now, Effective: dec.when(on), Actor: dec.actor,
		Command: public, Effects: on.fx,
	}
	if on != dec.draft {
		e.From = dec.c.ID
	}
	if dec.usedST && dec.staff != nil {
		e.Staff = dec.staff.Version
	}
	var box []byte
	if private != nil {
		var err error
		if box, err = d.seal(private); err != nil {
			return err
		}
		e.Box = chain.Digest(box)
	}
	b, err := encodeEntry(e, public)
	if err != nil {
		return err
	}
	r := record(caseStream(e.Case), e.Seq, l.head(), e.Recorded, b, box, e.Box)
	e.Prev, e.Hash = r.Prev, r.Hash
	l.records = append(l.records, r)
	l.cur = on.c // the effects are applied already: this is what evolve gives
	l.cur.Version, l.cur.Updated, l.cur.Head = e.Seq, e.Recorded, e.Hash
	l.rules = on.rules
	t.unit.Outbox = append(t.unit.Outbox, outgoing(l.cur, e)...)
	return nil
}

func (l *line) version() int64 {
	if l.cur == nil {
		return 0
	}
	return l.cur.Version
}

func (l *line) head() Hash {
	if l.cur == nil {
		return Hash{}
	}
	return l.cur.Head
}

// outgoing makes the outbox rows of an entry.
func outgoing(c *Case, e *Entry) []Outgoing {
	var rows []Outgoing
	for _, fx := range e.Effects {
		if n, ok := fx.(Noticed); ok {
			rows = append(rows, Outgoing{
				ID: string(c.ID) + "/" + strconv.FormatInt(e.Seq, 10) + "/" + strconv.Itoa(len(rows)), Org: c.Org, Case: c.ID, Seq: e.Seq, N: len(rows),
				Kind: n.Notice, To: n.To, Ref: n.Ref, NotBefore: maxTime(n.NotBefore, e.Recorded),
			})
		}
	}
	return rows
}

// writeCases lists the cases that changed, in order of id.
func (t *attempt) writeCases() {
	if len(t.all) == 1 { // the usual case needs no order
		t.unit.Cases = []CaseWrite{{Case: t.main.cur, Was: t.main.was, Records: t.main.records}}
		return
	}
	for _, id := range sortedKeys(t.all) {
		if l := t.all[id]; len(l.records) > 0 {
			t.unit.Cases = append(t.unit.Cases, CaseWrite{Case: l.cur, Was: l.was, Records: l.records})
		}
	}
}

// commit writes the unit. When the store cannot say whether it did, the desk looks for the entry.
func (d *Desk) commit(ctx context.Context, t *attempt) error {
	err := d.store.Commit(ctx, &t.unit)
	if err == nil || errors.Is(err, ErrConflict) || errors.Is(err, ErrDuplicate) {
		return err
	}
	last := t.unit.Cases[0].Records[len(t.unit.Cases[0].Records)-1]
	probe, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	found, probeErr := d.store.Entries(probe, last.Stream, last.Seq-1, 1)
	switch {
	case probeErr != nil:
		return &Error{Code: ErrInternal, Rule: "outcome", Err: errors.Join(err, probeErr)}
	case len(found) == 1 && found[0].Hash == last.Hash:
		return nil
	}
	return err
}

// place completes a refusal: the state it met, what is allowed there, who may.
func (d *decision) place(err error, cmd string) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	if e.State == "" {
		e.State = d.c.State
	}
	switch {
	case errors.Is(e.Code, ErrNotAllowed) && len(e.Allowed) == 0:
		e.Allowed = d.rules.allowedIn(d.c.State)
	case errors.Is(e.Code, ErrForbidden) && len(e.Who) == 0:
		e.Who = d.rules.whoMay(cmd, d.c.Severity)
	}
	return err
}

// backOff waits a little, longer each time, so that processes that fight over a case take turns.
func backOff(ctx context.Context, try int) {
	n, err := rand.Int(rand.Reader, big.NewInt(int64(time.Millisecond)<<min(try, 5)))
	if err != nil {
		return
	}
	pause(ctx, time.Duration(n.Int64()))
}
