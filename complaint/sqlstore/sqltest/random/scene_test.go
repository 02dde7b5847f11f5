package random

import (
	"slices"
	"time"

	"github.com/redress-go/redress/classify"
	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/playbook"
)

// scene is a case about to be acted on: what likely values of a command depend on.
type scene struct {
	pb     *playbook.Playbook
	c      *complaint.Case
	who    complaint.Actor
	others []complaint.CaseID // other cases of the same play
	now    time.Time
}

// command draws the values of a command. The answer is never nil.
func (s *scene) command(d dice, name string) complaint.Command {
	for _, theme := range []func(*scene, dice, string) complaint.Command{
		(*scene).handling, (*scene).working, (*scene).deciding, (*scene).ending, (*scene).beside, (*scene).among,
	} {
		if cmd := theme(s, d, name); cmd != nil {
			return cmd
		}
	}
	return complaint.Note{Text: words(d)}
}

// words are texts that a store must keep as they are.
func words(d dice) string {
	return pick(d, "words", []string{"x", "空调不制冷", "it's \"fine\"; -- ok", "a\nb\tc", "🙂 мир"})
}

func (s *scene) unit(d dice) string { return pick(d, "unit", s.pb.Units).Code }

func (s *scene) anybody(d dice) string {
	return person(pick(d, "of role", s.pb.Roles).Code, s.unit(d), 1+d.roll("number", 2)).ID
}

func (s *scene) severity(d dice) classify.Severity { return pick(d, "grade", s.pb.Grades).Severity }

// reason is a reason of a command's closed list, "" when it has none.
func (s *scene) reason(d dice, command string) string {
	var codes []string
	for _, r := range s.pb.Reasons {
		if r.Command == command {
			codes = append(codes, r.Code)
		}
	}
	if len(codes) == 0 {
		return ""
	}
	return pick(d, "reason", codes)
}

// codes are at most two of a closed list.
func codes(d dice, of []playbook.Code) (out []string) {
	for range min(len(of), d.roll("how many", 3)) {
		out = append(out, pick(d, "code", of).Code)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// last is the number of the last of n parts, or now and then another.
func last(d dice, n int) int {
	if chance(d, "another", 10) {
		return 1 + d.roll("number", 3)
	}
	return max(n, 1)
}

func money(d dice) complaint.Money {
	return complaint.Yuan(int64(pick(d, "yuan", []int{0, 0, 50, 400, 3000, 90_000})))
}

// intake draws a complaint: by few complainants about few things, so that some come again.
func (s *scene) intake(d dice) complaint.Intake {
	in := complaint.Intake{
		Channel: pick(d, "channel", s.pb.Channels).Code, Text: words(d), Demand: words(d),
		Place: pick(d, "place", []string{"", "1208", "1310", "大厅"}), Severity: s.severity(d),
		Fields: s.fields(d, s.pb.Fields, 85), Mood: pick(d, "mood", []string{"", "calm", "angry"}),
	}
	if chance(d, "known", 85) {
		in.Complainant = complaint.Person{
			Name: "王先生", Phone: pick(d, "phone", []string{"13800000001", "13800000002", "13900000003", "13700000004"}),
			Email: "w@example.com", Address: "南京路 1 号", ID: "310101199001011234",
		}
	}
	if len(s.pb.Kinds) > 0 && chance(d, "kind", 50) {
		in.Kind = pick(d, "of kind", s.pb.Kinds).Code
	}
	if chance(d, "about", 15) {
		in.AboutUnit, in.About = s.unit(d), []string{s.anybody(d)}
	}
	if chance(d, "joint", 10) {
		in.Complainants = 1 + d.roll("people", 12)
	}
	if chance(d, "wanted", 20) {
		in.Wanted = complaint.Yuan(int64(d.roll("wants", 5000)))
	}
	in.Confidential = chance(d, "confidential", 5)
	return in
}

// fields fills so many in a hundred of a list of fields with values of their types.
func (s *scene) fields(d dice, of []playbook.Field, percent int) map[string]string {
	out := map[string]string{}
	for i := range of {
		if chance(d, "filled", percent) {
			out[of[i].Name] = s.value(d, &of[i])
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func (s *scene) value(d dice, f *playbook.Field) string {
	switch f.Type {
	case playbook.CodeField, playbook.CodesField:
		if len(f.Values) > 0 {
			return pick(d, "value", f.Values).Code
		}
	case playbook.NumberField:
		return pick(d, "value", []string{"0", "3", "250"})
	case playbook.MoneyField:
		return pick(d, "value", []string{"0", "35.50", "20000"})
	case playbook.DateField:
		return s.now.AddDate(0, 0, d.roll("days", 40)-30).Format(time.DateOnly)
	case playbook.BoolField:
		return pick(d, "value", []string{"true", "false"})
	}
	return words(d)
}
