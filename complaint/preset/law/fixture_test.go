package law_test

import (
	"crypto/sha256"
	"flag"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/benbjohnson/clock"
	"github.com/stretchr/testify/require"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/complaint/preset/law"
	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/sla/cn"
)

var update = flag.Bool("update", false, "write the golden files")

// The staff of the tests.
var (
	agent  = complaint.Actor{ID: "a1", Role: "agent", Unit: "service"}
	boss   = complaint.Actor{ID: "b1", Role: "boss", Unit: "service"}
	second = complaint.Actor{ID: "b2", Role: "boss", Unit: "service"}
)

func label(s string) playbook.Text { return playbook.Text{ZH: s, EN: s} }

func code(s string) playbook.Code { return playbook.Code{Code: s, Label: label(s)} }

// branch is a company with a desk that never closes and an office on the Chinese holiday table. Its own limit for an outcome
// is five working days.
func branch(change ...func(*playbook.Playbook)) *playbook.Playbook {
	office, err := cn.Spec("office", "1", sla.Weekdays("09:00-12:00", "13:00-18:00"))
	if err != nil {
		panic(err)
	}
	p := &playbook.Playbook{
		ID: "branch", Version: "1", Title: label("Branch"),
		Calendars: []sla.CalendarSpec{{ID: "always", Version: "1", Zone: cn.Zone, Week: sla.EveryDay("00:00-24:00")}, office},
		Calendar:  "always",
		Targets: []sla.Target{{
			Name: "settle", Calendar: "office", Terms: []sla.Choice{{Term: sla.Term{Span: sla.Workdays(5)}}},
			Start: []sla.Condition{{Event: "register"}},
			Stop:  []sla.Condition{{Event: playbook.EventEnter, With: map[string][]string{"state": {"resolved", "closed"}}}},
			Steps: []sla.Step{{ID: "breach", At: sla.AtDue(), Do: map[string]string{"notify": "head"}}},
		}},
		Numbers: playbook.Numbers{Pattern: "B{yy}-{seq:3}"},
		Roles: []playbook.Role{
			{Code: "agent", Label: label("agent"), Level: 1},
			{Code: "boss", Label: label("boss"), Level: 2, Unlimited: true, AllUnits: true, SeesPersonal: true},
		},
		Ladder: []string{"agent", "boss"},
		Grants: []playbook.Grant{
			{Roles: []string{"boss"}, Commands: playbook.Commands()},
			{Roles: []string{"agent"}, Commands: slices.DeleteFunc(playbook.Commands(), func(c string) bool { return c == "approve" })},
		},
		Units: []playbook.Unit{{Code: "service", Label: label("Service"), Head: "boss"}}, FallbackUnit: "service",
		Channels: []playbook.Channel{{Code: "phone", Label: label("phone")}},
		Kinds:    []playbook.Kind{{Code: "complaint", Label: label("complaint")}, {Code: "query", Label: label("query")}},
		Grades:   []playbook.Grade{{Severity: classify.Ordinary, Label: label("ordinary"), Definition: label("anything")}},
		Reliefs:  []playbook.Relief{{Code: playbook.Compensation, Label: label("money")}},
		Outcomes: []playbook.Code{code("upheld"), code("explained")},
		Reasons:  []playbook.Reason{{Command: "reopen", Code: "unsatisfied", Label: label("unsatisfied")}},
		BackDate: sla.Days(30),
	}
	for _, f := range change {
		f(p)
	}
	return p
}

// laid is a playbook with laws on it, which must be good.
func laid(t *testing.T, o law.Options, p *playbook.Playbook, laws ...playbook.Law) *playbook.Playbook {
	t.Helper()
	out, err := o.Lay(p, laws...)
	require.NoError(t, err)
	require.NoError(t, out.Validate())
	return out
}

// law of a set by id.
func one(t *testing.T, set []playbook.Law, id string) playbook.Law {
	t.Helper()
	i := slices.IndexFunc(set, func(l playbook.Law) bool { return l.ID == id })
	require.GreaterOrEqual(t, i, 0, "there is no law %s", id)
	return set[i]
}

// both are the laws of All with these ids.
func some(t *testing.T, ids ...string) []playbook.Law {
	t.Helper()
	var out []playbook.Law
	for _, id := range ids {
		out = append(out, one(t, law.All(), id))
	}
	return out
}

// desk is a desk under test with its clock.
type desk struct {
	*testing.T
	*complaint.Desk
	mock *clock.Mock
}

// at is a local time in Shanghai.
func at(t *testing.T, s string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation(cn.Zone)
	require.NoError(t, err)
	if len(s) == len(time.DateOnly) {
		s += " 10:00"
	}
	out, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
	require.NoError(t, err)
	return out
}

// random is a source that gives the same bytes in every run.
type random struct{ sum [32]byte }

func (r *random) Read(b []byte) (int, error) {
	for n := 0; n < len(b); {
		r.sum = sha256.Sum256(r.sum[:])
		n += copy(b[n:], r.sum[:])
	}
	return len(b), nil
}

var _ io.Reader = (*random)(nil)

// open opens a desk on a playbook at a time.
func open(t *testing.T, p *playbook.Playbook, now string) *desk {
	t.Helper()
	d := &desk{T: t, mock: clock.NewMock()}
	d.mock.Set(at(t, now))
	var err error
	d.Desk, err = complaint.Open(t.Context(), memstore.New(), &complaint.Config{Clock: d.mock, Rand: &random{}}, p)
	require.NoError(t, err)
	return d
}

// receive registers a complaint received at a time; "" is now.
func (d *desk) receive(received string, change ...func(*complaint.Intake)) *complaint.Case {
	d.Helper()
	in := complaint.Intake{
		Channel: "phone", Severity: classify.Ordinary, Text: "多扣了钱", Complainant: complaint.Person{Name: "王先生", Phone: "13800000001"},
	}
	if received != "" {
		in.Received = at(d.T, received)
	}
	for _, f := range change {
		f(&in)
	}
	reg, err := d.Register(d.Context(), agent, in)
	require.NoError(d, err)
	return reg.Case
}

func (d *desk) do(a complaint.Actor, c *complaint.Case, cmds ...complaint.Command) *complaint.Case {
	d.Helper()
	for _, cmd := range cmds {
		next, err := d.Do(d.Context(), a, c.ID, cmd)
		require.NoError(d, err, cmd.Name())
		c = next
	}
	return c
}

// refused gives a command that must be refused and returns the rule.
func (d *desk) refused(a complaint.Actor, c *complaint.Case, cmd complaint.Command) string {
	d.Helper()
	_, err := d.Do(d.Context(), a, c.ID, cmd)
	var e *complaint.Error
	require.ErrorAs(d, err, &e)
	return e.Rule
}

// handled takes a case to its outcome.
func (d *desk) handled(c *complaint.Case) *complaint.Case {
	d.Helper()
	return d.do(agent, c, complaint.Assess{}, complaint.Dispatch{Unit: "service"}, complaint.TakeOn{}, complaint.Resolve{Outcome: "explained"})
}

// due is the date people see for a running clock; "" when it has none.
func due(c *complaint.Case, target string) string {
	for _, tm := range c.Timers(target) {
		if tm.Live() {
			return tm.DueDate.String()
		}
	}
	return ""
}

// faults are the faults of an invalid playbook, as path: rule.
func faults(t *testing.T, err error) []string {
	t.Helper()
	var bad *playbook.InvalidError
	require.ErrorAs(t, err, &bad)
	var out []string
	for _, f := range bad.Faults {
		out = append(out, f.Path+": "+strings.Join(strings.Fields(f.Rule), " "))
	}
	return out
}
