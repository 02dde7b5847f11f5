package law

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
)

// MatterDate is the date field from which the windows for appeals count: the day of what is complained of. Lay adds it to a
// playbook that lacks it.
const MatterDate = "matter-date"

// Options say how laws are laid over a playbook. The zero value is ready to use.
type Options struct {
	// Calendar is the id of the calendar that counts working days and says what a rest day is. Defaults to the playbook's
	// own default calendar, or, when that one never rests, to the first that does.
	Calendar string
	// Approver is the role that approves where a law asks for somebody senior. Defaults to the top of the ladder.
	Approver string
	// Kinds are the kinds of cases that are complaints in the sense of the law. Defaults to "complaint" where the playbook
	// has that kind, else to every kind.
	Kinds []string
	// Authority lays the limits that bind a regulator over the regulator's own playbook, and none that bind companies.
	// Defaults to a company's playbook, where the limit of a body outside runs once an appeal there.
	Authority bool
}

// Lay returns a copy of a playbook that carries the laws, with a clock for each limit that the events of a case can drive,
// beside the playbook's own limits: Options{}.Lay.
func Lay(p *playbook.Playbook, laws ...playbook.Law) (*playbook.Playbook, error) {
	return Options{}.Lay(p, laws...)
}

// Lay returns a copy of a playbook that carries the laws. For each limit that a case can drive there is a target, named after
// law and limit ("cn.fin.2020.decide"), owner statutory, which runs for the cases received while the law holds. Ways to
// bodies outside become appeal rules; the hold reasons, messages and the date field that the laws need are added, and the
// complainant is told of an appraisal that stops a clock. A playbook without appeal rules, which lets anybody turn anywhere,
// then names its own review and the bodies of the laws. Nothing of the playbook's own is changed, so a company's limit stays
// beside the legal one; Validate reports where it is longer.
//
// What is laid already stays as it is, so laying twice is laying once; what an overlay changed of a legal clock stays, too,
// and Validate reports it where it is looser than the law. The order of laws does not matter, in one call or in several. The
// version says that laws were laid on, by a digest of what they are: "1+law-0a1b2c3d".
//
// It fails with a *playbook.InvalidError when a law, a target or an appeal rule of the same name says something else, and
// when no calendar has rest days. It does not validate the result.
func (o Options) Lay(p *playbook.Playbook, laws ...playbook.Law) (*playbook.Playbook, error) {
	out, err := clone(p)
	if err != nil {
		return nil, err
	}
	l := &layer{Options: o, p: out}
	l.prepare()
	sorted := slices.Clone(laws)
	slices.SortStableFunc(sorted, func(a, b playbook.Law) int { return strings.Compare(a.ID, b.ID) })
	for i := range sorted {
		l.lay(&sorted[i])
	}
	if len(l.faults) > 0 {
		return nil, &playbook.InvalidError{ID: p.ID, Faults: l.faults}
	}
	if l.changed {
		l.arrange()
		out.Version, err = l.version()
	}
	return out, err
}

// layer is one laying.
type layer struct {
	Options
	p       *playbook.Playbook
	faults  []playbook.Fault
	changed bool
}

func (l *layer) fault(path, rule string, args ...any) {
	l.faults = append(l.faults, playbook.Fault{Path: path, Rule: fmt.Sprintf(rule, args...)})
}

// prepare settles what the options leave open.
func (l *layer) prepare() {
	if l.Calendar == "" {
		l.Calendar = l.resting()
	}
	switch i := slices.IndexFunc(l.p.Calendars, func(c sla.CalendarSpec) bool { return c.ID == l.Calendar }); {
	case l.Calendar == "":
		l.fault("calendars", "none has rest days: name the one that counts working days")
	case i < 0:
		l.fault("calendar", "%q is not one of the calendars", l.Calendar)
	}
	if l.Approver == "" && len(l.p.Ladder) > 0 {
		l.Approver = l.p.Ladder[len(l.p.Ladder)-1]
	}
	if l.Kinds == nil && l.knows("complaint") {
		l.Kinds = []string{"complaint"}
	}
}

// resting is the calendar that counts when none was named, "" when none of them rests.
func (l *layer) resting() string {
	rests := func(c sla.CalendarSpec) bool { return len(c.Week) < 7 || len(c.Holidays) > 0 }
	for _, c := range l.p.Calendars {
		if c.ID == l.p.Calendar && rests(c) {
			return c.ID
		}
	}
	for _, c := range l.p.Calendars {
		if rests(c) {
			return c.ID
		}
	}
	return ""
}

// knows reports whether the playbook has a kind of case.
func (l *layer) knows(kind string) bool {
	return slices.ContainsFunc(l.p.Kinds, func(k playbook.Kind) bool { return k.Code == kind })
}

// lay puts one law on the playbook, or the limits of it that are not there yet.
func (l *layer) lay(law *playbook.Law) {
	at := "laws[" + law.ID + "]"
	head := *law
	head.Limits = nil
	there := l.p.Law(law.ID)
	if there == nil {
		l.p.Laws = append(l.p.Laws, head)
		there, l.changed = &l.p.Laws[len(l.p.Laws)-1], true
	} else if old := *there; !same(bare(old), head) {
		l.fault(at, "the playbook carries another text of it, version %s", old.Version)
		return
	}
	for i := range law.Limits {
		limit := law.Limits[i]
		k := slices.IndexFunc(there.Limits, func(x playbook.LegalLimit) bool { return x.ID == limit.ID })
		switch {
		case k < 0:
			there.Limits = append(there.Limits, l.limit(law, &limit))
			l.changed = true
		case !same(stripped(there.Limits[k]), stripped(limit)):
			l.fault(at+".limits["+limit.ID+"]", "the playbook carries another one")
		}
	}
}

// limit puts the clock and the appeal rule of a limit on the playbook and returns the limit without them.
func (l *layer) limit(law *playbook.Law, limit *playbook.LegalLimit) playbook.LegalLimit {
	out := stripped(*limit)
	if t := l.clock(law, limit); t != nil {
		if l.p.Target(t.Name) != nil {
			l.fault("targets["+t.Name+"]", "the playbook has a target of that name")
		}
		l.p.Targets = append(l.p.Targets, *t)
		out.Watches = t.Name
	}
	if limit.Appeal != nil && !l.Authority {
		l.appeal(limit.Appeal)
	}
	return out
}

// bare is a law without its limits, stripped a limit without what Lay takes from it and adds to it.
func bare(l playbook.Law) playbook.Law {
	l.Limits = nil
	return l
}

func stripped(l playbook.LegalLimit) playbook.LegalLimit {
	l.Target, l.Appeal, l.Watches = nil, nil, ""
	return l
}

// same reports whether two values have the same JSON form.
func same(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

// clone is a copy that shares nothing.
func clone(p *playbook.Playbook) (*playbook.Playbook, error) {
	data, err := p.Encode()
	if err != nil {
		return nil, err
	}
	return playbook.Decode(data)
}

// laidOn matches what Lay adds to a version.
var laidOn = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\+law-[0-9a-f]{8}`) })

// version is the playbook's version with a digest of its laws, their clocks and appeal rules.
func (l *layer) version() (string, error) {
	data, err := json.Marshal([]any{l.p.Laws, l.clocks(), l.p.Appeals})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return laidOn().ReplaceAllString(l.p.Version, "") + "+law-" + hex.EncodeToString(sum[:4]), nil
}
