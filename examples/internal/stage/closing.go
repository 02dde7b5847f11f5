package stage

import (
	"fmt"
	"slices"
	"strings"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/sla"
)

// byNumber orders cases by their numbers, the shorter first: a series that grew wider goes on.
func byNumber(a, b *complaint.Case) int {
	if d := len(a.Number) - len(b.Number); d != 0 {
		return d
	}
	return strings.Compare(a.Number, b.Number)
}

// Every returns all cases by number.
func (s *Stage) Every() []*complaint.Case {
	var out []*complaint.Case
	for c, err := range s.All(s.ctx, s.Reader, complaint.Filter{}) {
		if err != nil {
			s.fail(err)
			return nil
		}
		out = append(out, c)
	}
	slices.SortFunc(out, byNumber)
	return out
}

// List prints the ledger list (台账): every case on a line.
func (s *Stage) List() {
	s.Scene("台账", "The ledger")
	t := NewTable(s.Of("案号", "number"), s.Of("收到", "received"), s.Of("渠道", "channel"), s.Of("级别", "severity"),
		s.Of("责任单位", "unit"), s.Of("状态", "state"), s.Of("结果", "outcome"), s.Of("已付", "paid"), s.Of("时限", "limits")).Numbers(7)
	for _, c := range s.Every() {
		s.under(c)
		t.Add(c.Number, s.When(c.Received), s.Channel(c.Channel), s.Severity(c), s.Unit(c.Unit), c.State.Label(s.Lang),
			s.Outcome(c), s.Money(c.Paid), s.limits(c))
	}
	t.Print(s.Out)
	s.Say("\n  时限：✓ 按时，✗ 超时，… 计时中", "\n  limits: ✓ met, ✗ missed, … running")
}

// limits is how many time limits of a case were met, missed, and are running.
func (s *Stage) limits(c *complaint.Case) string {
	count := map[sla.Verdict]int{}
	for _, t := range c.Clocks {
		count[t.Status(s.clock.now).State]++
	}
	var out []string
	if n := count[sla.Met]; n > 0 {
		out = append(out, fmt.Sprintf("%d✓", n))
	}
	if n := count[sla.Breached]; n > 0 {
		out = append(out, fmt.Sprintf("%d✗", n))
	}
	if n := count[sla.Running] + count[sla.Paused]; n > 0 {
		out = append(out, fmt.Sprintf("%d…", n))
	}
	return strings.Join(out, " ")
}

// VerifyAll checks the ledger of every case, and of the desk itself, and says so.
func (s *Stage) VerifyAll() {
	entries, faults := int64(0), []error{}
	cases := s.Every()
	add := func(v complaint.Verified, err error) {
		if err != nil {
			s.fail(err)
			return
		}
		entries += v.Entries
		faults = append(faults, v.Faults...)
	}
	for _, c := range cases {
		add(s.Verify(s.ctx, c.ID))
	}
	add(s.VerifyDesk(s.ctx, "default"))
	if s.err != nil {
		return
	}
	for _, f := range faults {
		fmt.Fprintln(s.Out, "  "+f.Error())
		s.fail(f)
	}
	s.Say("\n核验：%d 案及服务台自身，记录 %d 条，链条 %d 条，不符 %d 处。", "\nVerified: cases %d and the desk itself; entries %d, chains %d, faults %d.",
		len(cases), entries, len(cases)+1, len(faults))
}

// Sheet prints the handling sheet of a case (处理单).
func (s *Stage) Sheet(c *complaint.Case) {
	if s.err != nil {
		return
	}
	sheet, err := s.Desk.Sheet(s.ctx, s.Reader, c.ID)
	if err != nil {
		s.fail(err)
		return
	}
	s.Scene("处理单", "The handling sheet")
	for line := range strings.Lines(sheet.Markdown(s.Lang)) {
		fmt.Fprint(s.Out, "    "+line)
	}
}

// Owed prints what is owed outside on a case, the earliest first: that one rules.
func (s *Stage) Owed(c *complaint.Case) {
	s.Cut()
	if s.err != nil {
		return
	}
	list, err := s.Deadlines(s.ctx, s.Reader, c.ID)
	if err != nil {
		s.fail(err)
		return
	}
	by := map[complaint.DeadlineSource]string{
		complaint.DeadlineLaw: s.Of("法律", "the law"), complaint.DeadlineAuthority: s.Of("外部机构", "a body outside"),
		complaint.DeadlinePromise: s.Of("我方承诺", "our promise"), complaint.DeadlineComplainant: s.Of("投诉人", "the complainant"),
		complaint.DeadlineService: s.Of("公司自定", "the company"),
	}
	t := NewTable(s.Of("时限", "limit"), s.Of("谁定的", "set by"), s.Of("到期", "due"))
	for _, d := range list {
		t.Add(s.Target(d.Target), by[d.By], d.Date)
	}
	s.space()
	t.Print(s.Out)
}
