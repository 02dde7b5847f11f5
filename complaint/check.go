package complaint

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redress-go/redress/complaint/playbook"
	"github.com/redress-go/redress/sla"
	"github.com/redress-go/redress/survey"
)

// timeFormat is how instants travel in the attributes of clock events.
const timeFormat = time.RFC3339Nano

// stamp brings a time into the form the ledger keeps: UTC, whole microseconds, no monotonic part.
func stamp(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Microsecond)
}

// checkFields checks the values of the trade's fields against their types.
func (r *rules) checkFields(given ...map[string]string) []FieldError {
	var faults []FieldError
	for _, m := range given {
		for name, v := range m {
			f := r.fields[name]
			if f == nil {
				faults = append(faults, FieldError{"fields." + clip(name), "unknown field"})
			} else if !f.Personal && len(v) > maxValue {
				faults = append(faults, FieldError{"fields." + name, fmt.Sprintf("at most %d bytes", maxValue)})
			} else if rule := typeRule(f, v); v != "" && rule != "" {
				faults = append(faults, FieldError{"fields." + name, rule})
			}
		}
	}
	return sortFaults(faults)
}

// typeRule is the rule a value breaks, "" when it fits.
func typeRule(f *playbook.Field, v string) string {
	ok, rule := true, ""
	switch f.Type {
	case playbook.CodeField:
		ok, rule = hasCode(f.Values, v), "unknown code"
	case playbook.CodesField:
		_, ok = f.SplitCodes(v)
		rule = "codes of the list, each once, with commas"
	case playbook.NumberField:
		_, ok = new(big.Int).SetString(v, 10)
		rule = "a whole number"
	case playbook.MoneyField:
		_, err := ParseYuan(v)
		ok, rule = err == nil, "an amount in yuan with at most two decimals"
	case playbook.DateField:
		_, err := time.Parse(time.DateOnly, v)
		ok, rule = err == nil, "a date like 2006-01-02"
	case playbook.BoolField:
		ok, rule = v == "true" || v == "false", "true or false"
	}
	if ok {
		return ""
	}
	return rule
}

// ParseYuan reads an amount in yuan with at most two decimals: "200", "35.50". Negative amounts are
// refused. The error is no *Error.
func ParseYuan(s string) (Money, error) {
	whole, cents, dot := strings.Cut(s, ".")
	n, err := strconv.ParseUint(whole, 10, 52)
	if err != nil || dot && (len(cents) < 1 || len(cents) > 2) {
		return Money{}, errAmount
	}
	var c uint64
	if dot {
		if c, err = strconv.ParseUint((cents + "0")[:2], 10, 8); err != nil {
			return Money{}, errAmount
		}
	}
	return Money{Amount: int64(n*100 + c), Currency: "CNY"}, nil
}

// knowsReason reports whether a code is on a command's closed list.
func (r *rules) knowsReason(cmd, code string) bool {
	return slices.ContainsFunc(r.pb.Reasons, func(x playbook.Reason) bool { return x.Command == cmd && x.Code == code })
}

// after returns the instant a span ends that starts at an instant, by the playbook's calendar.
func (r *rules) after(span sla.Span, at time.Time) (time.Time, error) {
	due, err := sla.Term{Span: span}.Due(r.calendar, at)
	if err != nil {
		return time.Time{}, &Error{Code: ErrInternal, Rule: "term", Err: err}
	}
	return stamp(due.At), nil
}

// tooLate reports whether an instant lies further back than commands may be dated.
func (r *rules) tooLate(at, now time.Time) bool {
	span := r.pb.BackDate
	if span.IsZero() {
		return at.Before(now)
	}
	limit, err := r.after(span, at)
	return err == nil && now.After(limit)
}

// checkAnswers checks the answers of a follow-up against the playbook's survey. An answer by token answers something, and
// what the playbook decides by.
func (d *decision) checkAnswers(scores, comments survey.Answers) error {
	r := d.rules
	answers := maps.Clone(scores)
	if answers == nil {
		answers = survey.Answers{}
	}
	maps.Copy(answers, comments)
	if len(answers) == 0 {
		if r.pb.FollowUp.Answer || d.invitation > 0 {
			return invalid("answers", "required")
		}
		return nil
	}
	if r.pb.Survey == nil {
		return invalid("answers", "the playbook has no survey")
	}
	var bad *survey.InvalidError
	err := r.pb.Survey.Check(survey.Response{
		Questionnaire: r.pb.Survey.ID, Version: r.pb.Survey.Version, Answers: answers,
	})
	if err != nil && !errors.As(err, &bad) {
		return err
	}
	refused := &Error{Code: ErrInvalid}
	if bad != nil {
		for _, f := range bad.Faults {
			refused.Fields = append(refused.Fields, FieldError{"answers." + f.Path, f.Rule})
		}
	}
	if by := r.pb.Invite.Decides; d.invitation > 0 && by != "" && !scored(answers[by]) {
		refused.Fields = append(refused.Fields, FieldError{"answers.answers." + by, "must be given a score: it says whether the complainant is satisfied"})
	}
	if len(refused.Fields) == 0 {
		return nil
	}
	return refused
}

// scored reports whether an answer is a score.
func scored(v survey.Value) bool {
	_, ok := v.(survey.Score)
	return ok
}

var (
	errAmount      = errors.New("complaint: not an amount in yuan")
	errUnknownStep = errors.New("the playbook has no such step")
)
